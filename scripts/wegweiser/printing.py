"""Between MkDocs and the book: hands every rendered page of the nav over and starts the typesetting."""
from __future__ import annotations

import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from . import plugin_messages
from .book import collection, plugin_guard, typeset
from .book.cache import PdfCache
from .book.clean import Cleaned
from .book.collection import BookMeta, BookPage, Collection
from .chapter import Chapter
from .council.make import make_council_papers
from .ebook.make import make_epub
from .edition import Edition
from .extensions.inline import is_placeholder
from .print_words import read_print_words
from .rendering import Rendering

CONTRIBUTORS = "Wegweiser Quartiersentwicklung – Mitwirkende"
CACHE = ".cache/pdf"
BOOK = "pdf/wegweiser-quartiersentwicklung.pdf"
EPUB = "pdf/wegweiser-quartiersentwicklung.epub"
NOTICE = (
    "Unabhängige Neubearbeitung öffentlicher Ergebnisse des Forschungsprojekts KuDeQua (2017–2020). "
    "Keine Veröffentlichung der Stadt Dortmund, des Instituts Arbeit und Technik oder der NRW.BANK."
)


def start(config: MkDocsConfig) -> None:
    """Begin a new collection of pages."""
    edition: Edition = config.extra["ausgabe"]
    meta = BookMeta(
        title=config.site_name, subtitle=config.site_description, version=edition.version, date=edition.month,
        site_url=config.site_url, repo_url=config.repo_url or "", commit=edition.commit, notice=NOTICE,
        publisher=publisher(config.extra["betreiber"]),
    )
    words = read_print_words(Path(config.config_file_path).parent)
    pages = collection.start(meta, Path(config.docs_dir))
    pages.abbreviations, pages.hyphenation = words.abbreviations, words.hyphenation


def publisher(operator: dict[str, str]) -> str:
    """Who publishes the book: the operator, or the contributors as long as there is none."""
    name = str(operator.get("name", ""))
    return CONTRIBUTORS if not name or is_placeholder(name) else name


def collect(page: Page, html: str, drawing: Rendering) -> None:
    """Keep a page of the nav for the book, as it is shown on the site."""
    chapter = drawing.chapter
    if chapter is None or chapter.path not in drawing.handbook.chapters:
        return
    part = next(part.title for part in drawing.handbook.parts if chapter in part.chapters)
    source = (drawing.handbook.root / chapter.source).read_text(encoding="utf-8")
    collection.active().add(BookPage(
        src=chapter.path, url=page.url, title=chapter.title, html=html, description=chapter.meta.description,
        part=part, stand=chapter.meta.stand, review=_review(chapter), source=source,
        keywords=tuple(chapter.meta.suchworte),
    ))


def finish(config: MkDocsConfig, drawing: Rendering) -> None:
    """Typeset all chapter PDFs and the book, then the other readings; raises ContentError naming the pages that fail."""
    pages = collection.active()
    addresses = {page.src: page.url for page in pages.pages}
    pages.order_by([addresses[path] for path in drawing.handbook.chapters])
    for message in plugin_messages.errors():
        print(message, file=sys.stderr)
    plugin_guard.assert_plugin_state(config)
    site, kept = Path(config.site_dir), PdfCache(Path(config.config_file_path).parent / CACHE)
    done = typeset.typeset_all(pages, site, site / BOOK, progress=_progress, cache=kept)
    print(f"  {len(done.made)} PDF gesetzt, {len(done.kept)} unverändert übernommen.", flush=True)
    _other_readings(pages, list(done.pages), site, kept)


def _other_readings(pages: Collection, cleaned: list[Cleaned], site: Path, cache: PdfCache) -> None:
    """Two pages per chapter for those who vote, and an EPUB."""
    date = typeset.epoch(None)
    papers = make_council_papers(pages, cleaned, site, timestamp=date, cache=cache)
    print(f"  {len(papers)} Ratsmappen", flush=True)
    make_epub(pages, cleaned, site / EPUB, timestamp=date)
    print("  EPUB", flush=True)


def _review(chapter: Chapter) -> str:
    return "fachlich geprüft" if chapter.meta.pruefung.status == "geprueft" else "Entwurf, fachlich noch nicht geprüft"


def _progress(done: int, total: int, name: str) -> None:
    print(f"  PDF {done} von {total}: {name}", flush=True)
