"""One calculation, computed three times: Python, Chromium and LibreOffice come to the same."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import openpyxl
import pytest
from cases import (
    Inputs,
    as_workbook,
    computable,
    differences,
    in_browser,
    named_values,
    open_rechnen,
    random_inputs,
    read,
    recalculate,
    scenario_values,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from wegweiser.calculation import Calculation
from wegweiser.calculation.tree import Number, Operation
from wegweiser.exports.calculation_sheets import make_xlsx
from wegweiser.exports.portable import own_calculations
from wegweiser.handbook import Handbook
from wegweiser.text import format_number

RANDOM_CASES = 12
EXACT = "1e-24"  # both carry 28 digits
SPREADSHEET = "1e-9"  # binary fractions of about 15 digits; far less than a cent


@dataclass(frozen=True)
class Trial:
    calculation: Calculation
    cases: tuple[Inputs, ...]  # the base case, every scenario, random ones


@pytest.fixture(scope="module")
def trials(handbook: Handbook) -> list[Trial]:
    return [
        Trial(c, ({}, *(scenario.values for scenario in c.scenarios), *random_inputs(c, RANDOM_CASES)))
        for c in own_calculations(handbook)
    ]


@pytest.fixture(scope="module")
def calculator(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    open_rechnen(page)
    yield page
    page.close()


def falsified(calculation: Calculation) -> Calculation:
    """The same calculation with one cent more in the last quantity's formula."""
    *others, last = calculation.quantities
    wrong = replace(last, expression=Operation("+", last.expression, Number(Decimal("0.01"))))
    return replace(calculation, quantities=(*others, wrong))


def test_most_calculations_are_tried_with_random_inputs(trials: list[Trial]) -> None:
    assert len(trials) > 60
    assert sum(len(trial.cases) for trial in trials) > 400


def test_the_browser_computes_what_python_computes(calculator: Page, handbook: Handbook, trials: list[Trial]) -> None:
    for trial in trials:
        for case, found in zip(trial.cases, in_browser(calculator, trial.calculation, handbook, trial.cases)):
            expected = trial.calculation.compute(case)
            assert set(found) == set(expected)
            assert differences(expected, found.items(), EXACT) == [], (trial.calculation.name, case)


def test_a_wrong_formula_in_the_browser_would_be_noticed(calculator: Page, handbook: Handbook) -> None:
    calculation = handbook.calculations["wirtschaftsplan-marten"]
    (found,) = in_browser(calculator, falsified(calculation), handbook, [{}])
    assert len(differences(calculation.compute({}), found.items(), EXACT)) == 1


@pytest.fixture(scope="module")
def recalculated(handbook: Handbook, trials: list[Trial], tmp_path_factory: pytest.TempPathFactory) -> dict[str, openpyxl.Workbook]:
    """All spreadsheets after LibreOffice computed them: the last case as base, the others as scenarios."""
    files = {t.calculation.name: as_workbook(t.calculation, handbook, t.cases[-1], t.cases[:-1]) for t in trials}
    plan = handbook.calculations["wirtschaftsplan-marten"]
    files["falsch"] = as_workbook(falsified(plan), handbook, {}, [scenario.values for scenario in plan.scenarios])
    return recalculate(files, tmp_path_factory.mktemp("tabellen"))


def test_the_spreadsheet_computes_what_python_computes(recalculated: dict[str, openpyxl.Workbook], trials: list[Trial]) -> None:
    for trial in trials:
        found = named_values(recalculated[trial.calculation.name], trial.calculation)
        assert differences(trial.calculation.compute(trial.cases[-1]), found, SPREADSHEET) == [], trial.calculation.name


