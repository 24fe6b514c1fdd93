"""A rendered page as entries of the search index: one per section, term and calculation."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

import lxml.html
from lxml.html import HtmlElement

HEADINGS = ("h2", "h3", "h4")
# What a block leaves behind it, so that neighbours do not run together.
SEPARATORS = {"td": " · ", "th": " · ", "tr": "; "} | dict.fromkeys(
    ("p", "li", "dd", "dt", "div", "caption", "figcaption", "pre", "ul", "ol", "table", "section", "blockquote", "summary", "br"), " ",
)
# Said elsewhere, or of every page the same: would only make every page answer every query.
LEFT_OUT = {
    "headerlink", "stand", "pruefstatus", "belege", "herkunft", "erlaeuterung", "quellen", "quellenverzeichnis", "verwandt",
    "karten", "vergleich", "felder", "passungsmatrix", "ueberfaellig", "siehe",
}
LEFT_OUT_TAGS = {"script", "style", "svg", "template", "button", "input", "select"}


@dataclass
class Entry:
    """A piece of a page that can be found: `anchor` is "#…" or "", `is_term` marks a subject of its own."""

    anchor: str
    heading: str
    is_term: bool = False
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The running text: cells of a table are parted by a dot, rows by a semicolon."""
        text = re.sub(r"\s+", " ", "".join(self.parts))
        text = re.sub(r"(?:· )+", "· ", text)             # empty cells
        text = re.sub(r"(?: ·)? ?(?:; ?)+", "; ", text)   # ends of rows
        return re.sub(r"\s+(?=[.,:;!?)])", "", text).strip(" ·;")


def entries_of(html: str) -> list[Entry]:
    """Cut a page's rendered text into its entries; the first one is what stands before any heading."""
    reader = _Reader()
    reader.read(lxml.html.fragment_fromstring(html, create_parent="div"))
    return [entry for entry in reader.entries if entry.heading or entry.text]


class _Reader:
    def __init__(self) -> None:
        self.current = Entry("", "")
        self.entries = [self.current]
        self.section = ""  # anchor of the heading above

    def begin(self, entry: Entry) -> None:
        self.current = entry
        self.entries.append(entry)

    def read(self, element: HtmlElement) -> None:
        """Take in what is inside `element`."""
        self.add(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child)
            self.add(child.tail)

    def element(self, element: HtmlElement) -> None:
        classes = set((element.get("class") or "").split())
        if element.tag == "h1" or element.tag in LEFT_OUT_TAGS or classes & LEFT_OUT:
            return
        if element.tag in HEADINGS and element.get("id"):
            self.section = f"#{element.get('id')}"
            self.begin(Entry(self.section, _title(element)))
        elif element.tag in ("dt", "tr") and element.get("id"):
            self.subject(element)
        elif "rechnung" in classes:
            self.calculation(element)
        else:
            self.read(element)
            self.add(SEPARATORS.get(element.tag, ""))

    def subject(self, element: HtmlElement) -> None:
        """A term of the glossary, or a row with an address of its own (a template, say)."""
        name, rest = (element, []) if element.tag == "dt" else (element[0], element[1:])
        self.begin(Entry(f"#{element.get('id')}", _title(name), is_term=True))
        for cell in rest:
            self.element(cell)

    def calculation(self, section: HtmlElement) -> None:
        """Its title, its note and the names with their values; not the formulas and origins."""
        around = self.current
        titles = section.find_class("rechnung-titel")
        self.begin(Entry(f"#{section.get('id')}" if section.get("id") else self.section, _title(titles[0]) if titles else ""))
        for paragraph in section.iterchildren("p"):
            if paragraph not in titles:
                self.element(paragraph)
        for row in section.xpath(".//tbody/tr"):
            values = row.find_class("zahl")
            self.add(f"{_title(row[0])} {_title(values[0]) if values else ''}; ")
        self.current = around

    def add(self, text: str | None) -> None:
        if text:
            self.current.parts.append(text)


def _title(element: HtmlElement) -> str:
    return " ".join(_text(element).split())


def _text(element: HtmlElement) -> str:
    """Text without the sign that links to the section itself."""
    if set((element.get("class") or "").split()) & LEFT_OUT:
        return ""
    return (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element if isinstance(child.tag, str))
