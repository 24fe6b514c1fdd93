"""Broken contributions are met with exactly the right Fehler; hostile ones are refused or do nothing.

The cases are files in tests/corpus; corpus_cases.py says how they are written.
"""
from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from pathlib import Path

import lxml.html
import markdown
import pytest
from playwright.sync_api import Browser

from conftest import ROOT, Checkout
from corpus_cases import Case, applied, cases, copy_contents, errors_in
from wegweiser import rendering
from wegweiser.book.clean import clean
from wegweiser.book.collection import BookPage
from wegweiser.book.images import ImageStore
from wegweiser.book.links import LinkResolver
from wegweiser.chapter import Chapter
from wegweiser.handbook import read_handbook

BROKEN, HOSTILE = cases("broken"), cases("hostile")
# As in mkdocs.yml; the last one has to stay last.
EXTENSIONS = ["toc", "tables", "fenced_code", "admonition", "def_list", "footnotes", "wegweiser.extensions"]
THROUGH_THE_COMMAND = ("enum", "yaml-tab", "latin-1", "link-page")


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the handbook; every case leaves it as it found it."""
    folder = tmp_path_factory.mktemp("beitrag").resolve()
    copy_contents(ROOT, folder)
    return folder


def compare(case: Case, root: Path) -> None:
    files = [change["file"] for change in case.change]
    with applied(case, root) as start:
        before = {file: (root / file).read_bytes() for file in files if not (root / file).is_symlink()}
        found = sorted(set(errors_in(root, files)))
        assert before == {file: (root / file).read_bytes() for file in before}, "checking must change nothing"
    expected = case.expect or []
    shown = "\n".join(map(str, found))
    for entry in expected:
        path = entry.get("file", files[0])
        line = entry["line"] + (start if path == files[0] and not entry.get("absolute") else 0)
        fitting = [f for f in found if f.path == path and f.line == line and entry["says"] in f"[{f.check}] {f.message}" and entry["mend"] in f.hint]
        assert fitting, f"{case.why}\nmissing: {path}:{line} {entry['says']}\nfound:\n{shown}"
    assert len(found) == len(expected), f"{case.why}\nfound:\n{shown}"


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_a_mistake_gives_exactly_its_faults(case: Case, contents: Path) -> None:
    compare(case, contents)


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_an_attack_is_refused_or_left_to_the_renderer(case: Case, contents: Path) -> None:
    compare(case, contents)


def test_there_are_enough_cases() -> None:
    assert len(BROKEN) >= 60 and len(HOSTILE) >= 25


@pytest.mark.parametrize("name", THROUGH_THE_COMMAND)
def test_the_command_prints_what_the_corpus_says(name: str, checkout: Checkout) -> None:
    case = next(case for case in BROKEN if case.name == name)
    with applied(case, checkout.root):
        result = checkout.run("check", case.change[0]["file"])
    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    assert case.expect[0]["mend"] in result.stdout


def pages_of(kind: list[Case]) -> list[Case]:
    """Cases that change the text of a page."""
    return [case for case in kind if "by" in case.change[0] and case.change[0]["replace"].startswith("## ")]


# What the checks stop before any renderer: it would be slow or fail, which is why they stop it.
UNCHECKED = [case for case in pages_of(HOSTILE) if not case.name.startswith(("block-", "redos", "deep"))]


@pytest.fixture(scope="module")
def drawing() -> rendering.Rendering:
    return rendering.start(read_handbook(ROOT))


def render(text: str, drawing: rendering.Rendering) -> str:
    """The page as MkDocs would render it if nobody had checked it."""
    drawing.chapter = Chapter("analyse/leerstandskataster.md")
    return markdown.Markdown(extensions=EXTENSIONS).convert(text)


@pytest.mark.parametrize("case", UNCHECKED, ids=str)
def test_even_unchecked_a_page_carries_no_script_and_no_request(case: Case, drawing: rendering.Rendering) -> None:
    html = render(case.change[0]["by"], drawing)
    for element in lxml.html.fragment_fromstring(html, create_parent="div").iter():
        assert element.tag not in ("script", "style", "iframe", "form", "input", "button", "meta", "object", "embed", "svg", "base", "link"), html
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name not in ("style", "srcset", "srcdoc"), html
            if name == "href":
                assert not re.match(r"[\s\x00-\x1f]*(javascript|data|vbscript|file|//|\\)", value, re.IGNORECASE), html
            if name == "src":
                assert "//" not in value and ":" not in value and "\\" not in value, html
    assert (ROOT / "pyproject.toml").read_text(encoding="utf-8")[:200] not in html
    assert "root:" not in html


@pytest.mark.parametrize("case", UNCHECKED, ids=str)
def test_even_unchecked_the_book_takes_nothing_from_elsewhere(case: Case, drawing: rendering.Rendering) -> None:
    html = f'<h1 id="x">X</h1>{render(case.change[0]["by"], drawing)}'
    page = BookPage("analyse/leerstandskataster.md", "analyse/leerstandskataster/", "X", html)
    cleaned = clean(page, LinkResolver("https://example.org/", {page.url: {"x"}}), ImageStore(ROOT / "docs"))
    for element in etree.fromstring(cleaned.xml).iter():
        assert element.tag not in ("script", "style", "iframe", "object")
        assert not element.get("href", "").lower().startswith(("javascript", "data", "vbscript", "file"))
    assert len(cleaned.images) <= 1, "at most the logo"


def test_the_text_of_a_page_survives_its_harmless_rendering(drawing: rendering.Rendering) -> None:
    html = render('Vorher <script>alert("1 < 2")</script> nachher', drawing)
    assert "".join(lxml.html.fragment_fromstring(html, create_parent="div").itertext()).strip() == 'Vorher <script>alert("1 < 2")</script> nachher'


def test_a_browser_asks_for_nothing_and_runs_nothing(drawing: rendering.Rendering, browser: Browser, tmp_path: Path) -> None:
    pages = [render(case.change[0]["by"], drawing) for case in UNCHECKED]
    file = tmp_path / "seite.html"
    file.write_text(f"<!doctype html><meta charset=utf-8><title>Alle</title>{''.join(pages)}", encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
    page.goto(file.as_uri(), wait_until="load")
    for link in page.query_selector_all("a"):
        link.hover(force=True, timeout=2000) if link.is_visible() else None
    assert page.evaluate("document.querySelectorAll('script, iframe, form, style').length") == 0
    context.close()
    assert told == []
    assert [url for url in asked if not url.startswith("file:")] == [], "something was asked for from elsewhere"
    assert [url for url in asked if "/etc/" in url] == []


GUARD = '''
import os, socket
def _refuse(self, address, *rest):
    with open(os.environ["KANARIE"], "a") as file:
        print(address, file=file)
    raise OSError("no network here")
socket.socket.connect = socket.socket.connect_ex = _refuse
'''


def test_a_whole_build_with_what_is_let_through_reads_and_asks_nothing(checkout: Checkout, tmp_path: Path) -> None:
    texts = [case.change[0]["by"].removeprefix("## Auf einen Blick\n") for case in pages_of(HOSTILE) if case.expect == []]
    assert texts, "some cases are left to the renderer"
    checkout.edit("docs/analyse/leerstandskataster.md", "## Auf einen Blick\n", "## Auf einen Blick\n" + "\n\n".join(texts) + "\n")
    guard = checkout.root / "waechter"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    canary = checkout.root / "anfragen.txt"
    glossary = next(case for case in HOSTILE if case.name == "glossary-html")
    with applied(glossary, checkout.root):
        result = checkout.run("build", "--web", PYTHONPATH=f"scripts:{guard}", KANARIE=str(canary))
    assert result.returncode == 0, result.stdout + result.stderr
    assert not canary.exists(), canary.read_text()
    # A host may be called like a word of the handbook; then only the other two tell.
    hostname = Path("/etc/hostname").read_bytes().strip()
    secrets = [b"root:x:0:0", b"[project.optional-dependencies]", *([hostname] if len(hostname) > 8 else [])]
    for file in (checkout.root / "site").rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not any(secret in content for secret in secrets), file
            assert b"<script>fetch(" not in content, file
            assert file.suffix == ".js" or b"onerror=" not in content, file
    assert not Path("/tmp/kanarie").exists()
