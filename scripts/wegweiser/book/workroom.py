"""The folder the typesetter works in: templates, cleaned pages, pictures, metadata, and nothing else."""
from __future__ import annotations

import json
import re
import shutil
from copy import deepcopy
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from ..edition import month_name
from .bibliography import with_one_bibliography
from .clean import Cleaned, as_xml
from .collection import BookPage, Collection
from .hyphenation import mark_exceptions
from .marks import place_marks
from .qr import qr_code
from .registers import registers
from .tables import turn_wide_tables

TEMPLATES = Path(__file__).resolve().parents[3] / "overrides" / "buch"
INDEX = "buch.json"
PAGES = "seiten"  # as in the chapter PDFs
BOOK_PAGES = "buch"  # as in the book, see bibliography.py
CHAPTERS = "kapitel"  # what a chapter PDF says about itself
PICTURES = "bilder"
QR_CODE = "mitmachen.svg"
LONGEST_HEAD = 40
IMPORT = re.compile(r'#import "([a-z]+\.typ)"')
# What a chapter PDF prints of the edition. Neither date nor commit: with them, every chapter
# would have to be typeset again after every change anywhere.
CHAPTER_META = ("title", "version", "site_url", "licence", "licence_url", "publisher")
CHAPTER_ENTRY = ("title", "short", "label", "file", "part", "stand", "description", "href")


@dataclass(frozen=True)
class Room:
    """The furnished folder: which file is what."""

    folder: Path
    cleaned: tuple[Cleaned, ...]

    def chapter(self, page: BookPage) -> str:
        return f"{PAGES}/{page.file_stem}.xml"

    def chapter_data(self, page: BookPage) -> str:
        return f"{CHAPTERS}/{page.file_stem}.json"

    def pictures(self, page: BookPage) -> list[str]:
        images = next(cleaned.images for cleaned in self.cleaned if cleaned.page == page)
        return [f"{PICTURES}/{name}" for name in images]

    def book_pages(self) -> tuple[str, ...]:
        return tuple(f"{BOOK_PAGES}/{cleaned.page.file_stem}.xml" for cleaned in self.cleaned)

    def book_files(self) -> tuple[str, ...]:
        pictures = sorted(f"{PICTURES}/{file.name}" for file in (self.folder / PICTURES).iterdir())
        return (*self.templates("buch.typ"), INDEX, *self.book_pages(), *pictures)

    def templates(self, name: str) -> list[str]:
        """A template and all that it imports."""
        found: list[str] = []
        to_read = [name]
        while to_read:
            template = to_read.pop()
            if template not in found:
                found.append(template)
                to_read += IMPORT.findall((self.folder / template).read_text(encoding="utf-8"))
        return found


def furnish(folder: Path, collection: Collection, cleaned: list[Cleaned]) -> Room:
    """Write everything Typst may read into `folder`."""
    for name in (PAGES, BOOK_PAGES, CHAPTERS, PICTURES, "leer"):
        (folder / name).mkdir()
    for template in sorted(TEMPLATES.glob("*.typ")):
        if template.is_symlink():  # Typst follows links inside its root
            raise ValueError(f"Die Vorlage {template.name} ist ein Verweis; erlaubt sind nur Dateien.")
        shutil.copyfile(template, folder / template.name)
    trees = [printed(page, collection) for page in cleaned]
    for page, tree in zip(cleaned, trees):
        (folder / PAGES / f"{page.page.file_stem}.xml").write_bytes(as_xml(tree))
        for name, data in page.images.items():
            (folder / PICTURES / name).write_bytes(data)
    (folder / PICTURES / QR_CODE).write_bytes(qr_code(collection.meta.site_url + "mitmachen/"))
    meta = asdict(collection.meta)
    parts = list(entries(collection))
    for entry in parts:
        if entry["kind"] == "chapter":
            told = {"meta": {name: meta[name] for name in CHAPTER_META}, "entry": {k: entry[k] for k in CHAPTER_ENTRY}}
            write_json(folder / CHAPTERS / f"{entry['file'].removesuffix('.xml')}.json", told)
    as_in_the_book(collection, trees)
    for page, tree in zip(cleaned, trees):
        (folder / BOOK_PAGES / f"{page.page.file_stem}.xml").write_bytes(as_xml(tree))
    write_json(folder / INDEX, {"meta": meta, "entries": parts, "registers": registers(collection, trees)})
    return Room(folder, tuple(cleaned))


def printed(page: Cleaned, collection: Collection) -> etree._Element:
    """A copy of the page as paper needs it: wide tables turned, words divided in their own way."""
    tree = deepcopy(page.tree)
    turn_wide_tables(tree)
    mark_exceptions(tree, collection.hyphenation)
    return tree


def as_in_the_book(collection: Collection, trees: list[etree._Element]) -> None:
    """What only the book has: one bibliography, and marks for its registers."""
    with_one_bibliography(collection.pages, trees)
    for page, tree in zip(collection.pages, trees):
        place_marks(tree, page)


def write_json(file: Path, data: object) -> None:
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def entries(collection: Collection) -> list[dict[str, Any]]:
    """Parts and chapters in order, numbered.

    A part of several pages gets an opener; its overview page has no number, the others count "2.1", "2.2".
    A page that stands alone is a chapter on the first level. From the back matter on nothing is numbered.
    """
    result: list[dict[str, Any]] = []
    number, numbered = 0, True
    for title, pages in grouped(collection.pages):
        numbered = numbered and title != collection.meta.back_matter
        opens = bool(title) and len(pages) > 1
        number += opens and numbered
        shown = str(number) if opens and numbered else ""
        chapters = list(chapters_of(pages, shown, title, collection, opens))
        if opens:
            lead = next((page.description for page in pages if page.is_index), "")
            label = f"teil:{pages[0].label}"
            part = {"kind": "part", "title": title, "number": shown, "label": label, "lead": lead}
            result.append({**part, "chapters": chapters})
        result += chapters
    return result


def grouped(pages: list[BookPage]) -> list[tuple[str, list[BookPage]]]:
    """Neighbours of the same part together; every page without a part alone."""
    groups: list[tuple[str, list[BookPage]]] = []
    for page in pages:
        if groups and page.part and groups[-1][0] == page.part:
            groups[-1][1].append(page)
        else:
            groups.append((page.part, [page]))
    return groups


def chapters_of(
    pages: list[BookPage], number: str, part: str, collection: Collection, opens: bool,
) -> list[dict[str, Any]]:
    """The chapters of one part as the templates need them."""
    result = []
    for page in pages:
        counted = number and not page.is_index
        place = sum(1 for chapter in result if chapter["number"]) + 1
        result.append({
            "kind": "chapter", "title": page.title, "short": short_title(page.title),
            "label": page.label, "file": f"{page.file_stem}.xml",
            "number": f"{number}.{place}" if counted else "", "offset": 1 if opens else 0,
            "part": part or collection.meta.title, "tab": int(number) if number else None,
            "stand": month_name(page.stand) if page.stand else "", "description": page.description,
            "href": collection.meta.site_url + page.url,
        })
    return result


def short_title(title: str) -> str:
    """A title for the running head, which has one line: „Quartiersanalyse: von …“ → „Quartiersanalyse“."""
    if len(title) > LONGEST_HEAD:
        title = re.split(r": | – ", title)[0]
    return title if len(title) <= LONGEST_HEAD else title[:LONGEST_HEAD].rsplit(" ", 1)[0] + " …"
