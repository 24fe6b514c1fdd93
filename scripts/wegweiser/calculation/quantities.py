"""Read the quantities of a calculation file: parse each formula, check its names, compute it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..findings import quoted
from .entries import entry_names, read_entries
from .evaluation import evaluate
from .fields import Fields
from .formula import MAX_PLACES, parse
from .model import Quantity
from .tree import Expression, FormulaError, names_in


def read_quantities(fields: Fields, values: dict[str, Decimal]) -> list[Quantity]:
    """Read `groessen` of a file in order and add what each comes to to `values`.

    `values` holds the assumptions. Quantities with a finding are left out.
    """
    assumed = entry_names(fields, "annahmen")
    names = entry_names(fields, "groessen")
    quantities = []
    for entry in read_entries(fields, "groessen"):
        name = entry.place[-1]
        position = names.index(name)
        known, later = {*assumed, *names[:position]}, set(names[position + 1 :])
        if name in assumed:
            message = f"{entry.owner}: So heißt schon eine Annahme."
            fields.report.problem(entry.place, message, "Geben Sie der Größe einen anderen Namen.")
        quantity = _quantity(entry)
        if quantity and _names_are_known(entry, quantity.expression, known, later):
            _compute(entry, quantity, values)
            quantities.append(quantity)
    return quantities


def _quantity(fields: Fields) -> Quantity | None:
    """Read one quantity; None if its formula cannot be read."""
    fields.check_keys(("name", "formel", "stellen"), ("einheit",))
    places = fields.whole_number("stellen", 0, MAX_PLACES)
    label, unit = fields.text("name"), fields.text("einheit")
    formula = _formula_text(fields)
    if not formula:
        return None
    try:
        expression = parse(formula)
    except FormulaError as error:
        fields.problem("formel", f"{fields.owner}: {error.message}", error.hint)
        return None
    line = fields.report.lines.of(*fields.place)
    return Quantity(fields.place[-1], label, formula, unit, places or 0, line, expression)


def _formula_text(fields: Fields) -> str:
    """Return the formula as text; one that is only a number has been read as a number."""
    value: Any = fields.data.get("formel")
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, str) and len(value) > 0:
        return value
    return fields.text("formel")


def _names_are_known(fields: Fields, expression: Expression, known: set[str], later: set[str]) -> bool:
    own, complete = fields.place[-1], True
    for name in dict.fromkeys(names_in(expression)):
        if name in known:
            continue
        complete = False
        if name == own:
            message = f"{fields.owner} verwendet sich selbst."
            hint = "Eine Formel verwendet nur Annahmen und Größen, die weiter oben stehen."
        elif name in later:
            message = f"{fields.owner} verwendet {quoted(name)}, die erst weiter unten berechnet wird."
            hint = f"Stellen Sie {quoted(name)} über diese Größe. Im Kreis lässt sich nicht rechnen."
        else:
            message = f"{fields.owner}: Den Namen {quoted(name)} gibt es nicht."
            names = ", ".join(sorted(known)[:15])
            hint = f"{fields.report.nearest(name, known)}Hier bekannt sind: {names or 'noch keine Namen'}."
        fields.problem("formel", message, hint)
    return complete


def _compute(fields: Fields, quantity: Quantity, values: dict[str, Decimal]) -> None:
    # A name without value has its finding already; one cause needs no second line.
    if any(name not in values for name in names_in(quantity.expression)):
        return
    try:
        values[quantity.name] = evaluate(quantity.expression, values)
    except FormulaError as error:
        fields.problem("formel", f"{fields.owner}: {error.message}", error.hint)
