"""CHANGELOG.md as data: versions, what kind of change, and one line each."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@dataclass
class Version:
    """`name` is "0.2 – 2026-12-01" or "Unveröffentlicht"; `changes` maps a kind to its lines."""

    name: str
    changes: dict[str, list[str]] = field(default_factory=dict)


def read_changelog(file: Path) -> list[Version]:
    """Return the versions, newest first. Lines that are no list item are left out."""
    versions: list[Version] = []
    kind = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            versions.append(Version(line[3:].replace("[", "").replace("]", "").strip()))
        elif line.startswith("### ") and versions:
            kind = line[4:].strip()
        elif line.startswith("- ") and versions:
            versions[-1].changes.setdefault(kind, []).append(_plain(line[2:]))
        elif line.startswith("  ") and versions and versions[-1].changes.get(kind):
            versions[-1].changes[kind][-1] += " " + _plain(line.strip())
    return versions


def _plain(text: str) -> str:
    return LINK.sub(r"\1", text).replace("`", "").strip()
