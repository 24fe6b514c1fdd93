"""The Steckbrief: what stands in the front matter, as labelled rows for people.

The template overrides/bausteine/steckbrief.html draws the rows, on the site and in the book;
the comparison tables of the overview pages use the same texts.
"""
from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .chapter import Chapter
from .programmes import programme_state
from .schema import ESTIMATE, Programme, Span
from .text import format_number

FIELDS = {
    "bildung": "Bildung, Erziehung und Integration",
    "begegnung": "Freizeit und Begegnung",
    "gesundheit": "Gesundheit und Pflege",
    "haushaltsnah": "Haushaltsnahe Dienstleistungen",
    "mobilitaet": "Mobilität",
    "nahversorgung": "Nahversorgung",
}
STAGES = {
    "unrentierlich": "unrentierlich",
    "schwachrentierlich": "schwachrentierlich",
    "rentierlich": "rentierlich",
}
PHASES = {
    "vorbereiten": "Vorbereiten",
    "ueberblick": "Überblick gewinnen",
    "vertiefen": "Vertiefen",
    "bewerten": "Bewerten und entscheiden",
    "wirkung": "Wirkung prüfen",
}
CAPITAL = {
    "zuschuss": "Zuschuss",
    "darlehen": "Darlehen",
    "eigenkapital": "Eigenkapital",
    "mezzanin": "Mezzaninkapital",
    "spende": "Spende",
    "eigenerloes": "Eigenerlös",
    "nutzungsrecht": "Nutzungsrecht",
    "sicherheit": "Sicherheit",
    "sachleistung": "Sachleistung",
}
LEVELS = {
    "eu": "Europäische Union",
    "bund": "Bund",
    "land": "Land",
    "kommune": "Kommune",
    "stiftung": "Stiftung",
    "privat": "Privatpersonen",
    "markt": "Markt",
}
PURPOSES = {
    "verstehen": "verstehen, was da ist und was fehlt",
    "beteiligen": "Menschen hören und einbeziehen",
    "entscheiden": "auswählen, entscheiden, prüfen",
    "zusammenarbeiten": "Zusammenarbeit ordnen",
    "ausprobieren": "befristet ausprobieren",
    "ort": "einen Ort schaffen oder sichern",
    "dienst": "einen Dienst im Alltag anbieten",
    "klein": "ein kleines Vorhaben bezahlen",
    "anschub": "Aufbau und Stellen auf Zeit bezahlen",
    "bau": "Bau oder Anschaffung bezahlen",
    "betrieb": "laufenden Betrieb bezahlen",
}
USERS = {
    "kommune": "Kommunen",
    "traeger": "Vereine und andere Träger",
    "initiative": "Initiativen ohne Rechtsform",
    "betrieb": "Betriebe und Genossenschaften",
}
PARTICIPATION = (
    "0 von 4 – keine, Arbeit am Schreibtisch",
    "1 von 4 – informieren",
    "2 von 4 – befragen",
    "3 von 4 – gemeinsam erarbeiten",
    "4 von 4 – gemeinsam entscheiden",
)
# Front matter key → (label, unit or mapping of coded values). The order is the order on the page.
ROWS: dict[str, tuple[str, Any]] = {
    "zweck": ("Zweck", None),
    "nutzbar_fuer": ("Wer kann es nutzen", USERS),
    "leitfrage": ("Leitfrage", None),
    "phase": ("Phase", PHASES),
    "ort": ("Ort", None),
    "zeitraum": ("Zeitraum", None),
    "kapitalart": ("Kapitalart", CAPITAL),
    "rentierlichkeit": ("Geeignet für", STAGES),
    "geber": ("Wer gibt das Geld", None),
    "ebene": ("Ebene", LEVELS),
    "betrag_euro": ("Betrag", "Euro"),
    "eigenanteil_prozent": ("Eigenanteil", "%"),
    "monate_bis_geld": ("Bis das Geld da ist", "Monate"),
    "rueckzahlung": ("Rückzahlung", None),
    "rechtsgrundlage": ("Rechtsgrundlage", None),
    "wochen": ("Dauer", "Wochen"),
    "personentage": ("Arbeitszeit", "Personentage"),
    "sachkosten_euro": ("Sachkosten", "Euro"),
    "beteiligung": ("Beteiligung", PARTICIPATION),
    "daten": ("Daten", None),
    "material": ("Material", None),
    "beteiligte": ("Beteiligte", None),
    "entscheidet": ("Wer entscheidet", None),
    "monate_bis_start": ("Bis zum Start", "Monate"),
    "laufende_kosten_euro_jahr": ("Laufende Kosten", "Euro/Jahr"),
    "rechtsformen": ("Rechtsformen", None),
    "rolle_der_kommune": ("Rolle der Kommune", None),
    "umsetzung": ("Stand der Umsetzung", None),
    "felder": ("Felder", FIELDS),
}


@dataclass(frozen=True)
class Row:
    """One line of the Steckbrief. `origin` is a source key, "schaetzung" or "" for plain text."""

    key: str
    label: str
    text: str
    origin: str = ""

    @property
    def is_estimate(self) -> bool:
        return self.origin == ESTIMATE


def fact_rows(chapter: Chapter) -> list[Row]:
    """The rows of a chapter's Steckbrief; empty for a page without one."""
    profile = chapter.profile
    if profile is None:
        return []
    rows = [_row(key, getattr(profile, key)) for key in ROWS if key in type(profile).model_fields]
    return rows + _programme_rows(chapter.programme)


def _row(key: str, value: Any) -> Row:
    label, meaning = ROWS[key]
    if isinstance(value, Span):
        return Row(key, label, format_span(value, meaning), value.herkunft or "")
    if isinstance(meaning, dict):
        names = [meaning[code] for code in (value if isinstance(value, list) else [value])]
        all_fields = key == "felder" and len(names) == len(FIELDS)
        return Row(key, label, "alle sechs Felder" if all_fields else ", ".join(names))
    if isinstance(meaning, tuple):
        return Row(key, label, meaning[value])
    return Row(key, label, "; ".join(value) if isinstance(value, list) else str(value))


def _programme_rows(programme: Programme | None) -> list[Row]:
    if programme is None:
        return []
    state = programme_state(programme)
    looked = "geprüft" if state.is_current else "zuletzt nachgesehen"
    rows = [Row("programm", "Programm", f"{state.text} ({looked} am {programme.geprueft_am:%d.%m.%Y})")]
    if programme.gueltig_bis:
        rows.append(Row("gueltig_bis", "Gültig bis", f"{programme.gueltig_bis:%d.%m.%Y}"))
    return rows


def format_span(span: Span, unit: str) -> str:
    """„4–8 Wochen“, „ab 500 Euro“, „bis 8 Wochen“ or the reason why there is no number."""
    if span.keine_angabe:
        return f"keine Angabe: {span.keine_angabe}"
    low, high = (_plain(number) for number in (span.von, span.bis))
    unit = f"\u00a0{unit}"
    if low and high:
        return f"{low}{unit}" if low == high else f"{low}–{high}{unit}"
    return f"ab {low}{unit}" if low else f"bis {high}{unit}"


def _plain(number: Decimal | None) -> str:
    if number is None:
        return ""
    places = max(0, -int(number.normalize().as_tuple().exponent))
    return format_number(number, places)
