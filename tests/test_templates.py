"""Templates to fill in: they open everywhere, they compute, they can be read aloud, they carry nothing hostile."""
from __future__ import annotations

import datetime
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from docx.oxml.ns import qn
from lxml import etree, html

from wegweiser.calculation.formula import parse
from wegweiser.calculation.spreadsheet_formula import NamedCells, inner_formula
from wegweiser.handbook import Handbook
from wegweiser.worksheets import form_pdf, reading
from wegweiser.worksheets.files import fillable_files, worksheet_files
from wegweiser.worksheets.filling import Filling, imprint
from wegweiser.worksheets.form_html import form_page
from wegweiser.worksheets.model import Worksheet
from wegweiser.worksheets.offers import downloads
from wegweiser.worksheets.workbook_values import deadline
from wegweiser.worksheets.xlsx_file import write_xlsx

Files = dict[str, bytes]
CALENDAR, PLAN, MATRIX, ACTORS = "verwendungsnachweis-kalender", "kosten-und-finanzierungsplan", "lueckenmatrix", "akteurskarte"
PROMISED = {
    PLAN: "xlsx", MATRIX: "xlsx", ACTORS: "xlsx", CALENDAR: "xlsx", "leerstand-erfassungsbogen": "xlsx",
    "begehungsbogen": "docx", "interviewleitfaden": "docx", "einwilligung": "docx", "kurzfragebogen-aufsuchend": "docx",
    "projektskizze": "docx", "beschlussvorlage": "docx", "verstetigungsplan": "docx",
}
FILLED = {PLAN, MATRIX, ACTORS, "leerstand-erfassungsbogen", "interviewleitfaden", "projektskizze", "beschlussvorlage", "verstetigungsplan"}
FILLABLE = {"begehungsbogen", "einwilligung", "kurzfragebogen-aufsuchend"}
STARTED, ENDED = datetime.date(2026, 8, 31), datetime.date(2028, 2, 29)


@pytest.fixture(scope="module")
def files(handbook: Handbook) -> Files:
    return worksheet_files(handbook)


@pytest.fixture(scope="module")
def forms(handbook: Handbook) -> Files:
    return fillable_files(handbook)


def without_results(content: bytes) -> bytes:
    """The workbook with its formulas, but without the values Python has computed for them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f>", data) if "/worksheets/" in name else data)
    return stream.getvalue()


def with_cells(content: bytes, cells: dict[str, object], sheet: int = 0) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for address, value in cells.items():
        book.worksheets[sheet][address] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def find(book: openpyxl.Workbook, label: str, right: int = 1) -> object:
    """The value beside a label."""
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == label]
    assert cells, f"{label!r} steht in keiner Zelle"
    return cells[0].offset(0, right).value


def address_beside(content: bytes, label: str) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return next(cell.offset(0, 1).coordinate for row in book.worksheets[0].iter_rows() for cell in row if cell.value == label)


@pytest.fixture(scope="module")
def office(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice makes of everything: PDFs of the texts, recalculated workbooks. Two calls in all."""
    folder = tmp_path_factory.mktemp("office")
    for path, content in files.items():
        target = folder / Path(path).name
        target.write_bytes(without_results(content) if path.endswith("xlsx") else content)
    calendar = files[f"vorlagen/{CALENDAR}.xlsx"]
    days = {address_beside(calendar, "Bescheid vom"): datetime.date(2026, 8, 1)}
    days |= {address_beside(calendar, "Beginn der Bewilligung"): STARTED, address_beside(calendar, "Ende der Bewilligung"): ENDED}
    (folder / "kalender-mit-tagen.xlsx").write_bytes(with_cells(calendar, days))
    plan = files[f"vorlagen/{PLAN}-marten.xlsx"]
    (folder / "plan-der-nicht-aufgeht.xlsx").write_bytes(with_cells(plan, {first_amount(plan): 99999}))
    for suffix, target in (("docx", "pdf"), ("xlsx", "xlsx:Calc MS Excel 2007 XML")):
        sources = [str(file) for file in sorted(folder.glob(f"*.{suffix}"))]
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profil", "--headless", "--convert-to", target, "--outdir", f"{folder}/neu"]
        result = subprocess.run([*command, *sources], capture_output=True, text=True, timeout=170)
        assert result.returncode == 0 and "rror" not in result.stderr, result.stderr
        assert result.stdout.count("convert") == len(sources)
    return folder / "neu"


