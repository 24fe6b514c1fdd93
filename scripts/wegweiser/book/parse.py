"""HTML → lxml tree, and proof that no text got lost on the way.

libxml2 repairs broken HTML without a word: it cuts what is nested too deeply and lets an
unclosed element swallow what follows. So the text is read a second time by another parser.
"""
from __future__ import annotations

import re
from html.parser import HTMLParser

from lxml import etree

from .report import Report

# Not allowed in XML, or without any meaning in print. U+FEFF is a byte order mark.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));?")
UNREAD = ("script", "style")


def parse(html: str, report: Report) -> etree._Element:
    """Return a <root> element with the page's content.

    >>> tree = parse("<p>Aus\\x08leihe</p>", Report())
    >>> etree.tostring(tree)
    b'<root><p>Ausleihe</p></root>'
    """
    html = without_control_characters(html)
    # Not lxml.html: it asks Python for the class of every element each time one is met.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.Element("root")
    for body in etree.fromstring(f"<html><body>{html}</body></html>".encode(), parser).iter("body"):
        root.text = body.text
        root.extend(body)
    compare_text(html, root, report)
    return root


def without_control_characters(html: str) -> str:
    """Remove control characters, written as such or as &#8;."""

    def keep(match: re.Match[str]) -> str:
        number = int(match[1], 16) if match[1] else int(match[2])
        invalid = number > 0x10FFFF or CONTROL.match(chr(number))
        return "" if invalid else match[0]

    return CONTROL.sub("", REFERENCE.sub(keep, html))


class TextReader(HTMLParser):
    """Collects the text outside of scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in UNREAD

    def handle_endtag(self, tag: str) -> None:
        self.unread = max(0, self.unread - (tag in UNREAD))

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.text.append(data)


def compare_text(html: str, root: etree._Element, report: Report) -> None:
    """Report text that the page has and the tree has not."""
    reader = TextReader()
    reader.feed(html)
    reader.close()
    wanted = "".join("".join(reader.text).split())
    found = "".join("".join(readable_text(root)).split())
    if wanted == found:
        return
    place = next((i for i, (a, b) in enumerate(zip(wanted, found)) if a != b), min(len(wanted), len(found)))
    near = wanted[max(0, place - 20):place + 20]
    report.add(
        f"Das HTML dieser Seite ist fehlerhaft; dabei ginge Text verloren, nahe „{near}“.",
        "Rohes HTML durch Markdown ersetzen oder jedes Element schließen.",
    )


def readable_text(root: etree._Element) -> list[str]:
    result = [root.text or ""]
    for child in root:
        if child.tag not in UNREAD:
            result += readable_text(child)
        result.append(child.tail or "")
    return result
