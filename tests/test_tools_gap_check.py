"""Versorgungslückencheck: every gap in every field has routes, the ranking follows the rule on the page."""
from __future__ import annotations

import dataclasses
import io
import itertools
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page

from conftest import Checkout
from tool_pages import STORED, file_address, misread, press_until, tab, telling
from wegweiser.fact_sheet import FIELDS
from wegweiser.gap_check import CHECK, FOLDERS, KINDS, GapCheck, chapter_of, check, gap_value
from wegweiser.handbook import Handbook

PLACE = "werkzeuge/versorgungslueckencheck"
IN_USE = "#gesundheit=2.25.Hausarztpraxis&nahversorgung=3.1.Drogerie&begegnung=1.4.&mobilitaet=2.3.&bildung=0.2."
EVERYTHING = "#" + "&".join(f"{field}=3.12345.Ein Angebot mit einem sehr langen Namen, {n}" for n, field in enumerate(FIELDS))
DATA = "docs/_data/lueckencheck.yml"
# Ticks, as a reader would, and tells what the result says: per heading its value and its links.
TICK = """(answers) => {
    const form = document.querySelector('[data-werkzeug=lueckencheck] form')
    form.reset()
    for (const [field, [need, gaps]] of Object.entries(answers)) {
        form.elements[field + '-bedarf'].value = need
        for (const box of form.elements[field + '-luecke']) box.checked = gaps.includes(box.value)
    }
    form.requestSubmit()
    const result = document.querySelector('.lueckenergebnis')
    return { text: result.textContent, heads: [...result.querySelectorAll('h3')].map(h => h.textContent),
             rows: [...result.querySelectorAll('tbody tr')].map(row => [...row.querySelectorAll('td')].map(td => td.querySelectorAll('a[href]').length)),
             links: result.querySelectorAll('a[href]').length, items: [...result.querySelectorAll('li')].map(li => li.textContent) }
}"""
MISTAKES = {
    "a chapter that does not exist": ("pruefen: [quartiersprofil, versorgungsanalyse]", "pruefen: [profil]", "Das Kapitel „profil“ gibt es im Teil analyse nicht."),
    "a chapter that does not fit the field": ("schliessen: [co-learning, multifunktionaler-raum]", "schliessen: [buergerbus]", "nennt das Feld „Bildung, Erziehung und Integration“ nicht."),
    "a kind of gap that is missing": ("      passt-nicht: {pruefen", "      passend: {pruefen", "Die Angabe passt-nicht fehlt."),
    "no money for a gap": ("geld: [stiftungen, deutsches-hilfswerk]", "geld: []", "geld: Die Liste ist leer."),
    "a field that is missing": ("  bildung:", "  schule:", "schule"),
}


@pytest.fixture
def tool(page: Page, address: str) -> Page:
    page.goto(f"{address}{PLACE}/", wait_until="networkidle")
    return page


def gap_sets() -> list[tuple[str, ...]]:
    return [gaps for size in range(len(KINDS) + 1) for gaps in itertools.combinations(KINDS, size)]


def test_the_value_is_the_one_of_the_chapter_on_priorities() -> None:
    assert gap_value(3, ["fehlt"]) == 9  # nothing there, need proven, no way out
    assert gap_value(2, ["weit", "unbekannt"]) == 4  # two hurdles
    assert gap_value(2, ["weit", "knapp", "passt-nicht", "unbekannt"]) == 4  # more than two count as two
    assert gap_value(1, ["knapp"]) == 1
    assert gap_value(3, []) == 0 and gap_value(0, ["fehlt"]) == 0


def test_every_gap_in_every_field_has_routes_that_fit(handbook: Handbook) -> None:
    assert list(check(handbook)) == []
    for field in FIELDS:
        for kind in KINDS:
            route = handbook.gap_check.data.felder[field].wege[kind]
            for step in FOLDERS:
                chapters = [chapter_of(handbook, step, slug) for slug in getattr(route, step)]
                assert chapters and all(field in chapter.profile.felder for chapter in chapters)


@pytest.mark.parametrize("field", FIELDS)
def test_every_combination_in_a_field_leads_somewhere_useful(tool: Page, field: str) -> None:
    combinations = [(need, gaps) for need in range(4) for gaps in gap_sets()]
    shown = tool.evaluate(f"(all) => all.map(([need, gaps]) => ({TICK})({{ '{field}': [need, gaps] }}))", combinations)
    for (need, gaps), result in zip(combinations, shown):
        value = gap_value(need, gaps)
        assert result["links"], f"{field} {need} {gaps}: kein Weg"
        if value:
            assert result["heads"] == [f"1. {FIELDS[field]} – Lückenwert {value} von 9"]
            assert len(result["rows"]) == len(gaps) and all(min(row) >= 1 and len(row) == 3 for row in result["rows"])
        elif gaps:
            assert result["heads"] == ["Noch ohne Beleg"] and "Erst fragen mit: " in result["text"]
        else:
            assert "Sie haben noch nichts angekreuzt." in result["text"]


