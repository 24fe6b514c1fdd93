"""Nothing is left that only holds a place: notes to oneself, filler text, sentences of the template."""
from __future__ import annotations

import re
from collections.abc import Iterator

from ..chapter import Chapter
from ..findings import Finding, quoted
from ..handbook import Handbook
from .repetition import sentences

MARKS = re.compile(r"\b(?:TODO|FIXME|XXX+|TBD)\b|\bLorem ipsum\b|\?{3,}|\{\{.*?\}\}|\{%.*?%\}")
STUB = "Diese Seite entsteht."
MOST_FROM_TEMPLATE = 3  # a new chapter consists of them; three say it


def check(handbook: Handbook) -> Iterator[Finding]:
    template = {sentence for chapter in handbook.hidden for _, sentence in sentences(chapter)}
    for chapter in handbook.asked_pages:
        for line in chapter.prose:
            if match := MARKS.search(line.raw):
                yield Finding(
                    chapter.source, line.number, "platzhalter", f"{quoted(match[0])} ist ein Platzhalter.",
                    "Schreiben Sie, was hier stehen soll, oder streichen Sie die Stelle.",
                )
            if STUB in line.raw:
                yield Finding(
                    chapter.source, line.number, "platzhalter", f"{quoted(STUB)} steht noch auf der Seite.",
                    "Ersetzen Sie den Satz durch den Inhalt oder nehmen Sie die Seite aus der Navigation.", "Hinweis",
                )
        if chapter not in handbook.hidden:
            yield from _from_template(chapter, template)


def _from_template(chapter: Chapter, template: set[str]) -> Iterator[Finding]:
    found = [(line, sentence) for line, sentence in sentences(chapter) if sentence in template]
    for line, sentence in found[:MOST_FROM_TEMPLATE]:
        yield Finding(
            chapter.source, line, "platzhalter", f"Dieser Satz steht so in der Vorlage: {quoted(sentence)}",
            "Ersetzen Sie ihn durch den Inhalt Ihres Kapitels.", "Hinweis",
        )
