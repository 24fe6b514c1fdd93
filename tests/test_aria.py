"""What screen readers get of each layout: landmarks, levels of headings, names of controls.

Kept as tests/snapshots/*.yml. After a wanted change of a layout, write them anew and read the difference:

    scripts/test tests/test_aria.py --renew
    git diff tests/snapshots

Texts of chapters may change freely: of the text only the structure is kept.
"""
from __future__ import annotations

import re

import pytest
import yaml
from playwright.sync_api import Browser

from conftest import ROOT
from test_axe import DESKTOP, PHONE
from tool_pages import tab

SNAPSHOTS = ROOT / "tests/snapshots"
LAYOUTS = {
    "startseite": "", "kapitel": "analyse/leerstandskataster/", "uebersicht": "finanzierung/",
    "werkzeug": "werkzeuge/instrumentenfinder/", "glossar": "anhang/glossar/", "unbekannte-adresse": "gibt-es-nicht/",
}
LANDMARKS = ("banner", "navigation", "main", "contentinfo", "search", "complementary", "region", "form", "article")
CONTROLS = ("button", "textbox", "combobox", "radio", "checkbox", "group")
ENTRY = re.compile(r'^(?P<role>[a-z]+)(?: "(?P<name>(?:[^"\\]|\\.)*)")?(?P<state>(?: \[[^\]]+\])*)')
OWN_WORDS = ("Tabelle:", "Quellen")  # regions that chapters bring along


def structure(snapshot: str) -> list[str]:
    """One line for each landmark, control and level of heading, indented as the landmarks lie in each other.

    Equal neighbours count once. Headings in the text are kept as their level: no level may be left out on the way down.
    """
    return _lines(yaml.safe_load(snapshot) or [], 0)


def _lines(entries: list, depth: int) -> list[str]:
    result: list[str] = []
    for entry in entries:
        head, below = next(iter(entry.items())) if isinstance(entry, dict) else (entry, [])
        if not (match := ENTRY.match(str(head))):
            continue
        role, name = match["role"], match["name"] or ""
        line = _line(role, name, match["state"])
        if line and (not result or result[-1] != "  " * depth + line):
            result.append("  " * depth + line)
        if isinstance(below, list) and not (role == "region" and name.startswith(OWN_WORDS)):
            inner = _lines(below, depth + (role in LANDMARKS))
            result += inner[1:] if inner and result and inner[0] == result[-1] else inner
    return result


def _line(role: str, name: str, state: str) -> str:
    if role == "heading":
        return f"heading{state}" if "level=1" in state or "level=2" in state else ""
    if role in LANDMARKS:
        return "" if name.startswith(OWN_WORDS) else f'{role} "{name}"' if name else role
    return (f'{role} "{name}"' if name else role) + state if role in CONTROLS else ""


def snapshot_of(browser: Browser, address: str) -> str:
    """The structure at both widths; on a phone the header alone, the rest is the same."""
    with tab(browser, viewport=DESKTOP) as page:
        page.goto(address, wait_until="networkidle")
        parts = {"bildschirm": structure(page.locator("body").aria_snapshot())}
        page.set_viewport_size(PHONE)
        parts["telefon-kopf"] = structure(page.locator("header.md-header").aria_snapshot())
    return "".join(f"{part}: |\n" + "".join(f"  {line}\n" for line in lines) for part, lines in parts.items())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_has_the_landmarks_headings_and_controls_it_had(
    browser: Browser, address: str, layout: str, pytestconfig: pytest.Config
) -> None:
    file, now = SNAPSHOTS / f"{layout}.yml", snapshot_of(browser, address + LAYOUTS[layout])
    if pytestconfig.getoption("--renew"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(now, encoding="utf-8")
    assert now == file.read_text(encoding="utf-8"), "Gewollt? Dann: scripts/test tests/test_aria.py --renew"


def test_a_lost_landmark_and_a_renamed_control_change_the_structure(browser: Browser, address: str) -> None:
    with tab(browser, viewport=DESKTOP) as page:
        page.goto(address + LAYOUTS["kapitel"])
        before = structure(page.locator("body").aria_snapshot())
        page.evaluate("() => document.querySelector('article p').append(' Noch ein Satz mit einem ', document.createElement('b'))")
        assert structure(page.locator("body").aria_snapshot()) == before
        page.evaluate("() => document.querySelector('nav.parts').removeAttribute('aria-label')")
        page.evaluate("() => document.querySelector('.scheme-switch').textContent = 'Dunkel'")
        after = structure(page.locator("body").aria_snapshot())
        assert [line for line in after if line not in before] == ['  button "Dunkel"', "navigation"]
