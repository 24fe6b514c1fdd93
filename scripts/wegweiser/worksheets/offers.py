"""What the pages say about the sheets: which there are, of which kind, and where to get them."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .filling import LABELS
from .model import KIND_NAMES, Worksheet

if TYPE_CHECKING:
    from ..chapter import Chapter
    from ..handbook import Handbook


@dataclass(frozen=True)
class Download:
    """A file to offer: its path from the root of the site, and what the link says."""

    href: str
    kind: str  # „Word (DOCX)“
    name: str  # „Begehungsbogen, leer, Word (DOCX)“: understood without its surroundings


def downloads(sheet: Worksheet, filled: bool, pdf: bool) -> list[Download]:
    """The files of one edition; the fillable PDF only in a build that makes it."""
    kinds = [*sheet.kinds, *(["pdf"] if pdf and sheet.fillable and not filled else [])]
    edition = edition_name(sheet, filled)
    return [
        Download(f"/{sheet.address(kind, filled)}", kind_name(kind), f"{sheet.title}, {edition}, {kind_name(kind)}")
        for kind in kinds
    ]


def kind_name(kind: str) -> str:
    return KIND_NAMES[kind] if kind == "pdf" else f"{KIND_NAMES[kind]} ({kind.upper()})"


def edition_name(sheet: Worksheet, filled: bool) -> str:
    return LABELS[sheet.example.kind] if filled and sheet.example else "leer"


def by_part(handbook: Handbook) -> list[tuple[str, list[Worksheet]]]:
    """The sheets under the part of their chapter, in the order of the nav."""
    order = {path: number for number, path in enumerate(handbook.chapters)}
    sheets = sorted(handbook.worksheets.values(), key=lambda sheet: (order.get(sheet.chapters[0], 0), sheet.title))
    result = []
    for part in handbook.parts:
        paths = {chapter.path for chapter in part.chapters}
        if here := [sheet for sheet in sheets if sheet.chapters[0] in paths]:
            result.append((part.title, here))
    return result


def of_chapter(handbook: Handbook, chapter: Chapter) -> list[Worksheet]:
    """The sheets that belong to a chapter; those made for it come first."""
    found = [sheet for sheet in handbook.worksheets.values() if chapter.path in sheet.chapters]
    return sorted(found, key=lambda sheet: (sheet.chapters.index(chapter.path), sheet.title))
