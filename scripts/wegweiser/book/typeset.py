"""Pages → PDFs: one for each chapter, and the book.

Chapters run side by side, and the book, which takes longest, beside them. What has not changed
since the last time comes out of the cache.
"""
from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import active_children, get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from ..findings import ContentError, Finding
from .cache import PdfCache
from .clean import Cleaned, clean
from .collection import BookPage, Collection
from .compiler import Job, Outcome, compile_pdf
from .images import ImageStore
from .links import LinkResolver
from .report import CHECK, Dropped
from .workroom import Room, furnish

# Called after each PDF: how many are done, how many there will be, and the name of this one.
Progress = Callable[[int, int, str], None]
BOOK = "das Buch"
SECONDS_TO_START, SECONDS_PER_PDF = 240, 20  # more than ten times what was ever needed


@dataclass(frozen=True)
class Typeset:
    """The PDFs in the order of the book, the book last; `made` and `kept` name those typeset and those reused.

    `pages` are the cleaned pages all of them were made from.
    """

    paths: list[Path]
    made: list[str]
    kept: list[str]
    pages: tuple[Cleaned, ...]


def typeset_all(
    collection: Collection, out_dir: Path, book_path: Path, *, timestamp: int | None = None,
    workers: int | None = None, progress: Progress | None = None, cache: PdfCache | None = None,
) -> Typeset:
    """Make every chapter PDF and the book.

    Raises ContentError with a finding for each page that cannot be printed.
    """
    date = epoch(timestamp)
    with work_folder(collection) as room:
        jobs = chapter_jobs(collection, out_dir, room, date)
        jobs.append(book_job(book_path, room, date))
        return run(room, jobs, workers, progress, cache)


def typeset_chapters(
    collection: Collection, out_dir: Path, *, timestamp: int | None = None,
    workers: int | None = None, progress: Progress | None = None, cache: PdfCache | None = None,
) -> Typeset:
    """Make the chapter PDFs: where the plugin wants them, else beside the pages in `out_dir`."""
    date = epoch(timestamp)
    with work_folder(collection) as room:
        return run(room, chapter_jobs(collection, out_dir, room, date), workers, progress, cache)


def typeset_book(collection: Collection, out_path: Path, *, timestamp: int | None = None) -> Path:
    """Make the book."""
    date = epoch(timestamp)
    with work_folder(collection) as room:
        return run(room, [book_job(out_path, room, date)], 1, None, None).paths[0]


def epoch(timestamp: int | None) -> int:
    """The date of the PDFs: as told, else SOURCE_DATE_EPOCH; never the clock."""
    if timestamp is None and "SOURCE_DATE_EPOCH" not in os.environ:
        raise ValueError("Für das Datum der PDFs fehlt SOURCE_DATE_EPOCH.")
    return int(os.environ["SOURCE_DATE_EPOCH"]) if timestamp is None else timestamp


@contextmanager
def work_folder(collection: Collection) -> Iterator[Room]:
    """Clean all pages into a private folder that is gone afterwards."""
    cleaned = clean_all(collection)
    with TemporaryDirectory(prefix="wegweiser-buch-") as name:
        yield furnish(Path(name).resolve(), collection, cleaned)


def clean_all(collection: Collection) -> list[Cleaned]:
    """Clean every page; raise ContentError with all findings of all pages if anything is lost."""
    site = LinkResolver.for_collection(collection)
    images = ImageStore(collection.docs_dir)
    cleaned = [clean(page, site, images) for page in collection.pages]
    findings = [finding for page in cleaned for finding in page.findings] + lost_places(cleaned)
    if any(finding.severity == "Fehler" for finding in findings):
        raise ContentError(findings)
    return cleaned


def lost_places(cleaned: list[Cleaned]) -> list[Finding]:
    """Links to places that exist on the site but are not printed, such as navigation."""
    places = {page.page.label for page in cleaned}
    places |= {element.get("id") for page in cleaned for element in page.tree.iter() if element.get("id")}
    findings = []
    for page in cleaned:
        for link in page.tree.iter("a"):
            if link.get("to", "") and link.get("to") not in places:
                target = link.get("to")
                dropped = Dropped(
                    f"Der Link auf „{target}“ führt zu einer Stelle, die nicht gedruckt wird.",
                    "Auf eine Überschrift oder die ganze Seite verlinken.", needles=(target.split("#")[-1],),
                )
                findings.append(dropped.as_finding(page.page))
    return findings


