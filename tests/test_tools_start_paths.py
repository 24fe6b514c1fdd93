"""Startpfade: three answers always lead to one path; its minutes are those of the real chapters."""
from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import Checkout
from tool_pages import STORED, file_address, misread, press_until, tab, telling
from wegweiser.handbook import Handbook
from wegweiser.reading_time import WORDS_PER_MINUTE, minutes_for
from wegweiser.start_paths import CHECK, PAGE, StartPaths, check, readings, total_minutes

PLACE = "einstieg/startpfade"
IN_USE = "#wer=verwaltung&lage=schliesst&zeit=dreissig"
DATA = "docs/_data/startpfade.yml"
ANSWER = """(given) => {
    const form = document.querySelector('[data-werkzeug=startpfade] form'), path = document.querySelector('.pfad')
    for (const [name, value] of Object.entries(given)) form.elements[name].value = value
    form.querySelector('input').dispatchEvent(new Event('change', { bubbles: true }))
    return { title: path.querySelector('h2').textContent, first: path.querySelector('.diese-woche').textContent,
             steps: [...path.querySelectorAll('ol li')].map(li => li.textContent), later: path.querySelectorAll('ul li').length,
             links: [...path.querySelectorAll('ol a')].map(a => a.getAttribute('href')), told: document.querySelector('.meldung').textContent }
}"""
# what is wrong → old text, new text, words of the message
MISTAKES = {
    "a path that does not exist": ("pfad: laden-schliesst", "pfad: laden-zu", "Den Pfad „laden-zu“ gibt es nicht."),
    "an answer that does not exist": ("{lage: idee,", "{lage: einfall,", "Die Antwort „einfall“ gibt es bei lage nicht."),
    "a combination nobody thought of": ("  - {lage: antrag, pfad: foerderantrag}\n", "", "führen zu keinem Pfad."),
    "a rule that never counts": ("  - {lage: ende, pfad: projekt-laeuft-aus}", "  - {lage: ende, pfad: projekt-laeuft-aus}\n  - {wer: verwaltung, lage: ende, pfad: neu-im-amt}", "Diese Regel gilt nie"),
    "a path nobody reaches": ("  - {lage: menschen, pfad: immer-dieselben}", "  - {lage: menschen, pfad: neu-im-stadtteil}", "Zum Pfad „immer-dieselben“ führt keine Antwort."),
    "a chapter that does not exist": ("seite: analyse/nadelmethode.md", "seite: analyse/nadel.md", "Die Seite „analyse/nadel.md“ gibt es nicht."),
    "a section that does not exist": ("abschnitt: die-drei-stufen", "abschnitt: stufen", "Den Abschnitt „stufen“ gibt es in docs/finanzierung/rentierlichkeit.md nicht."),
    "a chapter without a gist": ("seite: einstieg/rollen.md, kurz: was-die-aemter-beitragen,", "seite: einstieg/rollen.md,", "keinen Abschnitt „Auf einen Blick“"),
    "a path without its heading": ("titel: Neu im Amt", "titel: Frisch im Amt", "fehlt die Überschrift „Frisch im Amt“"),
    "a path without first action": ("    diese_woche: Fragen Sie das Quartiersbüro oder die Bezirksvertretung nach dem nächsten Antragstermin.\n", "", "diese_woche: Die Angabe fehlt."),
    "a misspelt key": ("    diese_woche: Fragen", "    dieses_woche: Fragen", "dieses_woche: Diese Angabe gibt es nicht."),
}


# A gap in the rules is told where they begin, a path without readers where it stands.
TOLD_ELSEWHERE = ("a combination nobody thought of", "a path nobody reaches")


@pytest.fixture
def paths(handbook: Handbook) -> StartPaths:
    return handbook.start_paths.data


def test_every_combination_of_answers_leads_to_one_path_and_every_path_is_reached(handbook: Handbook, paths: StartPaths) -> None:
    reached = {combination: paths.rule_for(*combination) for combination in paths.combinations()}
    assert len(reached) == len(paths.wer.antworten) * len(paths.lage.antworten) * len(paths.zeit.antworten)
    assert None not in reached.values()
    assert {rule.pfad for rule in reached.values()} == set(paths.pfade)
    assert list(check(handbook)) == []


def test_the_page_shows_for_every_combination_what_the_data_say(page: Page, address: str, handbook: Handbook, paths: StartPaths) -> None:
    page.goto(f"{address}{PLACE}/", wait_until="networkidle")
    for who, what, time in paths.combinations():
        shown = page.evaluate(ANSWER, {"wer": who, "lage": what, "zeit": time})
        path = paths.pfade[paths.rule_for(who, what, time).pfad]
        assert shown["title"] == f"Ihr Startpfad: {path.titel}"
        assert path.diese_woche in shown["first"]
        assert len(shown["steps"]) + shown["later"] == len(path.kapitel)
        assert shown["steps"] and all(shown["links"])
        minutes = int(re.search(r"(\d+) Minuten?\.", shown["told"]).group(1))
        limit = paths.zeit.antworten[time].minuten
        assert limit is None or minutes <= limit, (who, what, time)
        if limit is None:
            assert minutes == total_minutes(readings(handbook, path))[0] and not shown["later"]


