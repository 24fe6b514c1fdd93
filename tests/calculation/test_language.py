"""Series, scenarios, words and units in calculation files: what they do, and what is refused."""
from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest

from wegweiser.calculation import Calculation, load_calculations
from wegweiser.calculation.formula import parse
from wegweiser.calculation.sensitivity import sensitivity
from wegweiser.calculation.tree import FormulaError
from wegweiser.calculation.units import check_units
from wegweiser.findings import Finding

NBSP = "\u00a0"
LOAN = """\
titel: Ein Darlehen
art: rechenbeispiel
hinweis: Ein Rechenbeispiel.
annahmen:
  darlehen:
    name: Darlehen
    wert: 12000
    einheit: Euro
    von: 0
    bis: 20000
    herkunft: annahme
  zins:
    name: Zinssatz
    wert: 4
    einheit: "%"
    von: 0
    bis: 8
    herkunft: annahme
  tilgung:
    name: Tilgung im Jahr
    wert: 3000
    einheit: Euro
    von: 1000
    bis: 4000
    herkunft: annahme
reihen:
  jahr:
    name: Jahr
    von: 2026
    bis: 2029
groessen:
  zinsen:
    name: Zinsen
    je: jahr
    formel: vorher(rest, darlehen) * zins / 100
    einheit: Euro
    stellen: 2
  rest:
    name: Restschuld
    je: jahr
    formel: max(0, vorher(rest, darlehen) - tilgung)
    einheit: Euro
    stellen: 0
  alle_zinsen:
    name: Zinsen insgesamt
    formel: summe(zinsen)
    einheit: Euro
    stellen: 2
  stufe:
    name: Stufe
    formel: wenn(kleinstes(rest) > 0, 1, 2)
    worte: {1: bleibt offen, 2: getilgt}
szenarien:
  langsam:
    name: Langsame Tilgung
    hinweis: Mit halbem Betrag.
    werte: {tilgung: 1500.50, zins: 5}
ergebnisse: [alle_zinsen, stufe, zinsen_2027]
"""
PATH = "docs/_data/rechnungen/darlehen.yml"


def load(root: Path, text: str) -> tuple[dict[str, Calculation], list[Finding]]:
    folder = root / "docs/_data/rechnungen"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "darlehen.yml").write_text(text, encoding="utf-8")
    return load_calculations(folder, root)


def changed(*pairs: tuple[str, str]) -> str:
    text = LOAN
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.fixture
def loan(tmp_path: Path) -> Calculation:
    calculations, findings = load(tmp_path, LOAN)
    assert findings == []
    return calculations["darlehen"]


def test_a_series_refers_to_the_element_before_of_any_series(loan: Calculation) -> None:
    assert [loan.value(f"rest_{year}") for year in range(2026, 2030)] == [9000, 6000, 3000, 0]
    assert [loan.value(f"zinsen_{year}") for year in range(2026, 2030)] == [480, 360, 240, 120]
    assert loan.value("alle_zinsen") == 1200


def test_an_element_of_a_series_is_shown_like_every_value(loan: Calculation) -> None:
    assert loan.display("zinsen_2027") == f"360,00{NBSP}Euro"
    assert loan.entry("zinsen_2027").label == "Zinsen, Jahr 2027"


def test_a_series_is_one_step_and_a_table_has_its_numbers(loan: Calculation) -> None:
    steps = loan.steps()
    assert [(step.name, step.result) for step in steps] == [
        ("zinsen", "4 Werte"), ("rest", "4 Werte"), ("alle_zinsen", f"1.200,00{NBSP}Euro"), ("stufe", "getilgt"),
    ]
    assert steps[0].formula == "Restschuld davor (am Anfang: Darlehen) × Zinssatz ÷ 100"
    assert steps[2].formula == "Summe(Zinsen)"
    (table,) = loan.series_tables()
    assert [series.label for series in table.series] == ["Zinsen", "Restschuld"]
    assert table.rows[1] == (2027, ("360,00", "6.000"))


def test_the_running_number_may_be_used_in_formulas(tmp_path: Path) -> None:
    text = changed(("vorher(rest, darlehen) * zins / 100", "wenn(jahr == 2027, 100 * (jahr - 2026), 0)"))
    calculations, findings = load(tmp_path, text)
    assert findings == []
    assert calculations["darlehen"].value("alle_zinsen") == 100


