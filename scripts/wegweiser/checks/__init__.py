"""All checks of the contents. One file per check, each with `check(handbook) -> findings`.

A new check is a new file here and one line in CHECKS. A check that looks at one page after the
other goes through `handbook.asked_pages`, so that checking one file stays quick.
"""
from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ..findings import Finding
from ..handbook import Handbook, read_handbook
from . import (
    age,
    blocks,
    headings,
    html,
    images,
    language,
    links,
    origin,
    personal,
    placeholders,
    print_words,
    repetition,
    search_language,
    sources,
    spelling,
    structure,
    tools,
)

CHECKS = (
    headings, structure, links, images, sources, blocks, html, tools, placeholders, personal, age, repetition,
    search_language, print_words, spelling, language, origin,
)
ADVICE_AT_MOST = 20
MISUSE = 2


def run_checks(root: Path, names: Sequence[str], *, all_advice: bool = False) -> int:
    """`scripts/check [DATEI …]`: print the findings; exit code 1 on a Fehler, 2 on misuse."""
    if (only := _files(root, names)) is None:
        return MISUSE
    handbook = read_handbook(root)
    errors = report(handbook, only, show_advice=True, all_advice=all_advice)
    if not spelling.is_installed():
        print("Die Rechtschreibung wurde nicht geprüft: Es fehlt hunspell mit deutschem Wörterbuch (Paket hunspell-de-de).")
    if errors:
        return 1
    scope = (f"{len(only)} Dateien" if len(only) > 1 else only[0]) if only else f"{len(handbook.pages)} Seiten"
    print(f"Keine Fehler in {scope}.")
    return 0


def run_readability(root: Path, names: Sequence[str]) -> int:
    """`scripts/check --lesbarkeit [DATEI …]`: print the table; exit code 2 on misuse."""
    from ..readability import report as table  # reads the words this package's language check measures by

    if (only := _files(root, names)) is None:
        return MISUSE
    print("\n".join(table(read_handbook(root), only)))
    return 0


def _files(root: Path, names: Sequence[str]) -> list[str] | None:
    """The files from the root on; None, with a message, if one is not in the handbook."""
    only = []
    for name in names:
        path = Path(name).absolute()
        if not path.is_file() or not path.resolve().is_relative_to(root):
            print(f"Diese Datei gibt es im Handbuch nicht: {name}", file=sys.stderr)
            return None
        only.append(path.resolve().relative_to(root).as_posix())
    return only


def report(handbook: Handbook, only: Sequence[str], *, show_advice: bool, all_advice: bool = False) -> int:
    """Print what was found (in the files `only`, or everywhere); returns the number of Fehler."""
    handbook.asked = frozenset(only)
    findings = [finding for finding in all_findings(handbook) if not only or finding.path in only]
    errors = [finding for finding in findings if finding.severity == "Fehler"]
    advice = [finding for finding in findings if finding.severity == "Hinweis"]
    shown = advice if all_advice else advice[:ADVICE_AT_MOST]
    for finding in errors + (shown if show_advice else []):
        print(finding)
    if show_advice and len(advice) > len(shown):
        print(f"… und {len(advice) - len(shown)} weitere Hinweise; alle zeigt scripts/check --alle.")
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
