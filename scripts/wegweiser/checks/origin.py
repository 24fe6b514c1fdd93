"""Amounts and percentages that say neither where they come from nor that they are an estimate. Advice only.

A paragraph is fine if it cites a source, draws a computed value, speaks of an estimate or an
example, or if the section says so for all of it; a figure also if it has its origin elsewhere on
the page.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from ..chapter import Chapter
from ..findings import Finding, quoted
from ..handbook import Handbook
from ..prose import paragraphs, plain

FIGURE = re.compile(
    r"\b\d[\d.,]*(?:\s*(?:bis|–|-)\s*\d[\d.,]*)?\s*(?:(?:Mio\.|Mrd\.|Millionen|Milliarden|Tsd\.)\s*)?(?:Euro\b|€|%|Prozent\b)"
)
KNOWN = re.compile(
    r"\[@|\[=|[Ss]chätz|[Rr]echenbeispiel|[Rr]echnung|[Aa]nnahme|[Aa]ngenommen|erfunden|[Bb]eispiel|[Mm]uster|Vorschlag|Faustregel"
    r"|Erfahrung|§|Art\.\s*\d|[Nn]ehmen wir|[Aa]ngesetzt|[Uu]nterstellt|[Ff]iktiv|z\. ?B\.|etwa so|[Oo]bergrenze setz|denkbar"
)
QUOTED = re.compile(r"„[^“]*“|^\[ \].*")  # somebody's words, entries of a list to tick off
SECTION = re.compile(r"Rechenbeispiel|Schätzung|erfunden|Annahme|Muster|Redaktion|Rechnung")
KINDS = ("analyse", "koproduktion", "finanzierung", "beispiel")
MOST_PER_PAGE = 3


def check(handbook: Handbook) -> Iterator[Finding]:
    for chapter in handbook.asked_pages:
        if chapter.kind in KINDS and chapter not in handbook.hidden:
            for number, figure in list(figures(chapter))[:MOST_PER_PAGE]:
                yield Finding(
                    chapter.source, number, "herkunft", f"Woher stammt {quoted(figure)}?",
                    "Belegen Sie die Zahl mit [@SCHLÜSSEL], ziehen Sie sie aus einer Rechnung oder nennen Sie sie Schätzung.", "Hinweis",
                )


def figures(chapter: Chapter) -> Iterator[tuple[int, str]]:
    """Line and figure of every paragraph that names one without its origin."""
    blocks = list(paragraphs(chapter.prose))
    settled = {_bare(m[0]) for block in blocks if KNOWN.search(block.raw) for m in FIGURE.finditer(plain(block.raw))}
    explained = False  # the section has said where its numbers come from
    drawn = {block.line for block in chapter.blocks}
    before = ""
    last = 0
    for paragraph in blocks:
        if any(last < line < paragraph.number for line in drawn):
            explained = True  # prose that speaks about the table drawn above it
        if paragraph.kind == "titel":
            explained = bool(SECTION.search(paragraph.raw))
        elif SECTION.search(paragraph.raw):
            explained = True
        if paragraph.kind in ("text", "liste") and not explained:
            match = FIGURE.search(QUOTED.sub("", plain(paragraph.raw)))
            follows = paragraph.kind == "text" and "[@" in before
            if match and not KNOWN.search(paragraph.raw) and not follows and _bare(match[0]) not in settled:
                yield paragraph.number, match[0]
        before, last = paragraph.raw, paragraph.number


def _bare(figure: str) -> str:
    return re.sub(r"\s|Prozent", lambda match: "%" if match[0] == "Prozent" else "", figure)
