"""What the parts of a workbook say about one another has to fit: names, columns, choices."""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from ..calculation.formula import parse
from ..calculation.tree import names_in
from ..chapter import VALUE
from ..yaml_source import Place
from .model import WorkbookSheet
from .workbook import Checks, Column, CrossTable, DataTable, Input, Inputs, Result, Results, condition_of

Problem = tuple[Place, str, str]
NUMBERS = ("euro", "prozent", "zahl")


def problems_of(sheets: list[WorkbookSheet]) -> Iterator[Problem]:
    """Everything that does not fit, with its place in the file, in reading order."""
    names: dict[str, str] = {}  # names that formulas further down may use → what they hold
    tables: dict[str, DataTable] = {}
    dates: set[str] = set()
    if len({sheet.name.lower() for sheet in sheets}) != len(sheets):
        yield ("blaetter",), "Zwei Blätter heißen gleich.", "Geben Sie jedem Blatt einen eigenen Namen."
    for number, sheet in enumerate(sheets):
        for position, part in enumerate(sheet.parts):
            place: Place = ("blaetter", number, "inhalt", position)
            match part:
                case Inputs():
                    for entry in part.eintraege:
                        yield from _new_name(entry.name, names, place)
                        names[entry.name] = entry.titel
                        if entry.art == "datum":
                            dates.add(entry.titel)
                            yield from _dates(entry, place)
                case DataTable():
                    if part.name in tables:
                        yield place, f"Zwei Tabellen heißen „{part.name}“.", "Geben Sie jeder einen eigenen name."
                    tables[part.name] = part
                    yield from _table(part, names, dates, place)
                case Results():
                    for entry in part.eintraege:
                        yield from _new_name(entry.name, names, place)
                        yield from _unknown(entry.formel, names, place) if entry.formel else _column(entry, tables, place)
                        names[entry.name] = entry.titel
                case Checks():
                    for entry in part.eintraege:
                        yield from _unknown_in(names_in(condition_of(entry.bedingung)), names, place)
                case CrossTable():
                    yield from _cross(part, tables, place)


def _dates(entry: Input, place: Place) -> Iterator[Problem]:
    for value in (entry.wert, entry.beispiel):
        try:
            datetime.date.fromisoformat(str(value or "2026-01-01"))
        except ValueError:
            yield place, f"„{value}“ ist kein Datum.", "Schreiben Sie das Datum als JJJJ-MM-TT, zum Beispiel 2026-11-22."


def _new_name(name: str, names: dict[str, str], place: Place) -> Iterator[Problem]:
    if name in names:
        yield place, f"Den Namen „{name}“ gibt es schon.", "Geben Sie jedem Wert einen eigenen name."


def _unknown(formula: str, names: dict[str, str], place: Place) -> Iterator[Problem]:
    yield from _unknown_in(names_in(parse(formula)), names, place)


def _unknown_in(used: Iterator[str], names: dict[str, str], place: Place) -> Iterator[Problem]:
    for name in dict.fromkeys(used):
        if name not in names:
            yield place, f"Die Formel nennt „{name}“; das steht nicht weiter oben.", f"Vorhanden sind: {', '.join(names) or 'keine Namen'}."


def _table(table: DataTable, names: dict[str, str], dates: set[str], place: Place) -> Iterator[Problem]:
    known = dict(names)
    for column in table.spalten:
        if column.name in names:
            yield place, f"Die Spalte „{column.name}“ heißt wie ein Wert.", "Benennen Sie die Spalte um."
        if column.formel:
            yield from _unknown(column.formel, known, place)
        if column.frist:
            base = table.column(column.frist)
            if base is None or not base.auswahl or not set(base.auswahl) <= dates:
                hint = "Die Auswahl der Spalte nennt Titel von Angaben mit art: datum."
                yield place, f"Die Frist „{column.titel}“ kennt ihren Ausgangstag nicht.", hint
        known[column.name] = column.titel
    for kind, rows in (("zeilen", table.zeilen), ("beispiel", table.beispiel or [])):
        for number, row in enumerate(rows):
            for name, value in row.items():
                column = table.column(name)
                if column and value is not None and (problem := _misfit(column, value)):
                    yield (*place, kind, number, name), *problem


def _misfit(column: Column, value: object) -> tuple[str, str] | None:
    if column.auswahl and value not in column.auswahl:
        return f"„{value}“ steht nicht zur Auswahl.", f"Erlaubt sind: {', '.join(column.auswahl)}."
    if column.art in NUMBERS and not column.auswahl:
        if isinstance(value, str) and not VALUE.fullmatch(value):
            return f"„{value}“ ist keine Zahl.", "Schreiben Sie eine Zahl oder einen Wert wie [=rechnung.name]."
        if isinstance(value, int | Decimal) and not (column.von or -(10**12)) <= value <= (column.bis if column.bis is not None else 10**12):
            return f"{value} liegt außerhalb der Spanne.", f"Erlaubt ist {column.von} bis {column.bis}."
    return None


def _column(entry: Result, tables: dict[str, DataTable], place: Place) -> Iterator[Problem]:
    table, name = entry.source
    if table not in tables or tables[table].column(name) is None:
        yield place, f"Die Spalte „{table}.{name}“ gibt es weiter oben nicht.", "Schreiben Sie tabelle.spalte, wie sie unter name: heißen."
        return
    for column in entry.wo:
        if tables[table].column(column) is None:
            yield place, f"Die Tabelle „{table}“ hat keine Spalte „{column}“.", "Prüfen Sie wo:."


def _cross(part: CrossTable, tables: dict[str, DataTable], place: Place) -> Iterator[Problem]:
    table = tables.get(part.name_der_tabelle)
    if table is None:
        yield place, f"Die Tabelle „{part.name_der_tabelle}“ gibt es weiter oben nicht.", "Nennen Sie den name: einer Tabelle."
        return
    for name in (part.zeile, part.spalte):
        column = table.column(name)
        if column is None or not column.auswahl:
            yield place, f"Die Spalte „{name}“ hat keine Auswahl.", "Eine Kreuztabelle braucht zwei Spalten mit auswahl:."
    if part.wert and table.column(part.wert) is None:
        yield place, f"Die Spalte „{part.wert}“ gibt es nicht.", "Nennen Sie eine Zahlenspalte der Tabelle."
