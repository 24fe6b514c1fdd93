"""Where a link leads: to a place in the book, to an address on the web, or nowhere."""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from .collection import BookPage, Collection
from .report import Report, plain_text
from .tree import classes, has_ancestor
from .typography import breakable

BASE = "https://buch.invalid/"
WEB = re.compile(r"(https?://[^\s<>\"]+|mailto:[^\s<>\"@]+@[^\s<>\"@]+|tel:[+\d]+)\Z", re.IGNORECASE)
IDENTIFIER = re.compile(r"""\sid=(?:"([^"]+)"|'([^']+)')""")


@dataclass(frozen=True)
class Target:
    """`label` is a place in the book, `href` the same (or another) place on the web."""

    kind: Literal["book", "web", "nowhere"]
    label: str = ""
    href: str = ""
    page: str = ""  # label of the page it stands on


class LinkResolver:
    """Knows every page of the book and every anchor on it.

    >>> resolver = LinkResolver("https://stadt.example/", {"a/x/": {"ziel"}, "b/y/": set()})
    >>> resolver.resolve("b/y/", "../../a/x/#ziel").label
    'a/x#ziel'
    """

    def __init__(
        self, site_url: str, anchors: Mapping[str, Iterable[str]], web_only: Iterable[str] = (),
    ) -> None:
        self.site_url = site_url
        self.web_only = frozenset(web_only)  # further pages of the site, which are not in the book
        self.anchors = {url: set(names) for url, names in anchors.items()}

    @classmethod
    def for_collection(cls, collection: Collection) -> LinkResolver:
        anchors = {page.url: anchors_of(page.html) for page in collection.pages}
        return cls(collection.meta.site_url, anchors, site_urls(collection.docs_dir))

    def resolve(self, page_url: str, href: str) -> Target:
        """Resolve the `href` of a link on the page at `page_url`."""
        href = href.strip()
        if href.startswith(self.site_url):
            href = BASE + href.removeprefix(self.site_url)
        if WEB.match(href) and not href.startswith(BASE):
            return Target("web", href=href)
        address = urlsplit(urljoin(BASE + page_url, href))
        if not address.geturl().startswith(BASE):
            return Target("nowhere")
        return self._inside(unquote(address.path.removeprefix("/")), unquote(address.fragment))

    def _inside(self, path: str, fragment: str) -> Target:
        url = path.removesuffix("index.html")
        href = self.site_url + path + (f"#{fragment}" if fragment else "")
        if url in self.anchors:
            label = label_of(url)
            if not fragment:
                return Target("book", label, href, label)
            if fragment in self.anchors[url]:
                return Target("book", f"{label}#{fragment}", href, label)
        elif url in self.web_only or PurePosixPath(path).suffix not in ("", ".md"):
            # A page that is not printed, or a file of the site; MkDocs itself checks that it is there.
            return Target("web", href=href)
        return Target("nowhere")


def site_urls(docs_dir: Path) -> set[str]:
    """The addresses of all pages of the site, printed or not."""
    sources = (path.relative_to(docs_dir).as_posix() for path in docs_dir.rglob("*.md"))
    return {re.sub(r"(^|/)index$", r"\1", source.removesuffix(".md")).rstrip("/") + "/" for source in sources}


def label_of(url: str) -> str:
    return url.strip("/") or "start"


def anchors_of(html: str) -> set[str]:
    """All ids of a page."""
    return {a or b for a, b in IDENTIFIER.findall(html)}


def resolve_links(root: etree._Element, page: BookPage, site: LinkResolver, report: Report) -> None:
    """Give each link its place in the book and its address on the web.

    <a href="../../a/x/#ziel">X</a>  →  <a to="a/x#ziel" page="1" href="https://…/a/x/#ziel">X</a>

    The page number is printed once per target and section or list entry, and never for links that
    are read without turning pages: citations, glossary terms, places in the same chapter.
    """
    printed: set[str] = set()
    for element in root.iter("a", "h2", "li"):
        if element.tag != "a":
            if element.tag == "h2" or has_ancestor(element, "sources"):
                printed.clear()
            continue
        href, kinds, name = element.get("href"), classes(element), element.get("id")
        element.attrib.clear()
        if name:
            element.set("id", name)
        if href is None:
            continue
        target = site.resolve(page.url, href)
        if target.kind == "nowhere":
            report_dead_link(element, href, report)
            continue
        element.set("href", target.href)
        if target.kind == "book":
            element.set("to", target.label)
            if "glossar" in kinds:
                element.set("term", "1")  # for the index, see marks.py
            if target.page != page.label and not kinds & {"beleg", "glossar"} and target.label not in printed:
                element.set("page", "1")
                printed.add(target.label)
        elif prints_address(element, target.href):
            element.set("print", breakable(short_address(target.href)))


def prints_address(link: etree._Element, href: str) -> bool:
    """False where a reader of the paper sees the address anyway, and for mail and telephone."""
    text = plain_text(link)
    shown = short_address(href).removeprefix("www.") in text
    return href.startswith("http") and not shown and not has_ancestor(link, "sources")


def short_address(href: str) -> str:
    return re.sub(r"^https?://|/$", "", href)


def report_dead_link(link: etree._Element, href: str, report: Report) -> None:
    report.add(
        f"Der Link „{plain_text(link)[:40]}“ auf „{href[:80]}“ führt nirgendwohin.",
        "Ziel und Anker prüfen; erlaubt sind Seiten des Wegweisers, https:, http:, mailto: und tel:.",
        link,
        (href, plain_text(link)[:40]),
    )
