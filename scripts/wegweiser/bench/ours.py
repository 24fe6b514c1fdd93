"""Our side of `scripts/bench buch`, as a command of its own: python -m wegweiser.bench.ours buch|kapitel SEITEN ZIEL."""
from __future__ import annotations

import sys
from pathlib import Path

from ..book import typeset
from .corpus import load


def main(what: str, pages: Path, target: Path) -> None:
    """Clean and typeset; nothing comes out of a cache."""
    collection = load(pages)
    if what == "buch":
        typeset.typeset_book(collection, target / "buch.pdf")
    else:
        typeset.typeset_chapters(collection, target)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
