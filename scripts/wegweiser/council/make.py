"""Ratsmappen as PDFs: each at the largest measure that fits on two pages, and all in one file."""
from __future__ import annotations

import json
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

from ..book.annex import furnish_annex
from ..book.cache import PdfCache
from ..book.clean import Cleaned, as_xml
from ..book.collection import BookPage, Collection
from ..book.compiler import Job, Outcome, compile_pdf
from ..book.hyphenation import mark_exceptions
from ..book.typeset import date_of
from ..book.workroom import CHAPTER_META, INDEX, Room
from ..edition import month_name
from ..findings import ContentError, Finding
from .extract import MEASURES, extract
from .plan import CHECK, Plan, read_plans

ALL = "pdf/ratsmappen.pdf"
TEMPLATE = "ratsmappe.typ"
PAGES = 2


@dataclass(frozen=True)
class Fitted:
    """What became of one Ratsmappe: the measure it fits at, or what kept it from fitting."""

    outcome: Outcome
    measure: int


def path_of(page: BookPage) -> Path:
    """Where the Ratsmappe of a page lies inside the site: "finanzierung/leader/leader-ratsmappe.pdf"."""
    return page.pdf_path.with_name(f"{page.pdf_path.stem}-ratsmappe.pdf")


def make_council_papers(
    collection: Collection, cleaned: list[Cleaned], site: Path, *, timestamp: int, cache: PdfCache | None = None,
) -> list[Path]:
    """Write all Ratsmappen into `site`; returns their paths, the one with all last.

    Raises ContentError naming the chapter that does not fit on two pages or lacks a section.
    """
    plans = read_plans(collection.docs_dir)
    chapters = [(page, plan) for page in cleaned if (plan := plans.of(page.page.src)) and page.tree.find(".//profile") is not None]
    if not chapters:
        return []
    with TemporaryDirectory(prefix="wegweiser-rat-") as name:
        meta = {name: getattr(collection.meta, name) for name in CHAPTER_META}
        folder = furnish_annex(Path(name).resolve() / "raum", meta)
        papers = [paper_of(page, plan, collection, folder, site / path_of(page.page), timestamp) for page, plan in chapters]
        with ProcessPoolExecutor(min(os.cpu_count() or 1, len(papers)), get_context("spawn")) as pool:
            fitted = list(pool.map(partial(fit, cache=cache), papers))
        raise_problems(fitted)
        chosen = [paper.entries[one.measure] for paper, one in zip(papers, fitted)]
        everything = job_of("alle Ratsmappen", folder, site / ALL, timestamp, "alle", chosen)
        raise_problems([Fitted(typeset(everything, cache), 0)])
    return [*(paper.jobs[0].target for paper in papers), site / ALL]


@dataclass(frozen=True)
class Paper:
    """A Ratsmappe that may come in several lengths: a job and its data for each measure."""

    jobs: list[Job]
    entries: list[dict[str, str]]


def paper_of(page: Cleaned, plan: Plan, collection: Collection, folder: Path, target: Path, timestamp: int) -> Paper:
    """Write the extract at every measure; fit() chooses. It bears the date of the chapter, as its PDF does."""
    chapter, paper = page.page, Paper([], [])
    for number, measure in enumerate(MEASURES):
        tree = extract(page, plan, measure, collection.meta.site_url)
        mark_exceptions(tree, collection.hyphenation)
        name = f"{chapter.file_stem}-{number}"
        (folder / f"{name}.xml").write_bytes(as_xml(tree))
        entry = {
            "title": chapter.title, "part": chapter.part, "description": chapter.description, "file": f"{name}.xml",
            "stand": month_name(chapter.stand) if chapter.stand else "", "href": collection.meta.site_url + chapter.url,
        }
        paper.entries.append(entry)
        paper.jobs.append(job_of(f"docs/{chapter.src}", folder, target, date_of(chapter, timestamp), name, [entry]))
    return paper


def job_of(name: str, folder: Path, target: Path, timestamp: int, data: str, entries: list[dict[str, str]]) -> Job:
    """One PDF with these entries; `data` is the name of the file that lists them."""
    (folder / f"{data}.json").write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    pages = tuple(entry["file"] for entry in entries)
    reads = (*Room(folder, ()).templates(TEMPLATE), INDEX, f"{data}.json", *pages)
    return Job(name, folder, TEMPLATE, target, timestamp, {"modus": "mappe", "mappe": f"{data}.json"}, reads, pages)


def fit(paper: Paper, cache: PdfCache | None) -> Fitted:
    """Typeset at one measure after the other until two pages are enough."""
    for number, job in enumerate(paper.jobs):
        outcome = typeset(job, cache)
        if outcome.problem or page_count(job.target) <= PAGES:
            return Fitted(outcome, number)
    job.target.unlink()
    return Fitted(Outcome(job, "zu lang"), len(MEASURES))


def typeset(job: Job, cache: PdfCache | None) -> Outcome:
    """The PDF out of the cache, or made and kept there."""
    if cache and cache.fetch(job):
        return Outcome(job)
    outcome = compile_pdf(job)
    if cache and not outcome.problem:
        cache.keep(job)
    return outcome


def page_count(file: Path) -> int:
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def raise_problems(fitted: list[Fitted]) -> None:
    findings = [
        Finding(
            one.outcome.job.name, 1, CHECK, f"Die Ratsmappe passt nicht auf {PAGES} Seiten.",
            "Den Abschnitt „Auf einen Blick“ oder die Angaben im Steckbrief kürzen.",
        ) if one.measure == len(MEASURES) else Finding(
            one.outcome.job.name, 1, CHECK, f"Die Ratsmappe lässt sich nicht setzen. Typst meldet: {one.outcome.problem}",
            "Den zuletzt geänderten Abschnitt vereinfachen; hilft das nicht, liegt es an der Vorlage: bitte melden.",
        )
        for one in fitted if one.outcome.problem
    ]
    if findings:
        raise ContentError(findings)
