"""A cleaned page → its sections, each in units: a list is not torn from the sentence that introduces it."""
from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from ..book.report import plain_text

LISTS = ("ul", "ol", "checklist", "table", "dl")
# What a council does not need: worked examples, drawings and forms stay in the chapter.
LEFT_OUT = frozenset({"calculation", "figure", "img", "pre", "tab", "cards", "sources"})


@dataclass(frozen=True)
class Section:
    """The beginning of a section, up to its first sub-heading. `more` says whether the chapter goes on."""

    title: str
    label: str  # "finanzierung/erbbaurecht#risiken"
    units: list[list[etree._Element]]
    more: bool


def sections(page: etree._Element) -> dict[str, Section]:
    """Title → section, for every h2 of the page.

    <h2>Risiken</h2><p>Drei:</p><ul/><p>Ende.</p><h3>Fälle</h3>…  →  units: [p, ul], [p]; more
    """
    result = {}
    for heading in page.iter("h2"):
        content = following(heading)
        kept = [node for node in content if node.tag not in LEFT_OUT]
        title = plain_text(heading)
        result[title] = Section(title, heading.get("id", ""), units(kept), len(kept) < length(heading))
    return result


def following(heading: etree._Element) -> list[etree._Element]:
    """What stands between a heading and the next one; a sub-heading that comes first is skipped."""
    found: list[etree._Element] = []
    for node in heading.itersiblings():
        if node.tag in ("h1", "h2", "sources") or node.tag == "h3" and found:
            break
        if node.tag not in ("h3", "anchor"):
            found.append(node)
    return found


def length(heading: etree._Element) -> int:
    """How many blocks the whole section has, sub-sections included."""
    count = 0
    for node in heading.itersiblings():
        if node.tag in ("h1", "h2", "sources"):
            break
        count += node.tag not in ("anchor", "h3")
    return count


def units(nodes: list[etree._Element]) -> list[list[etree._Element]]:
    """Group what belongs together: a paragraph that introduces goes with what it introduces."""
    result: list[list[etree._Element]] = []
    open_unit: list[etree._Element] = []
    for number, node in enumerate(nodes):
        open_unit.append(deepcopy(node))
        after = nodes[number + 1] if number + 1 < len(nodes) else None
        leads = node.tag == "p" and after is not None and (
            after.tag in LISTS or plain_text(node).endswith((":", ",", "wenn")))
        if not leads:
            result.append(open_unit)
            open_unit = []
    return result + ([open_unit] if open_unit else [])
