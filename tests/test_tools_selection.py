"""Mein Wegweiser: the address carries the selection, the print view brings exactly these chapters."""
from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from playwright.sync_api import Browser, Page

from test_completeness import folder_of
from tool_pages import STORED, file_address, press_until, tab
from wegweiser.handbook import Handbook
from wegweiser.selection import parts

PLACE = "werkzeuge/mein-wegweiser"
CHOSEN = ["analyse/leerstandskataster", "koproduktion/zwischennutzung", "finanzierung/ankernutzung"]
IN_USE = "#kapitel=" + ",".join(CHOSEN)


def titles(handbook: Handbook) -> list[str]:
    return [handbook.chapters[f"{name}.md"].title for name in CHOSEN]


def build_view(page: Page) -> None:
    page.get_by_role("button", name="Druckansicht aufbauen").click()
    page.get_by_role("button", name="Drucken", exact=True).wait_for()


def test_every_chapter_can_be_chosen_and_restored_at_once(page: Page, address: str, handbook: Handbook) -> None:
    everything = [chapter for _, chapters in parts(handbook) for chapter, _ in chapters]
    assert len(everything) > 90
    page.goto(f"{address}{PLACE}/#kapitel=" + ",".join(c.path.removesuffix(".md") for c in everything), wait_until="networkidle")
    assert page.locator(".auswahl-liste > li").count() == len(everything)
    assert page.locator(".kapitelwahl input:checked").count() == len(everything)


def test_the_link_on_a_chapter_leads_here_with_the_chapter_marked(page: Page, address: str, handbook: Handbook) -> None:
    for name in CHOSEN:
        page.goto(address + folder_of(f"{name}.md"), wait_until="networkidle")
        page.get_by_role("link", name="In Mein Wegweiser").click()
        page.wait_for_load_state("networkidle")
        assert page.locator(".auswahl-liste > li > a:first-child").all_inner_texts() == [handbook.chapters[f"{name}.md"].title]
        assert page.evaluate(STORED) == 0


def test_the_address_restores_the_selection(browser: Browser, page: Page, address: str, handbook: Handbook) -> None:
    page.goto(f"{address}{PLACE}/", wait_until="networkidle")
    for title in titles(handbook):
        page.get_by_label(title, exact=True).check()
    assert page.url.endswith(IN_USE)
    assert page.locator(".meldung").inner_text().startswith("3 Kapitel gewählt, zusammen ")
    with tab(browser) as other:
        other.goto(page.url, wait_until="networkidle")
        assert other.locator(".auswahl-liste > li > a:first-child").all_inner_texts() == titles(handbook)
        assert other.evaluate(STORED) == 0


def test_a_chapter_that_is_gone_is_named(page: Page, address: str) -> None:
    page.goto(f"{address}{PLACE}/{IN_USE},analyse/gibt-es-nicht", wait_until="networkidle")
    assert "Nicht mehr vorhanden: analyse/gibt-es-nicht." in page.locator(".meldung").inner_text()
    assert page.locator(".auswahl-liste > li").count() == 3


def test_the_print_view_has_exactly_the_chosen_chapters(page: Page, address: str, handbook: Handbook) -> None:
    page.goto(f"{address}{PLACE}/{IN_USE}", wait_until="networkidle")
    build_view(page)
    assert page.locator(".druckansicht .kapitel > h2:first-of-type").first.inner_text() == titles(handbook)[0]
    assert page.locator(".druckansicht .kapitel").count() == 3
    for name in CHOSEN:
        sections = [heading.text for heading in handbook.chapters[f"{name}.md"].headings if heading.level == 2]
        text = page.locator(".druckansicht").inner_text()
        assert all(section in text for section in sections)
    assert page.locator("h1").count() == 1
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    broken = page.evaluate("""() => [...document.querySelectorAll('.druckansicht a[href]')].filter(a => a.getAttribute('href').startsWith('#')
        && !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map(a => a.getAttribute('href'))""")
    assert broken == []
    page.emulate_media(media="print")
    assert page.locator(".druckansicht .kapitel").last.is_visible()
    assert not page.locator(".kapitelwahl").first.is_visible() and not page.locator(".auswahl-liste").is_visible()
    assert len(pikepdf.open(io.BytesIO(page.pdf(format="A4"))).pages) > 3


def test_a_chapter_that_cannot_be_fetched_is_named(page: Page, address: str, handbook: Handbook) -> None:
    page.route("**/koproduktion/zwischennutzung/", lambda route: route.abort())
    page.goto(f"{address}{PLACE}/{IN_USE}", wait_until="networkidle")
    build_view(page)
    assert f"Es fehlen: {titles(handbook)[1]}." in page.locator(".meldung").inner_text()
    assert page.locator(".druckansicht .kapitel").count() == 2


def test_before_the_print_view_the_list_is_printed(page: Page, address: str, handbook: Handbook) -> None:
    page.goto(f"{address}{PLACE}/{IN_USE}", wait_until="networkidle")
    page.emulate_media(media="print")
    assert page.locator(".auswahl-liste").is_visible()
    assert not page.get_by_role("button", name="entfernen").first.is_visible()
    assert len(pikepdf.open(io.BytesIO(page.pdf(format="A4"))).pages) == 1


def test_the_list_leads_to_the_pdf_of_every_chosen_chapter(page: Page, address: str, site: Path) -> None:
    page.goto(f"{address}{PLACE}/{IN_USE},analyse/index", wait_until="networkidle")
    links = page.locator(".auswahl-liste a[type='application/pdf']").evaluate_all("links => links.map(link => link.href)")
    assert len(links) == 4
    assert all((site / link.removeprefix(address)).is_file() for link in links)


def test_from_a_file_there_are_list_and_pdfs_instead_of_the_print_view(browser: Browser, site: Path) -> None:
    with tab(browser) as page:
        page.goto(file_address(site, PLACE, IN_USE))
        assert page.locator(".auswahl-liste > li").count() == 3
        assert page.get_by_role("button", name="Druckansicht aufbauen").is_hidden()
        assert "Sie lesen ohne Netz" in page.locator("article").inner_text()
        page.locator(".kapitelwahl input").first.check()
        assert page.locator(".auswahl-liste > li").count() == 4 and "kapitel=einstieg/" in page.url


def test_choosing_and_removing_work_by_keyboard_alone_on_a_phone(browser: Browser, address: str) -> None:
    with tab(browser, viewport={"width": 390, "height": 844}) as page:
        page.goto(f"{address}{PLACE}/", wait_until="networkidle")
        for _ in range(2):
            press_until(page, "Tab", "e.closest('.kapitelwahl') && e.type === 'checkbox' && !e.checked")
            page.keyboard.press("Space")
        assert page.locator(".meldung").inner_text().startswith("2 Kapitel gewählt")
        press_until(page, "Shift+Tab", "e.closest('.auswahl-liste') && e.tagName === 'BUTTON'")
        page.keyboard.press("Enter")
        assert page.locator(".auswahl-liste > li").count() == 1
        assert page.evaluate("() => Boolean(document.activeElement.closest('.auswahl-liste'))"), "der Fokus ging verloren"
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_every_chapter_is_listed_with_its_minutes(browser: Browser, address: str, handbook: Handbook) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{address}{PLACE}/")
        assert page.locator("[data-werkzeug=auswahl]").is_hidden()
        listed = page.locator(".kapitelwahl > li").all_inner_texts()
        wanted = [f"{chapter.title} ({minutes}\u00a0Minute{'n' if minutes > 1 else ''})" for _, chapters in parts(handbook) for chapter, minutes in chapters]
        assert listed == wanted
