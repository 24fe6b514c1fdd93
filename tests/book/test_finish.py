"""What happens after Typst: cells are tied to the header of their row, and the file becomes small."""
from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pages import CHAPTER, META, page, small_book

from wegweiser.book import compiler, finish, typeset
from wegweiser.book.collection import Collection

DATE = 1_767_225_600
HEAD = "<thead><tr><th>Posten</th><th>Monat</th><th>Jahr</th></tr></thead>"
ROW = '<tr><th scope="row">{}</th><td>8 Euro</td><td>96 Euro</td></tr>'
TABLE = f"<table>{HEAD}<tbody>{ROW.format('Miete')}{ROW.format('Strom')}{ROW.format('Gas')}</tbody></table>"


def elements(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Dictionary]:
    found = []
    to_see = [pdf.Root.StructTreeRoot]
    while to_see:
        element = to_see.pop()
        if element.get("/S") == tag:
            found.append(element)
        children = element.get("/K")
        to_see += [c for c in reversed(list(children) if isinstance(children, pikepdf.Array) else [children])
                   if isinstance(c, pikepdf.Dictionary) and "/S" in c]
    return found


def attribute(cell: pikepdf.Dictionary, name: str) -> object:
    entries = cell.A if isinstance(cell.A, pikepdf.Array) else [cell.A]
    return next((entry[name] for entry in entries if name in entry), None)


def chapter(folder: Path, html: str) -> Path:
    book = Collection(META, folder, [page(f"<h1>A</h1><p>Text.</p>{html}", stand="2026-11")])
    return typeset.typeset_chapters(book, folder, timestamp=DATE).paths[0]


def test_a_cell_names_the_headers_of_its_column_and_its_row(tmp_path: Path) -> None:
    with pikepdf.open(chapter(tmp_path, TABLE)) as pdf:
        heads, cells = elements(pdf, "/TH"), elements(pdf, "/TD")
        assert [str(attribute(head, "/Scope")) for head in heads] == ["/Column"] * 3 + ["/Row"] * 3
        assert len(cells) == 6
        known = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        for place, cell in enumerate(cells):
            named = [known[str(name)] for name in attribute(cell, "/Headers")]
            assert [head.ID for head in named] == [heads[1 + place % 2].ID, heads[3 + place // 2].ID]


def test_a_table_is_never_made_of_more_headers_than_data(tmp_path: Path) -> None:
    with pikepdf.open(chapter(tmp_path, f"<table>{HEAD}<tbody>{ROW.format('Miete')}</tbody></table>")) as pdf:
        assert len(elements(pdf, "/TH")) == 3


def test_a_table_inside_a_cell_is_tied_as_well(tmp_path: Path) -> None:
    outer = f"<table><tbody><tr><td>{TABLE}</td><td>daneben</td></tr></tbody></table>"
    with pikepdf.open(chapter(tmp_path, outer)) as pdf:
        assert len(elements(pdf, "/Table")) == 2
        assert [str(attribute(head, "/Scope")) for head in elements(pdf, "/TH")].count("/Row") == 3


def test_a_pdf_with_other_tables_than_the_page_is_refused(tmp_path: Path) -> None:
    data = chapter(tmp_path, TABLE).read_bytes()
    (tmp_path / "anders.xml").write_text("<root><p/></root>")
    with pytest.raises(ValueError, match="Im PDF stehen 1 Tabellen, auf den Seiten 0"):
        finish.finish(data, [tmp_path / "anders.xml"])


def test_packing_makes_the_file_smaller_and_changes_no_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = small_book(tmp_path)
    packed = typeset.typeset_book(book, tmp_path / "gepackt.pdf", timestamp=DATE)
    plain: list[bytes] = []
    with typeset.work_folder(book) as room:
        job = typeset.book_job(tmp_path / "roh.pdf", room, DATE)
        monkeypatch.setattr(compiler, "finish", lambda data, pages: plain.append(data) or data)
        assert compiler.compile_pdf(job).problem == ""
    assert packed.stat().st_size < 0.7 * len(plain[0])
    assert "/ObjStm" in packed.read_bytes().decode("latin-1")
    with pikepdf.open(packed) as small, pikepdf.open(tmp_path / "roh.pdf") as large:
        assert [p.Contents.read_bytes() for p in small.pages] == [p.Contents.read_bytes() for p in large.pages]


def test_the_chapter_with_everything_can_be_finished(tmp_path: Path) -> None:
    assert CHAPTER.count("<table") == 1
    html = CHAPTER.split("</header>")[1]
    for target in ("../indikatoren/", "../../anhang/glossar/#anker"):
        html = html.replace(target, "https://stadt.example/")
    with pikepdf.open(chapter(tmp_path, html)) as pdf:
        assert len(elements(pdf, "/Table")) == 1
