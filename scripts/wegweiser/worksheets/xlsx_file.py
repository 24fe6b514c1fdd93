"""A workbook as XLSX with live formulas; nothing is locked. Text is always written as text.

What can be filled in is tinted, what is computed is white. Formulas carry the value Python computed,
so that the file is right also where nothing recalculates it.
"""
from __future__ import annotations

import datetime
import io
import math
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet as XlsxSheet

from ..calculation.formula import parse
from ..calculation.spreadsheet_formula import NamedCells, inner_formula, text_literal
from ..calculation.tree import names_in
from .filling import LICENCE_URL, Filling, Imprint, plain
from .model import WorkbookSheet, Worksheet
from .workbook import Checks, Column, CrossTable, DataTable, Inputs, Remark, Result, Results, condition_of
from .workbook_values import OPEN, computed_row, count, named_result, own_columns, total, verdict

FONT, PETROL, INK, MUTED, RULE = "Arial", "#0b4f58", "#1c2426", "#4a5659", "#9fb4b7"
HEAD_FILL, INPUT_FILL, GOOD, BAD = "#e3eeef", "#fbf6ea", "#1e5e2f", "#9b1c1c"
NUMBER_FORMATS = {"euro": '#,##0.00\\ "€"', "prozent": '0.0\\ "%"', "zahl": "General", "datum": "dd.mm.yyyy", "text": "@"}
LISTS, NOTES = "Listen", "Hinweise"
NOTES_WIDTH = 90  # fits on A4
FORMULA_STARTS = ("=", "+", "-", "@", "\t")
LEGEND = "Getönte Zellen füllen Sie aus, weiße rechnen mit. Nichts ist gesperrt; Listen stehen auf dem Blatt „Listen“."
LABEL_WIDTH = 34
A3, A4 = 8, 9  # as spreadsheets number sizes of paper
WIDE = 220  # characters; more than that is too small to read on A4


@dataclass(frozen=True)
class Area:
    """Where the rows of a table stand."""

    sheet: str
    first: int
    last: int
    columns: tuple[str, ...]

    def of(self, column: str) -> str:
        """The cells of a column, for formulas anywhere in the workbook."""
        letter = xl_col_to_name(self.columns.index(column), True)
        return f"'{self.sheet}'!{letter}${self.first + 1}:{letter}${self.last + 1}"


def write_xlsx(sheet: Worksheet, filling: Filling, imprint: Imprint) -> bytes:
    """Return the workbook in one edition as the bytes of an XLSX file, the same for the same input."""
    return _Writer(sheet, filling, imprint).write()


