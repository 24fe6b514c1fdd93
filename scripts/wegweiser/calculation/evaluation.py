"""Compute formulas exactly: decimal arithmetic with 28 digits, rounded only where asked."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from functools import reduce

from ..findings import quoted
from .tree import (
    Call,
    Choice,
    Comparison,
    Expression,
    FormulaError,
    Name,
    Negation,
    Number,
    Operation,
    names_in,
)

CONTEXT = Context(prec=28, rounding=ROUND_HALF_UP, traps=[DivisionByZero, InvalidOperation, Overflow])
# Beyond this no amount of a Quartier makes sense, and 28 digits still leave decimals.
LARGEST = Decimal(10) ** 15


def evaluate(expression: Expression, values: Mapping[str, Decimal]) -> Decimal:
    """Return the value of a formula; `values` has every name it uses.

    Raises FormulaError for a division by zero, an impossible annuity, and results
    too large to be meant. Of a `wenn` only the branch that counts is computed.
    """
    match expression:
        case Number(value):
            return _bounded(value)
        case Name(name):
            return values[name]
        case Negation(operand):
            return CONTEXT.minus(evaluate(operand, values))
        case Operation():
            return _bounded(_operation(expression, values))
        case Choice(condition, then, otherwise):
            return evaluate(then if _holds(condition, values) else otherwise, values)
        case Call(function, arguments):
            return _bounded(_call(function, [evaluate(argument, values) for argument in arguments]))
    raise TypeError(f"no formula: {expression!r}")


def annuity(present_value: Decimal, rate_percent: Decimal, years: Decimal) -> Decimal:
    """Return the equal payment at the end of each year that pays off a loan with interest.

    A = K · i(1+i)^n / ((1+i)^n − 1), with K in Euro, i = rate_percent / 100 and n whole
    years; without interest A = K / n. It is the reciprocal of the present value of an
    annuity in arrears ("nachschüssiger Annuitätenfaktor", banklexikon.info).
    Raises FormulaError unless 1 ≤ n ≤ 100 is whole and 0 ≤ rate_percent ≤ 100.
    """
    if years != years.to_integral_value() or not 1 <= years <= 100:
        raise FormulaError(
            f"Die Laufzeit in annuitaet ist {years:f}; sie muss eine ganze Zahl von 1 bis 100 sein.",
            "Geben Sie die Laufzeit in vollen Jahren an: annuitaet(barwert, zinssatz_prozent, jahre).",
        )
    if not 0 <= rate_percent <= 100:
        raise FormulaError(
            f"Der Zinssatz in annuitaet ist {rate_percent:f}; erlaubt sind 0 bis 100 Prozent.",
            "Geben Sie den Zinssatz in Prozent an (4 für 4 %): annuitaet(barwert, zinssatz_prozent, jahre).",
        )
    rate = CONTEXT.divide(rate_percent, Decimal(100))
    growth = CONTEXT.power(CONTEXT.add(1, rate), years)
    if growth == 1:  # no interest, or less than 28 digits can tell
        return CONTEXT.divide(present_value, years)
    factor = CONTEXT.divide(CONTEXT.multiply(rate, growth), CONTEXT.subtract(growth, 1))
    return CONTEXT.multiply(present_value, factor)


def round_half_up(number: Decimal, places: int) -> Decimal:
    """Return `number` with `places` decimals, halves away from zero as in spreadsheets."""
    return number.quantize(Decimal(1).scaleb(-places), context=CONTEXT)


def _operation(operation: Operation, values: Mapping[str, Decimal]) -> Decimal:
    left, right = evaluate(operation.left, values), evaluate(operation.right, values)
    match operation.operator:
        case "+":
            return CONTEXT.add(left, right)
        case "-":
            return CONTEXT.subtract(left, right)
        case "*":
            return CONTEXT.multiply(left, right)
    if right == 0:
        raise _division_by_zero(operation.right)
    return CONTEXT.divide(left, right)


def _division_by_zero(divisor: Expression) -> FormulaError:
    names = list(dict.fromkeys(names_in(divisor)))
    if not names:
        return FormulaError("Die Formel teilt durch null.", "Entfernen Sie die Division durch 0.")
    return FormulaError(
        f"Die Formel teilt durch null: Der Teiler aus {quoted(', '.join(names))} ergibt 0.",
        f"Prüfen Sie diese Werte, oder fangen Sie den Fall ab: wenn({names[0]} == 0, 0, …).",
    )


def _holds(condition: Comparison, values: Mapping[str, Decimal]) -> bool:
    left, right = evaluate(condition.left, values), evaluate(condition.right, values)
    match condition.operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "==":
            return left == right
    return left != right


def _call(function: str, numbers: list[Decimal]) -> Decimal:
    match function:
        case "min" | "kleinstes":
            return min(numbers)
        case "max" | "groesstes":
            return max(numbers)
        case "summe":
            return reduce(CONTEXT.add, numbers)
        case "round":
            return round_half_up(numbers[0], int(numbers[1]))
    return annuity(*numbers)


def _bounded(number: Decimal) -> Decimal:
    if abs(number) > LARGEST:
        raise FormulaError(
            "Das Ergebnis ist größer als eine Billiarde.",
            "Prüfen Sie die Größenordnung der Annahmen und ob durch einen sehr kleinen Wert geteilt wird.",
        )
    return number
