"""Findings: what is wrong in a content file, told so that its author can mend it.

Every check of the handbook speaks through this one form, so that the command
line, the build and the tests of a pull request print the same line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["Fehler", "Hinweis"]

# Long enough to recognise one's own words, short enough for one line of output.
QUOTE_LENGTH = 60


def one_line(text: str) -> str:
    """Return `text` on one line and without control characters.

    Messages quote what stands in foreign files. A line break or an escape
    sequence in there must not forge further lines of output or steer a terminal.
    """
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return "".join(" " if unicodedata.category(char) in hidden else char for char in text)


def quoted(value: object) -> str:
    """Return `value` in German quotation marks, shortened to one readable line."""
    text = one_line(str(value)[: QUOTE_LENGTH * 2])
    if len(text) > QUOTE_LENGTH:
        text = text[: QUOTE_LENGTH - 1] + "…"
    return f"„{text}“"


@dataclass(frozen=True, order=True)
class Finding:
    """One finding: where (path from the project root, 1-based line), what, and how to mend it.

    `check` is the short name of the check ("rechnung"), `message` and `hint` are
    German sentences. A "Fehler" blocks the build, a "Hinweis" only advises.
    """

    path: str
    line: int
    check: str
    message: str
    hint: str
    severity: Severity = "Fehler"

    def __str__(self) -> str:
        place = f"{one_line(self.path)}:{self.line}"
        text = f"{place}: {self.severity} [{self.check}] {one_line(self.message)}"
        return f"{text}\n  So geht es: {one_line(self.hint)}"


class ContentError(Exception):
    """Content that cannot be used; carries every finding, printed one after the other."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))
