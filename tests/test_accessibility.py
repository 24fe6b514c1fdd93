"""Every page of the nav in a real browser: names and states a reader depends on. See also test_axe.py, test_keyboard.py."""
from __future__ import annotations

import pytest
from playwright.sync_api import Page

from test_completeness import PAGES, folder_of

REGIONS = "() => [...document.querySelectorAll('main [role=region], main section[aria-label], nav')].map(e => e.getAttribute('aria-label') || e.getAttribute('aria-labelledby'))"


def test_the_menu_opens_and_closes_by_keyboard_and_says_so(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "analyse/leerstandskataster/", wait_until="networkidle")
    opener = page.get_by_role("button", name="Menü", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    assert opener.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert opener.get_attribute("aria-expanded") == "false"
    assert opener.evaluate("e => e === document.activeElement")


def test_the_number_of_results_is_announced(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    page.get_by_label("Im Wegweiser suchen").click()
    page.keyboard.type("Leerstand")
    page.get_by_role("list", name="Suchergebnisse").get_by_role("link").first.wait_for()
    assert "Seiten gefunden" in page.locator("#suche").get_by_role("status").inner_text()


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_german_has_one_title_and_distinct_regions(page: Page, address: str, name: str) -> None:
    page.goto(address + folder_of(name))
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("h1").count() == 1
    names = page.evaluate(REGIONS)
    assert all(names) and len(names) == len(set(names)), [n for n in names if names.count(n) > 1]


def test_the_colour_scheme_is_only_remembered_after_a_click(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    assert page.evaluate("() => localStorage.length") == 0
    page.get_by_role("button", name="Dunkle Darstellung").click()
    assert page.evaluate("() => localStorage.length") == 1
    page.reload()
    assert page.get_by_role("button", name="Dunkle Darstellung").get_attribute("aria-pressed") == "true"
