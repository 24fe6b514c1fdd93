"""What a sheet of text may contain. Each block is a map whose first key says what it is.

The models know nothing of DOCX or PDF: both are made from the same blocks.
"""
from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from ..limits import hidden_characters
from ..schema import Strict
from ..schema_messages import Problem

LONGEST = 700


def plain_line(value: str) -> str:
    """One line of visible text. What is hidden in it could forge lines or break the file formats."""
    value = value.strip()
    if not value:
        raise Problem("Der Text ist leer.", "Tragen Sie einen kurzen Text ein oder streichen Sie die Zeile.")
    if any(unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") for char in value):
        raise Problem("Der Text enthält einen Umbruch oder ein unsichtbares Zeichen.", "Schreiben Sie den Text in eine Zeile.")
    for found in hidden_characters(value):  # also those that YAML writes as "\u202e"
        raise Problem(found.message, found.hint)
    return value


def cell(value: Any) -> Any:
    """Text, a number or nothing; nothing is a place to write in."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return plain_line(value[: LONGEST + 1])
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Problem("Hier steht etwas, das kein Text und keine Zahl ist.", "Schreiben Sie einen Text in Anführungszeichen oder eine Zahl.")
    return value


Line = Annotated[str, Field(max_length=LONGEST), AfterValidator(plain_line)]
Cell = Annotated[str | int | Decimal | None, BeforeValidator(cell)]
Lines = Annotated[list[Line], Field(min_length=1, max_length=40)]


class Heading(Strict):
    ueberschrift: Line


class Paragraph(Strict):
    text: Line


class Notice(Strict):
    """A framed remark."""

    hinweis: Line


class Bullets(Strict):
    liste: Lines


class Steps(Strict):
    schritte: Lines


class Ticks(Strict):
    """A checklist; every entry can be ticked."""

    haken: Lines


class Entry(Strict):
    """A place to write: `zeilen` lines high. `beispiel` stands in the filled edition."""

    feld: Line
    zeilen: Annotated[int, Field(ge=1, le=24)] = 1
    art: Literal["text", "datum", "zahl"] = "text"
    hilfe: Line | None = None
    pflicht: bool = False
    beispiel: Line | None = None


class Options(Strict):
    """Options to tick: one of them, or several."""

    auswahl: Line
    optionen: Annotated[list[Line], Field(min_length=2, max_length=12)]
    mehrere: bool = False
    hilfe: Line | None = None
    pflicht: bool = False
    beispiel: Annotated[list[Line], Field(max_length=12)] = []

    @model_validator(mode="after")
    def _known(self) -> Options:
        if unknown := [name for name in self.beispiel if name not in self.optionen]:
            raise Problem(f"„{unknown[0]}“ steht nicht unter optionen.", f"Erlaubt sind: {', '.join(self.optionen)}.")
        if len(self.beispiel) > 1 and not self.mehrere:
            raise Problem("Nur eine Option ist möglich.", "Streichen Sie alle bis auf eine oder schreiben Sie mehrere: true.")
        return self


class Grid(Strict):
    """A table. Empty cells are places to write; `leer` adds so many empty rows.

    `breiten` are parts of the width, one per column. `hoehe` is the height of a row in lines.
    """

    tabelle: Line
    kopf: Annotated[list[Line], Field(min_length=2, max_length=9)]
    zeilen: Annotated[list[list[Cell]], Field(max_length=60)] = []
    leer: Annotated[int, Field(ge=0, le=40)] = 0
    hoehe: Annotated[int, Field(ge=1, le=8)] = 1
    breiten: Annotated[list[Annotated[int, Field(ge=1, le=100)]], Field(max_length=9)] = []
    beispiel: Annotated[list[list[Cell]], Field(max_length=60)] = []

    @model_validator(mode="after")
    def _rectangular(self) -> Grid:
        for row in [*self.zeilen, *self.beispiel]:
            if len(row) != len(self.kopf):
                raise Problem(f"Eine Zeile hat {len(row)} Zellen, der Kopf {len(self.kopf)}.", "Ergänzen Sie fehlende Zellen als \"\".")
        if self.breiten and len(self.breiten) != len(self.kopf):
            raise Problem("Zu jeder Spalte gehört eine Breite.", f"Schreiben Sie {len(self.kopf)} Zahlen.")
        if not self.zeilen and not self.leer:
            raise Problem("Die Tabelle ist leer.", "Schreiben Sie zeilen: oder leer: mit der Zahl leerer Zeilen.")
        return self


class Signatures(Strict):
    """Lines for place, date and signatures."""

    unterschrift: Annotated[list[Line], Field(min_length=1, max_length=4)]


class NewPage(Strict):
    seite: Literal["neu"]


Block = Heading | Paragraph | Notice | Bullets | Steps | Ticks | Entry | Options | Grid | Signatures | NewPage
KINDS: dict[str, type[Strict]] = {
    next(iter(model.model_fields)): model
    for model in (Heading, Paragraph, Notice, Bullets, Steps, Ticks, Entry, Options, Grid, Signatures, NewPage)
}