def test_the_ranking_follows_value_then_need_then_order(tool: Page) -> None:
    answers = [(need, gaps) for need in (0, 1, 3) for gaps in ((), ("weit",), ("weit", "knapp"), ("fehlt",))]
    cases = [dict(zip(FIELDS, combination)) for combination in itertools.islice(itertools.product(answers, repeat=6), 0, None, 29989)]
    order = list(FIELDS)
    shown = tool.evaluate(f"(all) => all.map({TICK})", cases)
    assert len(cases) > 90
    for case, result in zip(cases, shown):
        valued = [(field, need, gap_value(need, gaps)) for field, (need, gaps) in case.items()]
        wanted = sorted((v for v in valued if v[2]), key=lambda v: (-v[2], -v[1], order.index(v[0])))
        heads = [f"{n}. {FIELDS[field]} – Lückenwert {value} von 9" for n, (field, _, value) in enumerate(wanted[:3], 1)]
        assert [head for head in result["heads"] if head[0].isdigit()] == heads
        after = [item for item in result["items"] if "Lückenwert" in item]
        assert [item.split(", Lückenwert")[0] for item in after] == [FIELDS[field] for field, _, _ in wanted[3:]]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_data_is_named(tmp_path: Path, root: Path, handbook: Handbook, mistake: str) -> None:
    old, new, message = MISTAKES[mistake]
    file, _ = misread(root / DATA, old, new, tmp_path, GapCheck, CHECK)
    found = telling(message, [*file.findings, *check(dataclasses.replace(handbook, gap_check=file))])
    assert found.hint and found.line > 1


def test_the_command_names_file_and_line(checkout: Checkout) -> None:
    line = checkout.edit(DATA, "schliessen: [co-learning, multifunktionaler-raum]", "schliessen: [buergerbus]")
    result = checkout.run("check", DATA)
    assert result.returncode == 1
    assert f"{DATA}:{line}: Fehler [lueckencheck] Der Steckbrief von docs/koproduktion/buergerbus.md nennt das Feld" in result.stdout


def test_nothing_is_kept_until_the_reader_asks_for_a_link(browser: Browser, tool: Page) -> None:
    tool.evaluate(TICK, {"mobilitaet": [2, ["weit"]]})
    tool.get_by_label("Welches Angebot meinen Sie? (freiwillig)").nth(4).fill("Nachtbus & <b>mehr</b>")
    tool.keyboard.press("Tab")
    assert "#" not in tool.url and tool.evaluate(STORED) == 0
    tool.get_by_role("button", name="Link mit meinen Angaben erzeugen").click()
    shown = tool.locator(".lueckenergebnis").inner_text()
    assert "Mobilität: Nachtbus & <b>mehr</b> – Lückenwert 2" in shown
    with tab(browser) as other:
        other.goto(tool.url, wait_until="networkidle")
        assert other.locator(".lueckenergebnis").inner_text() == shown
        assert other.evaluate(STORED) == 0


@pytest.mark.parametrize("state", [IN_USE, EVERYTHING])
def test_the_result_is_printed_on_one_page_and_nothing_else(browser: Browser, address: str, state: str) -> None:
    with tab(browser) as page:
        page.goto(f"{address}{PLACE}/{state}", wait_until="networkidle")
        assert len(pikepdf.open(io.BytesIO(page.pdf(format="A4"))).pages) == 1
        page.emulate_media(media="print")
        assert page.locator(".lueckenergebnis").is_visible()
        assert not page.locator(".fragebogen").is_visible() and not page.locator("table.lueckenwege").first.is_visible()


def test_the_check_is_filled_in_by_keyboard_alone_on_a_phone(browser: Browser, address: str) -> None:
    with tab(browser, viewport={"width": 390, "height": 844}) as page:
        page.goto(f"{address}{PLACE}/", wait_until="networkidle")
        press_until(page, "Tab", "e.value === 'weit'")
        page.keyboard.press("Space")
        press_until(page, "Tab", "e.name === 'bildung-bedarf'")
        page.keyboard.press("ArrowDown")
        press_until(page, "Tab", "e.type === 'submit'")
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.textContent") == "Ihre Lücken nach Vorrang"
        assert "1 Lücke mit Beleg" in page.locator(".meldung").inner_text()
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_there_is_a_sheet_and_every_route(browser: Browser, address: str, handbook: Handbook) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{address}{PLACE}/")
        assert page.locator("[data-werkzeug=lueckencheck]").is_hidden()
        assert page.locator(".lueckenbogen .kaestchen").count() == len(FIELDS) * len(KINDS)
        for field, content in handbook.gap_check.data.felder.items():
            for kind, route in content.wege.items():
                row = page.locator(f".lueckenwege[data-feld={field}] [data-luecke={kind}]").inner_text()
                assert all(chapter_of(handbook, step, slug).title in row for step in FOLDERS for slug in getattr(route, step))


def test_the_tool_works_from_a_file(browser: Browser, site: Path) -> None:
    with tab(browser) as page:
        page.goto(file_address(site, PLACE, IN_USE))
        assert page.get_by_role("heading", name="1. Nahversorgung: Drogerie – Lückenwert 9 von 9").is_visible()
        page.get_by_role("button", name="Link mit meinen Angaben erzeugen").click()
        assert "gesundheit=2.25.Hausarztpraxis" in page.url