def test_a_scenario_comes_to_other_results_and_leaves_the_base_case_alone(loan: Calculation) -> None:
    assert loan.value("langsam.rest_2029") == Decimal("5998")
    assert loan.display("langsam.stufe") == "bleibt offen"
    assert loan.display("langsam.tilgung") == f"1.500,50{NBSP}Euro"
    assert loan.display("langsam.zins") == f"5{NBSP}%"
    assert loan.value("rest_2029") == 0
    (scenario,) = loan.scenarios
    assert (scenario.label, scenario.note) == ("Langsame Tilgung", "Mit halbem Betrag.")


def test_other_calculations_take_values_of_a_scenario(tmp_path: Path) -> None:
    load(tmp_path, LOAN)
    other = tmp_path / "docs/_data/rechnungen/andere.yml"
    other.write_text(
        "titel: T\nart: rechenbeispiel\nhinweis: H\nannahmen:\n  a: {aus: darlehen.langsam.rest_2029}\n"
        "groessen:\n  b: {name: B, formel: a * 2, stellen: 0}\nergebnisse: [b]\n", encoding="utf-8",
    )
    calculations, findings = load_calculations(other.parent, tmp_path)
    assert findings == []
    assert calculations["andere"].value("b") == 11996


def test_sensitivity_names_first_what_moves_the_result_most(loan: Calculation) -> None:
    first, second, third = sensitivity(loan, "alle_zinsen")
    assert [swing.assumption.name for swing in (first, second, third)] == ["darlehen", "zins", "tilgung"]
    assert (second.at_low, second.at_high, second.size) == (0, 2400, 2400)
    assert third.at_low > third.at_high


