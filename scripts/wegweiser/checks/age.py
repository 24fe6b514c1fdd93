"""Programmes that nobody has checked lately. Advice only: an old date must not block other work."""
from __future__ import annotations

from collections.abc import Iterator

from ..findings import Finding
from ..handbook import Handbook
from ..programmes import overdue


def check(handbook: Handbook) -> Iterator[Finding]:
    for chapter, _, state in overdue(handbook):
        yield Finding(
            chapter.source, chapter.line_with("geprueft_am"), "stand", f"Das Programm ist {state.text}.",
            "Sehen Sie beim Fördergeber nach und tragen Sie geprueft_am, gueltig_bis und status neu ein.", "Hinweis",
        )
