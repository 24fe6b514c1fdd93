"""Read the assumptions of a calculation file: numbers of its own, with span and origin."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from ..findings import quoted
from .display import places_of
from .entries import read_entries
from .fields import Fields
from .imports import IMPORTED, Imports
from .model import Assumption
from .spans import check_span

SOURCE_KEY = re.compile(r"[\w-]{1,40}")
# What a value may rest on instead of a source, as written → as shown.
OWN_ORIGINS = {"annahme": "Annahme", "schaetzung": "Schätzung der Redaktion", "messung": "Eigene Messung"}
# Origins somebody may mean who writes them otherwise; no source can be called so.
RESERVED = (*OWN_ORIGINS, "schätzung", IMPORTED)


def read_assumptions(
    fields: Fields, kind: str, known_sources: Collection[str] | None, imports: Imports
) -> list[Assumption]:
    """Read `annahmen` of a file in order; those without a usable value are left out."""
    read = [
        imports.assumption(entry, kind) if "aus" in entry.data else _own(entry, kind, known_sources)
        for entry in read_entries(fields, "annahmen")
    ]
    return _grouped([assumption for assumption in read if assumption is not None])


def _grouped(assumptions: list[Assumption]) -> list[Assumption]:
    """A group named once holds for all that follow, until the next one."""
    group, grouped = "", []
    for assumption in assumptions:
        group = assumption.group or group
        grouped.append(replace(assumption, group=group))
    return grouped


def _own(fields: Fields, kind: str, known_sources: Collection[str] | None) -> Assumption | None:
    fields.check_keys(("name", "wert", "herkunft"), ("einheit", "von", "bis", "erlaeuterung", "gruppe"))
    value, low, high = fields.number("wert"), fields.number("von"), fields.number("bis")
    check_span(fields, value, low, high)
    origin = _origin(fields, kind, known_sources)
    label, unit, explanation = fields.text("name"), fields.text("einheit"), fields.text("erlaeuterung")
    if value is None:
        return None
    return Assumption(
        name=fields.place[-1],
        label=label,
        value=value,
        unit=unit,
        places=places_of(value),
        low=low,
        high=high,
        origin=origin,
        explanation=explanation,
        line=fields.report.lines.of(*fields.place),
        group=fields.text("gruppe"),
    )


def _origin(fields: Fields, kind: str, known_sources: Collection[str] | None) -> str:
    origin = fields.text("herkunft")
    if not origin:
        return ""
    allowed = "Schreiben Sie einen Quellenschlüssel (zum Beispiel F6), annahme, schaetzung oder messung."
    if origin in OWN_ORIGINS:
        if kind == "belegt":
            message = f"{fields.owner} hat als Herkunft {quoted(origin)}, die Rechnung heißt aber „belegt“."
            hint = "Tragen Sie einen Quellenschlüssel ein, oder schreiben Sie oben art: rechenbeispiel."
            fields.problem("herkunft", message, hint)
    elif not SOURCE_KEY.fullmatch(origin) or origin.lower() in RESERVED:
        message = f"{fields.owner}: Die Herkunft {quoted(origin)} gibt es nicht."
        other = "Einen Wert aus einer anderen Rechnung übernimmt aus: datei.name, ohne wert und herkunft."
        fields.problem("herkunft", message, f"{allowed} {other}")
    elif known_sources is not None and origin not in known_sources:
        hint = f"{fields.report.nearest(origin, known_sources)}{allowed}"
        fields.problem("herkunft", f"{fields.owner}: Die Quelle {quoted(origin)} gibt es nicht.", hint)
    return origin
