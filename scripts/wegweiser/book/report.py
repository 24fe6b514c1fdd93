"""What the clean step could not keep, told to the author with page, line and remedy."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from ..findings import Finding, Severity, one_line, quoted
from .collection import BookPage
from .vocabulary import HEADINGS

CHECK = "buch"


@dataclass(frozen=True)
class Dropped:
    """One defect: what, near which heading, and words to look for in the Markdown source."""

    message: str
    hint: str
    heading: str = ""
    needles: tuple[str, ...] = ()
    severity: Severity = "Fehler"

    def as_finding(self, page: BookPage) -> Finding:
        """Example: docs/analyse/x.md:41: Fehler [buch] … (im Abschnitt „So gehen Sie vor“)."""
        place = f" (im Abschnitt {quoted(self.heading)})" if self.heading else ""
        line = line_of(page.source, (*self.needles, self.heading))
        return Finding(f"docs/{page.src}", line, CHECK, self.message + place, self.hint, self.severity)


@dataclass
class Report:
    """Collects the defects of one page while it is cleaned."""

    entries: list[Dropped] = field(default_factory=list)

    def add(
        self, message: str, hint: str, near: etree._Element | None = None, needles: Iterable[str] = (),
        severity: Severity = "Fehler",
    ) -> None:
        heading = heading_before(near) if near is not None else ""
        entry = Dropped(one_line(message), hint, heading, tuple(needles), severity)
        if entry not in self.entries:
            self.entries.append(entry)


def heading_before(element: etree._Element) -> str:
    """The text of the nearest heading at or before `element`, "" if there is none."""
    test = " or ".join(f"self::{name}" for name in HEADINGS)
    found = element.xpath(f"(ancestor-or-self::*[{test}] | preceding::*[{test}])[last()]")
    return plain_text(found[0]) if found else ""


def plain_text(element: etree._Element) -> str:
    """All text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def line_of(source: str, needles: Iterable[str]) -> int:
    """1-based line of `source` that holds the first needle which occurs at all; 1 if none does."""
    lines = source.splitlines()
    for needle in needles:
        for number, line in enumerate(lines, 1):
            if needle and needle in line:
                return number
    return 1
