"""The named entries of a calculation file: assumptions, quantities and scenarios have the same frame."""

from __future__ import annotations

import keyword
import re

from ..findings import quoted
from .complaints import FUNCTIONS
from .fields import Fields, Report

MAX_NAMES = 200
# What an entry of each section is called in messages.
SECTIONS = {"annahmen": "Annahme", "groessen": "Größe", "reihen": "Reihe", "szenarien": "Szenario"}
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def entry_names(fields: Fields, section: str) -> list[str]:
    """Return all names of a section in order, also of entries that cannot be read."""
    data = fields.data.get(section)
    return list(data)[:MAX_NAMES] if isinstance(data, dict) else []


def read_entries(fields: Fields, section: str) -> list[Fields]:
    """Return the named entries of a section that can be read; note the others."""
    data = fields.data.get(section)
    if data is None or data == "":
        return []
    if not isinstance(data, dict) or len(data) > MAX_NAMES:
        message = f"Unter {quoted(section)} stehen keine benannten Einträge oder mehr als {MAX_NAMES}."
        fields.problem(section, message, "Schreiben Sie je Eintrag einen Namen, zum Beispiel flaeche:")
        return []
    entries = []
    for name, entry in data.items():
        owner = f"{SECTIONS[section]} {quoted(name)}"
        place = (section, name)
        _check_name(fields.report, place, owner)
        if isinstance(entry, dict):
            entries.append(Fields(fields.report, place, entry, owner))
        else:
            hint = "Rücken Sie die Angaben (name, einheit, …) darunter ein."
            fields.report.problem(place, f"{owner} hat keine Angaben.", hint)
    return entries


def _check_name(report: Report, place: tuple[str, str], owner: str) -> None:
    name = place[1]
    if not NAME.fullmatch(name):
        hint = (
            "Namen beginnen mit einem Kleinbuchstaben a–z; es folgen Kleinbuchstaben, Ziffern und "
            "Unterstrich, zusammen höchstens 40 Zeichen: netto_miete."
        )
        report.problem(place, f"{owner}: Der Name ist nicht erlaubt.", hint)
    elif name in FUNCTIONS or keyword.iskeyword(name):
        hint = "Wählen Sie einen längeren Namen."
        report.problem(place, f"{owner}: Der Name hat in Formeln schon eine Bedeutung.", hint)
