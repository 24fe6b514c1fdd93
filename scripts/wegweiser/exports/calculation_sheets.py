"""A calculation as a spreadsheet with live formulas: daten/rechnungen/<name>.xlsx.

Assumptions are named cells, every quantity is a formula over these names, every scenario a
column that computes itself. Nothing is protected: who takes it home may change everything.
"""
from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from ..calculation import Assumption, Calculation, Quantity
from ..calculation.display import places_of
from ..calculation.series import Index, Series
from ..calculation.spreadsheet_formula import defined_names, formula
from ..calculation.tree import names_in
from ..handbook import Handbook
from .portable import FOLDER, as_of, how_to_cite, origin, own_calculations
from .sheets import Sheet, Workbook, number_format

HOW = (
    "Blaue Zahlen auf gelbem Grund können Sie ändern; alles andere rechnet mit. "
    "Nichts ist gesperrt. Woher die Werte kommen, steht auf dem Blatt „Herkunft“."
)
ASSUMPTION_HEADS = ["Annahme", "Wert", "Einheit", "von", "bis", "Herkunft", "Erläuterung"]
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.de"


def make_xlsx(handbook: Handbook) -> dict[str, bytes]:
    """daten/rechnungen/<name>.xlsx for every calculation file."""
    return {f"{FOLDER}/{c.name}.xlsx": spreadsheet(c, handbook) for c in own_calculations(handbook)}


def spreadsheet(calculation: Calculation, handbook: Handbook) -> bytes:
    """The file; the values it shows before anything recomputes it are those of `calculation`."""
    return _Spreadsheet(calculation, handbook).content()