REFUSED = [
    # what is changed, into what, line of the finding, message, hint
    ("    bis: 2029", "    bis: 2025", 30, "Reihe „jahr“ läuft von 2026 bis 2025", "1 bis 120 Werte"),
    ("    von: 2026\n    bis: 2029", "    von: 1\n    bis: 121", 30, "läuft von 1 bis 121", "1 bis 120 Werte"),
    ("    bis: 2029", "    bis: 2029.5", 30, "„bis“ ist mit „2029.5“ nicht erlaubt", "ganze Zahl"),
    ("    je: jahr", "    je: jahre", 34, "Eine Reihe „jahre“ gibt es unter reihen: nicht", "Meinten Sie „jahr“?"),
    ("    je: jahr", "    je: 7", 34, "Die Angabe „je“ ist kein Text", "je:"),
    ("vorher(rest, darlehen) * zins", "vorher(reste, darlehen) * zins", 35, "Den Namen „reste“ gibt es nicht", "Meinten Sie „rest“?"),
    ("vorher(rest, darlehen) * zins", "vorher(zins, darlehen) * zins", 35, "„zins“ ist keine Reihe mit je: jahr", "mit demselben je:"),
    ("vorher(rest, darlehen) * zins", "vorher(rest) * zins", 35, "Die Angaben in der Klammer von vorher passen nicht (hier 1)", "vorher(reihe, anfangswert)"),
    ("vorher(rest, darlehen) * zins", "vorher(2, darlehen) * zins", 35, "In vorher steht an erster Stelle kein Name, sondern „2“", "je: hat"),
    ("vorher(rest, darlehen) * zins", "rest * zins", 35, "„rest“, die erst weiter unten berechnet wird", "Kreis"),
    ("vorher(rest, darlehen) - tilgung", "rest - tilgung", 41, "„rest“ verwendet sich selbst", "vorher(rest, anfangswert)"),
    ("vorher(rest, darlehen) - tilgung", "summe(zinsen) - tilgung", 41, "lässt sich in einer Reihe nicht zusammenfassen", "ohne je:"),
    ("formel: summe(zinsen)", "formel: zinsen", 46, "„zinsen“ ist eine Reihe mit 4 Werten", "zinsen_2029"),
    ("formel: summe(zinsen)", "formel: summe(darlehen)", 46, "„darlehen“ ist keine Reihe", "mit je:"),
    ("formel: summe(zinsen)", "formel: summe(zins)", 46, "„zins“ ist keine Reihe", "mit je:"),
    ("formel: summe(zinsen)", "formel: vorher(zinsen, darlehen)", 46, "vorher(…) gibt es nur in einer Reihe", "je:"),
    ("formel: summe(zinsen)", "formel: jahr * darlehen", 46, "„jahr“ ist die laufende Nummer einer Reihe", "je: jahr"),
    ("formel: summe(zinsen)", "formel: zinsen_2030", 46, "Den Namen „zinsen_2030“ gibt es nicht", "Meinten Sie „zinsen_20"),
    ("  alle_zinsen:\n", "  rest_2028:\n", 38, "„rest_2028“ heißt schon eine andere Angabe", "anderen Namen"),
    ("  alle_zinsen:\n", "  jahr:\n", 44, "„jahr“ heißt schon eine Reihe", "anderen Namen"),
    ("[alle_zinsen, stufe,", "[rest, stufe,", 58, "Das Ergebnis „rest“ ist eine Reihe", "summe(rest)"),
    ("zinsen_2027]", "zinsen_2031]", 58, "„zinsen_2031“ ist keine Größe", "Meinten Sie"),
    ("worte: {1: bleibt offen, 2: getilgt}", "worte: {1: bleibt offen, 3: getilgt}", 52, "ergibt 2, dafür steht kein Wort", "Worte gibt es für 1, 3"),
    ("worte: {1: bleibt offen, 2: getilgt}", "worte: getilgt", 52, "stehen nicht 1 bis 12 Worte", "worte: {1:"),
    ("worte: {1: bleibt offen, 2: getilgt}", "worte: {eins: bleibt offen, 2: getilgt}", 52, "Das Wort bei „eins“ ist nicht erlaubt", "ganze Zahl"),
    ("{tilgung: 1500.50, zins: 5}", "{tilgung: 1500.50, zinz: 5}", 57, "Die Annahme „zinz“ gibt es nicht", "Meinten Sie „zins“?"),
    ("{tilgung: 1500.50, zins: 5}", "{tilgung: 1500.50, zins: 9}", 57, "Bei „zins“ liegt der Wert 9 außerhalb seiner Spanne (von 0 bis 8)", "Spanne"),
    ("{tilgung: 1500.50, zins: 5}", "{tilgung: viel, zins: 5}", 57, "„tilgung“ ist mit „viel“ keine Zahl", "Dezimalstellen mit Punkt"),
    ("{tilgung: 1500.50, zins: 5}", "{alle_zinsen: 5}", 57, "„alle_zinsen“ wird berechnet", "nur Annahmen"),
    ("{tilgung: 1500.50, zins: 5}", "[tilgung]", 57, "keine benannten Werte", "werte: {annahme"),
    ("    werte: {tilgung: 1500.50, zins: 5}\n", "", 54, "Die Angabe „werte“ fehlt", "werte: …"),
    ("    name: Langsame Tilgung\n", "", 54, "Die Angabe „name“ fehlt", "name: …"),
    ("formel: summe(zinsen)", "formel: 1 / (tilgung - 1500.5)", 57, "Größe „alle_zinsen“: Die Formel teilt durch null", "tilgung"),
    ("formel: summe(zinsen)", "formel: summe(zinsen) + zins", 46, "passen die Einheiten nicht zusammen: „Euro“ und „%“", "Rechnen Sie vorher um"),
]


@pytest.mark.parametrize(("old", "new", "line", "message", "hint"), REFUSED, ids=[case[1][:40] for case in REFUSED])
def test_each_misuse_is_told_with_its_line_and_its_cure(tmp_path: Path, old: str, new: str, line: int, message: str, hint: str) -> None:
    calculations, findings = load(tmp_path, changed((old, new)))
    assert calculations == {}
    told = [finding for finding in findings if message in finding.message]
    assert told, [str(finding) for finding in findings]
    assert (told[0].path, told[0].line, told[0].check, told[0].severity) == (PATH, line, "rechnung", "Fehler")
    assert hint in told[0].hint


