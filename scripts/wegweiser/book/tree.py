"""Small cuts in an lxml tree that lose no text."""
from __future__ import annotations

from collections.abc import Iterator

from lxml import etree


def classes(element: etree._Element) -> set[str]:
    return set(element.get("class", "").split())


def has_ancestor(element: etree._Element, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def append_text(parent: etree._Element, previous: etree._Element | None, text: str | None) -> None:
    """Add text behind `previous`, or at the beginning of `parent` where there is no such sibling."""
    if previous is not None:
        previous.tail = (previous.tail or "") + (text or "") or None
    else:
        parent.text = (parent.text or "") + (text or "") or None


def remove(element: etree._Element) -> None:
    """Take an element out of its tree and keep the text behind it."""
    parent = element.getparent()
    append_text(parent, element.getprevious(), element.tail)
    element.tail = None
    parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Replace an element by its children: a<b>c<i/></b>d → ac<i/>d"""
    parent, previous, place = element.getparent(), element.getprevious(), element.getparent().index(element)
    children = list(element)
    append_text(parent, previous, element.text)
    for offset, child in enumerate(children):
        parent.insert(place + offset, child)
    append_text(parent, children[-1] if children else previous, element.tail)
    element.tail = None
    parent.remove(element)


def replace(old: etree._Element, new: etree._Element) -> None:
    """Put `new` in the place of `old`."""
    new.tail, old.tail = old.tail, None
    old.getparent().replace(old, new)


def is_blank(text: str | None) -> bool:
    """True for nothing but ordinary white space; a no-break space is content."""
    return not (text or "").strip(" \t\r\n")


def find(root: etree._Element, tag: str, name: str) -> Iterator[etree._Element]:
    yield from [e for e in root.iter(tag) if name in classes(e)]


def rename(element: etree._Element, tag: str, **attributes: str) -> etree._Element:
    """Give an element its print name; of its attributes only id and lang survive."""
    kept = {k: v for k, v in element.attrib.items() if k in ("id", "lang")}
    element.attrib.clear()
    element.tag = tag
    element.attrib.update({**kept, **attributes})
    return element
