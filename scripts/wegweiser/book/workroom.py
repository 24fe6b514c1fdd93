"""The folder the typesetter works in: templates, cleaned pages, pictures, metadata, and nothing else."""
from __future__ import annotations

import json
import re
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..edition import month_name
from .clean import Cleaned
from .collection import BookPage, Collection

TEMPLATES = Path(__file__).resolve().parents[3] / "overrides" / "buch"
INDEX = "buch.json"
PAGES = "seiten"
PICTURES = "bilder"
LONGEST_HEAD = 40


def furnish(folder: Path, collection: Collection, cleaned: list[Cleaned]) -> None:
    """Write everything Typst may read into `folder`."""
    for name in (PAGES, PICTURES, "leer"):
        (folder / name).mkdir()
    for template in sorted(TEMPLATES.glob("*.typ")):
        if template.is_symlink():  # Typst follows links inside its root
            raise ValueError(f"Die Vorlage {template.name} ist ein Verweis; erlaubt sind nur Dateien.")
        shutil.copyfile(template, folder / template.name)
    for page in cleaned:
        (folder / PAGES / f"{page.page.file_stem}.xml").write_bytes(page.xml)
        for name, data in page.images.items():
            (folder / PICTURES / name).write_bytes(data)
    index = {"meta": asdict(collection.meta), "entries": list(entries(collection))}
    (folder / INDEX).write_text(json.dumps(index, ensure_ascii=False, indent=1), encoding="utf-8")


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
