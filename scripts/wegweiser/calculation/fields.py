"""Read single fields of a data file: the right kind of value, or a finding that says so."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..findings import Finding, quoted
from ..yaml_source import Lines
from .complaints import thousands_problem
from .evaluation import LARGEST

CHECK = "rechnung"
MAX_TEXT = 400
# Looking for similar names costs time; a file with more slips than this is hostile.
MAX_SUGGESTIONS = 50

GERMAN_NUMBER = re.compile(r"[-−]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")


@dataclass
class Report:
    """Collects the findings of one file and knows its lines."""

    path: str
    lines: Lines
    findings: list[Finding] = field(default_factory=list)
    suggestions: int = 0

    def problem(self, place: Sequence[str | int], message: str, hint: str) -> None:
        """Note what is wrong at `place` (keys and list positions) and how to mend it."""
        self.findings.append(Finding(self.path, self.lines.of(*place), CHECK, message, hint))

    def advice(self, place: Sequence[str | int], message: str, hint: str) -> None:
        """Like `problem`, but the calculation can be used as it is."""
        self.findings.append(Finding(self.path, self.lines.of(*place), CHECK, message, hint, "Hinweis"))

    @property
    def usable(self) -> bool:
        """Whether nothing noted so far blocks."""
        return all(finding.severity == "Hinweis" for finding in self.findings)

    def nearest(self, word: str, known: Iterable[str]) -> str:
        """Return "Meinten Sie „…“? " if `known` has a similar word, else nothing."""
        self.suggestions += 1
        if self.suggestions > MAX_SUGGESTIONS:
            return ""
        found = difflib.get_close_matches(word[:MAX_TEXT], list(known), n=1)
        return f"Meinten Sie {quoted(found[0])}? " if found else ""


@dataclass(frozen=True)
class Fields:
    """The fields of one map in a file, with their place and what to call the map in messages."""

    report: Report
    place: tuple[str, ...]
    data: dict[str, Any]
    owner: str

    def check_keys(self, required: Sequence[str], optional: Sequence[str]) -> None:
        """Note keys nobody knows and required ones that are missing or empty."""
        allowed = [*required, *optional]
        for key in self.data:
            if key not in allowed:
                hint = f"{self.report.nearest(key, allowed)}Erlaubt sind: {', '.join(allowed)}."
                message = f"{self.owner}: Den Schlüssel {quoted(key)} gibt es hier nicht."
                self.report.problem((*self.place, key), message, hint)
        for key in required:
            if self.data.get(key) in (None, ""):
                message = f"{self.owner}: Die Angabe {quoted(key)} fehlt oder ist leer."
                self.problem(key, message, f"Ergänzen Sie: {key}: …")

    def problem(self, key: str, message: str, hint: str) -> None:
        """Note a problem at one field."""
        self.report.problem((*self.place, key), message, hint)

    def text(self, key: str) -> str:
        """Return a text, "" if it is missing or no text (noted)."""
        value = self.data.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            message = f"{self.owner}: Die Angabe {quoted(key)} ist kein Text."
            self.problem(key, message, f'Schreiben Sie Text, nötigenfalls in Anführungszeichen: {key}: "…"')
            return ""
        if len(value) > MAX_TEXT:
            message = f"{self.owner}: Die Angabe {quoted(key)} ist länger als {MAX_TEXT} Zeichen."
            self.problem(key, message, "Kürzen Sie den Text; Ausführliches gehört ins Kapitel.")
        return " ".join(value.split())

    def number(self, key: str) -> Decimal | None:
        """Return a number exactly as written, None if it is missing or unusable (noted)."""
        value = self.data.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            message = f"{self.owner}: {quoted(key)} ist mit {quoted(_shown(value))} keine Zahl."
            self.problem(key, message, _number_hint(value))
            return None
        number = Decimal(value)
        if abs(number) > LARGEST:
            message = f"{self.owner}: Die Zahl bei {quoted(key)} ist größer als eine Billiarde."
            self.problem(key, message, "Prüfen Sie die Zahl.")
            return None
        if problem := thousands_problem(f"{number:f}"):
            self.problem(key, f"{self.owner}: {problem[0]}", problem[1])
            return None
        return number

    def whole_number(self, key: str, least: int, most: int) -> int | None:
        """Return a whole number from `least` to `most`, None if missing or unusable (noted)."""
        value = self.data.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            message = f"{self.owner}: {quoted(key)} ist mit {quoted(_shown(value))} nicht erlaubt."
            self.problem(key, message, f"Schreiben Sie eine ganze Zahl von {least} bis {most}.")
            return None
        return value


def _shown(value: object) -> str:
    """Return a value as its author knows it: a map or list by its kind, not its contents."""
    if isinstance(value, dict | list):
        return "einer Liste" if isinstance(value, list) else "einer Gruppe von Angaben"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _number_hint(value: object) -> str:
    hint = "Schreiben Sie Zahlen ohne Einheit und Tausenderpunkt, Dezimalstellen mit Punkt: 12500 oder 12.5."
    text = value.strip() if isinstance(value, str) and len(value) < 40 else ""
    if GERMAN_NUMBER.fullmatch(text):
        return f"Schreiben Sie {text.replace('.', '').replace(',', '.').replace('−', '-')}. {hint}"
    return hint
