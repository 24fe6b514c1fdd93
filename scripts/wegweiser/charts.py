"""The geometry of a chart; overrides/bausteine/diagramm.html draws it as SVG.

No chart library fits: the same picture has to follow the reader's light or dark theme
(CSS colours), stay text in the book and carry its table; libraries fix colours and fonts.
Lengths are in the units of the SVG's viewBox, which is WIDTH wide.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from .statistics import Statistic, Value
from .text import format_number

WIDTH = 640
LABELS = 190  # left column of a bar chart
ROW = 30
YEAR_ROOM = 44
PLOT_TOP, PLOT_HEIGHT, PLOT_LEFT = 24, 220, 64


@dataclass(frozen=True)
class Bar:
    label: str
    text: str
    y: int
    length: float
    series: int


@dataclass(frozen=True)
class BarChart:
    bars: tuple[Bar, ...]
    height: int


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Line:
    name: str
    points: tuple[Point, ...]
    series: int

    @property
    def path(self) -> str:
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


@dataclass(frozen=True)
class LineChart:
    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...]  # y and its number
    years: tuple[tuple[float, str], ...]  # x and its year
    height: int


def value_text(value: Value) -> str:
    return format_number(value.number, value.places)


def bar_chart(statistic: Statistic) -> BarChart:
    """One bar per value, the series below each other under every label."""
    room = WIDTH - LABELS - 70  # the number stands behind the bar
    most = max((value.number for series in statistic.series for value in series.values), default=Decimal(1)) or Decimal(1)
    bars, y = [], 8
    for label in statistic.labels:
        for number, series in enumerate(statistic.series):
            for value in (value for value in series.values if value.label == label):
                name = label if len(statistic.series) == 1 else f"{label}, {series.name}"
                bars.append(Bar(name, value_text(value), y, float(max(value.number, Decimal(0)) / most) * room, number + 1))
                y += ROW
    return BarChart(tuple(bars), y + 4)


def line_chart(statistic: Statistic) -> LineChart:
    """Lines over years; the axis starts at zero unless that would flatten all differences."""
    numbers = [value.number for series in statistic.series for value in series.values]
    years = sorted(int(year) for year in statistic.labels)
    low, high, step = nice_range(min(numbers), max(numbers))
    first, span = years[0], max(1, years[-1] - years[0])

    def x(year: int) -> float:
        return PLOT_LEFT + (year - first) / span * (WIDTH - PLOT_LEFT - 44)

    def y(number: Decimal) -> float:
        return PLOT_TOP + PLOT_HEIGHT * (1 - float((number - low) / (high - low)))

    lines = tuple(
        Line(series.name, tuple(Point(x(int(v.label)), y(v.number), value_text(v)) for v in series.values), number + 1)
        for number, series in enumerate(statistic.series)
    )
    ticks = tuple((y(low + step * i), format_number(low + step * i, max(0, -int(step.normalize().as_tuple().exponent))))
                  for i in range(int((high - low) / step) + 1))
    return LineChart(lines, ticks, readable_years(years, x), PLOT_TOP + PLOT_HEIGHT + 36)


def readable_years(years: list[int], x: Callable[[int], float]) -> tuple[tuple[float, str], ...]:
    """The years below the axis, without those that would run into the one before."""
    shown: list[tuple[float, str]] = []
    for year in years:
        if not shown or x(year) - shown[-1][0] >= YEAR_ROOM:
            shown.append((x(year), str(year)))
    return tuple(shown)


def nice_range(least: Decimal, most: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Lower end, upper end and step of an axis with round numbers.

    >>> nice_range(Decimal(9300), Decimal(9700))
    (Decimal('9300'), Decimal('9700'), Decimal('100'))
    """
    if least > 0 and (most - least) > most / 3:
        least = Decimal(0)
    span = (most - least) or abs(most) or Decimal(1)
    magnitude = Decimal(10) ** (span.adjusted() - (1 if span < Decimal(2) * Decimal(10) ** span.adjusted() else 0))
    step = next(magnitude * factor for factor in (1, 2, 5, 10, 20) if span / (magnitude * factor) <= 5)
    low = (least / step).to_integral_value("ROUND_FLOOR") * step
    high = (most / step).to_integral_value("ROUND_CEILING") * step
    return _plain(low), _plain(high if high > low else low + step), _plain(step)


def _plain(number: Decimal) -> Decimal:
    """Without exponent: 1E+2 → 100."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
