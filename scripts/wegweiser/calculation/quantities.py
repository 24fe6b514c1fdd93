"""Read the quantities of a calculation file: parse each formula, check its names, compute it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .entries import entry_names, read_entries
from .evaluation import evaluate
from .fields import Fields
from .formula import MAX_PLACES, parse
from .model import Quantity, no_word
from .names import Names
from .order import computing_order
from .series import MAX_ELEMENTS, Expansion, Index, Series, Written, element, index_of
from .tree import FormulaError, names_in
from .units import check_units, full_unit
from .words import read_words


@dataclass(frozen=True)
class Entry:
    """One entry of `groessen` as read, with the place to note findings; `index` makes it a series."""

    fields: Fields
    quantity: Written
    index: Index | None

    @property
    def name(self) -> str:
        return self.quantity.name


def read_quantities(
    fields: Fields, indexes: Mapping[str, Index], values: dict[str, Decimal], units: Mapping[str, str]
) -> tuple[list[Quantity], list[Series]]:
    """Read `groessen` of a file and add what each comes to to `values`, which holds the assumptions.

    `units` are the units of the assumptions. The quantities come in the order in which they can be computed, a series as its elements.
    Entries with a finding are left out.
    """
    counted = entry_names(fields, "reihen")
    entries = [read for entry in read_entries(fields, "groessen") if (read := _entry(entry, indexes, counted))]
    lengths = {entry.name: entry.index for entry in entries if entry.index}
    if not _few_enough(fields, lengths):
        return [], []
    names = Names(entry_names(fields, "annahmen"), entry_names(fields, "groessen"), lengths, indexes, _broken(fields, entries))
    sound = [entry for entry in entries if names.check(entry.fields, entry.quantity.written, entry.index)]
    known = dict(units) | {entry.name: full_unit(entry.quantity.label, entry.quantity.unit) for entry in entries}
    known |= {element(name, number): known[name] for name, index in lengths.items() for number in index.numbers}
    for entry in sound:
        _check_units(entry, known)
    by_name = {quantity.name: (entry, quantity) for entry in sound for quantity in _expanded(entry, lengths)}
    if lengths:
        by_name = _in_computing_order(by_name)
    for entry, quantity in by_name.values():
        _compute(entry.fields, quantity, values)
    series = [_series(entry, entry.index) for entry in sound if entry.index]
    return [quantity for _, quantity in by_name.values()], series


def _entry(fields: Fields, indexes: Mapping[str, Index], counted: list[str]) -> Entry | None:
    """Read one quantity; None if its formula or its series cannot be read."""
    words = read_words(fields) if "worte" in fields.data else {}
    fields.check_keys(("name", "formel"), ("worte", "je")) if words else fields.check_keys(
        ("name", "formel", "stellen"), ("einheit", "je", "worte")
    )
    places = fields.whole_number("stellen", 0, MAX_PLACES)
    label, unit = fields.text("name"), fields.text("einheit")
    index = index_of(fields, indexes, counted)
    formula = _formula_text(fields)
    if not formula or (index is None and "je" in fields.data):
        return None
    try:
        expression = parse(formula)
    except FormulaError as error:
        fields.problem("formel", f"{fields.owner}: {error.message}", error.hint)
        return None
    name, line = fields.place[-1], fields.report.lines.of(*fields.place)
    written = Written(
        name=name, label=label, formula=formula, unit=unit, places=places or 0, line=line, written=expression, words=words,
    )
    return Entry(fields, written, index)


def _broken(fields: Fields, entries: list[Entry]) -> set[str]:
    """The names of series that could not be read; what uses them needs no second finding."""
    data = fields.data.get("groessen")
    series = {name for name, entry in data.items() if isinstance(entry, dict) and "je" in entry} if isinstance(data, dict) else set()
    return series - {entry.name for entry in entries}


def _formula_text(fields: Fields) -> str:
    """Return the formula as text; one that is only a number has been read as a number."""
    value: Any = fields.data.get("formel")
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, str) and len(value) > 0:
        return value
    return fields.text("formel")


def _few_enough(fields: Fields, lengths: Mapping[str, Index]) -> bool:
    total = sum(len(index.numbers) for index in lengths.values())
    if total > MAX_ELEMENTS:
        message = f"Die Reihen dieser Rechnung haben zusammen {total} Werte; erlaubt sind {MAX_ELEMENTS}."
        fields.problem("groessen", message, "Verkürzen Sie die Reihen, oder teilen Sie die Rechnung auf zwei Dateien auf.")
    return total <= MAX_ELEMENTS


def _expanded(entry: Entry, lengths: Mapping[str, Index]) -> list[Quantity]:
    index, whole = entry.index, entry.quantity
    if index is None:
        return [Quantity(**vars(whole), expression=Expansion(lengths).of(whole.written))]
    return [
        Quantity(**vars(whole) | {
            "name": element(whole.name, number),
            "label": f"{whole.label}, {index.label} {number}",
            "expression": Expansion(lengths, index, number).of(whole.written),
            "series": whole.name,
            "number": number,
        })
        for number in index.numbers
    ]


def _series(entry: Entry, index: Index) -> Series:
    elements = tuple(element(entry.name, number) for number in index.numbers)
    return Series(**vars(entry.quantity), index=index, elements=elements)


def _check_units(entry: Entry, units: Mapping[str, str]) -> None:
    try:
        check_units(entry.quantity.written, units[entry.name], units)
    except FormulaError as error:
        entry.fields.problem("formel", f"{entry.fields.owner}: {error.message}", error.hint)


def _in_computing_order(by_name: dict[str, tuple[Entry, Quantity]]) -> dict[str, tuple[Entry, Quantity]]:
    """Elements of several series may need each other by turns; note those that run in a circle."""
    order, rings = computing_order({name: set(names_in(quantity.expression)) for name, (_, quantity) in by_name.items()})
    if rings:
        ring = next(iter(rings.values()))
        entry, quantity = by_name[ring[0]]
        shown = " → ".join([*ring[:6], *(["…"] if len(ring) > 6 else []), ring[0]])
        message = f"{entry.fields.owner} rechnet im Kreis: {shown}."
        entry.fields.problem("formel", message, "Ersetzen Sie in einer der Formeln den Wert durch vorher(reihe, anfangswert).")
    return {name: by_name[name] for name in order if name not in rings}


def _compute(fields: Fields, quantity: Quantity, values: dict[str, Decimal]) -> None:
    # A name without value has its finding already; one cause needs no second line.
    if any(name not in values for name in names_in(quantity.expression)):
        return
    try:
        values[quantity.name] = evaluate(quantity.expression, values)
    except FormulaError as error:
        where = f" ({quantity.name})" if quantity.series else ""
        fields.problem("formel", f"{fields.owner}{where}: {error.message}", error.hint)
        return
    if quantity.words and values[quantity.name] not in quantity.words:
        error = no_word(quantity, values[quantity.name])
        fields.problem("worte", error.message, error.hint)
