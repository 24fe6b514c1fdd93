"""Check that a span is one, and that the value it belongs to lies inside."""

from __future__ import annotations

from decimal import Decimal

from .fields import Fields


def check_span(fields: Fields, value: Decimal | None, low: Decimal | None, high: Decimal | None) -> None:
    """Note a span the wrong way round, or a value outside of it."""
    if low is not None and high is not None and low > high:
        message = f"{fields.owner}: von ({low}) ist größer als bis ({high})."
        fields.problem("von", message, "Vertauschen Sie die beiden Zahlen.")
        return
    if value is None:
        return
    if (low is not None and value < low) or (high is not None and value > high):
        edges = f"{'' if low is None else f'von {low} '}{'' if high is None else f'bis {high}'}".strip()
        message = f"{fields.owner}: Der Wert {value} liegt außerhalb seiner Spanne ({edges})."
        fields.problem("wert", message, "Ändern Sie den Wert oder die Spanne.")
