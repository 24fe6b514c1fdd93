"""The Instrumentenfinder: every instrument of the three parts with the values it can be found by.

The page shows them as tables; docs/assets/js/werkzeuge/finder.js reads these tables and compares
them with what a reader asks for. A missing value stays missing: it is neither a fit nor a fault.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .chapter import Chapter
from .fact_sheet import CAPITAL, FIELDS, PARTICIPATION, PHASES, PURPOSES, STAGES, USERS, fact_rows
from .handbook import Handbook
from .schema import Span

PARTS = {"analyse": "eine Methode der Analyse", "koproduktion": "eine Form der Zusammenarbeit", "finanzierung": "Geld"}
WEEKS_PER_MONTH = Decimal(52) / 12

# How a value is compared: one of several codes, at most this much, or an amount within the span.
Comparison = Literal["menge", "hoechstens", "reicht"]


@dataclass(frozen=True)
class Facet:
    """One question of the finder. `keys`: the Steckbrief's key that answers it, per part of the handbook."""

    name: str
    label: str
    comparison: Comparison
    options: Mapping[str, str]
    keys: Mapping[str, str]

    @property
    def part(self) -> str:
        """The only part that knows this facet; "" if several do."""
        return next(iter(self.keys)) if len(self.keys) == 1 else ""


def _everywhere(key: str) -> dict[str, str]:
    return dict.fromkeys(PARTS, key)


def _upto(unit: str, *numbers: str) -> dict[str, str]:
    return {number.replace(".", ""): f"bis {number} {unit}" for number in numbers}


FACETS = (
    Facet("wofuer", "Was haben Sie vor?", "menge", PURPOSES, _everywhere("wofuer")),
    Facet("feld", "In welchem Feld?", "menge", FIELDS, _everywhere("felder")),
    Facet("wer", "Wer will es nutzen?", "menge", USERS, _everywhere("nutzbar_fuer")),
    Facet("monate", "Wie lange darf es dauern?", "hoechstens",
          {"1": "bis 1 Monat"} | _upto("Monate", "3", "6", "12", "24"),
          {"analyse": "wochen", "koproduktion": "monate_bis_start", "finanzierung": "monate_bis_geld"}),
    Facet("phase", "Phase der Analyse", "menge", PHASES, {"analyse": "phase"}),
    Facet("tage", "Arbeitszeit", "hoechstens",
          {days: f"bis {days} Personentage ({int(days) * 8} Stunden)" for days in ("4", "6", "10", "25", "60")},
          {"analyse": "personentage"}),
    Facet("sachkosten", "Sachkosten", "hoechstens", _upto("Euro", "200", "1.000", "5.000", "15.000"),
          {"analyse": "sachkosten_euro"}),
    Facet("beteiligung", "Beteiligung", "menge", {str(n): text for n, text in enumerate(PARTICIPATION)},
          {"analyse": "beteiligung"}),
    Facet("jahreskosten", "Laufende Kosten im Jahr", "hoechstens",
          _upto("Euro", "8.000", "15.000", "50.000", "125.000"), {"koproduktion": "laufende_kosten_euro_jahr"}),
    Facet("betrag", "Wie viel Geld brauchen Sie?", "reicht",
          {n.replace(".", ""): f"rund {n} Euro" for n in ("1.000", "5.000", "20.000", "100.000", "500.000")},
          {"finanzierung": "betrag_euro"}),
    Facet("rentierlichkeit", "Rentierlichkeit", "menge", STAGES, {"finanzierung": "rentierlichkeit"}),
    Facet("kapitalart", "Kapitalart", "menge", CAPITAL, {"finanzierung": "kapitalart"}),
)
# What the tables and the comparison show besides the facets, per part.
REACH = ("wofuer", "wer", "feld")  # whom and what for; everything else are figures
FURTHER = {"analyse": (), "koproduktion": ("entscheidet",), "finanzierung": ("eigenanteil_prozent", "geber")}


@dataclass(frozen=True)
class Fact:
    """One line of an instrument: `name` is the facet it answers, "" if it only informs."""

    name: str
    label: str
    text: str


@dataclass(frozen=True)
class Instrument:
    chapter: Chapter
    values: dict[str, str]  # facet → codes, or "von bis" with – for an open end; "" if the Steckbrief has no number
    facts: tuple[Fact, ...]

    @property
    def id(self) -> str:
        return self.chapter.path.removesuffix(".md")


def facets_of(part: str) -> list[Facet]:
    """The facets only `part` knows; with "" those that all parts know."""
    return [facet for facet in FACETS if facet.part == part]


def instruments(handbook: Handbook, part: str) -> list[Instrument]:
    """The instruments of a part ("analyse") in the order of the nav."""
    return [_instrument(chapter, part) for chapter in handbook.in_folder(part) if chapter.profile]


def _instrument(chapter: Chapter, part: str) -> Instrument:
    rows = {row.key: row for row in fact_rows(chapter)}
    asked = {facet.keys[part]: facet.name for facet in FACETS if part in facet.keys}
    values = {name: _value(getattr(chapter.profile, key), key) for key, name in asked.items()}
    purposes = ", ".join(PURPOSES[code] for code in chapter.profile.wofuer)
    facts = [Fact("wofuer", "Wofür", purposes)]
    facts += [Fact(asked.get(key, ""), row.label, row.text) for key, row in rows.items() if key in asked or key in FURTHER[part]]
    facts.sort(key=lambda fact: not fact.name)  # what only informs comes last
    return Instrument(chapter, values, tuple(facts))


def _value(value: object, key: str) -> str:
    if isinstance(value, Span):
        if value.keine_angabe:
            return ""
        return " ".join("–" if number is None else _number(number, key) for number in (value.von, value.bis))
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _number(number: Decimal, key: str) -> str:
    """Weeks as months, to be compared with the other parts; all else as it stands."""
    return f"{number / WEEKS_PER_MONTH:.2f}" if key == "wochen" else f"{number.normalize():f}"
