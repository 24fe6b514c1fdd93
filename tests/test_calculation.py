"""Calculation files: read, checked to the end, computed, and shown in German."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest

from wegweiser.calculation import Calculation, load_calculations
from wegweiser.findings import Finding

NBSP = "\u00a0"
PATH = "docs/_data/rechnungen/cafe.yml"

GOOD = """\
titel: Anker-Café im Förderantrag
art: rechenbeispiel
hinweis: Ein Rechenbeispiel, keine Planung.
annahmen:
  flaeche:
    name: Fläche des Cafés
    wert: 80
    einheit: m²
    von: 60
    bis: 120
    herkunft: F6
  miete:
    name: Miete
    wert: 8.50
    einheit: Euro/m²
    herkunft: annahme
    erlaeuterung: je Monat
  satz:
    name: Fördersatz
    wert: 37.5
    einheit: "%"
    bis: 80
    herkunft: schaetzung
groessen:
  jahresmiete:
    name: Nettokaltmiete im Jahr
    formel: flaeche * miete * 12
    einheit: Euro/Jahr
    stellen: 0
  zuschuss:
    name: Zuschuss
    formel: jahresmiete * satz / 100 - 0.005
    einheit: Euro
    stellen: 2
ergebnisse: [zuschuss]
"""


def load(
    root: Path, text: str | bytes, name: str = "cafe.yml"
) -> tuple[dict[str, Calculation], list[Finding]]:
    """Write one calculation file below `root` and read the folder."""
    folder = root / "docs/_data/rechnungen"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_calculations(folder, root)


def changed(old: str, new: str) -> str:
    """Return the good file with one thing changed."""
    assert old in GOOD
    return GOOD.replace(old, new, 1)


@pytest.fixture
def cafe(tmp_path: Path) -> Calculation:
    calculations, findings = load(tmp_path, GOOD)
    assert findings == []
    return calculations["cafe"]


def test_a_good_file_is_read_with_its_lines(cafe: Calculation) -> None:
    assert (cafe.name, cafe.title, cafe.kind) == ("cafe", "Anker-Café im Förderantrag", "rechenbeispiel")
    assert cafe.note == "Ein Rechenbeispiel, keine Planung."
    assert cafe.path == PATH
    area = cafe.assumptions[0]
    assert (area.value, area.low, area.high, area.origin) == (80, 60, 120, "F6")
    assert area.line == 5
    assert cafe.quantities[1].formula == "jahresmiete * satz / 100 - 0.005"
    assert cafe.quantities[1].line == 30


def test_quantities_build_on_each_other_without_rounding_in_between(cafe: Calculation) -> None:
    assert cafe.value("flaeche") == 80
    assert cafe.value("jahresmiete") == 8160
    assert cafe.value("zuschuss") == Decimal("3059.995")


def test_values_are_shown_in_german_rounded_half_up(cafe: Calculation) -> None:
    assert cafe.display("jahresmiete") == f"8.160{NBSP}Euro/Jahr"
    assert cafe.display("zuschuss") == f"3.060,00{NBSP}Euro"


def test_assumptions_keep_the_decimals_they_were_written_with(cafe: Calculation) -> None:
    assert cafe.display("miete") == f"8,50{NBSP}Euro/m²"
    assert cafe.display("satz") == f"37,5{NBSP}%"


def test_a_value_nobody_declared_is_a_key_error(cafe: Calculation) -> None:
    with pytest.raises(KeyError):
        cafe.value("pacht")
    with pytest.raises(KeyError):
        cafe.display("pacht")


def test_assumptions_come_as_rows_for_a_table(cafe: Calculation) -> None:
    area, rent, share = cafe.assumption_rows()
    assert (area.label, area.value, area.span) == ("Fläche des Cafés", f"80{NBSP}m²", f"60 bis 120{NBSP}m²")
    assert (rent.span, rent.origin, rent.explanation) == ("", "annahme", "je Monat")
    assert share.span == f"bis 80{NBSP}%"


def test_steps_say_in_words_how_each_quantity_comes_about(cafe: Calculation) -> None:
    rent, grant = cafe.steps()
    assert rent.formula == "Fläche des Cafés × Miete × 12"
    assert (rent.name, rent.is_result) == ("jahresmiete", False)
    assert grant.formula == "Nettokaltmiete im Jahr × Fördersatz ÷ 100 − 0,005"
    assert (grant.label, grant.result, grant.is_result) == ("Zuschuss", f"3.060,00{NBSP}Euro", True)


def test_decimals_are_exact_where_binary_fractions_are_not(tmp_path: Path) -> None:
    text = changed("wert: 8.50", "wert: 0.1").replace("wert: 37.5", "wert: 0.2")
    text = text.replace("flaeche * miete * 12", "miete + satz").replace("einheit: Euro/m²", 'einheit: ""')
    calculations, findings = load(tmp_path, text)
    assert findings == []
    assert str(calculations["cafe"].value("jahresmiete")) == "0.3"


def test_a_formula_may_be_folded_over_lines_or_be_a_plain_number(tmp_path: Path) -> None:
    text = changed("formel: flaeche * miete * 12", "formel: >\n      flaeche *\n      miete * 12")
    text = text.replace("formel: jahresmiete * satz / 100 - 0.005", "formel: 0.0000001")
    calculations, findings = load(tmp_path, text)
    assert findings == []
    assert calculations["cafe"].value("jahresmiete") == 8160
    assert calculations["cafe"].value("zuschuss") == Decimal("0.0000001")


BAD = [
    # what is changed, into what, line of the finding, message, hint
    ("titel: Anker-Café im Förderantrag", "titel:", 1, "Die Angabe „titel“ fehlt oder ist leer", "titel: …"),
    ("hinweis: Ein", "hinweise: Ein", 3, "„hinweise“ gibt es hier nicht", "Meinten Sie „hinweis“?"),
    ("art: rechenbeispiel", "art: beispiel", 2, "Die Art „beispiel“ gibt es nicht", "rechenbeispiel, belegt"),
    ("art: rechenbeispiel", "art: belegt", 16, "heißt aber „belegt“", "art: rechenbeispiel"),
    ("herkunft: F6", "herkunft:", 11, "Die Angabe „herkunft“ fehlt oder ist leer", "herkunft: …"),
    ("    herkunft: F6\n", "", 5, "Annahme „flaeche“: Die Angabe „herkunft“ fehlt", "herkunft: …"),
    ("herkunft: F6", "herkunft: eigene Erfahrung", 11, "Die Herkunft „eigene Erfahrung“", "annahme, schaetzung oder messung"),
    ("herkunft: F6", "herkunft: Schätzung", 11, "Die Herkunft „Schätzung“ gibt es nicht", "schaetzung"),
    ("wert: 80", "wert: 80 m²", 7, "„wert“ ist mit „80 m²“ keine Zahl", "ohne Einheit"),
    ("wert: 80", "wert: 80,5", 7, "„wert“ ist mit „80,5“ keine Zahl", "Schreiben Sie 80.5."),
    ("wert: 80", "wert: 1.080,50", 7, "„wert“ ist mit „1.080,50“ keine Zahl", "Schreiben Sie 1080.50."),
    ("wert: 80", "wert: 80.000", 7, "Die Zahl 80.000 ist mehrdeutig", "Schreiben Sie 80000 (Tausender)"),
    ("wert: 80", "wert: true", 7, "„wert“ ist mit „true“ keine Zahl", "Dezimalstellen mit Punkt"),
    ("wert: 80", "wert: [80]", 7, "keine Zahl", "12500 oder 12.5"),
    ("wert: 80", "wert: 1e3", 7, "„wert“ ist mit „1e3“ keine Zahl", "12500 oder 12.5"),
    ("wert: 80", "wert: 9999999999999999", 7, "größer als eine Billiarde", "Prüfen Sie die Zahl"),
    ("von: 60", "von: 130", 9, "von (130) ist größer als bis (120)", "Vertauschen"),
    ("wert: 80", "wert: 50", 7, "Der Wert 50 liegt außerhalb seiner Spanne (von 60 bis 120)", "Spanne"),
    ("wert: 37.5", "wert: 90", 20, "Der Wert 90 liegt außerhalb seiner Spanne (bis 80)", "Spanne"),
    ("name: Miete", "name: 2026", 13, "Die Angabe „name“ ist kein Text", 'name: "…"'),
    ("  miete:\n", "  Miete:\n", 12, "Der Name ist nicht erlaubt", "netto_miete"),
    ("  miete:\n", "  min:\n", 12, "Der Name hat in Formeln schon eine Bedeutung", "längeren Namen"),
    ("  miete:\n", "  flaeche:\n", 12, "„flaeche“ steht hier zum zweiten Mal", "Entfernen"),
    ("  zuschuss:\n", "  miete:\n", 30, "Größe „miete“: So heißt schon eine Annahme", "anderen Namen"),
    ("flaeche * miete", "flaehce * miete", 27, "Den Namen „flaehce“ gibt es nicht", "Meinten Sie „flaeche“?"),
    ("flaeche * miete", "zuschuss * miete", 27, "„zuschuss“, die erst weiter unten berechnet wird", "Kreis"),
    ("flaeche * miete", "jahresmiete * 2", 27, "„jahresmiete“ verwendet sich selbst", "weiter oben"),
    ("flaeche * miete * 12", "flaeche / (miete - 8.5)", 27, "Die Formel teilt durch null", "wenn(miete == 0"),
    ("flaeche * miete * 12", "wurzel(flaeche)", 27, "„wurzel“ ist keine Funktion", "annuitaet("),
    ("flaeche * miete * 12", "flaeche.real", 27, "„flaeche.real“ ist in Formeln nicht", "Erlaubt sind"),
    ("flaeche * miete * 12", "true", 27, "Die Angabe „formel“ ist kein Text", "formel:"),
    ("    formel: flaeche * miete * 12\n", "", 25, "Die Angabe „formel“ fehlt oder ist leer", "formel: …"),
    ("    stellen: 0\n", "", 25, "Die Angabe „stellen“ fehlt oder ist leer", "stellen: …"),
    ("stellen: 0", "stellen: 7", 29, "„stellen“ ist mit „7“ nicht erlaubt", "von 0 bis 6"),
    ("stellen: 0", "stelen: 0", 29, "Den Schlüssel „stelen“ gibt es hier nicht", "Meinten Sie „stellen“?"),
    ("[zuschuss]", "[zuschus]", 35, "„zuschus“ ist keine Größe dieser Rechnung", "Meinten Sie „zuschuss“?"),
    ("[zuschuss]", "[miete]", 35, "„miete“ ist keine Größe dieser Rechnung", "jahresmiete, zuschuss"),
    ("[zuschuss]", "[zuschuss, zuschuss]", 35, "„zuschuss“ ist doppelt genannt", "einmal"),
    ("[zuschuss]", "zuschuss", 35, "Die Ergebnisse sind keine Liste", "[name, name]"),
    ("titel: Anker", "titel: Marten: Anker", 1, "Hier steht ein Doppelpunkt", "Anführungszeichen"),
    ("art: rechenbeispiel", "art: &x rechenbeispiel", 2, "Verweise mit & oder * sind nicht erlaubt", "aus"),
]


@pytest.mark.parametrize(("old", "new", "line", "message", "hint"), BAD, ids=[case[1][:40] for case in BAD])
def test_each_broken_rule_is_told_with_its_line_and_its_cure(
    tmp_path: Path, old: str, new: str, line: int, message: str, hint: str
) -> None:
    calculations, findings = load(tmp_path, changed(old, new))
    assert calculations == {}
    told = [finding for finding in findings if message in finding.message]
    assert told, [str(finding) for finding in findings]
    assert (told[0].path, told[0].line, told[0].check, told[0].severity) == (PATH, line, "rechnung", "Fehler")
    assert hint in told[0].hint


@pytest.mark.parametrize("value", [60, 120])
def test_a_value_may_stand_at_the_edge_of_its_span(tmp_path: Path, value: int) -> None:
    assert load(tmp_path, changed("wert: 80", f"wert: {value}"))[1] == []


def test_a_span_may_be_a_single_value(tmp_path: Path) -> None:
    assert load(tmp_path, changed("von: 60", "von: 80").replace("bis: 120", "bis: 80"))[1] == []


def test_one_file_tells_all_its_problems_at_once(tmp_path: Path) -> None:
    text = changed("wert: 80", "wert: achtzig").replace("stellen: 2", "stellen: viele")
    _, findings = load(tmp_path, text.replace("satz / 100", "sazt / 100").replace("art: re", "art: Re"))
    assert [finding.line for finding in findings] == [2, 7, 34, 32]


def test_a_missing_value_is_told_once_and_not_again_where_it_is_used(tmp_path: Path) -> None:
    _, findings = load(tmp_path, changed("wert: 80", "wert: achtzig"))
    assert [finding.line for finding in findings] == [7]


def test_an_assumption_without_details_is_told_once(tmp_path: Path) -> None:
    start, end = GOOD.index("  miete:"), GOOD.index("  satz:")
    _, findings = load(tmp_path, GOOD[:start] + "  miete: 8.5\n" + GOOD[end:])
    assert [finding.message for finding in findings] == ["Annahme „miete“ hat keine Angaben."]


def test_a_label_used_twice_is_only_a_hint(tmp_path: Path) -> None:
    calculations, findings = load(tmp_path, changed("name: Zuschuss", "name: Miete"))
    assert "cafe" in calculations
    assert [(finding.severity, finding.line) for finding in findings] == [("Hinweis", 31)]
    assert "Die Bezeichnung „Miete“ gibt es schon in Zeile 12" in findings[0].message


def test_source_keys_are_checked_where_the_known_ones_are_given(tmp_path: Path) -> None:
    load(tmp_path, GOOD)
    folder = tmp_path / "docs/_data/rechnungen"
    assert load_calculations(folder, tmp_path, {"F6", "F7"})[1] == []
    _, findings = load_calculations(folder, tmp_path, {"F60"})
    assert [finding.line for finding in findings] == [11]
    assert "Die Quelle „F6“ gibt es nicht" in findings[0].message
    assert "Meinten Sie „F60“?" in findings[0].hint


def test_a_broken_file_does_not_hide_a_good_one(tmp_path: Path) -> None:
    load(tmp_path, GOOD)
    calculations, findings = load(tmp_path, "titel: x\n", "leer.yml")
    assert set(calculations) == {"cafe"}
    assert {finding.path for finding in findings} == {"docs/_data/rechnungen/leer.yml"}


@pytest.mark.parametrize("name", ["Café.yml", "cafe.yaml", "betreiber.yml", "a b.yml"])
def test_a_file_that_could_not_be_cited_by_its_name_is_told(tmp_path: Path, name: str) -> None:
    calculations, findings = load(tmp_path, GOOD, name)
    assert calculations == {}
    assert "ist für eine Rechnung nicht erlaubt" in findings[0].message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Die Datei enthält keine Rechnung"),
        (b"- a\n- b\n", "Die Datei enthält keine Rechnung"),
        (b"titel: Caf\xe9\n", "nicht in UTF-8"),
        (b"titel: " + b"x" * 200_001, "größer als 200 kB"),
        (b"titel: " + b"[" * 10_000, "tiefer als 12 Ebenen"),
        (b"titel: !!python/object/apply:os.system [ls]\n", "Typangaben"),
        (b"titel: x\nannahmen: [a]\ngroessen: b\n", "keine benannten Einträge"),
    ],
)
def test_a_file_that_is_no_calculation_is_told_without_a_crash(
    tmp_path: Path, content: bytes, message: str
) -> None:
    calculations, findings = load(tmp_path, content)
    assert calculations == {}
    assert any(message in finding.message for finding in findings)


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    load(tmp_path, GOOD)
    folder = tmp_path / "docs/_data/rechnungen"
    (folder / "link.yml").symlink_to(folder / "cafe.yml")
    calculations, findings = load_calculations(folder, tmp_path)
    assert set(calculations) == {"cafe"}
    assert "keine gewöhnliche Datei" in findings[0].message


def test_a_file_full_of_misspelt_names_takes_no_longer_than_a_moment(tmp_path: Path) -> None:
    formula = " + ".join(f"flaeche{number}" for number in range(30))
    quantities = "".join(
        f"  g{number}:\n    name: G{number}\n    formel: {formula}\n    stellen: 0\n" for number in range(200)
    )
    head = GOOD.split("groessen:\n")[0]
    start = time.process_time()
    _, findings = load(tmp_path, f"{head}groessen:\n{quantities}ergebnisse: [g1]\n")
    assert len(findings) == 6000
    assert sum("Meinten Sie" in finding.hint for finding in findings) == 50
    assert time.process_time() - start < 10


def test_no_folder_means_no_calculations(tmp_path: Path) -> None:
    assert load_calculations(tmp_path / "fehlt", tmp_path) == ({}, [])