def first_amount(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return next(cell.coordinate for row in book.worksheets[0].iter_rows() for cell in row if cell.value == 75000)


# what there is


def test_every_promised_template_is_there_empty_and_where_it_helps_filled(handbook: Handbook, files: Files, forms: Files) -> None:
    wanted = {f"vorlagen/{name}.{kind}" for name, kind in PROMISED.items()}
    wanted |= {f"vorlagen/{name}-marten.{PROMISED[name]}" for name in FILLED}
    assert set(files) == wanted
    assert set(forms) == {f"vorlagen/{name}.pdf" for name in FILLABLE}
    assert [str(finding) for finding in handbook.findings if finding.check == reading.CHECK] == []


def test_the_page_lists_every_template_and_every_chapter_links_its_own(handbook: Handbook, files: Files, forms: Files, site: Path) -> None:
    page = html.fromstring((site / "werkzeuge/vorlagen/index.html").read_text(encoding="utf-8"))
    linked = {href.removeprefix("../../") for href in page.xpath("//article//@href")}
    assert set(files) | set(forms) <= linked
    assert {path for path in [*files, *forms] if not (site / path).is_file()} == set()
    for sheet in handbook.worksheets.values():
        for chapter in sheet.chapters:
            file = site / re.sub(r"(/?index)?\.md$", "", chapter) / "index.html"
            head = html.fromstring(file.read_text(encoding="utf-8")).xpath("//*[@class='kapitelvorlagen']")
            assert head and any(href.endswith(f"vorlagen/{sheet.name}.{sheet.kinds[0]}") for href in head[0].xpath(".//@href")), chapter
            assert any(href.endswith(f"werkzeuge/vorlagen/#{sheet.anchor}") for href in head[0].xpath(".//@href"))


def test_a_build_of_the_pages_alone_needs_no_weasyprint_and_makes_the_same_bytes_elsewhere(handbook: Handbook, files: Files, root: Path) -> None:
    assert [file for sheet in handbook.worksheets.values() for file in downloads(sheet, False, pdf=False) if file.href.endswith("pdf")] == []
    code = (
        "import hashlib, json, sys; from pathlib import Path; sys.modules['weasyprint'] = None\n"
        "from wegweiser.handbook import read_handbook; from wegweiser.worksheets.files import worksheet_files\n"
        "import wegweiser.products\n"
        "files = worksheet_files(read_handbook(Path('.')))\n"
        "print(json.dumps({path: hashlib.sha256(content).hexdigest() for path, content in files.items()}))"
    )
    elsewhere = {**os.environ, "PYTHONPATH": "scripts", "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    result = subprocess.run([sys.executable, "-c", code], cwd=root, env=elsewhere, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}


def test_forms_come_out_the_same_every_time(handbook: Handbook, forms: Files) -> None:
    assert fillable_files(handbook) == forms


def test_every_sheet_names_its_chapter_its_licence_and_its_edition_but_no_author(handbook: Handbook, files: Files, forms: Files) -> None:
    for path, content in files.items():
        sheet = handbook.worksheets[re.sub(r"(-marten)?\.\w+$", "", path.removeprefix("vorlagen/"))]
        address = handbook.address + re.sub(r"(index)?\.md$", "", sheet.chapters[0]).rstrip("/") + "/"
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            text = " ".join(etree.tostring(etree.fromstring(parts.read(name)), method="text", encoding="unicode") for name in parts.namelist() if name.endswith(".xml"))
            core = etree.fromstring(parts.read("docProps/core.xml"))
            assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for part in (address, "CC BY 4.0", f"Fassung {handbook.version}"):
            assert part in text, (path, part)
        people = core.xpath("//*[local-name()='creator' or local-name()='lastModifiedBy']/text()")
        assert people == [], path
    for path, content in forms.items():
        assert "CC BY 4.0" in pdf_text(content), path


# texts


def docx_words(content: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(content)).element.body
    texts = ["".join(node.text or "" for node in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p"))]
    return re.findall(r"\w+", " ".join(texts))


def pdf_text(content: bytes) -> str:
    return subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def test_every_text_opens_in_libreoffice_with_all_its_words(files: Files, office: Path) -> None:
    for path, content in files.items():
        if path.endswith("docx"):
            shown = letters(pdf_text((office / Path(path).with_suffix(".pdf").name).read_bytes()))
            assert [word for word in docx_words(content) if letters(word) not in shown] == [], path


def test_texts_can_be_read_out_by_a_screen_reader(files: Files) -> None:
    for path, content in files.items():
        if not path.endswith("docx"):
            continue
        document = docx.Document(io.BytesIO(content))
        levels = [int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")]
        assert levels[0] == 1 and levels.count(1) == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:])), path
        assert document.core_properties.language == "de-DE" and document.core_properties.title
        assert 'w:lang w:val="de-DE"' in etree.tostring(document.styles.element, encoding="unicode")
        for table in document.tables:
            assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
            first = table.rows[0]._tr
            styles = {p.style.name for cell in table.rows[0].cells for p in cell.paragraphs}
            assert (first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None) == (styles == {"Tabellenkopf"})
        for control in document.element.body.iter(qn("w:sdt")):
            assert control.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").get(qn("w:val"))


# workbooks


def formulas(content: bytes) -> dict[tuple[str, str], object]:
    """(sheet, cell) of every formula → the value Python has computed."""
    book, shown = openpyxl.load_workbook(io.BytesIO(content)), openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        (sheet.title, cell.coordinate): shown[sheet.title][cell.coordinate].value
        for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }


def test_libreoffice_recalculates_every_workbook_to_what_python_has_computed(files: Files, office: Path) -> None:
    compared = 0
    for path, content in files.items():
        if not path.endswith("xlsx"):
            continue
        recalculated = openpyxl.load_workbook(office / Path(path).name, data_only=True)
        for (sheet, cell), ours in formulas(content).items():
            theirs = recalculated[sheet][cell].value
            same = abs(ours - theirs) < 1e-6 if isinstance(ours, int | float) and isinstance(theirs, int | float) else (ours or "") == (theirs or "")
            assert same, (path, sheet, cell, ours, theirs)
            compared += 1
    assert compared > 400


def test_every_text_of_a_workbook_survives_libreoffice(files: Files, office: Path) -> None:
    for path, content in files.items():
        if path.endswith("xlsx"):
            after = openpyxl.load_workbook(office / Path(path).name)
            for sheet in openpyxl.load_workbook(io.BytesIO(content)):
                for row in sheet.iter_rows():
                    for cell in row:
                        if cell.data_type == "s":
                            assert after[sheet.title][cell.coordinate].value == cell.value, (path, sheet.title, cell.coordinate)


def test_the_plan_for_marten_takes_its_amounts_from_the_calculation(handbook: Handbook, files: Files, office: Path) -> None:
    plan = handbook.calculations["wirtschaftsplan-marten"]
    book = openpyxl.load_workbook(office / f"{PLAN}-marten.xlsx", data_only=True)
    assert find(book, "Gesamtausgaben") == float(plan.value("investition"))
    assert find(book, "Eigenanteil") == float(plan.value("anteile") + plan.value("eigenleistung") + plan.value("darlehen"))
    assert find(book, "Leistungen Dritter ohne öffentliche Förderung") == float(plan.value("spenden") + plan.value("stiftung"))
    assert find(book, "Eigenanteil an den Gesamtausgaben") == pytest.approx(58.75)
    assert find(book, "Ausgaben gleich Finanzierung") == "✓ Der Plan geht auf."
    missing = float(plan.value("gesamtaufwand") - plan.value("ertraege") + plan.value("kapitaldienst"))
    assert find(book, "Fehlbetrag oder Überschuss") == pytest.approx(-missing)


def test_a_plan_that_does_not_add_up_says_so(office: Path) -> None:
    book = openpyxl.load_workbook(office / "plan-der-nicht-aufgeht.xlsx", data_only=True)
    assert find(book, "Ausgaben minus Finanzierung") == pytest.approx(24999)
    assert str(find(book, "Ausgaben gleich Finanzierung")).startswith("✗ Der Plan geht nicht auf")
    empty = openpyxl.load_workbook(office / f"{PLAN}.xlsx", data_only=True)
    assert find(empty, "Ausgaben gleich Finanzierung") == "noch offen"


def test_the_calendar_computes_its_dates_as_soon_as_the_days_of_the_notice_are_in(office: Path) -> None:
    book = openpyxl.load_workbook(office / "kalender-mit-tagen.xlsx", data_only=True).worksheets[0]
    rows = [row for row in book.iter_rows(values_only=True) if row[2] in ("Bescheid vom", "Beginn der Bewilligung", "Ende der Bewilligung")]
    assert len(rows) >= 15
    days = {"Bescheid vom": datetime.date(2026, 8, 1), "Beginn der Bewilligung": STARTED, "Ende der Bewilligung": ENDED}
    for row in rows:
        assert row[5].date() == deadline(days[row[2]], row[3], row[4]), row
    assert datetime.date(2026, 8, 31) + datetime.timedelta(days=14) in {row[5].date() for row in rows}
    assert deadline(STARTED, Decimal(6), None) == datetime.date(2027, 2, 28)
    untouched = openpyxl.load_workbook(office / f"{CALENDAR}.xlsx", data_only=True).worksheets[0]
    assert {row[5] for row in untouched.iter_rows(values_only=True) if row[2] in days} <= {None, ""}


def test_the_gap_matrix_scores_the_seven_offers_and_counts_them_by_field_and_kind(handbook: Handbook, office: Path) -> None:
    scores = handbook.calculations["nutzwert-marten"]
    book = openpyxl.load_workbook(office / f"{MATRIX}-marten.xlsx", data_only=True)
    rows = {row[0]: row for row in book["Lückenmatrix"].iter_rows(values_only=True)}
    for offer, key in (("Repair-Café", "repair"), ("Vermittlung von Hausbesuchen", "hausbesuche"), ("Café", "cafe")):
        assert rows[offer][8] == float(scores.value(f"luecke_{key}"))
    overview = [row for row in book["Übersicht"].iter_rows(values_only=True)]
    leisure = [row for row in overview if row[0] == "Freizeit und Begegnung"]
    assert [row[1:8] for row in leisure] == [(1, 0, 0, 0, 0, 3, 4), (3, 0, 0, 0, 0, 9, 12)]
    points = {row[0]: row[5] for row in book["Nutzwert"].iter_rows(values_only=True)}
    assert points["Repair-Café"] == pytest.approx(float(scores.value("nutzwert_repair")), abs=0.006)


def test_the_map_of_actors_shows_what_the_chapter_says_about_the_end_of_two_projects(office: Path) -> None:
    book = openpyxl.load_workbook(office / f"{ACTORS}-marten.xlsx", data_only=True)
    assert (find(book, "Belegte Linien"), find(book, "davon entfallen")) == (18, 7)
    inner = list(book["Rückseiten intern"].iter_rows(values_only=True))
    head = next(number for number, row in enumerate(inner) if row[0] == "Gruppe oder Einrichtung")
    assert len(inner) > head + 20 and not any(any(row) for row in inner[head + 1:]), "Einschätzungen über Dritte sind nie ausgefüllt"


def test_nothing_in_a_workbook_is_locked_and_inputs_are_tinted(files: Files) -> None:
    for path, content in files.items():
        if path.endswith("xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(content))
            assert [sheet.title for sheet in book if sheet.protection.sheet] == [], path
            assert not book.vba_archive and not book._external_links


# fillable PDFs


def fields_of(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Dictionary]:
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def test_outloud_finds_no_error_in_any_form(forms: Files, tmp_path: Path) -> None:
    paths = []
    for path, content in forms.items():
        paths.append(tmp_path / Path(path).name)
        paths[-1].write_bytes(content)
    report = tmp_path / "befund.json"
    command = [str(Path(sys.executable).with_name("outloud")), "--quiet", "--fail-on", "never", "--json", str(report), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True)
    results = json.loads(report.read_text(encoding="utf-8"))["results"]
    assert len(results) == len(forms)
    assert [(r["path"], f["rule"], f["message"]) for r in results for f in r["findings"] if f["severity"] == "error"] == []


def test_every_field_says_what_it_asks_for_and_which_are_required(handbook: Handbook, forms: Files) -> None:
    for path, content in forms.items():
        sheet = handbook.worksheets[Path(path).stem]
        with pikepdf.open(io.BytesIO(content)) as pdf:
            fields = fields_of(pdf)
            assert len(fields) > 10 and all(str(field.TU).strip() for field in fields.values())
            wanted = {getattr(block, "feld", None) or getattr(block, "auswahl", None) for block in sheet.blocks if getattr(block, "pflicht", False)}
            required = {str(field.TU).removesuffix(" (Pflichtangabe)") for field in fields.values() if int(field.get("/Ff", 0)) & 2}
            assert required == wanted, path
            assert "/NeedAppearances" not in pdf.Root.AcroForm
            widgets = [widget for page in pdf.pages for widget in page.get("/Annots", [])]
            assert all("/AP" in widget and int(widget.F) & 4 for widget in widgets)


def test_a_form_keeps_what_is_filled_in(forms: Files) -> None:
    with pikepdf.open(io.BytesIO(forms["vorlagen/begehungsbogen.pdf"])) as pdf:
        fields = fields_of(pdf)
        station = next(field for field in fields.values() if str(field.TU).startswith("1 Station"))
        box = next(field for field in fields.values() if str(field.TU).endswith("Mobilität"))
        station.V = pikepdf.String("Übergang Roßbach, Nr. 4")
        states = [str(name) for name in dict(box.AP.N) if str(name) != "/Off"]
        box.V = box.AS = pikepdf.Name(states[0])
        pdf.Root.AcroForm.NeedAppearances = True  # as a viewer does while one types
        pdf.generate_appearance_streams()
        stream = io.BytesIO()
        pdf.save(stream)
    with pikepdf.open(stream) as again:
        fields = fields_of(again)
        assert str(next(f for f in fields.values() if str(f.TU).startswith("1 Station")).V) == "Übergang Roßbach, Nr. 4"
        assert str(next(f for f in fields.values() if str(f.TU).endswith("Mobilität")).V) == states[0]
    assert "Übergang Roßbach, Nr. 4" in pdf_text(stream.getvalue())


def test_forms_say_both_standards_and_use_only_the_pinned_fonts(forms: Files, tmp_path: Path) -> None:
    for path, content in forms.items():
        with pikepdf.open(io.BytesIO(content)) as pdf:
            metadata = pdf.open_metadata()
            said = {key.rsplit("}")[-1]: metadata[key] for key in metadata if "pdfa" in key or "pdfua" in key}
            assert metadata["pdfuaid:part"] == "1", path
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A"), said
            assert str(pdf.Root.Lang) == "de" and pdf.Root.MarkInfo.Marked and pdf.Root.ViewerPreferences.DisplayDocTitle
            assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        file = tmp_path / "bogen.pdf"
        file.write_bytes(content)
        lines = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        assert lines
        for line in lines:
            assert re.match(r"[A-Z]{6}\+(Bogen|IBMPlexSansCond)", line) and re.search(r"\s(CID TrueType|TrueType)\s.*?\byes\b", line), line
        assert "No syntax or stream encoding errors" in subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True).stdout


def test_used_on_the_street_means_one_or_two_pages(forms: Files) -> None:
    pages = {path: len(pikepdf.open(io.BytesIO(content)).pages) for path, content in forms.items()}
    assert pages["vorlagen/begehungsbogen.pdf"] == 1 and max(pages.values()) <= 2


# hostile input


FORM = """
titel: Bogen
zweck: Zum Prüfen.
anleitung: Einfach ausfüllen.
kapitel: [analyse/quartiersbegehung.md]
pdf: true
inhalt:
  - feld: Name
    pflicht: true
  - tabelle: Zahlen
    kopf: [Eins, Zwei]
    leer: 2
"""
BOOK = """
titel: Tabelle
zweck: Zum Prüfen.
anleitung: Einfach ausfüllen.
kapitel: [analyse/quartiersbegehung.md]
blaetter:
  - blatt: Blatt
    inhalt:
      - tabelle: Posten
        name: posten
        spalten:
          - {name: was, titel: Was}
          - {name: betrag, titel: Betrag, art: euro, summe: true}
          - {name: doppelt, titel: Doppelt, art: euro, formel: betrag * 2}
        zeilen:
          - {was: Miete, betrag: 5}
      - werte: Summen
        eintraege:
          - {name: gesamt, titel: Gesamt, summe: posten.betrag}
"""


def read(text: str, folder: Path, handbook: Handbook) -> tuple[Worksheet | None, list[str]]:
    (folder / "vorlagen").mkdir(exist_ok=True)
    (folder / "vorlagen" / "probe.yml").write_text(text.lstrip("\n"), encoding="utf-8")
    sheets, findings = reading.load_worksheets(folder / "vorlagen", folder, handbook.calculations, handbook.sources, set(handbook.chapters))
    return sheets.get("probe"), [str(finding) for finding in findings]


@pytest.mark.parametrize(("text", "old", "new", "line", "message"), [
    (FORM, "zweck: Zum Prüfen.\n", "", 1, "Die Angabe fehlt"),
    (FORM, "quartiersbegehung", "gibtesnicht", 4, "Die Seite „analyse/gibtesnicht.md“ gibt es nicht"),
    (FORM, "- feld: Name", "- fehld: Name", 7, "Beginnen Sie den Eintrag mit einem von: ueberschrift"),
    (FORM, "pflicht: true", "pflicht: vielleicht", 8, "„vielleicht“ ist weder wahr noch falsch"),
    (FORM, "feld: Name", "feld: 'Name 😀'", 7, "lässt sich im PDF nicht drucken"),
    (FORM, "feld: Name", 'feld: "Name\\u202eexe"', 7, "unsichtbares Zeichen (U+202E"),
    (BOOK, "was: Miete", 'was: "Mi\\u200bete"', 15, "unsichtbares Zeichen (U+200B"),
    (FORM, "feld: Name", 'feld: "Na\\bme"', 7, "unsichtbares Zeichen"),
    (FORM, "feld: Name", f"feld: {'lang ' * 200}", 7, "Höchstens 700 Zeichen"),
    (FORM, "feld: Name", "feld: 'Wert [=gibt.esnicht]'", 7, "Den Wert „gibt.esnicht“ gibt es nicht"),
    (FORM, "feld: Name", "feld: 'Wert [@NIE]'", 7, "Die Quelle „NIE“ steht nicht im Quellenverzeichnis"),
    (FORM, "leer: 2", "leer: 2000000", 11, "Höchstens 40"),
    (FORM, "leer: 2", "zeilen: [[eins]]", 9, "Eine Zeile hat 1 Zellen, der Kopf 2"),
    (FORM, "inhalt:", "inhalt: &a", 6, "Verweise mit & oder * sind nicht erlaubt"),
    (BOOK, "betrag * 2", "webservice(1)", 13, "„webservice“ ist keine Funktion"),
    (BOOK, "betrag * 2", "betrag.__class__", 13, "Erlaubt"),
    (BOOK, "betrag * 2", "geheim * 2", 8, "Die Formel nennt „geheim“"),
    (BOOK, "posten.betrag", "posten.nichts", 16, "Die Spalte „posten.nichts“ gibt es weiter oben nicht"),
    (BOOK, "betrag: 5", "betrag: viel", 15, "„viel“ ist keine Zahl"),
    (BOOK, "blatt: Blatt", "blatt: 'A]!B'", 6, "ist kein Name für ein Blatt"),
    (BOOK, "name: gesamt", "name: A1", 18, "ist kein Name"),
    (BOOK, "{was: Miete, betrag: 5}", "{was: Miete, doppelt: 5}", 8, "Eine Zeile füllt „doppelt“"),
])
def test_a_fault_in_a_template_is_told_with_file_line_and_remedy(
    text: str, old: str, new: str, line: int, message: str, tmp_path: Path, handbook: Handbook,
) -> None:
    assert old in text
    sheet, findings = read(text.replace(old, new, 1), tmp_path, handbook)
    assert sheet is None
    assert any(message in finding and "So geht es:" in finding for finding in findings), findings
    assert any(abs(int(finding.split(":")[1]) - line) <= 1 for finding in findings), findings


@pytest.mark.parametrize("start", ["=HYPERLINK(\"http://boese.example\";\"Klick\")", "+49 231 1", "-1+1|calc", "@SUM(A1)", "=1+1"])
def test_text_that_looks_like_a_formula_stays_text(start: str, tmp_path: Path, handbook: Handbook) -> None:
    text = BOOK.replace("was: Miete", f"was: {json.dumps(start)}").replace("titel: Was", f"titel: {json.dumps(start + ' ?')}")
    sheet, findings = read(text, tmp_path, handbook)
    assert sheet is not None, findings
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(sheet, handbook)))
    cells = [cell for row in book["Blatt"].iter_rows() for cell in row if isinstance(cell.value, str) and cell.value.startswith(start)]
    assert len(cells) == 2 and all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)
    assert any(cell.quotePrefix for cell in cells)


