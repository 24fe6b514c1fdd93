"""What all spreadsheets of the handbook share: looks, print setup, and text that stays text."""
from __future__ import annotations

import datetime
import io
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

AUTHORS = "Wegweiser Quartiersentwicklung – Mitwirkende"
# Arial is on every machine, or one of its measures (Liberation Sans).
FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}
LINE_HEIGHT = 13.5
TITLE_HEIGHT = 26.0
LOOKS: dict[str, dict[str, object]] = {
    "text": {"text_wrap": True, "align": "left", "indent": 1},
    "paragraph": {"text_wrap": True},
    "title": {"bold": True, "font_size": 16, "font_color": "#0B4F58"},
    "heading": {"bold": True, "font_size": 11, "indent": 1, "font_color": "#0B4F58", "top": 1, "top_color": "#0B4F58"},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#0B4F58", "text_wrap": True, "align": "left", "indent": 1},
    "head_number": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#0B4F58", "text_wrap": True, "align": "right"},
    "link": {"font_color": "#0B4F58", "underline": 1, "text_wrap": True, "align": "left", "indent": 1},
    "input": {"font_color": "#0000B0", "bg_color": "#FFF8D6", "border": 1, "border_color": "#8A8A8A"},
    "number": {},
    "result": {"bold": True, "bg_color": "#E3F1F2"},
    "result_text": {"bold": True, "bg_color": "#E3F1F2", "text_wrap": True, "align": "left", "indent": 1},
}
FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31
LONGEST_LINK = 2000


@dataclass
class Workbook:
    """A spreadsheet in the making; `stand` is the month it belongs to, „2026-11“."""

    title: str
    stand: str
    buffer: io.BytesIO = field(default_factory=io.BytesIO)
    formats: dict[tuple[str, str], Format] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)

    @cached_property
    def book(self) -> xlsxwriter.Workbook:
        book = xlsxwriter.Workbook(self.buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({
            "title": self.title, "author": AUTHORS, "comments": "CC BY 4.0",
            # The day it was written would make other bytes of the same content.
            "created": datetime.datetime.fromisoformat(f"{self.stand or '2026-01'}-01"),
        })
        return book

    def look(self, name: str, number_format: str = "") -> Format:
        key = (name, number_format)
        if key not in self.formats:
            extra = {"num_format": number_format} if number_format else {}
            self.formats[key] = self.book.add_format({**FONT, **LOOKS[name], **extra})
        return self.formats[key]

    def sheet(self, name: str, widths: list[float], head_row: int | None = None) -> Sheet:
        """Add a sheet for A4 across; `widths` of its columns in characters, `head_row` repeats on every page."""
        sheet = self.book.add_worksheet(self._free_name(name))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.8)
        sheet.set_footer(f"&L&8{self.title[:90].replace('&', '&&')} – CC BY 4.0&R&8&A, Seite &P von &N")
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        if head_row is not None:
            sheet.repeat_rows(head_row)
        self.sheets.append(Sheet(self, sheet, widths))
        return self.sheets[-1]

    def content(self) -> bytes:
        """Finish and return the file."""
        for sheet in self.sheets:
            sheet.set_heights()
        self.book.close()
        return self.buffer.getvalue()

    def _free_name(self, name: str) -> str:
        taken = {sheet.get_name().lower() for sheet in self.book.worksheets()}
        plain = free = FORBIDDEN_IN_NAMES.sub(" ", name)[:LONGEST_NAME].strip() or "Blatt"
        number = 2
        while free.lower() in taken or free.lower() == "history":  # Excel keeps that name for itself
            free = f"{plain[: LONGEST_NAME - 3]} {number}"
            number += 1
        return free


@dataclass
class Sheet:
    """One sheet; rows and columns count from 0. Text is never taken for a formula or a link."""

    workbook: Workbook
    sheet: Worksheet
    widths: list[float]
    heights: dict[int, float] = field(default_factory=dict)
    folded: set[int] = field(default_factory=set)

    @property
    def name(self) -> str:
        return self.sheet.get_name()

    def text(self, row: int, column: int, text: str, look: str = "text") -> None:
        self.sheet.write_string(row, column, text, self.workbook.look(look))
        if look == "title":
            self.heights[row] = TITLE_HEIGHT
        elif look != "heading":
            self._make_room(row, text, self.widths[column])

    def head(self, row: int, texts: list[str], numbers: Collection[int] = ()) -> None:
        """The head of a table; `numbers` are its columns of numbers."""
        for column, text in enumerate(texts):
            self.text(row, column, text, "head_number" if column in numbers else "head")

    def heading(self, row: int, text: str) -> None:
        """A heading inside of a table, across its columns."""
        for column in range(len(self.widths)):
            self.text(row, column, "" if column else text, "heading")

    def wide(self, row: int, text: str) -> None:
        """A paragraph over all columns, as high as it needs."""
        look = self.workbook.look("paragraph")
        self.sheet.merge_range(row, 0, row, len(self.widths) - 1, "", look)
        self.sheet.write_string(row, 0, text, look)
        self._make_room(row, text, sum(self.widths))

    def number(self, row: int, column: int, number: float, number_format: str, look: str = "number") -> None:
        self.sheet.write_number(row, column, number, self.workbook.look(look, number_format))

    def formula(self, row: int, column: int, formula: str, cached: float, number_format: str, look: str = "number") -> None:
        """A live formula; `cached` is what programs show that do not compute."""
        self.sheet.write_formula(row, column, formula, self.workbook.look(look, number_format), cached)

    def link(self, row: int, column: int, address: str, text: str = "") -> None:
        if address.startswith(("https://", "http://")) and len(address) <= LONGEST_LINK:
            self.sheet.write_url(row, column, address, self.workbook.look("link"), text or address)
            self._make_room(row, text or address, self.widths[column])
        else:
            self.text(row, column, text or address)

    def fold(self, row: int) -> None:
        """Hide a row behind a click."""
        self.folded.add(row)

    def set_heights(self) -> None:
        """Not every program makes a row as high as its text needs."""
        for row in sorted({*self.heights, *self.folded}):
            folding = {"level": 1, "hidden": True} if row in self.folded else {}
            self.sheet.set_row(row, self.heights.get(row, LINE_HEIGHT), None, folding)

    def _make_room(self, row: int, text: str, width: float) -> None:
        lines = sum(ceil(len(part) / (width * 1.2)) or 1 for part in text.split("\n"))
        self.heights[row] = max(self.heights.get(row, 0), LINE_HEIGHT * lines + 1.5)


def number_format(places: int, words: dict[str, str] | None = None) -> str:
    """The format of a number as the handbook shows it; the program puts in German points and commas.

    Up to three `words` by whole numbers show instead of the number.
    """
    if words and len(words) <= 3:
        *first, (_, last) = [(number, word.replace('"', "")) for number, word in words.items()]
        return ";".join([*(f'[={number}]"{word}"' for number, word in first), f'"{last}"'])
    digits = "#,##0" + ("." + "0" * places if places else "")
    return f'{digits};"\u2212"{digits}'
