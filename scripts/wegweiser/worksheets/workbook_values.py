"""What the formulas of a workbook give, computed in Python: so that a viewer which cannot compute shows numbers."""
from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ..calculation.evaluation import evaluate
from ..calculation.formula import parse
from ..calculation.tree import Expression, FormulaError, names_in
from .workbook import Check, Column, DataTable, Result, condition_of

OPEN = "noch offen"
Row = dict[str, Any]


def result_of(expression: Expression, values: Mapping[str, Any]) -> Decimal | None:
    """The value of a formula; None where a spreadsheet would show nothing (division by zero, no input)."""
    used = {name: values.get(name) for name in names_in(expression)}
    if any(value is None for value in used.values()):
        return None
    try:
        return evaluate(expression, used)
    except FormulaError:
        return None


def computed_row(table: DataTable, row: Row, values: Mapping[str, Any]) -> Row:
    """`row` with its computed columns. Empty cells count as 0 where one filled cell is enough."""
    done = dict(row)
    for column in table.spalten:
        if column.formel:
            done[column.name] = _column_value(table, column, done, values)
        elif column.frist:
            done[column.name] = deadline(values.get(str(done.get(column.frist))), done.get("monate"), done.get("tage"))
    return done


def _column_value(table: DataTable, column: Column, row: Row, values: Mapping[str, Any]) -> Decimal | None:
    expression = parse(column.formel or "")
    own = own_columns(table, expression)
    filled = [name for name in own if isinstance(row.get(name), Decimal)]
    if len(filled) < (len(own) if column.braucht == "alle" else min(1, len(own))):
        return None
    return result_of(expression, {**values, **{name: row[name] if name in filled else Decimal(0) for name in own}})


def own_columns(table: DataTable, expression: Expression) -> list[str]:
    """The columns of the table that a formula uses, each once."""
    return [name for name in dict.fromkeys(names_in(expression)) if table.column(name)]


def deadline(base: Any, months: Any, days: Any) -> datetime.date | None:
    """`base` plus months (the last day of a shorter month, as EDATE does it) plus days; None without a base.

    >>> deadline(datetime.date(2027, 8, 31), Decimal(6), None)
    datetime.date(2028, 2, 29)
    """
    if not isinstance(base, datetime.date):
        return None
    month = base.year * 12 + base.month - 1 + int(months or 0)
    year, month = divmod(month, 12)
    day = min(base.day, calendar.monthrange(year, month + 1)[1])
    return datetime.date(year, month + 1, day) + datetime.timedelta(days=int(days or 0))


def total(rows: Iterable[Row], column: str, where: Mapping[str, str] | None = None) -> Decimal:
    return sum((row[column] for row in matching(rows, where) if isinstance(row.get(column), Decimal)), Decimal(0))


def count(rows: Iterable[Row], column: str, where: Mapping[str, str] | None = None) -> Decimal:
    return Decimal(sum(row.get(column) is not None for row in matching(rows, where)))


def matching(rows: Iterable[Row], where: Mapping[str, str] | None) -> list[Row]:
    return [row for row in rows if all(row.get(name) == value for name, value in (where or {}).items())]


def named_result(entry: Result, tables: Mapping[str, list[Row]], values: Mapping[str, Any]) -> Decimal | None:
    if entry.formel:
        return result_of(parse(entry.formel), values)
    table, column = entry.source
    return (total if entry.summe else count)(tables[table], column, entry.wo)


def verdict(check: Check, values: Mapping[str, Any]) -> str:
    """The sentence of a check: open as long as nothing is filled in, then ✓ or ✗."""
    expression = condition_of(check.bedingung)
    used = [values.get(name) for name in dict.fromkeys(names_in(expression))]
    if any(value is None for value in used) or all(value == 0 for value in used):
        return OPEN
    return f"✓ {check.ja}" if result_of(expression, values) == 1 else f"✗ {check.nein}"
