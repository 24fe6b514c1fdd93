"""The calculator on the page, used by keyboard on a narrow screen; and what Marten's plan must come to."""
from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from wegweiser.handbook import Handbook

PLAN, MIX, EMPTY = "marten/wirtschaftsplan/", "marten/finanzierungsmix/", "werkzeuge/wirtschaftlichkeitsrechner/"
NAMES = {PLAN: "wirtschaftsplan-marten", MIX: "finanzierungsmix-ausfall"}
GUESTS = "Gäste je Öffnungstag"


@pytest.fixture
def narrow(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        locale="de-DE", viewport={"width": 390, "height": 844}, permissions=["clipboard-read", "clipboard-write"],
    )
    yield context.new_page()
    context.close()


def calculator(page: Page) -> Locator:
    section = page.locator(".rechner")
    section.locator(".rechner-ergebnis").wait_for()
    return section


def result(page: Page, label: str) -> str:
    """What the table of results says with the reader's numbers."""
    row = calculator(page).locator(".rechner-ergebnis tbody tr").filter(has=page.get_by_role("rowheader", name=label, exact=True))
    return plain(row.locator("td").last.inner_text())


def plain(text: str) -> str:
    """With ordinary spaces between number and unit."""
    return text.replace("\u00a0", " ")


def tab_to(page: Page, description: str, wanted: str) -> None:
    """Press Tab until the element in focus is the wanted one, as somebody without a mouse does."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.evaluate(wanted):
            return
    raise AssertionError(f"Mit der Tabulatortaste nicht erreichbar: {description}")


def tab_to_field(page: Page, label: str) -> None:
    tab_to(page, label, f"() => document.activeElement.labels?.[0]?.textContent === {label!r}")


def tab_to_button(page: Page, text: str) -> None:
    tab_to(page, text, f"() => document.activeElement.matches('.rechner button') && document.activeElement.textContent === {text!r}")


def type_into(page: Page, label: str, text: str) -> None:
    tab_to_field(page, label)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    page.keyboard.press("Tab")


def test_the_three_cases_come_to_what_the_dossier_says(handbook: Handbook) -> None:
    plan = handbook.calculations["wirtschaftsplan-marten"]
    assert [plain(plan.display(f"{case}.ergebnis_cafe")) for case in ("vorsichtig", "mittel", "gut")] == [
        "−26.884 Euro im Jahr", "−8.740 Euro im Jahr", "12.220 Euro im Jahr",
    ]
    assert plan.value("vorsichtig.ergebnis_cafe") == -26884
    assert plan.value("mittel.ergebnis_cafe") == plan.value("ergebnis_cafe") == -8740
    assert plan.value("gut.ergebnis_cafe") == 12220


def test_forty_thousand_over_ten_years_cost_4932_a_year(handbook: Handbook) -> None:
    plan = handbook.calculations["wirtschaftsplan-marten"]
    assert (plan.value("darlehen"), plan.value("zins_markt"), plan.value("laufzeit")) == (40000, 4, 10)
    assert plain(plan.display("kapitaldienst")) == "4.932 Euro im Jahr"


def test_the_stage_follows_the_rule(handbook: Handbook) -> None:
    plan = handbook.calculations["wirtschaftsplan-marten"]
    assert [plan.display(f"{case}.stufe_betrieb") for case in ("vorsichtig", "mittel", "gut")] == [
        "unrentierlich", "schwachrentierlich", "rentierlich",
    ]
    # Costs just covered, and the rate covered 1.2 times: the two edges of the middle stage.
    edge = plan.value("kapitaldienst") * plan.value("dscr_ziel") - plan.value("betriebsergebnis")
    for more, stage in ((-plan.value("betriebsergebnis"), 2), (edge - 1, 2), (edge, 3), (-plan.value("betriebsergebnis") - 1, 1)):
        assert plan.compute({"sponsoring": plan.value("sponsoring") + more})["stufe_betrieb"] == stage


def test_half_a_position_is_one_figure_everywhere(handbook: Handbook) -> None:
    calculations = handbook.calculations
    assert calculations["anker-cafe"].value("halbe_fachstelle") == calculations["wirtschaftsplan-marten"].value("koordination")


def test_the_loan_is_repaid_and_the_cash_adds_up(handbook: Handbook) -> None:
    mix, cash = handbook.calculations["finanzierungsmix-ausfall"], handbook.calculations["liquiditaet-marten"]
    paid = sum(mix.value(f"tilgung_{year}") for year in range(1, 11))
    assert round(paid, 2) == mix.value("luecke") and round(mix.value("restschuld_10"), 2) == 0
    assert round(mix.value("zinsen_1") + mix.value("tilgung_1"), 2) == round(mix.value("rate_plan"), 2)
    change = sum(cash.value(f"saldo_{month}") for month in range(1, 25))
    assert round(cash.value("kasse_24"), 2) == round(cash.value("reserve") + change, 2)
    assert cash.value("tiefster") == min(cash.value(f"kasse_{month}") for month in range(1, 25))


@pytest.mark.parametrize("place", [PLAN, MIX])
def test_the_page_computes_what_the_handbook_prints(narrow: Page, address: str, handbook: Handbook, place: str) -> None:
    model = handbook.calculations[NAMES[place]]
    narrow.goto(address + place)
    for name in model.results:
        assert result(narrow, model.entry(name).label) == plain(model.display(name))
    for scenario in model.scenarios:
        calculator(narrow).get_by_role("button", name=scenario.label, exact=True).click()
        for name in model.results:
            assert result(narrow, model.entry(name).label) == plain(model.display(f"{scenario.name}.{name}")), scenario.label


def test_by_keyboard_alone_a_value_and_a_case_change_the_results(narrow: Page, address: str, handbook: Handbook) -> None:
    plan = handbook.calculations["wirtschaftsplan-marten"]
    narrow.goto(address + PLAN)
    calculator(narrow)
    tab_to_button(narrow, "vorsichtig")
    narrow.keyboard.press("Enter")
    assert result(narrow, "Ergebnis nur Café") == "−26.884 Euro im Jahr"
    assert calculator(narrow).get_by_role("button", name="vorsichtig").get_attribute("aria-pressed") == "true"
    narrow.keyboard.press("Tab")
    narrow.keyboard.press("Space")  # the next button: mittel
    assert calculator(narrow).get_by_role("button", name="mittel").get_attribute("aria-pressed") == "true"
    type_into(narrow, GUESTS, "62,5")
    changed = plan.compute({"gaeste": plan.value("gaeste") * 5 / 4})["ergebnis_cafe"]
    assert result(narrow, "Ergebnis nur Café") == f"{changed:,.0f}".replace(",", ".") + " Euro im Jahr"
    assert calculator(narrow).get_by_role("button", name="mittel").get_attribute("aria-pressed") == "false"
    assert narrow.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_the_chart_moves_with_the_number(narrow: Page, address: str) -> None:
    narrow.goto(address + PLAN)
    bars = calculator(narrow).get_by_role("img", name="Wirkung der")
    bars.get_by_text("13.020").wait_for()
    calculator(narrow).get_by_label(GUESTS, exact=True).fill("60")
    bars.get_by_text("13.020").wait_for()  # the upper end of the guests' own span stays
    calculator(narrow).get_by_label("Nettoumsatz je Gast", exact=True).fill("7")
    bars.get_by_text("13.020").wait_for(state="detached")
    narrow.goto(address + MIX)
    curve = calculator(narrow).get_by_role("img", name="DSCR mit Ihren Zahlen")
    before = curve.locator("polyline").get_attribute("points")
    calculator(narrow).get_by_label("Zinssatz am Markt", exact=True).fill("6")
    narrow.wait_for_function("before => document.querySelector('.rechner polyline').getAttribute('points') !== before", arg=before)


def test_the_result_is_announced_once_the_typing_stops(narrow: Page, address: str) -> None:
    narrow.goto(address + PLAN)
    status = calculator(narrow).get_by_role("status")
    narrow.evaluate("""() => {
        window.said = []
        new MutationObserver(() => said.push(document.querySelector('.rechner [role=status]').textContent))
            .observe(document.querySelector('.rechner [role=status]'), { childList: true })
    }""")
    calculator(narrow).get_by_label(GUESTS, exact=True).press_sequentially("555")
    narrow.wait_for_function("() => said.length > 0 && said.at(-1).includes('Ergebnis nur Café')")
    assert "Euro im Jahr" in status.inner_text()
    assert len(narrow.evaluate("() => said")) <= 2, "jede Taste wird vorgelesen"


def test_a_link_restores_the_numbers_in_a_fresh_page(narrow: Page, address: str) -> None:
    narrow.goto(address + PLAN)
    calculator(narrow)
    type_into(narrow, GUESTS, "61")
    type_into(narrow, "Nettoumsatz je Gast", "7,15")
    expected = result(narrow, "Betriebsergebnis ohne Koordination")
    tab_to_button(narrow, "Link kopieren")
    narrow.keyboard.press("Enter")
    narrow.get_by_label("Link mit Ihren Zahlen").wait_for()
    link = narrow.evaluate("() => navigator.clipboard.readText()")
    assert link == narrow.get_by_label("Link mit Ihren Zahlen").input_value()
    assert link.endswith("#rechner=wirtschaftsplan-marten&gaeste=61&bon=7,15"), "nur Geändertes steht im Link"
    fresh = narrow.context.new_page()
    fresh.goto(link)
    assert calculator(fresh).get_by_label(GUESTS, exact=True).input_value() == "61"
    assert result(fresh, "Betriebsergebnis ohne Koordination") == expected


def test_a_forged_link_does_no_harm(narrow: Page, address: str) -> None:
    problems = []
    narrow.on("pageerror", lambda error: problems.append(str(error)))
    narrow.goto(address + PLAN + "#rechner=wirtschaftsplan-marten&gaeste=<img src=x onerror=alert(1)>&__proto__=1&bon=9e999&tage=-5&fremd=3")
    assert calculator(narrow).get_by_label(GUESTS, exact=True).input_value() == "50"
    assert calculator(narrow).get_by_label("Öffnungstage im Jahr", exact=True).input_value() == "−5"
    assert problems == [] and calculator(narrow).locator("img").count() == 0


def test_the_csv_holds_what_the_page_shows(narrow: Page, address: str, tmp_path: Path) -> None:
    narrow.goto(address + PLAN)
    calculator(narrow)
    type_into(narrow, GUESTS, "40")
    with narrow.expect_download() as download:
        tab_to_button(narrow, "Als CSV speichern")
        narrow.keyboard.press("Enter")
    download.value.save_as(tmp_path / "plan.csv")
    text = (tmp_path / "plan.csv").read_bytes().decode("utf-8-sig")
    rows = {row["Bezeichnung"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}
    assert download.value.suggested_filename == "wirtschaftsplan-marten.csv"
    assert (rows[GUESTS]["Wert"], rows[GUESTS]["Im Plan"]) == ("40", "50")
    for label in ("Ergebnis nur Café", "Fehlbetrag mit Koordination", "DSCR zum Marktzins", "Stufe nur Café"):
        shown = result(narrow, label).split(" ")[0].replace(".", "").replace("−", "-")
        assert rows[label]["Wert"] == shown, label
    dangerous = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row
                 if re.match(r"[=+\-@\t]", cell) and not re.fullmatch(r"-?\d+(,\d+)?", cell)]
    assert dangerous == []


def test_a_wrong_input_is_told_beside_the_field_and_loses_nothing(narrow: Page, address: str) -> None:
    narrow.goto(address + PLAN)
    calculator(narrow)
    type_into(narrow, GUESTS, "60")
    expected = result(narrow, "Ergebnis nur Café")
    field = calculator(narrow).get_by_label(GUESTS, exact=True)
    field.focus()
    narrow.keyboard.press("Control+A")
    narrow.keyboard.type("viele")
    assert field.get_attribute("aria-invalid") is None, "beim Tippen wird noch nicht gemahnt"
    narrow.keyboard.press("Tab")
    described = field.get_attribute("aria-describedby").split()
    message = " ".join(narrow.locator(f"[id='{name}']").inner_text() for name in described)
    assert "„viele“ ist keine Zahl" in message and "Gerechnet wird weiter mit 60." in message
    assert field.get_attribute("aria-invalid") == "true"
    assert field.input_value() == "viele"
    assert result(narrow, "Ergebnis nur Café") == expected
    field.fill("45")
    assert field.get_attribute("aria-invalid") is None
    assert result(narrow, "Ergebnis nur Café") != expected


def test_a_value_outside_its_span_is_computed_and_told(narrow: Page, address: str) -> None:
    narrow.goto(address + PLAN)
    calculator(narrow).get_by_label(GUESTS, exact=True).fill("90")
    assert calculator(narrow).get_by_text("Außerhalb der Spanne 35 bis 70").is_visible()
    calculator(narrow).get_by_role("button", name="Alles zurücksetzen").click()
    assert calculator(narrow).get_by_label(GUESTS, exact=True).input_value() == "50"
    assert result(narrow, "Ergebnis nur Café") == "−8.740 Euro im Jahr"


def test_the_empty_calculator_says_what_is_missing_and_then_computes(narrow: Page, address: str, handbook: Handbook) -> None:
    plan = handbook.calculations["wirtschaftsplan-marten"]
    narrow.goto(address + EMPTY)
    section = calculator(narrow)
    assert result(narrow, "Ergebnis nur Café") == "–"
    assert GUESTS in section.get_by_text("fehlen noch:").inner_text()
    assert section.get_by_label("Mindestlohn 2026", exact=True).input_value() == "13,90", "Belegtes steht schon da"
    closed = section.locator("form details:not([open]) summary")
    while closed.count():
        closed.first.click()
    for assumption in plan.assumptions:
        if assumption.origin == "annahme":
            section.get_by_label(assumption.label, exact=True).fill(f"{assumption.value:f}".replace(".", ","))
    for name in plan.results:
        assert result(narrow, plan.entry(name).label) == plain(plan.display(name))


@pytest.mark.parametrize("place", [PLAN, MIX])
def test_without_javascript_the_tables_stand(browser: Browser, address: str, handbook: Handbook, place: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + place)
    model = handbook.calculations[NAMES[place]]
    assert page.get_by_text("Der Rechner braucht JavaScript.").is_visible()
    assert page.locator(".rechner input").count() == 0
    table = page.locator(".rechnung").filter(has_text=model.title).locator("table.faelle").first
    assert table.is_visible()
    for scenario in model.scenarios:
        assert scenario.label in table.inner_text()
    context.close()


def test_nothing_is_sent_and_nothing_stored(narrow: Page, address: str) -> None:
    narrow.goto(address + PLAN, wait_until="networkidle")
    calculator(narrow)
    requests = []
    narrow.on("request", lambda request: requests.append(request.url))
    type_into(narrow, GUESTS, "44")
    narrow.wait_for_function("() => location.hash.includes('gaeste=44')")
    # The browser may look at the page's icon whenever the address changes.
    assert [url for url in requests if not url.endswith("/favicon.svg")] == []
    assert narrow.evaluate("() => localStorage.length + sessionStorage.length + document.cookie.length") == 0
