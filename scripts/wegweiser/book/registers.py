"""What stands at the end of the book: lists of charts, tables and examples, abbreviations, index of terms.

Here it is only decided what is listed and which places belong to it. The pages are known to the
typesetter alone, which therefore prints them itself.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ..text import sort_key
from . import marks
from .collection import Collection
from .report import plain_text

Tree = etree._Element
OTHER = "0–9"


def registers(collection: Collection, trees: list[Tree]) -> dict[str, Any]:
    """Everything the templates need, as JSON."""
    return {
        "charts": exhibits(trees, marks.CHART),
        "examples": exhibits(trees, marks.EXAMPLE),
        "tables": tables(collection, trees),
        "abbreviations": abbreviations(collection.abbreviations, trees),
        "index": index(collection, trees),
    }


def anchors(tree: Tree, register: str) -> list[Tree]:
    return [anchor for anchor in tree.iter("anchor") if anchor.get("register") == register]


def exhibits(trees: Iterable[Tree], register: str) -> list[dict[str, str]]:
    """In the order of the book: [{"title": "Bevölkerung von Marten", "label": "marten/profil#verzeichnis-bild-1"}]"""
    return [{"title": a.get("title"), "label": a.get("id")} for tree in trees for a in anchors(tree, register)]


def tables(collection: Collection, trees: list[Tree]) -> list[dict[str, Any]]:
    """The tables of each chapter under its title."""
    found = [(page.title, exhibits([tree], marks.TABLE)) for page, tree in zip(collection.pages, trees)]
    return [{"chapter": title, "entries": entries} for title, entries in found if entries]


def abbreviations(known: dict[str, str], trees: list[Tree]) -> list[list[str]]:
    """Those that occur in the book, in alphabetical order: [["BGB", "Bürgerliches Gesetzbuch"]]"""
    text = " ".join(" ".join(part for tree in trees for part in tree.itertext()).split())
    words = set(re.findall(r"\w+(?:-\w+)*", text))

    def occurs(short: str) -> bool:
        return short in words or not short.isalpha() and bool(re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text))

    return [[short, known[short]] for short in sorted(known, key=sort_key) if occurs(short)]


@dataclass
class Entry:
    """A term of the index. `main` are the places where it is explained, printed in bold."""

    term: str
    main: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


def index(collection: Collection, trees: list[Tree]) -> list[dict[str, Any]]:
    """The index of terms: glossary, titles of chapters and their search words, letter by letter.

    [{"letter": "A", "entries": [{"term": "Ankernutzung", "main": ["anhang/glossar#anker"], "places": […]}]}]
    """
    entries: dict[str, Entry] = {}

    def entry(term: str) -> Entry:
        return entries.setdefault(sort_key(term)[0], Entry(term))

    explained = glossary_terms(trees)
    for label, term in explained.items():
        entry(term).main.append(label)
    for page, tree in zip(collection.pages, trees):
        if page.keywords:
            entry(re.split(r": | – ", page.title)[0]).main.append(page.label)
        for mention in anchors(tree, marks.TERM):
            if mention.get("title") in explained:
                entry(explained[mention.get("title")]).places.append(mention.get("id"))
        passages = {anchor.get("title"): anchor.get("id") for anchor in anchors(tree, marks.WORD)}
        for word in filter(marks.is_index_word, page.keywords):
            entry(word).places.append(passages.get(word, page.label))
    return by_letter(entries.values())


def glossary_terms(trees: Iterable[Tree]) -> dict[str, str]:
    """Place of a term in the glossary → the term."""
    result = {}
    for tree in trees:
        for term in tree.iter("dt"):
            anchor = next((a for a in [*term.iter("anchor")] if a.get("id") and not a.get("register")), None)
            if anchor is not None:
                result[anchor.get("id")] = plain_text(term)
    return result


def by_letter(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Sorted as in a German dictionary (DIN 5007-1): Ä with A, digits before letters."""
    letters: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: sort_key(entry.term)):
        first = sort_key(entry.term)[0][:1].upper()
        letter = first if first.isalpha() else OTHER
        letters[letter].append({"term": entry.term, "main": entry.main, "places": entry.places})
    return [{"letter": letter, "entries": listed} for letter, listed in letters.items()]
