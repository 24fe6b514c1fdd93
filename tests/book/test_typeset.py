"""A small book, really typeset: what is in the PDFs, and what stops them."""
from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pages import CHAPTER, META, SITE, page, small_book

from wegweiser.book import compiler, fonts, typeset, workroom
from wegweiser.book.collection import BookPage, Collection
from wegweiser.book.compiler import Job, Outcome
from wegweiser.findings import ContentError

DATE = 1_767_225_600  # 2026-01-01


@pytest.fixture(scope="module")
def products(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The small book and its chapter PDFs, by name."""
    folder = tmp_path_factory.mktemp("buch")
    book = small_book(folder)
    book.register_job(SITE + "analyse/leerstandskataster/", folder / "gewuenscht.pdf")
    paths = typeset.typeset_all(book, folder / "site", folder / "buch.pdf", timestamp=DATE).paths
    return {path.stem if path.stem != "index" else path.parent.name: path for path in paths}


def text(path: Path, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, text=True, check=True).stdout


def pages_of(path: Path) -> list[str]:
    return text(path, "-layout").split("\f")[:-1]


def outline(items: list[pikepdf.OutlineItem]) -> list[tuple[str, list]]:
    return [(item.title, outline(item.children)) for item in items]


def test_chapters_lie_where_the_plugin_asked_for_them_else_beside_the_page(products: dict[str, Path]) -> None:
    assert products["gewuenscht"].is_file()
    assert products["indikatoren"].match("site/analyse/indikatoren/indikatoren.pdf")


def test_the_book_holds_every_word_of_a_chapter_in_print_form(products: dict[str, Path]) -> None:
    words = " ".join(text(products["buch"], "-raw").split())
    for phrase in (
        "Leere Läden erfassen.", "Entwurf. Noch nicht gegengelesen.", "4–8 Wochen", "7.680 Euro", "Keine Namen",
        "Warnung", "Rechenbeispiel: Café", "Mehr dazu", "☐ Bogen gedruckt", "☑ Person benannt", "Woran Sie es merken.",
        "Nebenbemerkung.", "stadt.example/leerstand", "k4.pdf", "Verwandte Kapitel",
    ):
        assert phrase in words
    assert "↩" not in words


def test_parts_and_chapters_are_numbered_overviews_and_back_matter_are_not(products: dict[str, Path]) -> None:
    with pikepdf.open(products["buch"]) as pdf, pdf.open_outline() as bookmarks:
        found = outline(bookmarks.root)
    assert [title for title, _ in found] == ["Inhalt", "Willkommen", "1 Quartiersanalyse", "Anhang", "Verzeichnisse"]
    assert [title for title, _ in found[2][1]] == ["Überblick der Analyse", "1.1 Leerstandskataster", "1.2 Indikatoren"]
    assert [title for title, _ in found[2][1][1][1]] == ["Auf einen Blick", "Checkliste", "Verwandte Kapitel"]
    assert [title for title, _ in found[3][1]] == ["Glossar", "Quellen"]


def test_the_contents_name_the_page_on_which_a_chapter_begins(products: dict[str, Path]) -> None:
    pages = pages_of(products["buch"])
    contents = next(p for p in pages if p.lstrip().startswith("Inhalt"))
    entries = re.findall(r"^ *(?:\d(?:\.\d)? +)?(\S.*?) *\.[ .\u2060]*(\d+)$", contents, re.MULTILINE)
    assert [title for title, _ in entries] == [
        "Willkommen", "Quartiersanalyse", "Überblick der Analyse", "Leerstandskataster", "Indikatoren", "Anhang",
        "Glossar", "Quellen", "Verzeichnisse", "Rechenbeispiele", "Tabellen", "Abkürzungen", "Sachregister", "Mitmachen",
    ]
    for title, number in entries:
        assert title in pages[int(number) - 1][:400]


def test_a_reference_names_the_page_and_leads_there(products: dict[str, Path]) -> None:
    pages = pages_of(products["buch"])
    start = next(p for p in pages if p.lstrip().startswith(("5", "Willkommen")) and "Verweis" in p)
    number = int(re.search(r"Verweis \(S\.\s(\d+)\)", start)[1])
    assert "1.1" in pages[number - 1] and "Leerstandskataster" in pages[number - 1]


def test_parts_begin_on_the_right_and_blank_pages_are_blank(products: dict[str, Path]) -> None:
    pages = pages_of(products["buch"])
    for title in ("Teil 1", "Willkommen", "Anhang"):
        number = next(n for n, p in enumerate(pages, 1) if n > 4 and title in p.strip()[:60])
        assert number % 2 == 1
    assert [n for n, p in enumerate(pages, 1) if not p.strip()], "the small book has blank pages"


def test_in_a_chapter_pdf_links_to_other_chapters_lead_to_the_site(products: dict[str, Path]) -> None:
    with pikepdf.open(products["gewuenscht"]) as pdf:
        annotations = [a for p in pdf.pages for a in p.get("/Annots", [])]
        addresses = {str(a.A.URI) for a in annotations if "/A" in a and "/URI" in a.A}
        inside = [a for a in annotations if "/Dest" in a or "/A" in a and a.A.S == "/GoTo"]
    assert {SITE + "analyse/indikatoren/", "https://stadt.example/leerstand"} <= addresses
    assert inside, "the citation leads to the list of sources of the same PDF"
    assert "(S." not in text(products["gewuenscht"])


@pytest.mark.parametrize("name", ["buch", "gewuenscht", "glossar"])
def test_a_pdf_is_tagged_german_archivable_and_uses_only_the_pinned_fonts(products: dict[str, Path], name: str) -> None:
    with pikepdf.open(products[name]) as pdf:
        assert pdf.Root.Lang == "de-DE"
        assert pdf.Root.MarkInfo.Marked and pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "3", "A")
            assert "Wegweiser Quartiersentwicklung" in metadata["dc:title"]
        assert "2026" in str(pdf.docinfo["/CreationDate"])
        assert len(pdf.attachments) == 0
    table = subprocess.run(["pdffonts", products[name]], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in table.splitlines()[2:]]
    assert rows and all("yes yes yes" in " ".join(row) for row in rows), "embedded, subset, with text"
    used = {row[0].split("+")[1].removesuffix("-Identity-H") for row in rows}
    assert used <= fonts.pdf_names()


@pytest.mark.parametrize("name", ["buch", "gewuenscht", "indikatoren", "glossar"])
def test_outloud_finds_no_error(products: dict[str, Path], name: str) -> None:
    command = [Path(sys.executable).with_name("outloud"), "--json", "-", products[name]]
    report = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    assert report["results"][0]["counts"]["error"] == 0, report["results"][0]["findings"]


def test_qpdf_finds_nothing_to_complain_about(products: dict[str, Path]) -> None:
    for path in products.values():
        assert subprocess.run(["qpdf", "--check", path], capture_output=True, check=False).returncode == 0


def test_the_same_pages_give_the_same_bytes_anywhere(
    products: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DATE))
    again = typeset.typeset_all(small_book(tmp_path), tmp_path, tmp_path / "buch.pdf", workers=1).paths
    names = {path.stem if path.stem != "index" else path.parent.name: path for path in again}
    assert names["buch"].read_bytes() == products["buch"].read_bytes()
    assert names["indikatoren"].read_bytes() == products["indikatoren"].read_bytes()


# --- what stops a book ---

def book_of(docs: Path, *pages: BookPage) -> Collection:
    book = Collection(META, docs)
    for one in pages:
        book.add(one)
    return book


def test_all_findings_of_all_pages_are_told_at_once(tmp_path: Path) -> None:
    book = book_of(
        tmp_path, page("<h1>A</h1><p>😀</p>", "a.md", source="# A\n\n😀\n"),
        page("<h1>B</h1><iframe>x</iframe>", "b.md"),
    )
    with pytest.raises(ContentError) as error:
        typeset.typeset_all(book, tmp_path, tmp_path / "buch.pdf", timestamp=DATE)
    assert [(f.path, f.line) for f in error.value.findings] == [("docs/a.md", 3), ("docs/b.md", 1)]
    assert not (tmp_path / "buch.pdf").exists()


def test_a_link_to_something_that_is_not_printed_is_told(tmp_path: Path) -> None:
    html = '<h1>A</h1><p><a href="#nav">x</a></p><nav class="nur-web" id="nav">Menü</nav>'
    with pytest.raises(ContentError, match="führt zu einer Stelle, die nicht gedruckt wird"):
        typeset.typeset_chapters(book_of(tmp_path, page(html)), tmp_path, timestamp=DATE)


def test_a_page_that_stops_the_typesetter_is_named_and_not_the_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def furnish(folder: Path, *rest: object) -> workroom.Room:
        room = original(folder, *rest)
        (folder / "seiten" / "analyse-leerstandskataster.xml").write_text("<root><h1>A</h1><img src='fehlt.png'/></root>")
        return room

    original = workroom.furnish
    monkeypatch.setattr(typeset, "furnish", furnish)
    with pytest.raises(ContentError) as error:
        typeset.typeset_all(book_of(tmp_path, page(CHAPTER.replace("../indikatoren/", "#quellen").replace("../../anhang/glossar/#anker", "#quellen"))), tmp_path,
                            tmp_path / "buch.pdf", timestamp=DATE)
    assert [f.path for f in error.value.findings] == ["docs/analyse/leerstandskataster.md"]
    assert "Typst meldet: file not found" in error.value.findings[0].message


def test_a_warning_of_the_typesetter_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    (tmp_path / "x.typ").write_text('#set document(title: "x")\n#set text(font: "Unbekannt")\n= Titel')
    outcome = compiler.compile_pdf(Job("x", tmp_path, "x.typ", tmp_path / "x.pdf", DATE))
    assert "unknown font family" in outcome.problem and not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize("code", ['#read("/etc/passwd")', '#image("../x.png")', '#import "@preview/a:1.0.0"'])
def test_the_typesetter_reads_nothing_outside_its_folder(tmp_path: Path, code: str) -> None:
    room = tmp_path / "raum"
    (room / "leer").mkdir(parents=True)
    (tmp_path / "x.png").write_bytes(b"x")
    (room / "x.typ").write_text(f'#set document(title: "x")\n= Titel\n{code}')
    assert compiler.compile_pdf(Job("x", room, "x.typ", room / "x.pdf", DATE)).problem


def test_content_is_never_code(tmp_path: Path) -> None:
    """What looks like Typst is printed as it stands."""
    words = '#read("/etc/passwd") *fett* $x$ [a] <b> @c // d \\ e `f`'
    html = f"<h1>A</h1><p>{words.replace('<', '&lt;')}</p>"
    path = typeset.typeset_chapters(book_of(tmp_path, page(html)), tmp_path, timestamp=DATE).paths[0]
    assert words in " ".join(text(path, "-raw").split())


def test_without_a_date_nothing_is_typeset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    with pytest.raises(ValueError, match="SOURCE_DATE_EPOCH"):
        typeset.typeset_book(book_of(tmp_path, page(CHAPTER)), tmp_path / "buch.pdf")


def test_the_book_is_blamed_only_if_no_page_fails(tmp_path: Path) -> None:
    def job(name: str) -> Job:
        return Job(name, tmp_path, "", tmp_path / "x.pdf", DATE)

    with pytest.raises(ContentError) as error:
        typeset.raise_problems([Outcome(job(typeset.BOOK), "kaputt"), Outcome(job("docs/a.md"))])
    assert error.value.findings[0].path == "overrides/buch/buch.typ"
