"""Build everything: check the contents, let MkDocs render, then typeset chapters and book."""
from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from .checks import report
from .checks.operator import placeholders
from .edition import TODAY, date_of_content, today
from .handbook import Handbook, read_handbook
from .hosting import compress
from .offline import write_offline_edition

PDF_SWITCH = "WEGWEISER_PDF"  # read by mkdocs-pdf-export-plugin, see mkdocs.yml
HERE = "http://127.0.0.1:8000/"
FAILED = 1


def build(root: Path, target: Path, *, pdf: bool, publish: bool) -> int:
    """Build the handbook into `target`; returns the exit code.

    The old content of `target` is replaced only when everything went well.
    """
    started = time.monotonic()
    os.environ[TODAY] = today().isoformat()
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(date_of_content(root)))
    os.environ[PDF_SWITCH] = "1" if pdf else "0"
    say("Inhalte werden geprüft …")
    handbook = read_handbook(root)
    if report(handbook, [], show_advice=False):
        return FAILED
    if publish and (open_values := placeholders(handbook)):
        print("\n".join(map(str, open_values)), file=sys.stderr)
        return FAILED
    say(f"{len(handbook.chapters)} Seiten werden gebaut …")
    with tempfile.TemporaryDirectory(prefix=".bau-", dir=root) as folder:
        fresh = Path(folder) / "site"
        if not _render(handbook, fresh):
            return FAILED
        write_offline_edition(fresh)
        if publish:
            say(f"{compress(fresh)} Dateien sind für die Übertragung gepackt.")
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
    say(f"Fertig nach {time.monotonic() - started:.0f} s: {target.name}/index.html")
    return 0


def _render(handbook: Handbook, target: Path) -> bool:
    """Let MkDocs build into `target`. Its warnings count as errors (strict in mkdocs.yml)."""
    _log_to_terminal()
    try:
        config = load_config(str(handbook.root / "mkdocs.yml"), site_dir=str(target))
        config.extra["handbuch"] = handbook  # read it once: hooks.on_config takes it from here
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build.build(config)
        config.plugins.on_shutdown()
    except (Abort, MkDocsException) as error:
        print(f"Der Bau wurde abgebrochen: {error}", file=sys.stderr)
        return False
    return True


def serve(root: Path) -> int:
    """Show the pages at http://127.0.0.1:8000/ until interrupted."""
    os.environ[PDF_SWITCH] = "0"
    _log_to_terminal()
    say(f"Die Seiten werden gebaut; gleich stehen sie unter {HERE} – beenden mit Strg und C.")
    mkdocs_serve.serve(str(root / "mkdocs.yml"), strict=False, site_url=HERE)  # else below the folder of the real site
    return 0


def _log_to_terminal() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.WARNING)


def say(text: str) -> None:
    print(text, flush=True)