@dataclass
class _Spreadsheet:
    calculation: Calculation
    handbook: Handbook

    @cached_property
    def workbook(self) -> Workbook:
        return Workbook(self.calculation.title, as_of(self.calculation, self.handbook))

    @cached_property
    def names(self) -> dict[str, str]:
        plain = [quantity.name for quantity in self.calculation.quantities if not quantity.series]
        series = [one.name for one in self.calculation.series]
        return dict(defined_names([*(a.name for a in self.calculation.assumptions), *plain, *series]))

    def content(self) -> bytes:
        self.cells: dict[str, str] = {}
        self._assumptions()
        steps = self.workbook.sheet("Rechnung", [46, 60, 16, 22], 1)
        tables = {index: self._table_sheet(index) for index in dict.fromkeys(one.index for one in self.calculation.series)}
        self._steps(steps, {index: sheet.name for index, sheet in tables.items()})
        for index, sheet in tables.items():
            self._table(index, sheet)
        if self.calculation.scenarios:
            _Scenarios(self).write()
        self._origins()
        return self.workbook.content()

    # Where the values stand, for formulas (spreadsheet_formula.Places)

    def cell(self, name: str) -> str:
        return self.names.get(name) or self.cells[name]

    def column(self, elements: tuple[str, ...]) -> str:
        return self.names[self.series_of[elements[0]]]

    @cached_property
    def series_of(self) -> dict[str, str]:
        return {element: one.name for one in self.calculation.series for element in one.elements}

    def value(self, name: str) -> float:
        return float(self.calculation.value(name))

    def define(self, name: str, sheet: Sheet, row: int, column: int, last_row: int | None = None) -> None:
        cells = xl_rowcol_to_cell(row, column, True, True)
        if last_row is not None:
            cells += ":" + xl_rowcol_to_cell(last_row, column, True, True)
        self.workbook.book.define_name(self.names[name], f"={quote_sheetname(sheet.name)}!{cells}")

    # The sheets

    def _assumptions(self) -> None:
        sheet = self.workbook.sheet("Annahmen", [46, 14, 18, 12, 12, 34, 50])
        calculation = self.calculation
        sheet.text(0, 0, calculation.title, "title")
        kind = "Rechenbeispiel" if calculation.kind == "rechenbeispiel" else "Berechnung aus belegten Zahlen"
        sheet.wide(1, f"{kind}. {calculation.note}")
        sheet.wide(2, HOW)
        row = 4
        sheet.head(row, ["Ergebnis", "Wert", "Einheit"], [1])
        for name in calculation.results:
            row += 1
            entry = calculation.entry(name)
            sheet.text(row, 0, entry.label, "result_text")
            sheet.formula(row, 1, f"={self._late(name)}", self.value(name), format_of(entry), "result")
            sheet.text(row, 2, unit_of(entry), "result_text")
        row += 2
        sheet.head(row, ASSUMPTION_HEADS, [1, 3, 4])
        if row <= 14:
            sheet.sheet.freeze_panes(row + 1, 1)
        group = ""
        for assumption in calculation.assumptions:
            row += 1
            if assumption.group != group:
                group = assumption.group
                sheet.heading(row, group)
                row += 1
            self._assumption(sheet, row, assumption)

    def _late(self, name: str) -> str:
        """A reference that may stand before its cell is written: elements have no name of their own."""
        entry = self.calculation.entry(name)
        if not isinstance(entry, Quantity) or not entry.series:
            return self.names[name]
        one = next(one for one in self.calculation.series if one.name == entry.series)
        return f"INDEX({self.names[one.name]},{entry.number - one.index.first + 1})"

    def _assumption(self, sheet: Sheet, row: int, assumption: Assumption) -> None:
        style = number_format(max(assumption.places, 0))
        sheet.text(row, 0, assumption.label)
        sheet.number(row, 1, float(assumption.value), style, "input")
        sheet.text(row, 2, assumption.unit)
        for column, number in ((3, assumption.low), (4, assumption.high)):
            if number is not None:
                sheet.number(row, column, float(number), number_format(places_of(number)))
        sheet.text(row, 5, origin(assumption, self.handbook)["text"])
        sheet.text(row, 6, assumption.explanation)
        self.define(assumption.name, sheet, row, 1)
        _warn_outside(sheet, row, 1, assumption)

    def _steps(self, sheet: Sheet, sheet_names: dict[Index, str]) -> None:
        sheet.text(0, 0, f"Rechenweg: {self.calculation.title}", "title")
        sheet.head(1, ["Größe", "So wird gerechnet", "Ergebnis", "Einheit"], [2])
        sheet.sheet.freeze_panes(2, 1)
        for row, entry in enumerate(self.calculation.written(), start=2):
            is_result = entry.name in self.calculation.results
            text, number = ("result_text", "result") if is_result else ("text", "number")
            sheet.text(row, 0, entry.label, text)
            sheet.text(row, 1, self.calculation.in_words(entry), text)
            sheet.text(row, 3, unit_of(entry), text)
            if isinstance(entry, Series):
                sheet.text(row, 2, f"siehe Blatt „{sheet_names[entry.index]}“", text)
                for number_in_series, element in zip(entry.index.numbers, entry.elements):
                    row_there = 2 + number_in_series - entry.index.first
                    column_there = 1 + self._along(entry.index).index(entry)
                    place = xl_rowcol_to_cell(row_there, column_there, True, True)
                    self.cells[element] = f"{quote_sheetname(sheet_names[entry.index])}!{place}"
            else:
                self.define(entry.name, sheet, row, 2)
        for row, entry in enumerate(self.calculation.written(), start=2):
            if isinstance(entry, Quantity):
                look = "result" if entry.name in self.calculation.results else "number"
                sheet.formula(row, 2, formula(entry.expression, self), self.value(entry.name), format_of(entry), look)

    def _along(self, index: Index) -> list[Series]:
        return [one for one in self.calculation.series if one.index == index]

    def _table_sheet(self, index: Index) -> Sheet:
        return self.workbook.sheet(index.label, [12] + [20] * len(self._along(index)), 1)

    def _table(self, index: Index, sheet: Sheet) -> None:
        series = self._along(index)
        sheet.text(0, 0, f"{index.label} für {index.label}: {self.calculation.title}", "title")
        heads = [f"{one.label} ({one.unit})" if one.unit else one.label for one in series]
        sheet.head(1, [index.label, *heads], range(len(series) + 1))
        sheet.sheet.freeze_panes(2, 1)
        quantities = {quantity.name: quantity for quantity in self.calculation.quantities}
        for row, number in enumerate(index.numbers, start=2):
            sheet.number(row, 0, number, "0")
            for column, one in enumerate(series, start=1):
                quantity = quantities[one.elements[row - 2]]
                sheet.formula(row, column, formula(quantity.expression, self), self.value(quantity.name), format_of(quantity))
        for column, one in enumerate(series, start=1):
            self.define(one.name, sheet, 2, column, 1 + len(one.elements))

    def _origins(self) -> None:
        sheet = self.workbook.sheet("Herkunft", [46, 22, 80, 60], 1)
        sheet.text(0, 0, "Woher die Werte kommen", "title")
        sheet.head(1, ["Annahme", "Art", "Nachweis", "Adresse"])
        kinds = {"quelle": "Quelle", "schaetzung": "Schätzung", "annahme": "Annahme", "messung": "Messung", "rechnung": "andere Rechnung"}
        for row, assumption in enumerate(self.calculation.assumptions, start=2):
            found = origin(assumption, self.handbook)
            sheet.text(row, 0, assumption.label)
            sheet.text(row, 1, kinds[found["art"]])
            sheet.text(row, 2, found.get("nachweis", found["text"]))
            sheet.link(row, 3, found.get("url", ""))
        pages = self.handbook.shown_on(self.calculation)
        about = [
            ("Aus", self.calculation.title, ""),
            *(("Erklärt im Kapitel", page.title, self.handbook.url(page)) for page in pages),
            ("Stand", as_of(self.calculation, self.handbook) or "ohne Kapitel", ""),
            ("Lizenz", "Creative Commons Namensnennung 4.0 (CC BY 4.0)", LICENCE_URL),
            ("So zitieren Sie", how_to_cite(self.calculation, self.handbook), ""),
        ]
        for row, (what, text, address) in enumerate(about, start=len(self.calculation.assumptions) + 3):
            sheet.text(row, 0, what)
            sheet.text(row, 2, text)
            sheet.link(row, 3, address)


