"""Drawn blocks: `/// uebersicht | analyse` and `///` leave a placeholder for frame.py."""
from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

PLACEHOLDER = "zeichnung"

# Name in the chapter → what its argument names ("" for none). The template has the same name.
BLOCKS = {
    "uebersicht": "Teil",
    "vergleich": "Teil",
    "felder": "",
    "rentierlichkeitslinie": "",
    "passungsmatrix": "",
    "ueberfaellig": "",
    "aenderungen": "",
    "barrierefreiheit": "",
    "rechnung": "Rechnung",
    "rechner": "Rechnung mit Start",
    "empfindlichkeit": "Ergebnis",
    "rechnungsliste": "",
    "datentabellen": "",
    "diagramm": "Statistik",
    "rechtsformen": "",
    "entscheidungsweg": "Entscheidungsweg",
    "vorlagen": "",
    "glossar": "",
    "quellenverzeichnis": "",
    "instrumentenfinder": "",
    "instrumententabelle": "Instrumente",
    "startpfade": "",
    "startpfad": "Startpfad",
    "lueckenfragen": "",
    "lueckenwege": "Feld",
    "kapitelauswahl": "",
}


class DrawnBlock(Block):
    """One placeholder `<zeichnung name="…" angabe="…"/>`; the block has no content of its own."""

    ARGUMENT = None

    def on_create(self, parent: Element) -> Element:
        return SubElement(parent, PLACEHOLDER, {"name": self.NAME, "angabe": (self.argument or "").strip()})


class DrawnBlocks(BlocksExtension):
    def extendMarkdownBlocks(self, md: Markdown, block_mgr: object) -> None:
        for name in BLOCKS:
            block_mgr.register(type(name, (DrawnBlock,), {"NAME": name}), {})
