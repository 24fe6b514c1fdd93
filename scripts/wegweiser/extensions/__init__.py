"""Python-Markdown extension: citations, computed values, drawn blocks, the frame of a chapter.

mkdocs.yml names this package. The pieces, in the order in which they see a page:

blocks.py      `/// uebersicht | analyse` becomes a placeholder
inline.py      `[@K4]` becomes a link to the source, `[=modell.wert]` a computed value
frame.py       placeholders are drawn, head and tail of the chapter added
furniture.py   tables get a frame that can be scrolled, checklists their boxes
terms.py       the first use of a glossary term becomes a link
safety.py      no HTML, no foreign attribute, no address that runs or loads something
"""
from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

# Python-Markdown's own priorities: inline patterns: references 170;
# tree processors: inline text 20, attribute lists 8, table of contents 5, MkDocs' links 0.
# Ours stand between, so that headings we draw enter the contents and links get resolved.


class WegweiserExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # here, so that scripts/check can ask for the names of the blocks without loading all this
        from .blocks import DrawnBlocks
        from .frame import ChapterFrame
        from .furniture import Furniture
        from .inline import CitationMarks, ComputedValues
        from .safety import SafeAddresses, SafeAttributes, show_html_as_text
        from .terms import GlossaryLinks

        DrawnBlocks().extendMarkdown(md)
        md.inlinePatterns.register(CitationMarks(md), "wegweiser-beleg", 176)
        md.inlinePatterns.register(ComputedValues(md), "wegweiser-wert", 175)
        show_html_as_text(md)
        md.treeprocessors.register(SafeAttributes(md), "attr_list", 8)
        md.treeprocessors.register(SafeAddresses(md), "wegweiser-adressen", 1)
        md.treeprocessors.register(GlossaryLinks(md), "wegweiser-glossar", 16)
        md.treeprocessors.register(ChapterFrame(md), "wegweiser-rahmen", 14)
        md.treeprocessors.register(Furniture(md), "wegweiser-tabellen", 12)


def makeExtension(**options: object) -> WegweiserExtension:
    """Python-Markdown looks for this name."""
    return WegweiserExtension(**options)
