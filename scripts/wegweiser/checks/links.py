"""Links and images within the handbook lead to something that exists."""
from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from ..chapter import Chapter, Link
from ..findings import Finding
from ..handbook import Handbook

SCHEMES = ("http", "https", "mailto", "tel")


def check(handbook: Handbook) -> Iterator[Finding]:
    pages = {chapter.path: chapter for chapter in handbook.pages}
    anchors = {path: _anchors(handbook, chapter) for path, chapter in pages.items()}
    for chapter in handbook.pages:
        for link in chapter.links:
            if problem := _problem(link, chapter, handbook, anchors):
                yield Finding(chapter.source, link.line, "links", *problem)


def _problem(link: Link, chapter: Chapter, handbook: Handbook, anchors: dict[str, set[str]]) -> tuple[str, str] | None:
    try:
        parts = urlsplit(link.target)
    except ValueError:
        return f"„{link.target}“ ist keine Adresse.", "Prüfen Sie die Schreibweise."
    if parts.scheme or parts.netloc:
        if parts.scheme in SCHEMES:
            return None
        return f"Die Adresse „{link.target}“ ist nicht erlaubt.", f"Links beginnen mit {', '.join(SCHEMES)} oder führen auf eine Datei des Handbuchs."
    if parts.path.startswith("/"):
        return f"„{link.target}“ beginnt mit einem Schrägstrich.", "Verlinken Sie von dieser Datei aus, zum Beispiel ../analyse/index.md."
    path = posixpath.normpath(posixpath.join(posixpath.dirname(chapter.path), unquote(parts.path))) if parts.path else chapter.path
    if path.startswith(".."):
        return f"„{link.target}“ führt aus dem Handbuch hinaus.", "Verlinken Sie nur Dateien unter docs/."
    if path not in anchors:
        if not path.endswith(".md") and (handbook.root / "docs" / path).is_file():
            return None
        return f"Die Seite „{link.target}“ gibt es nicht.", _suggestion(path, list(anchors), chapter.path)
    if parts.fragment and unquote(parts.fragment) not in anchors[path]:
        near = difflib.get_close_matches(unquote(parts.fragment), sorted(anchors[path]), 1, 0.5)
        return (
            f"Auf der Seite docs/{path} gibt es den Abschnitt „#{parts.fragment}“ nicht.",
            f"Meinen Sie #{near[0]}?" if near else "Streichen Sie alles ab dem # oder sehen Sie auf der Seite nach.",
        )
    return None


def _suggestion(path: str, pages: list[str], start: str) -> str:
    near = difflib.get_close_matches(path, pages, 1, 0.6)
    if not near:
        return "Prüfen Sie Ordner und Dateinamen; Seiten enden auf .md."
    return f"Meinen Sie {posixpath.relpath(near[0], posixpath.dirname(start) or '.')}?"


def _anchors(handbook: Handbook, chapter: Chapter) -> set[str]:
    """Ids of the headings and of what the build adds to the page."""
    anchors = {heading.id for heading in chapter.headings} | {"quellen", "verwandte-kapitel"}
    anchors |= {handbook.sources[key].anchor for key in handbook.cited_in(chapter)}
    for block in chapter.blocks:
        if block.name == "glossar":
            anchors |= {term.anchor for term in handbook.glossary.terms}
        if block.name == "quellenverzeichnis":
            anchors |= {source.anchor for source in handbook.sources.values()}
    return anchors
