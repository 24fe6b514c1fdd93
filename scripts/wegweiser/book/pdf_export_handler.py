"""Theme handler of mkdocs-pdf-export-plugin (`theme_handler_path` in mkdocs.yml).

The plugin decides which pages get a PDF and where it lies. Its own typesetting with WeasyPrint
lost four fifths of the text and could be made to embed files of the machine; so the one class it
calls for that is replaced here by one that only notes the wish. typeset.py fulfils all wishes at
the end of the build.

The plugin loads this file by its path, as a module apart. It therefore keeps no state: what it
hears goes to wegweiser.book.collection.
"""
from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs_pdf_export_plugin import renderer

from wegweiser.book import collection

LINK = re.compile(r"<link\b[^>]*>")
CANONICAL = re.compile(r"""\brel=["']canonical["']""")
ADDRESS = re.compile(r"""\bhref=["']([^"']+)["']""")


def get_stylesheet() -> None:
    """No stylesheet: the page's HTML is not typeset."""


def modify_html(html: str, href: str) -> str:
    """Leave the page as it is: the theme places the link to the PDF itself, in German."""
    return html


def canonical_url(html: str) -> str:
    """The address of a page, from its <link rel="canonical" href="…">."""
    for link in LINK.findall(html):
        address = ADDRESS.search(link)
        if CANONICAL.search(link) and address:
            return address[1]
    raise ValueError("Der Seite fehlt ihre Adresse (link rel=canonical): site_url in mkdocs.yml setzen.")


class RequestedPdf:
    """Stands in for weasyprint.HTML: the plugin calls HTML(string=…).render().write_pdf(file)."""

    def __init__(self, string: str, **_: Any) -> None:
        self.html = string

    def render(self, **_: Any) -> RequestedPdf:
        return self

    def write_pdf(self, target: str, **_: Any) -> None:
        collection.active().register_job(canonical_url(self.html), Path(target))


renderer.HTML = RequestedPdf
