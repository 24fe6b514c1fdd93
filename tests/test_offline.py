"""The zip to take along, unpacked and opened from disk: it reads, finds and calculates without any server."""
from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from wegweiser.offline import FOLDER, NAME, address_files, link_to_files
from wegweiser.search.files import DATA


@pytest.fixture(scope="module")
def stick(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stick")
    zipfile.ZipFile(site / NAME).extractall(folder)
    return folder / FOLDER


def test_a_double_click_leads_to_pages_search_and_calculator(page: Page, stick: Path) -> None:
    elsewhere, problems = [], []
    page.on("request", lambda request: elsewhere.append(request.url) if not request.url.startswith("file:") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto((stick / "index.html").as_uri())
    page.get_by_role("main").get_by_role("link", name="Verwaltung").first.click()
    assert page.url.endswith("einstieg/startpfade/index.html#verwaltung")

    page.get_by_label("Im Wegweiser suchen").click()
    page.keyboard.type("leerstehende Läden")
    result = page.get_by_role("list", name="Suchergebnisse").get_by_role("link").first
    expect(result).to_be_visible(timeout=30_000)
    result.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Leerstandskataster")

    page.goto((stick / "marten" / "wirtschaftsplan" / "index.html").as_uri())
    expect(page.locator(".rechner-kurz")).to_contain_text("8.740")
    assert elsewhere == [] and problems == []


def test_nothing_in_the_zip_is_meant_for_a_server_only(stick: Path) -> None:
    names = {file.relative_to(stick).as_posix() for file in stick.rglob("*")}
    assert "LIES-MICH.txt" in names
    assert not [name for name in names if name.endswith((".map", ".gz", ".htaccess")) or name.startswith(("_headers", "betrieb"))]


@pytest.mark.parametrize(("link", "expected"), [
    ('href="../rollen/#wer"', 'href="../rollen/index.html#wer"'),
    ('href="./"', 'href="./index.html"'),
    ('href=".."', 'href="../index.html"'),
    ('href="../../werkzeuge/mein-wegweiser/#k=a"', 'href="../../werkzeuge/mein-wegweiser/index.html#k=a"'),
    ('href="#checkliste"', 'href="#checkliste"'),
    ('href="https://www.dortmund.de/"', 'href="https://www.dortmund.de/"'),
    ('href="mailto:a@b.de"', 'href="mailto:a@b.de"'),
    ('href="../leerstandskataster.pdf"', 'href="../leerstandskataster.pdf"'),
])
def test_links_to_folders_name_the_page_in_them(link: str, expected: str) -> None:
    assert link_to_files(f"<a {link}>x</a>") == f"<a {expected}>x</a>"


def test_only_the_addresses_of_the_search_index_change() -> None:
    index = {"pages": [["", "A", "", "", ["a/", "b"]], ["analyse/b/", "B", "", "", []]], "sections": [[0, "#a", "", "c/", 0]]}
    expected = {"pages": [["index.html", "A", "", "", ["a/", "b"]], ["analyse/b/index.html", "B", "", "", []]], "sections": [[0, "#a", "", "c/", 0]]}
    assert json.loads(address_files(DATA + json.dumps(index)).removeprefix(DATA)) == expected
