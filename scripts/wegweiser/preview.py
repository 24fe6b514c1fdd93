"""`scripts/preview COMMIT`: one page beside the built site that lists what a proposal changes."""
from __future__ import annotations

import subprocess
import sys
from html import escape
from pathlib import Path

from .handbook import Handbook, read_handbook

FAILED = 1
PAGE = """<!doctype html>
<html lang="de">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Vorschau</title>
<h1>Vorschau</h1>
{text}
<p><a href="index.html">Zur Startseite der Vorschau</a></p>
"""


def write_preview(root: Path, site: Path, base: str) -> int:
    """Write `site`/vorschau.html with links to the pages changed since commit `base`; returns the exit code."""
    if not (site / "index.html").is_file():
        print(f"Im Ordner {site.name} liegt keine gebaute Website. Bauen Sie zuerst: scripts/build", file=sys.stderr)
        return FAILED
    git = subprocess.run(
        ["git", "diff", "--name-only", "--diff-filter=d", "--end-of-options", f"{base}...HEAD", "--", "docs"],
        cwd=root, capture_output=True, text=True,
    )
    if git.returncode:
        print(f"git kennt den Stand „{base}“ nicht: {git.stderr.strip()}", file=sys.stderr)
        return FAILED
    (site / "vorschau.html").write_text(PAGE.format(text=_list(read_handbook(root), git.stdout.split())), encoding="utf-8")
    return 0


def _list(handbook: Handbook, changed: list[str]) -> str:
    pages = {f"docs/{chapter.path}": chapter for chapter in handbook.pages}
    items = [
        f'<li><a href="{escape(_file(pages[name].path))}">{escape(pages[name].title)}</a></li>'
        for name in changed if name in pages
    ]
    others = sum(name not in pages for name in changed)
    text = f"<p>Diese Seiten ändern sich:</p>\n<ul>\n{chr(10).join(items)}\n</ul>" if items else "<p>Es ändert sich keine Seite.</p>"
    return text + (f"\n<p>Daten oder Gestaltung, geänderte Dateien: {others}</p>" if others else "")


def _file(path: str) -> str:
    """The built file of a page, so that the link also works from a folder on the own device."""
    folder = path.removesuffix(".md").removesuffix("index").strip("/")
    return f"{folder}/index.html".lstrip("/")
