"""Series: one formula for many months or years, expanded into plain quantities.

`reihen:` of a file names what is counted (monat, 1 to 24); a quantity with `je: monat` is
a series along it. Its elements kasse_1 … kasse_24 are quantities like all others, so that
nothing that computes or exports has to know of series; those who show them may.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ..findings import quoted
from .complaints import OVER_SERIES
from .entries import read_entries
from .fields import Fields
from .tree import Call, Choice, Comparison, Expression, Name, Negation, Number, Operation, parts_of

MAX_LENGTH = 120
# All elements of all series of a file: a plan over ten years by month has room.
MAX_ELEMENTS = 1000
FIRST, LAST = 0, 2200


@dataclass(frozen=True)
class Index:
    """A running number: `name` stands for it in formulas, it goes from `first` to `last`."""

    name: str
    label: str
    first: int
    last: int

    @property
    def numbers(self) -> range:
        return range(self.first, self.last + 1)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A quantity as its file has it: `formula` is its text, `written` its tree, `places` decimals to show.

    One with `words` stands for one of them, the number only says for which.
    """

    name: str
    label: str
    formula: str
    unit: str
    places: int
    line: int
    written: Expression
    words: Mapping[Decimal, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Series(Written):
    """A quantity with `je`: what it runs along, and the names of its elements."""

    index: Index
    elements: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """A name in a formula; `role` is "" for a value, "vorher" for the element before, "reihe" for all."""

    name: str
    role: str = ""


def read_indexes(fields: Fields) -> dict[str, Index]:
    """Read `reihen` of a file; those with a finding are left out."""
    indexes = {}
    for entry in read_entries(fields, "reihen"):
        entry.check_keys(("name", "von", "bis"), ())
        label = entry.text("name")
        first, last = (entry.whole_number(key, FIRST, LAST) for key in ("von", "bis"))
        if first is None or last is None:
            continue
        if not 0 < last - first + 1 <= MAX_LENGTH:
            message = f"{entry.owner} läuft von {first} bis {last}."
            entry.problem("bis", message, f"Eine Reihe hat 1 bis {MAX_LENGTH} Werte, von ist die kleinere Zahl.")
            continue
        indexes[entry.place[-1]] = Index(entry.place[-1], label, first, last)
    return indexes


def element(series: str, number: int) -> str:
    """Return the name of one element."""
    return f"{series}_{number}"


def references(expression: Expression | Comparison) -> Iterator[Reference]:
    """Yield the names of a formula as written, with what is meant by them."""
    parts = parts_of(expression)
    match expression:
        case Name(name):
            yield Reference(name)
        case Call(function, (Name(name), *rest)) if function == "vorher" or function in OVER_SERIES:
            yield Reference(name, "vorher" if function == "vorher" else "reihe")
            parts = rest
    for part in parts:
        yield from references(part)


@dataclass(frozen=True)
class Expansion:
    """Turns a formula as written into one of plain names: that of one element, or of a plain quantity.

    `lengths` has the running number of every series by the series' name; `index` and `number`
    say which element is meant, if the formula is that of a series.
    """

    lengths: Mapping[str, Index]
    index: Index | None = None
    number: int = 0

    def of(self, expression: Expression) -> Expression:
        """Return the expanded tree."""
        match expression:
            case Number():
                return expression
            case Name(name):
                return self._name(name)
            case Negation(operand):
                return Negation(self.of(operand))
            case Operation(operator, left, right):
                return Operation(operator, self.of(left), self.of(right))
            case Choice(Comparison(operator, left, right), then, otherwise):
                condition = Comparison(operator, self.of(left), self.of(right))
                return Choice(condition, self.of(then), self.of(otherwise))
            case Call("vorher", (Name(name), start)):
                before = self.index is not None and self.number > self.index.first
                return Name(element(name, self.number - 1)) if before else self.of(start)
            case Call(function, (Name(name),)) if function in OVER_SERIES:
                return Call(function, tuple(Name(element(name, number)) for number in self.lengths[name].numbers))
            case Call(function, arguments):
                return Call(function, tuple(self.of(argument) for argument in arguments))
        raise TypeError(f"no formula: {expression!r}")

    def _name(self, name: str) -> Expression:
        if self.index and name == self.index.name:
            return Number(Decimal(self.number))
        return Name(element(name, self.number)) if name in self.lengths else Name(name)


def index_of(fields: Fields, indexes: Mapping[str, Index], declared: Collection[str]) -> Index | None:
    """Return the running number a quantity names with `je`, None if it has none or a wrong one (noted).

    `declared` are all running numbers of the file, also those with a finding of their own.
    """
    name = fields.text("je")
    if name and name not in declared:
        message = f"{fields.owner}: Eine Reihe {quoted(name)} gibt es unter reihen: nicht."
        known = f"Vorhanden sind: {', '.join(indexes)}." if indexes else "Legen Sie sie an: reihen: {monat: {name: Monat, von: 1, bis: 24}}."
        fields.problem("je", message, f"{fields.report.nearest(name, indexes)}{known}")
    return indexes.get(name)
