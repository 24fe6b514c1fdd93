"""What a page may contain besides text, whatever its author wrote.

The checks read a page with another parser than the one that renders it and could be led past
something. This module therefore works on the rendering itself: HTML is shown as text, attribute
lists set names and classes only, and an address that is neither part of the handbook nor an
ordinary link is dropped.
"""
from __future__ import annotations

import html
import posixpath
import re
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.treeprocessors import Treeprocessor

from .. import rendering

SCHEMES = ("http", "https", "mailto", "tel")
ADDRESSES = {"href": SCHEMES, "src": (), "cite": (), "action": (), "xlink:href": ()}
NAME = re.compile(r"[a-z][a-z0-9-]*", re.IGNORECASE)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
ATTRIBUTE_VALUES = {"id": NAME, "class": NAME, "lang": LANGUAGE}
# Python-Markdown's own marks: "&" in the addresses of e-mail links, characters after a backslash.
AMPERSAND = "\x02amp\x03"
ESCAPED = re.compile("\x02([0-9]{1,6})\x03")
# Browsers ignore these within an address: "java\tscript:".
IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]")


def show_html_as_text(md: Markdown) -> None:
    """Python-Markdown's documented way: without these two, `<` is a character like any other."""
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")


def is_allowed_address(address: str, schemes: tuple[str, ...] = SCHEMES) -> bool:
    """False for what could run a script or load something from elsewhere.

    `schemes` are allowed in front of a colon; none allows only addresses within the site.

    >>> is_allowed_address("../analyse/index.md#a"), is_allowed_address("java&#115;cript:alert(1)")
    (True, False)
    """
    plain = decoded(address)
    if "\\" in plain:
        return False
    try:
        parts = urlsplit(plain)
    except ValueError:
        return False
    if parts.scheme or ":" in plain.split("/")[0].split("#")[0].split("?")[0]:
        return parts.scheme in schemes
    return not plain.startswith("//")


def decoded(address: str) -> str:
    """The address as a browser understands it: character references resolved, hidden characters gone."""
    plain = ESCAPED.sub(lambda match: chr(int(match[1])), address.replace(AMPERSAND, "&"))
    for _ in range(3):
        plain = html.unescape(plain)
    return IGNORED.sub("", plain)


class SafeAttributes(AttrListTreeprocessor):
    """`## Titel {#anker .klasse}` as before; no other attribute comes from a text."""

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        before = dict(elem.attrib)
        remainder = super().assign_attrs(elem, attrs_string, strict=strict)
        for name, value in list(elem.attrib.items()):
            pattern = ATTRIBUTE_VALUES.get(name)
            if before.get(name) == value or pattern and all(map(pattern.fullmatch, value.split())):
                continue
            del elem.attrib[name]
            if name in before:
                elem.set(name, before[name])
        return remainder


class SafeAddresses(Treeprocessor):
    """The last look at a page: no handlers, no addresses that lead to scripts or load from elsewhere."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name, value in list(element.attrib.items()):
                schemes = ADDRESSES.get(name)
                forbidden = schemes is not None and not is_allowed_address(value, schemes)
                if name.lower().startswith("on") or forbidden or name == "src" and _leads_out(value):
                    del element.attrib[name]


def _leads_out(source: str) -> bool:
    """True for a picture outside of docs/, which a browser would look for on the reader's own machine."""
    chapter = rendering.current.chapter if rendering.current else None
    folder = posixpath.dirname(chapter.path) if chapter else ""
    return posixpath.normpath(posixpath.join(folder, unquote(decoded(source)))).startswith("..")
