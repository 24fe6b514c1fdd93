"""The labelled queries against the real site in a real browser: does the search find what was meant?

`pytest tests/search/test_queries.py -s` prints the tables.
"""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from wegweiser.bench.queries import FOLDER, UNCOUNTED, Query, by_class, read_queries, table

ROOT = Path(__file__).resolve().parents[2]
QUERIES = read_queries(ROOT / FOLDER)
SETS = {"Arbeitsteil": [q for q in QUERIES if not q.held_out], "Zurückgehaltener Teil": [q for q in QUERIES if q.held_out]}
TYPED = 20
FIRST, FIRST_THREE, CLASS_FIRST_THREE = .90, .97, .85

# The messages the theme sends and gets (2 a query, 3 its answer); shown is what is not folded away.
ASK = """async queries => {
    const worker = new Worker(JSON.parse(document.querySelector("#__config").textContent).search)
    const answer = query => new Promise(resolve => {
        worker.onmessage = ({data}) => data.type === 3 && resolve(data.data.items)
        worker.postMessage({type: 2, data: query})
    })
    const answers = []
    for (const query of queries) answers.push(await answer(query))
    worker.terminate()
    return answers.map(items => items.map(group => group.filter(item => item.score >= group[0].score || !item.location.includes("#")).map(item => item.location)))
}"""
# Whether the page shows these answers; the theme draws the first ten at once and the rest on scrolling.
SHOWS = """([base, answers]) => {
    const shown = [...document.querySelectorAll(".search-results > li")].slice(0, 10).map(result =>
        [...result.querySelectorAll("a")].filter(link => !link.closest("details")).map(link => link.href.slice(base.length)).sort())
    return JSON.stringify(shown) === JSON.stringify(answers.slice(0, 10).map(one => one.sort()))
}"""

Answers = list[list[list[str]]]


def ask(browser: Browser, address: str, queries: Sequence[Query]) -> Answers:
    page = browser.new_page()
    page.goto(address, wait_until="networkidle")
    answers = page.evaluate(ASK, [query.text for query in queries])
    page.close()
    return answers


@pytest.fixture(scope="module", params=[name for name, queries in SETS.items() if queries])
def judged(request: pytest.FixtureRequest, browser: Browser, address: str) -> tuple[str, list[Query], Answers]:
    queries = SETS[request.param]
    return request.param, queries, ask(browser, address, queries)


def test_the_right_page_is_first_or_near(judged: tuple[str, list[Query], Answers]) -> None:
    name, queries, answers = judged
    result = by_class(queries, answers)
    print(f"\n{name}\n{table(result)}")
    misses = [query.text for query, answer in zip(queries, answers) if query.kind != UNCOUNTED and not 1 <= query.rank(answer) <= 3]
    total = result["gesamt"]
    assert total.first >= FIRST, f"{name}: {total.first:.1%} an erster Stelle"
    assert total.first_three >= FIRST_THREE, f"{name}: {total.first_three:.1%} unter den ersten drei. Es fehlen: {misses}"
    weak = {kind: f"{row.first_three:.0%}" for kind, row in result.items() if kind != UNCOUNTED and row.first_three < CLASS_FIRST_THREE}
    assert not weak, f"{name}: zu schwach sind {weak}. Es fehlen: {misses}"


def test_every_accepted_page_exists(site: Path) -> None:
    missing = {page for query in QUERIES for page in query.accepted if not (site / page.split("#")[0] / "index.html").is_file()}
    assert not missing


def test_there_are_enough_queries_of_every_class() -> None:
    assert len(SETS["Arbeitsteil"]) >= 150
    assert all(sum(query.kind == kind for query in QUERIES) >= 8 for kind in {query.kind for query in QUERIES})


def test_what_is_typed_gets_the_same_answers_in_the_search_field(page: Page, address: str) -> None:
    """The queries above go past the interface; a sample of them is really typed and read from the page."""
    sample = QUERIES[:: max(1, len(QUERIES) // TYPED)][:TYPED]
    page.goto(address, wait_until="networkidle")
    expected = page.evaluate(ASK, [query.text for query in sample])
    field = page.get_by_label("Im Wegweiser suchen")
    field.click()
    for query, answer in zip(sample, expected):
        field.fill("")
        page.keyboard.type(query.text)
        page.wait_for_function(SHOWS, arg=[address, answer], timeout=10_000)
        number = len(answer)
        assert page.locator("#suche").get_by_role("status").inner_text() == (
            f"{number} Seiten gefunden" if number > 1 else "1 Seite gefunden" if number else "Keine Seite gefunden"
        )
