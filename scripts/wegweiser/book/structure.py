"""Headings, ids, grouping and nesting: what the typesetter needs in order, or would stop at."""
from __future__ import annotations

from lxml import etree

from .collection import BookPage
from .report import Report, plain_text
from .tree import is_blank, unwrap
from .vocabulary import BLOCKS, HEADINGS, MAXIMUM_DEPTH, names

# An anchor cannot stand inside of these; it goes before them.
NO_ANCHOR_INSIDE = names("table thead tbody ul ol dl checklist cards img hr br pre code kbd value checkbox")

INTRODUCED = names("ul ol table checklist cards pre calculation")
LONG_INTRODUCTION = 170


def unwrap_groups(root: etree._Element) -> None:
    """Take away grouping that says nothing in print.

    <div class="tabelle"><table/></div>  →  <table/>
    <li><p>Punkt</p></li>                →  <li>Punkt</li>
    """
    for element in list(root.iter("div", "span")):
        element.attrib.pop("class", None)
        if element.get("lang") is None and element.get("id") is None:
            unwrap_or_paragraph(element)
    for item in list(root.iter("li", "item", "dd", "td", "th", "card")):
        only = item[0] if len(item) == 1 else None
        if only is not None and only.tag == "p" and is_blank(item.text) and is_blank(only.tail):
            move_id(only, item)
            unwrap(only)


def unwrap_or_paragraph(element: etree._Element) -> None:
    """A <div> with nothing but text is a paragraph; any other is taken away."""
    holds_blocks = any(child.tag in BLOCKS for child in element)
    if element.tag == "div" and not holds_blocks and plain_text(element) and element.getparent().tag != "p":
        element.tag = "p"
    else:
        unwrap(element)


def move_id(source: etree._Element, target: etree._Element) -> None:
    if source.get("id") and not target.get("id"):
        target.set("id", source.get("id"))


def keep_introductions(root: etree._Element) -> None:
    """Mark paragraphs that lead into a list, a table or a calculation: no page break in between."""
    for paragraph in root.iter("p"):
        following = paragraph.getnext()
        introduces = following is not None and following.tag in INTRODUCED
        is_short = len(plain_text(paragraph)) < LONG_INTRODUCTION
        if paragraph.getparent().tag == "calculation" or introduces and is_short:
            paragraph.set("keep", "1")


def name_places(root: etree._Element, page: BookPage, report: Report) -> None:
    """Make every id unique in the book and let it stand where Typst can find it.

    <h2 id="ziel">, <p id="x">Text</p>  →  <h2 id="a/b#ziel">, <p><anchor id="a/b#x"/>Text</p>
    """
    seen: set[str] = set()
    for element in list(root.iter(etree.Element)):
        name = element.attrib.pop("id", None)
        if element.tag == "note" and element.get("ref"):
            element.set("ref", f"{page.label}#{element.get('ref')}")
        if not name:
            continue
        if name in seen:
            report.add(
                f"Die Sprungmarke „{name}“ kommt auf der Seite zweimal vor.",
                "Eine der beiden Überschriften oder Marken anders nennen.", element, (f"#{name}",),
            )
        elif element.tag in (*HEADINGS, "note"):
            element.set("id", f"{page.label}#{name}")
        else:
            place_anchor(element, f"{page.label}#{name}")
        seen.add(name)


def place_anchor(element: etree._Element, label: str) -> None:
    anchor = etree.Element("anchor", id=label)
    if element.tag == "tr" and len(element):
        element = element[0]
    if element.tag in NO_ANCHOR_INSIDE:
        element.addprevious(anchor)
    else:
        anchor.tail, element.text = element.text, None
        element.insert(0, anchor)


def check_headings(root: etree._Element, report: Report) -> None:
    """One h1 at the beginning, no level left out, none empty."""
    headings = list(root.iter(*HEADINGS))
    if not headings or headings[0].tag != "h1":
        hint = "Als erste Überschrift „# Titel“ schreiben."
        report.add("Die Seite beginnt nicht mit ihrem Titel.", hint, root)
    level = 0
    for heading in headings:
        new, text = int(heading.tag[1]), plain_text(heading)
        if not text:
            report.add("Eine Überschrift ist leer.", "Text ergänzen oder die Überschrift streichen.", heading)
        if new > level + 1 and level:
            report.add(
                f"Die Überschrift „{text[:60]}“ überspringt eine Ebene (von {level} auf {new}).",
                f"Mit {'#' * (level + 1)} beginnen lassen.", heading, (f"{'#' * new} {text}", text),
            )
        if new == 1 and heading is not headings[0]:
            report.add(
                f"Die Überschrift „{text[:60]}“ ist ein zweiter Seitentitel.",
                "Mit ## beginnen lassen: Jede Seite hat genau einen Titel.", heading, (f"# {text}", text),
            )
        level = new


def check_depth(root: etree._Element, report: Report) -> None:
    """Too deep nesting would stop the whole book; found here, the page can be named."""
    level: list[tuple[etree._Element, int]] = [(root, 0)]
    while level:
        element, depth = level.pop()
        if depth > MAXIMUM_DEPTH:
            report.add(
                f"Der Inhalt ist tiefer als {MAXIMUM_DEPTH} Ebenen verschachtelt.",
                "Listen, Kästen und Zitate weniger tief ineinander stellen.",
                element, (plain_text(element)[:40],),
            )
            return
        level += [(child, depth + 1) for child in element]
