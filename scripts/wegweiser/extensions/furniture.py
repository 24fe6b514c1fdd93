"""Small additions that every page needs: reachable tables and checklists with boxes."""
from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

OPEN_BOX = "[ ] "


class Furniture(Treeprocessor):
    def run(self, root: Element) -> None:
        self.seen: Counter[str] = Counter()  # names of tables on this page; each region needs its own
        self._walk(root, "")

    def _walk(self, parent: Element, heading: str) -> str:
        """Go through the page in reading order; returns the text of the last heading seen."""
        for position, child in enumerate(list(parent)):
            if child.tag in ("h1", "h2", "h3", "h4"):
                heading = "".join(child.itertext()).strip()
            elif child.tag == "table":
                parent[position] = frame_table(child, self._name(child, heading))
            elif child.tag == "ul":
                mark_checklist(child)
                heading = self._walk(child, heading)
            else:
                heading = self._walk(child, heading)
        return heading


    def _name(self, table: Element, heading: str) -> str:
        """„Tabelle: Pflege“, and „Tabelle 2: Pflege“ for the second one below the same heading."""
        caption = table.find("caption")
        name = "".join(caption.itertext()).strip() if caption is not None else heading
        self.seen[name] += 1
        number = f" {self.seen[name]}" if self.seen[name] > 1 else ""
        return f"Tabelle{number}: {name}"


def frame_table(table: Element, name: str) -> Element:
    """Put a table into a region which can be scrolled with the keyboard and says what it is."""
    frame = Element("div", {"class": "tabelle", "role": "region", "tabindex": "0", "aria-label": name})
    frame.tail, table.tail = table.tail, None
    frame.append(table)
    for row in table.findall("./thead/tr"):
        for cell in row.findall("th"):
            cell.set("scope", "col")
    return frame


def mark_checklist(items: Element) -> None:
    """`- [ ] Punkt`: a list to tick off on paper. No form control, so nothing without a name."""
    boxes = [target for item in items for target in (item, item.find("p")) if _has_box(target)]
    for target in boxes:
        target.text = target.text[len(OPEN_BOX):]
    if boxes:
        items.set("class", "checkliste")


def _has_box(element: Element | None) -> bool:
    return element is not None and (element.text or "").startswith(OPEN_BOX)
