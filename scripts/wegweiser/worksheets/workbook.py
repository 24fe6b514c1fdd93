"""What a workbook may contain: inputs, tables with computed columns, totals, checks, cross tables.

Formulas are the small language of the calculations (calculation/formula.py) and nothing else:
what a contributor writes never reaches the spreadsheet as a formula of its own.
"""
from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..calculation.formula import parse
from ..calculation.tree import Expression, FormulaError
from ..schema import Strict
from ..schema_messages import Problem
from .paper import Cell, Line

NAME = re.compile(r"[a-z]{2}[a-z_]{1,28}")
SHEET_NAME = re.compile(r"[^\[\]:*?/\\']{1,31}")
Unit = Literal["euro", "prozent", "zahl", "datum", "text"]


def _name(value: str) -> str:
    # Letters only: "ab1" would be a cell, "c" a column.
    if not NAME.fullmatch(value):
        raise Problem(f"„{value}“ ist kein Name.", "Verwenden Sie 3 bis 30 Kleinbuchstaben a–z und Unterstriche.")
    return value


def _formula(value: str) -> str:
    try:
        parse(value)
    except FormulaError as error:
        raise Problem(error.message, error.hint) from None
    return value


def _sheet_name(value: str) -> str:
    if not SHEET_NAME.fullmatch(value):
        raise Problem(f"„{value}“ ist kein Name für ein Blatt.", "Höchstens 31 Zeichen, ohne [ ] : * ? / \\ und Apostroph.")
    return value


Name = Annotated[str, AfterValidator(_name)]
Formula = Annotated[str, Field(max_length=300), AfterValidator(_formula)]
Choices = Annotated[list[Line], Field(min_length=2, max_length=20)]


def condition_of(text: str) -> Expression:
    """The tree of „kosten == finanzierung“: 1 if it holds, else 0. Raises FormulaError."""
    return parse(f"wenn({text}, 1, 0)")


class Input(Strict):
    """A single value to fill in; formulas know it by `name`."""

    name: Name
    titel: Line
    art: Unit = "text"
    hilfe: Line | None = None
    wert: Cell = None
    beispiel: Cell = None


class Inputs(Strict):
    angaben: Line
    eintraege: Annotated[list[Input], Field(min_length=1, max_length=20)]


class Column(Strict):
    """A column to write in, or with `formel` a computed one.

    `frist: x` computes a date: from the date input whose title stands in column x, shifted by the
    columns `monate` and `tage`. `braucht` says when a formula has a result: once all columns it
    uses are filled in, or at least one.
    """

    name: Name
    titel: Line
    art: Unit = "text"
    breite: Annotated[int, Field(ge=4, le=70)] = 14
    auswahl: Choices | None = None
    von: int | None = None
    bis: int | None = None
    formel: Formula | None = None
    braucht: Literal["alle", "eine"] = "alle"
    frist: Name | None = None
    summe: bool = False
    hilfe: Line | None = None


class DataTable(Strict):
    """`zeilen` stand in both editions unless `beispiel` replaces them in the filled one."""

    tabelle: Line
    name: Name
    text: Line | None = None
    spalten: Annotated[list[Column], Field(min_length=2, max_length=24)]
    zeilen: Annotated[list[dict[str, Cell]], Field(max_length=80)] = []
    leer: Annotated[int, Field(ge=0, le=300)] = 0
    beispiel: Annotated[list[dict[str, Cell]], Field(max_length=80)] | None = None

    @model_validator(mode="after")
    def _columns_known(self) -> DataTable:
        names = [column.name for column in self.spalten]
        if len(set(names)) != len(names) or len({column.titel for column in self.spalten}) != len(names):
            raise Problem("Zwei Spalten heißen gleich.", "Geben Sie jeder Spalte einen eigenen name und titel.")
        writable = {column.name for column in self.spalten if column.formel is None and column.frist is None}
        for row in [*self.zeilen, *(self.beispiel or [])]:
            if unknown := sorted(set(row) - writable):
                raise Problem(f"Eine Zeile füllt „{unknown[0]}“.", f"Ausfüllen lassen sich: {', '.join(sorted(writable))}.")
        for column in self.spalten:
            if column.frist and not {column.frist, "monate", "tage"} <= set(names):
                raise Problem(f"Die Frist „{column.titel}“ findet ihre Spalten nicht.", f"Nötig sind {column.frist}, monate und tage.")
        return self

    def column(self, name: str) -> Column | None:
        return next((column for column in self.spalten if column.name == name), None)


class Result(Strict):
    """A named result: a formula over names, or the sum or number of entries of a column.

    `wo: {spalte: wert}` counts only rows in which that column has that value.
    """

    name: Name
    titel: Line
    art: Literal["euro", "prozent", "zahl"] = "zahl"
    stellen: Annotated[int, Field(ge=0, le=2)] = 0
    formel: Formula | None = None
    summe: Line | None = None
    anzahl: Line | None = None
    wo: dict[str, Line] = {}
    hilfe: Line | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Result:
        if sum(part is not None for part in (self.formel, self.summe, self.anzahl)) != 1:
            raise Problem("Ein Ergebnis braucht genau einen Rechenweg.", "Schreiben Sie formel:, summe: oder anzahl:.")
        if self.formel and self.wo:
            raise Problem("wo: passt nicht zu formel:.", "Verwenden Sie summe: oder anzahl:.")
        return self

    @property
    def source(self) -> tuple[str, str]:
        """("kosten", "gesamt") for `summe: kosten.gesamt`."""
        table, _, column = (self.summe or self.anzahl or "").partition(".")
        return table, column


class Results(Strict):
    werte: Line
    eintraege: Annotated[list[Result], Field(min_length=1, max_length=30)]


class Check(Strict):
    """A sentence that says whether the sheet adds up."""

    titel: Line
    bedingung: Annotated[str, Field(max_length=200)]
    ja: Line
    nein: Line

    @model_validator(mode="after")
    def _readable(self) -> Check:
        try:
            condition_of(self.bedingung)
        except FormulaError as error:
            raise Problem(error.message, error.hint) from None
        return self


class Checks(Strict):
    pruefungen: Line
    eintraege: Annotated[list[Check], Field(min_length=1, max_length=20)]


class CrossTable(Strict):
    """Rows and columns are the choices of two columns; cells count entries or add up `wert`."""

    kreuztabelle: Line
    name_der_tabelle: Name
    zeile: Name
    spalte: Name
    wert: Name | None = None
    offen: Line  # heading of the last column: entries without a choice


class Remark(Strict):
    text: Line


class Sheet(Strict):
    blatt: Annotated[Line, AfterValidator(_sheet_name)]
    querformat: bool = True
    inhalt: Annotated[list[object], Field(min_length=1, max_length=12)]


Part = Inputs | DataTable | Results | Checks | CrossTable | Remark
KINDS: dict[str, type[Strict]] = {
    next(iter(model.model_fields)): model for model in (Inputs, DataTable, Results, Checks, CrossTable, Remark)
}
