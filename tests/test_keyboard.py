"""Every layout by keyboard alone: few stops before the text, each one seen, none under the header."""
from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from test_axe import DESKTOP, PHONE, open_menu, search_and_find
from tool_pages import tab

MOST_BEFORE_CONTENT = 6
LAYOUTS = {
    "Startseite": "", "Kapitel": "analyse/leerstandskataster/", "Übersicht": "finanzierung/", "Glossar": "anhang/glossar/",
    "Rechner": "marten/wirtschaftsplan/", "Finder": "werkzeuge/instrumentenfinder/", "Startpfade": "einstieg/startpfade/",
    "Lückencheck": "werkzeuge/versorgungslueckencheck/", "Mein Wegweiser": "werkzeuge/mein-wegweiser/",
    "Vorlagen": "werkzeuge/vorlagen/", "Einfache Sprache": "einfache-sprache/", "unbekannte Adresse": "gibt-es-nicht/",
}
MOST_STOPS = 45  # of a long page: enough for header, menu, form and some text in both directions

# Where the focus is: a name for messages, whether the content is reached, whether one sees it. Seen means: the browser
# shows the element at one of five points of its part in the window, and draws an outline around it.
FOCUS = """() => {
    const e = document.activeElement
    if (e === document.body) return null
    const drawn = e.matches('#suchfeld') ? e.closest('.search-field') : e
    const style = getComputedStyle(drawn)
    const shown = [...e.getClientRects()].some(box => {
        const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)]
        const [up, down] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
        return left < right && up < down && [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([x, y]) =>
            e.contains(document.elementFromPoint(left + (right - left) * x, up + (down - up) * y)))
    })
    return {
        name: e.tagName + ' ' + (e.getAttribute('aria-label') || e.textContent || e.id).trim().slice(0, 50),
        content: !!e.closest('article'), shown,
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    }
}"""


def walk(page: Page, key: str, most: int = MOST_STOPS) -> list[dict]:
    """The stops of `key`, from where the focus is, until the page ends."""
    stops = []
    for _ in range(most):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        stops.append(stop)
    return stops


def unseen(stops: list[dict]) -> list[str]:
    return [stop["name"] for stop in stops if not (stop["shown"] and stop["outlined"])]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1280", "390"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_stop_is_seen_forwards_and_backwards_and_the_text_is_near(browser: Browser, address: str, layout: str, size: dict) -> None:
    with tab(browser, viewport=size, reduced_motion="reduce") as page:
        page.goto(address + LAYOUTS[layout], wait_until="networkidle")
        forwards = walk(page, "Tab")
        assert unseen(forwards) == []
        assert unseen(walk(page, "Shift+Tab", len(forwards) - 1)) == []
        if size is PHONE:
            before = next(number for number, stop in enumerate(forwards) if stop["content"])
            assert before <= MOST_BEFORE_CONTENT, [stop["name"] for stop in forwards[:before]]


def test_on_a_large_screen_the_first_stop_jumps_to_the_text(browser: Browser, address: str) -> None:
    """There the parts and chapters are always in sight; the link before them leads past them."""
    with tab(browser, viewport=DESKTOP) as page:
        for layout, path in LAYOUTS.items():
            page.goto(address + path)
            for key in ("Tab", "Enter", "Tab"):
                page.keyboard.press(key)
            assert page.evaluate(FOCUS)["content"], layout


@pytest.mark.parametrize("opened", [open_menu, search_and_find], ids=["Menü", "Suche"])
def test_every_stop_in_the_open_menu_and_search_is_seen(browser: Browser, address: str, opened) -> None:
    with tab(browser, viewport=PHONE, reduced_motion="reduce") as page:
        page.goto(address + LAYOUTS["Kapitel"], wait_until="networkidle")
        opened(page)
        stops = walk(page, "Tab", 25)
        assert len(stops) > 5 and unseen(stops) == []


def test_going_back_from_the_open_menu_closes_it_so_that_it_covers_no_focus(browser: Browser, address: str) -> None:
    with tab(browser, viewport=PHONE, reduced_motion="reduce") as page:
        page.goto(address + LAYOUTS["Kapitel"], wait_until="networkidle")
        open_menu(page)
        stops = walk(page, "Shift+Tab", 2)
        assert unseen(stops) == []
        assert page.get_by_role("button", name="Menü", exact=True).get_attribute("aria-expanded") == "false"


def test_a_hidden_or_unmarked_stop_would_be_noticed(browser: Browser, address: str) -> None:
    with tab(browser, viewport=PHONE) as page:
        page.goto(address + LAYOUTS["Kapitel"], wait_until="networkidle")
        page.evaluate("() => { document.querySelector('.scheme-switch').style.outline = 'none' }")
        assert "Dunkle Darstellung" in str(unseen(walk(page, "Tab", 6)))
        page.evaluate("() => { document.querySelector('.md-header').style.height = '100vh' }")
        assert len(unseen(walk(page, "Tab", 6))) >= 4
