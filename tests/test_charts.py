"""Charts are drawn from data, carry their numbers as a table and say what they show."""
from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import lxml.html
import pytest

from conftest import Checkout
from wegweiser.charts import nice_range, value_text
from wegweiser.handbook import Handbook

DATA = "docs/_data/statistik/kinder-sgb2-marten.yml"
MISTAKES = {
    "a figure without year": ("{bei: Marten, aus: indikatoren-marten.kinder_marten}", "{bei: Marten, wert: 38.1, quelle: M6}", "Der Wert hat kein Jahr."),
    "a figure without source": ("{bei: Marten, aus: indikatoren-marten.kinder_marten}", "{bei: Marten, jahr: 2018, wert: 38.1}", "steht nicht im Quellenverzeichnis"),
    "a figure that is no number": ("{bei: Marten, aus: indikatoren-marten.kinder_marten}", "{bei: Marten, jahr: 2018, wert: viele, quelle: M6}", "„viele“ ist keine Zahl."),
    "a calculation that does not exist": ("indikatoren-marten.kinder_marten", "indikatoren-marten.kinder", "gibt es in keiner Rechnung"),
    "an unknown kind": ("art: balken", "art: torte", "„torte“ ist keine Art von Diagramm."),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_statistic_is_named_with_line(checkout: Checkout, mistake: str) -> None:
    old, new, message = MISTAKES[mistake]
    line = checkout.edit(DATA, old, new)
    result = checkout.run("check")
    assert result.returncode == 1
    assert any(f"{DATA}:{line}: Fehler [statistik]" in text and message in text for text in result.stdout.split("\n")), result.stdout


def test_every_chart_has_title_description_and_its_numbers_as_a_table(site: Path, handbook: Handbook) -> None:
    shown = set()
    for chapter in handbook.chapters.values():
        for block in chapter.blocks:
            if block.name == "diagramm":
                shown.add(block.argument)
                page = (site / chapter.path.removesuffix(".md").removesuffix("index") / "index.html").read_text(encoding="utf-8")
                _assert_drawn(lxml.html.fromstring(page), handbook, block.argument)
    assert shown == set(handbook.statistics), "eine Statistik wird nirgends gezeigt"


def _assert_drawn(page: lxml.html.HtmlElement, handbook: Handbook, name: str) -> None:
    statistic = handbook.statistics[name]
    drawn = next(s for s in page.xpath('//section[@class="diagramm"]') if statistic.title in s.text_content())
    assert drawn.xpath(".//svg/title")[0].text == statistic.title
    assert drawn.xpath(".//svg/desc")[0].text == statistic.description
    cells = {cell.text_content() for cell in drawn.xpath('.//table//td[@class="zahl"]')}
    assert cells == {value_text(value) for series in statistic.series for value in series.values}


def test_a_changed_figure_changes_page_and_chart(checkout: Checkout) -> None:
    checkout.edit("docs/_data/rechnungen/indikatoren-marten.yml", "wert: 38.1", "wert: 38.7")
    assert checkout.run("build", "--web").returncode == 0
    page = lxml.html.parse(str(checkout.root / "site/analyse/indikatoren/index.html"))
    assert "38,7" in page.xpath("//section[@class='diagramm']//svg")[0].text_content()
    assert "38,1" not in page.xpath("//article")[0].text_content()


@pytest.mark.parametrize("least, most, expected", [
    (9330, 9696, (9300, 9700, 100)), (0, 47, (0, 50, 10)), (-20, 80, (-20, 80, 20)),
])
def test_axes_end_on_round_numbers(least: int, most: int, expected: tuple[int, int, int]) -> None:
    assert nice_range(Decimal(least), Decimal(most)) == expected


def test_an_axis_for_one_single_value_still_has_a_height() -> None:
    low, high, _ = nice_range(Decimal(3), Decimal(3))
    assert low <= 3 < high or low < 3 <= high
