"""Marks in running text: citations `[@K4, S. 12]` and computed values `[=modell.wert]`.

What is wrong with them is found by scripts/check with file and line; here an unknown key
only leaves a visible mark, so that a preview goes on.
"""
from __future__ import annotations

from re import Match
from xml.etree.ElementTree import Element, SubElement

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from .. import rendering
from ..chapter import VALUE
from ..citations import CITATION, find_citations


class CitationMarks(InlineProcessor):
    """`[@K4; @M5, S. 3]` → (Stadt Dortmund 2020; Wikipedia 2023, S. 3), each a link to the list below."""

    def __init__(self, md: object) -> None:
        super().__init__(CITATION.pattern, md)

    def handleMatch(self, m: Match[str], data: str) -> tuple[Element | None, int | None, int | None]:
        found = find_citations(m.group(0), 0)
        if not found or rendering.current is None:
            return None, None, None
        mark = Element("span", {"class": "belege"})
        mark.text = AtomicString("(")
        for number, citation in enumerate(found):
            source = rendering.current.handbook.sources.get(citation.key)
            link = SubElement(mark, "a", {"class": "beleg", "href": f"#{source.anchor}" if source else "#"})
            link.text = AtomicString(source.label if source else f"unbekannte Quelle {citation.key}")
            end = ")" if number == len(found) - 1 else "; "
            link.tail = AtomicString((f", {citation.locator}" if citation.locator else "") + end)
        return mark, m.start(0), m.end(0)


class ComputedValues(InlineProcessor):
    """`[=anker-cafe.jahresmiete]` → „7.680 Euro“; `[=betreiber.name]` → the operator's name."""

    def __init__(self, md: object) -> None:
        super().__init__(VALUE.pattern, md)

    def handleMatch(self, m: Match[str], data: str) -> tuple[Element | None, int | None, int | None]:
        if rendering.current is None:
            return None, None, None
        model, name = m.groups()
        handbook = rendering.current.handbook
        if model == "betreiber":
            text = handbook.operator.get(name, f"[{name}]")
            element = Element("span", {"class": "platzhalter"} if is_placeholder(text) else {})
        elif model in handbook.calculations and name in handbook.calculations[model].values:
            text = handbook.calculations[model].display(name)
            element = Element("span", {"class": "wert"})
        else:
            text = f"unbekannter Wert {model}.{name}"
            element = Element("span", {"class": "platzhalter"})
        element.text = AtomicString(text)
        return element, m.start(0), m.end(0)


def is_placeholder(text: str) -> bool:
    """The operator has not filled in this value yet: it stands in square brackets."""
    return text.startswith("[") and text.endswith("]")
