"""The frame of a chapter: what is drawn from data around and within the author's text."""
from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .. import catalogue, rendering
from ..chapter import Chapter
from ..rendering import Rendering
from .blocks import PLACEHOLDER


class ChapterFrame(Treeprocessor):
    """Adds the head behind the h1 and sources and neighbours at the end; draws the placeholders."""

    def run(self, root: Element) -> None:
        drawing = rendering.current
        if drawing is None or drawing.chapter is None:
            return
        self._draw_blocks(root, drawing)
        chapter = drawing.chapter
        if chapter.meta is None:
            return
        if chapter.meta.sprache != "de":
            for element in root:
                element.set("lang", chapter.meta.sprache)
        for position, element in enumerate(list(root)):
            if element.tag == "h1":
                root.insert(position + 1, _drawn(drawing, "kapitelkopf"))
                break
        root.extend(self._tail(drawing, chapter))

    def _draw_blocks(self, parent: Element, drawing: Rendering) -> None:
        for position, child in enumerate(list(parent)):
            if child.tag == PLACEHOLDER:
                drawn = _drawn(drawing, child.get("name", ""), argument=child.get("angabe", ""))
                drawn.tail = child.tail
                parent[position] = drawn
            else:
                self._draw_blocks(child, drawing)

    def _tail(self, drawing: Rendering, chapter: Chapter) -> list[Element]:
        handbook = drawing.handbook
        tail = []
        keys = handbook.cited_in(chapter)
        if keys and not any(block.name == "quellenverzeichnis" for block in chapter.blocks):
            tail.append(_drawn(drawing, "quellen", sources=[handbook.sources[key] for key in keys]))
        if chapter.folder not in ("", "anhang", "ueber", "mitmachen") and (neighbours := catalogue.related(handbook, chapter)):
            tail.append(_drawn(drawing, "verwandt", neighbours=neighbours))
        return tail


def _drawn(drawing: Rendering, template: str, **values: object) -> Element:
    element = drawing.draw(template, **values)
    for part in element.iter():  # data is text: nothing in it may be read as Markdown
        part.text = AtomicString(part.text) if part.text else part.text
        part.tail = AtomicString(part.tail) if part.tail else part.tail
    return element
