"""Values that one calculation takes from another: exact, with unit and places, never in a circle."""
from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conftest import Checkout
from wegweiser.calculation import Calculation, load_calculations
from wegweiser.checks import sources
from wegweiser.findings import Finding
from wegweiser.handbook import Handbook, read_handbook
from wegweiser.rendering import Rendering

NBSP = "\u00a0"
FOLDER = "docs/_data/rechnungen"

PLAN = """\
titel: Der eine Plan
art: rechenbeispiel
hinweis: Erfunden.
annahmen:
  bon:
    name: Nettoumsatz je Gast
    wert: 6.80
    einheit: Euro
    von: 6.00
    bis: 7.50
    herkunft: F140
    erlaeuterung: ohne Trinkgeld
  drittel:
    name: Teiler
    wert: 3
    herkunft: annahme
groessen:
  fehlbetrag:
    name: Fehlbetrag im Jahr
    formel: 20000 / drittel
    einheit: Euro im Jahr
    stellen: 0
ergebnisse: [fehlbetrag]
"""

GOOD = """\
titel: Ein Zuschuss
art: rechenbeispiel
hinweis: Erfunden.
annahmen:
  luecke:
    aus: wirtschaftsplan.fehlbetrag
  preis:
    aus: wirtschaftsplan.bon
  zuschuss:
    name: Zuschuss
    wert: 5000
    einheit: Euro im Jahr
    herkunft: annahme
groessen:
  rest:
    name: Was offen bleibt
    formel: luecke - zuschuss
    einheit: Euro im Jahr
    stellen: 2
  dreifach:
    name: Dreimal die Lücke
    formel: luecke * 3
    einheit: Euro
    stellen: 2
ergebnisse: [rest]
"""


