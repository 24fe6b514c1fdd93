"""A calculation as chapters show it: cases side by side, courses as lines, the strongest assumptions, the calculator.

Lengths are in the units of the SVG's viewBox, which is charts.WIDTH wide.
"""
from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal

from .calculation import Assumption, Calculation, Quantity
from .calculation.display import places_of, span
from .calculation.sensitivity import Swing, sensitivity
from .calculation.series import Series
from .charts import WIDTH
from .exports.portable import portable
from .handbook import Handbook
from .statistics import Series as ChartSeries
from .statistics import Statistic, Value
from .text import format_number, format_value

COURSE = re.compile(r"\b(?:kleinstes|groesstes)\((\w+)\)")
MAX_COLUMNS = 12  # of a table over months or years
BARS, ROW, NUMBERS = 10, 48, 70  # NUMBERS: room beside a bar for what it comes to


@dataclass(frozen=True)
class Cases:
    """Scenarios side by side: what they change and what they come to, ready to print.

    Each row is its label with the unit, and one number per case.
    """

    names: tuple[str, ...]
    changed: tuple[tuple[str, tuple[str, ...]], ...]
    results: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def is_wide(self) -> bool:
        """Too many cases for columns: they become rows."""
        return len(self.names) > 4


@dataclass(frozen=True)
class SwingBar:
    """One assumption of a tornado chart: its bar, and what the result is at both ends of the span."""

    swing: Swing
    label: str
    span: str
    low: str
    high: str
    at_low: str
    at_high: str
    y: int
    x: float
    width: float
    left: str
    right: str


@dataclass(frozen=True)
class Tornado:
    """The strongest assumptions, strongest first; `middle` is the x of the result as planned."""

    title: str
    unit: str
    planned: str
    description: str
    bars: tuple[SwingBar, ...]
    middle: float
    height: int


def cases(calculation: Calculation) -> Cases | None:
    """The scenarios of a calculation, the case as planned in front unless one of them is it."""
    if not calculation.scenarios:
        return None
    as_planned = any(all(calculation.value(name) == value for name, value in s.values.items()) for s in calculation.scenarios)
    names = [("", "Plan")] * (not as_planned) + [(f"{s.name}.", s.label) for s in calculation.scenarios]
    changed = dict.fromkeys(name for scenario in calculation.scenarios for name in scenario.values)
    return Cases(
        tuple(label for _, label in names),
        tuple(_case_row(calculation, names, name) for name in changed),
        tuple(_case_row(calculation, names, name) for name in calculation.results),
    )


def _case_row(calculation: Calculation, names: list[tuple[str, str]], name: str) -> tuple[str, tuple[str, ...]]:
    entry = calculation.entry(name)
    values = [calculation.value(prefix + name) for prefix, _ in names]
    if isinstance(entry, Assumption):
        return _with_unit(entry), tuple(format_number(value, max(entry.places, places_of(value.normalize()))) for value in values)
    return _with_unit(entry), tuple(entry.words.get(value) or format_number(value, entry.places) for value in values)


def what_changes(calculation: Calculation) -> dict[str, str]:
    """Label of a scenario → what it changes in words: „Spenden 0 Euro“."""
    return {
        s.label: ", ".join(f"{calculation.entry(name).label} {calculation.display(f'{s.name}.{name}')}" for name in s.values)
        for s in calculation.scenarios
    }


def series_parts(calculation: Calculation) -> list[tuple[str, list[int], list[tuple[str, list[str]]]]]:
    """Tables of the series with time going to the right: title, running numbers, and per series its label and values.

    More than MAX_COLUMNS numbers go into several tables, so that the book can print them.
    """
    parts = []
    for table in calculation.series_tables():
        numbers, columns = list(table.index.numbers), list(zip(*(cells for _, cells in table.rows)))
        for first in range(0, len(numbers), MAX_COLUMNS):
            part = slice(first, first + MAX_COLUMNS)
            rows = [(_with_unit(series), list(values[part])) for series, values in zip(table.series, columns)]
            title = table.index.label if len(numbers) <= MAX_COLUMNS else f"{table.index.label} {numbers[part][0]} bis {numbers[part][-1]}"
            parts.append((title, numbers[part], rows))
    return parts


