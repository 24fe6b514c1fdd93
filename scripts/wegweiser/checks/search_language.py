"""A group of synonyms leads somewhere: at least one of its words stands in the handbook."""
from __future__ import annotations

from collections.abc import Iterator

from ..findings import Finding
from ..handbook import Handbook
from ..search.language import CHECK, plain


def check(handbook: Handbook) -> Iterator[Finding]:
    if handbook.asked and handbook.search_language.path not in handbook.asked:
        return  # reads every page
    text = " ".join(plain((handbook.root / chapter.source).read_text(encoding="utf-8", errors="replace")) for chapter in handbook.pages)
    for group in handbook.search_language.synonyms:
        if not any(plain(phrase) in text for phrase in group.phrases):
            yield Finding(
                handbook.search_language.path, group.line, CHECK,
                f"Keines dieser Wörter steht im Handbuch: {', '.join(group.phrases)}.",
                "Ergänzen Sie das Wort, das die Kapitel benutzen, oder streichen Sie die Gruppe.",
            )
