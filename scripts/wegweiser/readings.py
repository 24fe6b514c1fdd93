"""The other readings of the printed pages: an EPUB, and two pages per chapter for those who vote."""
from __future__ import annotations

from pathlib import Path

from .book import collection, typeset
from .book.cache import PdfCache
from .council.make import make_council_papers
from .ebook.make import make_epub
from .printing import CACHE

EPUB = "pdf/wegweiser-quartiersentwicklung.epub"


def make(root: Path, site: Path) -> None:
    """Write them into `site`. To be called when the pages are collected and the book is typeset."""
    pages = collection.active()
    cleaned, date = typeset.clean_all(pages), typeset.epoch(None)
    papers = make_council_papers(pages, cleaned, site, timestamp=date, cache=PdfCache(root / CACHE))
    print(f"  {len(papers)} Ratsmappen", flush=True)
    make_epub(pages, cleaned, site / EPUB, timestamp=date)
    print("  EPUB", flush=True)
