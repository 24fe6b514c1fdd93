"""What MkDocs' build needs to know while it renders page after page.

MkDocs loads a hook file apart from the package, so that the hook's own variables would
exist twice. The state therefore lives here and nowhere else.
"""
from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from xml.etree import ElementTree

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from . import (
    calculation_faces,
    catalogue,
    charts,
    citations,
    decision_diagram,
    fact_sheet,
    finder,
    gap_check,
    legal_forms,
    programmes,
    reading_time,
    selection,
    start_paths,
)
from .calculation import OWN_ORIGINS
from .changelog import read_changelog
from .chapter import Chapter
from .edition import month_name
from .exports import catalogue_data, portable
from .handbook import Handbook
from .search.files import SearchIndex
from .stage_chart import stage_chart
from .text import format_number
from .worksheets import offers


class Rendering:
    """The handbook, the chapter that is being rendered and the templates of its drawn pieces."""

    def __init__(self, handbook: Handbook, pdf: bool = False) -> None:
        self.handbook = handbook
        self.pdf = pdf  # this build makes PDFs, so pages may link to fillable ones
        self.chapter: Chapter | None = None
        self.search_index = SearchIndex(handbook)

    @cached_property
    def templates(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(self.handbook.root / "overrides" / "bausteine"),
            autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        )
        environment.filters["monat"] = month_name
        environment.globals.update(
            handbook=self.handbook,
            fact_rows=fact_sheet.fact_rows,
            catalogue=catalogue,
            charts=charts,
            faces=calculation_faces,
            own_origins=OWN_ORIGINS,
            page_model=lambda calculation: calculation_faces.page_model(calculation, self.handbook),
            stage_chart=stage_chart,
            decision_diagram=decision_diagram,
            felder=fact_sheet.FIELDS,
            finder=finder,
            gap_check=gap_check,
            reading_time=reading_time,
            selection=selection,
            start_paths=start_paths,
            legal_forms=legal_forms,
            overdue=programmes.overdue,
            caution=programmes.caution,
            zahl=lambda number: format_number(Decimal(number), 0),
            datasets=catalogue_data.datasets,
            own_calculations=portable.own_calculations,
            sorted_sources=citations.sorted_sources,
            versions=read_changelog,
            downloads=lambda sheet, filled=False: offers.downloads(sheet, filled, self.pdf),
            edition_name=offers.edition_name,
            worksheets_by_part=offers.by_part,
            worksheets_of=offers.of_chapter,
        )
        return environment

    def draw(self, template: str, **values: object) -> ElementTree.Element:
        """Draw overrides/bausteine/<template>.html, which must have one outer element."""
        text = self.templates.get_template(f"{template}.html").render(chapter=self.chapter, **values)
        return ElementTree.fromstring(text.strip())


current: Rendering | None = None


def start(handbook: Handbook, pdf: bool = False) -> Rendering:
    """Make `handbook` the one that pages are rendered for; `pdf` if this build makes PDFs."""
    global current
    current = Rendering(handbook, pdf)
    return current
