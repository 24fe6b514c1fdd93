"""Files beside the pages that are made from the handbook's data: downloads, tables, templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .exports import calculation_sheets, catalogue_data, portable
from .handbook import Handbook

# Each takes the handbook and returns path on the site → content.
MAKERS: Iterable[Callable[[Handbook], dict[str, bytes]]] = (portable.make_json, calculation_sheets.make_xlsx, catalogue_data.make_tables)


def generated_files(handbook: Handbook) -> dict[str, bytes]:
    """Return path on the site (daten/…, vorlagen/…) → content, the same bytes for the same handbook."""
    return {path: content for make in MAKERS for path, content in make(handbook).items()}