def test_every_scenario_in_the_spreadsheet_comes_to_what_python_computes(
    recalculated: dict[str, openpyxl.Workbook], trials: list[Trial]
) -> None:
    compared = 0
    for trial in trials:
        base = trial.cases[-1]
        for at, case in enumerate(trial.cases[:-1]):
            mixed = {**base, **case}  # an assumption that a scenario leaves alone follows the sheet „Annahmen“
            if computable(trial.calculation, mixed):
                found = dict(scenario_values(recalculated[trial.calculation.name], trial.calculation, at))
                assert differences(trial.calculation.compute(mixed), found.items(), SPREADSHEET) == [], (trial.calculation.name, case)
                compared += len(found)
    assert compared > 5000


def test_a_wrong_formula_in_the_spreadsheet_would_be_noticed(handbook: Handbook, recalculated: dict[str, openpyxl.Workbook]) -> None:
    plan = handbook.calculations["wirtschaftsplan-marten"]
    assert len(differences(plan.compute({}), named_values(recalculated["falsch"], plan), SPREADSHEET)) == 1


def test_a_program_that_does_not_compute_shows_the_same_numbers(handbook: Handbook) -> None:
    files = make_xlsx(handbook)
    for calculation in own_calculations(handbook):
        book = read(files[f"daten/rechnungen/{calculation.name}.xlsx"])
        assert differences(calculation.compute({}), named_values(book, calculation), SPREADSHEET) == []
        for at, scenario in enumerate(calculation.scenarios):
            assert differences(scenario.results, scenario_values(book, calculation, at), SPREADSHEET) == []


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.decimals(-10**9, 10**9, places=4), st.integers(0, 3)), min_size=20, max_size=40))
def test_the_browser_writes_numbers_like_the_handbook(calculator: Page, numbers: list[tuple[Decimal, int]]) -> None:
    written = calculator.evaluate(
        "numbers => numbers.map(([number, places]) => Rechnen.format(number, '', places))",
        [[f"{number:f}", places] for number, places in numbers],
    )
    assert written == [format_number(number, places) for number, places in numbers]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234,5", "1234.5"), ("1234,50", "1234.5"), ("13.90", "13.9"), ("12.500", "12500"), ("−3", "-3"), (" 1 000 ", "1000"),
        ("", None), ("zwölf", None), ("1,2,3", None), ("1e9", None), ("0x10", None), ("1.2.3", None), ("9" * 30, None),
    ],
)
def test_the_browser_reads_numbers_as_people_type_them(calculator: Page, typed: str, number: str | None) -> None:
    assert calculator.evaluate("typed => Rechnen.read(typed)?.toFixed() ?? null", typed) == number


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        (["/", "a", "null"], "durch null geteilt"),
        (["annuitaet", "a", "a", ["zahl", "0.5"]], "Laufzeit"),
        (["*", ["zahl", "1000000000"], ["zahl", "10000000"]], "Billiarde"),
    ],
)
def test_what_cannot_be_computed_in_the_browser_says_why_and_spreads(calculator: Page, tree: list[object], reason: str) -> None:
    model = {
        "annahmen": [{"name": "a", "wert": "1"}, {"name": "null", "wert": "0"}],
        "groessen": [{"name": "b", "baum": tree}, {"name": "c", "baum": ["+", "b", "a"]}, {"name": "d", "baum": ["wenn", ["==", "null", ["zahl", "0"]], "a", "b"]}],
    }
    b, c, d = calculator.evaluate("model => { const v = Rechnen.evaluate(model, {}); return [v.b, v.c, v.d.toFixed()] }", model)
    assert reason in b["fehler"]
    assert c == b
    assert d == "1"


def test_the_plan_for_marten_comes_to_what_its_dossier_says(handbook: Handbook) -> None:
    plan = handbook.calculations["wirtschaftsplan-marten"]
    found = {s.name: s.results["ergebnis_cafe"].quantize(Decimal(1)) for s in plan.scenarios}
    assert found == {"vorsichtig": -26884, "mittel": -8740, "gut": 12220}
    assert plan.value("kapitaldienst").quantize(Decimal(1)) == 4932


def test_the_same_content_makes_the_same_spreadsheets(handbook: Handbook) -> None:
    assert make_xlsx(handbook) == make_xlsx(handbook)