def _with_unit(entry: Series | Assumption | Quantity) -> str:
    return f"{entry.label} ({entry.unit})" if entry.unit else entry.label


def courses(calculation: Calculation) -> list[Series]:
    """The series whose smallest or largest value the calculation asks for: their course is what matters."""
    asked = {name for quantity in calculation.quantities for name in COURSE.findall(quantity.formula)}
    return [series for series in calculation.series if series.name in asked and not series.words]


def course_chart(calculation: Calculation, series: Series) -> Statistic:
    """A series as data for the line chart, with its course in words."""
    values = [calculation.value(name) for name in series.elements]
    numbers = list(series.index.numbers)
    lowest = min(range(len(values)), key=lambda place: values[place])

    def text(place: int) -> str:
        return format_value(values[place], series.unit, series.places)

    description = (
        f"Am Anfang {text(0)}, am tiefsten in {series.index.label} {numbers[lowest]} mit {text(lowest)}, am Ende {text(len(values) - 1)}."
    )
    points = tuple(Value(str(number), value, "", "", series.places) for number, value in zip(numbers, values))
    unit = ", ".join(part for part in (series.unit, f"nach {series.index.label}") if part)
    return Statistic(f"{calculation.name}-{series.name}", series.label, "linie", unit, description, (ChartSeries(series.label, points),))


def tornado(calculation: Calculation, result: str) -> Tornado:
    """The assumptions that move `result` most, each taken alone to both ends of its span."""
    entry, planned = calculation.entry(result), calculation.value(result)
    swings = sensitivity(calculation, result)[:BARS]
    ends = [end for swing in swings for end in (swing.at_low, swing.at_high)] + [planned]
    least, most = min(ends), max(ends)

    def x(value: Decimal) -> float:
        return NUMBERS + float((value - least) / ((most - least) or 1)) * (WIDTH - 2 * NUMBERS)

    bars = []
    for row, swing in enumerate(swings):
        low, high = sorted((swing.at_low, swing.at_high))
        assumption = swing.assumption
        bars.append(SwingBar(
            swing, assumption.label, span(assumption.low, assumption.high, assumption.unit),
            _own(assumption.low, assumption.unit), _own(assumption.high, assumption.unit),
            *(format_number(end, entry.places) for end in (swing.at_low, swing.at_high)),
            row * ROW, x(low), max(1.0, x(high) - x(low)), format_number(low, entry.places), format_number(high, entry.places),
        ))
    strongest = bars[0].label if bars else ""
    description = (
        f"Jede Annahme geht einzeln an das untere und das obere Ende ihrer Spanne, alle anderen bleiben stehen. "
        f"Am stärksten wirkt: {strongest}. Der senkrechte Strich ist der Plan mit {calculation.display(result)}."
    )
    return Tornado(entry.label, entry.unit, calculation.display(result), description, tuple(bars), x(planned), len(bars) * ROW + 6)


def _own(value: Decimal | None, unit: str) -> str:
    return "" if value is None else format_value(value, unit, places_of(value))


def page_model(calculation: Calculation, handbook: Handbook) -> str:
    """The model for the calculator as JSON that may stand in a <script>: what computes and is shown, nothing else."""
    model = portable(calculation, handbook)
    shown = {series.name for series in courses(calculation)}
    lean = {
        "name": model["name"],
        "annahmen": model["annahmen"],
        "groessen": [_lean(quantity) for quantity in model["groessen"]],
        "reihen": [_without(series, "formel", "in_worten") | ({"kurve": True} if series["name"] in shown else {}) for series in model["reihen"]],
        "szenarien": [_without(scenario, "ergebnisse") for scenario in model["szenarien"]],
        "ergebnisse": model["ergebnisse"],
    }
    for assumption in lean["annahmen"]:
        assumption["herkunft"] = {key: assumption["herkunft"][key] for key in ("art", "text")}
    text = json.dumps(lean, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _lean(quantity: dict[str, object]) -> dict[str, object]:
    """An element of a series needs only its tree; the rest says the series."""
    if "reihe" in quantity:
        return {key: quantity[key] for key in ("name", "baum", "reihe", "nummer")}
    return _without(quantity, "formel", "in_worten")


def _without(entry: dict[str, object], *keys: str) -> dict[str, object]:
    return {key: value for key, value in entry.items() if key not in keys}
