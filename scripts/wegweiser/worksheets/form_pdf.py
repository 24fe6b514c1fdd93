"""HTML with fields → fillable PDF/UA-1 and PDF/A-3a. WeasyPrint lays out, form_finish.py mends the fields.

Only the full build needs this: WeasyPrint wants Pango on the machine, the pages do not.
"""
from __future__ import annotations

from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from ..book.fonts import font_files
from .filling import Filling, Imprint
from .form_finish import finish
from .form_html import form_page
from .model import Worksheet

FONT_SCHEME = "schrift:"  # no path and no address ever stands in the page
FACES = {"Regular": (400, "normal"), "Italic": (400, "italic"), "SemiBold": (600, "normal")}
FAMILY = "IBMPlexSansCondensed"
STYLE = """
@page { size: A4; margin: 13mm 18mm 14mm; @bottom-right { content: "Seite " counter(page) " von " counter(pages); font: 8pt Bogen; color: #4a5659 } }
html { font: 10.5pt/1.35 Bogen; color: #1c2426 }
h1 { margin: 0 0 1mm; font-size: 21pt; font-weight: 600; line-height: 1.1; color: #0b4f58 }
h2 { margin: 5mm 0 1.5mm; font-size: 13pt; font-weight: 600; color: #0b4f58; break-after: avoid }
p { margin: 0 0 2mm } ul, ol { margin: 0 0 2mm; padding-left: 6mm } li { margin-bottom: .8mm }
.zweck { font-size: 12pt; color: #4a5659 }
.hinweis { padding: 1.6mm 3mm; border-left: 1.2mm solid #b7791f; background: #fbf6ea }
.hilfe, .pflicht { font-weight: 400; color: #4a5659 }
.feld { margin-bottom: 2mm; break-inside: avoid }
.feld > label, .frage { display: block; margin: 0 0 .8mm; font-weight: 600 }
input[type=text] { display: block; width: 100%; box-sizing: border-box; border: .5pt solid #6f8a8e; background: #fbfdfd; font: 10pt Bogen }
input[type=checkbox], input[type=radio] { display: inline-block; width: 3.2mm; height: 3.2mm; border: .7pt solid #1c2426;
  margin-right: 1mm; vertical-align: -.3mm }
input[type=radio] { border-radius: 50% }
.optionen { margin: 0 } .option { display: inline-block; margin: 0 4mm .6mm 0; font-weight: 400 }
.haken { margin-bottom: 1.4mm }
table { width: 100%; margin: 1mm 0 2.4mm; border-collapse: collapse; table-layout: fixed }
caption { margin-bottom: 1mm; font-weight: 600; text-align: left; break-after: avoid }
th { padding: 1mm 1.4mm; border: .5pt solid #9fb4b7; background: #e3eeef; color: #0b4f58; font-size: 9.5pt; font-weight: 600;
  text-align: left; vertical-align: bottom }
td { padding: 1mm 1.4mm; border: .5pt solid #9fb4b7; vertical-align: middle } tr { break-inside: avoid }
td.leer { padding: 0 } td.leer input { border: 0 }
.unterschriften { display: flex; gap: 8mm; margin-top: 15mm; break-inside: avoid }
.unterschriften p { flex: 1; border-top: .7pt solid #1c2426; padding-top: 1mm; font-size: 9pt }
.neue-seite { break-before: page }
.herkunft { margin-top: 4mm; padding-top: 1.5mm; border-top: .5pt solid #9fb4b7; font-size: 8pt; color: #4a5659 }
"""


REFUSAL = "Ein Formular wollte laden: {}; erlaubt sind nur die eigenen Schriften."


class OnlyFonts(URLFetcher):
    """Gives WeasyPrint the pinned fonts and refuses everything else, with an end of the build."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=())
        self.refused: list[str] = []
        self.files = {f"{FONT_SCHEME}{path.stem}": path for path in font_files() if path.stem.startswith(FAMILY + "-")}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url not in self.files:
            self.refused.append(url[:120])
            raise FatalURLFetchingError(REFUSAL.format(self.refused))
        return URLFetcherResponse(url, self.files[url].read_bytes(), {"Content-Type": "font/ttf"})


def write_form(sheet: Worksheet, filling: Filling, imprint: Imprint) -> bytes:
    """Return the sheet as the bytes of a fillable PDF, the same for the same input on the same machine."""
    page = form_page(sheet, filling, imprint)
    return finish(typeset(page.html), field_font(), page.tooltips, page.required, page.many_lines)


def typeset(html: str) -> bytes:
    """Lay out HTML with the pinned fonts. Raises FatalURLFetchingError if it wants to load anything."""
    fonts, fetcher = FontConfiguration(), OnlyFonts()
    faces = "".join(
        f'@font-face{{font-family:Bogen;font-weight:{weight};font-style:{style};src:url("{FONT_SCHEME}{FAMILY}-{name}")}}'
        for name, (weight, style) in FACES.items()
    )
    style = CSS(string=faces + STYLE, font_config=fonts, url_fetcher=fetcher)
    document = HTML(string=html, url_fetcher=fetcher, base_url=None)
    content = document.write_pdf(
        stylesheets=[style], font_config=fonts, pdf_forms=True, pdf_variant="pdf/a-3a", pdf_identifier=b"wegweiser-bogen",
    )
    if fetcher.refused:  # within an SVG, WeasyPrint swallows the error
        raise FatalURLFetchingError(REFUSAL.format(fetcher.refused))
    return content


def field_font() -> Path:
    return next(path for path in font_files() if path.stem == f"{FAMILY}-Regular")
