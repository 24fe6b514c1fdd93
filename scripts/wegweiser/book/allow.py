"""The allow-list: what may stay on its way into print. Whatever else carried text or meaning is reported."""
from __future__ import annotations

import re

from lxml import etree

from .report import Report, plain_text
from .tree import classes, has_ancestor, remove
from .vocabulary import ALLOWED, ATTRIBUTES, WEB_ONLY_CLASSES, names

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{2,4})?\Z")
ALIGNMENT = re.compile(r"\s*text-align\s*:\s*(left|right|center)\s*;?\s*\Z")
# Dropped even when empty: their mere presence means that something was to happen on the page.
ACTIVE = names("""script style link meta base iframe frame object embed applet form button select textarea
    template noscript audio video source canvas portal math""")


def remove_web_only(root: etree._Element) -> None:
    """Leave out what only makes sense on a screen.

    <h2>Ziel<a class="headerlink" href="#ziel">#</a></h2>  →  <h2>Ziel</h2>
    """
    for element in list(root.iter(etree.Element)):
        if classes(element) & WEB_ONLY_CLASSES and element.getparent() is not None:
            remove(element)


def keep_allowed(root: etree._Element, report: Report) -> None:
    """Drop unknown elements and attributes.

    <p onclick="x()">Hallo<iframe src="…"></iframe></p>  →  <p>Hallo</p>, and one report
    """
    for element in list(root.iter(etree.Element)):
        if element is root or not is_inside(element, root) or has_ancestor(element, "svg"):
            continue  # svg.py looks into pictures
        if element.tag not in ALLOWED:
            report_element(element, report)
            remove(element)
        elif element.tag != "svg":
            keep_allowed_attributes(element)


def is_inside(element: etree._Element, root: etree._Element) -> bool:
    """False for children of an element that has already been removed."""
    return any(ancestor is root for ancestor in element.iterancestors())


def report_element(element: etree._Element, report: Report) -> None:
    text = plain_text(element) if element.tag not in ("script", "style") else ""
    if text or element.tag in ACTIVE or element.get("src"):
        lost = f" Dabei ginge verloren: „{text[:60]}“." if text else ""
        report.add(
            f"Das Element <{element.tag}> kann nicht gedruckt werden.{lost}",
            "Durch Markdown ersetzen oder, wenn es nur am Bildschirm Sinn hat, "
            "mit der Klasse nur-web kennzeichnen.",
            element,
            (f"<{element.tag}", text[:40]),
        )


def keep_allowed_attributes(element: etree._Element) -> None:
    alignment = ALIGNMENT.match(element.get("style", ""))
    for name in list(element.attrib):
        if name not in ATTRIBUTES or name == "style":
            del element.attrib[name]
    if alignment and element.tag in ("td", "th"):
        element.set("style", alignment[1])
    if not LANGUAGE.match(element.get("lang", "de")):
        del element.attrib["lang"]
