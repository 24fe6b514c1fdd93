"""Every PDF can be read by those who do not see it: PDF/UA-1 and PDF/A-3a, found by real checkers."""
from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from bisect import bisect_left
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import lxml.html
import pikepdf
import pytest
from outloud.model import Document
from outloud.rules._common import element_text

from test_completeness import BOOK, NAVIGATION, PAGES, folder_of, pdf_of

OUTLOUD = Path(sys.executable).with_name("outloud")
# A sentence and the words set off inside of it are two elements, told one after the other: that much may differ.
IN_ORDER = 0.93
FONTS = ("IBMPlexSerif", "IBMPlexSansCond", "DejaVuSansMono", "LibertinusSerif", "IBMPlexMono")


@pytest.fixture(scope="session")
def verdicts(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """What outloud says of every PDF of the site, by path; two runs side by side."""
    files = [str(site / pdf_of(page)) for page in PAGES] + [str(site / BOOK)]
    folder = tmp_path_factory.mktemp("outloud")

    def check(number: int) -> list[dict]:
        report = folder / f"{number}.json"
        subprocess.run([str(OUTLOUD), "--quiet", "--fail-on", "never", "--json", str(report), *files[number::2]], check=True, capture_output=True)
        return json.loads(report.read_text(encoding="utf-8"))["results"]

    with ThreadPoolExecutor(2) as pool:
        return {result["path"]: result for results in pool.map(check, range(2)) for result in results}


def test_no_pdf_breaks_a_rule_of_pdf_ua(verdicts: dict[str, dict], site: Path) -> None:
    assert len(verdicts) == len(PAGES) + 1
    assert [path for path, verdict in verdicts.items() if verdict["error"]] == []
    errors = [
        (path, finding["rule"], finding["message"], finding["evidence"])
        for path, verdict in verdicts.items() for finding in verdict["findings"]
        if finding["severity"] == "error"
    ]
    assert errors == []


def letters(text: str | None) -> str:
    return re.sub(r"[^0-9a-zäöüß]", "", (text or "").lower())


def read_aloud(file: Path) -> str:
    """The letters of a PDF in the order of its structure, as a screen reader tells them."""
    document = Document(str(file))
    return letters("".join(element_text(document, element, include_children=False) for element in document.elements))


def passages(site: Path, page: str) -> list[str]:
    """The beginnings of all longer texts of a page, in its order."""
    article = lxml.html.parse(str(site / folder_of(page) / "index.html")).find(".//article")
    for extra in article.xpath(f"{NAVIGATION} | .//sup | .//svg"):
        extra.drop_tree()
    return [text[:50] for element in article.iter() if len(text := letters(element.text)) >= 20]


def share_in_order(wanted: list[str], told: str) -> float:
    """How many of the passages that stand there once come one after the other (longest increasing run)."""
    places = [told.find(passage) for passage in wanted if told.count(passage) == 1]
    ends: list[int] = []
    for place in places:
        end = bisect_left(ends, place)
        ends[end:end + 1] = [place]
    return len(ends) / len(places) if places else 0


@pytest.mark.parametrize("page", PAGES)
def test_the_pdf_is_read_aloud_in_the_order_of_the_page(site: Path, page: str) -> None:
    assert share_in_order(passages(site, page), read_aloud(site / pdf_of(page))) >= IN_ORDER


def test_a_section_in_the_wrong_place_would_be_noticed(site: Path) -> None:
    page = "analyse/leerstandskataster.md"
    wanted, told = passages(site, page), read_aloud(site / pdf_of(page))
    moved = told[len(told) // 5:] + told[: len(told) // 5]
    assert share_in_order(wanted, moved) < IN_ORDER <= share_in_order(wanted, told)


def test_the_checker_would_notice_a_missing_language(site: Path, tmp_path: Path) -> None:
    with pikepdf.open(site / "ueber/lizenz/lizenz.pdf") as pdf:
        del pdf.Root["/Lang"]
        pdf.save(tmp_path / "ohne-sprache.pdf")
    result = subprocess.run([str(OUTLOUD), "--quiet", str(tmp_path / "ohne-sprache.pdf")], capture_output=True)
    assert result.returncode == 1


@pytest.mark.parametrize("page", [BOOK, *PAGES])
def test_the_pdf_declares_its_standards_language_and_title(site: Path, page: str) -> None:
    with pikepdf.open(site / (page if page == BOOK else pdf_of(page))) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "3", "A")
            assert metadata["dc:title"]
        assert str(pdf.Root.Lang).startswith("de")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "/EmbeddedFiles" not in (pdf.Root.get("/Names") or {})


@pytest.mark.parametrize("page", [BOOK, "analyse/leerstandskataster.md", "marten/versorgungsluecken.md"])
def test_all_fonts_are_ours_and_embedded(site: Path, page: str) -> None:
    listing = subprocess.run(["pdffonts", str(site / (page if page == BOOK else pdf_of(page)))], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listing.split("\n")[2:] if line.strip()]
    assert rows
    for row in rows:
        assert row[0].split("+")[-1].startswith(FONTS), row
        assert row[-5] == "yes", f"nicht eingebettet: {row}"


def test_the_book_is_sound(site: Path) -> None:
    assert shutil.which("qpdf")
    assert subprocess.run(["qpdf", "--check", str(site / BOOK)], capture_output=True).returncode == 0


def test_the_bookmarks_of_the_book_are_parts_and_chapters(site: Path, handbook) -> None:
    with pikepdf.open(site / BOOK) as pdf, pdf.open_outline() as outline:
        titles = " | ".join(str(item.title) for top in outline.root for item in (top, *top.children))
    for part in handbook.parts:
        for chapter in part.chapters:
            assert chapter.title in titles.replace("\u00ad", "")  # where a long word may be broken
