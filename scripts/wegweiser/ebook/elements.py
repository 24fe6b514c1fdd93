"""Print vocabulary → HTML as pandoc reads it.

pandoc keeps classes of <div>, <span> and table rows only, and ids of headings and <span>. So whatever
carries a class becomes one of these; the reading style (epub.css) speaks of nothing else.
"""
from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from copy import deepcopy

from lxml import etree

from ..book.vocabulary import names

ZERO_WIDTH_SPACE = "\u200b"
# Said before the title of a box, because a colour says nothing to those who cannot see it.
WORDS = {
    "hinweis": "Hinweis", "tipp": "Tipp", "warnung": "Warnung", "rechenbeispiel": "Rechenbeispiel",
    "uebertragung": "Übertragung", "recht": "Recht",
}
MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
# Print element → HTML element and class.
PLAIN: Mapping[str, tuple[str, str]] = {
    "head": ("div", "kopf"), "lead": ("div", "lead"), "status": ("div", "stand"), "web": ("span", "adresse"),
    "small": ("span", "klein"), "value": ("span", "wert"), "placeholder": ("span", "platzhalter"),
    "sources": ("div", "quellen"), "calculation": ("div", "rechnung"), "tab": ("div", "reiter"),
    "summary": ("div", "titel"), "cards": ("div", "karten"), "card": ("div", "karte"),
    "kbd": ("code", ""),
}
SAME = names("""p ul ol li dl dt dd pre blockquote hr figure figcaption table thead tbody tr th td caption
    em strong u del mark sub sup code abbr br span div""")
KEPT = {"ol": ("start", "type"), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}