def workbook_of(sheet: Worksheet, handbook: Handbook) -> bytes:
    from wegweiser.edition import read_edition

    origin = imprint(sheet, handbook.chapters, handbook.address, read_edition(handbook.root, handbook.version), False)
    return write_xlsx(sheet, Filling(False, handbook.calculations, handbook.sources), origin)


def test_markup_in_a_template_is_shown_and_does_nothing(tmp_path: Path, handbook: Handbook) -> None:
    from wegweiser.edition import read_edition

    evil = '<img src="file:///etc/passwd"><script>alert(1)</script></form> "><input name=x>'
    text = FORM.replace("feld: Name", f"feld: {json.dumps(evil)}").replace("Eins", f"'{evil}'").replace("titel: Bogen", "titel: 'Bogen <b>x</b>'")
    sheet, findings = read(text, tmp_path, handbook)
    assert sheet is not None, findings
    origin = imprint(sheet, handbook.chapters, handbook.address, read_edition(handbook.root, handbook.version), False)
    page = form_page(sheet, Filling(False, handbook.calculations, handbook.sources), origin)
    tree = html.fromstring(page.html)
    assert tree.xpath("//img | //script | //b") == [] and len(tree.xpath("//input")) == 5
    shown = pdf_text(form_pdf.write_form(sheet, Filling(False, handbook.calculations, handbook.sources), origin))
    assert "<script>alert(1)</script>" in re.sub(r"\s", "", shown)


