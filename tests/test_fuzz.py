"""Inputs nobody thought of: no traceback, no hang. Bounded, and the same ones every time."""
from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from test_contributions import EXTENSIONS
from wegweiser import rendering
from wegweiser.book.clean import clean
from wegweiser.book.collection import BookPage
from wegweiser.book.images import ImageStore
from wegweiser.book.links import LinkResolver
from wegweiser.calculation import load_calculations
from wegweiser.chapter import Chapter, read_chapter
from wegweiser.citations import read_sources
from wegweiser.findings import ContentError
from wegweiser.glossary import read_glossary
from wegweiser.handbook import read_handbook
from wegweiser.statistics import load_statistics

SECONDS = 5  # for one example, on a busy machine; all of them take milliseconds
EXAMPLES = settings(
    max_examples=60, derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

# Pieces that mean something to one of the parsers, and some that mean nothing.
PIECES = st.sampled_from([
    "# ", "## ", "- ", "1. ", "> ", "    ", "\n", "\n\n", "|", "|---|", "```", "~~~", "!!! tipp ", "/// rechnung | ", "///", "[@", "[=", "]", "[", "(", ")",
    "![", "](", "<b>", "</b>", "<!--", "-->", "{", "}", "{#a}", "{: onclick=x }", "[^1]", "[^1]: ", "*", "**", "_", "`", "\\", "&#", ";", "&lt;", "http://", "//",
    "javascript:", "K4", "M5", "…", "ä", "\u00a0", "\u202e", "\u200d", "\x00", "\ufeff", "\t", "---\n", "title: ", "Text ", "Wort", "=", "+", "-", "@", "%", "🙂",
])
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join)
SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(
    ["2026-11", "analyse", "schaetzung", "entwurf", "M1", "a", "a + b", "annahme", "Euro", "1e999", "0x1f", "=1", "rechenbeispiel", "balken", "linie"]
)
KEYS = st.sampled_from([
    "title", "description", "art", "stand", "pruefung", "status", "steckbrief", "suchworte", "wochen", "von", "bis", "herkunft", "felder", "titel", "hinweis",
    "annahmen", "groessen", "ergebnisse", "name", "wert", "einheit", "formel", "stellen", "aus", "a", "b", "begriff", "erklaerung", "formen", "beleg", "siehe",
    "herausgeber", "jahr", "abruf", "url", "reihen", "werte", "quelle", "beschreibung", "template", "hide", "programm",
])
DATA = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=20)


@contextmanager
def bounded() -> Iterator[None]:
    """Fail, instead of waiting for ever."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"longer than {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def as_yaml(data: object, indent: int = 0) -> str:
    """Written by hand as contributors do it: nothing is quoted, so that much of it is broken."""
    pad = "  " * indent
    if isinstance(data, dict) and data:
        return "".join(f"\n{pad}{key}: {as_yaml(value, indent + 1)}" for key, value in data.items())
    if isinstance(data, list) and data:
        return "".join(f"\n{pad}- {as_yaml(value, indent + 1)}" for value in data)
    return str(data)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("zufall")
    for name in ("analyse", "_data/rechnungen", "_data/quellen", "_data/statistik"):
        (root / "docs" / name).mkdir(parents=True)
    return root


@EXAMPLES
@given(head=DATA.map(as_yaml) | TEXTS, body=TEXTS)
def test_any_page_can_be_read(folder: Path, head: str, body: str) -> None:
    (folder / "docs/analyse/x.md").write_text(f"---{head}\n---\n{body}", encoding="utf-8", errors="replace", newline="")
    with bounded():
        chapter = read_chapter(folder / "docs", "analyse/x.md")
        assert all(finding.hint and finding.line >= 1 for finding in chapter.findings)
        list(chapter.prose)


@EXAMPLES
@given(body=TEXTS)
def test_any_text_can_be_rendered_and_cleaned(drawn: rendering.Rendering, body: str) -> None:
    with bounded():
        html = markdown.Markdown(extensions=EXTENSIONS).convert(body)
        page = BookPage("analyse/x.md", "analyse/x/", "X", f'<h1 id="x">X</h1>{html}')
        clean(page, LinkResolver("https://example.org/", {page.url: {"x"}}), ImageStore(ROOT / "docs"))


@pytest.fixture(scope="module")
def drawn() -> rendering.Rendering:
    current = rendering.start(read_handbook(ROOT))
    current.chapter = Chapter("analyse/x.md")
    return current


@EXAMPLES
@given(data=DATA)
def test_any_data_file_can_be_read(folder: Path, data: object) -> None:
    text = as_yaml(data)
    files = ("_data/rechnungen/x.yml", "_data/quellen/x.yml", "_data/statistik/x.yml", "_data/glossar.yml")
    for name in files:
        (folder / "docs" / name).write_text(text, encoding="utf-8", errors="replace")
    with bounded():
        for read in (
            lambda: load_calculations(folder / "docs/_data/rechnungen", folder, {"M1"}),
            lambda: read_sources(folder / "docs/_data/quellen", folder),
            lambda: load_statistics(folder / "docs/_data/statistik", folder, {}, {"M1"}),
            lambda: read_glossary(folder / "docs/_data/glossar.yml", folder),
        ):
            try:
                findings = read()[1]
            except ContentError as error:
                findings = list(error.findings)
            assert all(finding.line >= 1 for finding in findings)
