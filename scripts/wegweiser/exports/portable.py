"""A calculation as JSON: for reuse as daten/rechnungen/<name>.json and for the calculator on the page.

The keys are those of the data files. Numbers are text, because JSON readers turn numbers
into binary fractions. The formulas come as trees, so that nobody needs a parser for them.
"""
from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..calculation import OWN_ORIGINS, Assumption, Calculation, Quantity
from ..calculation.display import places_of
from ..calculation.series import Series
from ..calculation.tree import Call, Choice, Comparison, Expression, Name, Negation, Number, Operation
from ..citations import reference
from ..fact_values import NAME as FACTS
from ..handbook import Handbook
from ..text import sort_key

FORMAT = "wegweiser-rechnung/1"
FOLDER = "daten/rechnungen"
LICENCE = "CC-BY-4.0"


def make_json(handbook: Handbook) -> dict[str, bytes]:
    """daten/rechnungen/<name>.json for every calculation file."""
    return {
        f"{FOLDER}/{calculation.name}.json": (json.dumps(portable(calculation, handbook), ensure_ascii=False, indent=1) + "\n").encode()
        for calculation in own_calculations(handbook)
    }


def own_calculations(handbook: Handbook) -> list[Calculation]:
    """The calculations that are files, in the alphabetical order of their titles; what the Steckbriefe hold is none."""
    found = [calculation for name, calculation in handbook.calculations.items() if name != FACTS]
    return sorted(found, key=lambda calculation: sort_key(calculation.title))


def portable(calculation: Calculation, handbook: Handbook) -> dict[str, Any]:
    """Everything about a calculation as plain data; `baum` of a quantity is what computes it.

    A tree is the name of a value as text, ["zahl", "12.5"], ["-", x] for the turned sign,
    or a list of an operator or function and its parts.
    """
    pages = handbook.shown_on(calculation)
    return {
        "format": FORMAT,
        "name": calculation.name,
        "titel": calculation.title,
        "art": calculation.kind,
        "hinweis": calculation.note,
        "seiten": [handbook.url(page) for page in pages],
        "stand": as_of(calculation, handbook),
        "lizenz": LICENCE,
        "zitat": how_to_cite(calculation, handbook),
        "annahmen": [_assumption(assumption, handbook) for assumption in calculation.assumptions],
        "groessen": [_quantity(quantity, calculation) for quantity in calculation.quantities],
        "reihen": [_series(series, calculation) for series in calculation.series],
        "szenarien": [
            {
                "name": scenario.name, "bezeichnung": scenario.label, "hinweis": scenario.note,
                "werte": _plain(scenario.values),
                "ergebnisse": {name: plain(scenario.results[name]) for name in calculation.results},
            }
            for scenario in calculation.scenarios
        ],
        "ergebnisse": list(calculation.results),
        "werte": _plain({name: value for name, value in calculation.values.items() if "." not in name}),
    }


def as_of(calculation: Calculation, handbook: Handbook) -> str:
    """The month of the newest page that shows the calculation, „2026-11“; "" if none does."""
    return max((page.meta.stand for page in handbook.shown_on(calculation) if page.meta), default="")


def how_to_cite(calculation: Calculation, handbook: Handbook) -> str:
    """One line that names title, authors, date, licence and place, as the page on the licence asks."""
    pages = handbook.shown_on(calculation)
    stand = f"Stand {as_of(calculation, handbook)}, " if pages else ""
    place = handbook.url(pages[0]) if pages else handbook.address
    return f"„{calculation.title}“ aus: Wegweiser Quartiersentwicklung – Mitwirkende, {stand}CC BY 4.0, {place}"


def origin(assumption: Assumption, handbook: Handbook) -> dict[str, str]:
    """Where a value comes from: the kind, a readable text and what leads there."""
    if assumption.origin in handbook.sources:
        source = handbook.sources[assumption.origin]
        return {"art": "quelle", "text": source.label, "schluessel": source.key, "nachweis": reference(source), "url": source.url}
    if assumption.imported_from == FACTS:
        return {"art": "rechnung", "text": "Steckbrief des Kapitels", "rechnung": FACTS}
    if assumption.imported_from:
        title = handbook.calculations[assumption.imported_from].title
        return {"art": "rechnung", "text": f"Rechnung: {title}", "rechnung": assumption.imported_from}
    return {"art": assumption.origin, "text": OWN_ORIGINS[assumption.origin]}


def tree(expression: Expression | Comparison) -> Any:
    """An expression as lists and text, see `portable`."""
    match expression:
        case Number(value):
            return ["zahl", plain(value)]
        case Name(name):
            return name
        case Negation(operand):
            return ["-", tree(operand)]
        case Operation(operator, left, right) | Comparison(operator, left, right):
            return [operator, tree(left), tree(right)]
        case Choice(condition, then, otherwise):
            return ["wenn", tree(condition), tree(then), tree(otherwise)]
        case Call(function, arguments):
            return [function, *(tree(argument) for argument in arguments)]
    raise TypeError(f"no formula: {expression!r}")


def plain(number: Decimal) -> str:
    """A number as text without exponent."""
    return f"{number:f}"


def _plain(values: Mapping[str, Decimal]) -> dict[str, str]:
    return {name: plain(value) for name, value in values.items()}


def _assumption(assumption: Assumption, handbook: Handbook) -> dict[str, Any]:
    return {
        "name": assumption.name,
        "bezeichnung": assumption.label,
        "gruppe": assumption.group,
        "wert": plain(assumption.value),
        "einheit": assumption.unit,
        "stellen": assumption.places if assumption.imported_from else places_of(assumption.value),
        "von": None if assumption.low is None else plain(assumption.low),
        "bis": None if assumption.high is None else plain(assumption.high),
        "erlaeuterung": assumption.explanation,
        "herkunft": origin(assumption, handbook),
    }


def _quantity(quantity: Quantity, calculation: Calculation) -> dict[str, Any]:
    element = {"reihe": quantity.series, "nummer": quantity.number} if quantity.series else {}
    return _head(quantity, calculation) | {"baum": tree(quantity.expression)} | element


def _series(series: Series, calculation: Calculation) -> dict[str, Any]:
    index = series.index
    counted = {"name": index.name, "bezeichnung": index.label, "von": index.first, "bis": index.last}
    return _head(series, calculation) | {"je": counted, "elemente": list(series.elements)}


def _head(entry: Quantity | Series, calculation: Calculation) -> dict[str, Any]:
    words = {plain(number): word for number, word in entry.words.items()}
    return {
        "name": entry.name,
        "bezeichnung": entry.label,
        "einheit": entry.unit,
        "stellen": entry.places,
        **({"worte": words} if words else {}),
        "formel": entry.formula,
        "in_worten": calculation.in_words(entry),
    }
