"""A sheet of text as HTML with form fields: what WeasyPrint turns into a tagged, fillable PDF.

Everything that comes from the data is escaped here; there is no raw HTML in a sheet. Text fields stay
empty (WeasyPrint would print a value twice), a field's label becomes its tooltip.
"""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html import escape

from ..text import slugify
from .docx_file import runs
from .filling import Filling, Imprint, bold_parts
from .model import Worksheet
from .paper import Block, Bullets, Entry, Grid, Heading, NewPage, Notice, Options, Paragraph, Signatures, Steps, Ticks

LINE_MM = 7.0


@dataclass
class FormPage:
    """The HTML of a sheet, and what the fields have to be told afterwards."""

    html: str
    tooltips: dict[str, str]  # name of a field → what it asks for
    required: set[str]
    many_lines: set[str]


@dataclass
class _Writer:
    filling: Filling
    names: Counter[str] = field(default_factory=Counter)
    tooltips: dict[str, str] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    many_lines: set[str] = field(default_factory=set)
    heading: str = ""

    def block(self, blocks: list[Block]) -> str:
        match blocks[0]:
            case Heading(ueberschrift=text):
                self.heading = text
                return f"<h2>{escape(text)}</h2>"
            case Paragraph(text=text):
                return f"<p>{self.inline(text)}</p>"
            case Notice(hinweis=text):
                return f'<p class="hinweis">{self.inline(text)}</p>'
            case Bullets(liste=lines):
                return "<ul>" + "".join(f"<li>{self.inline(line)}</li>" for line in lines) + "</ul>"
            case Steps(schritte=lines):
                return "<ol>" + "".join(f"<li>{self.inline(line)}</li>" for line in lines) + "</ol>"
            case Ticks(haken=lines):
                return "".join(self.tick(line) for line in lines)
            case Entry() | Options():
                return '<div class="felder">' + "".join(self.entry(b) if isinstance(b, Entry) else self.options(b) for b in blocks) + "</div>"
            case Grid() as grid:
                return self.grid(grid)
            case Signatures(unterschrift=lines):
                return '<div class="unterschriften">' + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</div>"
            case NewPage():
                return '<div class="neue-seite"></div>'
        raise TypeError(f"no block: {blocks[0]!r}")

    def inline(self, text: str) -> str:
        parts = bold_parts(self.filling.text(text))
        return "".join(f"<strong>{escape(part)}</strong>" if bold else escape(part) for part, bold in parts)

    def name(self, label: str, required: bool = False) -> str:
        """A name for a field, unique in the sheet; its label becomes the tooltip."""
        base = slugify(label, "_")[:48] or "feld"
        self.names[base] += 1
        name = base if self.names[base] == 1 else f"{base}_{self.names[base]}"
        self.tooltips[name] = label + (" (Pflichtangabe)" if required else "")
        if required:
            self.required.add(name)
        return name

    def entry(self, entry: Entry) -> str:
        name = self.name(entry.feld, entry.pflicht)
        height = f"{LINE_MM * entry.zeilen:.1f}mm"
        if entry.zeilen > 1:
            self.many_lines.add(name)
        control = f'<input id="{name}" name="{name}" type="text" style="height:{height}">'
        return f'<div class="feld"><label for="{name}">{self.label(entry.feld, entry)}</label>{control}</div>'

    def label(self, text: str, block: Entry | Options) -> str:
        required = ' <span class="pflicht">(Pflicht)</span>' if block.pflicht else ""
        advice = f' <span class="hilfe">{self.inline(block.hilfe)}</span>' if block.hilfe else ""
        return f"{escape(text)}{required}{advice}"

    def options(self, block: Options) -> str:
        if block.mehrere:
            boxes = []
            for option in block.optionen:
                name = self.name(f"{block.auswahl}: {option}")
                boxes.append(f'<label class="option"><input type="checkbox" name="{name}" value="ja"> {escape(option)}</label>')
        else:
            group = self.name(block.auswahl, block.pflicht)
            boxes = [
                f'<label class="option"><input type="radio" name="{group}" value="{escape(option)}"> {escape(option)}</label>'
                for option in block.optionen
            ]
        return f'<div class="feld auswahl"><p class="frage">{self.label(block.auswahl, block)}</p><p class="optionen">{" ".join(boxes)}</p></div>'

    def tick(self, line: str) -> str:
        name = self.name(line.replace("**", ""))
        return f'<p class="haken"><label><input type="checkbox" name="{name}" value="ja"> {self.inline(line)}</label></p>'

    def grid(self, grid: Grid) -> str:
        parts = grid.breiten or [1] * len(grid.kopf)
        columns = "".join(f'<col style="width:{100 * part / sum(parts):.1f}%">' for part in parts)
        head = "".join(f'<th scope="col">{escape(text)}</th>' for text in grid.kopf)
        rows = "".join(self.row(grid, number, cells) for number, cells in enumerate(self.filling.grid(grid), 1))
        return f"<table><caption>{escape(grid.tabelle)}</caption>{columns}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def row(self, grid: Grid, number: int, cells: list[str]) -> str:
        subject = cells[0] or f"Zeile {number}"
        result = []
        for column, text in enumerate(cells):
            if text:
                result.append(f"<td>{self.inline(text)}</td>")
                continue
            name = self.name(f"{subject}: {grid.kopf[column]}")
            if grid.hoehe > 1:
                self.many_lines.add(name)
            label = escape(self.tooltips[name])
            result.append(
                f'<td class="leer"><input type="text" name="{name}" title="{label}" style="height:{LINE_MM * grid.hoehe:.1f}mm"></td>'
            )
        return f"<tr>{''.join(result)}</tr>"


def form_page(sheet: Worksheet, filling: Filling, imprint: Imprint) -> FormPage:
    """The whole page for the typesetter."""
    writer = _Writer(filling)
    body = "".join(writer.block(blocks) for blocks in runs(sheet.blocks))
    disclaimer = f'<p class="hinweis">{escape(sheet.disclaimer)}</p>' if sheet.disclaimer else ""
    html = (
        f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{escape(imprint.title)}</title>'
        f'<meta name="description" content="{escape(sheet.purpose)}">'
        f'<meta name="dcterms.created" content="{imprint.moment.isoformat()}Z"><meta name="dcterms.modified" content="{imprint.moment.isoformat()}Z">'
        f'</head><body><form id="bogen"><h1>{escape(sheet.title)}</h1><p class="zweck">{escape(sheet.purpose)}</p>'
        f"<p>{writer.inline(sheet.guide)}</p>{disclaimer}{body}</form>"
        f'<p class="herkunft">{escape(imprint.origin)}<br>{escape(imprint.address)} · {escape(imprint.terms)}</p></body></html>'
    )
    return FormPage(html, writer.tooltips, writer.required, writer.many_lines)
