"""What a first visit costs over the wire: bytes and requests are part of what readers notice."""
from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Page

from test_completeness import PAGES, folder_of

MOST_BYTES, MOST_REQUESTS = 90_000, 10
READY_PACKED = (".woff2", ".png")
# Worked examples carry their whole calculation; the list of sources carries every source.
SAMPLE = ["index.md", "finanzierung/staedtebaufoerderung.md", "marten/finanzierungsmix.md", "marten/wirtschaftsplan.md", "koproduktion/rechtsformen.md"]


@pytest.mark.parametrize("name", SAMPLE)
def test_a_first_visit_is_light(page: Page, address: str, name: str) -> None:
    assert name in PAGES
    answers = []
    page.on("response", lambda response: answers.append((response.url, response.body())))
    page.goto(address + folder_of(name), wait_until="networkidle")
    sizes = {url: len(body if url.endswith(READY_PACKED) else gzip.compress(body, 9)) for url, body in answers}
    assert sum(sizes.values()) <= MOST_BYTES, sizes
    assert len(sizes) <= MOST_REQUESTS, sorted(sizes)
