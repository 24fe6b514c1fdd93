"""The site's own Content-Security-Policy in the browser while every tool is used: nothing refused, sent or stored."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tool_pages import STORED

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
LISTEN = "addEventListener('securitypolicyviolation', e => tellViolation(`${e.effectiveDirective}: ${e.blockedURI} ${e.sample}`))"
POLICY = "content-security-policy"
PLAN, PERSONAL = "marten/wirtschaftsplan/", "werkzeuge/mein-wegweiser/"


@contextmanager
def watched(browser: Browser, address: str, size: dict[str, int]) -> Iterator[tuple[Page, list[str]]]:
    """A fresh tab, and everything a reader never gets to see: refusals, errors, requests to others."""
    context = browser.new_context(locale="de-DE", viewport=size, permissions=["clipboard-read", "clipboard-write"])
    seen: list[str] = []
    context.expose_binding("tellViolation", lambda _, what: seen.append(f"CSP {what}"))
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.on("console", lambda message: seen.append(f"Konsole: {message.text}") if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: seen.append(f"Fehler: {error}"))
    page.on("requestfailed", lambda request: seen.append(f"ohne Antwort: {request.url}"))
    page.on("response", lambda response: seen.append(f"{response.status}: {response.url}") if response.status >= 400 else None)
    page.on("request", lambda request: seen.append(f"fremd: {request.url}") if not request.url.startswith((address, "data:", "blob:")) else None)
    yield page, seen
    context.close()


def search(page: Page) -> None:
    field = page.get_by_label("Im Wegweiser suchen")
    field.click()
    page.keyboard.type("leerstehende Läden")
    results = page.get_by_role("list", name="Suchergebnisse").get_by_role("link")
    expect(results.first).to_be_visible()
    page.locator(".search-results summary").first.click()
    field.fill("xyzzyqwert")
    expect(page.locator(".search-help")).to_be_visible()
    field.fill("Bürgerbus")
    expect(results.first).to_contain_text("Bürgerbus")
    results.first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bürgerbus")


def menu_and_search_on_a_phone(page: Page) -> None:
    page.get_by_role("button", name="Menü", exact=True).click()
    page.get_by_role("button", name="Menü schließen").click()
    page.get_by_role("button", name="Suche", exact=True).click()
    page.keyboard.type("Pflege")
    expect(page.locator(".search-results > li").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menü", exact=True).click()
    page.locator("#navigation").get_by_role("link", name="Finanzierung", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Finanzierung")


def calculator(page: Page) -> None:
    tool = page.locator(".rechner")
    tool.get_by_role("button", name="vorsichtig").click()
    tool.get_by_label("Gäste je Öffnungstag", exact=True).fill("viele")
    page.keyboard.press("Tab")
    expect(tool.locator("[aria-invalid=true]")).to_be_visible()
    tool.get_by_label("Gäste je Öffnungstag", exact=True).fill("62,5")
    tool.get_by_role("button", name="Link kopieren").click()
    expect(page.get_by_label("Link mit Ihren Zahlen")).to_be_visible()
    with page.expect_download():
        tool.get_by_role("button", name="Als CSV speichern").click()
    tool.get_by_role("button", name="Alles zurücksetzen").click()
    page.evaluate("() => document.querySelectorAll('article details').forEach(e => e.open = true)")


def empty_calculator(page: Page) -> None:
    tool = page.locator(".rechner")
    expect(tool.get_by_text("fehlen noch:")).to_be_visible()
    tool.locator("form input:visible").first.fill("60")
    page.keyboard.press("Tab")


def finder(page: Page) -> None:
    page.get_by_label("In welchem Feld?").select_option("begegnung")
    for number in range(2):
        page.locator(".treffer input").nth(number).check()
    expect(page.get_by_role("region", name="Tabelle: Vergleich")).to_be_visible()


def gap_check(page: Page) -> None:
    page.locator("[value=weit]").first.check()
    page.get_by_label("Wie gut ist der Bedarf belegt?").first.select_option("2")
    page.get_by_role("button", name="Auswerten").click()
    expect(page.locator(".lueckenergebnis h3").first).to_be_visible()
    page.get_by_role("button", name="Link mit meinen Angaben erzeugen").click()


def start_paths(page: Page) -> None:
    for name in ("Verwaltung", "Ein Laden oder Dienst schließt", "Eine halbe Stunde"):
        page.get_by_role("radio", name=name).check()
    page.locator(".pfad ol a").first.click()
    page.wait_for_url(lambda url: "startpfade" not in url)


def my_guide(page: Page) -> None:
    """From a chapter into the selection, to the print view."""
    page.get_by_role("link", name="In Mein Wegweiser").click()
    page.locator(".kapitelwahl input:not(:checked)").first.check()
    page.get_by_role("button", name="Druckansicht aufbauen").click()
    expect(page.get_by_role("button", name="Drucken", exact=True)).to_be_visible()
    expect(page.locator(".druckansicht .kapitel")).to_have_count(2)
    page.get_by_role("button", name="entfernen").first.click()


def download(page: Page) -> None:
    link = page.locator("article a[href$='.docx'], article a[href$='.xlsx']").first
    with page.expect_download() as started:
        link.click(modifiers=["Alt"])
    assert started.value.suggested_filename


TOOLS: dict[str, tuple[str, Callable[[Page], None], dict[str, int]]] = {
    "Suche": ("", search, DESKTOP),
    "Menü und Suche auf dem Telefon": ("analyse/leerstandskataster/", menu_and_search_on_a_phone, PHONE),
    "Rechner im Beispiel": (PLAN, calculator, DESKTOP),
    "Leerer Rechner": ("werkzeuge/wirtschaftlichkeitsrechner/", empty_calculator, PHONE),
    "Instrumentenfinder": ("werkzeuge/instrumentenfinder/", finder, DESKTOP),
    "Versorgungslückencheck": ("werkzeuge/versorgungslueckencheck/", gap_check, PHONE),
    "Startpfade": ("einstieg/startpfade/", start_paths, DESKTOP),
    "Mein Wegweiser": ("finanzierung/ankernutzung/", my_guide, DESKTOP),
    "Vorlagen": ("werkzeuge/vorlagen/", download, DESKTOP),
}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_policy_refuses_nothing_while_the_tool_is_used(browser: Browser, address: str, tool: str) -> None:
    path, use, size = TOOLS[tool]
    with watched(browser, address, size) as (page, seen):
        answer = page.goto(address + path, wait_until="networkidle")
        assert "script-src 'self' 'sha256-" in answer.headers[POLICY]
        use(page)
        page.wait_for_load_state("networkidle")
        assert seen == []
        assert page.evaluate(STORED) == 0 and page.context.cookies() == []


def test_only_the_switch_for_light_and_dark_stores_anything_and_takes_it_back(browser: Browser, address: str) -> None:
    with watched(browser, address, DESKTOP) as (page, seen):
        page.goto(address + PLAN, wait_until="networkidle")
        switch = page.get_by_role("button", name="Dunkle Darstellung")
        assert page.evaluate(STORED) == 0
        switch.click()
        assert page.evaluate("() => Object.keys(localStorage).map(key => key.split('.').at(-1))") == ["__palette"]
        page.goto(address, wait_until="networkidle")
        expect(switch).to_have_attribute("aria-pressed", "true")
        switch.click()
        assert page.evaluate(STORED) == 0
        assert seen == []


def test_no_page_lets_the_browser_fetch_another_before_anybody_asks(site: Path) -> None:
    """Firefox does so for rel="next"; Chromium would not tell us."""
    ahead = re.compile(r'<link[^>]*rel="?(?:next|prefetch|prerender|dns-prefetch|preconnect)\b')
    assert [page for page in site.rglob("*.html") if ahead.search(page.read_text(encoding="utf-8"))] == []


def test_a_wrong_hash_in_the_policy_would_be_noticed(browser: Browser, address: str) -> None:
    def forge(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, POLICY: answer.headers[POLICY].replace("'sha256-", "'sha256-A")})

    with watched(browser, address, DESKTOP) as (page, seen):
        page.route("**/*", forge)
        page.goto(address, wait_until="networkidle")
        assert any(line.startswith("CSP script-src-elem: inline") for line in seen), seen
