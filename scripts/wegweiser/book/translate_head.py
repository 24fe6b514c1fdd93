"""The head of a chapter → lead, profile and status."""
from __future__ import annotations

from lxml import etree

from .tree import classes, find, rename, unwrap


def chapter_head(root: etree._Element) -> None:
    """<header class="kapitelkopf">…</header> → <head><lead/><profile/><status/></head>"""
    for head in find(root, "header", "kapitelkopf"):
        rename(head, "head")
        for paragraph in [p for p in head.iter("p") if "lead" in classes(p)]:
            rename(paragraph, "lead")
        parts = [e for e in head.iter("p", "details") if classes(e) & {"stand", "pruefstatus"}]
        if parts:
            status = etree.Element("status")
            parts[0].addprevious(status)
            for part in parts:
                status.append(part)
            join_details(status)


def join_details(status: etree._Element) -> None:
    """<details><summary>Entwurf</summary>Erklärung</details> → <p><strong>Entwurf</strong>. Erklärung</p>"""
    for details in list(status.iter("details")):
        summary = details.find("summary")
        if summary is not None:
            summary.tag = "strong"
            summary.tail = ". " + (summary.tail or "").lstrip()
        for paragraph in [p for p in details if p.tag in ("p", "div")]:
            paragraph.tail = " "
            unwrap(paragraph)
        rename(details, "p")


def profiles(root: etree._Element) -> None:
    """<aside class="steckbrief"><dl><div><dt/><dd/></div></dl></aside>
    →  <profile><entry><dt/><dd/></entry></profile>
    """
    for aside in find(root, "aside", "steckbrief"):
        rename(aside, "profile")
        for title in [p for p in aside.findall("p") if "steckbrief-titel" in classes(p)]:
            rename(title, "title")
        for group in [d for d in aside.iter("div") if d.find("dt") is not None]:
            rename(group, "entry")
        for dl in list(aside.iter("dl")):
            if dl.find("entry") is not None:
                unwrap(dl)
