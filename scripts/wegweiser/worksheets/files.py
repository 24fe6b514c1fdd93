"""All files of all sheets: path on the site → bytes."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ..edition import read_edition
from .docx_file import write_docx
from .filling import Filling, Imprint, imprint
from .model import Worksheet
from .xlsx_file import write_xlsx

if TYPE_CHECKING:
    from ..handbook import Handbook


def worksheet_files(handbook: Handbook) -> dict[str, bytes]:
    """DOCX and XLSX of every sheet, empty and, where there is one, filled in for Marten."""
    files = {}
    for sheet in handbook.worksheets.values():
        for filled in sheet.editions:
            filling, origin = _edition(handbook, sheet, filled)
            kind = sheet.kinds[0]
            files[sheet.address(kind, filled)] = (write_xlsx if kind == "xlsx" else write_docx)(sheet, filling, origin)
    return files


def fillable_files(handbook: Handbook) -> dict[str, bytes]:
    """The fillable PDFs; WeasyPrint is loaded only here."""
    from .form_pdf import write_form

    return {
        sheet.address("pdf"): write_form(sheet, *_edition(handbook, sheet, False))
        for sheet in handbook.worksheets.values() if sheet.fillable
    }


def _edition(handbook: Handbook, sheet: Worksheet, filled: bool) -> tuple[Filling, Imprint]:
    edition = read_edition(handbook.root, handbook.version)
    filling = Filling(filled, handbook.calculations, handbook.sources)
    return filling, imprint(sheet, handbook.chapters, handbook.address, edition, filled)
