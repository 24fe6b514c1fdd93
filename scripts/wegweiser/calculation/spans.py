"""Check that a span is one, and that the value it belongs to lies inside."""

from __future__ import annotations

from decimal import Decimal

from ..findings import quoted
from .fields import Fields


def check_span(
    fields: Fields, value: Decimal | None, low: Decimal | None, high: Decimal | None, key: str = "wert"
) -> None:
    """Note a span the wrong way round, or a value (that of `key`) outside of it."""
    if low is not None and high is not None and low > high:
        message = f"{fields.owner}: von ({low}) ist größer als bis ({high})."
        fields.problem("von", message, "Vertauschen Sie die beiden Zahlen.")
        return
    if value is None:
        return
    if (low is not None and value < low) or (high is not None and value > high):
        edges = f"{'' if low is None else f'von {low} '}{'' if high is None else f'bis {high}'}".strip()
        what = "Der Wert" if key == "wert" else f"Bei {quoted(key)} liegt der Wert"
        message = f"{fields.owner}: {what} {value}{' liegt' if key == 'wert' else ''} außerhalb seiner Spanne ({edges})."
        fields.problem(key, message, "Ändern Sie den Wert oder die Spanne.")