@pytest.mark.parametrize("page", [
    '<img src="file:///etc/hostname">', '<img src="http://127.0.0.1:9/x.png">', '<link rel="stylesheet" href="https://boese.example/a.css">',
    '<style>@import "http://127.0.0.1:9/a.css";</style>', '<object data="file:///etc/hostname"></object>',
    '<p style="background:url(http://127.0.0.1:9/x)">x</p>', '<link rel="attachment" href="file:///etc/hostname">',
    '<img src="data:image/png;base64,AAAA">', '<svg><image href="file:///etc/hostname"/></svg>', '<img src="schrift:../../etc/hostname">',
])
def test_the_typesetter_of_forms_loads_nothing_but_the_pinned_fonts(page: str) -> None:
    with pytest.raises(form_pdf.FatalURLFetchingError, match="erlaubt sind nur die eigenen Schriften"):
        form_pdf.typeset(f"<html lang=de><title>x</title><body><h1>x</h1>{page}</body></html>")


def test_formulas_mean_the_same_in_a_spreadsheet() -> None:
    cells = NamedCells({"aa": "B2", "bb": "C2"})
    assert inner_formula(parse("aa - (bb - 1)"), cells) == "B2-(C2-1)"
    assert inner_formula(parse("wenn(aa == bb, round(aa / 3, 2), max(aa, bb))"), cells) == "IF(ROUND(B2-C2,6)=0,ROUND(B2/3,2),MAX(B2,C2))"
    assert inner_formula(parse("wenn(aa != bb + 1, 1, 2)"), cells) == "IF(ROUND(B2-(C2+1),6)<>0,1,2)"
    assert inner_formula(parse("annuitaet(aa, 4, 10)"), cells) == "IF(4=0,B2/10,-PMT(4/100,10,B2))"
