"""Our side of `scripts/bench buch`, as a command of its own: python -m wegweiser.bench.ours buch|kapitel SEITEN ZIEL.

It loads nothing but the book: MkDocs is not part of what is measured here.
"""
from __future__ import annotations

import pickle
import sys
from pathlib import Path

from ..book import typeset
from ..book.collection import Collection


def save(pages: Collection, file: Path) -> Path:
    file.write_bytes(pickle.dumps(pages))
    return file


def load(file: Path) -> Collection:
    """Only ever reads what save() wrote a moment ago."""
    return pickle.loads(file.read_bytes())


def main(what: str, pages: Path, target: Path) -> None:
    """Clean and typeset; nothing comes out of a cache."""
    collection = load(pages)
    if what == "buch":
        typeset.typeset_book(collection, target / "buch.pdf")
    else:
        typeset.typeset_chapters(collection, target)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