class Converter:
    """Turns a cleaned page into HTML.

    `shift` says how many levels its headings move down, `titles` which label each page's title
    goes by (a heading has one id, and the book names the page as well as its title).
    """

    def __init__(
        self, images: Mapping[str, bytes], shift: int, notes: list[etree._Element], titles: Mapping[str, str],
    ) -> None:
        self.images, self.shift, self.notes, self.titles = images, shift, notes, titles

    def children(self, source: etree._Element, target: etree._Element) -> None:
        """Draw everything inside of `source` into `target`."""
        add_text(target, source.text)
        for child in source:
            rule = RULES.get(child.tag, Converter.plain)
            rule(self, child, target)
            add_text(target, child.tail)

    def plain(self, source: etree._Element, target: etree._Element) -> None:
        tag, name = PLAIN.get(source.tag, (source.tag, ""))
        if source.tag not in SAME and source.tag not in PLAIN:
            raise ValueError(f"Für <{source.tag}> gibt es im EPUB keine Form.")
        new = etree.SubElement(target, tag, **({"class": name} if name else {}))
        for key in KEPT.get(source.tag, ()):
            if source.get(key):
                new.set(key, source.get(key))
        if source.get("lang"):
            new.set("lang", source.get("lang"))
        if source.get("align"):
            new.set("style", f"text-align: {source.get('align')}")
        if source.get("result"):
            new.set("class", "ergebnis")
        self.children(source, new)

    def heading(self, source: etree._Element, target: etree._Element) -> None:
        level = min(int(source.tag[1]) + self.shift, 6)
        new = etree.SubElement(target, f"h{level}")
        if source.get("id"):
            new.set("id", place(source.get("id")))
        self.children(source, new)

    def anchor(self, source: etree._Element, target: etree._Element) -> None:
        etree.SubElement(target, "span", id=place(source.get("id")))

    def link(self, source: etree._Element, target: etree._Element) -> None:
        """Into the book where the target is part of it, else to the web."""
        if source.get("id"):
            etree.SubElement(target, "span", id=place(source.get("id")))
        to, href = source.get("to"), source.get("href")
        to = self.titles.get(to, to)
        new = etree.SubElement(target, "a", href=f"#{place(to)}" if to else href) if to or href else target
        self.children(source, new)

    def image(self, source: etree._Element, target: etree._Element) -> None:
        """Pictures travel inside the document: pandoc opens no file in its sandbox."""
        data = self.images[source.get("src")]
        kind = MEDIA_TYPES[source.get("src").rpartition(".")[2]]
        address = f"data:{kind};base64,{base64.b64encode(data).decode()}"
        etree.SubElement(target, "img", src=address, alt=source.get("alt", ""))

    def box(self, source: etree._Element, target: etree._Element) -> None:
        kind = source.get("kind", "hinweis")
        title, word = source.find("title"), WORDS.get(kind, "")
        told = "".join(title.itertext()).strip() if title is not None else ""
        new = etree.SubElement(target, "div", **{"class": f"kasten {kind}"})
        head = etree.SubElement(etree.SubElement(new, "div", **{"class": "titel"}), "p")
        if word and not told.startswith(word):
            head.text = f"{word}: " if told else word
        if title is not None:
            self.children(title, head)
        self.without_title(source, new)

    def titled(self, source: etree._Element, target: etree._Element) -> None:
        new = etree.SubElement(target, "div", **{"class": PLAIN.get(source.tag, ("", source.tag))[1]})
        if (title := source.find("title")) is not None:
            self.children(title, etree.SubElement(etree.SubElement(new, "div", **{"class": "titel"}), "p"))
        self.without_title(source, new)

    def without_title(self, source: etree._Element, target: etree._Element) -> None:
        rest = etree.Element(source.tag)
        rest.text = source.text
        for child in list(source):
            if child.tag == "title":
                add_text(rest, child.tail)
            else:
                rest.append(deepcopy(child))
        self.children(rest, target)

    def profile(self, source: etree._Element, target: etree._Element) -> None:
        """The Steckbrief: its title and one definition list."""
        new = etree.SubElement(target, "div", **{"class": "steckbrief"})
        if (title := source.find("title")) is not None:
            self.children(title, etree.SubElement(etree.SubElement(new, "div", **{"class": "titel"}), "p"))
        facts = etree.SubElement(new, "dl")
        for entry in source.iter("entry"):
            self.children(entry, facts)

    def table(self, source: etree._Element, target: etree._Element) -> None:
        self.plain(source, etree.SubElement(target, "div", **{"class": "tabelle"}))

    def word(self, source: etree._Element, target: etree._Element) -> None:
        """Only its text: where a word may be divided, the soft hyphens in it say to the reading system as well."""
        self.children(source, target)

    def checklist(self, source: etree._Element, target: etree._Element) -> None:
        items = etree.SubElement(etree.SubElement(target, "div", **{"class": "checkliste"}), "ul")
        for item in source.iter("item"):
            new = etree.SubElement(items, "li")
            new.text = ("☑" if item.get("done") else "☐") + " "
            self.children(item, new)

    def checkbox(self, source: etree._Element, target: etree._Element) -> None:
        add_text(target, "☑" if source.get("done") else "☐")

    def lead(self, source: etree._Element, target: etree._Element) -> None:
        self.children(source, etree.SubElement(etree.SubElement(target, "div", **{"class": "lead"}), "p"))

    def note(self, source: etree._Element, target: etree._Element) -> None:
        """A note is called where it stands; its text is gathered for the end of the document."""
        name = place(source.get("id") or source.get("ref"))
        call = etree.SubElement(target, "a", **{EPUB_TYPE: "noteref"}, href=f"#{name}")
        call.text = str(len(self.notes) + 1)
        if source.get("id"):
            body = etree.Element("aside", **{EPUB_TYPE: "footnote"}, id=name)
            self.notes.append(body)
            self.children(source, etree.SubElement(body, "p"))


EPUB_TYPE = "epub-type"  # written as epub:type, see document.py
Rule = Callable[[Converter, etree._Element, etree._Element], None]
RULES: dict[str, Rule] = {
    **{f"h{level}": Converter.heading for level in range(1, 7)},
    "anchor": Converter.anchor, "table": Converter.table, "a": Converter.link, "img": Converter.image, "box": Converter.box,
    "tab": Converter.titled, "profile": Converter.profile, "checklist": Converter.checklist,
    "checkbox": Converter.checkbox, "lead": Converter.lead, "word": Converter.word, "note": Converter.note,
}


def place(label: str) -> str:
    """The name of a place in the EPUB.

    >>> place("finanzierung/erbbaurecht#auf-einen-blick")
    'finanzierung-erbbaurecht--auf-einen-blick'
    """
    return re.sub(r"[^A-Za-z0-9_-]+", "-", label.replace("#", "--"))


def add_text(target: etree._Element, text: str | None) -> None:
    """Add text at the end of `target`. Reading systems break addresses themselves."""
    if not text:
        return
    text = text.replace(ZERO_WIDTH_SPACE, "").replace("\u2060", "")
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text
