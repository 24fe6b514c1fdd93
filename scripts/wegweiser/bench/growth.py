"""`scripts/bench wachstum`: what happens to build and pages when the handbook grows.

Builds the handbook 1×, 4× and 16× without PDFs, one after the other in the same run. The added
chapters are copies with a new title in which every eighth long noun is an invented compound, so
that the vocabulary of the search grows as it would with new chapters.
"""
from __future__ import annotations

import argparse
import gzip
import random
import re
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..finder import PARTS
from ..handbook import read_handbook
from ..search.files import FOLDER as SEARCH_FOLDER
from .measure import measure
from .search import keystrokes

HELP = "was mit Bau, Seiten und Suche geschieht, wenn der Wegweiser wächst"
SOURCES = ("docs", "overrides", "scripts", "mkdocs.yml", "pyproject.toml", "CHANGELOG.md")
NOUN = re.compile(r"(?<![\w\[(/@=*-])[A-ZÄÖÜ][a-zäöüß]{9,}(?![\w\])=*-])")
ENDINGS = ("rahmen", "wesen", "werk", "kreis", "stelle", "runde", "plan", "dienst")
TYPED = ("leerstehende Läden", "wie bezahlen wir den Bürgerbus", "Nachbarschaftshilfe", "Fördermittel beantragen", "Zwischenutzung")
COLUMNS = (
    "Größe", "Seiten", "Rechenzeit", "Speicher", "Kapitelseite, gepackt", "ungepackt",
    "Suchdaten, gepackt", "Aufbau der Suche", "Taste (95 %)", "Website",
)
MOST_TIME, MOST_PAGE = 20 / 16, 1.1  # at most so many times the time per chapter, and the weight of a chapter


@dataclass(frozen=True)
class Result:
    """Of one build: `work` in seconds of computing, `memory` in MB at its peak, sizes in bytes, times of the search in ms."""

    factor: int
    pages: int
    work: float
    memory: float
    raw: dict[str, int]  # path of a chapter that is there at every size → bytes of its page
    packed: dict[str, int]
    search_packed: int
    setup: float
    key: float
    slow_key: float  # 95 of 100 are faster
    site: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mal", type=int, nargs="+", default=[1, 4, 16], metavar="N", help="Größen (Vorgabe: 1 4 16)")


def run(options: argparse.Namespace, root: Path) -> int:
    """Measure and print; 1 if time or pages grow faster than they may. Needs Chromium for the search."""
    results = []
    for factor in options.mal:
        results.append(one_size(root, factor))
        print(f"{factor}× gemessen.", file=sys.stderr, flush=True)
    print_table(results)
    first, last = results[0], results[-1]
    allowed = last.factor / first.factor * MOST_TIME
    return int(last.work / first.work > allowed or max(worst(last.raw, first.raw)[0], worst(last.packed, first.packed)[0]) > MOST_PAGE)


def one_size(root: Path, factor: int) -> Result:
    """Build the handbook `factor` times as large in a folder of its own, and search in it."""
    with tempfile.TemporaryDirectory(prefix="wachstum-") as folder:
        place = Path(folder)
        for name in SOURCES:
            (shutil.copytree if (root / name).is_dir() else shutil.copy)(root / name, place / name)
        chapters = [chapter.path.removesuffix(".md") for part in PARTS for chapter in read_handbook(place).in_folder(part)]
        pages = multiply(place, factor)
        built = measure([sys.executable, "-m", "wegweiser", "build", "--web"], place, {"PYTHONPATH": "scripts", "SOURCE_DATE_EPOCH": "1767225600"})
        if built.problem:
            raise RuntimeError(built.problem)
        site = place / "site"
        # The overview of a part lists its chapters and has to grow with them.
        files = {path: site / path / "index.html" for path in chapters if not path.endswith("/index")}
        setup, times = keystrokes(site, TYPED)
        return Result(
            factor, pages, built.work, built.megabytes,
            {path: file.stat().st_size for path, file in files.items()}, {path: packed(file) for path, file in files.items()},
            sum(packed(file) for file in (site / SEARCH_FOLDER).glob("*") if file.is_file()),
            setup, statistics.median(times), sorted(times)[int(len(times) * .95)],
            sum(file.stat().st_size for file in site.rglob("*") if file.is_file()),
        )


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
    return len(gzip.compress(file.read_bytes(), 9))


def worst(sizes: dict[str, int], first: dict[str, int]) -> tuple[float, str]:
    """The chapter that has grown most, and how many times as heavy it is now."""
    return max((sizes[path] / first[path], path) for path in first)


def print_table(results: list[Result]) -> None:
    first = results[0]
    print(f"| {' | '.join(COLUMNS)} |")
    print("|---" * len(COLUMNS) + "|")
    for result in results:
        print(
            f"| {result.factor}× | {result.pages} | {result.work:.1f} s ({result.work / first.work:.1f}×) | {result.memory:.0f} MB"
            f" | {share(result.packed, first.packed)} | {share(result.raw, first.raw)}"
            f" | {result.search_packed / 1000:.0f} kB ({result.search_packed / first.search_packed:.1f}×)"
            f" | {result.setup:.0f} ms | {result.key:.1f} ms ({result.slow_key:.0f} ms) | {result.site / 1e6:.0f} MB |"
        )
    for kind in ("packed", "raw"):
        growth, path = worst(getattr(results[-1], kind), getattr(first, kind))
        print(f"Am meisten wächst {path}, {'gepackt' if kind == 'packed' else 'ungepackt'}: {growth - 1:+.1%}")


def share(sizes: dict[str, int], first: dict[str, int]) -> str:
    """Mean weight of a chapter, and how it compares with the first size."""
    return f"{statistics.mean(sizes.values()) / 1000:.1f} kB ({sum(sizes.values()) / sum(first.values()) - 1:+.1%})"
