"""Web forms → print forms: one small rule per building block of a page.

Each rule finds its elements by tag and class and renames them into the print vocabulary.
The order of RULES matters only where one rule looks for what another one makes.
"""
from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from .report import Report
from .translate_head import chapter_head, profiles
from .tree import classes, find, remove, rename, replace, unwrap
from .vocabulary import KINDS

RENAMED = {
    "i": "em", "cite": "em", "dfn": "em", "var": "em", "b": "strong", "s": "del", "ins": "u", "samp": "code",
}


def translate(root: etree._Element, report: Report) -> None:
    for rule in RULES:
        rule(root)
    if (control := next(root.iter("input", "label"), None)) is not None:
        report.add(
            "Ein Eingabefeld kann nicht gedruckt werden.",
            "Als Checkliste schreiben (- [ ] Punkt) oder mit der Klasse nur-web kennzeichnen.",
            control,
        )


def phrases(root: etree._Element) -> None:
    """<i>…</i> → <em>…</em>;  <q>…</q> → „…“, inside of another one ‚…‘"""
    for old, new in RENAMED.items():
        for element in list(root.iter(old)):
            element.tag = new
    for element in list(root.iter("q")):
        inner = any(a.get("class") == "q" for a in element.iterancestors())
        opening, closing = ("‚", "‘") if inner else ("„", "“")
        element.text = opening + (element.text or "")
        last = element[-1] if len(element) else None
        if last is None:
            element.text += closing
        else:
            last.tail = (last.tail or "") + closing
        element.tag = "span"
        element.set("class", "q")


def marked_phrases(root: etree._Element) -> None:
    """<span class="wert">12 Euro</span> → <value>12 Euro</value>"""
    for name, tag in (("wert", "value"), ("platzhalter", "placeholder")):
        for element in find(root, "span", name):
            rename(element, tag)


def boxes(root: etree._Element) -> None:
    """<div class="admonition tipp"><p class="admonition-title">T</p></div>
    →  <box kind="tipp"><title>T</title></box>
    """
    for element in [*find(root, "div", "admonition"), *root.iter("details")]:
        kind = next((k for k in KINDS if k in classes(element)), "hinweis")
        heading = "summary" if element.tag == "details" else "p[@class='admonition-title']"
        title = element.find(heading)
        if element.tag == "details" and "admonition" not in classes(element) and kind not in classes(element):
            kind = "mehr"
        if title is not None:
            rename(title, "title")
        rename(element, "box", kind=kind)


def charts(root: etree._Element) -> None:
    """The tables of a chart or calculation, folded away on screen, are printed in their place.

    <details><summary>Werte</summary><table/></details>  →  <table><caption>Werte</caption></table>
    """
    for section in [*find(root, "section", "diagramm"), *find(root, "section", "rechnung")]:
        for details in list(section.iter("details")):
            summary, table = details.find("summary"), details.find(".//table")
            if summary is not None and table is not None:
                remove(summary)
                if table.find("caption") is None:
                    table.insert(0, rename(summary, "caption"))
            unwrap(details)


def tabs(root: etree._Element) -> None:
    """Tabs → one titled block after the other."""
    for group in find(root, "div", "tabbed-set"):
        labels = [label for label in group.iter("label") if label.getparent().get("class") == "tabbed-labels"]
        blocks = list(find(group, "div", "tabbed-block"))
        for label, block in zip(labels, blocks):
            title = rename(label, "title")
            title.tail = None
            block.insert(0, title)
            title.tail, block.text = block.text, None
            rename(block, "tab")
        for rest in [e for e in group if e.tag == "input" or e.get("class") == "tabbed-labels"]:
            remove(rest)
        rename(group, "div")


def checklists(root: etree._Element) -> None:
    """<ul class="checkliste"><li><input type="checkbox"> Punkt</li></ul>
    →  <checklist><item>Punkt</item></checklist>
    """
    for box in [i for i in root.iter("input") if i.get("type") == "checkbox"]:
        checkbox = etree.Element("checkbox", **({"done": "1"} if box.get("checked") is not None else {}))
        replace(box, checkbox)
    for label in [e for e in root.iter("label") if e.find("checkbox") is not None]:
        unwrap(label)
    for ul in root.iter("ul"):
        items = ul.findall("li")
        if items and ("checkliste" in classes(ul) or all(first_checkbox(li) is not None for li in items)):
            rename(ul, "checklist")
            for item in items:
                to_item(item)


def first_checkbox(item: etree._Element) -> etree._Element | None:
    """The checkbox an item begins with."""
    box = item.find("checkbox")
    if box is None and item.find("p") is not None:
        box = item.find("p").find("checkbox")
    return box if box is not None and not (box.getparent().text or "").strip() else None


def to_item(item: etree._Element) -> None:
    box = first_checkbox(item)
    done = box is not None and box.get("done") == "1"
    if box is not None:
        remove(box)
    rename(item, "item", **({"done": "1"} if done else {}))


def cards(root: etree._Element) -> None:
    """<ul class="karten"><li>…</li></ul> → <cards><card>…</card></cards>"""
    for ul in find(root, "ul", "karten"):
        rename(ul, "cards")
        for item in ul.findall("li"):
            rename(item, "card")


def sections(root: etree._Element) -> None:
    """<section class="quellen"> → <sources>;  <section class="rechnung"> → <calculation>

    The bibliography, <ul class="quellenverzeichnis">, is a list of sources as well.
    """
    for name, tag in (("quellen", "sources"), ("rechnung", "calculation")):
        for element in find(root, "section", name):
            rename(element, tag)
    for ul in find(root, "ul", "quellenverzeichnis"):
        sources = etree.Element("sources", all="1")
        replace(ul, sources)
        sources.append(ul)
    for row in find(root, "tr", "ergebnis"):
        rename(row, "tr", result="1")


def code(root: etree._Element) -> None:
    """Highlighted code → plain code."""
    for element in [*root.iter("pre"), *root.iter("code"), *root.iter("kbd")]:
        text = "".join(element.itertext())
        inline = element.tag != "pre"
        tail = element.tail
        element.clear(keep_tail=False)
        element.text, element.tail = (text if inline else text.strip("\n")), tail


def neutral_blocks(root: etree._Element) -> None:
    """Everything that only groups on screen → <div>, which structure.py unwraps where it says nothing."""
    for element in root.iter("section", "article", "aside", "header", "footer"):
        element.tag = "div"
    for element in root.iter("time"):
        element.tag = "span"


Rule = Callable[[etree._Element], None]
RULES: tuple[Rule, ...] = (
    code, phrases, marked_phrases, chapter_head, profiles, charts, boxes, tabs, checklists, cards, sections,
    neutral_blocks,
)
