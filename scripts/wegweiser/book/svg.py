"""SVG pictures: an allow-list, and the fonts of the book instead of whatever they ask for.

A family that is missing inside a picture gives no warning in Typst: its text would silently be
set in another font. So every text gets the book's sans serif.
"""
from __future__ import annotations

import re

from lxml import etree

from . import fonts
from .vocabulary import names

NAMESPACE = "http://www.w3.org/2000/svg"
# No <use> and no <pattern>: nested, a few lines of them draw billions of shapes.
ELEMENTS = names("""svg g defs title desc path rect circle ellipse line polyline polygon text tspan marker
    clippath lineargradient radialgradient stop""")
IGNORED = frozenset({"metadata"})
FORBIDDEN_VALUE = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|javascript:|@import|expression\s*\(", re.IGNORECASE)
FONT_SHORTHAND = re.compile(r"(?:^|;)\s*font(?:-family)?\s*:", re.IGNORECASE)
CASED = {"clippath": "clipPath", "lineargradient": "linearGradient", "radialgradient": "radialGradient"}
CASED_ATTRIBUTES = {
    "viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio", "refx": "refX", "refy": "refY",
    "markerwidth": "markerWidth", "markerheight": "markerHeight", "markerunits": "markerUnits",
    "gradientunits": "gradientUnits", "gradienttransform": "gradientTransform",
    "clippathunits": "clipPathUnits",
    "textlength": "textLength", "lengthadjust": "lengthAdjust",
}


def local(element: etree._Element) -> str:
    return etree.QName(element).localname.lower()


def title_of(svg: etree._Element) -> str:
    """The <title> of a picture, "" if it has none."""
    found = next((e for e in svg.iter(etree.Element) if local(e) == "title"), None)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def labels_of(svg: etree._Element) -> list[str]:
    """What is written in a picture, each label once, in the order of drawing."""
    texts = (" ".join(" ".join(e.itertext()).split()) for e in svg.iter(etree.Element) if local(e) == "text")
    return list(dict.fromkeys(text for text in texts if text))


def clean_svg(data: bytes) -> tuple[bytes, list[str]]:
    """Return the picture rebuilt from allowed parts only, and German words for each part that is not.

    >>> clean_svg(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')[1]
    ['es enthält <script>']
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
    )
    try:
        source = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return b"", ["es ist kein gültiges SVG"]
    problems: list[str] = []
    if source.getroottree().docinfo.internalDTD is not None:
        problems.append("es enthält eine Dokumenttyp-Deklaration")
    if local(source) != "svg":
        problems.append("es ist kein SVG")
    result = copy(source, problems)
    return (b"" if result is None else etree.tostring(result)), list(dict.fromkeys(problems))


def copy(source: etree._Element, problems: list[str]) -> etree._Element | None:
    """Rebuild one element from what is allowed."""
    if not isinstance(source.tag, str):
        problems.append("es enthält Verweise auf Entitäten")
        return None
    name = local(source)
    if name in IGNORED:
        return None
    if name not in ELEMENTS:
        problems.append(f"es enthält <{name}>")
        return None
    result = etree.Element(f"{{{NAMESPACE}}}{CASED.get(name, name)}", nsmap={None: NAMESPACE})
    for key, value in source.attrib.items():
        copy_attribute(result, etree.QName(key).localname.lower(), value, problems)
    if name in ("text", "tspan"):
        result.set("font-family", "IBM Plex Sans")
        result.set("font-stretch", "condensed")
        check_text("".join(source.itertext()), problems)
    result.text = source.text
    for child in source:
        new = copy(child, problems)
        if new is not None:
            new.tail = child.tail
            result.append(new)
    return result


def copy_attribute(element: etree._Element, name: str, value: str, problems: list[str]) -> None:
    leads_out = name == "href" and not value.startswith("#")
    if name.startswith("on") or FORBIDDEN_VALUE.search(value) or leads_out:
        problems.append(f"es verweist nach außen oder enthält ein Skript ({name})")
    elif name == "style" and FONT_SHORTHAND.search(value):
        problems.append("es setzt Schriften über style; bitte Attribute wie font-size nehmen")
    elif name not in ("font", "font-family", "font-stretch", "class"):
        element.set(CASED_ATTRIBUTES.get(name, name), value)


def check_text(text: str, problems: list[str]) -> None:
    missing = fonts.missing(text)
    if missing:
        names = ", ".join(fonts.describe(character) for character in missing)
        problems.append(f"es enthält Zeichen, die es in den Schriften nicht gibt: {names}")
