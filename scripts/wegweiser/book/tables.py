"""The grid of a table, the widths of its columns and the alignment of its cells.

    <table><tr><td>Miete</td><td>8,50 Euro</td></tr></table>
→   <table columns="1.2 1"><tbody><tr><td>Miete</td><td align="right">8,50 Euro</td></tr></tbody></table>
"""
from __future__ import annotations

import re

from lxml import etree

from .report import Report, plain_text
from .tree import classes
from .vocabulary import HEADINGS

FIGURE = r"\d[\d. ]*(?:,\d+)?"
UNIT = r"(?:[€%‰]|[^\W\d][\w²³./]{0,13}(?: (?:im|je|pro|am) \w{1,10})?)"
ABOUT = r"(?:(?:ca\.|rund|ab|bis|unter|über|[<>≤≥±+−–-]) ?)"
NUMBER = re.compile(rf"{ABOUT}?{FIGURE}(?: ?(?:–|bis) ?{FIGURE})? ?{UNIT}?\Z")
EMPTY = ("", "–", "—", "-", "k. A.")
LONGEST_WORD = 16  # longer ones are hyphenated
LONGEST_CELL = 400
LONGEST_NUMBER = 20
LEAST, SPARE = 3.0, 1.8
TO_WRITE_IN = 14.0  # a column of empty cells
BOLD = 1.12
# Letters of an average line for up to so many columns (see size-for in tabellen.typ), and what the
# space between two columns takes of them. Measured on the page: 146 mm of Plex Sans Condensed.
LETTERS, GAP = ((4, 104.0), (6, 112.0), (99, 124.0)), 2.4
TALL = 600
LARGE_ROWS, LARGE_TEXT = 20, 1500
SENTENCE = 8  # words
MAXIMUM_CELLS = 3000
SPANS = {"colspan": "Spalten", "rowspan": "Zeilen"}
SPAN = re.compile(r"[1-9]\d?")
SMALL_ROWS, SMALL_TEXT = 7, 520


def prepare_tables(root: etree._Element, report: Report) -> None:
    for table in list(root.iter("table")):
        gather_rows(table)
        rows = [row for section in table if section.tag in ("thead", "tbody") for row in section]
        check_spans(table, rows, report)
        width = check_size(table, rows, report) and check_grid(table, rows, report)
        if width:
            align_cells(rows, width)
            table.set("columns", " ".join(f"{weight:.2f}" for weight in column_weights(rows, width)))
            if is_wide(table, rows, width):
                table.set("wide", "1")
            for row in rows:
                if max(len(plain_text(cell)) for cell in row) > TALL:
                    row.set("tall", "1")  # may break over two pages
            once = long_head(table)
            if once:
                table.set("once", "1")  # the head is not printed again on the next page
            most_rows, most_text = (LARGE_ROWS, LARGE_TEXT) if once else (SMALL_ROWS, SMALL_TEXT)
            if len(rows) <= most_rows and len(plain_text(table)) <= most_text:
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


def check_spans(table: etree._Element, rows: list[etree._Element], report: Report) -> None:
    """Drop what is no number of columns or rows, or too large: the typesetter would stop there, or never end."""
    for cell in (cell for row in rows for cell in row):
        for name, what in SPANS.items():
            if not SPAN.fullmatch(cell.get(name, "1")):
                report.add(
                    f"Eine Zelle soll über „{cell.attrib.pop(name)[:20]}“ {what} reichen.",
                    f"{name} ist eine Zahl von 1 bis 99.", table, (plain_text(cell)[:20],),
                )


def span(cell: etree._Element, name: str) -> int:
    return int(cell.get(name, "1"))


def turn_wide_tables(root: etree._Element) -> None:
    """Put wide tables on landscape pages, with the headings and sentences that lead to them.

    <h3>Kosten</h3><table wide="1"/>  →  <turned><h3>Kosten</h3><table wide="1"/></turned>
    """
    for table in [t for t in root.iter("table") if t.get("wide")]:
        turn(table)


