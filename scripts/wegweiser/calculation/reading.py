"""Read docs/_data/rechnungen/*.yml: every file checked to the end, every problem a finding."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..findings import Finding, quoted
from ..yaml_source import load_file
from .assumptions import read_assumptions
from .entries import MAX_NAMES, entry_names
from .fields import CHECK, Fields, Report
from .imports import Imports, files_named
from .model import Assumption, Calculation, Quantity
from .order import computing_order
from .quantities import read_quantities
from .scenarios import with_scenarios
from .series import Series, read_indexes
from .units import full_unit

FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
# `[=betreiber.name]` in a chapter means the operator, `aus: steckbrief.…` the front matter of chapters.
RESERVED_FILES = ("betreiber", "steckbrief")

KINDS = ("rechenbeispiel", "belegt")


@dataclass(frozen=True)
class File:
    """A calculation file as read, nothing in it checked yet."""

    data: Any
    report: Report


def load_calculations(
    folder: Path, root: Path, known_sources: Collection[str] | None = None, given: Sequence[Calculation] = ()
) -> tuple[dict[str, Calculation], list[Finding]]:
    """Return the calculations in `folder` by file name, and the findings of all its files.

    Paths in findings are told from `root`. A file with a Fehler gives no calculation.
    With `known_sources` each source key named as origin has to be one of them.
    Values may also be taken from the calculations `given`, which are no files.
    """
    findings: list[Finding] = []
    files: dict[str, File] = {}
    for file in sorted(folder.iterdir()) if folder.is_dir() else []:
        if file.suffix.lower() not in (".yml", ".yaml"):
            continue
        path = file.relative_to(root).as_posix()
        if file.suffix != ".yml" or not FILE_NAME.fullmatch(file.stem) or file.stem in RESERVED_FILES:
            findings.append(_misnamed(path, file.name))
        else:
            files[file.stem] = _read(file, path, root)
    calculations = _compute_all(files, known_sources, given)
    for read in files.values():
        findings += read.report.findings
    return {name: calculations[name] for name in files if name in calculations}, findings


def _misnamed(path: str, name: str) -> Finding:
    message = f"Der Name {quoted(name)} ist für eine Rechnung nicht erlaubt."
    hint = (
        "Verwenden Sie Kleinbuchstaben a–z, Ziffern und Bindestriche, dazu die Endung .yml, zum Beispiel "
        f"anker-cafe.yml. Nicht erlaubt ist: {', '.join(RESERVED_FILES)}."
    )
    return Finding(path, 1, CHECK, message, hint)


def _read(file: Path, path: str, root: Path) -> File:
    data, lines, findings = load_file(file, root, check=CHECK)
    report = Report(path, lines, findings)
    if not isinstance(data, dict) and not findings:
        report.problem((), "Die Datei enthält keine Rechnung.", "Beginnen Sie mit titel: und art:.")
    return File(data, report)


def _compute_all(
    files: dict[str, File], known_sources: Collection[str] | None, given: Sequence[Calculation]
) -> dict[str, Calculation]:
    """Return the calculations without a Fehler; each is computed after those it takes values from."""
    paths = {calculation.name: calculation.path for calculation in given}
    paths |= {name: file.report.path for name, file in files.items()}
    order, rings = computing_order({name: set(files_named(file.data)) for name, file in files.items()})
    done = {calculation.name: calculation for calculation in given}
    for name in order:
        data, report = files[name].data, files[name].report
        if isinstance(data, dict):
            imports = Imports(paths, done, rings.get(name, ()))
            calculation = _calculation(name, Fields(report, (), data, "Rechnung"), known_sources, imports)
            _check_labels(report, calculation)
            if report.usable:
                done[name] = calculation
    return done


def _calculation(
    name: str, fields: Fields, known_sources: Collection[str] | None, imports: Imports
) -> Calculation:
    """Read a whole file; the result only counts if nothing that blocks was noted."""
    fields.check_keys(("titel", "art", "hinweis", "annahmen", "groessen", "ergebnisse"), ("reihen", "szenarien"))
    kind = fields.text("art")
    if kind and kind not in KINDS:
        fields.problem("art", f"Die Art {quoted(kind)} gibt es nicht.", f"Erlaubt sind: {', '.join(KINDS)}.")
    assumptions = read_assumptions(fields, kind, known_sources, imports)
    values = {assumption.name: assumption.value for assumption in assumptions}
    units = {assumption.name: full_unit(assumption.label, assumption.unit) for assumption in assumptions}
    quantities, series = read_quantities(fields, read_indexes(fields), values, units)
    calculation = Calculation(
        name=name,
        title=fields.text("titel"),
        kind=kind,
        note=fields.text("hinweis"),
        assumptions=tuple(assumptions),
        quantities=tuple(quantities),
        results=_results(fields, quantities, series),
        values=MappingProxyType(values),
        path=fields.report.path,
        series=tuple(series),
    )
    return with_scenarios(fields, calculation)


def _check_labels(report: Report, calculation: Calculation) -> None:
    """Advise against labels used twice: in a readable formula nobody could tell them apart."""
    seen: dict[str, int] = {}
    items: list[Assumption | Quantity | Series] = [*calculation.assumptions, *calculation.written()]
    for item in items:
        if item.label and item.label in seen:
            section = "annahmen" if isinstance(item, Assumption) else "groessen"
            message = f"Die Bezeichnung {quoted(item.label)} gibt es schon in Zeile {seen[item.label]}."
            hint = "Ergänzen Sie, was beide unterscheidet: In Rechenschritten steht die Bezeichnung allein."
            report.advice((section, item.name, "name"), message, hint)
        seen.setdefault(item.label, item.line)


def _results(fields: Fields, quantities: list[Quantity], series: list[Series]) -> tuple[str, ...]:
    results = fields.data.get("ergebnisse")
    names = [*entry_names(fields, "groessen"), *(quantity.name for quantity in quantities if quantity.series)]
    several = {one.name: one for one in series}
    if results is None or results == "":
        return ()
    if not isinstance(results, list) or not 0 < len(results) <= MAX_NAMES:
        message = f"Die Ergebnisse sind keine Liste mit 1 bis {MAX_NAMES} Namen."
        fields.problem("ergebnisse", message, "Schreiben Sie ergebnisse: [name, name].")
        return ()
    for position, name in enumerate(results):
        place = ("ergebnisse", position)
        if name not in names:
            message = f"Das Ergebnis {quoted(name)} ist keine Größe dieser Rechnung."
            hint = f"{fields.report.nearest(str(name), names)}Größen sind: {', '.join(names[:15])}."
            fields.report.problem(place, message, hint)
        elif name in several:
            message = f"Das Ergebnis {quoted(name)} ist eine Reihe."
            last = several[name].elements[-1]
            fields.report.problem(place, message, f"Nennen Sie einen Wert davon ({last}) oder eine Größe mit summe({name}).")
        elif name in results[:position]:
            message = f"Das Ergebnis {quoted(name)} ist doppelt genannt."
            fields.report.problem(place, message, "Nennen Sie es nur einmal.")
    return tuple(str(name) for name in results)
