"""Attested figures as data: docs/_data/statistik/<name>.yml, one file per chart.

A value is either attested (`wert` with `jahr` and `quelle`) or taken from a calculation
(`aus: nutzwert-marten.nutzwert_cafe` with its label `bei`), never typed twice.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from .calculation import Calculation
from .findings import Finding
from .yaml_source import Lines, load_file

KINDS = ("linie", "balken")
KEYS = ("titel", "art", "einheit", "beschreibung", "reihen")
CHECK = "statistik"


@dataclass(frozen=True)
class Value:
    """`label` is what stands at the axis: a year in a line, the name of a thing in bars."""

    label: str
    number: Decimal
    year: str  # "" for a computed value
    source: str  # source key, "" for a computed value
    places: int


@dataclass(frozen=True)
class Series:
    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Statistic:
    name: str
    title: str
    kind: str
    unit: str
    description: str  # the alternative text: what the chart shows, in words
    series: tuple[Series, ...]

    @property
    def sources(self) -> list[str]:
        return [value.source for series in self.series for value in series.values if value.source]

    @property
    def labels(self) -> list[str]:
        """All labels in the order in which they first appear; years in their own order."""
        labels = list(dict.fromkeys(value.label for series in self.series for value in series.values))
        return sorted(labels) if self.kind == "linie" else labels


@dataclass
class _Reader:
    path: str
    lines: Lines
    calculations: Mapping[str, Calculation]
    known_sources: set[str]
    findings: list[Finding]

    def fail(self, place: tuple[str | int, ...], message: str, hint: str) -> None:
        self.findings.append(Finding(self.path, self.lines.of(*place), CHECK, message, hint))


def load_statistics(
    folder: Path, root: Path, calculations: Mapping[str, Calculation], known_sources: set[str]
) -> tuple[dict[str, Statistic], list[Finding]]:
    """Read every statistic; a file with a Fehler gives findings and no entry."""
    statistics, findings = {}, []
    for file in sorted(folder.glob("*.yml")) if folder.is_dir() else []:
        data, lines, problems = load_file(file, root)
        reader = _Reader(file.relative_to(root).as_posix(), lines, calculations, known_sources, problems)
        statistic = _statistic(file.stem, data, reader) if not problems else None
        findings += reader.findings
        if statistic and not reader.findings:
            statistics[file.stem] = statistic
    return statistics, findings


def _statistic(name: str, data: Any, reader: _Reader) -> Statistic | None:
    if not isinstance(data, dict):
        reader.fail((), "Die Datei enthält keine Angaben.", f"Erwartet werden {', '.join(KEYS)}.")
        return None
    for key in KEYS:
        if not data.get(key):
            reader.fail((), f"Die Angabe {key} fehlt.", f"Erwartet werden {', '.join(KEYS)}.")
    for key in data:
        if key not in KEYS:
            reader.fail((key,), f"Die Angabe {key} gibt es nicht.", f"Erlaubt sind {', '.join(KEYS)}.")
    for key in ("titel", "einheit", "beschreibung"):
        if data.get(key) and not isinstance(data[key], str):
            reader.fail((key,), f"Die Angabe {key} ist kein Text.", "Schreiben Sie Text, bei Zahlen in Anführungszeichen.")
    if data.get("reihen") and not isinstance(data["reihen"], list):
        reader.fail(("reihen",), "Die Angabe reihen ist keine Liste.", "Jede Reihe beginnt mit - name:.")
    if data.get("art") not in KINDS:
        reader.fail(("art",), f"„{data.get('art')}“ ist keine Art von Diagramm.", f"Erlaubt sind {', '.join(KINDS)}.")
    if reader.findings:
        return None
    series = tuple(_series(number, entry, data["art"], reader) for number, entry in enumerate(data["reihen"]))
    return Statistic(name, data["titel"], data["art"], data["einheit"], data["beschreibung"], series)


def _series(number: int, entry: Any, kind: str, reader: _Reader) -> Series:
    place = ("reihen", number)
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not isinstance(entry.get("werte"), list):
        reader.fail(place, "Eine Reihe ist unvollständig.", "Jede Reihe braucht name: und werte: mit einer Liste.")
        return Series("", ())
    values = [_value((*place, "werte", index), value, kind, reader) for index, value in enumerate(entry["werte"])]
    return Series(entry["name"], tuple(value for value in values if value))


def _value(place: tuple[str | int, ...], entry: Any, kind: str, reader: _Reader) -> Value | None:
    if not isinstance(entry, dict):
        reader.fail(place, "Ein Wert ist unvollständig.", "Schreiben Sie {jahr: 2018, wert: 9479, quelle: M1}.")
        return None
    if "aus" in entry:
        return _computed(place, entry, reader)
    year, number, source = entry.get("jahr"), entry.get("wert"), entry.get("quelle")
    if year is None:
        reader.fail(place, "Der Wert hat kein Jahr.", "Ergänzen Sie jahr:; ohne Jahr ist eine Zahl keine Statistik.")
    elif isinstance(number, bool) or not isinstance(number, int | Decimal):
        reader.fail(place, f"„{number}“ ist keine Zahl.", "Schreiben Sie wert: mit einer Zahl, Dezimalstellen mit Punkt.")
    elif not isinstance(source, str) or source not in reader.known_sources:
        reader.fail(place, f"Die Quelle „{source}“ steht nicht im Quellenverzeichnis.", "Ergänzen Sie quelle: mit einem Schlüssel.")
    elif kind == "balken" and not entry.get("bei"):
        reader.fail(place, "Der Balken hat keinen Namen.", "Ergänzen Sie bei: mit der Beschriftung.")
    else:
        number = Decimal(number)
        return Value(str(entry.get("bei", year)), number, str(year), source, max(0, -int(number.as_tuple().exponent)))
    return None


def _computed(place: tuple[str | int, ...], entry: dict[str, Any], reader: _Reader) -> Value | None:
    model, _, name = str(entry["aus"]).partition(".")
    calculation = reader.calculations.get(model)
    if calculation is None or name not in calculation.values:
        reader.fail(place, f"Den Wert „{entry['aus']}“ gibt es in keiner Rechnung.", "Schreiben Sie aus: rechnung.groesse.")
        return None
    if not entry.get("bei"):
        reader.fail(place, "Der Wert hat keine Beschriftung.", "Ergänzen Sie bei: mit dem Namen.")
        return None
    number = calculation.value(name)
    assumption = next((a for a in calculation.assumptions if a.name == name), None)
    if assumption:  # an attested figure that a calculation already holds
        source = assumption.origin if assumption.origin in reader.known_sources else ""
        return Value(str(entry["bei"]), number, "", source, max(0, -int(number.as_tuple().exponent)))
    return Value(str(entry["bei"]), number, "", "", calculation.entry(name).places)
