"""Mein Wegweiser: which chapters can be marked, and what the list says about them."""
from __future__ import annotations

from collections.abc import Iterator

from .chapter import Chapter
from .handbook import Handbook
from .reading_time import minutes_for, word_count

FOLDERS = ("einstieg", "analyse", "koproduktion", "finanzierung", "marten")


def parts(handbook: Handbook) -> Iterator[tuple[str, list[tuple[Chapter, int]]]]:
    """Title of the part → its chapters with the minutes they take to read, in the order of the nav."""
    for part in handbook.parts:
        chapters = [(chapter, minutes_for(word_count(chapter))) for chapter in part.chapters if chapter.folder in FOLDERS]
        if chapters:
            yield part.title, chapters
