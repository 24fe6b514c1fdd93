"""The corpus of broken and hostile contributions: one small file per case, applied to a copy of the handbook.

    why: what a contributor did
    change:                     # in the order in which it is done
      - file: docs/analyse/leerstandskataster.md
        replace: text that is there once or more; the first is changed
        by: new text
      - {file: …, new: content}             or  new_bytes_hex, append: text (times: 12000)
      - {file: …, encode: utf-16, crlf: true}
      - {file: …, link: /etc/hostname}
    expect:                     # every Fehler there is, no other; [] for none
      - file: only if it is not the file of the first change
        line: counted from the line of the first change, which is 0
        absolute: true          # if the line is counted from the top of the file
        says: what the message contains
        mend: what the hint contains
"""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from wegweiser.checks import CHECKS, age, language, origin, repetition, spelling
from wegweiser.findings import ContentError, Finding
from wegweiser.handbook import read_handbook

ADVICE_ONLY = (age, repetition, spelling, language, origin)  # no Fehler comes from these, and they take time
FOLDER = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Case:
    name: str
    why: str
    change: list[dict[str, Any]]
    expect: list[dict[str, Any]] | None = None
    renders: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


def cases(kind: str) -> list[Case]:
    return [
        Case(file.stem, **yaml.safe_load(file.read_text(encoding="utf-8")))
        for file in sorted((FOLDER / kind).glob("*.yml"))
    ]


@contextmanager
def applied(case: Case, root: Path) -> Iterator[int]:
    """Make the changes in `root`, give the line of the first one, and undo them afterwards."""
    files = {root / change["file"] for change in case.change}
    before = {file: file.read_bytes() if file.is_file() else None for file in files}
    try:
        yield [_apply(change, root / change["file"]) for change in case.change][0]
    finally:
        for file, content in before.items():
            if file.is_symlink() or file.is_file():
                file.unlink()
            if content is not None:
                file.write_bytes(content)


def _apply(change: dict[str, Any], file: Path) -> int:
    file.parent.mkdir(parents=True, exist_ok=True)
    if "link" in change:
        file.unlink(missing_ok=True)
        file.symlink_to(change["link"])
    elif "new" in change:
        file.write_bytes(str(change["new"]).encode() * change.get("times", 1))
    elif "new_bytes_hex" in change:
        file.write_bytes(bytes.fromhex(change["new_bytes_hex"]))
    elif "append" in change:
        before = file.read_bytes()
        file.write_bytes(before + (change["append"] * change.get("times", 1)).encode())
        return before.count(b"\n") + 1
    elif "encode" in change:
        text = file.read_text(encoding="utf-8")
        text = text.replace("\n", "\r\n") if change.get("crlf") else text
        file.write_bytes(text.encode(change["encode"], "replace"))
    else:
        text = file.read_text(encoding="utf-8")
        assert change["replace"] in text, f"{file.name} does not contain: {change['replace']}"
        new = change["by"] * change.get("times", 1)
        file.write_bytes(text.replace(change["replace"], new, 1).encode())
        return text[: text.index(change["replace"])].count("\n") + 1
    return 1


def errors_in(root: Path, files: list[str]) -> list[Finding]:
    """Every Fehler, as `scripts/check` finds it; checks of single pages look at `files` only."""
    try:
        handbook = read_handbook(root)
    except ContentError as error:
        return list(error.findings)
    handbook.asked = frozenset(files)
    found = [*handbook.findings, *(finding for page in handbook.pages for finding in page.findings)]
    for module in CHECKS:
        if module not in ADVICE_ONLY:
            found += module.check(handbook)
    return [finding for finding in found if finding.severity == "Fehler"]


def copy_contents(source: Path, target: Path) -> None:
    """What a contribution consists of; the program is the one that runs."""
    shutil.copytree(source / "docs", target / "docs")
    shutil.copy(source / "mkdocs.yml", target / "mkdocs.yml")
