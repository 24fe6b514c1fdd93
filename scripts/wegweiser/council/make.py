"""Ratsmappen as PDFs: each at the largest measure that fits on two pages, and all in one file."""
from __future__ import annotations

import json
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
from lxml import etree

from ..book.annex import furnish_annex
from ..book.clean import Cleaned
from ..book.collection import BookPage, Collection
from ..book.compiler import Job, Outcome, compile_pdf
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


def make_council_papers(collection: Collection, cleaned: list[Cleaned], site: Path, *, timestamp: int) -> list[Path]:
    """Write all Ratsmappen into `site`; returns their paths, the one with all last.

    Raises ContentError naming the chapter that does not fit on two pages or lacks a section.
    """
    plans = read_plans(collection.docs_dir)
    chapters = [(page, plan) for page in cleaned if (plan := plans.of(page.page.src)) and page.tree.find(".//profile") is not None]
    if not chapters:
        return []
    with TemporaryDirectory(prefix="wegweiser-rat-") as name:
        folder = furnish_annex(Path(name).resolve() / "raum", collection.meta)
        jobs = [job_of(page, plan, collection, folder, site / path_of(page.page), timestamp) for page, plan in chapters]
        with ProcessPoolExecutor(min(os.cpu_count() or 1, len(jobs)), get_context("spawn")) as pool:
            fitted = list(pool.map(fit, jobs))
        raise_problems(fitted)
        entries = [read(job, one.measure)[0] for job, one in zip(jobs, fitted)]
        everything = Job("alle Ratsmappen", folder, TEMPLATE, site / ALL, timestamp, inputs(folder, "alle", entries))
        raise_problems([Fitted(compile_pdf(everything), 0)])
    return [*(job.target for job in jobs), site / ALL]


def job_of(page: Cleaned, plan: Plan, collection: Collection, folder: Path, target: Path, timestamp: int) -> Job:
    """Write the extract at every measure; fit() chooses."""
    meta, chapter = collection.meta, page.page
    for number, measure in enumerate(MEASURES):
        tree = extract(page, plan, measure, meta.site_url)
        file = f"{chapter.file_stem}-{number}.xml"
        (folder / file).write_bytes(etree.tostring(tree, encoding="utf-8", xml_declaration=True))
        entry = {
            "title": chapter.title, "part": chapter.part, "description": chapter.description, "file": file,
            "stand": month_name(chapter.stand) if chapter.stand else "", "href": meta.site_url + chapter.url,
        }
        inputs(folder, f"{chapter.file_stem}-{number}", [entry])
    return Job(f"docs/{chapter.src}", folder, TEMPLATE, target, timestamp, {"modus": "mappe", "mappe": chapter.file_stem})


def inputs(folder: Path, name: str, entries: list[dict[str, Any]]) -> dict[str, str]:
    (folder / f"{name}.json").write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    return {"modus": "mappe", "mappe": f"{name}.json"}


def read(job: Job, measure: int) -> list[dict[str, Any]]:
    return json.loads((job.folder / f"{job.inputs['mappe']}-{measure}.json").read_text(encoding="utf-8"))


def fit(job: Job) -> Fitted:
    """Typeset at one measure after the other until two pages are enough."""
    for number in range(len(MEASURES)):
        chosen = {**job.inputs, "mappe": f"{job.inputs['mappe']}-{number}.json"}
        outcome = compile_pdf(replace(job, inputs=chosen))
        if outcome.problem or page_count(job.target) <= PAGES:
            return Fitted(outcome, number)
    job.target.unlink()
    return Fitted(Outcome(job, "zu lang"), len(MEASURES))


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
