"""All checks of the contents. One file per check, each with `check(handbook) -> findings`.

A new check is a new file here and one line in CHECKS.
"""
from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ..findings import Finding
from ..handbook import Handbook, read_handbook
from . import age, blocks, headings, html, images, links, print_words, repetition, sources, structure

CHECKS = (headings, structure, links, images, sources, blocks, html, age, repetition, print_words)
ADVICE_AT_MOST = 20
MISUSE = 2


def run_checks(root: Path, names: Sequence[str]) -> int:
    """`scripts/check [DATEI …]`: print the findings; exit code 1 on a Fehler, 2 on misuse."""
    only = []
    for name in names:
        path = Path(name).resolve()
        if not path.is_file() or not path.is_relative_to(root):
            print(f"Diese Datei gibt es im Handbuch nicht: {name}", file=sys.stderr)
            return MISUSE
        only.append(path.relative_to(root).as_posix())
    handbook = read_handbook(root)
    if report(handbook, only, show_advice=True):
        return 1
    scope = f"{len(only)} Dateien" if only else f"{len(handbook.pages)} Seiten"
    print(f"Keine Fehler in {scope}.")
    return 0


def report(handbook: Handbook, only: Sequence[str], *, show_advice: bool) -> int:
    """Print what was found (in the files `only`, or everywhere); returns the number of Fehler."""
    findings = [finding for finding in all_findings(handbook) if not only or finding.path in only]
    errors = [finding for finding in findings if finding.severity == "Fehler"]
    advice = [finding for finding in findings if finding.severity == "Hinweis"]
    for finding in errors + (advice[:ADVICE_AT_MOST] if show_advice else []):
        print(finding)
    if show_advice and len(advice) > ADVICE_AT_MOST:
        print(f"… und {len(advice) - ADVICE_AT_MOST} weitere Hinweise.")
    if errors:
        print(f"{len(errors)} Fehler gefunden.")
    return len(errors)


def all_findings(handbook: Handbook) -> list[Finding]:
    """What reading the files has found, then every check; sorted by file and line."""
    findings = list(handbook.findings)
    for chapter in handbook.pages:
        findings += chapter.findings
    for module in CHECKS:
        findings += module.check(handbook)
    return sorted(set(findings))
