"""How hard each page is to read, as numbers: a report for editors, never an error.

Formulas count letters and syllables; they know nothing of what a sentence says. They show which page to look at first.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from .chapter import Chapter
from .checks.language import FOREIGN_PAGES, LONGEST
from .handbook import Handbook
from .prose import sentences

WORD = re.compile(r"[^\W\d_]+(?:[*-][^\W\d_]+)*")  # „Bürger*innen“ and „Café-Betrieb“ are one word each
VOWELS = re.compile(r"[aeiouyäöüéè]+", re.IGNORECASE)
LONG_WORD = 6  # letters; longer words count as long in both formulas
SENTENCE_SIGNS = (".", "!", "?", "…")


class Reading(NamedTuple):
    """What one page asks of its readers. Shares are percentages."""

    path: str
    words: int
    words_per_sentence: float
    long_sentences: float
    lix: float
    school_year: float


def measure(path: str, texts: Iterable[str]) -> Reading | None:
    """The numbers of a page from its sentences; None if there is none.

    LIX: words per sentence + percentage of words of more than six letters (Björnsson, Läsbarhet, Stockholm 1968);
    about 40 is usual for factual books, above 60 is hard.
    School year: first Wiener Sachtextformel (Bamberger/Vanecek, Lesen – Verstehen – Lernen – Schreiben, Wien 1984), made
    for the years 4 to 15. Syllables are counted as groups of vowels, which takes „Situation“ for one too few: near
    enough to compare pages, and no reason for a further package.
    """
    found = [words for text in texts if (words := WORD.findall(text))]
    every = [word for words in found for word in words]
    if not every:
        return None
    length = len(every) / len(found)
    long_words = _share(len(word) > LONG_WORD for word in every)
    three, one = _share(syllables(word) >= 3 for word in every), _share(syllables(word) == 1 for word in every)
    year = 0.1935 * three + 0.1672 * length + 0.1297 * long_words - 0.0327 * one - 0.875
    return Reading(path, len(every), length, _share(len(words) > LONGEST for words in found), length + long_words, year)


def syllables(word: str) -> int:
    """The number of groups of vowels, at least one.

    >>> [syllables(word) for word in ("Haus", "Quartier", "Bürger*innen")]
    [1, 2, 4]
    """
    return max(1, len(VOWELS.findall(word)))


def report(handbook: Handbook, only: Sequence[str] = ()) -> list[str]:
    """A table as text, the hardest page first, below it the median of all pages."""
    chapters = [chapter for chapter in handbook.chapters.values() if chapter.path not in FOREIGN_PAGES and (not only or chapter.source in only)]
    readings = [reading for chapter in chapters if (reading := measure(chapter.path, _sentences(chapter)))]
    readings.sort(key=lambda reading: -reading.school_year)
    head = f"{'Seite':<48}{'Wörter':>8}{'W/Satz':>8}{f'>{LONGEST} W.':>8}{'LIX':>6}{'Schulstufe':>12}"
    rows = [_row(*reading) for reading in readings]
    if len(readings) > 1:
        rows += ["", _row("Mitte (Median)", *(median(column) for column in list(zip(*readings))[1:]))]
    return [head, *rows, "", "LIX nach Björnsson, Schulstufe nach der ersten Wiener Sachtextformel. Zahlen für die Redaktion, kein Urteil."]


def _row(path: str, words: float, length: float, long_sentences: float, lix: float, year: float) -> str:
    return f"{path:<48}{words:>8.0f}{length:>8.1f}{long_sentences:>6.1f} %{lix:>6.0f}{year:>12.1f}".replace(".", ",").replace(",md", ".md")


def _sentences(chapter: Chapter) -> list[str]:
    """Whole sentences of text and lists; what ends without a sign is a label."""
    lines = [line for line in chapter.prose if line.kind in ("text", "liste")]
    return [sentence for line in lines for sentence in sentences(line) if sentence.rstrip("“\" )").endswith(SENTENCE_SIGNS)]


def _share(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return 100 * sum(counted) / len(counted)
