"""Formulas and spans as people read them: labels instead of names, German numbers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ..text import MINUS, format_number, format_value
from .tree import PRODUCT, Call, Choice, Comparison, Expression, Name, Negation, Number, Operation, strength

SIGNS = {"+": "+", "-": MINUS, "*": "×", "/": "÷"}
COMPARISONS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
FUNCTIONS = {
    "min": "Minimum",
    "max": "Maximum",
    "annuitaet": "Annuität",
    "summe": "Summe",
    "kleinstes": "kleinster Wert",
    "groesstes": "größter Wert",
}


def places_of(number: Decimal) -> int:
    """Return how many decimals `number` was written with: 13.90 has two."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def readable(expression: Expression | Comparison, labels: Mapping[str, str]) -> str:
    """Return a formula with labels for names: "Fläche des Cafés × Miete × 12"."""
    match expression:
        case Number(value):
            return format_number(value, places_of(value))
        case Name(name):
            return labels[name]
        case Negation(operand):
            return MINUS + _part(operand, labels, PRODUCT)
        case Operation(operator, left, right):
            # Brackets on the right stay even where arithmetic could do without:
            # the author wrote them, and a − (b + c) needs them.
            binding = strength(expression)
            first, second = _part(left, labels, binding), _part(right, labels, binding + 1)
            return f"{first} {SIGNS[operator]} {second}"
        case Comparison(operator, left, right):
            return f"{readable(left, labels)} {COMPARISONS[operator]} {readable(right, labels)}"
        case Choice(condition, then, otherwise):
            parts = [readable(part, labels) for part in (condition, then, otherwise)]
            return "wenn({}; dann {}; sonst {})".format(*parts)
        case Call(function, arguments):
            return _call(function, [readable(argument, labels) for argument in arguments])
    raise TypeError(f"no formula: {expression!r}")


def span(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    """Return a span with its unit, "60 bis 120 m²"; empty if there is none."""
    if low is not None and high is not None:
        return f"{format_number(low, places_of(low))} bis {format_value(high, unit, places_of(high))}"
    if low is not None:
        return f"ab {format_value(low, unit, places_of(low))}"
    return f"bis {format_value(high, unit, places_of(high))}" if high is not None else ""


def _part(expression: Expression, labels: Mapping[str, str], needed: int) -> str:
    text = readable(expression, labels)
    return text if strength(expression) >= needed else f"({text})"


def _call(function: str, arguments: list[str]) -> str:
    # Semicolons part the arguments, because labels and German numbers contain commas.
    if function == "vorher":
        series, start = arguments
        return f"{series} davor (am Anfang: {start})"
    if function == "round":
        number, places = arguments
        return f"gerundet({number}; {'ganze Zahl' if places == '0' else f'{places} Nachkommastellen'})"
    return f"{FUNCTIONS[function]}({'; '.join(arguments)})"
