"""Links and images within the handbook lead to something that exists."""
from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterator
from unicodedata import name
from urllib.parse import SplitResult, unquote, urlsplit

from ..chapter import Chapter, Link
from ..findings import Finding
from ..handbook import Handbook
from ..product_names import origin_has_faults, product_names

HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?:/\S*)?", re.IGNORECASE)  # a link whose text is an address
GENERATED = ("daten/", "vorlagen/")  # folders of the site whose files are made from data
SCHEMES = ("http", "https", "mailto", "tel")


def check(handbook: Handbook) -> Iterator[Finding]:
    pages = {chapter.path: chapter for chapter in handbook.pages}
    # Nobody knows the sections of a page that could not be read to its end.
    anchors = {path: None if chapter.is_cut_short else _anchors(handbook, chapter) for path, chapter in pages.items()}
    for chapter in handbook.asked_pages:
        for link in chapter.links:
            if problem := _problem(link, chapter, handbook, anchors):
                yield Finding(chapter.source, link.line, "links", *problem)


def _problem(link: Link, chapter: Chapter, handbook: Handbook, anchors: dict[str, set[str] | None]) -> tuple[str, str] | None:
    try:
        parts = urlsplit(link.target)
    except ValueError:
        return f"„{link.target}“ ist keine Adresse.", "Prüfen Sie die Schreibweise."
    if parts.scheme or parts.netloc:
        if parts.scheme in SCHEMES:
            return _deceiving(link, parts)
        return f"Die Adresse „{link.target}“ ist nicht erlaubt.", f"Links beginnen mit {', '.join(SCHEMES)} oder führen auf eine Datei des Handbuchs."
    if parts.path.startswith("/"):
        return f"„{link.target}“ beginnt mit einem Schrägstrich.", "Verlinken Sie von dieser Datei aus, zum Beispiel ../analyse/index.md."
    path = posixpath.normpath(posixpath.join(posixpath.dirname(chapter.path), unquote(parts.path))) if parts.path else chapter.path
    if path.startswith(".."):
        return f"„{link.target}“ führt aus dem Handbuch hinaus.", "Verlinken Sie nur Dateien unter docs/."
    if path not in anchors:
        if not path.endswith(".md") and (handbook.root / "docs" / path).is_file():
            return None
        if path.startswith(GENERATED):
            return _missing_product(link, path, chapter, handbook)
        return f"Die Seite „{link.target}“ gibt es nicht.", _suggestion(path, list(anchors), chapter.path)
    known = anchors[path]
    if parts.fragment and known is not None and unquote(parts.fragment) not in known:
        near = difflib.get_close_matches(unquote(parts.fragment), sorted(known), 1, 0.5)
        return (
            f"Auf der Seite docs/{path} gibt es den Abschnitt „#{parts.fragment}“ nicht.",
            f"Meinen Sie #{near[0]}?" if near else "Streichen Sie alles ab dem # oder sehen Sie auf der Seite nach.",
        )
    return None


def _missing_product(link: Link, path: str, chapter: Chapter, handbook: Handbook) -> tuple[str, str] | None:
    """What is wrong with a link to a file that is made from data; None if it will be there."""
    names = product_names(handbook)
    if path in names or origin_has_faults(handbook, path):
        return None
    if path in product_names(handbook, pdf=True):
        return (
            f"Die Datei „{link.target}“ entsteht nur beim Bauen mit PDF.",
            "Verlinken Sie die Seite werkzeuge/vorlagen.md; dort steht sie, sobald es sie gibt.",
        )
    near = difflib.get_close_matches(path, sorted(names), 1, 0.6)
    meant = f"Meinen Sie {posixpath.relpath(near[0], posixpath.dirname(chapter.path) or '.')}? " if near else ""
    return (
        f"Die Datei „{link.target}“ entsteht beim Bauen nicht.",
        f"{meant}Aus docs/_data/rechnungen und docs/_data/vorlagen entsteht je Datei eine gleichen Namens, alles andere nennt anhang/daten.md.",
    )


def _deceiving(link: Link, parts: SplitResult) -> tuple[str, str] | None:
    """What makes an address look like another one."""
    if parts.scheme in ("http", "https"):
        if not parts.hostname or "@" in parts.netloc:
            return f"„{link.target}“ ist keine vollständige Adresse.", "Sie beginnt mit https:// und dem Namen der Website, ohne @ davor."
        host = _readable(parts.hostname)
        if foreign := next((char for char in host if char.isalpha() and not name(char, "").startswith("LATIN ")), None):
            return (
                f"Im Namen der Website „{host}“ steht ein Buchstabe einer anderen Schrift ({name(foreign, 'ohne Namen')}).",
                "Tippen Sie die Adresse neu oder rufen Sie sie auf und kopieren Sie sie aus der Adresszeile.",
            )
        named = HOST.fullmatch(link.text.strip())
        if named and _without_www(named[1].casefold()) != _without_www(host):
            return f"Der Link heißt „{link.text.strip()}“, führt aber zu {host}.", "Schreiben Sie in die eckigen Klammern, wohin der Link führt."
    return None


def _readable(host: str) -> str:
    """The name of a website with its umlauts instead of xn--…"""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _without_www(host: str) -> str:
    return host.removeprefix("www.")


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
