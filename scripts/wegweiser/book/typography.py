"""White space, special characters and glyphs."""
from __future__ import annotations

import re

from lxml import etree

from . import fonts
from .report import Report
from .tree import is_blank
from .vocabulary import BLOCKS, CONTAINERS

SPACE = re.compile(r"[ \t\r\n]+")
FIRST_ASIAN = "\u2e80"
VERBATIM = ("pre", "code", "kbd")
BOXES = {"☐": None, "□": None, "☑": "1", "☒": "1"}
BOX = re.compile(f"[{''.join(BOXES)}]")
# The fonts have no hyphen that forbids a break; a word joiner on both sides does the same.
REPLACED = {"\u2011": "\u2060-\u2060", "\u2028": " ", "\u2029": " "}

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>„“\"]*[^\s<>„“\".,;:!?)]")
ZERO_WIDTH_SPACE = "\u200b"
# After a separator that is followed by something else, and inside of very long words.
JOINT = re.compile(r"(?:[/._=&?%+-]+|:/+)(?=[^/._=&?%+-])|[^/._=&?%+-]{24}(?=[^/._=&?%+-]{4})")


def tidy(root: etree._Element) -> None:
    """Collapse white space as a browser would, and leave out what stands between blocks."""
    for element in root.iter(etree.Element):
        parent = element.getparent()
        element.text = tidy_text(element.text, element.tag in VERBATIM)
        element.tail = tidy_text(element.tail, parent is not None and parent.tag in VERBATIM)
        if element.tag == "br" and element.tail:
            element.tail = element.tail.lstrip(" ")
    for element in root.iter(etree.Element):
        if element.tag in VERBATIM:
            continue
        holds_blocks = element.tag in CONTAINERS or any(child.tag in BLOCKS for child in element)
        if holds_blocks and is_blank(element.text):
            element.text = None
        elif element.tag in BLOCKS and element.text:
            element.text = element.text.lstrip(" ")
        trim_children(element, holds_blocks)


def tidy_text(text: str | None, verbatim: bool) -> str | None:
    if not text:
        return None
    for old, new in REPLACED.items():
        text = text.replace(old, new)
    return text if verbatim else SPACE.sub(" ", text)


def trim_children(element: etree._Element, holds_blocks: bool) -> None:
    """White space next to a block or at the end of a block is not content."""
    for child in element:
        following = child.getnext()
        beside_block = child.tag in BLOCKS or following is None or following.tag in BLOCKS
        if holds_blocks and beside_block and is_blank(child.tail):
            child.tail = None
    if element.tag in BLOCKS:
        if len(element):
            element[-1].tail = (element[-1].tail or "").rstrip(" ") or None
        elif element.text:
            element.text = element.text.rstrip(" ") or None


def mark_addresses(root: etree._Element) -> None:
    """Addresses in the text may break at their own joints, and are never hyphenated.

    <p>Siehe https://stadt.example/quartier.</p>  →  <p>Siehe <web>https://stadt.example/quartier</web>.</p>
    """
    for element in list(root.iter(etree.Element)):
        if element.tag in VERBATIM or element.tag == "web":
            continue
        wrap_addresses(element, element, is_tail=False)
        if element is not root and element.getparent().tag not in VERBATIM:
            wrap_addresses(element, element.getparent(), is_tail=True)


def wrap_addresses(element: etree._Element, parent: etree._Element, is_tail: bool) -> None:
    text = (element.tail if is_tail else element.text) or ""
    found = ADDRESS.search(text)
    if not found:
        return
    web = etree.Element("web")
    web.text, web.tail = breakable(found[0]), text[found.end():] or None
    if is_tail:
        element.tail = text[:found.start()] or None
        parent.insert(parent.index(element) + 1, web)
    else:
        element.text = text[:found.start()] or None
        parent.insert(0, web)
    wrap_addresses(web, parent, is_tail=True)


def breakable(address: str) -> str:
    """Insert zero width spaces where an address may be broken.

    >>> breakable("stadt.example/a").split(ZERO_WIDTH_SPACE)
    ['stadt.', 'example/', 'a']
    """
    return JOINT.sub(lambda match: match[0] + ZERO_WIDTH_SPACE, address)


def draw_boxes(root: etree._Element) -> None:
    """☐ and ☑ are not in the fonts and become drawn boxes."""
    for element in list(root.iter(etree.Element)):
        if element.tag in VERBATIM:
            continue
        split_text(element, element, is_tail=False)
        if element is not root:
            split_text(element, element.getparent(), is_tail=True)


def split_text(element: etree._Element, parent: etree._Element, is_tail: bool) -> None:
    text = (element.tail if is_tail else element.text) or ""
    found = BOX.search(text)
    if not found:
        return
    place, done = found.start(), BOXES[found[0]]
    box = etree.Element("checkbox", **({"done": done} if done else {}))
    box.tail = text[place + 1:] or None
    if is_tail:
        element.tail = text[:place] or None
        parent.insert(parent.index(element) + 1, box)
    else:
        element.text = text[:place] or None
        parent.insert(0, box)
    split_text(box, parent, is_tail=True)


def check_glyphs(root: etree._Element, report: Report) -> None:
    """A missing glyph would stop the whole book."""
    for element in root.iter(etree.Element):
        if element.tag in VERBATIM:  # set in a font with nearly everything but Asian writing and pictures
            check_characters([c for c in element.text or "" if c >= FIRST_ASIAN], element, report)
        else:
            check_text(element.text, element, report)
        check_text(element.tail, element, report)
        check_text(element.get("alt"), element, report)


def check_text(text: str | None, element: etree._Element, report: Report) -> None:
    check_characters(fonts.missing(text or ""), element, report)


def check_characters(missing: list[str], element: etree._Element, report: Report) -> None:
    for character in dict.fromkeys(missing):
        report.add(
            f"Das Zeichen {fonts.describe(character)} gibt es in den Schriften des Buchs nicht.",
            "Durch Worte oder ein übliches Zeichen ersetzen.", element, (character,),
        )
