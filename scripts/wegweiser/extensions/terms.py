"""Link the first use of every glossary term on a page; works by keyboard and touch."""
from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .. import rendering
from ..glossary import Glossary

# No links inside these: they are links already, name things or show code.
SKIPPED = {"a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "th", "summary", "strong", "zeichnung"}
PAGE = "anhang/glossar.md"


class GlossaryLinks(Treeprocessor):
    def run(self, root: Element) -> None:
        drawing = rendering.current
        if drawing is None or drawing.chapter is None or drawing.chapter.path == PAGE or drawing.chapter.folder == "":
            return
        if drawing.chapter.meta and drawing.chapter.meta.sprache != "de":
            return
        if drawing.handbook.glossary.pattern:
            self._walk(root, drawing.handbook.glossary, set())

    def _walk(self, element: Element, glossary: Glossary, seen: set[str]) -> None:
        if not isinstance(element.text, AtomicString):
            self._link(element, None, glossary, seen)
        for child in list(element):
            if child.tag not in SKIPPED and "admonition-title" not in child.get("class", ""):
                self._walk(child, glossary, seen)
            if not isinstance(child.tail, AtomicString):
                self._link(element, child, glossary, seen)

    def _link(self, parent: Element, after: Element | None, glossary: Glossary, seen: set[str]) -> None:
        """Link terms in the text of `parent` (after=None) or behind its child `after`."""
        text = (parent.text if after is None else after.tail) or ""
        position = 0 if after is None else list(parent).index(after) + 1
        for match in glossary.pattern.finditer(text):
            term = glossary.by_form[match.group(0)]
            if term.name in seen:
                continue
            seen.add(term.name)
            link = Element("a", {"class": "glossar", "href": f"/{PAGE}#{term.anchor}"})
            link.text = AtomicString(match.group(0))
            link.tail = text[match.end():]
            if after is None:
                parent.text = text[:match.start()]
            else:
                after.tail = text[:match.start()]
            parent.insert(position, link)
            self._link(parent, link, glossary, seen)
            return
