"""The small formula language as spreadsheet formulas. Only trees get here, never a contributor's text."""
from __future__ import annotations

from collections.abc import Mapping

from ..calculation.tree import Call, Choice, Comparison, Expression, Name, Negation, Number, Operation

FUNCTIONS = {"min": "MIN", "max": "MAX", "round": "ROUND"}
COMPARISONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}
EXACT = 6  # decimals to which two computed numbers count as equal


def spreadsheet(expression: Expression | Comparison, cells: Mapping[str, str]) -> str:
    """Return a formula without "="; `cells` gives each name its cell or defined name.

    >>> from ..calculation.formula import parse
    >>> spreadsheet(parse("bedarf * (3 - versorgung)"), {"bedarf": "D5", "versorgung": "F5"})
    '(D5*(3-F5))'
    """
    match expression:
        case Number(value):
            return f"{value:f}"
        case Name(name):
            return cells[name]
        case Negation(operand):
            return f"(-{spreadsheet(operand, cells)})"
        case Operation(operator, left, right):
            return f"({spreadsheet(left, cells)}{operator}{spreadsheet(right, cells)})"
        case Comparison(operator, left, right):
            sides = spreadsheet(left, cells), spreadsheet(right, cells)
            if operator in COMPARISONS:
                return f"{sides[0]}{COMPARISONS[operator]}{sides[1]}"
            return f"ROUND({sides[0]}-{sides[1]},{EXACT}){'=' if operator == '==' else '<>'}0"
        case Choice(condition, then, otherwise):
            return f"IF({spreadsheet(condition, cells)},{spreadsheet(then, cells)},{spreadsheet(otherwise, cells)})"
        case Call("annuitaet", (amount, rate, years)):
            return f"(-PMT({spreadsheet(rate, cells)}/100,{spreadsheet(years, cells)},{spreadsheet(amount, cells)}))"
        case Call(function, arguments):
            return f"{FUNCTIONS[function]}({','.join(spreadsheet(argument, cells) for argument in arguments)})"
    raise TypeError(f"no formula: {expression!r}")


def text_literal(text: str) -> str:
    """„a"b“ → "a""b", for use within a formula."""
    return '"' + text.replace('"', '""') + '"'
