"""axe finds nothing: on no page, in no colour scheme, at no width, and not in what readers open."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

import test_tools_finder as finder
import test_tools_gap_check as gap_check
import test_tools_selection as selection
import test_tools_start_paths as start_paths
from test_completeness import PAGES, folder_of
from tool_pages import COLOUR_RULES, tab, violations
from wegweiser.handbook import Handbook

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SIZES = {"Bildschirm": DESKTOP, "Telefon": PHONE}
UNKNOWN = "gibt-es-nicht/"
TOOLS_IN_USE = [f"{tool.PLACE}/{tool.IN_USE}" for tool in (finder, gap_check, selection, start_paths)]


def found_in_both_schemes(page: Page) -> list[str]:
    """All rules in the light, then what depends on colours in the dark."""
    page.emulate_media(color_scheme="light")
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    return found + [f"dunkel: {line}" for line in violations(page, *COLOUR_RULES)]


def found_everywhere(browser: Browser, address: str, use: Callable[[Page], None] = lambda page: None) -> list[str]:
    """What axe finds at both widths in both schemes; the page is loaded once, used, and then made narrow."""
    with tab(browser, viewport=DESKTOP) as page:
        page.goto(address)
        use(page)
        found = []
        for name, size in SIZES.items():
            page.set_viewport_size(size)
            found += [f"{name}: {line}" for line in found_in_both_schemes(page)]
        return found


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_any_page(browser: Browser, address: str, name: str) -> None:
    assert found_everywhere(browser, address + folder_of(name)) == []


@pytest.mark.parametrize("state", TOOLS_IN_USE)
def test_axe_finds_nothing_with_a_tool_in_use(browser: Browser, address: str, state: str) -> None:
    def use(page: Page) -> None:
        page.wait_for_load_state("networkidle")
        assert page.locator("article .meldung").first.inner_text(), "das Werkzeug zeigt nichts"
        if selection.PLACE in state:
            selection.build_view(page)

    assert found_everywhere(browser, address + state, use) == []


def test_axe_finds_nothing_on_hidden_and_unknown_pages(browser: Browser, address: str, handbook: Handbook) -> None:
    """The chapter templates and the page for addresses that do not exist."""
    hidden = [folder_of(chapter.path) for chapter in handbook.hidden]
    assert hidden
    for path in (*hidden, UNKNOWN):
        assert found_everywhere(browser, address + path) == [], path


def test_axe_would_notice_a_defect_in_either_scheme(browser: Browser, address: str) -> None:
    with tab(browser, color_scheme="dark") as page:
        page.goto(address + "analyse/leerstandskataster/")
        assert violations(page, *COLOUR_RULES) == []
        page.evaluate("() => document.querySelectorAll('article td').forEach(e => { e.style.color = '#444' })")
        assert any("color-contrast" in line for line in violations(page, *COLOUR_RULES))
        page.evaluate("() => document.querySelector('.menu-opener').replaceChildren()")
        page.set_viewport_size(PHONE)
        assert any("button-name" in line for line in violations(page))


def open_menu(page: Page) -> None:
    page.get_by_role("button", name="Menü", exact=True).click()
    expect(page.get_by_role("button", name="Menü schließen")).to_be_visible()
    page.wait_for_function("() => document.querySelector('#navigation').getAnimations().length === 0")


def search(page: Page, words: str) -> None:
    opener = page.get_by_role("button", name="Suche", exact=True)
    if opener.is_visible():
        opener.click()
    page.get_by_label("Im Wegweiser suchen").click()
    page.keyboard.type(words)


def search_and_find(page: Page) -> None:
    search(page, "Leerstand")
    expect(page.locator(".search-results > li").first).to_be_visible()
    page.locator(".search-results summary").first.click()


def search_in_vain(page: Page) -> None:
    search(page, "xyzzyqwert")
    expect(page.locator(".search-help")).to_be_visible()


def open_details(page: Page) -> None:
    page.evaluate("() => document.querySelectorAll('article details').forEach(e => e.open = true)")


def change_the_calculator(page: Page) -> None:
    field = page.locator(".rechner").get_by_label("Gäste je Öffnungstag", exact=True)
    field.fill("90")          # outside its span: a hint
    page.locator(".rechner").get_by_label("Nettoumsatz je Gast", exact=True).fill("viel")
    page.keyboard.press("Tab")  # no number: a fault
    expect(page.locator(".rechner [aria-invalid=true]")).to_be_visible()
    open_details(page)


CHAPTER = "analyse/leerstandskataster/"
STATES = {
    "Menü offen": (CHAPTER, open_menu, (PHONE,)),
    "Suche mit Ergebnissen": (CHAPTER, search_and_find, (DESKTOP, PHONE)),
    "Suche ohne Ergebnis": (CHAPTER, search_in_vain, (DESKTOP, PHONE)),
    "Aufklappbares offen": (CHAPTER, open_details, (DESKTOP, PHONE)),
    "Rechner mit geänderten Werten": ("marten/wirtschaftsplan/", change_the_calculator, (DESKTOP, PHONE)),
    "Diagramme mit offenen Tabellen": ("marten/finanzierungsmix/", open_details, (DESKTOP, PHONE)),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_what_readers_open(browser: Browser, address: str, state: str) -> None:
    path, use, sizes = STATES[state]
    for size in sizes:
        with tab(browser, viewport=size) as page:
            page.goto(address + path, wait_until="networkidle")
            use(page)
            assert found_in_both_schemes(page) == [], f"{size['width']} Pixel"
