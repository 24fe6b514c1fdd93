"""Footnotes of Python-Markdown → notes that stand where they are called.

    <p>Text<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>
    <div class="footnote"><hr><ol><li id="fn:1"><p>Nebenbemerkung.</p></li></ol></div>
→
    <p>Text<note id="fn:1">Nebenbemerkung.</note>.</p>
"""
from __future__ import annotations

from copy import deepcopy

from lxml import etree

from .report import Report, plain_text
from .tree import classes, remove, replace, unwrap


def place_footnotes(root: etree._Element, report: Report) -> None:
    bodies = take_bodies(root)
    seen: set[str] = set()
    for link in [a for a in root.iter("a") if "footnote-ref" in classes(a)]:
        key = link.get("href", "").removeprefix("#")
        call = link.getparent() if link.getparent().tag == "sup" else link
        if key not in bodies:
            number = plain_text(link)
            report.add(f"Zur Fußnote „{number}“ fehlt der Text.", "Die Fußnote mit [^1]: … anlegen.", link)
            continue
        replace(call, make_note(key, bodies[key], first=key not in seen))
        seen.add(key)
    for key in bodies.keys() - seen:
        report.add(
            f"Die Fußnote „{plain_text(bodies[key])[:40]}“ wird nirgends aufgerufen.",
            "Im Text mit [^1] auf sie verweisen oder sie streichen.",
        )


def take_bodies(root: etree._Element) -> dict[str, etree._Element]:
    """Take the list of notes out of the tree: id → list item."""
    bodies: dict[str, etree._Element] = {}
    for block in [d for d in root.iter("div") if "footnote" in classes(d)]:
        for item in block.iter("li"):
            if item.get("id"):
                bodies[item.get("id")] = item
        remove(block)
    return bodies


def make_note(key: str, body: etree._Element, first: bool) -> etree._Element:
    """A note with its text, or a second call of a note that has already been printed."""
    if not first:
        return etree.Element("note", ref=key)
    note = etree.Element("note", id=key)
    note.text = body.text
    for child in body:
        note.append(deepcopy(child))
    unwrap_paragraphs(note)
    return note


def unwrap_paragraphs(note: etree._Element) -> None:
    """Paragraphs of a note become one run of text, joined by a space."""
    for paragraph in [c for c in note if c.tag == "p"]:
        last = paragraph[-1] if len(paragraph) else None
        if last is not None:
            last.tail = (last.tail or "").rstrip() + " "
        else:
            paragraph.text = (paragraph.text or "").rstrip() + " "
        paragraph.tail = None
        unwrap(paragraph)
    trim_end(note)


def trim_end(element: etree._Element) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() or None
    else:
        element.text = (element.text or "").rstrip()
