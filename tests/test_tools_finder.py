"""Instrumentenfinder: every value a reader may ask for leads to instruments, with honest reasons."""
from __future__ import annotations

from pathlib import Path
from typing import get_args

import lxml.html
import pytest
from playwright.sync_api import Browser, Page

from tool_pages import STORED, file_address, press_until, tab
from wegweiser import finder, schema
from wegweiser.fact_sheet import PURPOSES, USERS
from wegweiser.handbook import Handbook

PLACE = "werkzeuge/instrumentenfinder"
IN_USE = "#feld=begegnung&wer=initiative&monate=3&vergleich=analyse/nadelmethode,koproduktion/zwischennutzung"
NOTHING_FITS = "#wofuer=bau&wer=initiative&monate=1&betrag=500000&kapitalart=darlehen"

# Sets the questions of the form, as a reader would, and tells what is shown.
ASK = """(wishes) => {
    const form = document.querySelector('[data-werkzeug=finder] form')
    form.querySelectorAll('select').forEach(select => { select.value = '' })
    form.elements.teil.value = ''
    for (const [name, value] of Object.entries(wishes)) form.elements[name].value = value
    form.querySelector('select').dispatchEvent(new Event('change', { bubbles: true }))
    const list = title => [...document.querySelectorAll('.treffer h2')].filter(h => h.textContent.startsWith(title))
        .flatMap(h => [...h.nextSibling.querySelectorAll('input')].map(box => box.value))
    return { fits: list('Passt'), near: list('Kommt'), told: document.querySelector('.meldung').textContent,
             reasons: [...document.querySelectorAll('.gruende')].every(reason => reason.textContent.trim()) }
}"""


@pytest.fixture
def tool(page: Page, address: str) -> Page:
    page.goto(f"{address}{PLACE}/", wait_until="networkidle")
    return page


def instruments(handbook: Handbook) -> list[finder.Instrument]:
    return [instrument for part in finder.PARTS for instrument in finder.instruments(handbook, part)]


def test_the_words_cover_what_the_front_matter_allows() -> None:
    assert set(PURPOSES) == set(get_args(schema.Purpose))
    assert set(USERS) == set(get_args(schema.User))


def test_every_instrument_is_found_by_what_its_steckbrief_says(handbook: Handbook, tool: Page) -> None:
    for instrument in instruments(handbook):
        profile = instrument.chapter.profile
        shown = tool.evaluate(ASK, {"wofuer": profile.wofuer[0], "feld": profile.felder[-1], "wer": profile.nutzbar_fuer[0]})
        assert instrument.id in shown["fits"]


def test_every_value_of_every_question_leads_to_instruments_that_fit(tool: Page) -> None:
    for facet in finder.FACETS:
        for value in facet.options:
            shown = tool.evaluate(ASK, {facet.name: value})
            assert shown["fits"], f"{facet.label} {value}: kein Treffer"
            assert shown["reasons"]


def test_every_pair_of_values_leads_to_something_useful(tool: Page) -> None:
    values = [(facet, value) for facet in finder.FACETS for value in facet.options]
    pairs = [{one.name: a, other.name: b} for i, (one, a) in enumerate(values) for other, b in values[i + 1:] if one is not other]
    poor = tool.evaluate(f"(pairs) => pairs.filter(pair => {{ const shown = ({ASK})(pair); return shown.fits.length + shown.near.length < 5 || !shown.reasons }})", pairs)
    assert len(pairs) > 1000
    assert poor == []


def test_what_is_told_fits_are_exactly_the_instruments_that_fit(handbook: Handbook, tool: Page) -> None:
    shown = tool.evaluate(ASK, {"feld": "mobilitaet", "tage": "6"})
    wanted = {
        i.id for i in finder.instruments(handbook, "analyse")
        if "mobilitaet" in i.chapter.profile.felder and i.chapter.profile.personentage.bis <= 6
    }
    assert set(shown["fits"]) == wanted
    assert f"{len(wanted)} Instrumente passen in allen Angaben." in shown["told"]


def test_a_missing_number_is_neither_fit_nor_fault(handbook: Handbook, tool: Page) -> None:
    unknown = [i for i in finder.instruments(handbook, "finanzierung") if i.chapter.profile.betrag_euro.keine_angabe]
    assert unknown
    shown = tool.evaluate(ASK, {"betrag": "5000", "kapitalart": "nutzungsrecht"})
    assert "finanzierung/erbbaurecht" in shown["near"] and "finanzierung/erbbaurecht" not in shown["fits"]
    assert "offen: Betrag: keine Angabe" in tool.locator(".treffer").inner_text()


