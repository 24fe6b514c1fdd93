"""Overviews and comparisons are drawn from the chapters; a new chapter appears in them by itself."""
from __future__ import annotations

import datetime
from pathlib import Path

import lxml.html
import pytest

from conftest import Checkout
from wegweiser import catalogue
from wegweiser.checks import repetition
from wegweiser.fact_sheet import fact_rows
from wegweiser.handbook import Handbook
from wegweiser.programmes import overdue, programme_state
from wegweiser.schema import Programme

PARTS = ("analyse", "koproduktion", "finanzierung")
DAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize("part", PARTS)
def test_the_overview_of_a_part_names_each_of_its_chapters(site: Path, handbook: Handbook, part: str) -> None:
    page = lxml.html.parse(str(site / part / "index.html"))
    cards = {card.text_content() for card in page.xpath('//article//ul[contains(@class, "karten")]/li//a')}
    assert {chapter.title for chapter in handbook.in_folder(part)} <= cards


@pytest.mark.parametrize("part", PARTS)
def test_the_comparison_shows_what_the_steckbriefe_say(site: Path, handbook: Handbook, part: str) -> None:
    page = lxml.html.parse(str(site / part / "index.html"))
    rows = {row.xpath("./th//a")[0].text_content(): row.text_content() for row in page.xpath('//article//table[contains(@class, "vergleich")]/tbody/tr')}
    for chapter in handbook.in_folder(part):
        for fact in fact_rows(chapter):
            if fact.key in catalogue.COMPARED[part]:
                assert fact.text in rows[chapter.title]


def test_a_new_chapter_appears_in_overview_and_comparison(checkout: Checkout) -> None:
    assert checkout.run("new", "analyse", "Kiezkataster").returncode == 0
    assert checkout.run("build", "--web").returncode == 0
    overview = (checkout.root / "site/analyse/index.html").read_text(encoding="utf-8")
    assert overview.count('href="kiezkataster/"') >= 2


def programme(checked: str, status: str = "laeuft", until: str | None = None) -> Programme:
    return Programme.model_validate({"geprueft_am": checked, "status": status, "gueltig_bis": until})


def test_a_programme_checked_lately_runs() -> None:
    assert programme_state(programme("2026-10-01"), DAY).text == "läuft"


def test_a_programme_unchecked_for_180_days_is_no_longer_current() -> None:
    assert programme_state(programme("2026-05-26"), DAY).is_current
    assert "nicht aktuell geprüft" in programme_state(programme("2026-05-25"), DAY).text


def test_a_programme_past_its_date_is_not_current_however_lately_checked() -> None:
    assert "abgelaufen" in programme_state(programme("2026-11-01", until="2026-11-21"), DAY).text


def test_an_ended_programme_is_told_as_history() -> None:
    assert "Rückblick" in programme_state(programme("2026-11-01", "beendet"), DAY).text


def test_every_instrument_stands_in_the_matrix_and_on_the_line_where_its_steckbrief_says(site: Path, handbook: Handbook) -> None:
    page = lxml.html.parse(str(site / "finanzierung/index.html"))
    line = page.xpath('//section[contains(@class, "rentierlichkeitslinie")]')[0]
    rows = page.xpath('//table[contains(@class, "passungsmatrix")]/tbody/tr')
    for chapter in handbook.in_folder("finanzierung"):
        profile = chapter.profile
        if profile:
            assert chapter.title in line.xpath(".//svg")[0].text_content()
            columns = [n for n, (stage, _) in enumerate(catalogue.by_stage(handbook), 1) if stage in profile.rentierlichkeit]
            shown = sum(chapter.title in [a.text_content() for a in row.xpath(f"./td[{n}]//a")] for row in rows for n in columns)
            wanted = len(columns) * (1 if len(profile.felder) == 6 else len(profile.felder))
            assert shown == wanted, chapter.title


def test_no_cell_of_the_matrix_is_empty(site: Path) -> None:
    page = lxml.html.parse(str(site / "finanzierung/index.html"))
    assert all(cell.text_content().strip() for cell in page.xpath('//table[contains(@class, "passungsmatrix")]//td'))


@pytest.mark.parametrize("part", PARTS)
def test_every_instrument_names_sources_and_neighbours_and_repeats_nobody(handbook: Handbook, part: str) -> None:
    for chapter in handbook.in_folder(part):
        if chapter.profile:
            assert len(handbook.cited_in(chapter)) >= 3, f"{chapter.path}: zu wenige Quellen"
            assert len(set(catalogue.link_targets(chapter)) - {chapter.path}) >= 3, f"{chapter.path}: zu wenige Links"
    assert [str(finding) for finding in repetition.check(handbook)] == []


def test_overviews_warn_of_programmes_that_nobody_has_checked(site: Path, handbook: Handbook) -> None:
    page = lxml.html.parse(str(site / "finanzierung/index.html"))
    listed = lxml.html.parse(str(site / "anhang/ueberfaellig/index.html")).xpath("//article")[0].text_content()
    stale = [chapter for chapter, _, _ in overdue(handbook, datetime.date(2026, 1, 1))]
    assert stale
    for chapter in stale:
        row = next(row for row in page.xpath('//table[contains(@class, "vergleich")]/tbody/tr') if row.xpath("./th//a")[0].text == chapter.title)
        assert "nicht aktuell geprüft" in row.text_content()
        assert chapter.title in listed
