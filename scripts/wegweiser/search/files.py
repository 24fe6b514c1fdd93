"""The files of the search on the site: worker, engine, index.

Our own worker in the theme's place: the theme sends it questions and draws its answers and does not
care how they come about. Its own one (lunr) finds no German compounds, forms or typos, loads with every page,
and needs three times as long to set up as reading the plain text of this index does.
"""
from __future__ import annotations

import json
from pathlib import Path

from ..chapter import Chapter
from ..handbook import TEMPLATES, Handbook
from .entries import Entry, entries_of

FOLDER = "assets/suche"
SOURCES = "overrides/suche"
APART = ("worker.js", "iframe-worker.js")  # the second only for pages opened from disk, see main.html
ENGINE = ("words.js", "vocabulary.js", "postings.js", "ranking.js", "results.js")  # in the order in which they need each other
DATA = "self.searchData = "


class SearchIndex:
    """Collects the pages while they are rendered; the same pages give the same bytes."""

    def __init__(self, handbook: Handbook) -> None:
        self.handbook = handbook
        self.parts = {chapter.path: part.title for part in handbook.parts for chapter in part.chapters}
        self.pages: dict[str, tuple[str, Chapter, list[Entry]]] = {}

    def add(self, chapter: Chapter, address: str, html: str) -> None:
        """Take in a page. Of a template for new chapters only its name: its headings are those of every chapter."""
        entries = [] if chapter.path.startswith(TEMPLATES) else entries_of(html)
        self.pages[chapter.path] = (address, chapter, entries)

    def content(self) -> str:
        """index.js: a script, because from the reader's own disk no browser lets a page read data."""
        pages, sections = [], []
        for chapter in self.handbook.pages:
            if chapter.path not in self.pages or chapter.meta is None:
                continue
            address, _, entries = self.pages[chapter.path]
            number = len(pages)
            meta = chapter.meta
            pages.append([address, meta.title, self.parts.get(chapter.path, ""), meta.description, list(meta.suchworte or ())])
            for entry in entries:
                text = entry.text.removeprefix(meta.description).strip()
                if entry.heading or text:
                    sections.append([number, entry.anchor, entry.heading, text, int(entry.is_term)])
        language = self.handbook.search_language
        data = {
            "pages": pages, "sections": sections, "synonyms": [group.phrases for group in language.synonyms],
            "fillers": language.fillers, "termQuestions": language.term_questions,
        }
        return DATA + json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def scripts(root: Path) -> dict[str, str]:
    """The scripts by path on the site; those of the engine as one."""
    read = {name: (root / SOURCES / name).read_text(encoding="utf-8") for name in (*ENGINE, *APART)}
    engine = "\n;".join(read[name] for name in ENGINE)  # shrinking takes away the line break that ends a statement
    return {f"{FOLDER}/engine.js": engine, **{f"{FOLDER}/{name}": read[name] for name in APART}}
