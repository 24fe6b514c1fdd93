"""Units: refuse formulas that add euros to square metres, and accept everything less certain.

Units are free German text ("Euro im Jahr", "Plätze"), chosen for readers. A library such as
pint does not fit: it knows no German words, refuses what it does not know, and would demand
that guests × euros × days give "euro guest days" instead of "Euro im Jahr". So a unit is
understood only as far as it is certain: `kind` is what cannot turn into something else by
counting (money, length, energy, power), with exponents. `scale` and `period` (Cent or Euro,
Monat or Jahr) count only where a formula uses a value as it is, because a product may convert.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, reduce
from typing import TypeAlias

from ..findings import quoted
from .complaints import OVER_SERIES
from .display import readable
from .tree import Call, Choice, Comparison, Expression, FormulaError, Name, Negation, Number, Operation

# Word → (what it measures, exponent, scale).
MEASURES: dict[str, tuple[str, int, str]] = {
    word: (measure, exponent, scale)
    for measure, exponent, scale, words in (
        ("Geld", 1, "Euro", "euro eur €"),
        ("Geld", 1, "Cent", "cent ct"),
        ("Geld", 1, "Tsd. Euro", "tsd.euro tausendeuro t€"),
        ("Geld", 1, "Mio. Euro", "mio.euro millioneneuro"),
        ("Länge", 1, "cm", "cm"),
        ("Länge", 1, "m", "m meter"),
        ("Länge", 1, "km", "km kilometer"),
        ("Länge", 2, "m²", "m² qm quadratmeter"),
        ("Länge", 2, "ha", "ha hektar"),
        ("Länge", 2, "km²", "km² quadratkilometer"),
        ("Länge", 3, "m³", "m³ kubikmeter"),
        ("Energie", 1, "kWh", "kwh kilowattstunde kilowattstunden"),
        ("Energie", 1, "MWh", "mwh"),
        ("Leistung", 1, "kW", "kw kilowatt"),
        ("Leistung", 1, "kWp", "kwp"),
    )
    for word in words.split()
}
TIMES = {
    word: words.split()[0].capitalize()
    for words in ("minute minuten", "stunde stunden h", "tag tage tagen", "woche wochen", "monat monate", "quartal quartale", "jahr jahre")
    for word in words.split()
}
SHARES = {"%", "prozent", "prozentpunkte"}
# A word nobody listed is something counted (Gäste, Plätze), unless one of these hides in it.
HIDDEN = re.compile(r"euro|€|cent|meter|m²|watt|kwh|hektar|minute|stunde|tag|woche|monat|quartal|jahr|prozent|betrag|miete")
PARTING = re.compile(r"\s*/\s*|(?:^|\s+)(?:je|pro|im|in der|am)\s+")

# "Miete je m² und Monat" in Euro: the label says the rest of the unit. "% je Euro Umsatz" is no such case.
IN_LABEL = re.compile(
    rf"\b(?:je|pro)\s+({'|'.join(re.escape(word) for word, (measure, *_) in MEASURES.items() if measure != 'Geld')})(?!\w)"
)

MEANING = {("Geld", 1): "Geldbetrag", ("Länge", 1): "Länge", ("Länge", 2): "Fläche", ("Länge", 3): "Rauminhalt"}


@dataclass(frozen=True)
class Unit:
    """What is certain about a unit; `scale` and `period` are "" where nothing is."""

    kind: tuple[tuple[str, int], ...] = ()
    scale: str = ""
    period: str = ""
    text: str = ""

    def described(self) -> str:
        """Return the unit as its author wrote it, that of a product by what it measures."""
        if self.text:
            return self.text
        above = [_measured(measure, exponent) for measure, exponent in self.kind if exponent > 0]
        below = [_measured(measure, -exponent) for measure, exponent in self.kind if exponent < 0]
        return " je ".join([" mal ".join(above) or "Anzahl", *below]) if self.kind else "Anzahl oder Verhältnis"


# Any unit fits: a number written in a formula. None: nobody knows.
ANY = Unit(scale="beliebig")
Known: TypeAlias = Unit | None


@cache
def read_unit(text: str) -> Known:
    """Return what is certain about a unit as written; None if nothing is.

    >>> read_unit("Euro je m²").kind
    (('Geld', 1), ('Länge', -2))
    >>> read_unit("Gäste").scale, read_unit("")
    ('Anzahl', None)
    """
    above, *below = PARTING.split(text.strip().lower())
    kind: dict[str, int] = {}
    scale, period = "Anzahl", ""
    if not text.strip():
        return None
    for part, sign in [(above, 1), *((word, -1) for group in below for word in group.split(" und "))]:
        word = part.replace(" ", "")
        if word in MEASURES:
            measure, exponent, name = MEASURES[word]
            kind[measure] = kind.get(measure, 0) + sign * exponent
            scale = name if sign > 0 else f"{scale}/{name}"
        elif word in TIMES:
            scale, period = (TIMES[word], period) if sign > 0 else (scale, TIMES[word])
        elif word in SHARES and sign > 0:
            scale = "Prozent"
        elif HIDDEN.search(word):
            return None
        elif part == above and below and not word:
            scale = "Prozent"  # "je 100"
    return Unit(_sorted(kind), scale, period, text)


def full_unit(label: str, unit: str) -> str:
    """Return the unit with what only the label says.

    >>> full_unit("Umbaukosten je m²", "Euro")
    'Euro je m²'
    """
    found = IN_LABEL.search(label.lower())
    return f"{unit} je {found[1]}" if unit and found and not PARTING.search(unit.removesuffix("im Jahr")) else unit


def check_units(expression: Expression, unit: str, units: Mapping[str, str]) -> None:
    """Raise FormulaError if a formula as written, whose result is said to have `unit`, mixes units.

    `units` has the unit as written of every name; names that are missing fit everything.
    """
    result, declared = _Check({name: read_unit(text) for name, text in units.items()}).of(expression), read_unit(unit)
    if result in (None, ANY) or declared is None:
        return
    if result.kind != declared.kind or _differ(result, declared):
        raise FormulaError(
            f"Die Formel ergibt {quoted(result.described())}, bei einheit steht {quoted(unit)}.",
            "Berichtigen Sie die Formel oder die Einheit. Eine Zahl, die selbst eine Einheit hat, gehört unter annahmen:.",
        )


@dataclass(frozen=True)
class _Check:
    units: Mapping[str, Known]

    def of(self, expression: Expression) -> Known:
        """Return the unit of a formula; raise FormulaError where two do not fit."""
        match expression:
            case Number():
                return ANY
            case Name(name):
                return self.units.get(name)
            case Negation(operand):
                return self.of(operand)
            case Operation("*" | "/", left, right):
                return _product(self.of(left), self.of(right), 1 if expression.operator == "*" else -1)
            case Operation(_, left, right):
                return self._alike([left, right], expression)
            case Choice(condition, then, otherwise):
                self._alike([condition.left, condition.right], condition)
                return self._alike([then, otherwise], expression)
            case Call("annuitaet", (loan, rate, years)):
                for part, name in ((rate, "Der Zinssatz"), (years, "Die Laufzeit")):
                    _without_measure(self.of(part), name)
                result = self.of(loan)
                return Unit(result.kind) if result not in (None, ANY) else None
            case Call("round", (number, _)):
                return self.of(number)
            case Call(function, (series,)) if function in OVER_SERIES:
                return self.of(series)
            case Call(_, arguments):
                return self._alike(list(arguments), expression)
        raise TypeError(f"no formula: {expression!r}")

    def _alike(self, parts: list[Expression], whole: Expression | Comparison) -> Known:
        def join(one: Known, other: Known) -> Known:
            if one is None or other is None:
                return None
            if ANY in (one, other):
                return other if one == ANY else one
            if one.kind != other.kind or _differ(one, other):
                raise FormulaError(
                    f"In {quoted(readable(whole, _OwnNames()))} passen die Einheiten nicht zusammen: "
                    f"{quoted(one.described())} und {quoted(other.described())}.",
                    "Zusammenzählen, abziehen und vergleichen lässt sich nur, was dieselbe Einheit hat. "
                    "Rechnen Sie vorher um, oder berichtigen Sie eine der Einheiten.",
                )
            same = (one.scale, one.period) == (other.scale, other.period)
            return one if same else Unit(one.kind, one.scale if one.scale == other.scale else "")

        return reduce(join, map(self.of, parts))


def _product(left: Known, right: Known, sign: int) -> Known:
    if left is None or right is None or left == ANY and sign < 0:
        return None
    if left == ANY and right == ANY:
        return ANY
    kind = dict(left.kind)
    for measure, exponent in right.kind:
        kind[measure] = kind.get(measure, 0) + sign * exponent
    return Unit(_sorted(kind))


def _differ(one: Unit, other: Unit) -> bool:
    """Whether two units of the same kind are certainly not the same: Euro and Cent, Monat and Jahr."""
    pairs = ((one.scale, other.scale), (one.period, other.period))
    return any(mine and yours and mine != yours for mine, yours in pairs)


def _without_measure(unit: Known, name: str) -> None:
    if unit not in (None, ANY) and unit.kind:
        raise FormulaError(
            f"{name} in annuitaet hat die Einheit {quoted(unit.described())}.",
            "Schreiben Sie annuitaet(barwert, zinssatz_prozent, jahre) in dieser Reihenfolge.",
        )


def _measured(measure: str, exponent: int) -> str:
    return MEANING.get((measure, exponent), measure if exponent == 1 else f"{measure} hoch {exponent}")


def _sorted(kind: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((measure, exponent) for measure, exponent in kind.items() if exponent))


class _OwnNames(dict[str, str]):
    """Names instead of labels, so that a message shows the formula as its author knows it."""

    def __missing__(self, name: str) -> str:
        return name
