"""A calculation as data: assumptions, quantities, results, and the rows templates print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ..findings import quoted
from ..text import format_number, format_value
from .display import places_of, readable, span
from .evaluation import evaluate
from .series import Index, Series, Written
from .tree import Expression, FormulaError


@dataclass(frozen=True)
class Assumption:
    """A number put in: its value, unit and span, and where it comes from.

    `origin` is a source key, one of OWN_ORIGINS or "rechnung"; the last is a value
    taken from another calculation, whose file name `imported_from` says. `places` are the
    decimals to show, `group` is the heading under which it belongs ("" if there are none).
    """

    name: str
    label: str
    value: Decimal
    unit: str
    places: int
    low: Decimal | None
    high: Decimal | None
    origin: str
    explanation: str
    line: int
    imported_from: str = ""
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Quantity(Written):
    """A number computed: `expression` is the tree of plain names, with each series taken apart.

    `series` and `number` say which element of which series this is, if it is one.
    """

    expression: Expression
    series: str = ""
    number: int = 0


@dataclass(frozen=True)
class Scenario:
    """Another case: `values` are the assumptions it changes, `results` all values it comes to."""

    name: str
    label: str
    note: str
    values: Mapping[str, Decimal]
    results: Mapping[str, Decimal]


@dataclass(frozen=True)
class AssumptionRow:
    """An assumption as a table shows it; `span` and `explanation` may be empty."""

    name: str
    label: str
    value: str
    span: str
    origin: str
    explanation: str
    imported_from: str
    group: str


@dataclass(frozen=True)
class Step:
    """A computed quantity as a table shows it; `is_result` marks what the calculation is about.

    A series is one step; its numbers stand in `series_tables`.
    """

    name: str
    label: str
    formula: str
    result: str
    is_result: bool
    is_series: bool = False


@dataclass(frozen=True)
class SeriesTable:
    """All series along one running number: per row the number and the values, ready to print."""

    index: Index
    series: tuple[Series, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Calculation:
    """One checked data file; `values` holds every assumption and quantity, unrounded.

    `kind` is "rechenbeispiel" or "belegt", `path` the file from the project root. The
    `quantities` stand in the order in which they can be computed, a series as its elements.
    What a scenario comes to has its name in front: "vorsichtig.fehlbetrag".
    """

    name: str
    title: str
    kind: str
    note: str
    assumptions: tuple[Assumption, ...]
    quantities: tuple[Quantity, ...]
    results: tuple[str, ...]
    values: Mapping[str, Decimal]
    path: str
    series: tuple[Series, ...] = ()
    scenarios: tuple[Scenario, ...] = ()

    def value(self, name: str) -> Decimal:
        """Return an assumption or quantity, unrounded; raise KeyError for an unknown name."""
        return self.values[name]

    def display(self, name: str) -> str:
        """Return an assumption or quantity in German with its unit; raise KeyError if unknown.

        Own assumptions show the decimals they were written with.
        """
        entry, value = self.entry(name), self.value(name)
        chosen = next((s.values for s in self.scenarios if name == f"{s.name}.{entry.name}"), {})
        places = max(entry.places, places_of(value)) if entry.name in chosen else entry.places
        words = {} if isinstance(entry, Assumption) else entry.words
        return words.get(value) or format_value(value, entry.unit, places)

    def entry(self, name: str) -> Assumption | Quantity:
        """Return an assumption or quantity; raise KeyError for an unknown name.

        With the name of a scenario in front it is the same entry.
        """
        return self._entries[name.rpartition(".")[2]]

    @cached_property
    def _entries(self) -> dict[str, Assumption | Quantity]:
        return {entry.name: entry for entry in (*self.assumptions, *self.quantities)}

    @cached_property
    def labels(self) -> dict[str, str]:
        """What names in formulas are called: assumptions, quantities, series and running numbers."""
        labels = {series.index.name: series.index.label for series in self.series}
        labels |= {series.name: series.label for series in self.series}
        return labels | {name: entry.label for name, entry in self._entries.items()}

    def compute(self, inputs: Mapping[str, Decimal]) -> dict[str, Decimal]:
        """Return all values if the assumptions named in `inputs` had other ones.

        Raises FormulaError naming the quantity that cannot be computed then.
        """
        values = {assumption.name: inputs.get(assumption.name, assumption.value) for assumption in self.assumptions}
        for quantity in self.quantities:
            try:
                values[quantity.name] = evaluate(quantity.expression, values)
            except FormulaError as error:
                raise FormulaError(f"Größe {quoted(quantity.name)}: {error.message}", error.hint) from None
            if quantity.words and values[quantity.name] not in quantity.words:
                raise no_word(quantity, values[quantity.name])
        return values

    def assumption_rows(self) -> tuple[AssumptionRow, ...]:
        """Return the assumptions in the order of the file, ready to print."""
        return tuple(
            AssumptionRow(
                name=assumption.name,
                label=assumption.label,
                value=self.display(assumption.name),
                span=span(assumption.low, assumption.high, assumption.unit),
                origin=assumption.origin,
                explanation=assumption.explanation,
                imported_from=assumption.imported_from,
                group=assumption.group,
            )
            for assumption in self.assumptions
        )

    def written(self) -> list[Quantity | Series]:
        """Return the quantities in the order of the file, each series once."""
        plain = [quantity for quantity in self.quantities if not quantity.series]
        return sorted([*plain, *self.series], key=lambda entry: entry.line)

    def steps(self) -> tuple[Step, ...]:
        """Return the quantities in the order of the file, ready to print."""
        return tuple(
            Step(
                name=entry.name,
                label=entry.label,
                formula=self.in_words(entry),
                result=f"{len(entry.elements)} Werte" if isinstance(entry, Series) else self.display(entry.name),
                is_result=entry.name in self.results,
                is_series=isinstance(entry, Series),
            )
            for entry in self.written()
        )

    def in_words(self, entry: Quantity | Series) -> str:
        """Return a formula as people read it: labels instead of names."""
        return readable(entry.written, self.labels)

    def series_tables(self) -> tuple[SeriesTable, ...]:
        """Return one table per running number, in the order of the file."""
        indexes = dict.fromkeys(series.index for series in self.series)
        return tuple(self._table(index) for index in indexes)

    def _table(self, index: Index) -> SeriesTable:
        series = tuple(series for series in self.series if series.index == index)
        rows = tuple(
            (number, tuple(self._bare(one, self.value(one.elements[position])) for one in series))
            for position, number in enumerate(index.numbers)
        )
        return SeriesTable(index, series, rows)

    def _bare(self, series: Series, value: Decimal) -> str:
        return series.words.get(value) or format_number(value, series.places)


def no_word(quantity: Quantity, value: Decimal) -> FormulaError:
    """Refuse a value for which a quantity with words has none."""
    return FormulaError(
        f"Größe {quoted(quantity.name)} ergibt {value:f}, dafür steht kein Wort unter worte.",
        f"Worte gibt es für {', '.join(f'{key:f}' for key in quantity.words)}; ergänzen Sie eines oder ändern Sie die Formel.",
    )
