"""Make everything printed of the small book into a folder: python make_small.py DOCS OUT. For test_same_bytes.py."""
from __future__ import annotations

import sys
from pathlib import Path

from pages import small_book

from wegweiser.book import typeset
from wegweiser.council.make import make_council_papers
from wegweiser.ebook.make import make_epub

PLAN = "analyse: {abschnitte: {Worum es geht: Auf einen Blick, Recht: Checkliste}, beschluss: ['Der Rat stimmt „{titel}“ zu, bis [Datum].']}\n"
DATE = 1_767_225_600


def main(docs: Path, out: Path) -> None:
    (docs / "_data").mkdir(parents=True)
    (docs / "_data/ratsmappe.yml").write_text(PLAN, encoding="utf-8")
    book = small_book(docs)
    typeset.typeset_all(book, out, out / "buch.pdf", timestamp=DATE)
    cleaned = typeset.clean_all(book)
    make_council_papers(book, cleaned, out, timestamp=DATE)
    make_epub(book, cleaned, out / "buch.epub", timestamp=DATE)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
