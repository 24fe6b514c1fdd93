"""Formulas as spreadsheets write them: cells or their names instead of ours, English functions."""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from .tree import PRODUCT, SUM, WHOLE, Call, Choice, Comparison, Expression, Name, Negation, Number, Operation, strength

FUNCTIONS = {"min": "MIN", "max": "MAX", "round": "ROUND", "summe": "SUM", "kleinstes": "MIN", "groesstes": "MAX"}
EXACT = 6  # decimals to which two computed numbers count as equal; spreadsheets compute in binary
# What a spreadsheet takes for a cell or a truth value: bon1, r, c, r1c1, true.
TAKEN = re.compile(r"[a-z]{1,3}[0-9]+|[rc][0-9]*|r[0-9]*c[0-9]*|true|false", re.IGNORECASE)


class Places(Protocol):
    """Where the values of a sheet stand."""

    def cell(self, name: str) -> str:
        """Return how a formula refers to a value."""

    def column(self, elements: tuple[str, ...]) -> str:
        """Return how a formula refers to all elements of a series."""


def defined_names(names: Iterable[str]) -> Mapping[str, str]:
    """Return for each name one that a spreadsheet accepts and that no other has: bon1 → bon1_.

    >>> defined_names(["miete", "bon1", "bon1_"])
    {'miete': 'miete', 'bon1_': 'bon1_', 'bon1': 'bon1__'}
    """
    names = list(names)
    result = {name: name for name in names if not TAKEN.fullmatch(name)}
    for name in names:
        if name not in result:
            other = f"{name}_"
            while other in result.values():
                other += "_"
            result[name] = other
    return result


@dataclass(frozen=True)
class NamedCells:
    """Places for formulas without series: each name has its cell or defined name."""

    cells: Mapping[str, str]

    def cell(self, name: str) -> str:
        return self.cells[name]

    def column(self, elements: tuple[str, ...]) -> str:
        raise TypeError("no series here")


def formula(expression: Expression, places: Places) -> str:
    """Return an expanded formula for a cell, with the = in front."""
    return f"={inner_formula(expression, places)}"


def inner_formula(expression: Expression | Comparison, places: Places) -> str:
    """Return a formula or condition to stand within another one.

    >>> from .formula import parse
    >>> inner_formula(parse("bedarf * (3 - versorgung)"), NamedCells({"bedarf": "D5", "versorgung": "F5"}))
    'D5*(3-F5)'
    """
    return _text(expression, places)


def text_literal(text: str) -> str:
    """„a"b“ → "a""b", for use within a formula."""
    return '"' + text.replace('"', '""') + '"'


def _text(expression: Expression | Comparison, places: Places) -> str:
    match expression:
        case Number(value):
            return f"{value:f}"
        case Name(name):
            return places.cell(name)
        case Negation(operand):
            return f"-{_part(operand, places, WHOLE)}"
        case Operation(operator, left, right):
            binding = strength(expression)
            return _part(left, places, binding) + operator + _part(right, places, binding + 1)
        case Comparison("==" | "!=", left, right):
            difference = f"{_part(left, places, SUM)}-{_part(right, places, PRODUCT)}"
            return f"ROUND({difference},{EXACT}){'=' if expression.operator == '==' else '<>'}0"
        case Comparison(operator, left, right):
            return _text(left, places) + operator + _text(right, places)
        case Choice(condition, then, otherwise):
            return f"IF({','.join(_text(part, places) for part in (condition, then, otherwise))})"
        case Call("annuitaet", (loan, rate, years)):
            amount, percent, term = (_part(part, places, WHOLE) for part in (loan, rate, years))
            return f"IF({percent}=0,{amount}/{term},-PMT({percent}/100,{term},{amount}))"
        case Call("summe" | "kleinstes" | "groesstes", arguments):
            elements = tuple(argument.name for argument in arguments if isinstance(argument, Name))
            return f"{FUNCTIONS[expression.function]}({places.column(elements)})"
        case Call(function, arguments):
            return f"{FUNCTIONS[function]}({','.join(_text(argument, places) for argument in arguments)})"
    raise TypeError(f"no formula: {expression!r}")


def _part(expression: Expression, places: Places, needed: int) -> str:
    text = _text(expression, places)
    return text if strength(expression) >= needed else f"({text})"
