"""Which assumption moves a result most: each one at the ends of its span, all others as they are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .model import Assumption, Calculation
from .tree import FormulaError


@dataclass(frozen=True)
class Swing:
    """What a result comes to with one assumption at the lower and the upper end of its span."""

    assumption: Assumption
    at_low: Decimal
    at_high: Decimal

    @property
    def size(self) -> Decimal:
        return abs(self.at_high - self.at_low)


def sensitivity(calculation: Calculation, result: str) -> tuple[Swing, ...]:
    """Return one swing per assumption that has a span and moves `result`, the largest first.

    One at a time: what two assumptions do together is not in it. Assumptions at whose ends
    the calculation has no value are left out. Raises KeyError for an unknown result.
    """
    calculation.entry(result)
    swings = [swing for assumption in calculation.assumptions if (swing := _swing(calculation, result, assumption))]
    return tuple(sorted(swings, key=lambda swing: -swing.size))


def _swing(calculation: Calculation, result: str, assumption: Assumption) -> Swing | None:
    if assumption.low is None or assumption.high is None:
        return None
    try:
        at_low, at_high = (
            calculation.compute({assumption.name: value})[result] for value in (assumption.low, assumption.high)
        )
    except FormulaError:
        return None
    return Swing(assumption, at_low, at_high) if at_low != at_high else None