def chapter_jobs(collection: Collection, out_dir: Path, room: Room, timestamp: int) -> list[Job]:
    """One job per chapter. It bears the date of the chapter, not that of the edition: an unchanged chapter
    keeps its bytes, whatever else has changed."""

    def job(page: BookPage) -> Job:
        inputs = {"modus": "kapitel", "seite": page.label, "datei": room.chapter_data(page)}
        reads = (*room.templates("kapitel.typ"), room.chapter_data(page), room.chapter(page), *room.pictures(page))
        return Job(
            f"docs/{page.src}", room.folder, "kapitel.typ", collection.target_of(page, out_dir),
            date_of(page, timestamp), inputs, reads, (room.chapter(page),),
        )

    return [job(page) for page in collection.pages]


def date_of(page: BookPage, edition: int) -> int:
    """Seconds since 1970 of the first day of the month the page was last looked at, else of the edition.

    >>> date_of(BookPage("a.md", "a/", "A", "", stand="1970-02"), 0)
    2678400
    """
    if not page.stand:
        return edition
    return int(datetime.fromisoformat(f"{page.stand}-01T00:00:00+00:00").timestamp())


def book_job(target: Path, room: Room, timestamp: int) -> Job:
    return Job(BOOK, room.folder, "buch.typ", target, timestamp, {"modus": "buch"}, room.book_files(), room.book_pages())


def run(room: Room, jobs: list[Job], workers: int | None, progress: Progress | None, cache: PdfCache | None) -> Typeset:
    """Make what the cache does not hold, on all cores; raise ContentError if a job failed."""
    kept = [job for job in jobs if cache and cache.fetch(job)]
    to_do = [job for job in jobs if job not in kept]
    outcomes: list[Outcome] = []
    for outcome in typeset(to_do, min(workers or os.cpu_count() or 1, len(to_do))):
        outcomes.append(outcome)
        if cache and not outcome.problem:
            cache.keep(outcome.job)
        if progress:
            progress(len(outcomes), len(to_do), outcome.job.name)
    raise_problems(outcomes)
    if cache:
        cache.prune()
    return Typeset([job.target for job in jobs], [job.name for job in to_do], [job.name for job in kept], room.cleaned)


def typeset(jobs: list[Job], size: int) -> Iterator[Outcome]:
    """The outcomes of all jobs as they come, made by `size` processes."""
    if not jobs:
        return
    longest_first = sorted(jobs, key=lambda job: job.name != BOOK)
    context = get_context("spawn")
    with ProcessPoolExecutor(size, context, initializer=use_threads, initargs=(size == 1,)) as pool:
        yield from finished({pool.submit(compile_pdf, job): job for job in longest_first})


def use_threads(many: bool) -> None:
    """Typst brings its own threads; beside other typesetters they would only get in each other's way."""
    if not many:
        os.environ["RAYON_NUM_THREADS"] = "1"


def finished(futures: dict[Future[Outcome], Job]) -> Iterator[Outcome]:
    """The outcomes as they come. A typesetter that hangs is stopped, one that crashes is reported."""
    seconds = SECONDS_TO_START + SECONDS_PER_PDF * len(futures)
    try:
        for future in as_completed(futures, timeout=seconds):
            error = future.exception()
            yield Outcome(futures[future], f"{type(error).__name__}: {error}") if error else future.result()
    except TimeoutError:
        for process in active_children():
            process.kill()
        raise RuntimeError(f"Der Satz dauerte länger als {seconds} Sekunden und wurde abgebrochen.") from None


def raise_problems(outcomes: Iterable[Outcome]) -> None:
    """A failing page fails the book as well: tell the page, and the book only if it fails alone."""
    failed = [outcome for outcome in outcomes if outcome.problem]
    pages = [outcome for outcome in failed if outcome.job.name != BOOK]
    if failed:
        raise ContentError(as_finding(outcome) for outcome in pages or failed)


def as_finding(outcome: Outcome) -> Finding:
    is_book = outcome.job.name == BOOK
    what = "Das Buch" if is_book else "Diese Seite"
    return Finding(
        "overrides/buch/buch.typ" if is_book else outcome.job.name, 1, CHECK,
        f"{what} lässt sich nicht setzen. Typst meldet: {outcome.problem}",
        "Den zuletzt geänderten Abschnitt vereinfachen; hilft das nicht, liegt es an der Vorlage: bitte melden.",
    )