def load(root: Path, **files: str) -> tuple[dict[str, Calculation], list[Finding]]:
    """Write calculation files below `root` and read the folder."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return load_calculations(folder, root)


def importing(*references: str) -> str:
    """A small file with one assumption for each reference."""
    entries = "".join(f"  a{at}:\n    name: A{at}\n    aus: {text}\n" for at, text in enumerate(references))
    result = "  e:\n    name: E\n    formel: a0 + 1\n    stellen: 0\n"
    return f"titel: T\nart: rechenbeispiel\nhinweis: H\nannahmen:\n{entries}groessen:\n{result}ergebnisse: [e]\n"


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def attested(text: str) -> str:
    return text.replace("art: rechenbeispiel", "art: belegt").replace("herkunft: annahme", "herkunft: F1")


@pytest.fixture
def grant(tmp_path: Path) -> Calculation:
    calculations, findings = load(tmp_path, foerderung=GOOD, wirtschaftsplan=PLAN)
    assert findings == []
    assert list(calculations) == ["foerderung", "wirtschaftsplan"]
    return calculations["foerderung"]


def test_the_value_stays_exact_and_is_rounded_only_where_it_is_shown(grant: Calculation) -> None:
    assert grant.value("luecke") == Decimal(20000) / 3
    assert grant.display("luecke") == f"6.667{NBSP}Euro im Jahr"
    assert grant.display("rest") == f"1.666,67{NBSP}Euro im Jahr"
    assert grant.display("dreifach") == f"20.000,00{NBSP}Euro"


def test_decimals_of_an_assumption_are_kept(grant: Calculation) -> None:
    assert grant.display("preis") == f"6,80{NBSP}Euro"


def test_label_span_and_explanation_come_along(grant: Calculation) -> None:
    gap, price, own = grant.assumption_rows()
    assert (gap.label, gap.span, gap.explanation) == ("Fehlbetrag im Jahr", "", "")
    assert (price.label, price.explanation) == ("Nettoumsatz je Gast", "ohne Trinkgeld")
    assert price.span == f"6,00 bis 7,50{NBSP}Euro"
    assert (gap.origin, gap.imported_from) == ("rechnung", "wirtschaftsplan")
    assert (own.origin, own.imported_from) == ("annahme", "")
    assert grant.assumptions[1].line == 7
    assert grant.steps()[0].formula == "Fehlbetrag im Jahr − Zuschuss"


def test_what_the_file_says_itself_counts(tmp_path: Path) -> None:
    own = "aus: wirtschaftsplan.bon\n    name: Preis\n    von: 5\n    erlaeuterung: je Person"
    calculations, findings = load(
        tmp_path, foerderung=changed("aus: wirtschaftsplan.bon", own), wirtschaftsplan=PLAN
    )
    assert findings == []
    price = calculations["foerderung"].assumption_rows()[1]
    assert (price.label, price.span, price.explanation) == ("Preis", f"ab 5{NBSP}Euro", "je Person")


def test_values_pass_through_several_files_in_any_order_of_names(tmp_path: Path) -> None:
    calculations, findings = load(
        tmp_path, a=importing("m.a0"), m=importing("z.a0", "b.fehlbetrag"), z=importing("b.fehlbetrag"), b=PLAN
    )
    assert findings == []
    assert calculations["a"].value("a0") == Decimal(20000) / 3
    assert calculations["a"].display("a0") == f"6.667{NBSP}Euro im Jahr"
    assert calculations["a"].assumptions[0].imported_from == "m"


def test_a_change_in_the_one_plan_changes_who_takes_from_it(tmp_path: Path, grant: Calculation) -> None:
    calculations, _ = load(tmp_path, wirtschaftsplan=PLAN.replace("wert: 3", "wert: 4"))
    assert calculations["foerderung"].display("luecke") == f"5.000{NBSP}Euro im Jahr"


AUS = "aus: wirtschaftsplan.fehlbetrag"
BAD = [
    # what is changed, into what, line of the finding, message, hint
    (AUS, "aus: wirtschaftplan.fehlbetrag", 6, "Die Rechnung „wirtschaftplan“ gibt es nicht", "„wirtschaftsplan“"),
    (AUS, "aus: betreiber.name", 6, "Die Rechnung „betreiber“ gibt es nicht", "foerderung, wirtschaftsplan"),
    (AUS, "aus: wirtschaftsplan.fehlbetrg", 6, "„wirtschaftsplan“ gibt es „fehlbetrg“ nicht", "„fehlbetrag“"),
    (AUS, "aus: wirtschaftsplan", 6, "„wirtschaftsplan“ ist kein Wert einer anderen Rechnung", "Punkt und Name"),
    (AUS, "aus: wirtschaftsplan.yml.fehlbetrag", 6, "ist kein Wert einer anderen Rechnung", "ohne .yml"),
    (AUS, "aus: ../../plan.fehlbetrag", 6, "ist kein Wert einer anderen Rechnung", "Punkt und Name"),
    (AUS, "aus: [=wirtschaftsplan.fehlbetrag]", 6, "Die Angabe „aus“ ist kein Text", "aus:"),
    (AUS, "aus:", 6, "Die Angabe „aus“ fehlt oder ist leer", "aus: …"),
    (AUS, f"{AUS}\n    wert: 7", 7, "„wert“ steht neben „aus“", "Streichen Sie wert:"),
    (AUS, f"{AUS}\n    einheit: Euro", 7, "„einheit“ steht neben „aus“", "Streichen Sie einheit:"),
    (AUS, f"{AUS}\n    herkunft: annahme", 7, "„herkunft“ steht neben „aus“", "oder streichen Sie aus:"),
    (AUS, f"{AUS}\n    stellen: 2", 7, "Den Schlüssel „stellen“ gibt es hier nicht", "Erlaubt sind: aus, name"),
    (AUS, f"{AUS}\n    von: 9000", 5, "liegt außerhalb seiner Spanne (von 9000)", "die Spanne"),
    (AUS, f"{AUS}\n    von: 9\n    bis: 8", 7, "von (9) ist größer als bis (8)", "Vertauschen"),
    (AUS, "aus: foerderung.zuschuss", 6, "„luecke“ übernimmt einen Wert aus der eigenen Datei", "zuschuss"),
    ("herkunft: annahme", "herkunft: rechnung", 13, "Die Herkunft „rechnung“ gibt es nicht", "aus: datei.name"),
    ("art: rechenbeispiel", "art: belegt", 6, "aus dem Rechenbeispiel „wirtschaftsplan“", "art: rechenbeispiel"),
]


@pytest.mark.parametrize(("old", "new", "line", "message", "hint"), BAD, ids=[case[1][:50] for case in BAD])
def test_each_broken_rule_is_told_with_its_line_and_its_cure(
    tmp_path: Path, old: str, new: str, line: int, message: str, hint: str
) -> None:
    calculations, findings = load(tmp_path, foerderung=changed(old, new), wirtschaftsplan=PLAN)
    assert set(calculations) == {"wirtschaftsplan"}
    told = [finding for finding in findings if message in finding.message]
    assert told, [str(finding) for finding in findings]
    assert (told[0].path, told[0].line) == (f"{FOLDER}/foerderung.yml", line)
    assert (told[0].check, told[0].severity) == ("rechnung", "Fehler")
    assert hint in told[0].hint


def test_one_cause_is_told_once_where_its_value_is_used_twice(tmp_path: Path) -> None:
    _, findings = load(tmp_path, foerderung=changed(AUS, "aus: plan.fehlbetrag"), wirtschaftsplan=PLAN)
    assert [finding.line for finding in findings] == [6]


def test_attested_figures_may_be_taken_from_attested_figures(tmp_path: Path) -> None:
    calculations, findings = load(tmp_path, foerderung=attested(GOOD), wirtschaftsplan=attested(PLAN))
    assert findings == []
    assert calculations["foerderung"].kind == "belegt"


def test_an_example_may_be_worked_from_attested_figures(tmp_path: Path) -> None:
    assert load(tmp_path, foerderung=GOOD, wirtschaftsplan=attested(PLAN))[1] == []


def test_a_faulty_file_is_named_once_by_each_who_takes_from_it(tmp_path: Path) -> None:
    faulty = PLAN.replace("wert: 3", "wert: 0")
    calculations, findings = load(
        tmp_path, foerderung=GOOD, wirtschaftsplan=faulty, anderes=importing("foerderung.rest")
    )
    assert calculations == {}
    assert [(finding.path.removeprefix(f"{FOLDER}/"), finding.line) for finding in findings] == [
        ("anderes.yml", 7), ("foerderung.yml", 6), ("wirtschaftsplan.yml", 20),
    ]
    assert "Die Rechnung „wirtschaftsplan“ hat selbst Fehler" in findings[1].message
    assert f"zuerst die Fehler in {FOLDER}/wirtschaftsplan.yml" in findings[1].hint


def test_a_file_that_cannot_be_read_at_all_is_faulty_too(tmp_path: Path) -> None:
    _, findings = load(tmp_path, foerderung=GOOD, wirtschaftsplan="titel: [")
    assert "Die Rechnung „wirtschaftsplan“ hat selbst Fehler" in findings[0].message


@pytest.mark.parametrize("size", [2, 3, 40])
def test_a_circle_is_told_in_each_of_its_files_from_its_own_point_of_view(tmp_path: Path, size: int) -> None:
    ring = {f"r{at}": importing(f"r{(at + 1) % size}.e", f"r{(at + 1) % size}.a0") for at in range(size)}
    calculations, findings = load(tmp_path, **ring, wirtschaftsplan=PLAN, davor=importing("r1.e"))
    assert set(calculations) == {"wirtschaftsplan"}
    in_circle = {f.path: f for f in findings if "im Kreis voneinander" in f.message}
    assert len(in_circle) == size
    assert len(findings) == size + 1
    told = in_circle[f"{FOLDER}/r1.yml"]
    assert told.line == 7
    assert f": r1 → r{2 % size} → " in told.message
    assert "durch wert:, einheit: und herkunft:" in told.hint
    assert [f.message for f in findings if f.path.endswith("davor.yml")] == [
        "Annahme „a0“: Die Rechnung „r1“ hat selbst Fehler."
    ]


def test_two_circles_that_touch_are_told_without_end(tmp_path: Path) -> None:
    calculations, findings = load(
        tmp_path, a=importing("b.e", "c.e"), b=importing("a.e"), c=importing("a.e", "d.e"), d=importing("c.e")
    )
    assert calculations == {}
    assert {finding.path[-5:] for finding in findings} == {"a.yml", "b.yml", "c.yml", "d.yml"}


def test_a_long_chain_and_a_big_ring_are_read_in_a_moment(tmp_path: Path) -> None:
    chain = {f"k{at:03}": importing(f"k{at + 1:03}.a0") for at in range(300)}
    start = time.process_time()
    calculations, findings = load(tmp_path, **chain, k300=importing("p.fehlbetrag"), p=PLAN)
    assert findings == []
    assert calculations["k000"].value("a0") == Decimal(20000) / 3
    ring = {"k300": importing("k000.a0")}
    assert len(load(tmp_path, **ring)[1]) == 301
    assert time.process_time() - start < 5


@pytest.fixture
def drawn(checkout: Checkout) -> Checkout:
    """The handbook with a page that draws a calculation which takes a value from another."""
    folder = checkout.root / FOLDER
    own = GOOD.replace("herkunft: annahme", "herkunft: PROBE1")
    (folder / "probe-plan.yml").write_text(PLAN.replace("F140", "PROBE2"), encoding="utf-8")
    (folder / "probe.yml").write_text(own.replace("wirtschaftsplan.", "probe-plan."), encoding="utf-8")
    entry = "  herausgeber: Niemand\n  titel: Probe\n  jahr: 2020\n  abruf: 2026-11\n"
    (checkout.root / "docs/_data/quellen/probe.yml").write_text(
        f"PROBE1:\n{entry}PROBE2:\n{entry}PROBE3:\n{entry}", encoding="utf-8"
    )
    page = checkout.root / "docs/ueber/projekt.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n\n/// rechnung | probe\n///\n", encoding="utf-8")
    return checkout


def test_a_page_cites_the_sources_of_its_own_calculation_only(drawn: Checkout) -> None:
    handbook = read_handbook(drawn.root)
    cited = handbook.cited_in(handbook.chapters["ueber/projekt.md"])
    assert "PROBE1" in cited
    assert "PROBE2" not in cited and "rechnung" not in cited


def test_sources_of_a_calculation_others_take_from_count_as_used(drawn: Checkout) -> None:
    told = [finding.message for finding in sources.check(read_handbook(drawn.root)) if "PROBE" in finding.message]
    assert told == ["Die Quelle „PROBE3“ wird nirgends genannt."]


def test_the_table_names_the_calculation_a_value_comes_from(drawn: Checkout) -> None:
    table = Rendering(read_handbook(drawn.root)).draw("rechnung", argument="probe")
    origins = ["".join(row[3].itertext()) for row in table.iter("tr") if len(row) == 4 and row[3].tag == "td"]
    assert origins[:2] == ["Rechnung: Der eine Plan"] * 2
    assert "Niemand" in origins[2]
    assert "Rechnung: " not in ElementTree.tostring(table[3], encoding="unicode")


# The chapter on Rentierlichkeit explains step by step what the one plan for Marten sums up.
SAME = {
    "umsatz": "umsatz", "aufwand": "aufwand", "ergebnis_cafe": "ergebnis_cafe", "kdg_cafe": "kdg_cafe",
    "betriebsergebnis": "ergebnis_mix", "kdg_betrieb": "kdg_mix", "kapitaldienst": "kapitaldienst",
    "kapitaldienst_gefoerdert": "kapitaldienst_gefoerdert", "dscr": "dscr_mix",
}


@pytest.mark.parametrize("name", SAME)
def test_the_one_plan_for_marten_and_its_explanation_come_to_the_same(handbook: Handbook, name: str) -> None:
    plan, explained = handbook.calculations["wirtschaftsplan-marten"], handbook.calculations["rentierlichkeit"]
    assert plan.value(name) == explained.value(SAME[name])


def test_the_plan_for_marten_pays_for_its_investment(handbook: Handbook) -> None:
    plan = handbook.calculations["wirtschaftsplan-marten"]
    assert plan.value("investition") == sum(plan.value(part) for part in ("eigenmittel", "zuschuesse", "darlehen"))
