"""Citations, the list of sources and the glossary, as a reader meets them on the built pages."""
from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest

from wegweiser.citations import Citation, Source, disambiguate, find_citations
from wegweiser.glossary import Glossary, Term
from wegweiser.handbook import Handbook

CHAPTER = "analyse/leerstandskataster"


@pytest.fixture(scope="module")
def page(site: Path) -> lxml.html.HtmlElement:
    return lxml.html.parse(str(site / CHAPTER / "index.html")).getroot()


def source(key: str, year: str, title: str = "Titel") -> Source:
    return Source(key, "Stadt Dortmund", "Stadt Dortmund", title, year, "", "2026-11", "", "quellen.yml", 1)


def test_a_citation_may_name_a_page_and_several_sources() -> None:
    assert find_citations("Text [@K4, S. 12; @M5].", 7) == [Citation("K4", "S. 12", 7), Citation("M5", "", 7)]


def test_an_address_in_brackets_is_not_a_citation() -> None:
    assert find_citations("Schreiben Sie an [info@example.org].", 1) == []


def test_same_publisher_and_year_get_letters_everywhere() -> None:
    labels = {s.key: s.label for s in disambiguate({"A": source("A", "2018", "Zweitens"), "B": source("B", "2018", "Erstens")}).values()}
    assert labels == {"B": "Stadt Dortmund 2018a", "A": "Stadt Dortmund 2018b"}


def test_undated_sources_keep_their_o_j_readable() -> None:
    labels = [s.label for s in disambiguate({"A": source("A", "o. J.", "A"), "B": source("B", "o. J.", "B")}).values()]
    assert labels == ["Stadt Dortmund o. J. a", "Stadt Dortmund o. J. b"]


def test_every_citation_leads_to_the_list_at_the_end(page: lxml.html.HtmlElement) -> None:
    marks = page.xpath('//article//a[contains(@class, "beleg")][not(ancestor::section[@class="quellen"])]')
    listed = {item.get("id") for item in page.xpath('//section[contains(@class, "quellen")]//li')}
    assert len(marks) > 10
    assert {mark.get("href") for mark in marks} == {f"#{name}" for name in listed}


def test_the_bibliography_leads_back_to_every_chapter_that_cites(site: Path, handbook: Handbook) -> None:
    bibliography = lxml.html.parse(str(site / "anhang/quellen/index.html"))
    entries = {item.get("id"): item for item in bibliography.xpath("//article//li[@id]")}
    for key, chapters in handbook.cited_by.items():
        back = {link.text_content() for link in entries[handbook.sources[key].anchor].xpath('.//*[contains(@class, "rueckverweise")]//a')}
        assert back == {chapter.title for chapter in chapters}


def test_the_first_use_of_a_term_leads_to_the_glossary_and_only_the_first(page: lxml.html.HtmlElement) -> None:
    targets = [link.get("href") for link in page.xpath('//article//a[contains(@class, "glossar")]')]
    assert targets, "auf der Seite ist kein Begriff verlinkt"
    assert len(targets) == len(set(targets))
    assert all(target.startswith("../../anhang/glossar/#") for target in targets)


def test_the_glossary_has_an_anchor_for_every_term(site: Path, handbook: Handbook) -> None:
    text = (site / "anhang/glossar/index.html").read_text(encoding="utf-8")
    for term in handbook.glossary.terms:
        assert f'id="{term.anchor}"' in text


def test_a_term_is_matched_as_a_whole_word() -> None:
    glossary = Glossary((Term("Quartier", ("Quartiers",), "…", (), (), 1),))
    assert [m.group(0) for m in glossary.pattern.finditer("Quartiersrat, Quartier, im Quartiers")] == ["Quartier", "Quartiers"]


def test_heading_ids_spell_out_umlauts(page: lxml.html.HtmlElement) -> None:
    ids = {heading.get("id") for heading in page.xpath("//article//h2")}
    assert {"wann-geeignet-wann-nicht", "ergebnis-und-naechste-schritte"} <= ids


def test_the_steckbrief_says_where_its_numbers_come_from(page: lxml.html.HtmlElement) -> None:
    text = re.sub(r"\s+", " ", page.xpath('//aside[contains(@class, "steckbrief")]')[0].text_content())
    assert re.search(r"Arbeitszeit \d+–\d+\sPersonentage \(Schätzung der Redaktion\)", text)
