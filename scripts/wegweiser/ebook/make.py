"""Cover, document and metadata → EPUB 3, with pandoc."""
from __future__ import annotations

import json
import os
import subprocess
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc
import typst

from ..book.annex import furnish_annex
from ..book.clean import Cleaned
from ..book.collection import Collection
from ..book.compiler import font_set, write_whole
from ..book.workroom import TEMPLATES
from .document import CHAPTER, document
from .metadata import metadata
from .parts import STYLE_INSIDE, Parts

STYLE, FRAME, COVER = "epub.css", "epub.html", "epub-titel.typ"
DOTS_PER_INCH = 140
SECONDS = 600


def make_epub(collection: Collection, cleaned: list[Cleaned], target: Path, *, timestamp: int) -> Path:
    """Write the EPUB of all pages to `target` and return it. Takes nothing from the network.

    Raises RuntimeError, in German, if pandoc fails or warns.
    """
    with TemporaryDirectory(prefix="wegweiser-epub-") as name:
        folder = Path(name).resolve()
        (folder / "buch.html").write_bytes(document(collection, cleaned))
        subjects = list(dict.fromkeys(page.part for page in collection.pages if page.part))
        values = json.dumps(metadata(collection.meta, subjects), ensure_ascii=False)
        (folder / "angaben.json").write_text(values, encoding="utf-8")
        (folder / FRAME).write_bytes((TEMPLATES / FRAME).read_bytes())
        run_pandoc(folder, timestamp)
        parts = Parts.read((folder / "buch.epub").read_bytes())
        parts.files[STYLE_INSIDE] = (TEMPLATES / STYLE).read_bytes()
        parts.add_cover(cover(collection, folder), collection.meta.title)
        parts.set_date(timestamp)
        parts.speak_german()
        parts.tie_headers()
        write_whole(target, parts.written(timestamp))
    return target


def run_pandoc(folder: Path, timestamp: int) -> None:
    """pandoc in its sandbox: it reads the files named here and nothing else."""
    command = [
        pypandoc.get_pandoc_path(), "--sandbox", "--from=html+epub_html_exts", "--to=epub3", "--fail-if-warnings",
        f"--split-level={CHAPTER}", f"--toc-depth={CHAPTER}", "--toc", f"--template={FRAME}",
        "--metadata-file=angaben.json", "--output=buch.epub", "buch.html",
    ]
    environment = {"SOURCE_DATE_EPOCH": str(timestamp), "PATH": os.defpath, "LANG": "C.UTF-8", "TZ": "UTC", "HOME": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode:
        raise RuntimeError(f"Das EPUB ist nicht entstanden. pandoc meldet: {done.stderr.strip()[-800:]}")


def cover(collection: Collection, folder: Path) -> bytes:
    """The cover of the printed book as a PNG, drawn from the same data."""
    room = furnish_annex(folder / "titel", asdict(collection.meta))
    empty = str(room / "leer")
    return typst.compile(
        str(room / COVER), root=str(room), format="png", ppi=DOTS_PER_INCH, font_paths=font_set(),
        ignore_system_fonts=True, package_path=empty, package_cache_path=empty,
    )
