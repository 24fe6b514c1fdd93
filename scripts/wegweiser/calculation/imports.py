"""Values a calculation takes from another one: `aus: wirtschaftsplan-marten.fehlbetrag`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..findings import quoted
from .fields import Fields
from .model import Assumption, Calculation
from .spans import check_span

# The origin of such a value; which calculation it comes from says `imported_from`.
IMPORTED = "rechnung"
# File, perhaps a scenario, name.
REFERENCE = re.compile(r"([a-z0-9][a-z0-9_-]*)\.((?!ya?ml\.)(?:[a-z][a-z0-9_]*\.)?[a-z][a-z0-9_]*)")
# What the other calculation says already.
TAKEN_OVER = ("wert", "einheit", "herkunft")
OWN = ("name", "von", "bis", "erlaeuterung", "gruppe")
# How the way out begins when the mistake is in another file.
WAITS = "Beheben Sie zuerst die Fehler in "
# Files of a circle that a message names.
MAX_SHOWN = 8


def files_named(data: object) -> Iterator[str]:
    """Yield the files whose values a calculation file takes, as far as it can be read."""
    assumptions = data.get("annahmen") if isinstance(data, dict) else None
    for entry in assumptions.values() if isinstance(assumptions, dict) else ():
        reference = entry.get("aus") if isinstance(entry, dict) else None
        if isinstance(reference, str) and (match := REFERENCE.fullmatch(reference.strip())):
            yield match[1]


@dataclass(frozen=True)
class Imports:
    """What one file can take from the others.

    `paths` are all calculation files by name, `done` those computed so far. In `ring` are
    the files that take values from each other in a circle with this one, itself first.
    """

    paths: Mapping[str, str]
    done: Mapping[str, Calculation]
    ring: tuple[str, ...] = ()
    told: set[str] = field(default_factory=set)

    def assumption(self, fields: Fields, kind: str) -> Assumption | None:
        """Read an assumption with `aus`; None if there is no usable value (noted)."""
        _check_keys(fields)
        label, explanation = fields.text("name"), fields.text("erlaeuterung")
        low, high = fields.number("von"), fields.number("bis")
        source, name = self._source(fields)
        if source is None:
            check_span(fields, None, low, high)
            return None
        if kind == "belegt" and source.kind != "belegt":
            _not_attested(fields, source)
        entry = source.entry(name)
        if isinstance(entry, Assumption):
            explanation = explanation or entry.explanation
            if low is None and high is None:
                low, high = entry.low, entry.high
        value = source.value(name)
        check_span(fields, value, low, high)
        return Assumption(
            name=fields.place[-1],
            label=label or entry.label,
            value=value,
            unit=entry.unit,
            places=entry.places,
            low=low,
            high=high,
            origin=IMPORTED,
            explanation=explanation,
            line=fields.report.lines.of(*fields.place),
            imported_from=source.name,
            group=fields.text("gruppe"),
        )

    def _source(self, fields: Fields) -> tuple[Calculation | None, str]:
        """Return the calculation `aus` names, and the name in it; None if there is none (noted)."""
        reference = fields.text("aus")
        match = REFERENCE.fullmatch(reference)
        if match is None:
            if reference:
                message = f"{fields.owner}: {quoted(reference)} ist kein Wert einer anderen Rechnung."
                hint = (
                    "Schreiben Sie Datei (ohne .yml), Punkt und Name: aus: wirtschaftsplan-marten.fehlbetrag."
                )
                fields.problem("aus", message, hint)
            return None, ""
        file, name = match.groups()
        source = self.done.get(file)
        if source is None:
            self._no_source(fields, file, name)
        elif name not in source.values:
            message = f"{fields.owner}: In der Rechnung {quoted(file)} gibt es {quoted(name)} nicht."
            names = ", ".join(list(source.values)[:15])
            hint = f"{fields.report.nearest(name, source.values)}Dort gibt es unter anderem: {names}."
            fields.problem("aus", message, hint)
            source = None
        return source, name

    def _no_source(self, fields: Fields, file: str, name: str) -> None:
        """Tell why nothing can be taken from `file`; the same reason once per file is enough."""
        if file not in self.paths:
            message = f"{fields.owner}: Die Rechnung {quoted(file)} gibt es nicht."
            names = ", ".join(sorted(self.paths)[:15])
            hint = f"{fields.report.nearest(file, self.paths)}Vorhanden sind: {names}."
            fields.problem("aus", message, hint)
        elif self.ring == (file,):
            message = f"{fields.owner} übernimmt einen Wert aus der eigenen Datei."
            hint = f"Streichen Sie diese Annahme und schreiben Sie in den Formeln {name}."
            fields.problem("aus", message, hint)
        elif file in self.ring:
            passed = self.ring if len(self.ring) <= MAX_SHOWN else (*self.ring[:MAX_SHOWN], "…")
            circle = " → ".join((*passed, self.ring[0]))
            message = f"{fields.owner}: Diese Rechnungen übernehmen im Kreis voneinander: {circle}."
            hint = "Ersetzen Sie in einer der Dateien aus: durch wert:, einheit: und herkunft:."
            self._once("ring", fields, message, hint)
        elif not self.ring:
            message = f"{fields.owner}: Die Rechnung {quoted(file)} hat selbst Fehler."
            self._once(file, fields, message, f"{WAITS}{self.paths[file]}.")

    def _once(self, reason: str, fields: Fields, message: str, hint: str) -> None:
        if reason not in self.told:
            self.told.add(reason)
            fields.problem("aus", message, hint)


def _check_keys(fields: Fields) -> None:
    """Note what is missing or unknown, and above all what `aus` makes superfluous."""
    known = {key: value for key, value in fields.data.items() if key not in TAKEN_OVER}
    Fields(fields.report, fields.place, known, fields.owner).check_keys(("aus",), OWN)
    for key in TAKEN_OVER:
        if key in fields.data:
            message = f"{fields.owner}: {quoted(key)} steht neben „aus“."
            hint = (
                f"Streichen Sie {key}: – Wert, Einheit und Herkunft kommen aus der anderen Rechnung – "
                "oder streichen Sie aus:."
            )
            fields.problem(key, message, hint)


def _not_attested(fields: Fields, source: Calculation) -> None:
    message = (
        f"{fields.owner} übernimmt einen Wert aus dem Rechenbeispiel {quoted(source.name)}, "
        "die Rechnung heißt aber „belegt“."
    )
    hint = "Übernehmen Sie nur aus belegten Rechnungen, oder schreiben Sie oben art: rechenbeispiel."
    fields.problem("aus", message, hint)
