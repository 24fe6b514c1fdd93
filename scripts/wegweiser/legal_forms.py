"""Legal forms compared: docs/_data/rechtsformen.yml.

Every form says the same eight things, each with its norm, the state of the law and who says so.
What nobody could confirm has no source and says "nicht bestätigt".
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from .edition import month_name
from .findings import Finding, quoted
from .schema import ESTIMATE, Stage
from .yaml_source import Lines, Place, load_file

# What is compared, in the order in which it is shown.
COLUMNS = {
    "gruendung": "Gründung",
    "mindestmitglieder": "Mindestmitglieder",
    "mindestkapital": "Mindestkapital",
    "haftung": "Haftung",
    "mitsprache": "Mitsprache",
    "pruefung": "Prüfung",
    "steuer": "Steuer",
    "eignung": "Eignung",
}
BRIEF = ("mindestmitglieder", "mindestkapital", "haftung")  # what the overview table shows in few words
STAGES: tuple[str, ...] = get_args(Stage)
AS_OF = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
UNKNOWN = "unbekannt"
UNCONFIRMED = "nicht bestätigt"
CHECK = "entscheidung"


@dataclass(frozen=True)
class Cell:
    """One statement about one form."""

    text: str
    brief: str
    norm: str
    as_of: str  # "2026-08", "2026" or "unbekannt"
    sources: tuple[str, ...]  # source keys; ESTIMATE alone for a judgement of the editors; () if unconfirmed
    stages: tuple[str, ...] = ()  # only in "eignung"

    @property
    def is_estimate(self) -> bool:
        return self.sources == (ESTIMATE,)


@dataclass(frozen=True)
class LegalForm:
    key: str
    name: str
    short: str
    cells: dict[str, Cell]
    line: int

    @property
    def anchor(self) -> str:
        return f"form-{self.key}"

    @property
    def sources(self) -> list[str]:
        return [key for cell in self.cells.values() for key in cell.sources]


def as_of_text(value: str) -> str:
    """„2026-08“ → „August 2026“; a year and „unbekannt“ stay as they are."""
    return month_name(value) if "-" in value else value


@dataclass
class DataFile:
    """A file that is being read: its data, its lines, and what is wrong with it."""

    path: str
    data: Any
    lines: Lines
    findings: list[Finding]

    @classmethod
    def open(cls, file: Path, root: Path) -> DataFile:
        return cls(file.relative_to(root).as_posix(), *load_file(file, root))

    def fail(self, place: Place, message: str, hint: str) -> None:
        self.findings.append(Finding(self.path, self.lines.of(*place), CHECK, message, hint))

    def text(self, entry: Any, key: str, place: Place, hint: str) -> str:
        """The text under `key`; "" and a finding if there is none."""
        value = entry.get(key) if isinstance(entry, dict) else None
        if value is None or isinstance(value, (dict, list)) or not str(value).strip():
            self.fail(place, f"Die Angabe {key} fehlt.", hint)
            return ""
        return str(value).strip()

    def entries(self, key: str, hint: str) -> dict[str, Any]:
        """The named entries under `key` of the whole file."""
        found = self.data.get(key) if isinstance(self.data, dict) else None
        if isinstance(found, dict) and found:
            return found
        self.fail((), f"Die Angabe {key} fehlt.", hint)
        return {}


def read_forms(file: DataFile, known_sources: set[str]) -> dict[str, LegalForm]:
    """All forms, also those with a fault: what is wrong stands in the file's findings."""
    entries = file.entries("formen", "Erwartet wird formen: mit einem Eintrag je Rechtsform.")
    return {key: _form(key, entry, file, known_sources) for key, entry in entries.items()}


def _form(key: str, entry: Any, file: DataFile, known_sources: set[str]) -> LegalForm:
    place: Place = ("formen", key)
    hint = "Jede Form braucht name:, kurz: und zellen:."
    name, short = (file.text(entry, part, place, hint) for part in ("name", "kurz"))
    cells = entry.get("zellen") if isinstance(entry, dict) else None
    cells = cells if isinstance(cells, dict) else {}
    place = (*place, "zellen")
    for unknown in sorted(set(cells) - set(COLUMNS)):
        message = f"Die Angabe {quoted(unknown)} gibt es nicht."
        file.fail((*place, unknown), message, f"Erlaubt sind: {', '.join(COLUMNS)}.")
    read = {column: _cell(column, cells.get(column), (*place, column), file, known_sources) for column in COLUMNS}
    return LegalForm(key, name, short, read, file.lines.of("formen", key))


def _cell(column: str, entry: Any, place: Place, file: DataFile, known_sources: set[str]) -> Cell:
    if not isinstance(entry, dict):
        file.fail(place, f"Die Angabe {column} fehlt.", "Jede Angabe braucht text:, norm:, stand: und beleg:.")
        return Cell("", "", "", "", ())
    text = file.text(entry, "text", place, "Schreiben Sie, was gilt; was offen ist, heißt „nicht bestätigt“.")
    norm = file.text(entry, "norm", place, "Nennen Sie Paragraf und Gesetz, zum Beispiel norm: § 4 GenG.")
    hint = "Nennen Sie den Rechtsstand, zum Beispiel stand: 2026-08, oder schreiben Sie „unbekannt“."
    as_of = file.text(entry, "stand", place, hint)
    if as_of and as_of != UNKNOWN and not AS_OF.fullmatch(as_of):
        file.fail((*place, "stand"), f"{quoted(as_of)} ist kein Rechtsstand.", hint)
    sources = _sources(entry.get("beleg"), text, (*place, "beleg"), file, known_sources)
    stages = _stages(entry.get("stufen"), place, file) if column == "eignung" else ()
    return Cell(text, str(entry.get("kurz") or text), norm, as_of, sources, stages)


def _sources(keys: Any, text: str, place: Place, file: DataFile, known_sources: set[str]) -> tuple[str, ...]:
    if not isinstance(keys, list):
        file.fail(place, "Die Angabe beleg fehlt.", "Schreiben Sie beleg: mit einer Liste von Quellenschlüsseln.")
        return ()
    for key in keys:
        if key != ESTIMATE and key not in known_sources:
            message = f"Die Quelle {quoted(key)} steht nicht im Quellenverzeichnis."
            file.fail(place, message, "Tragen Sie sie in docs/_data/quellen ein oder berichtigen Sie den Schlüssel.")
    if not keys and UNCONFIRMED not in text.lower():
        hint = f"Ergänzen Sie eine, schreiben Sie beleg: [{ESTIMATE}], oder sagen Sie im Text „{UNCONFIRMED}“."
        file.fail(place, "Die Angabe hat keine Quelle.", hint)
    if ESTIMATE in keys and len(keys) > 1:
        hint = f"Schreiben Sie beleg: [{ESTIMATE}] allein oder nur die Quellen."
        file.fail(place, "Eine Einschätzung steht neben Quellen.", hint)
    return tuple(keys)


def _stages(stages: Any, place: Place, file: DataFile) -> tuple[str, ...]:
    if isinstance(stages, list) and stages and set(stages) <= set(STAGES):
        return tuple(stages)
    message = "Die Stufen der Rentierlichkeit fehlen oder sind unbekannt."
    file.fail(place, message, f"Schreiben Sie stufen: mit einer Liste aus {', '.join(STAGES)}.")
    return ()
