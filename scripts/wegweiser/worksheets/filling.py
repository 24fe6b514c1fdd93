"""The two editions of a sheet: empty, or filled in for Marten. Values and sources are looked up here."""
from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..calculation import Calculation
from ..chapter import VALUE, Chapter
from ..citations import CITATION, Source, find_citations
from ..edition import Edition
from .model import Worksheet
from .paper import Entry, Grid, Options
from .workbook import DataTable, Input

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.de"
LABELS = {"belegt": "Beispiel Marten (belegt)", "rechenbeispiel": "Rechenbeispiel Marten", "uebertragung": "Übertragung auf Marten"}
BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True)
class Imprint:
    """Where a sheet comes from, for its foot and its properties."""

    title: str
    chapter: str
    address: str
    edition: Edition
    label: str = ""  # „Rechenbeispiel Marten“, "" for the empty sheet

    @property
    def origin(self) -> str:
        return f"Vorlage „{self.title}“ zum Kapitel „{self.chapter}“ im Wegweiser Quartiersentwicklung"

    @property
    def terms(self) -> str:
        return f"Lizenz {LICENCE} · Fassung {self.edition.version} · {self.edition.month}"

    @property
    def moment(self) -> datetime.datetime:
        """Noon of the edition's day: the only time that gets into a file."""
        return datetime.datetime.combine(self.edition.date, datetime.time(12))


def imprint(sheet: Worksheet, chapters: Mapping[str, Chapter], site_url: str, edition: Edition, filled: bool) -> Imprint:
    chapter = chapters[sheet.chapters[0]]
    address = site_url + re.sub(r"(index)?\.md$", "", chapter.path).rstrip("/") + "/"
    label = LABELS[sheet.example.kind] if filled and sheet.example else ""
    return Imprint(sheet.title, chapter.title, address, edition, label)


class Filling:
    """Texts and numbers as they stand in one edition; collects the sources it has shown."""

    def __init__(self, filled: bool, calculations: Mapping[str, Calculation], sources: Mapping[str, Source]) -> None:
        self.filled = filled
        self.calculations = calculations
        self.sources = sources
        self.cited: dict[str, Source] = {}

    def text(self, text: str) -> str:
        """„Umbau [=plan.umbau] [@K4]“ → „Umbau 75.000 Euro (Stadt Dortmund 2020)“."""
        text = VALUE.sub(lambda match: self.calculations[match[1]].display(match[2]), text)
        return CITATION.sub(self._citation, text)

    def _citation(self, match: re.Match[str]) -> str:
        labels = []
        for citation in find_citations(match[0], 0):
            source = self.sources[citation.key]
            self.cited[citation.key] = source
            labels.append(source.label + (f", {citation.locator}" if citation.locator else ""))
        return f"({'; '.join(labels)})"

    def cell(self, value: Any) -> Any:
        """Text, Decimal or None. A cell that is nothing but a value of a calculation becomes its number."""
        if isinstance(value, str):
            match = VALUE.fullmatch(value)
            return self.calculations[match[1]].value(match[2]) if match else self.text(value)
        return Decimal(value) if isinstance(value, int) else value

    def shown(self, value: Any) -> str:
        """A cell as text; "" for a place to write in."""
        return "" if value is None else self.text(str(value))

    def entry(self, block: Entry) -> str:
        return self.text(block.beispiel) if self.filled and block.beispiel else ""

    def chosen(self, block: Options) -> list[str]:
        return block.beispiel if self.filled else []

    def grid(self, block: Grid) -> list[list[str]]:
        """The rows of a table; "" is a place to write."""
        rows = block.beispiel if self.filled and block.beispiel else [*block.zeilen, *[[None] * len(block.kopf)] * block.leer]
        return [[self.shown(value) for value in row] for row in rows]

    def rows(self, table: DataTable) -> list[dict[str, Any]]:
        """The rows of a data table with text, Decimal or None per column; empty ones to write in follow."""
        rows = table.beispiel if self.filled and table.beispiel is not None else table.zeilen
        filled = [{column.name: self.cell(row.get(column.name)) for column in table.spalten} for row in rows]
        return filled + [{column.name: None for column in table.spalten} for _ in range(table.leer)]

    def value(self, entry: Input) -> Any:
        raw = entry.beispiel if self.filled and entry.beispiel is not None else entry.wert
        if entry.art == "datum" and raw is not None:
            return datetime.date.fromisoformat(str(raw))
        return self.cell(raw)

    def references(self) -> list[str]:
        """What was cited, as lines for the end of the sheet."""
        return [f"{source.label}: {source.title}. {source.url}" for source in sorted(self.cited.values(), key=lambda s: s.label)]


def plain(text: str) -> str:
    """Without the marks of bold print."""
    return BOLD.sub(r"\1", text)


def bold_parts(text: str) -> list[tuple[str, bool]]:
    """„Eins **zwei**“ → [("Eins ", False), ("zwei", True)]."""
    parts = BOLD.split(text)
    return [(part, index % 2 == 1) for index, part in enumerate(parts) if part]
