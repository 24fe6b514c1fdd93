"""`scripts/bench wachstum`: what happens to build and pages when the handbook grows.

Builds the handbook 1×, 4× and 16× without PDFs, one after the other in the same run. The added
chapters are copies with a new title in which every eighth long noun is an invented compound, so
that the vocabulary of the search grows as it would with new chapters.
"""
from __future__ import annotations

import argparse
import gzip
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..handbook import read_handbook
from ..search.files import FOLDER as SEARCH_FOLDER

HELP = "was mit Bau und Seiten geschieht, wenn der Wegweiser wächst"
SOURCES = ("docs", "overrides", "scripts", "mkdocs.yml", "pyproject.toml", "CHANGELOG.md")
PARTS = ("analyse", "koproduktion", "finanzierung")
SAMPLE = "analyse/photovoice"  # a chapter of middling length
NOUN = re.compile(r"(?<![\w\[(/@=*-])[A-ZÄÖÜ][a-zäöüß]{9,}(?![\w\])=*-])")
ENDINGS = ("rahmen", "wesen", "werk", "kreis", "stelle", "runde", "plan", "dienst")


@dataclass(frozen=True)
class Result:
    """Of one build: `seconds` of computing (not waiting), `memory` in MiB at its peak, sizes in bytes (packed where it says so)."""

    factor: int
    pages: int
    seconds: float
    memory: float
    page_packed: int
    search_packed: int
    site: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mal", type=int, nargs="+", default=[1, 4, 16], metavar="N", help="Größen (Vorgabe: 1 4 16)")


def run(options: argparse.Namespace, root: Path) -> int:
    """Measure and print; returns the exit code."""
    print_table([measure(root, factor) for factor in options.mal])
    return 0


def measure(root: Path, factor: int) -> Result:
    """Build the handbook `factor` times as large in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="wachstum-") as folder:
        place = Path(folder)
        for name in SOURCES:
            (shutil.copytree if (root / name).is_dir() else shutil.copy)(root / name, place / name)
        pages = multiply(place, factor)
        started = computing_time()
        command = [sys.executable, "-m", "wegweiser", "build", "--web"]
        subprocess.run(command, cwd=place, check=True, stdout=subprocess.DEVNULL, env={
            **os.environ, "PYTHONPATH": "scripts", "SOURCE_DATE_EPOCH": "1767225600",
        })
        seconds = computing_time() - started
        site = place / "site"
        return Result(
            factor, pages, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
            packed(site / SAMPLE / "index.html"), sum(packed(file) for file in (site / SEARCH_FOLDER).glob("*") if file.is_file()),
            sum(file.stat().st_size for file in site.rglob("*") if file.is_file()),
        )


def computing_time() -> float:
    """Seconds the processes started from here have computed: other work on the machine does not count."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def multiply(place: Path, factor: int) -> int:
    """Add `factor` - 1 copies of every instrument to the checkout in `place`; returns how many pages it has then."""
    handbook = read_handbook(place)
    random.seed(1)
    nav = (place / "mkdocs.yml").read_text(encoding="utf-8")
    for part in PARTS:
        lines = []
        for chapter in handbook.in_folder(part):
            text = (place / chapter.source).read_text(encoding="utf-8")
            for number in range(2, factor + 1):
                path = chapter.path.replace(".md", f"-{number}.md")
                (place / "docs" / path).write_text(vary(text, chapter.title, number), encoding="utf-8")
                lines.append(f"      - {path}\n")
        last = [line for line in nav.splitlines(keepends=True) if f"- {part}/" in line][-1]
        nav = nav.replace(last, last + "".join(lines))
    (place / "mkdocs.yml").write_text(nav, encoding="utf-8")
    return len(read_handbook(place).chapters)


def vary(text: str, title: str, number: int) -> str:
    """A chapter with another title and some invented nouns; marks, links and front matter stay."""
    head, mark, body = text.partition("\n---\n")
    head = head.replace(f"title: {title}", f"title: {title} Band {number}")
    body = body.replace(f"# {title}\n", f"# {title} Band {number}\n", 1)
    return head + mark + "\n".join(_vary_line(line) if line[:1].isalpha() else line for line in body.split("\n"))


def _vary_line(line: str) -> str:
    return NOUN.sub(lambda m: m.group(0) + random.choice(ENDINGS) if random.random() < 0.12 else m.group(0), line)


def packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9)) if file.exists() else 0


def print_table(results: list[Result]) -> None:
    first = results[0]
    print("| Größe | Seiten | Rechenzeit | Speicher | Kapitelseite, gepackt | Suchdaten, gepackt | Website |")
    print("|---|---|---|---|---|---|---|")
    for result in results:
        print(
            f"| {result.factor}× | {result.pages} | {result.seconds:.1f} s ({result.seconds / first.seconds:.1f}×)"
            f" | {result.memory:.0f} MiB | {result.page_packed / 1024:.1f} KiB ({result.page_packed / first.page_packed - 1:+.0%})"
            f" | {result.search_packed / 1024:.0f} KiB ({result.search_packed / first.search_packed:.1f}×)"
            f" | {result.site / 1e6:.0f} MB |"
        )
