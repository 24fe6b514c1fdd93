"""Files beside the pages that are made from the handbook's data: downloads, tables, templates.

A new one is entered in product_names.py too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .exports import calculation_sheets, catalogue_data, portable
from .handbook import Handbook
from .worksheets.files import fillable_files, worksheet_files

# Each takes the handbook and returns path on the site → content.
MAKERS: Iterable[Callable[[Handbook], dict[str, bytes]]] = (
    portable.make_json, calculation_sheets.make_xlsx, catalogue_data.make_tables, worksheet_files,
)
# Only where PDFs are made: these need WeasyPrint, and WeasyPrint needs Pango on the machine.
PDF_MAKERS: Iterable[Callable[[Handbook], dict[str, bytes]]] = (fillable_files,)


def generated_files(handbook: Handbook, pdf: bool = False) -> dict[str, bytes]:
    """Return path on the site (daten/…, vorlagen/…) → content, the same bytes for the same handbook."""
    makers = [*MAKERS, *(PDF_MAKERS if pdf else ())]
    return {path: content for make in makers for path, content in make(handbook).items()}
