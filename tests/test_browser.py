"""The site in a real Chromium: it asks nobody else for anything and leaves nothing behind."""
from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from test_completeness import PAGES, folder_of

STORED = "() => localStorage.length + sessionStorage.length + document.cookie.length"


def test_no_page_asks_another_host_or_stores_anything(page: Page, address: str) -> None:
    foreign, broken, refused = [], [], []
    page.on("console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None)
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith((address, "data:", "blob:")) else None)
    page.on("response", lambda response: broken.append(response.url) if response.status >= 400 else None)
    for name in PAGES:
        page.goto(address + folder_of(name), wait_until="networkidle")
        assert page.evaluate(STORED) == 0, f"{name} speichert etwas auf dem Gerät"
    page.goto(address + "gibt-es-nicht/", wait_until="networkidle")
    assert foreign == [] and refused == []
    assert broken == [address + "gibt-es-nicht/"]


def test_the_browser_would_notice_a_foreign_request(browser: Browser, address: str) -> None:
    page = browser.new_page(bypass_csp=True)  # otherwise the site's own policy stops it first
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto(address, wait_until="networkidle")
    page.evaluate("() => fetch('http://127.0.0.1:1/fremd').catch(() => {})")
    page.wait_for_timeout(200)
    assert "http://127.0.0.1:1/fremd" in seen
    page.context.close()


def test_the_policy_of_the_site_is_active_and_refuses_a_foreign_script(page: Page, address: str) -> None:
    refused = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None)
    page.goto(address, wait_until="networkidle")
    assert refused == []
    page.evaluate("() => document.head.append(Object.assign(document.createElement('script'), {textContent: 'window.fremd = 1'}))")
    assert page.evaluate("() => window.fremd") is None
    assert refused


def test_the_search_finds_a_chapter(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    page.get_by_label("Im Wegweiser suchen").click()
    page.keyboard.type("Leerstandskataster")
    results = page.get_by_role("list", name="Suchergebnisse").get_by_role("link")
    expect(results.first).to_have_attribute("href", re.compile("analyse/leerstandskataster/"))


@pytest.mark.parametrize("reader", ["Verwaltung", "Quartiersmanagement", "Verein oder Initiative", "Politik"])
def test_each_reader_is_one_click_from_a_first_useful_page(page: Page, address: str, reader: str) -> None:
    page.goto(address, wait_until="networkidle")
    page.get_by_role("main").get_by_role("link", name=reader, exact=False).first.click()
    page.wait_for_load_state("networkidle")
    anchor = page.url.split("#")[1]
    assert "einstieg/startpfade/" in page.url
    assert page.locator(f"#{anchor}").is_visible()


def test_the_pages_can_be_read_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "analyse/leerstandskataster/")
    assert page.get_by_role("heading", name="Stolpersteine").is_visible()
    page.get_by_role("navigation").get_by_role("link", name="Finanzierung").first.click()
    assert page.url == address + "finanzierung/"
    context.close()


@pytest.mark.parametrize(("path", "tool"), [
    ("einstieg/startpfade/", "startpfade"), ("werkzeuge/instrumentenfinder/", "finder"),
    ("werkzeuge/versorgungslueckencheck/", "lueckencheck"), ("werkzeuge/mein-wegweiser/", "auswahl"),
])
def test_nothing_jumps_when_the_script_of_a_tool_comes(page: Page, address: str, path: str, tool: str) -> None:
    held = []
    page.route(f"**/werkzeuge/{tool}.js", lambda route: held.append(route))
    page.goto(address + path, wait_until="commit")
    frame = page.locator(f"[data-werkzeug={tool}]")
    page.wait_for_function("() => document.querySelector('footer') && document.fonts.status === 'loaded'")
    height = "e => e.getBoundingClientRect().height"
    before = frame.evaluate(height)
    assert held and not frame.is_visible(), "vor dem Skript ist schon etwas zu bedienen"
    held[0].continue_()
    page.wait_for_load_state("networkidle")
    assert frame.is_visible()
    assert abs(frame.evaluate(height) - before) < 8


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for name in PAGES:
        page.goto(address + folder_of(name))
        overflow = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{name} ist bei {width} Pixeln {overflow} Pixel zu breit"