def turn(table: etree._Element) -> None:
    turned = etree.Element("turned")
    leading = []
    before = table.getprevious()
    while before is not None and (before.tag in HEADINGS[1:] or before.tag == "anchor" or before.get("keep")):
        leading.insert(0, before)
        before = before.getprevious()
    table.addprevious(turned)
    turned.extend([*leading, table])


def long_head(table: etree._Element) -> bool:
    """True for a head that reads like a sentence: „Was geschieht | Lücke dann | Übrig nach der Rate“.

    Where it is printed again on the next page it is tagged as decoration, as PDF/UA wants it. What
    reads like a sentence and is never read aloud looks like lost text, to people as to checkers.
    """
    words = re.findall(r"\w+", " ".join(plain_text(cell) for cell in table.iterfind("thead/tr/*")))
    return len(words) >= SENTENCE and sum(word[0].islower() for word in words) >= SENTENCE // 2


def check_size(table: etree._Element, rows: list[etree._Element], report: Report) -> bool:
    """False for a table nobody would read in print, and that would hold up the typesetter."""
    cells = sum(len(row) for row in rows)
    if cells > MAXIMUM_CELLS:
        report.add(
            f"Eine Tabelle hat {cells} Zellen, mehr als {MAXIMUM_CELLS}.",
            "Als Datei zum Herunterladen anbieten und hier nur die wichtigsten Zeilen zeigen.",
            table, (plain_text(rows[0])[:20],),
        )
    return cells <= MAXIMUM_CELLS


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
    """Shares of the width: every column gets its longest word, the rest goes to those with much text."""
    least, wish = column_letters(rows, width)
    rest = letters_of(width) - sum(least)
    more = [wanted - needed for needed, wanted in zip(least, wish)]
    if rest <= 0:
        return least
    if sum(more) <= rest:
        return wish
    return [needed + share for needed, share in zip(least, shared(rest, more))]


def shared(rest: float, wishes: list[float]) -> list[float]:
    """Divide `rest`: more for those who wish for more, but to nobody more than the wish."""
    weights = [wish ** 0.6 for wish in wishes]
    given = [0.0] * len(wishes)
    while rest > 0.01 and (open_weights := sum(w for w, g, wish in zip(weights, given, wishes) if g < wish)):
        parts = [min(wish - g, rest * w / open_weights) if g < wish else 0.0 for w, g, wish in zip(weights, given, wishes)]
        given = [g + part for g, part in zip(given, parts)]
        rest -= sum(parts)
    return given


def column_letters(rows: list[etree._Element], width: int) -> tuple[list[float], list[float]]:
    """How many letters wide each column must be, and would like to be."""
    least, wish = [LEAST] * width, [LEAST] * width
    for column in range(width):
        cells = column_cells([row for row in rows if len(row) == width], column)  # joined ones say nothing
        if cells and not any(plain_text(cell) for cell in cells if cell.getparent().getparent().tag == "tbody"):
            least[column] = wish[column] = TO_WRITE_IN
        for cell in cells:
            needed, wanted = cell_letters(cell)
            least[column], wish[column] = max(least[column], needed), max(wish[column], wanted)
    return least, wish


def letters_of(width: int) -> float:
    """How many letters go on one line of the page, in the type size that suits so many columns."""
    size = next(letters for columns, letters in LETTERS if width <= columns)
    return size - GAP * width


def cell_letters(cell: etree._Element) -> tuple[float, float]:
    """How many letters wide a cell must be, and would like to be. Numbers want to stand on one line."""
    text = plain_text(cell)
    bold = BOLD if cell.tag == "th" else 1
    if cell.get("align") == "right" and cell.tag == "td":
        return (min(len(text), LONGEST_NUMBER) * bold + SPARE,) * 2
    word = max((len(w) for w in re.split(r"[\s-]+", text)), default=0)
    return min(word, LONGEST_WORD) * bold + SPARE, min(len(text), LONGEST_CELL) * bold + SPARE


def is_wide(table: etree._Element, rows: list[etree._Element], width: int) -> bool:
    """True for tables whose columns cannot hold their words on an upright page."""
    least, _ = column_letters(rows, width)
    return sum(least) > letters_of(width) and table.getparent().tag == "root"
