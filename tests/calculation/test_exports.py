"""What people download: spreadsheets, JSON and CSV say where they come from and do no harm."""
from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import lxml.html
import openpyxl
import pytest

from wegweiser.calculation import load_calculations
from wegweiser.calculation.spreadsheet_formula import defined_names
from wegweiser.exports.calculation_sheets import spreadsheet
from wegweiser.exports.catalogue_data import datasets, make_tables
from wegweiser.exports.datasets import Dataset, as_csv
from wegweiser.exports.portable import own_calculations, portable
from wegweiser.handbook import Handbook, read_handbook
from wegweiser.product_names import product_names
from wegweiser.products import generated_files

DANGEROUS = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1")


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def files(handbook: Handbook) -> dict[str, bytes]:
    return generated_files(handbook)


@pytest.fixture(scope="module")
def plan(files: dict[str, bytes]) -> openpyxl.Workbook:
    return opened(files["daten/rechnungen/wirtschaftsplan-marten.xlsx"])


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    text = files[f"daten/{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_names_of_all_downloads_are_known_without_making_them(handbook: Handbook, files: dict[str, bytes]) -> None:
    assert product_names(handbook) == set(files)
    assert product_names(handbook, pdf=True) == set(files) | {sheet.address("pdf") for sheet in handbook.worksheets.values() if sheet.fillable}


def test_every_calculation_is_offered_as_spreadsheet_and_data(handbook: Handbook, files: dict[str, bytes]) -> None:
    for calculation in own_calculations(handbook):
        assert zipfile.is_zipfile(io.BytesIO(files[f"daten/rechnungen/{calculation.name}.xlsx"]))
        assert json.loads(files[f"daten/rechnungen/{calculation.name}.json"])["titel"] == calculation.title


def test_a_spreadsheet_has_inputs_calculation_scenarios_and_origins(plan: openpyxl.Workbook) -> None:
    assert [name for name in plan.sheetnames if name in ("Annahmen", "Rechnung", "Szenarien", "Herkunft")] == [
        "Annahmen", "Rechnung", "Szenarien", "Herkunft",
    ]


def test_formulas_are_live_and_read_like_the_calculation(plan: openpyxl.Workbook) -> None:
    formulas = {row[0].value: row[2].value for row in plan["Rechnung"].iter_rows(min_row=3)}
    assert formulas["Nettoumsatz Café"] == "=gaeste*bon*tage"
    assert formulas["Kapitaldienst zum Marktzins"] == "=IF(zins_markt=0,darlehen/laufzeit,-PMT(zins_markt/100,laufzeit,darlehen))"


def test_inputs_are_marked_and_warn_outside_of_their_span(plan: openpyxl.Workbook) -> None:
    sheet = plan["Annahmen"]
    ((_, place),) = plan.defined_names["gaeste"].destinations
    cell = sheet[place.replace("$", "")]
    assert cell.value == 50
    assert cell.fill.start_color.rgb == "FFFFF8D6"
    rule = next(rule for rule in sheet.data_validations.dataValidation if cell.coordinate in rule.sqref)
    assert (float(rule.formula1), float(rule.formula2), rule.errorStyle) == (35, 70, "warning")


def test_nothing_in_a_spreadsheet_is_protected(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        if name.startswith("daten/rechnungen/") and name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                assert not any(b"sheetProtection" in parts.read(part) for part in parts.namelist())


def test_what_was_measured_is_not_called_an_assumption(site: Path, handbook: Handbook) -> None:
    calculation = handbook.calculations["betrieb-million"]
    page = lxml.html.parse(str(site / "mitmachen/betrieb/index.html"))
    rows = [[cell.text_content().strip() for cell in row] for row in page.iter("tr")]
    sheet = {row[0]: row[1] for row in opened(spreadsheet(calculation, handbook))["Herkunft"].iter_rows(min_row=3, values_only=True)}
    for assumption in calculation.assumptions:
        measured = assumption.group == "Gemessen"
        assert any(row[0].startswith(assumption.label) and ("Eigene Messung" if measured else "Annahme") in row for row in rows)
        assert sheet[assumption.label] == ("Messung" if measured else "Annahme")


def test_the_sheet_on_origins_gives_sources_licence_and_chapter(handbook: Handbook, plan: openpyxl.Workbook) -> None:
    rows = {row[0]: row[1:] for row in plan["Herkunft"].iter_rows(min_row=3, values_only=True) if row[0]}
    kind, text, _ = rows["Wareneinsatz vom Nettoumsatz"]
    assert kind == "Quelle"
    assert handbook.sources["F140"].title in text and handbook.sources["F140"].url in text
    assert "CC BY 4.0" in rows["Lizenz"][1]
    assert "marten/wirtschaftsplan/" in rows["Erklärt im Kapitel"][2]
    assert rows["Stand"][1]


def test_every_sheet_prints_on_a4_across_as_wide_as_the_page(plan: openpyxl.Workbook) -> None:
    for sheet in plan:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)  # 1 is what a missing one means
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "CC BY 4.0" in sheet.oddFooter.left.text


def hostile(text: str) -> str:
    """A calculation in which every text is `text`."""
    quoted = json.dumps(text)
    return (
        f"titel: {quoted}\nart: rechenbeispiel\nhinweis: {quoted}\nannahmen:\n"
        f"  bon1: {{name: {quoted}, wert: 2, einheit: '', herkunft: annahme, erlaeuterung: {quoted}, gruppe: {quoted}}}\n"
        f"reihen:\n  monat: {{name: {quoted}, von: 1, bis: 3}}\ngroessen:\n"
        f"  r1c1: {{name: {json.dumps(text + '2')}, formel: bon1 * 2, stellen: 0}}\n"
        f"  kasse: {{name: {json.dumps(text + '3')}, je: monat, formel: 'vorher(kasse, 0) + r1c1', stellen: 0}}\n"
        f"  ende: {{name: {json.dumps(text + '4')}, formel: summe(kasse) - kasse_2, stellen: 0}}\n"
        f"szenarien:\n  s: {{name: {quoted}, hinweis: {quoted}, werte: {{bon1: 3}}}}\nergebnisse: [ende, kasse_3]\n"
    )


@pytest.mark.parametrize("text", DANGEROUS[:4])
def test_text_is_never_a_formula_in_a_spreadsheet(tmp_path: Path, handbook: Handbook, text: str) -> None:
    file = tmp_path / "boese.yml"
    file.write_text(hostile(text), encoding="utf-8")
    calculations, findings = load_calculations(tmp_path, tmp_path)
    assert [finding for finding in findings if finding.severity == "Fehler"] == []
    book = opened(spreadsheet(calculations["boese"], handbook))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    with_text = [cell for cell in cells if cell.value.startswith(text)]
    assert len(with_text) >= 8
    assert all(cell.data_type == "s" for cell in with_text)


def test_sheet_names_are_ones_that_programs_accept(tmp_path: Path, handbook: Handbook) -> None:
    (tmp_path / "boese.yml").write_text(hostile("Szenarien"), encoding="utf-8")
    calculation = load_calculations(tmp_path, tmp_path)[0]["boese"]
    assert opened(spreadsheet(calculation, handbook)).sheetnames == ["Annahmen", "Rechnung", "Szenarien", "Szenarien 2", "Herkunft"]
    (tmp_path / "boese.yml").write_text(hostile("a/b[c]:*?'" + "x" * 60), encoding="utf-8")
    calculation = load_calculations(tmp_path, tmp_path)[0]["boese"]
    assert opened(spreadsheet(calculation, handbook)).sheetnames[2] == "a b c     " + "x" * 21


def test_names_that_look_like_cells_get_another_one() -> None:
    assert defined_names(["miete", "bon1", "bon1_", "r", "r1c1", "xfd7", "true"]) == {
        "miete": "miete", "bon1_": "bon1_", "bon1": "bon1__", "r": "r_", "r1c1": "r1c1_", "xfd7": "xfd7_", "true": "true_",
    }


def test_the_same_handbook_gives_the_same_bytes(handbook: Handbook, files: dict[str, bytes], root: Path) -> None:
    again = generated_files(read_handbook(root))
    assert again.keys() == files.keys()
    assert [name for name in files if files[name] != again[name]] == []


def test_json_has_everything_a_reader_needs_to_compute_it_again(handbook: Handbook) -> None:
    data = portable(handbook.calculations["wirtschaftsplan-marten"], handbook)
    gaeste = next(a for a in data["annahmen"] if a["name"] == "gaeste")
    assert (gaeste["wert"], gaeste["von"], gaeste["bis"], gaeste["einheit"]) == ("50", "35", "70", "Gäste")
    share = next(a for a in data["annahmen"] if a["name"] == "wareneinsatz")
    assert share["herkunft"]["art"] == "quelle" and share["herkunft"]["url"].startswith("https://")
    sales = next(q for q in data["groessen"] if q["name"] == "umsatz")
    assert sales["baum"] == ["*", ["*", "gaeste", "bon"], "tage"]
    assert sales["in_worten"] == "Gäste je Öffnungstag × Nettoumsatz je Gast × Öffnungstage im Jahr"
    assert {s["name"] for s in data["szenarien"]} == {"vorsichtig", "mittel", "gut"}
    assert data["lizenz"] == "CC-BY-4.0" and "CC BY 4.0" in data["zitat"]
    assert all("marten" in address or "finanz" in address or "werkzeuge" in address for address in data["seiten"])


def test_csv_opens_in_a_german_spreadsheet(files: dict[str, bytes]) -> None:
    assert files["daten/instrumente.csv"].startswith(b"\xef\xbb\xbfkennung;teil;titel;")
    row = next(row for row in table(files, "instrumente") if row["kennung"] == "analyse/quartiersabgrenzung")
    assert (row["wochen_von"], row["wochen_bis"], row["wochen_herkunft"]) == ("2", "6", "Schätzung der Redaktion")
    assert row["adresse"].endswith("/analyse/quartiersabgrenzung/")
    assert any("," in row["wert"] for row in table(files, "statistik"))


def test_every_steckbrief_term_and_source_is_in_the_tables(handbook: Handbook, files: dict[str, bytes]) -> None:
    assert len(table(files, "instrumente")) == sum(chapter.profile is not None for chapter in handbook.chapters.values())
    assert [row["begriff"] for row in table(files, "glossar")] == [term.name for term in handbook.glossary.terms]
    assert {row["kennung"] for row in table(files, "quellen")} == set(handbook.sources)
    assert len(table(files, "rechnungen")) == len(own_calculations(handbook))


def test_indicators_are_read_from_the_tables_of_their_chapter(files: dict[str, bytes]) -> None:
    rows = table(files, "indikatoren")
    assert len(rows) == 20  # of 21: the Segregationsindex has no table
    quota = next(row for row in rows if row["indikator"] == "Jugendquotient")
    assert (quota["formel"], quota["sperre"]) == ("unter 20 ÷ 20–64 × 100", "S3")
    assert quota["taeuschung"] == "ein Studierendenheim verändert nur den Nenner"
    for row in rows:
        assert all(row[column] for column in ("gruppe", "formel", "einheit", "sperre", "lesart", "taeuschung")), row
        assert "[@" not in "".join(row.values()) and "](" not in "".join(row.values())


def test_csv_and_json_say_the_same(handbook: Handbook, files: dict[str, bytes]) -> None:
    for dataset in datasets(handbook):
        data = json.loads(files[f"daten/{dataset.name}.json"])
        assert list(data["spalten"]) == list(table(files, dataset.name)[0])
        assert all(data["spalten"].values())
        assert len(data["zeilen"]) == len(table(files, dataset.name))


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_is_never_a_formula_in_csv(text: str) -> None:
    dataset = Dataset("x", "X", "ein X", {"a": "A", "b": "B"}, [{"a": text, "b": [text, "b"]}])
    for cell in as_csv(dataset).decode("utf-8-sig").split("\r\n")[1].split(";")[:2]:
        assert not cell.strip('"').startswith(("=", "+", "-", "@", "\t"))


def test_no_cell_of_the_tables_starts_like_a_formula(handbook: Handbook) -> None:
    for name, content in make_tables(handbook).items():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"):
                assert not any(cell.startswith(("=", "+", "@")) for cell in row), row
                assert not any(cell.startswith("-") and not cell[1:].replace(",", "").isdigit() for cell in row), row


def test_columns_people_rely_on_are_still_there(files: dict[str, bytes]) -> None:
    """The page promises it. A column may be added, none may go: then say so in the changes first."""
    promised = {
        "instrumente": "kennung teil titel beschreibung adresse stand pruefung zweck leitfrage phase kapitalart rentierlichkeit geber ebene "
                       "betrag_euro_von betrag_euro_bis betrag_euro_herkunft wochen_von wochen_bis personentage_von personentage_bis "
                       "sachkosten_euro_von sachkosten_euro_bis monate_bis_start_von laufende_kosten_euro_jahr_von felder programm_status",
        "indikatoren": "gruppe indikator formel einheit quelle kleinster_raum sperre lesart taeuschung",
        "statistik": "statistik titel reihe bei wert einheit quelle url",
        "rechnungen": "kennung titel art hinweis seiten stand szenarien tabelle daten",
        "glossar": "begriff formen erklaerung belege siehe adresse",
        "quellen": "kennung kurz herausgeber titel jahr url abruf hinweis genannt_in",
    }
    for name, columns in promised.items():
        assert set(columns.split()) <= set(table(files, name)[0])
