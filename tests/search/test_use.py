"""The search as a reader uses it: by keyboard, with a screen reader, without a server, with nothing found."""
from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from conftest import Checkout

PHONE = {"width": 390, "height": 844}


def type_into_search(page: Page, text: str) -> None:
    page.get_by_label("Im Wegweiser suchen").click()
    page.keyboard.type(text)


def test_nothing_of_the_search_is_loaded_before_somebody_searches(page: Page, address: str) -> None:
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(address + "analyse/swot-analyse/", wait_until="networkidle")
    assert not [url for url in loaded if "engine.js" in url or "index.js" in url or "lunr" in url]
    type_into_search(page, "Bürgerbus")
    expect(page.locator(".search-results > li").first).to_be_visible()
    assert [url for url in loaded if "engine.js" in url]


def test_enter_opens_the_best_result(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    page.get_by_label("Im Wegweiser suchen").click()
    page.keyboard.insert_text("Brief an Eigentüme")  # at once: while somebody types, other results come first
    page.keyboard.type("r")
    expect(page.locator(".search-results a[href*=der-brief-an-eigentuemer]").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/analyse/leerstandskataster/#der-brief-an-eigentuemer-innen")


def test_a_phone_user_reaches_a_result_by_keyboard_alone(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address, wait_until="networkidle")
    page.get_by_role("button", name="Suche", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.type("wie gründe ich einen verein")
    expect(page.locator(".search-results > li").first).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("() => !!document.activeElement.closest('.search-results a')"):
            break
    target = page.evaluate("() => document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_nothing_found_is_announced_and_leads_elsewhere(page: Page, address: str) -> None:
    page.goto(address + "finanzierung/efre/", wait_until="networkidle")
    type_into_search(page, "xyzzyqw")
    expect(page.locator("#suche").get_by_role("status")).to_have_text("Keine Seite gefunden")
    ways = page.locator(".search-help").get_by_role("link")
    expect(ways.first).to_be_visible()
    for link in ways.all():
        assert page.request.get(link.evaluate("e => e.href")).ok
    page.get_by_label("Im Wegweiser suchen").fill("Bürgerbus")
    expect(page.locator(".search-help")).to_be_hidden()


def test_a_lost_connection_is_no_end(page: Page, address: str) -> None:
    """The index did not come; the next query asks for it again."""
    page.goto(address, wait_until="networkidle")
    page.context.route("**/assets/suche/index.js", lambda route: route.abort())
    type_into_search(page, "Bürger")
    expect(page.locator("#suche").get_by_role("status")).to_have_text("Keine Seite gefunden")
    page.context.unroute_all(behavior="wait")  # every letter has asked once; some may be on their way
    page.keyboard.type("bus")
    expect(page.locator(".search-results a").first).to_have_attribute("href", f"{address}koproduktion/buergerbus/")


def test_the_pages_are_searched_from_disk_without_a_server(browser: Browser, checkout: Checkout) -> None:
    checkout.edit("mkdocs.yml", "use_directory_urls: true", "use_directory_urls: false")
    assert checkout.run("build", "--web").returncode == 0
    folder: Path = checkout.root / "site"
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "analyse/swot-analyse.html").as_uri())
    type_into_search(page, "verfugungsfonds")
    link = page.locator(".search-results a").first
    expect(link).to_have_attribute("href", (folder / "finanzierung/verfuegungsfonds.html").as_uri())
    assert not [url for url in asked if not url.startswith(("file:", "data:"))]
    page.close()
