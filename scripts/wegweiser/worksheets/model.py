"""A checked sheet, ready to be made into files."""
from __future__ import annotations

from dataclasses import dataclass

from .paper import Block
from .workbook import Part

KIND_NAMES = {"docx": "Word", "xlsx": "Tabelle", "pdf": "PDF zum Ausfüllen"}
FOLDER = "vorlagen"


@dataclass(frozen=True)
class WorkbookSheet:
    name: str
    landscape: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Example:
    """The edition filled in for Marten: what kind of truth it is, and a sentence about it."""

    kind: str  # "belegt", "rechenbeispiel" or "uebertragung"
    note: str


@dataclass(frozen=True)
class Worksheet:
    """One file of docs/_data/vorlagen. A text has `blocks`, a workbook `sheets`."""

    name: str
    title: str
    purpose: str  # one sentence, also shown on the page
    guide: str  # how to use the sheet, printed on it
    chapters: tuple[str, ...]  # paths below docs/; the first is the one it belongs to
    disclaimer: str  # „Muster, keine Rechtsberatung“ or ""
    fillable: bool  # also as fillable PDF
    example: Example | None
    blocks: tuple[Block, ...]
    sheets: tuple[WorkbookSheet, ...]
    path: str

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of file there are of it, without the PDF of the full build."""
        return ("xlsx",) if self.sheets else ("docx",)

    @property
    def editions(self) -> tuple[bool, ...]:
        """Empty and, where there is one, filled in for Marten: what `filled` may be."""
        return (False, True) if self.example else (False,)

    def address(self, kind: str, filled: bool = False) -> str:
        """Its path on the site: „vorlagen/begehungsbogen-marten.docx“."""
        return f"{FOLDER}/{self.name}{'-marten' if filled else ''}.{kind}"

    @property
    def anchor(self) -> str:
        """Where it stands on the page of all templates."""
        return f"vorlage-{self.name}"
