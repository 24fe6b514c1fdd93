"""Tables of data as CSV for spreadsheets and JSON for programs, each column explained."""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Cell: TypeAlias = str | int | Decimal | list[str] | None
FOLDER = "daten"
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
# A spreadsheet would run a cell that begins like this.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Dataset:
    """`columns` are name → meaning and a promise: they may become more, but none goes or changes its meaning."""

    name: str
    title: str
    row_is: str  # what one row stands for
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Cell]]

    @property
    def csv_path(self) -> str:
        return f"{FOLDER}/{self.name}.csv"

    @property
    def json_path(self) -> str:
        return f"{FOLDER}/{self.name}.json"


def as_csv(dataset: Dataset) -> bytes:
    """Semicolons and decimal commas, as German spreadsheets expect; text is never a formula there."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(dataset.columns)
    for row in dataset.rows:
        writer.writerow([_text(row.get(column)) for column in dataset.columns])
    return (BYTE_ORDER_MARK + buffer.getvalue()).encode()


def as_json(dataset: Dataset, stand: str, address: str) -> bytes:
    content = {
        "titel": dataset.title,
        "stand": stand,
        "lizenz": "CC-BY-4.0",
        "zitat": f"„{dataset.title}“ aus: Wegweiser Quartiersentwicklung – Mitwirkende, Stand {stand}, CC BY 4.0, {address}{dataset.json_path}",
        "eine_zeile_ist": dataset.row_is,
        "spalten": dict(dataset.columns),
        "zeilen": [{column: _plain(row.get(column)) for column in dataset.columns} for row in dataset.rows],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def harmless(text: str) -> str:
    """Text that a spreadsheet shows instead of running it.

    >>> harmless("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str | list):
        return harmless(" ".join(("; ".join(cell) if isinstance(cell, list) else cell).split()))
    return str(cell) if isinstance(cell, int) else f"{cell:f}".replace(".", ",")


def _plain(cell: Cell) -> str | int | float | list[str] | None:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return " ".join(cell.split()) if isinstance(cell, str) else cell
