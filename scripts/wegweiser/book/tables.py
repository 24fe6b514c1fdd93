"""The grid of a table, the widths of its columns and the alignment of its cells.

    <table><tr><td>Miete</td><td>8,50 Euro</td></tr></table>
→   <table columns="1.2 1"><tbody><tr><td>Miete</td><td align="right">8,50 Euro</td></tr></tbody></table>
"""
from __future__ import annotations

import re

from lxml import etree

from .report import Report, plain_text
from .tree import classes

FIGURE = r"\d[\d. ]*(?:,\d+)?"
UNIT = r"(?:[€%‰]|[^\W\d][\w²³./]{0,13}(?: (?:im|je|pro|am) \w{1,10})?)"
ABOUT = r"(?:(?:ca\.|rund|ab|bis|unter|über|[<>≤≥±+−–-]) ?)"
NUMBER = re.compile(rf"{ABOUT}?{FIGURE}(?: ?(?:–|bis) ?{FIGURE})? ?{UNIT}?\Z")
EMPTY = ("", "–", "—", "-", "k. A.")
LONGEST_WORD = 15  # longer ones are hyphenated
LONGEST_CELL = 70
LONGEST_NUMBER = 20
SMALL_ROWS, SMALL_TEXT = 6, 380


def prepare_tables(root: etree._Element, report: Report) -> None:
    for table in list(root.iter("table")):
        gather_rows(table)
        rows = [row for section in table if section.tag in ("thead", "tbody") for row in section]
        width = check_grid(table, rows, report)
        if width:
            align_cells(rows, width)
            table.set("columns", " ".join(f"{weight:.2f}" for weight in column_weights(rows, width)))
            if len(rows) <= SMALL_ROWS and len(plain_text(table)) <= SMALL_TEXT:
                table.set("keep", "1")  # not broken over two pages


def gather_rows(table: etree._Element) -> None:
    """Bring all rows into one <thead> and one <tbody>."""
    head, body = etree.Element("thead"), etree.Element("tbody")
    for row in list(table.iter("tr")):
        if next(row.iterancestors("table")) is not table:
            continue  # a table inside a cell
        in_head = row.getparent().tag == "thead"
        for cell in row:
            cell.tail = None
        row.tail = row.text = None
        (head if in_head else body).append(row)
    for section in [s for s in table if s.tag in ("thead", "tbody", "tfoot")]:
        table.remove(section)
    table.text = None
    table.extend(section for section in (head, body) if len(section))


def span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1")
    return int(value) if re.fullmatch(r"[1-9]\d?", value) else 1


def check_grid(table: etree._Element, rows: list[etree._Element], report: Report) -> int:
    """Return the number of columns; report rows that do not fill them, for Typst would stop there."""
    open_spans: list[int] = []  # rows each column is still covered from above
    widths = []
    for row in rows:
        open_spans, width = next_row(row, open_spans)
        widths.append(width)
    tidy = len(set(widths)) == 1 and not any(open_spans)
    if not rows or not tidy or widths[0] == 0:
        report.add(
            "Die Zeilen einer Tabelle sind verschieden lang oder leer.",
            "Jeder Zeile gleich viele Zellen geben; verbundene Zellen (colspan, rowspan) mitzählen.",
            table, (plain_text(rows[0])[:20] if rows else "",),
        )
        return 0
    return widths[0]


def next_row(row: etree._Element, above: list[int]) -> tuple[list[int], int]:
    """Lay the cells of a row into the columns that are still free."""
    below: list[int] = [max(0, left - 1) for left in above]
    free = (column for column in range(10_000) if column >= len(above) or not above[column])
    width = sum(1 for left in above if left)
    for cell in row:
        for _ in range(span(cell, "colspan")):
            column = next(free)
            below += [0] * (column + 1 - len(below))
            below[column] = span(cell, "rowspan") - 1
            width += 1
    return below, width


def column_cells(rows: list[etree._Element], column: int) -> list[etree._Element]:
    """The cells of a column, in tables without joined cells."""
    return [row[column] for row in rows if column < len(row)]


def align_cells(rows: list[etree._Element], width: int) -> None:
    """Alignment as written, else right for columns of numbers."""
    plain = all(span(cell, name) == 1 for row in rows for cell in row for name in ("colspan", "rowspan"))
    for row in rows:
        for cell in row:
            alignment = "right" if "zahl" in classes(cell) else cell.attrib.pop("style", None)
            if alignment in ("right", "center"):
                cell.set("align", alignment)
    for column in range(width if plain else 0):
        cells = column_cells([row for row in rows if row.getparent().tag == "tbody"], column)
        body = [plain_text(cell) for cell in cells]
        told = [text for text in body if text not in EMPTY]
        marked = all(cell.get("align") == "right" for cell in cells)
        # „1 Angebot fehlt“ is a name, and so is every row header.
        named = column == 0 and any(cell.tag == "th" or not plain_text(cell).isdecimal() for cell in cells)
        if cells and (marked or told and not named and all(NUMBER.match(text) for text in told)):
            for cell in column_cells(rows, column):
                cell.set("align", cell.get("align", "right"))


def column_weights(rows: list[etree._Element], width: int) -> list[float]:
    """Shares of the width: enough for the longest word, and more for columns with much text."""
    weights = [4.0] * width
    for row in rows:
        if len(row) != width:
            continue  # joined cells say nothing about one column
        for column, cell in enumerate(row):
            weights[column] = max(weights[column], cell_weight(cell))
    return weights


def cell_weight(cell: etree._Element) -> float:
    """How many letters wide a cell would like to be. Numbers want to stand on one line."""
    text = plain_text(cell)
    if cell.get("align") == "right" and cell.tag == "td":
        return min(len(text), LONGEST_NUMBER) * 0.92 + 1.5
    word = max((len(w) for w in re.split(r"[\s-]+", text)), default=0)
    return max(min(word, LONGEST_WORD) + 1.5, min(len(text), LONGEST_CELL) ** 0.5 * 2.6)
