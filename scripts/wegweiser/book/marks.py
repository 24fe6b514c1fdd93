"""Marks what the registers of the book will list: charts, tables, examples, and the words of the index.

Each mark is an <anchor register="…" title="…"/> with a name of its own. A chapter PDF takes no
notice of them; registers.py gathers them for the book.

    <figure><img …/><figcaption>Bevölkerung</figcaption></figure>
→   <figure><img …/><figcaption><anchor id="marten/profil#verzeichnis-bild-1" register="bild"
    title="Bevölkerung"/>Bevölkerung</figcaption></figure>
"""
from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from .collection import BookPage
from .report import heading_before, plain_text
from .tree import has_ancestor
from .vocabulary import names

CHART, TABLE, EXAMPLE, WORD, TERM = "bild", "tabelle", "beispiel", "wort", "begriff"
EXAMPLE_WORD = re.compile(r"^(?:Rechenbeispiel|Berechnung aus belegten Zahlen):?\s*", re.IGNORECASE)
# Where a word of the index is looked for, and where an anchor may stand. Never in the head of a
# table, which is printed again on the next page: a place must exist once.
QUESTIONS = names("ab bis darf gibt ist kann kein keine muss was wann warum welche wer wie wo woher wofür")
LONGEST_TERM = 3  # words
PASSAGES = ("p", "li", "dd", "td", "h2", "h3", "h4", "item", "lead")


class Marker:
    """Places marks on one page and names them."""

    def __init__(self, page: BookPage) -> None:
        self.page = page
        self.counts: Counter[str] = Counter()

    def anchor(self, register: str, title: str) -> etree._Element:
        self.counts[register] += 1
        name = f"{self.page.label}#verzeichnis-{register}-{self.counts[register]}"
        return etree.Element("anchor", id=name, register=register, title=title)

    def inside(self, element: etree._Element, register: str, title: str) -> None:
        """Put a mark at the beginning of `element`."""
        anchor = self.anchor(register, title)
        anchor.tail, element.text = element.text, None
        element.insert(0, anchor)

    def before(self, element: etree._Element, register: str, title: str) -> None:
        """Put a mark into the text right before `element`."""
        element.addprevious(self.anchor(register, title))


def place_marks(root: etree._Element, page: BookPage) -> None:
    marker = Marker(page)
    mark_charts(root, marker)
    mark_examples(root, marker)
    mark_tables(root, marker)
    mark_terms(root, marker)
    mark_words(root, marker)


def mark_charts(root: etree._Element, marker: Marker) -> None:
    for figure in root.iter("figure"):
        image, caption = figure.find(".//img"), figure.find("figcaption")
        if image is not None and caption is not None:
            marker.inside(caption, CHART, image.attrib.pop("name", "") or plain_text(caption))


def mark_examples(root: etree._Element, marker: Marker) -> None:
    for element in root.iter("box", "calculation"):
        title = element.find("title") if element.tag == "box" else element.find("p")
        if title is not None and (element.tag == "calculation" or element.get("kind") == "rechenbeispiel"):
            name = EXAMPLE_WORD.sub("", plain_text(title))
            marker.inside(title, EXAMPLE, name[:1].upper() + name[1:])


def mark_tables(root: etree._Element, marker: Marker) -> None:
    """Tables are listed by their caption, else by the section they stand in; those of calculations with these."""
    listed: set[str] = set()
    for table in root.iter("table"):
        cell = table.find("tbody/tr/*")
        caption = table.find("caption")
        title = plain_text(caption) if caption is not None else heading_before(table)
        if cell is None or title in listed or has_ancestor(table, "calculation", "figure", "table"):
            continue
        listed.add(title)
        marker.inside(cell, TABLE, title)


def mark_terms(root: etree._Element, marker: Marker) -> None:
    """The first mention of a term of the glossary; its title is the place where it is explained."""
    seen: set[str] = set()
    for link in list(root.iter("a")):
        if link.attrib.pop("term", None) and link.get("to") not in seen and not has_ancestor(link, "thead"):
            seen.add(link.get("to"))
            marker.before(link, TERM, link.get("to"))


def mark_words(root: etree._Element, marker: Marker) -> None:
    """The passage in which a search word of the chapter first occurs; without one, the chapter will do."""
    passages = [(e, plain_text(e).casefold()) for e in root.iter(*PASSAGES) if not has_ancestor(e, "thead", "sources")]
    for word in filter(is_index_word, marker.page.keywords):
        found = next((e for e, text in passages if word.casefold() in text), None)
        if found is not None:
            marker.inside(innermost(found, word), WORD, word)


def is_index_word(word: str) -> bool:
    """True for what one would look up in a book; search words may also be questions.

    >>> [is_index_word(word) for word in ("leere Läden", "was blieb von KuDeQua", "immer dieselben")]
    [True, False, False]
    """
    words = word.split()
    return len(words) <= LONGEST_TERM and any(w[:1].isupper() for w in words) and words[0].casefold() not in QUESTIONS


def innermost(element: etree._Element, word: str) -> etree._Element:
    """An <li> may hold half a chapter: go down to the block that has the word."""
    for inner in element.iter(*PASSAGES):
        if inner is not element and word.casefold() in plain_text(inner).casefold():
            return innermost(inner, word)
    return element
