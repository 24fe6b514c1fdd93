"""The engine of the search in a blank page of Chromium, without theme and worker: words, then what is found."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from wegweiser.search.files import ENGINE, SOURCES


@pytest.fixture(scope="module")
def engine(browser: Browser, root: Path) -> Iterator[Page]:
    page = browser.new_page()
    for name in ENGINE:
        page.add_script_tag(path=str(root / SOURCES / name))
    yield page
    page.close()


@pytest.mark.parametrize("spellings", [
    ["Bürger", "Buerger", "BÜRGER", "Burger", "bürger"],
    ["Straße", "Strasse", "STRASSE"],
    ["Café", "Cafe"],
    ["Eigentümer*innen", "Eigentümer:innen", "Eigentuemerinnen"],
    ["Ökonomie", "Oekonomie", "Okonomie"],
])
def test_spellings_of_a_word_are_the_same(engine: Page, spellings: list[str]) -> None:
    assert len(set(engine.evaluate("words => words.map(Words.fold)", spellings))) == 1


@pytest.mark.parametrize("word", ["neue", "Steuer", "Bauer", "Quelle", "aktuell"])
def test_a_word_being_typed_begins_like_the_whole_word(engine: Page, word: str) -> None:
    """The letters ue are an ü only where they can be one; else results would vanish while typing."""
    parts = [word[:length] for length in range(3, len(word) + 1)]
    whole, folded = engine.evaluate("([word, parts]) => [Words.fold(word), parts.map(Words.fold)]", [word, parts])
    assert sum(whole.startswith(part) for part in folded) >= len(parts) - 1


@pytest.mark.parametrize("forms", [
    ["Genossenschaft", "Genossenschaften"],
    ["Befragung", "Befragungen"],
    ["Kataster", "Katasters", "Katastern"],
    ["Rat", "Rates", "Räte", "Räten"],
    ["Bürgschaft", "Bürgschaften"],
    ["gemeinnützig", "gemeinnütziger", "gemeinnützigen", "gemeinnütziges"],
])
def test_forms_of_a_word_have_one_stem(engine: Page, forms: list[str]) -> None:
    stems = set(engine.evaluate("words => words.map(word => Words.stem(Words.fold(word)))", forms))
    assert len(stems) == 1, stems


@pytest.mark.parametrize("one, other, edits", [
    ("kataster", "kataster", 0), ("kataster", "katster", 1), ("kredit", "kerdit", 1), ("quatiersmanagment", "quartiersmanagement", 2),
    ("treff", "kredit", 3),
])
def test_edits_are_counted_up_to_the_limit(engine: Page, one: str, other: str, edits: int) -> None:
    assert engine.evaluate("([a, b]) => Words.distance(a, b, 2)", [one, other]) == edits


@pytest.mark.parametrize(("form", "beginning"), [("ausgezahltes", "auszahl"), ("abgegrenzt", "abgrenz"), ("eingerichtete", "einricht"), ("Angebote", "angebot")])
def test_a_participle_leads_to_the_noun_of_its_verb(engine: Page, form: str, beginning: str) -> None:
    assert engine.evaluate("form => Words.trunk(Words.fold(form))", form) == beginning


def test_a_distance_is_the_same_in_both_directions(engine: Page) -> None:
    @given(st.text("abenrst", max_size=9), st.text("abenrst", max_size=9))
    def check(one: str, other: str) -> None:
        there, back = engine.evaluate("([a, b]) => [Words.distance(a, b, 2), Words.distance(b, a, 2)]", [one, other])
        assert min(there, 3) == min(back, 3)  # beyond the limit of 2 any number means "too far"
        assert (there == 0) == (one == other)

    check()


# What is found and in which order, over a handbook of four pages.

PAGES = [
    ["leerstand/", "Leerstandskataster", "Analyse", "Leere Läden erfassen.", ["Ladenleerstand", "wer kennt leere Läden"]],
    ["treff/", "Nachbarschaftstreff", "Koproduktion", "Ein Ort für alle.", ["Begegnungsort"]],
    ["kredit/", "Bankkredit", "Finanzierung", "Geld gegen Zins.", []],
    ["glossar/", "Glossar", "Anhang", "Begriffe von A bis Z.", []],
]
SECTIONS = [
    [0, "#brief", "Der Brief an Eigentümer*innen", "Ein Brief, eine Seite. Der Treff hilft.", 0],
    [0, "#quoten", "Die Quoten", "Rechnen Sie vier Werte.", 0],
    [1, "#cafe", "Das Café", "Kaffee & <b>Kuchen</b> im Treff, Treff, Treff.", 0],
    [2, "#rate", "Die Rate", "Zins und Tilgung.", 0],
    [3, "#tilgung", "Tilgung", "Rückzahlung eines Kredits.", 1],
    [3, "#anteil", "Anteil", "Beteiligung an einer Genossenschaft.", 1],
]
LANGUAGE = {"fillers": ["wie", "ein", "ich", "den", "wer"], "termQuestions": ["was ist", "bedeutung"]}
RUN = """([data, language, query]) => {
    const fillers = new Set(language.fillers), postings = Postings.create(data, fillers)
    const vocabulary = Vocabulary.create(postings.words, data.synonyms)
    const ranked = Ranking.search(postings, vocabulary, {...language, fillers}, query)
    return Results.draw(data, postings, ranked)
}"""


def search(engine: Page, query: str, synonyms: list[list[str]] | None = None) -> list[list[dict[str, Any]]]:
    data = {"pages": PAGES, "sections": SECTIONS, "synonyms": synonyms or []}
    return engine.evaluate(RUN, [data, LANGUAGE, query])


def first(engine: Page, query: str, synonyms: list[list[str]] | None = None) -> str:
    """Address of the best result."""
    results = search(engine, query, synonyms)
    return results[0][0]["location"] if results else ""


@pytest.mark.parametrize("query, address", [
    ("Leerstandskataster", "leerstand/"),
    ("leerstands kataster", "leerstand/"),     # written apart
    ("Kataster", "leerstand/"),                # head of a compound
    ("Leerstand", "leerstand/"),               # its beginning
    ("leerstandskatster", "leerstand/"),       # a slip
    ("Katastern", "leerstand/"),               # bent
    ("wer kennt leere Läden", "leerstand/"),   # a suchwort that is a question
    ("Begegnungsorte", "treff/"),
    ("wie bekomme ich den Kredit", "kredit/"),
    ("Brief Eigentuemerinnen", "leerstand/#brief"),
])
def test_the_best_result(engine: Page, query: str, address: str) -> None:
    assert first(engine, query) == address


def test_a_title_counts_more_than_many_mentions(engine: Page) -> None:
    assert [result[0]["location"].split("#")[0] for result in search(engine, "Treff")][:2] == ["treff/", "leerstand/"]


def test_a_synonym_leads_to_the_page_and_only_with_its_entry(engine: Page) -> None:
    assert first(engine, "Darlehen") == ""
    assert first(engine, "Darlehen", [["Darlehen", "Bankkredit"]]) == "kredit/"


def test_a_synonym_may_be_a_group_of_words(engine: Page) -> None:
    assert first(engine, "macht auf", [["macht auf", "Leerstand"]]) == "leerstand/"
    assert first(engine, "wer kennt den", [["kennt den", "Bankkredit"]]) == "kredit/"   # "den" alone says nothing


def test_who_asks_for_a_meaning_gets_the_glossary(engine: Page) -> None:
    assert first(engine, "was ist Tilgung") == "glossar/#tilgung"
    assert first(engine, "Tilgung Bedeutung") == "glossar/#tilgung"


def test_terms_are_subjects_of_their_own(engine: Page) -> None:
    """The glossary is one page on the site, but its other terms must not help one of them."""
    result = search(engine, "Tilgung")
    addresses = [item["location"] for group in result for item in group]
    assert "glossar/#tilgung" in addresses and "glossar/#anteil" not in addresses


def test_text_is_shown_as_text_with_the_words_marked(engine: Page) -> None:
    shown = next(item for group in search(engine, "Kuchen") for item in group if item["location"] == "treff/#cafe")
    assert shown["text"] == "Kaffee &amp; &lt;b&gt;<mark>Kuchen</mark>&lt;/b&gt; im Treff, Treff, Treff."


def test_a_word_that_is_not_on_the_page_is_named(engine: Page) -> None:
    best = search(engine, "Leerstandskataster Zins")[0]
    assert any(item["terms"] == {"zins": False} for item in best)


@pytest.mark.parametrize("query", ["", "   ", "???", "zzzzzz", "+-*\"^~:", "<script>", "\\", "a" * 5000, "ist " * 500])
def test_no_text_breaks_the_search(engine: Page, query: str) -> None:
    assert isinstance(search(engine, query), list)
