"""All cleaned pages in the order of the book → one HTML document for pandoc."""
from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from ..book.clean import Cleaned
from ..book.collection import BookMeta, Collection
from ..book.workroom import entries
from .elements import EPUB_TYPE, Converter, place

PART, CHAPTER = 1, 2  # heading levels; pandoc begins a new file at each of them


def document(collection: Collection, cleaned: list[Cleaned]) -> bytes:
    """Return the handbook as HTML: <h1> for parts and for pages that stand alone, <h2> for chapters.

    Every chapter's own headings move down accordingly; numbers are those of the printed book.
    """
    by_file = {f"{page.page.file_stem}.xml": page for page in cleaned}
    body = etree.Element("body")
    notes: list[etree._Element] = []
    titles = {page.tree.find("h1").get("id", ""): page.page.label for page in cleaned}
    imprint(body, collection.meta)
    for entry in entries(collection):
        if entry["kind"] == "part":
            opener(body, entry)
        else:
            chapter(body, entry, by_file[entry["file"]], notes, titles)
    body.extend(notes)
    html = etree.Element("html")
    html.append(body)
    return etree.tostring(html, method="html", encoding="utf-8").replace(f"{EPUB_TYPE}=".encode(), b"epub:type=")


def opener(body: etree._Element, entry: dict[str, Any]) -> None:
    heading = etree.SubElement(body, f"h{PART}", id=place(entry["label"]))
    heading.text = " ".join(filter(None, (f"Teil {entry['number']}:" if entry["number"] else "", entry["title"])))
    if entry["lead"]:
        lead = etree.SubElement(etree.SubElement(body, "div", **{"class": "lead"}), "p")
        lead.text = entry["lead"]


def chapter(
    body: etree._Element, entry: dict[str, Any], page: Cleaned, notes: list[etree._Element], titles: Mapping[str, str],
) -> None:
    level = PART + entry["offset"]
    converter = Converter(page.images, level - 1, notes, titles)
    heading = etree.SubElement(body, f"h{level}", id=place(entry["label"]))
    heading.text = f"{entry['number']} " if entry["number"] else None
    title = page.tree.find("h1")
    converter.children(title, heading)
    rest = deepcopy(page.tree)
    rest.remove(rest.find("h1"))
    # A page that stands alone is one file: pandoc does not look for chapters inside of a <div>.
    converter.children(rest, body if level == CHAPTER else etree.SubElement(body, "div"))


def imprint(body: etree._Element, meta: BookMeta) -> None:
    """What the imprint page of the printed book says, drawn from the same data."""
    heading = etree.SubElement(body, f"h{PART}", id="impressum-dieser-ausgabe")
    heading.text = "Zu dieser Ausgabe"
    commit = f", Bearbeitungsstand {meta.commit}" if meta.commit else ""
    rows = (
        ("Was dieses Buch ist", meta.notice, ""), ("Herausgabe", meta.publisher, ""),
        ("Fassung", f"Fassung {meta.version}, {meta.date}{commit}", ""),
        ("Immer aktuell", meta.site_url, meta.site_url), ("Quelltext und Mitmachen", meta.repo_url, meta.repo_url),
        ("Lizenz", meta.licence, meta.licence_url),
    )
    names = etree.SubElement(body, "dl")
    for name, text, address in rows:
        if text:
            etree.SubElement(names, "dt").text = name
            value = etree.SubElement(names, "dd")
            (etree.SubElement(value, "a", href=address) if address else value).text = text