@dataclass
class _Writer:
    sheet: Worksheet
    filling: Filling
    imprint: Imprint
    values: dict[str, Any] = field(default_factory=dict)  # by name; dates also by title, for deadlines
    date_names: dict[str, str] = field(default_factory=dict)  # title of a date → its defined name
    tables: dict[str, DataTable] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    lists: list[tuple[str, list[str]]] = field(default_factory=list)
    formats: dict[tuple, Format] = field(default_factory=dict)

    def write(self) -> bytes:
        stream = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with xlsxwriter.Workbook(stream, options) as self.book:
            self.book.formats[0].set_font_name(FONT)
            self.book.formats[0].set_font_size(10)
            self._properties()
            pages = [(page, self.book.add_worksheet(page.name)) for page in self.sheet.sheets]
            notes, lists = self.book.add_worksheet(NOTES), self.book.add_worksheet(LISTS)
            for page, target in pages:
                self._page(page, target)
            self._notes(notes)
            self._lists(lists)
        return stream.getvalue()

    # formats and single cells

    def form(self, **properties: Any) -> Format:
        """A cell format; the same one for the same properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
            self.formats[key] = self.book.add_format({**base, **properties})
        return self.formats[key]

    def cell(self, kind: str, computed: bool = False, **more: Any) -> Format:
        fill = {} if computed else {"bg_color": INPUT_FILL}
        align = {"align": "left", "indent": 1} if kind == "text" else {}
        return self.form(border=1, border_color=RULE, text_wrap=kind == "text", num_format=NUMBER_FORMATS[kind], **fill, **align, **more)

    def text(self, target: XlsxSheet, row: int, column: int, text: str, **properties: Any) -> None:
        """Text as text: what looks like a formula keeps a mark that stops it from becoming one when edited."""
        if text.startswith(FORMULA_STARTS):
            properties["quote_prefix"] = True
        if text:
            target.write_string(row, column, text, self.form(**properties))
        else:
            target.write_blank(row, column, None, self.form(**properties))

    def put(self, target: XlsxSheet, row: int, column: int, value: Any, kind: str, computed: bool = False) -> None:
        if value is None:
            target.write_blank(row, column, None, self.cell(kind, computed))
        elif isinstance(value, Decimal):
            target.write_number(row, column, float(value), self.cell("zahl" if kind == "text" else kind, computed))
        elif isinstance(value, datetime.date):
            target.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()), self.cell("datum", computed))
        else:
            mark = {"quote_prefix": True} if value.startswith(FORMULA_STARTS) else {}
            target.write_string(row, column, plain(value), self.cell("text", computed, **mark))

    def formula(self, target: XlsxSheet, row: int, column: int, formula: str, value: Any, style: Format) -> None:
        if isinstance(value, datetime.date):
            value = (value - datetime.date(1899, 12, 30)).days
        cached = "" if value is None else float(value) if isinstance(value, Decimal) else value
        target.write_formula(row, column, f"={formula}", style, cached)

    # a page and its parts

    def _page(self, page: WorkbookSheet, target: XlsxSheet) -> None:
        widths = _widths(page)
        for number, width in enumerate(widths):
            target.set_column(number, number, width)
        self._paper(page, target, sum(widths))
        self.text(target, 0, 0, self.sheet.title if page.name == self.sheet.title else f"{self.sheet.title}: {page.name}",
                  font_size=16, bold=True, font_color=PETROL)
        target.set_row(0, 26)
        row = 1
        if self.imprint.label:
            self.text(target, row, 0, self.imprint.label, bold=True, font_color="#8a5a00")
            row += 1
        if page is self.sheet.sheets[0]:
            row = self._lines(target, row, self.filling.text(self.sheet.guide), sum(widths))
        for part in page.parts:
            row = self._part(part, target, row + 1, page, sum(widths))

    def _lines(self, target: XlsxSheet, row: int, text: str, width: float, **properties: Any) -> int:
        """Text over as many rows as it needs, without merged cells; returns the next row."""
        for line in textwrap.wrap(plain(text), max(40, int(min(width, 130) * 1.05))):
            self.text(target, row, 0, line, **{"font_color": MUTED, **properties})
            row += 1
        return row

    def _part(self, part: Any, target: XlsxSheet, row: int, page: WorkbookSheet, width: float) -> int:
        match part:
            case Remark(text=text):
                return self._lines(target, row, self.filling.text(text), width, font_color=INK)
            case Inputs():
                return self._inputs(part, target, row, page)
            case DataTable():
                return self._table(part, target, row, page, width)
            case Results():
                return self._results(part, target, row, page)
            case Checks():
                return self._checks(part, target, row)
            case CrossTable():
                return self._cross(part, target, row)
        raise TypeError(f"no part: {part!r}")

    def _caption(self, target: XlsxSheet, row: int, text: str) -> int:
        self.text(target, row, 0, text, font_size=12, bold=True, font_color=PETROL)
        target.set_row(row, 20)
        return row + 1

    def _inputs(self, part: Inputs, target: XlsxSheet, row: int, page: WorkbookSheet) -> int:
        row = self._caption(target, row, part.angaben)
        for entry in part.eintraege:
            value = self.filling.value(entry)
            self.text(target, row, 0, entry.titel, border=1, border_color=RULE, text_wrap=True, indent=1)
            self.put(target, row, 1, value, entry.art)
            target.set_row(row, _height([(entry.titel, LABEL_WIDTH), (str(value or "") if entry.art == "text" else "", 18)]))
            if entry.hilfe:
                self.text(target, row, 2, self.filling.text(entry.hilfe), font_color=MUTED, indent=1)
            if entry.art == "datum":
                self.values[entry.titel] = value
                self.date_names[entry.titel] = entry.name
                self._date(target, row, 1, row)
            self.values[entry.name] = value if isinstance(value, Decimal) else Decimal(0)
            self._define(entry.name, page, row)
            row += 1
        return row

    def _define(self, name: str, page: WorkbookSheet, row: int) -> None:
        self.book.define_name(name, f"='{page.name}'!$B${row + 1}")

    def _date(self, target: XlsxSheet, first: int, column: int, last: int) -> None:
        target.data_validation(first, column, last, column, {
            "validate": "date", "criteria": ">=", "value": datetime.date(2000, 1, 1), "ignore_blank": True,
            "error_title": "Kein Datum", "error_message": "Bitte ein Datum eingeben, zum Beispiel 01.03.2027.",
        })

    def _table(self, table: DataTable, target: XlsxSheet, row: int, page: WorkbookSheet, width: float) -> int:
        row = self._caption(target, row, table.tabelle)
        if table.text:
            row = self._lines(target, row, self.filling.text(table.text), width)
        head, rows = row, self.filling.rows(table)
        first, last = head + 1, head + len(rows)
        names = tuple(column.name for column in table.spalten)
        self.tables[table.name], self.areas[table.name] = table, Area(page.name, first, last, names)
        done = self.rows[table.name] = [computed_row(table, values, self.values) for values in rows]
        for number, values in enumerate(done, first):
            target.set_row(number, _height((str(values[spec.name] or ""), spec.breite) for spec in table.spalten))
            for column, spec in enumerate(table.spalten):
                if spec.formel or spec.frist:
                    formula = self._row_formula(table, spec, number, names)
                    self.formula(target, number, column, formula, values[spec.name], self.cell("datum" if spec.frist else spec.art, True))
                else:
                    self.put(target, number, column, values[spec.name], spec.art)
        for column, spec in enumerate(table.spalten):
            self._validate(target, spec, first, column, last)
        self._head(target, head, last, table)
        if sum(isinstance(part, DataTable) for part in page.parts) == 1 and len(rows) > 12:
            target.freeze_panes(head + 1, 1)
            target.repeat_rows(head)
        if not any(spec.summe for spec in table.spalten):
            return last + 1
        self._totals(target, table, last + 1, done)
        return last + 2

    def _head(self, target: XlsxSheet, head: int, last: int, table: DataTable) -> None:
        """Make it a table of the spreadsheet, so that its head is known as such."""
        style = self.form(bold=True, font_color=PETROL, bg_color=HEAD_FILL, border=1, border_color=RULE, text_wrap=True, valign="top", indent=1)
        target.add_table(head, 0, last, len(table.spalten) - 1, {
            "name": f"tab_{table.name}", "style": None, "autofilter": False,
            "columns": [{"header": spec.titel, "header_format": style} for spec in table.spalten],
        })
        target.set_row(head, _height((spec.titel, spec.breite * 0.88) for spec in table.spalten))

    def _row_formula(self, table: DataTable, column: Column, row: int, names: tuple[str, ...]) -> str:
        def at(name: str) -> str:
            return xl_rowcol_to_cell(row, names.index(name), col_abs=True)

        if column.frist:
            base = text_literal("")
            for title in reversed(table.column(column.frist).auswahl):
                base = f"IF({at(column.frist)}={text_literal(title)},{self.date_names[title]},{base})"
            shift = f"EDATE({base},N({at('monate')}))+N({at('tage')})"
            return f'IF(N({base})=0,"",{shift})'
        expression = parse(column.formel or "")
        own = own_columns(table, expression)
        cells = {name: at(name) if name in own else name for name in names_in(expression)}
        body = f'IFERROR({inner_formula(expression, NamedCells(cells))},"")'
        if not own:
            return body
        least = len(own) if column.braucht == "alle" else 1
        return f'IF(COUNT({",".join(at(name) for name in own)})<{least},"",{body})'

    def _totals(self, target: XlsxSheet, table: DataTable, row: int, done: list[dict[str, Any]]) -> None:
        style = {"bold": True, "top": 2, "bottom": 1, "border_color": PETROL, "bg_color": HEAD_FILL}
        for column, spec in enumerate(table.spalten):
            if spec.summe:
                area = self.areas[table.name]
                letter = xl_col_to_name(column)
                formula = f"SUM({letter}{area.first + 1}:{letter}{area.last + 1})"
                self.formula(target, row, column, formula, total(done, spec.name), self.form(num_format=NUMBER_FORMATS[spec.art], **style))
            else:
                self.text(target, row, column, "Summe" if column == 0 else "", **style)

    def _validate(self, target: XlsxSheet, spec: Column, first: int, column: int, last: int) -> None:
        if spec.formel or spec.frist:
            return
        rule: dict[str, Any] = {"validate": "any"}
        if spec.auswahl:
            rule = {"validate": "list", "source": self._list(spec), "error_title": "Nicht in der Liste",
                    "error_message": "Bitte aus der Liste wählen."}
        elif spec.von is not None and spec.bis is not None:
            rule = {"validate": "integer", "criteria": "between", "minimum": spec.von, "maximum": spec.bis,
                    "error_title": "Außerhalb der Skala", "error_message": f"Bitte eine ganze Zahl von {spec.von} bis {spec.bis} eingeben."}
        elif spec.art == "datum":
            self._date(target, first, column, last)
            return
        if spec.hilfe:
            rule |= {"input_title": spec.titel[:32], "input_message": plain(spec.hilfe)[:250]}
        if rule != {"validate": "any"}:
            target.data_validation(first, column, last, column, rule)

    def _list(self, spec: Column) -> str:
        """The range of the choices on the sheet of lists."""
        choices = list(spec.auswahl or [])
        known = next((number for number, (_, entries) in enumerate(self.lists) if entries == choices), None)
        if known is None:
            known = len(self.lists)
            self.lists.append((spec.titel, choices))
        letter = xl_col_to_name(known, True)
        return f"={LISTS}!{letter}$2:{letter}${len(choices) + 1}"

    def _results(self, part: Results, target: XlsxSheet, row: int, page: WorkbookSheet) -> int:
        row = self._caption(target, row, part.werte)
        for entry in part.eintraege:
            self.values[entry.name] = named_result(entry, self.rows, self.values)
            self.text(target, row, 0, entry.titel, border=1, border_color=RULE, text_wrap=True, indent=1)
            target.set_row(row, _height([(entry.titel, LABEL_WIDTH)]))
            style = self.form(border=1, border_color=RULE, bold=True, num_format=_number_format(entry))
            self.formula(target, row, 1, self._result_formula(entry), self.values[entry.name], style)
            if entry.hilfe:
                self.text(target, row, 2, self.filling.text(entry.hilfe), font_color=MUTED, indent=1)
            self._define(entry.name, page, row)
            row += 1
        return row

    def _result_formula(self, entry: Result) -> str:
        if entry.formel:
            expression = parse(entry.formel)
            return f'IFERROR({inner_formula(expression, NamedCells({name: name for name in names_in(expression)}))},"")'
        table, column = entry.source
        cells = self.areas[table].of(column)
        where = [f"{self.areas[table].of(name)},{text_literal('=' + value)}" for name, value in entry.wo.items()]
        if entry.summe:
            return f"SUMIFS({cells},{','.join(where)})" if where else f"SUM({cells})"
        return f"COUNTIFS({','.join([*where, cells + ',' + text_literal('<>')])})" if where else f"COUNTA({cells})"

    def _checks(self, part: Checks, target: XlsxSheet, row: int) -> int:
        row = self._caption(target, row, part.pruefungen)
        first = row
        for check in part.eintraege:
            expression = condition_of(check.bedingung)
            names = list(dict.fromkeys(names_in(expression)))
            condition = inner_formula(expression, NamedCells({name: name for name in names}))
            nothing = ",".join(f"N({name})=0" for name in names)
            formula = (
                f"IF(OR(COUNT({','.join(names)})<{len(names)},AND({nothing})),{text_literal(OPEN)},"
                f"IF({condition}=1,{text_literal('✓ ' + check.ja)},{text_literal('✗ ' + check.nein)}))"
            )
            self.text(target, row, 0, check.titel, border=1, border_color=RULE, text_wrap=True, indent=1)
            target.set_row(row, _height([(check.titel, LABEL_WIDTH)]))
            self.formula(target, row, 1, formula, verdict(check, self.values), self.form(bold=True))
            row += 1
        for sign, color in (("✓", GOOD), ("✗", BAD)):
            target.conditional_format(first, 1, row - 1, 1, {
                "type": "text", "criteria": "begins with", "value": sign, "format": self.book.add_format({"font_color": color, "bold": True}),
            })
        return row

    def _cross(self, part: CrossTable, target: XlsxSheet, row: int) -> int:
        row = self._caption(target, row, part.kreuztabelle)
        table, area, done = self.tables[part.name_der_tabelle], self.areas[part.name_der_tabelle], self.rows[part.name_der_tabelle]
        head = {"bold": True, "font_color": PETROL, "bg_color": HEAD_FILL, "text_wrap": True, "valign": "top", "indent": 1}
        head |= {"border": 1, "border_color": RULE}
        across, down = table.column(part.spalte), table.column(part.zeile)
        titles = [down.titel, *across.auswahl, part.offen, "Zusammen"]
        for column, title in enumerate(titles):
            self.text(target, row, column, title, **head)
        target.set_row(row, _height((title, 13) for title in titles[1:]))
        number = self.form(border=1, border_color=RULE, num_format="#,##0;-#,##0;–", align="center")
        bold = self.form(border=1, border_color=RULE, num_format="#,##0;-#,##0;–", align="center", bold=True)
        last = len(across.auswahl)
        for line, label in enumerate(down.auswahl, row + 1):
            self.text(target, line, 0, label, border=1, border_color=RULE, indent=1)
            where = f'{area.of(part.zeile)},"="&$A{line + 1}'
            whole = f"SUMIFS({area.of(part.wert)},{where})" if part.wert else f"COUNTIFS({where})"
            for column, choice in enumerate(across.auswahl, 1):
                both = f'{where},{area.of(part.spalte)},"="&{xl_rowcol_to_cell(row, column, row_abs=True)}'
                formula = f"SUMIFS({area.of(part.wert)},{both})" if part.wert else f"COUNTIFS({both})"
                self.formula(target, line, column, formula, self._measured(part, done, {part.zeile: label, part.spalte: choice}), number)
            here = f"B{line + 1}:{xl_rowcol_to_cell(line, last)}"
            together = self._measured(part, done, {part.zeile: label})
            known = sum(self._measured(part, done, {part.zeile: label, part.spalte: choice}) for choice in across.auswahl)
            self.formula(target, line, last + 1, f"{xl_rowcol_to_cell(line, last + 2)}-SUM({here})", together - known, number)
            self.formula(target, line, last + 2, whole, together, bold)
        first, end = row + 1, row + len(down.auswahl)
        target.conditional_format(first, 1, end, last + 1, {"type": "2_color_scale", "min_color": "#ffffff", "max_color": "#f0c674"})
        return end + 1

    def _measured(self, part: CrossTable, rows: list[dict[str, Any]], where: dict[str, str]) -> Decimal:
        return total(rows, part.wert, where) if part.wert else count(rows, part.zeile, where)

    # the rest of the book

    def _paper(self, page: WorkbookSheet, target: XlsxSheet, width: float) -> None:
        target.set_paper(A3 if width > WIDE else A4)
        if page.landscape:
            target.set_landscape()
        target.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
        target.fit_to_pages(1, 0)
        target.hide_gridlines(2)
        target.set_footer(
            "&L&\"Arial,Regular\"&8" + _footer_text(f"{self.imprint.address}\n{self.imprint.terms}") + "&R&8Seite &P von &N"
        )

    def _notes(self, target: XlsxSheet) -> None:
        target.set_column(0, 0, NOTES_WIDTH)
        target.set_paper(A4)
        target.fit_to_pages(1, 0)
        target.hide_gridlines(2)
        lines: list[tuple[str, dict[str, Any]]] = [
            (f"Hinweise zu dieser Vorlage: {self.sheet.title}", {"font_size": 16, "bold": True, "font_color": PETROL}),
            (self.sheet.purpose, {}), (self.filling.text(self.sheet.guide), {}),
            (LEGEND, {"bg_color": INPUT_FILL}),
        ]
        if self.sheet.disclaimer:
            lines.append((self.sheet.disclaimer, {"bold": True}))
        if self.imprint.label and self.sheet.example:
            lines += [(self.imprint.label, {"bold": True, "font_color": "#8a5a00"}), (self.filling.text(self.sheet.example.note), {})]
        lines += [("Woher", {"bold": True}), (self.imprint.origin, {}), (self.imprint.address, {}), (f"{self.imprint.terms} · {LICENCE_URL}", {})]
        if references := self.filling.references():
            lines += [("Quellen", {"bold": True}), *[(line, {}) for line in references]]
        for row, (text, properties) in enumerate(lines):
            target.set_row(row, 26 if row == 0 else _height([(text, NOTES_WIDTH)]))
            self.text(target, row, 0, plain(text), text_wrap=True, **properties)

    def _lists(self, target: XlsxSheet) -> None:
        for column, (title, entries) in enumerate(self.lists):
            target.set_column(column, column, 34)
            self.text(target, 0, column, title, bold=True, font_color=PETROL)
            for row, entry in enumerate(entries, 1):
                self.text(target, row, column, entry)
        if not self.lists:
            target.hide()

    def _properties(self) -> None:
        title = f"{self.imprint.title} – {self.imprint.label}" if self.imprint.label else self.imprint.title
        self.book.set_properties({
            "title": title, "subject": f"{self.imprint.origin}: {self.imprint.address}", "author": "",
            "comments": f"{self.imprint.terms} · {LICENCE_URL}", "created": self.imprint.moment,
        })


def _height(cells: Iterable[tuple[str, float]]) -> float:
    """Points for a row: room for its longest text, given (text, width of its column in characters).

    Spreadsheets do not all fit rows to wrapped text when they open a file.
    """
    lines = max(math.ceil(len(text) / max(1, width - 2)) for text, width in cells)
    return 7 + 12.5 * min(12, max(1, lines))


def _widths(page: WorkbookSheet) -> list[float]:
    """One width per column: the widest any table of the sheet asks for."""
    tables = [part for part in page.parts if isinstance(part, DataTable)]
    widths: list[float] = []
    if any(isinstance(part, Inputs | Results | Checks) for part in page.parts):
        widths = [LABEL_WIDTH, 18] if tables else [LABEL_WIDTH + 6, 18, 46]
    for table in tables:
        for number, column in enumerate(table.spalten):
            if number == len(widths):
                widths.append(0)
            widths[number] = max(widths[number], column.breite)
    if any(isinstance(part, CrossTable) for part in page.parts):
        widths = [max(width, 14) for width in [*widths, *[0] * (9 - len(widths))]]
        widths[0] = max(widths[0], LABEL_WIDTH)
    return widths


def _number_format(entry: Result) -> str:
    if entry.art == "euro":
        return NUMBER_FORMATS["euro"]
    places = "." + "0" * entry.stellen if entry.stellen else ""
    return f"#,##0{places}" + ('\\ "%"' if entry.art == "prozent" else "")


def _footer_text(text: str) -> str:
    """& begins an instruction in a footer; two are a plain one."""
    return text.replace("&", "&&")
