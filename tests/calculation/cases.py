"""Inputs to try calculations with, and the three places that compute them: Python, browser, spreadsheet."""
from __future__ import annotations

import io
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from wegweiser.calculation import Assumption, Calculation, FormulaError
from wegweiser.calculation.display import places_of
from wegweiser.calculation.model import Scenario
from wegweiser.exports.calculation_sheets import spreadsheet
from wegweiser.exports.portable import plain, portable
from wegweiser.handbook import Handbook

Inputs = Mapping[str, Decimal]
# LibreOffice takes the numbers it finds for computed, unless told otherwise.
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
SCRIPTS = Path(__file__).parents[2] / "docs/assets/js/werkzeuge"


def random_inputs(calculation: Calculation, count: int) -> list[Inputs]:
    """Values inside of the spans, drawn by hypothesis, always the same ones; Python can compute them all."""
    found: list[Inputs] = []

    @settings(
        max_examples=4 * count, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.fixed_dictionaries({a.name: _within(a) for a in calculation.assumptions if a.low is not None and a.high is not None}))
    def collect(inputs: Inputs) -> None:
        if len(found) < count and inputs and inputs not in found and computable(calculation, inputs):
            found.append(inputs)

    collect()
    return found


def _within(assumption: Assumption) -> st.SearchStrategy[Decimal]:
    places = min(2, max(places_of(number) for number in (assumption.value, assumption.low, assumption.high)))
    low, high = (int(edge.scaleb(places).to_integral_value()) for edge in (assumption.low, assumption.high))
    return st.integers(low, high).map(lambda number: Decimal(number).scaleb(-places))


def computable(calculation: Calculation, inputs: Inputs) -> bool:
    try:
        calculation.compute(inputs)
    except FormulaError:
        return False
    return True


def open_rechnen(page: Page) -> None:
    for name in ("big.js", "rechnen.js"):
        page.add_script_tag(path=SCRIPTS / name)


def in_browser(page: Page, calculation: Calculation, handbook: Handbook, cases: Iterable[Inputs]) -> list[dict[str, str]]:
    """All values of all cases as rechnen.js computes them; a value it cannot compute is "Fehler"."""
    return page.evaluate(
        """([model, cases]) => cases.map(inputs => Object.fromEntries(Object.entries(Rechnen.evaluate(model, inputs))
             .map(([name, value]) => [name, Rechnen.isProblem(value) ? "Fehler" : value.toFixed()])))""",
        [portable(calculation, handbook), [{name: plain(value) for name, value in case.items()} for case in cases]],
    )


def as_workbook(calculation: Calculation, handbook: Handbook, base: Inputs, cases: Iterable[Inputs]) -> bytes:
    """The spreadsheet with other assumptions and other scenarios, and nothing but zeros as remembered results."""
    nothing = dict.fromkeys(calculation.compute({}), Decimal(0))
    return spreadsheet(replace(
        calculation,
        assumptions=tuple(replace(a, value=base.get(a.name, a.value)) for a in calculation.assumptions),
        values=nothing,
        scenarios=tuple(Scenario(f"fall_{at}", f"Fall {at}", "", case, nothing) for at, case in enumerate(cases)),
    ), handbook)


def recalculate(files: Mapping[str, bytes], folder: Path) -> dict[str, openpyxl.Workbook]:
    """Let LibreOffice open every file, compute it, and save what it comes to."""
    profile, before, after = (folder / name for name in ("profil", "vorher", "nachher"))
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    before.mkdir()
    for name, content in files.items():
        (before / f"{name}.xlsx").write_bytes(content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir", str(after),
         *(str(before / f"{name}.xlsx") for name in files)],
        check=True, capture_output=True, timeout=300,
    )
    return {name: read((after / f"{name}.xlsx").read_bytes()) for name in files}


def read(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def named_values(book: openpyxl.Workbook, calculation: Calculation) -> Iterator[tuple[str, object]]:
    """What the cells and columns hold that carry a name of the calculation, or that name and _."""
    series = {one.name: one.elements for one in calculation.series}
    for name in [*(entry.name for entry in calculation.written())]:
        defined = book.defined_names.get(name) or book.defined_names[f"{name}_"]
        ((sheet, place),) = defined.destinations
        cells = book[sheet][place.replace("$", "")]
        if name in series:
            yield from zip(series[name], (row[0].value for row in cells))
        else:
            yield name, cells.value


def scenario_values(book: openpyxl.Workbook, calculation: Calculation, case: int) -> Iterator[tuple[str, object]]:
    """What a scenario's column holds, below the heading „Rechenweg“."""
    rows = list(book["Szenarien"].iter_rows(values_only=True))
    labels = {quantity.label: quantity.name for quantity in calculation.quantities}
    start = next(at for at, row in enumerate(rows) if row[0] == "Rechenweg")
    for row in rows[start + 1:]:
        yield labels[row[0]], row[3 + case]


def differences(expected: Mapping[str, Decimal], found: Iterable[tuple[str, object]], tolerance: str) -> list[str]:
    """Where found numbers are further from the expected ones than `tolerance`, as part of the number and absolute."""
    return [
        f"{name}: {expected[name]} ≠ {value}" for name, value in found
        if not isinstance(value, int | float | str) or value in ("", "Fehler") or isinstance(value, str) and value.startswith("#")
        or abs(Decimal(value) - expected[name]) > Decimal(tolerance) * max(1, abs(expected[name]))
    ]
