"""Which edition this is: version, date and commit, for the footer of the site and the book."""
from __future__ import annotations

import datetime
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

TODAY = "WEGWEISER_HEUTE"
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)


@dataclass(frozen=True)
class Edition:
    version: str
    date: datetime.date
    commit: str  # short hash, "" outside a git checkout

    @property
    def month(self) -> str:
        return month_name(f"{self.date:%Y-%m}")


def read_edition(root: Path, version: str) -> Edition:
    """The edition in `root`; its date is SOURCE_DATE_EPOCH, else that of the content."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH") or date_of_content(root))
    return Edition(version, datetime.datetime.fromtimestamp(seconds, datetime.UTC).date(), _git(root, "%h"))


def date_of_content(root: Path) -> int:
    """Seconds since 1970 of the newest commit, so that the same content gives the same bytes.

    Outside a git checkout: the day of the newest file in docs/.
    """
    if committed := _git(root, "%ct"):
        return int(committed)
    newest = max(file.stat().st_mtime for file in (root / "docs").rglob("*") if file.is_file())
    return int(newest) // 86400 * 86400


def month_name(value: str) -> str:
    """„2026-11“ → „November 2026“."""
    date = datetime.date.fromisoformat(f"{value}-01")
    return f"{MONTHS[date.month - 1]} {date.year}"


def _git(root: Path, what: str) -> str:
    """A field of the newest commit; "" if `root` is not itself a git checkout."""
    if not (root / ".git").exists():
        return ""
    command = ["git", "-C", str(root), "log", "-1", f"--format={what}"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def today() -> datetime.date:
    """The day against which dates are judged: SOURCE_DATE_EPOCH if the caller set it, else the calendar.

    `scripts/build` notes the day in TODAY before it sets SOURCE_DATE_EPOCH to the date of the
    content; otherwise a programme would never grow old in a handbook nobody changes.
    """
    if noted := os.environ.get(TODAY):
        return datetime.date.fromisoformat(noted)
    if seconds := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC).date()
    return datetime.date.today()
