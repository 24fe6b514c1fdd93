"""`scripts/notes VERSION`: what CHANGELOG.md says about a version, for the page of the release."""
from __future__ import annotations

import re
import sys
from pathlib import Path

FAILED = 1


def print_notes(root: Path, version: str) -> int:
    """Print the section of `version` ("0.2" or "v0.2"); returns the exit code."""
    number = version.removeprefix("v")
    notes = section((root / "CHANGELOG.md").read_text(encoding="utf-8"), number)
    if not notes:
        print(
            f"CHANGELOG.md hat keinen Abschnitt „## [{number}]“.\n"
            f"So geht es: Benennen Sie „## [Unveröffentlicht]“ in „## [{number}] – JJJJ-MM-TT“ um und beginnen Sie darüber neu.",
            file=sys.stderr,
        )
        return FAILED
    print(notes)
    return 0


def section(changelog: str, number: str) -> str:
    """The text below `## [number]` up to the next heading of that level; empty if there is none."""
    match = re.search(rf"^## \[{re.escape(number)}\].*\n((?:(?!## ).*\n?)*)", changelog, re.MULTILINE)
    return match.group(1).strip() if match else ""