def test_series_that_need_each_other_within_one_year_run_in_a_circle(tmp_path: Path) -> None:
    text = changed(
        ("formel: summe(zinsen)", "formel: zinsen_2029"),
        ("vorher(rest, darlehen) * zins / 100", "vorher(rest, darlehen) + vorher(zinsen, darlehen)"),
        ("formel: max(0, vorher(rest, darlehen) - tilgung)", "formel: zinsen - tilgung"),
    )
    assert load(tmp_path, text)[1] == []
    circle = text.replace("  zinsen:\n", "  vorab:\n    name: Vorab\n    je: jahr\n    formel: vorher(schluss, darlehen)\n    stellen: 0\n  zinsen:\n", 1)
    circle = circle.replace("  alle_zinsen:\n", "  gesamt:\n    name: G\n    formel: summe(vorab)\n    stellen: 0\n  schluss:\n    name: S\n    je: jahr\n    formel: gesamt + rest\n    stellen: 0\n  alle_zinsen:\n", 1)
    calculations, findings = load(tmp_path, circle)
    assert calculations == {}
    assert any("rechnet im Kreis: " in finding.message and "gesamt" in finding.message for finding in findings)
    assert "vorher(reihe, anfangswert)" in findings[0].hint


UNITS = {
    "jahr": "Euro im Jahr", "monat": "Euro im Monat", "geld": "Euro", "cent": "Cent", "flaeche": "m²", "preis": "Euro je m²",
    "gaeste": "Gäste", "leute": "Personen", "tage": "Tage", "stunden": "Stunden", "lohn": "Euro/Stunde", "anteil": "%", "offen": "",
    "strom": "kWh im Jahr", "tarif": "Cent je kWh", "weg": "km", "gemischt": "Monatsmieten",
}


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("gaeste * geld * tage", "Euro im Jahr"), ("flaeche * preis * 12", "Euro im Jahr"), ("jahr / 12", "Euro im Monat"),
        ("jahr * anteil / 100", "Euro im Jahr"), ("jahr / geld * 100", "%"), ("geld + jahr", "Euro"), ("stunden * lohn", "Euro im Jahr"),
        ("leute + gaeste", "Personen"), ("max(0, geld - 0.5)", "Euro"), ("offen + geld", "m²"), ("strom * tarif / 100", "Euro im Jahr"),
        ("1000 / geld", "Gäste"), ("wenn(geld > 0, flaeche, 0)", "m²"), ("annuitaet(geld, anteil, offen)", "Euro im Jahr"),
        ("100 - anteil", "Prozentpunkte"), ("geld / 1000000", "Mio. Euro"), ("gemischt * geld", "Euro"), ("geld / preis", "m²"),
    ],
)
def test_units_that_may_be_meant_are_accepted(formula: str, unit: str) -> None:
    check_units(parse(formula), unit, UNITS)


@pytest.mark.parametrize(
    ("formula", "unit", "message"),
    [
        ("geld + flaeche", "Euro", "In „geld + flaeche“ passen die Einheiten nicht zusammen: „Euro“ und „m²“."),
        ("jahr - monat", "Euro", "„Euro im Jahr“ und „Euro im Monat“"),
        ("geld + cent", "Euro", "„Euro“ und „Cent“"),
        ("min(geld, gaeste)", "Euro", "„Euro“ und „Gäste“"),
        ("wenn(geld > weg, 1, 2)", "", "In „geld > weg“"),
        ("wenn(offen > 0, geld, flaeche)", "", "„Euro“ und „m²“"),
        ("stunden + tage", "Stunden", "„Stunden“ und „Tage“"),
        ("flaeche * preis + flaeche", "Euro", "„Geldbetrag“ und „m²“"),
        ("flaeche * preis", "m²", "Die Formel ergibt „Geldbetrag“, bei einheit steht „m²“."),
        ("jahr / geld", "Euro", "Die Formel ergibt „Anzahl oder Verhältnis“"),
        ("jahr + jahr", "Euro im Monat", "Die Formel ergibt „Euro im Jahr“, bei einheit steht „Euro im Monat“."),
        ("annuitaet(anteil, geld, offen)", "Euro", "Der Zinssatz in annuitaet hat die Einheit „Euro“."),
        ("geld / preis", "Euro", "Die Formel ergibt „Fläche“"),
    ],
)
def test_units_that_cannot_be_meant_are_refused(formula: str, unit: str, message: str) -> None:
    with pytest.raises(FormulaError) as caught:
        check_units(parse(formula), unit, UNITS)
    assert message in caught.value.message
    assert caught.value.hint