def test_when_nothing_fits_the_nearest_say_what_deviates(tool: Page, address: str) -> None:
    tool.goto(f"{address}{PLACE}/{NOTHING_FITS}")
    tool.reload(wait_until="networkidle")
    assert tool.get_by_role("status").first.inner_text().startswith("Kein Instrument passt in allen Angaben. ")
    cards = tool.locator(".treffer ol > li")
    assert cards.count() >= 5
    assert all("weicht ab: " in text or "knapp: " in text for text in cards.all_inner_texts())


def test_a_question_of_one_part_asks_only_that_part(tool: Page) -> None:
    shown = tool.evaluate(ASK, {"feld": "begegnung", "betrag": "20000"})
    assert {id.split("/")[0] for id in shown["fits"] + shown["near"]} == {"finanzierung"}


def test_up_to_three_stand_side_by_side_with_all_their_facts(tool: Page) -> None:
    tool.evaluate(ASK, {"feld": "begegnung"})
    boxes = tool.locator(".treffer input")
    for number in range(3):
        boxes.nth(number).check()
    boxes.nth(3).click()
    assert not boxes.nth(3).is_checked()
    assert "Drei Instrumente stehen schon nebeneinander" in tool.locator(".meldung").inner_text()
    table = tool.get_by_role("region", name="Tabelle: Vergleich")
    assert table.locator("thead th").count() == 4
    assert "Wer kann es nutzen" in table.inner_text()


def test_the_address_restores_question_and_comparison(browser: Browser, tool: Page, address: str) -> None:
    tool.goto(f"{address}{PLACE}/{IN_USE}")
    tool.reload(wait_until="networkidle")
    before = tool.locator(".treffer").inner_text(), tool.locator(".gegenueber").inner_text()
    assert "Nadelmethode" in before[1] and "Zwischennutzung" in before[1]
    with tab(browser) as other:
        other.goto(tool.url, wait_until="networkidle")
        assert (other.locator(".treffer").inner_text(), other.locator(".gegenueber").inner_text()) == before
        assert other.evaluate(STORED) == 0


def test_a_broken_address_does_no_harm(browser: Browser, address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{address}{PLACE}/#feld=%3Cimg%20src%3Dx%3E&teil=nichts&vergleich=..%2F,analyse/gibtsnicht&tage=-1", wait_until="networkidle")
        assert page.locator(".gegenueber").is_hidden()
        assert page.locator("select").first.input_value() == ""
        assert page.locator("article img").count() == 0


def test_the_tool_works_by_keyboard_alone_on_a_phone(browser: Browser, address: str) -> None:
    with tab(browser, viewport={"width": 390, "height": 844}) as page:
        page.goto(f"{address}{PLACE}/", wait_until="networkidle")
        press_until(page, "Tab", "e.name === 'wofuer'")
        page.keyboard.press("ArrowDown")
        assert "passen" in page.locator(".meldung").inner_text()
        for number in (1, 2):
            press_until(page, "Tab", f"e.closest('.treffer li:nth-child({number})') && e.type === 'checkbox'")
            page.keyboard.press("Space")
        assert page.get_by_role("region", name="Tabelle: Vergleich").is_visible()
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_the_tables_say_everything(browser: Browser, address: str, handbook: Handbook) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{address}{PLACE}/")
        assert page.locator("[data-werkzeug=finder]").is_hidden()
        text = page.locator("article").inner_text()
        for instrument in instruments(handbook):
            assert all(fact.text in text for fact in instrument.facts), instrument.id


def test_the_tables_hold_a_value_for_every_question_of_their_part(site: Path) -> None:
    page = lxml.html.parse(str(site / PLACE / "index.html"))
    for part in finder.PARTS:
        for row in page.xpath(f'//table[@data-teil="{part}"]/tbody/tr'):
            for facet in finder.FACETS:
                assert (row.get(f"data-{facet.name}") is not None) == (part in facet.keys), (row.get("data-id"), facet.name)


def test_the_tool_works_from_a_file(browser: Browser, site: Path) -> None:
    with tab(browser) as page:
        page.goto(file_address(site, PLACE, IN_USE))
        assert page.locator(".treffer ol > li").count() >= 5
        page.get_by_label("In welchem Feld?").select_option("mobilitaet")
        assert "feld=mobilitaet" in page.url
