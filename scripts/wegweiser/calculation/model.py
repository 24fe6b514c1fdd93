"""A calculation as data: assumptions, quantities, results, and the rows templates print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..text import format_value
from .display import readable, span
from .tree import Expression


@dataclass(frozen=True)
class Assumption:
    """A number put in: its value, unit and span, and where it comes from.

    `origin` is a source key, "annahme", "schaetzung" or "rechnung"; the last is a value
    taken from another calculation, whose file name `imported_from` says. `places` are the
    decimals to show.
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


@dataclass(frozen=True)
class Quantity:
    """A number computed: `formula` as written, `expression` its tree, `places` decimals to show."""

    name: str
    label: str
    formula: str
    unit: str
    places: int
    line: int
    expression: Expression


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


@dataclass(frozen=True)
class Step:
    """A computed quantity as a table shows it; `is_result` marks what the calculation is about."""

    name: str
    label: str
    formula: str
    result: str
    is_result: bool


@dataclass(frozen=True)
class Calculation:
    """One checked data file; `values` holds every assumption and quantity, unrounded.

    `kind` is "rechenbeispiel" or "belegt", `path` the file from the project root.
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

    def value(self, name: str) -> Decimal:
        """Return an assumption or quantity, unrounded; raise KeyError for an unknown name."""
        return self.values[name]

    def display(self, name: str) -> str:
        """Return an assumption or quantity in German with its unit; raise KeyError if unknown.

        Own assumptions show the decimals they were written with.
        """
        entry = self.entry(name)
        return format_value(self.value(name), entry.unit, entry.places)

    def entry(self, name: str) -> Assumption | Quantity:
        """Return an assumption or quantity; raise KeyError for an unknown name."""
        entries: list[Assumption | Quantity] = [*self.assumptions, *self.quantities]
        for entry in entries:
            if entry.name == name:
                return entry
        raise KeyError(name)

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
            )
            for assumption in self.assumptions
        )

    def steps(self) -> tuple[Step, ...]:
        """Return the quantities in the order they are computed, ready to print."""
        labels = {assumption.name: assumption.label for assumption in self.assumptions}
        labels |= {quantity.name: quantity.label for quantity in self.quantities}
        return tuple(
            Step(
                name=quantity.name,
                label=quantity.label,
                formula=readable(quantity.expression, labels),
                result=self.display(quantity.name),
                is_result=quantity.name in self.results,
            )
            for quantity in self.quantities
        )