HOSTILE = {
    "Klammern": ("formel: summe(zinsen)", "formel: " + "(" * 150_000, "länger als 500 Zeichen"),
    "Klammern kurz": ("formel: summe(zinsen)", "formel: " + "(" * 400 + "1", "verschachtelt"),
    "Ketten von Minus": ("formel: summe(zinsen)", "formel: " + "-" * 400 + "1", "verschachtelt"),
    "Aufruf": ("formel: summe(zinsen)", "formel: __import__(os)", "ist keine Funktion"),
    "Potenz": ("formel: summe(zinsen)", "formel: 9**9**9**9", "Potenzen"),
    "Anhalten": ("formel: summe(zinsen)", "formel: exec(1)", "ist keine Funktion"),
    "unbekannter Name": ("formel: summe(zinsen)", "formel: passwort", "gibt es nicht"),
    "Kreis": ("formel: summe(zinsen)", "formel: alle_zinsen", "verwendet sich selbst"),
    "durch null": ("formel: summe(zinsen)", "formel: 1 / (zins - zins)", "teilt durch null"),
    "Einheit": ("formel: summe(zinsen)", "formel: darlehen + zins", "passen die Einheiten nicht"),
    "lange Reihe": ("bis: 2029", "bis: 999999999", "nicht erlaubt"),
    "Explosion": ("formel: summe(zinsen)", "formel: " + "*".join(["darlehen"] * 50), "größer als eine Billiarde"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_models_are_refused_at_once(tmp_path: Path, name: str) -> None:
    old, new, message = HOSTILE[name]
    start = time.process_time()
    calculations, findings = load(tmp_path, changed((old, new)))
    spent = time.process_time() - start
    assert calculations == {}
    assert any(message in finding.message for finding in findings), [str(finding) for finding in findings]
    assert spent < 1


def test_a_file_of_a_thousand_megabyte_brackets_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "docs/_data/rechnungen/gross.yml"
    file.parent.mkdir(parents=True)
    with file.open("wb") as stream:  # a sparse file: 1 GB of nothing
        stream.write(b"titel: " + b"(" * 1000)
        stream.truncate(10**9)
    start = time.process_time()
    _, findings = load_calculations(file.parent, tmp_path)
    assert "größer als 200 kB" in findings[0].message
    assert time.process_time() - start < 1


def test_too_many_elements_are_refused_before_they_are_made(tmp_path: Path) -> None:
    series = "".join(f"  r{at}:\n    name: R{at}\n    je: jahr\n    formel: {' + '.join(['jahr'] * 60)}\n    stellen: 0\n" for at in range(150))
    text = changed(("    von: 2026\n    bis: 2029", "    von: 1\n    bis: 120"), ("  alle_zinsen:\n", f"{series}  alle_zinsen:\n"))
    start = time.process_time()
    calculations, findings = load(tmp_path, text)
    assert calculations == {}
    assert any("haben zusammen 18240 Werte; erlaubt sind 1000" in finding.message for finding in findings)
    assert time.process_time() - start < 1


def test_the_example_in_the_instructions_is_a_calculation(root: Path, tmp_path: Path) -> None:
    readme = (root / "docs/mitmachen/rechnungen.md").read_text(encoding="utf-8")
    example = readme.split("```yaml\n")[1].split("```")[0]
    folder = tmp_path / "docs/_data/rechnungen"
    load(tmp_path, example)
    (folder / "darlehen.yml").rename(folder / "kasse.yml")
    (folder / "anker-cafe.yml").write_text(
        "titel: T\nart: rechenbeispiel\nhinweis: H\nannahmen:\n  monatsmiete: {name: M, wert: 400, einheit: Euro, herkunft: annahme}\n"
        "groessen:\n  b: {name: B, formel: monatsmiete * 2, einheit: Euro, stellen: 0}\nergebnisse: [b]\n", encoding="utf-8",
    )
    calculations, findings = load_calculations(folder, tmp_path)
    assert findings == []
    assert calculations["kasse"].value("tiefster") == 200
    assert calculations["kasse"].value("wenig.tiefster") == -2300
