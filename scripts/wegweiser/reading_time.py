"""How long a chapter or one of its sections takes to read, counted from its real words."""
from __future__ import annotations

from .chapter import Chapter, Heading

WORDS_PER_MINUTE = 180  # an estimate of the editors for technical German, slower than a novel
SUMMARIES = ("auf-einen-blick", "ueberblick")  # the sections in which a chapter says the gist


def minutes_for(words: int) -> int:
    """Whole minutes, rounded up, at least one."""
    return max(1, -(-words // WORDS_PER_MINUTE))


def word_count(chapter: Chapter, section: str = "") -> int:
    """Words of the chapter or of the section with this id (with what is below it).

    Running text and tables, without code, citations and what is drawn from data.
    Raises KeyError for a section the chapter does not have.
    """
    first, last = _lines(chapter, section) if section else (0, None)
    return sum(words.count for words in chapter.words if words.line >= first and (last is None or words.line < last))


def summary_of(chapter: Chapter) -> str:
    """The id of the section that says the gist; "" if the chapter has none."""
    return next((heading.id for heading in chapter.headings if heading.id in SUMMARIES), "")


def _lines(chapter: Chapter, section: str) -> tuple[int, int | None]:
    headings: dict[str, Heading] = {heading.id: heading for heading in chapter.headings}
    start = headings[section]
    after = (h.line for h in chapter.headings if h.line > start.line and h.level <= start.level)
    return start.line, next(after, None)
