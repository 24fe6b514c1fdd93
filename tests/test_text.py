"""German text: slugs, numbers, order."""

from __future__ import annotations

from decimal import Decimal

import pytest
from markdown import Markdown

from wegweiser.text import format_number, format_value, slugify, sort_key

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Maßnahmen", "massnahmen"),
        ("Übergänge für Ältere", "uebergaenge-fuer-aeltere"),
        ("STRASSE und STRAẞE", "strasse-und-strasse"),
        ("Wann geeignet – wann nicht", "wann-geeignet-wann-nicht"),
        ("Café & Co-Learning", "cafe-co-learning"),
        ("Bürger*innen", "buerger-innen"),
        ("Wie geht’s weiter?", "wie-gehts-weiter"),
        ("Fläche in m²", "flaeche-in-m2"),
        ("Łódź, Işık", "lodz-isik"),
        ("Quar\u00adtier", "quartier"),
        ("  – ", ""),
        ("日本", ""),
    ],
)
def test_a_heading_becomes_a_plain_german_address(heading: str, slug: str) -> None:
    assert slugify(heading) == slug


def test_an_umlaut_typed_in_two_parts_gives_the_same_slug() -> None:
    assert slugify("Mu\u0308ll") == slugify("Müll") == "muell"


def test_the_slug_takes_another_separator() -> None:
    assert slugify("Auf einen Blick", "_") == "auf_einen_blick"


def test_python_markdown_uses_the_slugs_for_its_anchors() -> None:
    markdown = Markdown(extensions=["toc"], extension_configs={"toc": {"slugify": slugify}})
    assert 'id="massnahmen"' in markdown.convert("## Maßnahmen")


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        ("1234.5", 2, "1.234,50"),
        ("0", 0, "0"),
        ("999", 0, "999"),
        ("1234567.891", 1, "1.234.567,9"),
        ("-26884", 0, "\u221226.884"),
        ("0.125", 2, "0,13"),
        ("-0.125", 2, "\u22120,13"),
        ("2.5", 0, "3"),
        ("-0.4", 0, "0"),
        ("0.00", 1, "0,0"),
        ("12345678901234567890123456789012", 0, "12.345.678.901.234.567.890.123.456.789.012"),
    ],
)
def test_numbers_are_written_in_german_and_rounded_half_up(number: str, places: int, text: str) -> None:
    assert format_number(Decimal(number), places) == text


@pytest.mark.parametrize(
    ("number", "unit", "places", "text"),
    [
        ("12500", "Euro", 0, f"12.500{NBSP}Euro"),
        ("37.5", "%", 1, f"37,5{NBSP}%"),
        ("7", "", 0, "7"),
    ],
)
def test_a_unit_stands_behind_a_no_break_space(number: str, unit: str, places: int, text: str) -> None:
    assert format_value(Decimal(number), unit, places) == text


def test_german_alphabetical_order_treats_umlauts_like_their_base_letter() -> None:
    words = ["Zuschuss", "Übertragung", "Umbau", "Ärzte", "Akteur", "ärmer", "Maße", "Masse", "Mast"]
    in_order = ["Akteur", "ärmer", "Ärzte", "Masse", "Maße", "Mast", "Übertragung", "Umbau", "Zuschuss"]
    assert sorted(words, key=sort_key) == in_order


def test_order_ignores_quotation_marks_and_sorts_short_phrases_first() -> None:
    words = ["Quartiersrat", "„Quartier“", "Quartier und Stadt"]
    assert sorted(words, key=sort_key) == ["„Quartier“", "Quartier und Stadt", "Quartiersrat"]