def test_minutes_are_counted_from_the_words_on_the_page(page: Page, address: str, handbook: Handbook, paths: StartPaths) -> None:
    """Within a fifth of what a reader sees, leaving out Steckbrief, calculations, drawings, code and sources."""
    page.goto(f"{address}analyse/leerstandskataster/")
    seen = page.evaluate("""() => {
        const article = document.querySelector('article').cloneNode(true)
        article.querySelectorAll('.kapitelkopf, .steckbrief, .rechnung, .diagramm, .quellen, .verwandt, .page-actions, .sections-small, .headerlink, .belege, pre, .admonition-title').forEach(e => e.remove())
        article.querySelectorAll('td, th, li, p').forEach(e => e.append(' '))
        return article.textContent.split(/\\s+/).filter(word => /[\\wäöüß]/i.test(word)).length }""")
    step = next(r for r in readings(handbook, paths.pfade["leerstand-wird-treffpunkt"]) if "leerstandskataster" in r.link)
    assert 0.8 < step.words / seen < 1.2
    assert step.minutes == -(-step.words // WORDS_PER_MINUTE) == minutes_for(step.words)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_data_is_named_with_its_line(tmp_path: Path, root: Path, handbook: Handbook, mistake: str) -> None:
    old, new, message = MISTAKES[mistake]
    file, line = misread(root / DATA, old, new, tmp_path, StartPaths, CHECK)
    found = telling(message, [*file.findings, *check(dataclasses.replace(handbook, start_paths=file))])
    assert found.hint and found.severity == "Fehler"
    near = range(line - 2, line + 3)
    assert found.line in near or mistake in TOLD_ELSEWHERE and found.line > 1


def test_the_command_names_file_and_line(checkout: Checkout) -> None:
    line = checkout.edit(DATA, "pfad: laden-schliesst", "pfad: laden-zu")
    result = checkout.run("check", DATA)
    assert result.returncode == 1
    assert f"{DATA}:{line}: Fehler [startpfade] Den Pfad „laden-zu“ gibt es nicht." in result.stdout


def test_the_address_restores_the_path(browser: Browser, page: Page, address: str) -> None:
    page.goto(f"{address}{PLACE}/", wait_until="networkidle")
    for name in ("Verwaltung", "Ein Laden oder Dienst schließt", "Eine halbe Stunde"):
        page.get_by_role("radio", name=name).check()
    shown = page.locator(".pfad").inner_text()
    with tab(browser) as other:
        other.goto(page.url, wait_until="networkidle")
        assert other.locator(".pfad").inner_text() == shown
        assert other.evaluate(STORED) == 0


def test_a_link_to_a_path_still_leads_to_its_section(page: Page, address: str, paths: StartPaths) -> None:
    for name in paths.pfade:
        page.goto(f"{address}{PLACE}/#{name}")
        assert page.locator(f"#{name}").is_visible()
        assert page.locator(".pfad").is_hidden()


def test_the_questions_are_answered_by_keyboard_alone_on_a_phone(browser: Browser, address: str) -> None:
    with tab(browser, viewport={"width": 390, "height": 844}) as page:
        page.goto(f"{address}{PLACE}/", wait_until="networkidle")
        for name in ("wer", "lage", "zeit"):
            press_until(page, "Tab", f"e.name === '{name}'")
            page.keyboard.press("ArrowDown")
        assert "Ihr Startpfad steht unter den Fragen: " in page.locator(".meldung").inner_text()
        press_until(page, "Tab", "e.closest('.pfad ol')")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: PLACE not in url)


def test_without_javascript_all_paths_stand_on_the_page(browser: Browser, address: str, handbook: Handbook, paths: StartPaths) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{address}{PLACE}/")
        assert page.locator("[data-werkzeug=startpfade]").is_hidden()
        for name, path in paths.pfade.items():
            text = page.locator(f".startpfad[data-pfad={name}]").inner_text()
            assert path.diese_woche in text
            assert all(f"{reading.title} – {reading.purpose}" in text for reading in readings(handbook, path))
            assert page.locator(f"article table a[href='#{name}']").count() == 1


def test_the_tool_works_from_a_file(browser: Browser, site: Path) -> None:
    with tab(browser) as page:
        page.goto(file_address(site, PLACE, IN_USE))
        assert page.get_by_role("heading", name="Ihr Startpfad: Ein Laden schließt").is_visible()
        page.get_by_role("radio", name="Zehn Minuten").check()
        assert "zeit=zehn" in page.url


def test_every_start_on_the_front_page_leads_to_a_group_of_paths(handbook: Handbook) -> None:
    anchors = {link.target.split("#")[1] for link in handbook.chapters["index.md"].links if "startpfade.md#" in link.target}
    assert anchors and anchors <= {heading.id for heading in handbook.chapters[PAGE].headings}
