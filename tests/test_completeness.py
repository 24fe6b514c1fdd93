"""Every page of the nav is on the site, in the search, in its own PDF and in the book: word for word."""
from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from pathlib import Path

import lxml.html
import pytest

from conftest import ROOT
from wegweiser.handbook import read_handbook
from wegweiser.search.files import DATA, FOLDER

PAGES = list(read_handbook(ROOT).chapters)  # from the nav, so a new page is tested because it exists
BOOK = "pdf/wegweiser-quartiersentwicklung.pdf"
ENOUGH = 0.99
# What the theme puts around the text so that one can move about on the site.
NAVIGATION = " | ".join(
    f'.//*[contains(concat(" ", @class, " "), " {name} ")]'
    for name in ("headerlink", "nur-web", "kicker", "page-actions", "sections-small", "ways-in", "all-chapters")
) + " | .//svg/title | .//svg/desc"  # in a PDF these are the alternative text, not words on the page


def folder_of(page: str) -> str:
    return page.removesuffix(".md").removesuffix("index")


def pdf_of(page: str) -> str:
    return f"{folder_of(page)}/{Path(page).stem}.pdf".lstrip("/")


def words(text: str) -> Counter[str]:
    """Words in lower case, without the soft hyphens of line breaks and apart from the number of a note behind them."""
    text = re.sub(r"\u00ad\s*", "", text)
    return Counter(re.findall(r"[^\W\d_]+|\d+", text.lower()))


def article_words(site: Path, page: str) -> Counter[str]:
    article = lxml.html.parse(str(site / folder_of(page) / "index.html")).find(".//article")
    for extra in article.xpath(NAVIGATION):
        extra.drop_tree()
    blocks = article.xpath(".//p | .//li | .//dt | .//dd | .//td | .//th | .//h1 | .//h2 | .//h3 | .//h4 | .//summary | .//div | .//caption")
    for block in blocks:  # text of neighbouring blocks must not run together
        block.text, block.tail = " " + (block.text or ""), " " + (block.tail or "")
    return words(article.text_content())


def pdf_words(file: Path) -> Counter[str]:
    # -raw: in the order of the text, and without pdftotext's own guess that "Marten-" at the end of a line is no word.
    return words(subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True).stdout)


def share_found(wanted: Counter[str], there: Counter[str]) -> tuple[float, list[str]]:
    missing = wanted - there
    return 1 - missing.total() / wanted.total(), list(missing)


@pytest.fixture(scope="session")
def book_words(site: Path) -> Counter[str]:
    return pdf_words(site / BOOK)


@pytest.mark.parametrize("page", PAGES)
def test_the_chapter_pdf_has_the_words_of_the_page(site: Path, page: str) -> None:
    share, missing = share_found(article_words(site, page), pdf_words(site / pdf_of(page)))
    assert share >= ENOUGH, f"{share:.1%}; es fehlen zum Beispiel {missing[:20]}"


@pytest.mark.parametrize("page", PAGES)
def test_the_book_has_the_words_of_the_page(site: Path, book_words: Counter[str], page: str) -> None:
    share, missing = share_found(article_words(site, page), book_words)
    assert share >= ENOUGH, f"{share:.1%}; es fehlen zum Beispiel {missing[:20]}"


def test_losing_a_section_would_be_noticed(site: Path) -> None:
    page = "analyse/leerstandskataster.md"
    wanted = article_words(site, page)
    section = Counter(dict(list(wanted.items())[: len(wanted) // 20]))
    assert share_found(wanted, wanted - section)[0] < ENOUGH


@pytest.mark.parametrize("page", PAGES)
def test_the_search_knows_the_page(site: Path, page: str) -> None:
    index = json.loads((site / FOLDER / "index.js").read_text(encoding="utf-8").removeprefix(DATA))
    locations = {entry[0] for entry in index["pages"]}
    assert folder_of(page).replace("index", "") + ("/" if folder_of(page) and not folder_of(page).endswith("/") else "") in locations


@pytest.mark.parametrize("page", PAGES)
def test_the_page_leads_to_its_source_and_its_pdfs(site: Path, page: str) -> None:
    document = lxml.html.parse(str(site / folder_of(page) / "index.html"))
    targets = [link.get("href") or "" for link in document.iter("a")]
    assert any(target.endswith(f"/docs/{page}") for target in targets), "Link zum Bearbeiten fehlt"
    assert any(target.endswith(f"{Path(page).stem}.pdf") for target in targets), "Link zum Kapitel-PDF fehlt"
    assert any(target.endswith(BOOK) for target in targets), "Link zum Buch fehlt"


def test_there_is_no_page_without_a_test(site: Path) -> None:
    built = {file.relative_to(site).as_posix() for file in site.rglob("index.html")}
    tested = {f"{folder_of(page)}/index.html".lstrip("/").replace("//", "/") for page in PAGES}
    templates = {name for name in built - tested if name.startswith("mitmachen/kapitelvorlagen/")}
    assert tested == built - templates
