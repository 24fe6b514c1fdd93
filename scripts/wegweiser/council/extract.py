"""Sections of a chapter → the tree of its Ratsmappe, in the print vocabulary of the book."""
from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from ..book.clean import Cleaned
from ..book.report import plain_text
from ..book.tree import remove, unwrap
from ..findings import ContentError, Finding
from .plan import CHECK, PATH, Plan
from .sections import Section, sections

FACT = re.compile(r"\{zeile ([^{}]+)\}")
BLANK = re.compile(r"(\[[^\[\]]+\])")
MORE = "Weiter im Kapitel: "


@dataclass(frozen=True)
class Measure:
    """How much of a section is shown: units (see sections.py), and entries of a list or rows of a table."""

    units: int
    entries: int


# From generous to tight; make.py takes the first one that fits.
MEASURES = tuple(Measure(*pair) for pair in ((9, 99), (6, 8), (4, 6), (3, 5), (2, 5), (2, 4), (2, 3), (1, 3)))


def extract(page: Cleaned, plan: Plan, measure: Measure, site_url: str) -> etree._Element:
    """The Ratsmappe of one chapter: head, resolution, then key word by key word.

    Raises ContentError if the chapter lacks a section the plan names.
    """
    found = sections(page.tree)
    root = etree.Element("root")
    for part in [page.tree.find("h1"), page.tree.find("head")]:
        root.append(deepcopy(part))
    for keyword, title in plan.abschnitte.items():
        if title not in found:
            raise ContentError([missing(page, title)])
        show(root, keyword, found[title], measure, site_url)
    resolution(root, page, plan)
    for_paper(root)
    return root


def missing(page: Cleaned, title: str) -> Finding:
    return Finding(
        f"docs/{page.page.src}", 1, CHECK, f"Für die Ratsmappe fehlt der Abschnitt „{title}“.",
        f"Den Abschnitt ergänzen oder in {PATH} einen anderen nennen.",
    )


def show(root: etree._Element, keyword: str, section: Section, measure: Measure, site_url: str) -> None:
    """<section keyword="Risiken" title="Stolpersteine">…</section>"""
    # What the chapter is about is always told in full: it is three sentences.
    first = len(root.findall("section")) == 0
    shown = section.units if first else section.units[:measure.units]
    short = section.more or len(shown) < len(section.units)
    target = etree.SubElement(root, "section", keyword=keyword, title=section.title)
    for node in (node for unit in shown for node in unit):
        short |= shorten(node, measure.entries)
        target.append(node)
    if short:
        more = etree.SubElement(target, "more")
        more.text = MORE
        path, _, anchor = section.label.partition("#")
        etree.SubElement(more, "a", href=f"{site_url}{path}/#{anchor}").text = f"„{section.title}“"


def shorten(node: etree._Element, entries: int) -> bool:
    """Leave out whole entries from the end of a list or table; returns whether any was left out."""
    if node.tag == "box":
        return any([shorten(child, entries) for child in node])
    if is_one_sentence(node):
        return False
    rows = node.findall("tbody/tr") if node.tag == "table" else node.findall("li") + node.findall("item")
    if any(cell.get("rowspan") for row in rows for cell in row) or len(rows) <= entries:
        return False
    results = [row for row in rows if row.get("result")]  # the sum stays
    for row in rows[entries:]:
        if row not in results:
            remove(row)
    return True


def is_one_sentence(node: etree._Element) -> bool:
    """A list whose entries end in commas is one sentence, and a sentence is not cut."""
    items = [plain_text(item) for item in node.findall("li")]
    return any(item.endswith((",", ";")) or item.endswith((" und", " oder")) for item in items)


def resolution(root: etree._Element, page: Cleaned, plan: Plan) -> None:
    """The draft resolution, with the facts of the Steckbrief filled in and blanks marked."""
    facts = {
        plain_text(entry.find("dt")): "; ".join(plain_text(value) for value in entry.findall("dd"))
        for entry in page.tree.iter("entry")
    }
    target = etree.SubElement(root, "resolution")
    items = etree.SubElement(target, "ol")
    for sentence in plan.beschluss:
        text = sentence.replace("{titel}", page.page.title)
        text = FACT.sub(lambda match: facts.get(match[1], "keine Angabe"), text)
        fill(etree.SubElement(items, "li"), text)


def fill(item: etree._Element, text: str) -> None:
    """„bis [Datum].“ → bis <placeholder>[Datum]</placeholder>."""
    for part in BLANK.split(text):
        if BLANK.fullmatch(part):
            etree.SubElement(item, "placeholder").text = part
        elif len(item):
            item[-1].tail = part
        else:
            item.text = part


def for_paper(root: etree._Element) -> None:
    """Links lead to the site, for the rest of the chapter is not here; notes and anchors stay in the chapter."""
    for element in list(root.iter("anchor", "note")):
        remove(element)
    for link in list(root.iter("a")):
        href = link.get("href")
        link.attrib.clear()
        if href:
            link.set("href", href)
        else:
            unwrap(link)
    for element in root.iter("h1", "table"):
        for name in ("id", "wide"):  # a table is never turned here
            element.attrib.pop(name, None)
