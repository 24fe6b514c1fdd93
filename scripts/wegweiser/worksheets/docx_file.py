"""A sheet of text as DOCX: real headings, marked table heads, fields that can be filled in and read out.

python-docx writes the file; what it has no words for (content controls, repeated heads, languages)
is added as WordprocessingML. Arial, because it is on every machine or has a metric twin there.
"""
from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.text.parfmt import CT_PPr
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph as DocxParagraph
from lxml import etree

from .filling import LICENCE_URL, Filling, Imprint, bold_parts, plain
from .model import Worksheet
from .paper import Block, Bullets, Entry, Grid, Heading, NewPage, Notice, Options, Paragraph, Signatures, Steps, Ticks

FONT = "Arial"
PETROL, INK, MUTED = RGBColor(0x0B, 0x4F, 0x58), RGBColor(0x1C, 0x24, 0x26), RGBColor(0x4A, 0x56, 0x59)
HEAD_FILL, TINT, RULE = "E3EEEF", "FBF6EA", "9FB4B7"
WIDTH = 17.0  # cm between the margins
LINE = 0.72  # cm to write one line by hand
EMPTY_BOX, TICKED_BOX = "☐", "☒"
# Word insists on the order of what describes a paragraph; this is what may follow its shade.
AFTER_SHADE = (
    "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr",
)
AFTER_HYPHENATION = (
    "w:consecutiveHyphenLimit", "w:hyphenationZone", "w:doNotHyphenateCaps", "w:characterSpacingControl", "w:hdrShapeDefaults",
    "w:footnotePr", "w:endnotePr", "w:compat", "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping", "w:shapeDefaults",
    "w:decimalSymbol", "w:listSeparator",
)
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
AIR = (("top", 40), ("left", 90), ("bottom", 40), ("right", 90))  # twentieths of a point
OLDEST = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip file knows


def write_docx(sheet: Worksheet, filling: Filling, imprint: Imprint) -> bytes:
    """Return the sheet in one edition as the bytes of a DOCX file, the same for the same input."""
    writer = _Writer(filling, imprint)
    writer.head(sheet)
    for blocks in runs(sheet.blocks):
        writer.write(blocks)
    writer.tail()
    stream = io.BytesIO()
    writer.document.save(stream)
    return repacked(stream.getvalue())


