"""A chapter that has not changed is not typeset again, and nothing old is ever taken for new."""
from __future__ import annotations

import shutil
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from pages import META, SHORT, page, small_book

from wegweiser.book import cache, compiler, fonts, typeset
from wegweiser.book.cache import PdfCache, fingerprint
from wegweiser.book.collection import Collection
from wegweiser.book.compiler import Job
from wegweiser.book.workroom import Room

DATE = 1_767_225_600


def png() -> bytes:
    """One grey dot."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that has seen the small book once."""
    folder = tmp_path_factory.mktemp("vorrat")
    first = typeset.typeset_all(dated(folder), folder / "site", folder / "buch.pdf", timestamp=DATE, cache=PdfCache(folder / "c"))
    assert (len(first.made), first.kept) == (7, [])
    return folder / "c"


def dated(docs: Path, **more: object) -> Collection:
    book = small_book(docs)
    book.pages = [replace(one, stand="2026-10") for one in book.pages]
    book.meta = replace(book.meta, **more)
    return book


def rebuild(book: Collection, kept: Path, tmp_path: Path, timestamp: int = DATE) -> typeset.Typeset:
    store = PdfCache(Path(shutil.copytree(kept, tmp_path / "c", dirs_exist_ok=True)))
    return typeset.typeset_all(book, tmp_path / "site", tmp_path / "buch.pdf", timestamp=timestamp, cache=store)


def test_nothing_changed_nothing_is_typeset_and_the_bytes_are_the_same(kept: Path, tmp_path: Path) -> None:
    again = rebuild(dated(tmp_path), kept, tmp_path)
    assert again.made == []
    first = kept.parent / "site" / "analyse" / "indikatoren" / "indikatoren.pdf"
    assert (tmp_path / "site" / "analyse" / "indikatoren" / "indikatoren.pdf").read_bytes() == first.read_bytes()
    assert (tmp_path / "buch.pdf").read_bytes() == (kept.parent / "buch.pdf").read_bytes()


def test_after_one_changed_chapter_that_chapter_and_the_book_are_typeset(kept: Path, tmp_path: Path) -> None:
    book = dated(tmp_path)
    book.pages = [replace(p, html=p.html.replace("Absatz", "Satz")) if p.title == "Indikatoren" else p for p in book.pages]
    again = rebuild(book, kept, tmp_path)
    assert sorted(again.made) == ["das Buch", "docs/analyse/indikatoren.md"]
    assert len(again.kept) == 5


def test_a_new_edition_typesets_the_book_alone(kept: Path, tmp_path: Path) -> None:
    """Date and commit stand in the book, not in the chapters, which bear the date they were last looked at."""
    again = rebuild(dated(tmp_path, date="Dezember 2026", commit="abc1234"), kept, tmp_path, timestamp=DATE + 86400)
    assert again.made == ["das Buch"]


def test_a_cut_off_file_in_the_cache_is_not_used(kept: Path, tmp_path: Path) -> None:
    store = Path(shutil.copytree(kept, tmp_path / "kaputt"))
    for file in store.glob("*.pdf"):
        file.write_bytes(file.read_bytes()[:500])
    assert len(rebuild(dated(tmp_path), store, tmp_path).made) == 7


def test_the_cache_throws_away_what_was_used_longest_ago(kept: Path, tmp_path: Path) -> None:
    store = Path(shutil.copytree(kept, tmp_path / "voll"))
    files = sorted(store.glob("*.pdf"), key=lambda file: file.stat().st_size)
    for age, file in enumerate(files):
        cache.os.utime(file, (age, age))
    newest = files[-1]
    PdfCache(store, newest.stat().st_size).prune()
    assert list(store.glob("*.pdf")) == [newest]


# --- every kind of input changes the fingerprint ---


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """The job of one chapter with a picture, in a furnished folder that the test may change."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "punkt.png").write_bytes(png())
    html = SHORT.format(title="A", link="https://a.example") + '<p><img src="../../punkt.png" alt="Ein Punkt"></p>'
    book = Collection(META, tmp_path / "docs", [page(html, stand="2026-10")])
    folder = tmp_path / "raum"
    folder.mkdir()
    room: Room = typeset.furnish(folder, book, typeset.clean_all(book))
    return typeset.chapter_jobs(book, tmp_path / "site", room, DATE)[0]


def files_of(job: Job, ending: str) -> list[Path]:
    return [job.folder / name for name in job.reads if name.endswith(ending)]


@pytest.mark.parametrize("ending", [".xml", ".png", ".json", ".typ"])
def test_a_changed_file_changes_the_fingerprint(job: Job, ending: str) -> None:
    """Page, picture, what is printed about edition and chapter, and every template it imports."""
    assert files_of(job, ending)
    for file in files_of(job, ending):
        before, content = fingerprint(job), file.read_bytes()
        file.write_bytes(content + b" ")
        assert fingerprint(job) != before, file.name
        file.write_bytes(content)
        assert fingerprint(job) == before


@pytest.mark.parametrize("change", [
    {"timestamp": DATE + 1}, {"template": "stil.typ"}, {"inputs": {"modus": "buch"}}, {"pages": ()}, {"reads": ("kapitel.typ",)},
])
def test_a_changed_order_changes_the_fingerprint(job: Job, change: dict[str, object]) -> None:
    assert fingerprint(replace(job, **change)) != fingerprint(job)


@pytest.mark.parametrize("program", cache.PROGRAMS)
def test_another_version_of_a_program_changes_the_fingerprint(job: Job, program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(job)
    original = cache.version
    monkeypatch.setattr(cache, "version", lambda name: "0" if name == program else original(name))
    cache.machinery.cache_clear()
    assert fingerprint(job) != before
    monkeypatch.undo()
    cache.machinery.cache_clear()


@pytest.mark.parametrize("what", ["fonts", "standards"])
def test_another_font_or_standard_changes_the_fingerprint(job: Job, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(job)
    if what == "fonts":
        monkeypatch.setattr(fonts, "font_files", lambda: [])
    else:
        monkeypatch.setattr(compiler, "STANDARDS", ["a-3a"])
    cache.machinery.cache_clear()
    assert fingerprint(job) != before
    monkeypatch.undo()
    cache.machinery.cache_clear()


def test_a_chapter_is_typeset_from_the_files_of_its_fingerprint_and_no_others(job: Job, tmp_path: Path) -> None:
    assert compiler.compile_pdf(job).problem == ""
    alone = tmp_path / "allein"
    for name in job.reads:
        (alone / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(job.folder / name, alone / name)
    (alone / "leer").mkdir()
    other = replace(job, folder=alone, target=tmp_path / "allein.pdf")
    assert compiler.compile_pdf(other).problem == ""
    assert other.target.read_bytes() == job.target.read_bytes()
    assert fingerprint(other) == fingerprint(job), "the place of the folder does not matter"
