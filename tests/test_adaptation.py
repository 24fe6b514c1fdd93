"""Readers who change how pages look: wider spacing, larger text, own colours, no motion, paper."""
from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from test_axe import PHONE
from test_keyboard import LAYOUTS
from tool_pages import tab

# WCAG 1.4.12: these four at once, and nothing may be lost.
SPACING = """() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }')
    document.adoptedStyleSheets = [sheet]
}"""
# Text cut off: boxes that hide what does not fit. What is hidden from the eye on purpose is 1 pixel large.
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(e => {
    const style = getComputedStyle(e)
    return e.checkVisibility({visibilityProperty: true}) && e.textContent.trim() && !e.closest('svg, .unseen, .md-skip') && e.clientWidth > 1
        && ['hidden', 'clip'].includes(style.overflowX) && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
}).map(e => e.tagName + '.' + e.className)"""
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"
MOVING = """() => document.getAnimations().filter(a => a.effect.getComputedTiming().duration > 1).length
    + [...document.querySelectorAll('*')].filter(e => getComputedStyle(e).scrollBehavior === 'smooth').length"""
# Controls whose edge is only a coloured area would vanish where the system sets all colours.
BORDERLESS = """() => [...document.querySelectorAll('button, select, input:not([type=radio], [type=checkbox]), .admonition, .steckbrief')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.matches('.search-field *'))
    .filter(e => { const s = getComputedStyle(e); return !['Top', 'Bottom'].some(side => parseFloat(s[`border${side}Width`]) > 0 && s[`border${side}Style`] !== 'none')
        && !(parseFloat(s.borderLeftWidth) > 0) }).map(e => e.tagName + '.' + e.className)"""
BARS_LIKE_TEXT = """() => {
    const text = getComputedStyle(document.body).color
    return [...document.querySelectorAll('.diagramm :is(rect, circle)')].map(e => getComputedStyle(e).fill).filter(fill => fill !== text)
}"""
ON_PAPER = "() => [...document.querySelectorAll('header.md-header, nav, .page-actions, .headerlink, .search, .rechner')].filter(e => e.checkVisibility()).map(e => e.className)"

FOLDED_AWAY = """() => [...document.querySelectorAll('article details:not(.nur-web *) > :not(summary)')]
    .filter(e => e.parentElement.checkVisibility() && !e.checkVisibility()).map(e => e.parentElement.textContent.trim().slice(0, 40))"""


@pytest.mark.parametrize("width", [320, 1280])
def test_with_wider_spacing_nothing_is_cut_off(browser: Browser, address: str, width: int) -> None:
    with tab(browser, viewport={"width": width, "height": 800}) as page:
        for layout, path in LAYOUTS.items():
            page.goto(address + path)
            page.evaluate(SPACING)
            assert page.evaluate(CUT_OFF) == [], layout
            assert page.evaluate(SIDEWAYS) <= 0, layout


def test_text_twice_as_large_still_fits(browser: Browser, address: str) -> None:
    """WCAG 1.4.4, by the font size set in the browser: at 1280 pixels everything is measured in it."""
    with tab(browser, viewport={"width": 1280, "height": 800}) as page:
        for layout, path in LAYOUTS.items():
            page.goto(address + path)
            page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
            assert page.evaluate(CUT_OFF) == [], layout
            assert page.evaluate(SIDEWAYS) <= 0, layout


def test_who_wants_no_motion_gets_none(browser: Browser, address: str) -> None:
    with tab(browser, viewport=PHONE, reduced_motion="reduce") as page:
        page.goto(address + LAYOUTS["Kapitel"], wait_until="networkidle")
        page.get_by_role("button", name="Menü", exact=True).click()
        assert page.evaluate(MOVING) == 0
    with tab(browser, viewport=PHONE, reduced_motion="no-preference") as page:  # and the test would see motion
        page.goto(address + LAYOUTS["Kapitel"], wait_until="networkidle")
        page.get_by_role("button", name="Menü", exact=True).click()
        assert page.evaluate(MOVING) > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_the_colours_of_the_system_controls_boxes_and_charts_are_there(browser: Browser, address: str, scheme: str) -> None:
    with tab(browser, color_scheme=scheme, forced_colors="active") as page:
        for layout, path in {**LAYOUTS, "Diagramme": "marten/finanzierungsmix/"}.items():
            page.goto(address + path)
            assert page.evaluate(BORDERLESS) == [], layout
        assert page.evaluate(BARS_LIKE_TEXT) == []


def test_on_paper_stands_the_text_without_what_can_be_clicked(browser: Browser, address: str) -> None:
    with tab(browser, color_scheme="dark") as page:
        page.emulate_media(media="print")
        for layout in ("Kapitel", "Übersicht", "Rechner", "Glossar"):
            page.goto(address + LAYOUTS[layout])
            assert page.evaluate(ON_PAPER) == [], layout
            assert page.locator("h1").is_visible() and page.locator("article .lead").is_visible()
            assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)", layout


def test_on_paper_everything_is_unfolded(browser: Browser, address: str) -> None:
    with tab(browser) as page:
        for path in (LAYOUTS["Kapitel"], "marten/finanzierungsmix/"):
            page.goto(address + path)
            assert page.evaluate(FOLDED_AWAY), "auf dem Bildschirm ist einiges zugeklappt"
            page.emulate_media(media="print")
            assert page.evaluate(FOLDED_AWAY) == [], path
            page.emulate_media(media="screen")
