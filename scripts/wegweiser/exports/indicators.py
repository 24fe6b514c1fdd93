"""The catalogue of indicators as data: read from the tables of its chapter, where people write it."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt

from ..chapter import VALUE
from ..citations import CITATION, find_citations
from ..handbook import Handbook
from .datasets import Cell, Dataset

CHAPTER = "analyse/indikatoren.md"
FIRST_HEAD = "Indikator"
COLUMNS = {
    "gruppe": "Abschnitt des Katalogs",
    "indikator": "Name der Kennzahl",
    "formel": "Rechenweg in Worten",
    "einheit": "Einheit des Ergebnisses",
    "quelle": "woher die Zahlen kommen, soweit im Katalog je Kennzahl angegeben",
    "kleinster_raum": "kleinster Raum, für den es die Zahl gibt, soweit je Kennzahl angegeben",
    "sperre": "Kürzel der Sperrregel (S3, S10, CK, O), erklärt im Kapitel",
    "lesart": "so lesen Sie die Kennzahl",
    "taeuschung": "so täuscht sie",
}
# Head of a column in the chapter → ours.
HEADS = {
    "Formel": "formel", "Einheit": "einheit", "Quelle": "quelle", "Werkzeug": "quelle", "Kleinster Raum": "kleinster_raum",
    "Sperre": "sperre", "So lesen Sie ihn": "lesart", "So täuscht er": "taeuschung",
}


@dataclass
class _Table:
    section: str
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def indicators(handbook: Handbook) -> Dataset:
    """One row per indicator; what a section's second table says about it stands in the same row.

    Both tables of a section name their indicators in the same order; the second one may shorten names.
    """
    rows: list[dict[str, Cell]] = []
    by_section: dict[str, list[dict[str, Cell]]] = {}
    for table in _tables(handbook):
        cells = [_row(table, row, handbook) for row in table.rows]
        if "formel" in cells[0]:
            rows += cells
            by_section[table.section] = cells
        else:
            for known, more in zip(by_section.get(table.section, []), cells):
                known.update({key: value for key, value in more.items() if key not in known})
    return Dataset("indikatoren", "Indikatorenkatalog", "eine Kennzahl", COLUMNS, rows)


def _tables(handbook: Handbook) -> list[_Table]:
    text = (handbook.root / "docs" / CHAPTER).read_text(encoding="utf-8")
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    tables: list[_Table] = []
    section = ""
    for before, token in zip(tokens, tokens[1:]):
        if before.type == "heading_open":
            section = token.content
        elif before.type == "table_open":
            tables.append(_Table(section))
        elif before.type == "tr_open" and token.type == "td_open":
            tables[-1].rows.append([])
        elif before.type == "th_open":
            tables[-1].heads.append(token.content)
        elif before.type == "td_open":
            tables[-1].rows[-1].append(token.content)
    return [table for table in tables if table.heads[0] == FIRST_HEAD and table.rows and HEADS.keys() & set(table.heads)]


def _row(table: _Table, cells: list[str], handbook: Handbook) -> dict[str, Cell]:
    row: dict[str, Cell] = {"gruppe": table.section, "indikator": _plain(cells[0], handbook)}
    for head, cell in zip(table.heads[1:], cells[1:]):
        if head in HEADS:
            row[HEADS[head]] = _plain(cell, handbook)
    return row


def _plain(text: str, handbook: Handbook) -> str:
    """Markdown as text: citations as author and year, links as their words."""

    def cited(match: re.Match[str]) -> str:
        found = [handbook.sources[c.key].label for c in find_citations(match[0], 0) if c.key in handbook.sources]
        return f"({'; '.join(found)})"

    text = CITATION.sub(cited, text)
    text = VALUE.sub(lambda match: handbook.calculations[match[1]].display(match[2]), text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_`]{1,2}(\S(?:.*?\S)?)[*_`]{1,2}", r"\1", text).strip()
