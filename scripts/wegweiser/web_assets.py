"""Scripts and styles as they go to readers: without comments and spaces, the calculator's in one file.

What is written stays readable in docs/assets and overrides/suche; pages name the same files.
"""
from __future__ import annotations

import rcssmin
import rjsmin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

SCRIPTS = ("assets/js/", "assets/suche/")
STYLES = ("assets/css/",)
TOOLS = "assets/js/werkzeuge/"
# A file on the site → the files it is made of, in the order in which they need each other.
JOINED = {f"{TOOLS}rechner.js": (f"{TOOLS}big.js", f"{TOOLS}rechnen.js", f"{TOOLS}rechner.js")}
NOTICES = {f"{TOOLS}rechner.js": "/*! big.js 7.0.1, (c) 2025 Michael Mclaughlin, MIT */\n"}


def pack(files: Files, config: MkDocsConfig) -> None:
    """Replace our scripts and styles among `files` by what is sent; the parts of joined files are left out."""
    written = {file.src_uri: file for file in files if file.src_uri.endswith((".js", ".css"))}
    parts = {part for target, made_of in JOINED.items() for part in made_of if part != target}
    for path, file in written.items():
        if not path.startswith((*SCRIPTS, *STYLES)):
            continue
        files.remove(file)
        if path not in parts:
            text = "\n;".join(written[part].content_string for part in JOINED.get(path, (path,)))
            files.append(File.generated(config, path, content=NOTICES.get(path, "") + shrink(path, text)))


def shrink(path: str, text: str) -> str:
    """The script or style sheet `text` without what only people need."""
    return rjsmin.jsmin(text) if path.endswith(".js") else rcssmin.cssmin(text)
