"""`scripts/bench buch`: the same pages through three stock ways to PDF, and through ours."""
from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from ..book.collection import Collection
from .alternatives import python_with_alternatives
from .corpus import plain_site, rendered_pages, wanted_words, words
from .measure import Measured, measure
from .ours import save

HELP = "Buch und Kapitel-PDFs gegen mkdocs-pdf-export-plugin und mkdocs-to-pdf: Zeit, Speicher, Seiten, Worte."
EXPORT = {"pdf-export": {}}
SITE_ONLY, PER_PAGE, COMBINED, TO_PDF = "nur Website", "Plugin je Seite", "Plugin in einer Datei", "mkdocs-to-pdf"
STOCK: dict[str, list[object]] = {
    SITE_ONLY: [],
    PER_PAGE: [EXPORT],
    COMBINED: [{"pdf-export": {"combined": True, "combined_output_path": "buch.pdf"}}],
    TO_PDF: [{"to-pdf": {"output_path": "buch.pdf", "cover": True}}],
}
BOOK, CHAPTERS = "Wegweiser: Buch", "Wegweiser: Kapitel"


@dataclass(frozen=True)
class Result:
    """One way: what it took, and what came of it."""

    name: str
    measured: Measured
    files: int
    pages: int
    megabytes: float
    survived: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seiten", type=int, metavar="N", help="nur N Seiten, gleichmäßig verteilt (Vorgabe: alle)")
    parser.add_argument("--ohne", nargs="*", default=[], metavar="WEG", choices=["combined", "to-pdf"],
                        help="langsame Wege auslassen: combined, to-pdf")


def run(options: argparse.Namespace, root: Path) -> int:
    """Measure every way once, one after the other, and print the table."""
    left_out = {"combined": COMBINED, "to-pdf": TO_PDF}
    with tempfile.TemporaryDirectory(prefix="wegweiser-bench-") as name:
        scratch = Path(name)
        python = python_with_alternatives(root)
        pages = rendered_pages(root, scratch, options.seiten)
        wanted = wanted_words(pages)
        print(f"{len(pages.pages)} Seiten mit {wanted.total():,} Worten.\n".replace(",", "."), flush=True)
        results = []
        for way in (*STOCK, BOOK, CHAPTERS):
            if way not in [left_out[short] for short in options.ohne]:
                results.append(one_way(way, pages, wanted, scratch, python, root))
                print(f"  {way}: {results[-1].measured.seconds:.1f} s", flush=True)
    print("\n" + table(results))
    return int(any(result.measured.problem for result in results))


def one_way(way: str, pages: Collection, wanted: Counter[str], scratch: Path, python: Path, root: Path) -> Result:
    folder = scratch / way.replace(" ", "-").replace(":", "")
    folder.mkdir()
    if way in STOCK:
        plain_site(pages, folder, STOCK[way])
        measured = measure([str(python), "-m", "mkdocs", "build", "--quiet"], folder, {"NO_MKDOCS_2_WARNING": "1"})
    else:
        what = "buch" if way == BOOK else "kapitel"
        command = [sys.executable, "-m", "wegweiser.bench.ours", what, str(save(pages, folder / "seiten.pickle")), str(folder / "site")]
        measured = measure(command, folder, {"PYTHONPATH": str(root / "scripts")})
    if measured.problem:
        print(f"{way} ist gescheitert:\n{measured.problem}", file=sys.stderr)
    files = sorted((folder / "site").rglob("*.pdf"))
    found = sum((words(text_of(file)) for file in files), Counter())
    return Result(
        way, measured, len(files), sum(map(page_count, files)), sum(file.stat().st_size for file in files) / 1e6,
        1 - (wanted - found).total() / wanted.total(),
    )


def text_of(file: Path) -> str:
    return subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True).stdout


def page_count(file: Path) -> int:
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def table(results: Sequence[Result]) -> str:
    """The results below each other, and the ratio to our book, by the clock and by work done.

    The time for the pages themselves is part of the stock ways; it is taken off, so that only the
    making of the PDFs is compared.
    """
    rows = [("Weg", "Sekunden", "zum Buch", "Arbeit", "zum Buch", "MB Speicher", "Dateien", "Seiten", "MB", "Worte")]
    seconds, work = for_pdf(results, "seconds"), for_pdf(results, "work")
    for r in results:
        made = r.files > 0
        rows.append((
            r.name, f"{r.measured.seconds:.1f}", times(seconds, r.name) if made else "–", f"{r.measured.work:.1f}",
            times(work, r.name) if made else "–", f"{r.measured.megabytes:.0f}", str(r.files), str(r.pages),
            f"{r.megabytes:.1f}", f"{r.survived:.1%}" if made else "–",
        ))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.rjust(width) if number else cell.ljust(width) for number, (cell, width) in enumerate(zip(row, widths)))
        for row in rows
    )


def for_pdf(results: Sequence[Result], what: str) -> dict[str, float]:
    """Way → seconds for its PDFs alone."""
    site = next((getattr(r.measured, what) for r in results if r.name == SITE_ONLY), 0.0)
    return {r.name: getattr(r.measured, what) - (site if r.name in STOCK else 0) for r in results}


def times(values: dict[str, float], name: str) -> str:
    return f"{values[name] / values[BOOK]:.1f} ×"
