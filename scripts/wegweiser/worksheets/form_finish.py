"""Mend what WeasyPrint leaves open in a form, so that it can be filled in anywhere and passes PDF/UA-1 and PDF/A-3a.

Measured with WeasyPrint 70: the parts of a radio group stand twice among the fields and carry the name of
the first label; "required" is ignored; fields have no appearance and ask the viewer to draw one, with a font
that knows no codes for letters. Here every field gets a WinAnsi font of the pinned family, its own appearance,
its label as tooltip, and the metadata say both standards.
"""
from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from pathlib import Path

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, String

FIRST, LAST = 32, 255
UNUSED = (0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D)  # codes without a letter in WinAnsi
REQUIRED, MULTILINE = 1 << 1, 1 << 12
APPEARANCE = "0.11 0.14 0.15 rg /Bogen 10 Tf"
NAMESPACES = {"pdfuaid": "http://www.aiim.org/pdfua/ns/id/", "pdfaid": "http://www.aiim.org/pdfa/ns/id/"}


def finish(content: bytes, font: Path, tooltips: Mapping[str, str], required: Collection[str], many_lines: Collection[str]) -> bytes:
    """Return the form with mended fields; `tooltips` says for every field name what it asks for.

    Raises ValueError if a field of the page is missing in the PDF or the other way round.
    """
    with Pdf.open(io.BytesIO(content)) as pdf:
        form = pdf.Root.AcroForm
        fields = _fields(form)
        if set(fields) != set(tooltips):
            raise ValueError(f"Felder fehlen oder sind zu viel: {sorted(set(fields) ^ set(tooltips))}")
        form.DR = Dictionary(Font=Dictionary(Bogen=winansi_font(pdf, font)))
        form.DA = String(APPEARANCE)
        for name, field in fields.items():
            field.TU = String(tooltips[name])
            flags = int(field.get("/Ff", 0))
            if Name.Tx == field.FT:
                field.DA, field.MK = String(APPEARANCE), Dictionary()
                flags |= MULTILINE if name in many_lines else 0
            field.Ff = flags | (REQUIRED if name in required else 0)
        form.Fields = Array(fields.values())
        pdf.generate_appearance_streams()
        if "/NeedAppearances" in form:
            del form["/NeedAppearances"]
        _metadata(pdf)
        pdf.remove_unreferenced_resources()
        stream = io.BytesIO()
        pdf.save(stream, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
        return stream.getvalue()


def _fields(form: Dictionary) -> dict[str, Dictionary]:
    """Name → field. What only belongs to a group (it has a parent) loses its own name."""
    fields = {}
    for field in form.Fields:
        if "/Parent" in field:
            if "/T" in field:
                del field["/T"]
        else:
            fields[str(field.T)] = field
    return fields


def winansi_font(pdf: Pdf, file: Path) -> Dictionary:
    """A simple font of the letters in WinAnsi, so that what people type can be shown and copied."""
    letters = {code: ord(bytes([code]).decode("cp1252")) for code in range(FIRST, LAST + 1) if code not in UNUSED}
    options = subset.Options()
    options.layout_features, options.hinting, options.name_IDs, options.notdef_outline = [], False, [], True
    options.drop_tables += ["meta"]  # it lists the languages of the whole font
    with TTFont(file, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=letters.values())
        subsetter.subset(font)
        stream = io.BytesIO()
        font.save(stream)
        scale = 1000 / font["head"].unitsPerEm
        widths, glyphs, head = font["hmtx"], font.getBestCmap(), font["head"]
        box = [round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)]
        ascent, descent = round(font["hhea"].ascent * scale), round(font["hhea"].descent * scale)
        sizes = [round(widths[glyphs[letters[code]]][0] * scale) if code in letters else 0 for code in range(FIRST, LAST + 1)]
    name = Name(f"/BOGENS+{file.stem}")
    data = pdf.make_stream(stream.getvalue(), Length1=len(stream.getvalue()))
    descriptor = pdf.make_indirect(Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=32, FontBBox=Array(box), ItalicAngle=0,
        Ascent=ascent, Descent=descent, CapHeight=698, StemV=80, FontFile2=data,
    ))
    return pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=name, FirstChar=FIRST, LastChar=LAST,
        Widths=Array(sizes), FontDescriptor=descriptor, Encoding=Name.WinAnsiEncoding,
    ))


def _metadata(pdf: Pdf) -> None:
    """Say that the file keeps to PDF/UA-1 as well as to PDF/A-3a."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.register_xml_namespace(NAMESPACES["pdfuaid"], "pdfuaid")
        metadata["pdfuaid:part"] = "1"