@dataclass
class _Scenarios:
    """The sheet with one column per scenario. A formula there refers to its own column."""

    whole: _Spreadsheet
    current: int = 0

    def __post_init__(self) -> None:
        calculation = self.whole.calculation
        changed = {name for scenario in calculation.scenarios for name in scenario.values}
        self.assumptions = [a for a in calculation.assumptions if a.name in changed]
        affected = self._affected(changed)
        self.quantities = [
            quantity for entry in calculation.written()
            for quantity in ([calculation.entry(e) for e in entry.elements] if isinstance(entry, Series) else [entry])
            if quantity.name in affected and isinstance(quantity, Quantity)
        ]

    def _affected(self, changed: set[str]) -> set[str]:
        """The names that depend on `changed`; of a series all elements do, if one does."""
        series_of, affected = self.whole.series_of, set(changed)
        before = -1
        while len(affected) > before:
            before = len(affected)
            for quantity in self.whole.calculation.quantities:
                if affected.intersection(names_in(quantity.expression)):
                    affected.add(quantity.name)
            touched = {series_of[name] for name in affected if name in series_of}
            affected |= {element for element, series in series_of.items() if series in touched}
        return affected

    def cell(self, name: str) -> str:
        return xl_rowcol_to_cell(self.rows[name], self.current) if name in self.rows else self.whole.cell(name)

    def column(self, elements: tuple[str, ...]) -> str:
        if elements[0] not in self.rows:
            return self.whole.column(elements)
        first, last = (xl_rowcol_to_cell(self.rows[name], self.current) for name in (elements[0], elements[-1]))
        return f"{first}:{last}"

    def write(self) -> None:
        calculation, workbook = self.whole.calculation, self.whole.workbook
        sheet = workbook.sheet("Szenarien", [46, 20, *[18] * (1 + len(calculation.scenarios))], 3)
        sheet.text(0, 0, f"Szenarien: {calculation.title}", "title")
        notes = [f"{scenario.label}: {scenario.note}" for scenario in calculation.scenarios if scenario.note]
        sheet.wide(1, "\n".join(["Jede Spalte rechnet für sich. Der Grundfall folgt dem Blatt „Annahmen“.", *notes]))
        labels = [scenario.label for scenario in calculation.scenarios]
        sheet.head(3, ["", "Einheit", "Grundfall", *labels], range(2, 3 + len(labels)))
        sheet.sheet.freeze_panes(4, 1)
        row = self._heading(sheet, 4, "Annahmen, die sich unterscheiden")
        self.rows = {assumption.name: row + at for at, assumption in enumerate(self.assumptions)}
        results_at = row + len(self.assumptions)
        row = results_at + 1 + len(calculation.results)
        self.rows |= {quantity.name: row + 1 + at for at, quantity in enumerate(self.quantities)}
        for assumption in self.assumptions:
            self._assumption(sheet, assumption)
        row = self._heading(sheet, results_at, "Ergebnisse")
        for at, name in enumerate(calculation.results):
            self._result(sheet, row + at, name)
        self._heading(sheet, row + len(calculation.results), "Rechenweg")
        for quantity in self.quantities:
            self._quantity(sheet, quantity)

    def _heading(self, sheet: Sheet, row: int, text: str) -> int:
        sheet.heading(row, text)
        return row + 1

    def _assumption(self, sheet: Sheet, assumption: Assumption) -> None:
        row = self.rows[assumption.name]
        values = [scenario.values.get(assumption.name) for scenario in self.whole.calculation.scenarios]
        style = number_format(max([assumption.places, *(places_of(value) for value in values if value is not None)]))
        self._head(sheet, row, assumption)
        base, name = self.whole.value(assumption.name), self.whole.cell(assumption.name)
        sheet.formula(row, 2, f"={name}", base, style)
        for column, value in enumerate(values, start=3):
            if value is None:
                sheet.formula(row, column, f"={name}", base, style)
            else:
                sheet.number(row, column, float(value), style, "input")
                _warn_outside(sheet, row, column, assumption)

    def _result(self, sheet: Sheet, row: int, name: str) -> None:
        entry = self.whole.calculation.entry(name)
        self._head(sheet, row, entry, "result_text")
        sheet.formula(row, 2, f"={self.whole.cell(name)}", self.whole.value(name), format_of(entry), "result")
        for column, scenario in enumerate(self.whole.calculation.scenarios, start=3):
            self.current = column
            sheet.formula(row, column, f"={self.cell(name)}", float(scenario.results[name]), format_of(entry), "result")

    def _quantity(self, sheet: Sheet, quantity: Quantity) -> None:
        row = self.rows[quantity.name]
        self._head(sheet, row, quantity)
        if quantity.series:  # 24 months would hide everything else; a click shows them
            sheet.fold(row)
        sheet.formula(row, 2, f"={self.whole.cell(quantity.name)}", self.whole.value(quantity.name), format_of(quantity))
        for column, scenario in enumerate(self.whole.calculation.scenarios, start=3):
            self.current = column
            cached = float(scenario.results[quantity.name])
            sheet.formula(row, column, formula(quantity.expression, self), cached, format_of(quantity))

    def _head(self, sheet: Sheet, row: int, entry: Assumption | Quantity, look: str = "text") -> None:
        sheet.text(row, 0, entry.label, look)
        sheet.text(row, 1, unit_of(entry), look)