def runs(blocks: Iterable[Block]) -> list[list[Block]]:
    """Neighbouring fields and choices belong into one table; everything else stands alone."""
    groups: list[list[Block]] = []
    for block in blocks:
        if isinstance(block, Entry | Options) and groups and isinstance(groups[-1][0], Entry | Options):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def repacked(content: bytes) -> bytes:
    """The same zip file without times, so that its bytes depend on nothing but its content."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "docProps/thumbnail.jpeg":  # python-docx's own sample page
                new.writestr(zipfile.ZipInfo(name, OLDEST), _without_thumbnail(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _without_thumbnail(name: str, content: bytes) -> bytes:
    if name != "_rels/.rels":
        return content
    root = parse_xml(content)
    for relation in list(root):
        if "thumbnail" in relation.get("Target", ""):
            root.remove(relation)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@dataclass
class _Writer:
    filling: Filling
    imprint: Imprint
    heading: str = ""
    controls: int = 0
    document: Document = field(init=False)

    def __post_init__(self) -> None:
        self.document = Document()
        self._page()
        self._styles()
        self._properties()
        self._foot()

    # the frame

    def head(self, sheet: Worksheet) -> None:
        if self.imprint.label:
            self._paragraph(self.imprint.label.upper(), "Kennzeichnung")
        self.document.add_heading(sheet.title, 1)
        self._paragraph(sheet.purpose, "Zweck")
        self._paragraph(self.filling.text(sheet.guide), "Anleitung")
        if sheet.disclaimer:
            self._notice(sheet.disclaimer)
        if self.imprint.label and sheet.example:
            self._notice(self.filling.text(sheet.example.note))

    def tail(self) -> None:
        if references := self.filling.references():
            self.document.add_heading("Quellen", 2)
            for line in references:
                self._paragraph(line, "Quelle")

    def write(self, blocks: list[Block]) -> None:
        match blocks[0]:
            case Heading(ueberschrift=text):
                self.heading = text
                self.document.add_heading(text, 2)
            case Paragraph(text=text):
                self._paragraph(self.filling.text(text))
            case Notice(hinweis=text):
                self._notice(self.filling.text(text))
            case Bullets(liste=lines):
                for line in lines:
                    self._paragraph(self.filling.text(line), "ListBullet")
            case Steps(schritte=lines):
                self._numbered([self.filling.text(line) for line in lines])
            case Ticks(haken=lines):
                for line in lines:
                    paragraph = _styled(self.document.add_paragraph(), "Haken")
                    self._box(paragraph, plain(line), False)
                    self._runs(paragraph, "\t" + self.filling.text(line))
            case Entry() | Options():
                self._fields(blocks)
            case Grid() as grid:
                self._grid(grid)
            case Signatures(unterschrift=lines):
                self._signatures(lines)
            case NewPage():
                self.document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)

    # the pieces

    def _paragraph(self, text: str, style: str = "Normal") -> DocxParagraph:
        paragraph = _styled(self.document.add_paragraph(), style)
        self._runs(paragraph, text)
        return paragraph

    def _runs(self, paragraph: DocxParagraph, text: str) -> None:
        for part, bold in bold_parts(text):
            paragraph.add_run(part).bold = True if bold else None

    def _notice(self, text: str) -> None:
        self._paragraph(text, "Hinweis")

    def _numbered(self, lines: Sequence[str]) -> None:
        for number, line in enumerate(lines, 1):
            self._paragraph(f"{number}.\t{line}", "Schritt")

    def _fields(self, blocks: list[Block]) -> None:
        name = self.heading or self.imprint.title
        table = self._table((), (5.6, WIDTH - 5.6), f"{name}: Angaben zum Ausfüllen")
        for block in blocks:
            row = self._row(table, 1 if isinstance(block, Options) else block.zeilen)
            label = block.feld if isinstance(block, Entry) else block.auswahl
            paragraph = row.cells[0].paragraphs[0]
            paragraph.add_run(label).bold = True
            if block.pflicht:
                paragraph.add_run(" (Pflicht)")
            if block.hilfe:
                self._runs(_styled(row.cells[0].add_paragraph(), "Hilfe"), self.filling.text(block.hilfe))
            if isinstance(block, Entry):
                self._control(row.cells[1], label, self.filling.entry(block), block.zeilen > 1)
            else:
                self._options(row.cells[1], block)
        self._after_table()

    def _options(self, cell: _Cell, block: Options) -> None:
        chosen = self.filling.chosen(block)
        inline = all(len(option) < 30 for option in block.optionen)
        for number, option in enumerate(block.optionen):
            paragraph = cell.paragraphs[0] if number == 0 or inline else _styled(cell.add_paragraph(), "Zelle")
            self._box(paragraph, f"{block.auswahl}: {option}", option in chosen)
            words = option.replace(" ", "\u00a0") if inline else option
            paragraph.add_run(f"\u00a0{words}" + ("   " if inline else ""))

    def _grid(self, grid: Grid) -> None:
        parts = grid.breiten or [1] * len(grid.kopf)
        widths = [WIDTH * part / sum(parts) for part in parts]
        self._paragraph(grid.tabelle, "Caption")
        table = self._table(grid.kopf, widths, grid.tabelle)
        for number, cells in enumerate(self.filling.grid(grid), 1):
            row = self._row(table, grid.hoehe)
            for column, (cell, text) in enumerate(zip(row.cells, cells)):
                if text:
                    self._runs(cell.paragraphs[0], text)
                else:
                    self._control(cell, f"{grid.kopf[column]}, Zeile {number}", "", grid.hoehe > 1, quiet=True)
        self._after_table()

    def _signatures(self, lines: Sequence[str]) -> None:
        table = self.document.add_table(rows=1, cols=len(lines))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _describe(table, "Unterschriften", "Je Spalte eine Linie mit der Angabe darunter")
        for cell, line in zip(table.rows[0].cells, lines):
            cell.paragraphs[0].paragraph_format.space_before = Pt(34)
            cell.paragraphs[0].add_run(line).font.size = Pt(9)
            _border(cell.paragraphs[0]._p.get_or_add_pPr(), "top", "4A5659")
        self._after_table()

    def _after_table(self) -> None:
        _styled(self.document.add_paragraph(), "Abstand")

    def _table(self, head: Sequence[str], widths: Sequence[float], title: str) -> Table:
        """A table with a marked head; without one, the first column names what stands beside it."""
        table = self.document.add_table(rows=1 if head else 0, cols=len(widths))
        table.autofit = False
        _frame(table)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        for name, on in (("firstRow", bool(head)), ("firstColumn", not head), ("lastRow", False), ("lastColumn", False)):
            look.set(qn(f"w:{name}"), str(int(on)))
        look.attrib.pop(qn("w:val"), None)
        _describe(table, title, f"Spalten: {', '.join(head)}" if head else "Links die Angabe, rechts der Platz für den Eintrag")
        for column, width in zip(table.columns, widths):
            column.width = Cm(width)
        if head:
            for cell, text, width in zip(table.rows[0].cells, head, widths):
                cell.width = Cm(width)
                _styled(cell.paragraphs[0], "Tabellenkopf").add_run(text)
                _shade(cell, HEAD_FILL)
            properties = table.rows[0]._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            properties.append(OxmlElement("w:tblHeader"))
        return table

    def _row(self, table: Table, lines: int) -> _Row:
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        row.height = Cm(LINE * lines + 0.1)
        for cell, column in zip(row.cells, table.columns):
            cell.width = column.width
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER if lines == 1 else WD_ALIGN_VERTICAL.TOP
            _styled(cell.paragraphs[0], "Zelle")
        return row

    def _control(self, cell: _Cell, label: str, text: str, many_lines: bool, quiet: bool = False) -> None:
        """A field that can be clicked and that a screen reader names."""
        self.controls += 1
        multi = ' w:multiLine="1"' if many_lines else ""
        control = parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias/><w:tag/><w:id w:val="{self.controls}"/>'
            f'<w:text{multi}/></w:sdtPr><w:sdtContent/></w:sdt>'
        )
        for name in ("alias", "tag"):
            control.find(f"{qn('w:sdtPr')}/{qn(f'w:{name}')}").set(qn("w:val"), label[:60])
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text or "\u2003" * (2 if quiet else 6))
        control.find(qn("w:sdtContent")).append(run._r)
        paragraph._p.append(control)
        if not text:
            _shade(cell, TINT)

    def _box(self, paragraph: DocxParagraph, label: str, ticked: bool) -> None:
        """A box to click in Word and to cross on paper."""
        self.controls += 1
        control = parse_xml(
            f'<w:sdt {nsdecls("w", "w14")}><w:sdtPr><w:alias/><w:id w:val="{self.controls}"/><w14:checkbox>'
            f'<w14:checked w14:val="{int(ticked)}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent/></w:sdt>'
        )
        control.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").set(qn("w:val"), label[:60])
        run = paragraph.add_run(TICKED_BOX if ticked else EMPTY_BOX)
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        for place in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(place), "Segoe UI Symbol")
        control.find(qn("w:sdtContent")).append(run._r)
        paragraph._p.append(control)

    # page, styles, properties

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin, section.bottom_margin = Cm(1.8), Cm(2.1)
        section.header_distance, section.footer_distance = Cm(0.9), Cm(0.9)

    def _styles(self) -> None:
        styles = self.document.styles
        defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        settings = self.document.settings.element
        settings.insert_element_before(parse_xml(f'<w:autoHyphenation {nsdecls("w")}/>'), *AFTER_HYPHENATION)
        language = defaults.find(qn("w:lang"))
        for place in ("w:val", "w:eastAsia"):
            language.set(qn(place), "de-DE")
        self._style("Normal", 10.5, after=6, spacing=1.15)
        self._style("Heading 1", 20, bold=True, color=PETROL, before=0, after=4)
        self._style("Heading 2", 13, bold=True, color=PETROL, before=12, after=4)
        self._style("Caption", 10.5, bold=True, color=INK, before=6, after=3, follow=True)
        self._style("List Bullet", 10.5, after=3, spacing=1.15)
        for name, size, after in (
            ("Kennzeichnung", 9, 2), ("Zweck", 12, 4), ("Anleitung", 10.5, 6), ("Hinweis", 10, 8), ("Schritt", 10.5, 4),
            ("Haken", 10.5, 4), ("Hilfe", 9, 2), ("Zelle", 10, 0), ("Tabellenkopf", 9.5, 0), ("Abstand", 4, 2), ("Quelle", 9, 2),
        ):
            style = styles.add_style(name, 1)
            style.base_style = styles["Normal"]
            self._style(name, size, after=after)
        styles["Kennzeichnung"].font.bold = True
        styles["Kennzeichnung"].font.color.rgb = RGBColor(0x8A, 0x5A, 0x00)
        styles["Zweck"].font.color.rgb = MUTED
        styles["Hilfe"].font.color.rgb = MUTED
        styles["Quelle"].font.color.rgb = MUTED
        styles["Tabellenkopf"].font.bold = True
        styles["Tabellenkopf"].font.color.rgb = PETROL
        for name in ("Schritt", "Haken"):
            styles[name].paragraph_format.left_indent = Cm(0.75)
            styles[name].paragraph_format.first_line_indent = Cm(-0.75)
            styles[name].paragraph_format.tab_stops.add_tab_stop(Cm(0.75))
        notice = styles["Hinweis"].element.get_or_add_pPr()
        _border(notice, "left", "B7791F", 24)
        shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{TINT}"/>')
        notice.insert_element_before(shade, *AFTER_SHADE)
        styles["Hinweis"].paragraph_format.left_indent = Cm(0.3)

    def _style(
        self, name: str, size: float, *, bold: bool | None = None, color: RGBColor | None = None,
        before: float = 0, after: float = 0, spacing: float | None = None, follow: bool | None = None,
    ) -> None:
        style = self.document.styles[name]
        style.font.size, style.font.name = Pt(size), FONT
        style.font.bold = bold
        style.font.italic = False if name == "Caption" else None
        style.font.color.rgb = color or INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for place in list(fonts.attrib):
            del fonts.attrib[place]
        for place in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(place), FONT)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = spacing
        if follow is not None:
            style.paragraph_format.keep_with_next = follow

    def _properties(self) -> None:
        core = self.document.core_properties
        core.title = f"{self.imprint.title} – {self.imprint.label}" if self.imprint.label else self.imprint.title
        core.subject = f"{self.imprint.origin}: {self.imprint.address}"
        core.comments = f"{self.imprint.terms} · {LICENCE_URL}"
        core.language, core.author, core.last_modified_by, core.keywords = "de-DE", "", "", ""
        core.created = core.modified = self.imprint.moment
        core.revision = 1

    def _foot(self) -> None:
        footer = self.document.sections[0].footer.paragraphs[0]
        footer.style = self.document.styles["Footer"]
        self._style("Footer", 8)
        footer.style.font.color.rgb = MUTED
        footer.add_run(f"{self.imprint.address}\n{self.imprint.origin} · {self.imprint.terms}")
        footer.paragraph_format.space_after = Pt(2)
        footer = self.document.sections[0].footer.add_paragraph(style="Footer")
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        footer.add_run("Seite ")
        _field(footer, "PAGE")
        footer.add_run(" von ")
        _field(footer, "NUMPAGES")
        _border(self.document.sections[0].footer.paragraphs[0]._p.get_or_add_pPr(), "top", RULE)


def _styled(paragraph: DocxParagraph, style: str) -> DocxParagraph:
    """Give a paragraph its style by id: python-docx' own way reads all styles again for every paragraph."""
    paragraph._p.style = style
    return paragraph


def _field(paragraph: DocxParagraph, code: str) -> None:
    element = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    paragraph._p.append(element)


def _border(properties: CT_PPr, side: str, color: str, eighths: int = 6) -> None:
    border = f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="{eighths}" w:space="4" w:color="{color}"/></w:pBdr>'
    properties.insert_element_before(parse_xml(border), "w:shd", *AFTER_SHADE)


def _frame(table: Table) -> None:
    """Thin lines in the book's grey, and some air around the text."""
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in SIDES)
    air = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in AIR)
    properties = table._tbl.tblPr
    later = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription")
    properties.insert_element_before(parse_xml(f'<w:tblBorders {nsdecls("w")}>{sides}</w:tblBorders>'), *later)
    properties.insert_element_before(parse_xml(f'<w:tblCellMar {nsdecls("w")}>{air}</w:tblCellMar>'), *later[3:])


def _shade(cell: _Cell, fill: str) -> None:
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>'))


def _describe(table: Table, title: str, description: str) -> None:
    """What a screen reader says about a table."""
    for name, text in (("w:tblCaption", title), ("w:tblDescription", description)):
        element = OxmlElement(name)
        element.set(qn("w:val"), text)
        table._tbl.tblPr.append(element)
