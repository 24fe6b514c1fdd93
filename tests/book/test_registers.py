"""The end of the book: one bibliography, lists, abbreviations, index of terms, a page to take part."""
from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from lxml import etree
from pages import META, SITE, cleaned, page, small_book

from wegweiser.book import registers, typeset, workroom
from wegweiser.book.collection import Collection
from wegweiser.book.hyphenation import mark_exceptions
from wegweiser.book.qr import qr_code

DATE = 1_767_225_600


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The pages of the small book, as text."""
    folder = tmp_path_factory.mktemp("buch")
    path = typeset.typeset_book(small_book(folder), folder / "buch.pdf", timestamp=DATE)
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    return [" ".join(part.replace("\u00ad\n", "").split()) for part in text.split("\f")[:-1]]


def of_the_book(book: Collection) -> list[etree._Element]:
    trees = [workroom.printed(one, book) for one in typeset.clean_all(book)]
    workroom.as_in_the_book(book, trees)
    return trees


def test_the_index_holds_terms_titles_and_search_words_but_no_questions(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    found = {entry["term"]: entry for group in registers.index(book, of_the_book(book)) for entry in group["entries"]}
    assert list(found) == ["Ankernutzung", "Ärger", "Bogen", "Leerstandskataster", "Leerstandsquote"]
    assert found["Ankernutzung"]["main"] == ["anhang/glossar#anker"]
    assert found["Ankernutzung"]["places"] == ["analyse/leerstandskataster#verzeichnis-begriff-1"]
    assert found["Bogen"]["places"] == ["analyse/leerstandskataster#verzeichnis-wort-1"], "the passage in which it occurs"
    assert found["Leerstandsquote"]["places"] == ["analyse/leerstandskataster"], "without a passage, the chapter"


def test_umlauts_stand_with_their_letter(tmp_path: Path) -> None:
    words = ("Ortsteil", "Öffnung", "Ofen", "Zuschuss", "Ärger", "Arbeit", "131 Euro", "Übergang")
    book = Collection(META, tmp_path, [page("<h1>A</h1><p>x</p>", title="Maß", keywords=words)])
    groups = registers.index(book, of_the_book(book))
    assert [(group["letter"], [entry["term"] for entry in group["entries"]]) for group in groups] == [
        ("0–9", ["131 Euro"]), ("A", ["Arbeit", "Ärger"]), ("M", ["Maß"]), ("O", ["Ofen", "Öffnung", "Ortsteil"]),
        ("U", ["Übergang"]), ("Z", ["Zuschuss"]),
    ]


def test_the_index_names_the_page_on_which_a_term_stands(pages: list[str]) -> None:
    index = next(p for p in pages if "Fett steht die Seite" in p)
    for term in ("Ankernutzung", "Bogen", "Leerstandskataster"):
        numbers = re.search(rf"{term}((?:, \d+)+)", index)[1]
        for number in re.findall(r"\d+", numbers):
            assert term in pages[int(number) - 1], (term, number)


def test_examples_and_tables_are_listed_with_their_page(pages: list[str]) -> None:
    example = re.search(r"Café [. \u2060]*(\d+)", next(p for p in pages if "Rechenbeispiele" in p and p[:1].isdigit()))
    assert "Rechenbeispiel: Café" in pages[int(example[1]) - 1]
    table = re.search(r"Zahlen.(\d+)", next(p for p in pages if "Tabellen" in p and p[:1].isdigit() or p.startswith("Tabellen")))
    assert "7.680 Euro" in pages[int(table[1]) - 1]


def test_only_abbreviations_that_occur_are_explained(pages: list[str]) -> None:
    whole = " ".join(pages)
    assert "KfW Kreditanstalt für Wiederaufbau" in whole and "eingetragener Verein" not in whole


def test_the_sources_stand_once_and_lead_back_to_the_page_of_the_citation(pages: list[str]) -> None:
    assert sum(p.count("k4.pdf") for p in pages) == 1
    entry = next(p for p in pages if "k4.pdf" in p)
    number = int(re.search(r"Leerstandskataster \(S\. (\d+)\)", entry)[1])
    assert "(Stadt Dortmund 2020)" in pages[number - 1]


def test_a_citation_leads_to_the_bibliography(tmp_path: Path) -> None:
    tree = of_the_book(small_book(tmp_path))[2]
    assert tree.find(".//sources") is None
    assert "anhang/quellen#quelle-k4" in [link.get("to") for link in tree.iter("a")]


def test_a_chapter_keeps_its_sources_where_the_bibliography_lacks_one(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    book.pages = [p for p in book.pages if p.src != "anhang/quellen.md"]
    assert of_the_book(book)[2].find(".//sources") is not None


def test_the_last_page_tells_how_to_take_part(pages: list[str]) -> None:
    assert "Mitmachen" in pages[-1] and SITE + "mitmachen/" in pages[-1].replace(" ", "")


def test_the_code_to_scan_is_always_the_same_and_a_plain_drawing() -> None:
    code = qr_code(SITE)
    assert code == qr_code(SITE) != qr_code(SITE + "x")
    assert {etree.QName(e).localname for e in etree.fromstring(code).iter()} == {"svg", "path"}


# --- words that are divided in their own way ---

HYPHENATION = {"Zweitablage": "Zweit-ablage"}


def divided(html: str) -> str:
    tree = cleaned(f"<h1>A</h1>{html}").tree
    mark_exceptions(tree, HYPHENATION)
    return etree.tostring(tree, encoding="unicode").split("</h1>")[1].removesuffix("</root>")


@pytest.mark.parametrize("html, expected", [
    ("<p>Die Zweitablage.</p>", "<p>Die <word>Zweit\u00adablage</word>.</p>"),
    ("<p>Zweitablagen und EFRE</p>", "<p><word>Zweit\u00adablagen</word> und <word>EFRE</word></p>"),
    ("<p><em>a</em> KuDeQua, FreiwilligenAgentur</p>", "<p><em>a</em> <word>KuDeQua</word>, FreiwilligenAgentur</p>"),
    ("<p>zweitablage Zweitablagerung EU</p>", "<p>zweitablage Zweitablagerung EU</p>"),
    ("<p><code>EFRE</code></p>", "<p><code>EFRE</code></p>"),
])
def test_a_word_with_its_own_division(html: str, expected: str) -> None:
    assert divided(html) == expected


def test_an_exception_is_divided_where_the_editors_say_and_an_abbreviation_nowhere(tmp_path: Path) -> None:
    words = "".join(f"<p>{'x' * n} Zweitablage {'x' * n} EFRERE</p>" for n in range(40, 90))
    book = Collection(META, tmp_path, [page(f"<h1>A</h1>{words}")])
    book.hyphenation = HYPHENATION
    path = typeset.typeset_chapters(book, tmp_path, timestamp=DATE).paths[0]
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    ends = {match[1] for match in re.finditer(r"(\w+)\u00ad+\n", text)}
    assert "Zweit" in ends and not ends & {"Zweitab", "Zweita", "EF", "EFRE"}