def format_of(entry: Assumption | Quantity) -> str:
    words = {} if isinstance(entry, Assumption) else {f"{number:f}": word for number, word in entry.words.items()}
    return number_format(entry.places, words)


def unit_of(entry: Assumption | Quantity | Series) -> str:
    """The unit; for a quantity with words what its numbers mean."""
    words = {} if isinstance(entry, Assumption) else entry.words
    return ", ".join(f"{number:f} = {word}" for number, word in words.items()) or entry.unit


def _warn_outside(sheet: Sheet, row: int, column: int, assumption: Assumption) -> None:
    """Say so if somebody types a value outside of the span; it can be kept."""
    low, high = assumption.low, assumption.high
    if low is None and high is None:
        return
    edges: dict[str, object] = {"criteria": "between", "minimum": float(low or 0), "maximum": float(high or 0)}
    if low is None or high is None:
        edge: Decimal | None = high if low is None else low
        edges = {"criteria": "<=" if low is None else ">=", "value": float(edge or 0)}
    sheet.sheet.data_validation(row, column, row, column, {
        "validate": "decimal", **edges, "error_type": "warning", "error_title": "Außerhalb der Spanne",
        "error_message": "Der Wert liegt außerhalb der Spanne, die das Handbuch für üblich hält.",
    })
