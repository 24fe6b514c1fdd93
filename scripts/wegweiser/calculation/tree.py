"""What a formula is once read: a small tree, the same for every use that is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True)
class Number:
    """A number as written, exact."""

    value: Decimal


@dataclass(frozen=True)
class Name:
    """An assumption or an earlier quantity."""

    name: str


@dataclass(frozen=True)
class Negation:
    """The operand with its sign turned."""

    operand: Expression


@dataclass(frozen=True)
class Operation:
    """Two operands joined by + - * or /."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Comparison:
    """Two operands joined by < <= > >= == or !=; the condition of a Choice, no number itself."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Choice:
    """`wenn(condition, then, otherwise)`."""

    condition: Comparison
    then: Expression
    otherwise: Expression


@dataclass(frozen=True)
class Call:
    """A function with its arguments: `min`, `max`, `round`, `annuitaet`, or one over a series.

    As written, `summe`, `kleinstes` and `groesstes` have the name of a series as their
    argument; expanded, all its elements. `vorher` stands only in formulas as written.
    """

    function: str
    arguments: tuple[Expression, ...]


Expression: TypeAlias = Number | Name | Negation | Operation | Choice | Call


class FormulaError(Exception):
    """A formula that cannot be used: what is wrong and how to mend it, both in German."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def parts_of(expression: Expression | Comparison) -> tuple[Expression | Comparison, ...]:
    """Return what a formula is directly made of, in reading order; nothing for a number or a name."""
    match expression:
        case Negation(operand):
            return (operand,)
        case Operation(_, left, right) | Comparison(_, left, right):
            return left, right
        case Choice(condition, then, otherwise):
            return condition, then, otherwise
        case Call(_, arguments):
            return arguments
    return ()


def names_in(expression: Expression | Comparison) -> Iterator[str]:
    """Yield the names a formula uses, in reading order, repeated as often as they occur."""
    if isinstance(expression, Name):
        yield expression.name
    for part in parts_of(expression):
        yield from names_in(part)


# How tightly the parts of a formula bind; what binds less than its place needs brackets.
SUM, PRODUCT, WHOLE = 1, 2, 3


def strength(expression: Expression | Comparison) -> int:
    """Return how tightly a formula holds together: SUM, PRODUCT or WHOLE, which never needs brackets."""
    match expression:
        case Operation("+" | "-") | Negation():
            return SUM
        case Operation():
            return PRODUCT
    return WHOLE
