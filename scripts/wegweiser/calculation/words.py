"""Words for results: a quantity that comes to 1, 2 or 3 may say „rentierlich“ instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from ..findings import quoted
from .fields import Fields

MAX_WORDS = 12
MAX_LENGTH = 60
WHOLE = re.compile(r"0|-?[1-9][0-9]{0,5}")


def read_words(fields: Fields) -> Mapping[Decimal, str]:
    """Read `worte: {1: …, 2: …}` of a quantity; empty if it cannot be used (noted)."""
    data = fields.data["worte"]
    if not isinstance(data, dict) or not 0 < len(data) <= MAX_WORDS:
        message = f"{fields.owner}: Unter {quoted('worte')} stehen nicht 1 bis {MAX_WORDS} Worte."
        fields.problem("worte", message, "Schreiben Sie worte: {1: niedrig, 2: hoch}.")
        return {}
    inner = Fields(fields.report, (*fields.place, "worte"), data, fields.owner)
    words = {}
    for key in data:
        word = inner.text(key)
        if not WHOLE.fullmatch(key) or not 0 < len(word) <= MAX_LENGTH:
            message = f"{fields.owner}: Das Wort bei {quoted(key)} ist nicht erlaubt."
            hint = f"Vor dem Doppelpunkt steht eine ganze Zahl, dahinter ein Wort mit höchstens {MAX_LENGTH} Zeichen."
            inner.problem(key, message, hint)
            return {}
        words[Decimal(key)] = word
    return words
