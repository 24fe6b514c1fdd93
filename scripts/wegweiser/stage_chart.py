"""The line from unrentierlich to rentierlich as a picture: one row per instrument, one field per stage.

Drawn by overrides/bausteine/rentierlichkeitslinie.html in the units of a viewBox that is
charts.WIDTH wide; the table below the picture says the same.
"""
from __future__ import annotations

from dataclasses import dataclass

from .catalogue import by_stage
from .charts import WIDTH
from .handbook import Handbook

LABELS, HEAD, ROW = 268, 30, 21
COLUMN = (WIDTH - LABELS) / 3


@dataclass(frozen=True)
class Field:
    """One instrument at one stage."""

    x: float
    width: float
    stage: int  # 1 to 3


@dataclass(frozen=True)
class Line:
    title: str
    y: int
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class StageChart:
    heads: tuple[tuple[float, str], ...]  # middle of a column and the name of its stage
    lines: tuple[Line, ...]
    left: int  # where the fields begin and the titles end
    height: int


def stage_chart(handbook: Handbook) -> StageChart:
    """The financing instruments from those for the first stage only to those for the last only."""
    stages = by_stage(handbook)
    places = {chapter.path: [n for n, (_, fitting) in enumerate(stages) if chapter in fitting]
              for _, chapters in stages for chapter in chapters}
    order = sorted(places, key=lambda path: (places[path][0] + places[path][-1], places[path], handbook.chapters[path].title))
    lines = tuple(
        Line(handbook.chapters[path].title, HEAD + number * ROW, tuple(_field(stage) for stage in places[path]))
        for number, path in enumerate(order)
    )
    heads = tuple((LABELS + (number + 0.5) * COLUMN, name) for number, (name, _) in enumerate(stages))
    return StageChart(heads, lines, LABELS, HEAD + len(lines) * ROW + 6)


def _field(stage: int) -> Field:
    return Field(LABELS + stage * COLUMN + 4, COLUMN - 8, stage + 1)
