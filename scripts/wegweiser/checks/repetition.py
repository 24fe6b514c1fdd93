"""Whole sentences that stand in more than one chapter: one of them belongs elsewhere, linked."""
from __future__ import annotations

import re
from collections.abc import Iterator

from ..chapter import Chapter
from ..findings import Finding
from ..handbook import Handbook

SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
MARKUP = re.compile(r"[*_`>#|\[\]]")
SHORTEST = 8  # words; shorter sentences repeat by chance


def check(handbook: Handbook) -> Iterator[Finding]:
    first: dict[str, tuple[Chapter, int]] = {}
    for chapter in _worth_comparing(handbook):
        for line, sentence in sentences(chapter):
            place, where = first.setdefault(sentence, (chapter, line))
            if place is not chapter:
                yield Finding(
                    chapter.source, line, "wiederholung", f"Dieser Satz steht schon in {place.source}:{where}: „{sentence[:60]}…“",
                    "Formulieren Sie ihn für dieses Kapitel neu oder verlinken Sie das andere.", "Hinweis",
                )


def _worth_comparing(handbook: Handbook) -> list[Chapter]:
    """All chapters; if somebody asks for a few, only those that share a line with them (a sentence has its own)."""
    chapters = list(handbook.chapters.values())
    if not handbook.asked:
        return chapters
    lines = {line for page in handbook.asked_pages for line in page.text.split("\n")[page.body_offset:] if line.count(" ") >= SHORTEST - 1}
    return [page for page in chapters if page.source in handbook.asked or not lines.isdisjoint(page.text.split("\n"))]


def sentences(chapter: Chapter) -> Iterator[tuple[int, str]]:
    """Line and plain text of every longer sentence; tables, headings and boxes' titles are left out."""
    for line in chapter.prose:
        if line.kind in ("text", "liste"):
            for sentence in SENTENCE_END.split(MARKUP.sub("", line.text)):
                words = sentence.split()
                if len(words) >= SHORTEST:
                    yield line.number, " ".join(words)
