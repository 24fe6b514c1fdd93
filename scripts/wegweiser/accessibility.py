"""The accessibility statement as data: docs/_data/barrierefreiheit.yml.

§ 10b BGG NRW with § 4 BITVNRW want it renewed at least once a year.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from .edition import today
from .findings import Finding
from .schema import Date, Strict, Text, Texts
from .typed_data import read_typed
from .yaml_source import Lines

CHECK = "barrierefreiheit"
FILE = "docs/_data/barrierefreiheit.yml"
VALID_FOR = datetime.timedelta(days=365)


class Shortcoming(Strict):
    bereich: Text
    stand: Text
    hilft: Text
    anforderung: Text


class Statement(Strict):
    """`status` is what the statement claims; only somebody who has looked may claim compliance."""

    status: Literal["nicht_bewertet", "nicht_vereinbar", "teilweise_vereinbar", "vollstaendig_vereinbar"]
    bewertet_am: Date
    methode: Texts
    nicht_geprueft: list[Text]
    maengel: list[Shortcoming]

    @property
    def renew_by(self) -> datetime.date:
        return self.bewertet_am + VALID_FOR

    @property
    def is_overdue(self) -> bool:
        return today() > self.renew_by


def read_statement(root: Path) -> tuple[Statement | None, list[Finding]]:
    """Return the statement, or None with what is wrong; an overdue one comes with a Hinweis."""
    file = read_typed(root / FILE, root, Statement, CHECK)
    return file.data, [*file.findings, *(_contradictions(file.data, file.lines) if file.data else ())]


def _contradictions(statement: Statement, lines: Lines) -> Iterable[Finding]:
    if statement.status == "vollstaendig_vereinbar" and (statement.maengel or statement.nicht_geprueft):
        yield Finding(
            FILE, lines.of("status"), CHECK, "„vollstaendig_vereinbar“ passt nicht zu bekannten Mängeln und Lücken der Prüfung.",
            "Schreiben Sie teilweise_vereinbar, oder leeren Sie maengel: und nicht_geprueft:, wenn nichts mehr offen ist.",
        )
    if statement.is_overdue:
        yield Finding(
            FILE, lines.of("bewertet_am"), CHECK, f"Die Erklärung war bis {statement.renew_by:%d.%m.%Y} zu erneuern.",
            "Bewerten Sie neu und tragen Sie das Datum ein.", "Hinweis",
        )
