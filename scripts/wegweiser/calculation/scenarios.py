"""Read the scenarios of a calculation file: other values for some assumptions, and what they come to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from ..findings import quoted
from .entries import read_entries
from .fields import Fields
from .model import Assumption, Calculation, Scenario
from .spans import check_span
from .tree import FormulaError

MAX_SCENARIOS = 12


def with_scenarios(fields: Fields, calculation: Calculation) -> Calculation:
    """Return the calculation with the scenarios of its file and all their values.

    Those with a finding are left out, all of them if the calculation itself cannot be used.
    """
    entries = read_entries(fields, "szenarien")
    if len(entries) > MAX_SCENARIOS:
        message = f"Die Rechnung hat {len(entries)} Szenarien; erlaubt sind {MAX_SCENARIOS}."
        fields.problem("szenarien", message, "Behalten Sie die, zwischen denen jemand entscheiden muss.")
        return calculation
    changes = [(entry, entry.text("name"), entry.text("hinweis"), _values(entry, calculation)) for entry in entries]
    if not fields.report.usable:
        return calculation
    read = [_scenario(*change, calculation) for change in changes]
    scenarios = tuple(scenario for scenario in read if scenario)
    values = dict(calculation.values)
    for scenario in scenarios:
        values |= {f"{scenario.name}.{name}": value for name, value in scenario.results.items()}
    return replace(calculation, scenarios=scenarios, values=MappingProxyType(values))


def _values(fields: Fields, calculation: Calculation) -> dict[str, Decimal]:
    """Read `werte` of a scenario; what cannot be used is noted and left out."""
    fields.check_keys(("name", "werte"), ("hinweis",))
    data = fields.data.get("werte")
    if data is None or data == "":
        return {}
    if not isinstance(data, dict):
        message = f"{fields.owner}: Unter {quoted('werte')} stehen keine benannten Werte."
        fields.problem("werte", message, "Schreiben Sie werte: {annahme: 12.5}.")
        return {}
    assumptions = {assumption.name: assumption for assumption in calculation.assumptions}
    inner = Fields(fields.report, (*fields.place, "werte"), data, fields.owner)
    values = {name: _value(inner, name, assumptions, calculation) for name in data}
    return {name: value for name, value in values.items() if value is not None}


def _value(
    fields: Fields, name: str, assumptions: dict[str, Assumption], calculation: Calculation
) -> Decimal | None:
    if name not in assumptions:
        if name in calculation.values:
            message = f"{fields.owner}: {quoted(name)} wird berechnet."
            hint = "Ein Szenario ändert nur Annahmen; was berechnet wird, folgt daraus."
        else:
            message = f"{fields.owner}: Die Annahme {quoted(name)} gibt es nicht."
            hint = f"{fields.report.nearest(name, assumptions)}Annahmen sind: {', '.join(list(assumptions)[:15])}."
        fields.problem(name, message, hint)
        return None
    value = fields.number(name)
    if value is None:
        if fields.data[name] in (None, ""):
            fields.problem(name, f"{fields.owner}: Der Wert von {quoted(name)} fehlt.", f"Ergänzen Sie: {name}: …")
        return None
    assumption = assumptions[name]
    check_span(fields, value, assumption.low, assumption.high, name)
    return value


def _scenario(
    fields: Fields, label: str, note: str, values: dict[str, Decimal], calculation: Calculation
) -> Scenario | None:
    try:
        results = calculation.compute(values)
    except FormulaError as error:
        fields.problem("werte", f"{fields.owner}: {error.message}", error.hint)
        return None
    return Scenario(fields.place[-1], label, note, MappingProxyType(values), MappingProxyType(results))
