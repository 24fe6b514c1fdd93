"""Words the book treats apart: abbreviations it explains and words it would hyphenate wrongly.

Both are lists of the editors: docs/_data/abkuerzungen.yml and docs/_data/trennung.yml.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .findings import Finding
from .yaml_source import load_file

CHECK = "buch"
ABBREVIATIONS = "docs/_data/abkuerzungen.yml"
HYPHENATION = "docs/_data/trennung.yml"
PARTS = re.compile(r"[A-Za-zÄÖÜäöüß]{2,}(?:-[A-Za-zÄÖÜäöüß]{2,})*")


@dataclass(frozen=True)
class PrintWords:
    """`hyphenation` leads from a word to its parts: "Zweitablage" → "Zweit-ablage"."""

    abbreviations: dict[str, str] = field(default_factory=dict)
    hyphenation: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def read_print_words(root: Path) -> PrintWords:
    """Read both lists; a list that is not there is empty."""
    abbreviations, abbreviation_findings = read_abbreviations(root)
    hyphenation, hyphenation_findings = read_hyphenation(root)
    return PrintWords(abbreviations, hyphenation, (*abbreviation_findings, *hyphenation_findings))


def read_abbreviations(root: Path) -> tuple[dict[str, str], list[Finding]]:
    """{"BGB": "Bürgerliches Gesetzbuch"}"""
    data, lines, findings = _load(root, ABBREVIATIONS)
    if not isinstance(data, dict):
        return {}, [*findings, _wrong_form(ABBREVIATIONS, "BGB: Bürgerliches Gesetzbuch")]
    good = {str(short): long for short, long in data.items() if isinstance(long, str) and long.strip()}
    findings += [
        Finding(ABBREVIATIONS, lines.of(short), CHECK, f"Zur Abkürzung „{short}“ fehlt, was sie heißt.",
                "Hinter dem Doppelpunkt ausschreiben.")
        for short in data if str(short) not in good
    ]
    return good, findings


def read_hyphenation(root: Path) -> tuple[dict[str, str], list[Finding]]:
    """{"Zweitablage": "Zweit-ablage"}"""
    data, lines, findings = _load(root, HYPHENATION)
    if not isinstance(data, list | dict) or data and isinstance(data, dict):
        return {}, [*findings, _wrong_form(HYPHENATION, "- Zweit-ablage")]
    good: dict[str, str] = {}
    for number, parts in enumerate(data):
        if isinstance(parts, str) and PARTS.fullmatch(parts):
            good[parts.replace("-", "")] = parts
        else:
            findings.append(Finding(
                HYPHENATION, lines.of(number), CHECK, f"„{parts}“ ist kein Wort mit Trennstellen.",
                "Ein Wort aus Buchstaben, jede Trennstelle als Bindestrich, mindestens zwei Buchstaben je Teil: Zweit-ablage.",
            ))
    return good, findings


def _load(root: Path, path: str) -> tuple[Any, Any, list[Finding]]:
    if not (root / path).is_file():
        return {}, None, []
    data, lines, findings = load_file(root / path, root)
    return data or {}, lines, list(findings)


def _wrong_form(path: str, example: str) -> Finding:
    return Finding(path, 1, CHECK, "Die Liste hat nicht die erwartete Form.", f"Eine Zeile je Eintrag, zum Beispiel: {example}")
