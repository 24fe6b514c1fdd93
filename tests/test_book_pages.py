"""What the book says about its own pages is true, read from the pages of the finished book."""
from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest

from wegweiser.handbook import Handbook
from wegweiser.text import sort_key

BOOK = "pdf/wegweiser-quartiersentwicklung.pdf"
REFERENCE = re.compile(r"\(S\.\s(\d+)\)")
LONGEST_LADDER = 4  # lines in a row that end with a hyphen


def read(*command: str | Path) -> str:
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="session")
def book(site: Path) -> Path:
    return site / BOOK


@pytest.fixture(scope="session")
def lines(book: Path) -> list[list[str]]:
    """The lines of every page; pages[0] is page 1."""
    return [[line for line in page.split("\n") if line.strip()] for page in read("pdftotext", "-raw", book, "-").split("\f")[:-1]]


@pytest.fixture(scope="session")
def pages(lines: list[list[str]]) -> list[str]:
    """The text of every page in one line, with divided words joined."""
    return [" ".join(re.sub(r"\u00ad+\n?", "", "\n".join(page)).split()) for page in lines]


@pytest.fixture(scope="session")
def bookmarks(book: Path) -> list[tuple[int, str, int]]:
    """Level, title without number, page of every bookmark."""
    found: list[tuple[int, str, int]] = []

    def walk(items: list[pikepdf.OutlineItem], level: int) -> None:
        for item in items:
            target = item.destination if item.destination is not None else item.action.D
            found.append((level, str(item.title), numbers[target[0].objgen]))
            walk(item.children, level + 1)

    with pikepdf.open(book) as pdf, pdf.open_outline() as outline:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        walk(outline.root, 1)
    return found


def plain(title: str) -> str:
    return re.sub(r"^\d+(\.\d+)* ", "", " ".join(title.replace("\u00ad", "").split()))


@pytest.fixture(scope="session")
def targets(book: Path) -> list[set[int]]:
    """The pages to which the links of each page lead."""
    with pikepdf.open(book) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        names = dict(pikepdf.NameTree(pdf.Root.Names.Dests)) if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names else {}

        def target(link: pikepdf.Dictionary) -> int:
            place = link.Dest if "/Dest" in link else link.A.get("/D")
            place = names.get(str(place), place) if isinstance(place, pikepdf.String) else place
            place = place.D if isinstance(place, pikepdf.Dictionary) else place
            return numbers[place[0].objgen] if isinstance(place, pikepdf.Array) else 0

        return [{target(link) for link in page.get("/Annots", [])} - {0} for page in pdf.pages]


def test_a_reference_names_the_page_its_link_leads_to(pages: list[str], targets: list[set[int]]) -> None:
    found = [(page, int(number)) for page, text in enumerate(pages, 1) for number in REFERENCE.findall(text)]
    assert len(found) > 3000
    assert [(page, number) for page, number in found if number not in targets[page - 1]] == []


def test_contents_lists_and_index_name_the_pages_their_links_lead_to(pages: list[str], targets: list[set[int]]) -> None:
    first = next(number for number, page in enumerate(pages) if page.startswith("Inhalt"))
    index = next(number for number, page in enumerate(pages) if "Fett steht die Seite" in page)
    contents = [(n, m) for n in range(first, first + 4) for m in re.findall(r"[.\u2060] \u2060?(\d+)(?= |$)", pages[n])]
    listed = [(n, m) for n in range(index, len(pages) - 1) for m in re.findall(r", (\d+)(?=,| |$)", pages[n])]
    assert len(contents) > 100 and len(listed) > 1000
    assert [(n + 1, m) for n, m in contents + listed if int(m) not in targets[n]] == []


def test_every_chapter_stands_in_the_contents_with_the_page_on_which_it_begins(
    bookmarks: list[tuple[int, str, int]], pages: list[str], handbook: Handbook,
) -> None:
    first = next(number for number, page in enumerate(pages) if page.startswith("Inhalt"))
    contents = " ".join(pages[first:first + 12])
    chapters = {plain(title): page for level, title, page in reversed(bookmarks) if level <= 2}
    for chapter in handbook.chapters.values():
        title, page = plain(chapter.title), chapters[plain(chapter.title)]
        assert title in pages[page - 1][:300], (title, page)
        assert re.search(rf"{re.escape(title)}[ .\u2060]+{page}\b", contents), (title, page)


def test_an_index_term_stands_on_a_page_it_names(bookmarks: list[tuple[int, str, int]], pages: list[str]) -> None:
    """Or a chapter on it begins there: search words are also those a reader uses and the chapter does not."""
    chapters = {page for level, _, page in bookmarks if level <= 2}
    first = next(number for number, page in enumerate(pages) if "Fett steht die Seite" in page)
    index = " ".join(pages[first:-1])
    entries = re.findall(r"([^\d,.][^,.]{2,60}?)((?:, \d+)+)(?= |$)", index)
    assert len(entries) > 300
    wrong = []
    for term, numbers in entries:
        term = term.strip().split("  ")[-1]
        named = {int(number) for number in re.findall(r"\d+", numbers)}
        there = " ".join(pages[number - 1] for number in named).casefold()
        if term.casefold() not in there and not named & chapters:
            wrong.append((term, numbers))
    assert len(wrong) <= len(entries) * 0.01, wrong  # words broken over two pages


def test_the_index_is_sorted_like_a_german_dictionary(pages: list[str]) -> None:
    first = next(number for number, page in enumerate(pages) if "Fett steht die Seite" in page)
    letters = re.findall(r"(?<=\d) ([A-ZÄÖÜ]) (?=[^\d\s])", " ".join(pages[first:-1]))
    assert letters == sorted(letters, key=sort_key) and "Ä" not in letters and len(letters) > 15


def test_no_heading_is_the_last_line_of_a_page(bookmarks: list[tuple[int, str, int]], lines: list[list[str]]) -> None:
    headings = {(plain(title), page) for _, title, page in bookmarks}
    last = {(plain(page[-1]), number) for number, page in enumerate(lines, 1) if page}
    openers = {(plain(title), page) for level, title, page in bookmarks if level == 1}
    assert sorted(headings & last - openers) == []


def test_no_ladder_of_hyphens(lines: list[list[str]]) -> None:
    ladders = []
    for number, page in enumerate(lines, 1):
        for place in range(len(page) - LONGEST_LADDER):
            if all(line.endswith("\u00ad") for line in page[place:place + LONGEST_LADDER + 1]):
                ladders.append((number, page[place]))
    assert ladders == []


def test_blank_pages_are_blank_and_parts_begin_on_the_right(bookmarks: list[tuple[int, str, int]], pages: list[str]) -> None:
    parts = [(title, page) for level, title, page in bookmarks if level == 1]
    assert [title for title, page in parts if page % 2 == 0] == []
    assert [number for number, page in enumerate(pages, 1) if len(page) < 12 and page.strip()] == [], "only a running head"


def test_every_picture_says_more_than_its_caption(book: Path, pages: list[str]) -> None:
    with pikepdf.open(book) as pdf:
        told = [str(element.Alt) for element in figures(pdf.Root.StructTreeRoot)]
    assert len(told) > 5
    assert [alt for alt in told if len(alt) < 40 or re.search(r"\.(svg|png|jpe?g)$", alt)] == []


def figures(root: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    found, to_see = [], [root]
    while to_see:
        element = to_see.pop()
        if element.get("/S") == "/Figure":
            found.append(element)
        children = element.get("/K")
        to_see += [c for c in (list(children) if isinstance(children, pikepdf.Array) else [children])
                   if isinstance(c, pikepdf.Dictionary) and "/S" in c]
    return found
