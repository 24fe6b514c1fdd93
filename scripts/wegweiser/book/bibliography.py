"""The book has one bibliography where each chapter PDF has a list of its own sources.

A chapter PDF is read alone and ends with its sources. In the book they would be printed twice,
on a hundred pages more. So the lists are left out there, and every citation leads to the entry of
the bibliography, which names all chapters that cite it, with their pages.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from .collection import BookPage
from .tree import has_ancestor, remove


def with_one_bibliography(pages: Sequence[BookPage], trees: list[etree._Element]) -> None:
    """Change the trees of all pages of the book. Without a bibliography they stay as they are.

    <p><a to="a/x#quelle-k4">Dortmund 2020</a></p><sources><li><anchor id="a/x#quelle-k4"/>…</li></sources>
    →  <p><a to="anhang/quellen#quelle-k4">Dortmund 2020</a></p>
    """
    entries = bibliography(trees)
    moved: dict[str, str] = {}
    for sources in [s for tree in trees for s in tree.iter("sources") if entries and not s.get("all")]:
        moved |= leave_out(sources, entries)
    cited: dict[tuple[str, str], str] = {}
    for page, tree in zip(pages, trees):
        for link in [a for a in tree.iter("a") if a.get("to") in moved]:
            link.set("to", moved[link.get("to")])
            note_citation(link, page.label, cited)
    for tree in trees:
        lead_back(tree, cited)


def note_citation(link: etree._Element, page: str, cited: dict[tuple[str, str], str]) -> None:
    """Name the place where a page first cites a source, so that the bibliography can lead there."""
    key = (link.get("to"), page)
    if key not in cited and not has_ancestor(link, "thead"):  # which is printed again on the next page
        cited[key] = f"{page}#zitat-{link.get('to').split('#')[-1]}"
        link.addprevious(etree.Element("anchor", id=cited[key]))


def lead_back(tree: etree._Element, cited: dict[tuple[str, str], str]) -> None:
    """„Genannt in“ leads to the page of the citation, not only to the chapter."""
    for sources in [s for s in tree.iter("sources") if s.get("all")]:
        for entry in sources.iter("li"):
            place = next((a.get("id") for a in entry.iter("anchor")), "")
            for link in entry.iter("a"):
                if (place, link.get("to")) in cited:
                    link.set("to", cited[place, link.get("to")])


def bibliography(trees: Iterable[etree._Element]) -> dict[str, str]:
    """Anchor of a source → its place in the bibliography: "quelle-k4" → "anhang/quellen#quelle-k4"."""
    return {
        label.split("#")[-1]: label
        for tree in trees for sources in tree.iter("sources") if sources.get("all") for label in labels(sources)
    }


def labels(element: etree._Element) -> list[str]:
    return [inner.get("id") for inner in element.iter() if inner.get("id")]


def leave_out(sources: etree._Element, entries: dict[str, str]) -> dict[str, str]:
    """Take away the list of one chapter if the bibliography has all that it holds.

    Returns old place → new place; the heading above the list becomes the whole bibliography.
    """
    whole = next(iter(entries.values())).split("#")[0]
    headings = set(labels(sources)) & {h.get("id") for h in sources.iter("h2")}
    moved = {label: whole if label in headings else entries.get(label.split("#")[-1], "") for label in labels(sources)}
    if not all(moved.values()):
        return {}
    remove(sources)
    return moved
