"""One number in a data file changes everything that follows from it, wherever it is read."""
from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from conftest import ROOT, Checkout
from wegweiser.book.collection import BookMeta, BookPage, Collection
from wegweiser.book.typeset import typeset_chapters
from wegweiser.handbook import Handbook, read_handbook

# 5.000 Euro more for the Umbau: more loan, a higher Rate, a Rentierlichkeit that no longer holds.
PLAN = "docs/_data/rechnungen/wirtschaftsplan-marten.yml"
OLD, NEW = "name: Umbau des Raums\n    wert: 75000\n", "name: Umbau des Raums\n    wert: 80000\n"
NOT_PRINTED = ["kicker", "page-actions", "sections-small"]


@dataclass(frozen=True)
class Edition:
    """A built site and what the two values are called that the tests look for."""

    site: Path
    loan: str
    payment: str

    def article(self, path: str) -> html.HtmlElement:
        return html.parse(self.site / path / "index.html").find(".//article")

    def text(self, path: str) -> str:
        return " ".join(self.article(path).text_content().split()).replace("\u00a0", " ")

    def workbook(self) -> openpyxl.Workbook:
        content = (self.site / "daten/rechnungen/wirtschaftsplan-marten.xlsx").read_bytes()
        return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def values(handbook: Handbook) -> tuple[str, str]:
    plan = handbook.calculations["wirtschaftsplan-marten"]
    loan, payment = (plan.display(name).replace("\u00a0", " ") for name in ("darlehen", "kapitaldienst"))
    return loan, payment


@pytest.fixture(scope="module")
def old_payment(handbook: Handbook) -> str:
    return values(handbook)[1]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    copy = Checkout.copy(tmp_path_factory.mktemp("anders"))
    copy.edit(PLAN, OLD, NEW)
    result = copy.run("build", "--web")
    assert result.returncode == 0, result.stdout + result.stderr
    yield Edition(copy.root / "site", *values(read_handbook(copy.root)))


def test_the_change_matters(changed: Edition, handbook: Handbook) -> None:
    assert values(handbook) == ("40.000 Euro", "4.932 Euro im Jahr")
    assert (changed.loan, changed.payment) == ("45.000 Euro", "5.548 Euro im Jahr")


def test_the_table_on_the_page_changes(changed: Edition, old_payment: str) -> None:
    rows = [" ".join(row.text_content().split()) for row in changed.article("marten/wirtschaftsplan").iter("tr")]
    assert any("Finanzierungslücke" in row and changed.loan in row.replace("\u00a0", " ") for row in rows)
    assert not any(old_payment in row.replace("\u00a0", " ") for row in rows)


def test_the_chart_changes(changed: Edition) -> None:
    charts = changed.article("marten/finanzierungsmix").iter("{*}svg", "svg")
    texts = [" ".join("".join(chart.itertext()).split()) for chart in charts]
    assert any("Darlehen" in text and "45.000" in text for text in texts)
    assert not any("Darlehen" in text and "40.000" in text for text in texts)


@pytest.mark.parametrize("chapter", ["finanzierung/rentierlichkeit", "finanzierung/kennzahlen", "finanzierung/schenkgemeinschaft"])
def test_the_sentences_of_financing_chapters_change(changed: Edition, old_payment: str, chapter: str) -> None:
    assert changed.payment in changed.text(chapter)
    assert old_payment not in changed.text(chapter)


def test_the_downloads_change(changed: Edition) -> None:
    rows = {row[0]: row[2] for row in changed.workbook()["Rechnung"].iter_rows(values_only=True)}
    assert (rows["Darlehen für den Ausbau"], round(rows["Kapitaldienst zum Marktzins"])) == (45000, 5548)
    data = json.loads((changed.site / "daten/rechnungen/wirtschaftsplan-marten.json").read_text(encoding="utf-8"))
    assert data["werte"]["darlehen"] == "45000"
    other = json.loads((changed.site / "daten/rechnungen/rentierlichkeit.json").read_text(encoding="utf-8"))
    assert other["werte"]["darlehen"] == "45000"


def test_the_book_changes(changed: Edition, old_payment: str, tmp_path: Path) -> None:
    """The chapter as the book's own pipeline sets it, from the page that was built."""
    page = changed.article("finanzierung/rentierlichkeit")
    for name in NOT_PRINTED:
        for element in page.find_class(name):
            element.drop_tree()
    text = "".join(html.tostring(child, encoding="unicode") for child in page)
    meta = BookMeta("Wegweiser", "", "0.1", "November 2026", "https://wegweiser.example/")
    subject = BookPage("finanzierung/rentierlichkeit.md", "finanzierung/rentierlichkeit/", "Rentierlichkeit", text, part="Finanzierung")
    (pdf,) = typeset_chapters(Collection(meta, ROOT / "docs", [subject]), tmp_path, timestamp=1_767_225_600).paths
    printed = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    printed = " ".join(printed.split())
    assert changed.payment in printed
    assert old_payment not in printed
