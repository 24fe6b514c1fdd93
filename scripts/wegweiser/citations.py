"""Sources: the data file, the short labels in the text, the list of references.

In a chapter `[@K4]`, `[@K4, S. 12]` or `[@K4; @M5]` cites entries of docs/_data/quellen/.
"""
from __future__ import annotations

import re
import string
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from .edition import month_name
from .findings import Finding, quoted
from .text import sort_key
from .yaml_source import load_file

CITATION = re.compile(r"\[(@[\w-]+[^\[\]]*)\]")
ITEM = re.compile(r"^@([\w-]+)(?:,\s*(.+))?$")
UNDATED = "o. J."
REQUIRED = ("herausgeber", "titel", "jahr", "abruf")
OPTIONAL = ("kurz", "url", "hinweis")


@dataclass(frozen=True)
class Citation:
    """One cited key; `locator` is what follows the comma ("S. 12"), "" if nothing does."""

    key: str
    locator: str
    line: int


@dataclass(frozen=True)
class Source:
    key: str
    publisher: str
    short: str
    title: str
    year: str
    url: str
    accessed: str
    note: str
    path: str
    line: int
    suffix: str = ""  # the "a" of 2018a, where publisher and year alone are ambiguous

    @property
    def label(self) -> str:
        """Author and year as it stands in the text."""
        return f"{self.short} {self.year}{' ' if self.suffix and self.year == UNDATED else ''}{self.suffix}"

    @property
    def anchor(self) -> str:
        return f"quelle-{self.key.lower()}"


def reference(source: Source) -> str:
    """The full entry of the list of references as plain text, for files outside the handbook."""
    end = "" if source.title.endswith(("?", "!", ".")) else "."
    year = source.label.removeprefix(source.short).strip()
    text = f"{source.publisher}: {source.title}{end} {year}{'' if year == UNDATED else '.'}"
    accessed = month_name(source.accessed) if len(source.accessed) == 7 else source.accessed
    return f"{text} {source.url} (abgerufen {accessed})." if source.url else text


def find_citations(text: str, line: int) -> list[Citation]:
    """All citations in a piece of running text.

    >>> find_citations("Es schloss [@K4, S. 12; @M5].", 3)
    [Citation(key='K4', locator='S. 12', line=3), Citation(key='M5', locator='', line=3)]
    """
    found = []
    for match in CITATION.finditer(text):
        for item in match.group(1).split(";"):
            if parts := ITEM.match(item.strip()):
                found.append(Citation(parts.group(1), parts.group(2) or "", line))
    return found


def read_sources(folder: Path, root: Path) -> tuple[dict[str, Source], list[Finding]]:
    """Read docs/_data/quellen/*.yml; a key may exist once over all files."""
    sources: dict[str, Source] = {}
    findings: list[Finding] = []
    for file in sorted(folder.glob("*.yml")):
        path = file.relative_to(root).as_posix()
        data, lines, problems = load_file(file, root)
        findings += problems
        if not isinstance(data, dict | None):
            findings.append(Finding(path, lines.first, "quellen", "Die Datei enthält keine Quellen.", "Jede Quelle beginnt mit ihrem Schlüssel: K4:"))
        for key, entry in data.items() if isinstance(data, dict) else ():
            line = lines.of(key)
            problem = _problem_with(key, entry, sources)
            if problem:
                findings.append(Finding(path, line, "quellen", *problem))
            else:
                sources[key] = _source(key, entry, path, line)
    return sources, findings


def _problem_with(key: str, entry: object, known: dict[str, Source]) -> tuple[str, str] | None:
    if key in known:
        return (f"Den Quellenschlüssel {key} gibt es schon in {known[key].path}.", "Wählen Sie einen anderen Schlüssel.")
    if not isinstance(entry, dict):
        return (f"Die Quelle {key} hat keine Angaben.", "Erwartet werden herausgeber, titel, jahr, url und abruf.")
    if not re.fullmatch(r"[A-Za-z0-9_-]+", key):
        return (f"Der Quellenschlüssel {quoted(key)} ist nicht erlaubt.", "Verwenden Sie Buchstaben ohne Umlaute und Ziffern, zum Beispiel AB34.")
    if nested := [name for name, value in entry.items() if isinstance(value, dict | list)]:
        return (f"Bei der Quelle {key} ist {nested[0]} kein Text.", "Schreiben Sie die Angabe in eine Zeile.")
    if missing := [name for name in REQUIRED if not entry.get(name)]:
        return (f"Bei der Quelle {key} fehlt: {', '.join(missing)}.", "Ergänzen Sie die Angaben; ohne Jahr schreiben Sie „o. J.“.")
    if unknown := [name for name in entry if name not in REQUIRED + OPTIONAL]:
        return (f"Die Quelle {key} hat unbekannte Angaben: {', '.join(unknown)}.", f"Erlaubt sind: {', '.join(REQUIRED + OPTIONAL)}.")
    if not is_web_address(str(entry.get("url", "https://example.org"))):
        return (f"Die Adresse der Quelle {key} ist unvollständig.", "Sie beginnt mit https:// und enthält keine Leerzeichen.")
    return None


def is_web_address(text: str) -> bool:
    """A complete address with a host, as it stands in a browser's address line."""
    try:
        parts = urlsplit(text)
        return bool(re.fullmatch(r"https?://[^\s<>\"]+", text) and parts.hostname and "@" not in parts.netloc)
    except ValueError:
        return False


def _source(key: str, entry: dict, path: str, line: int) -> Source:
    text = {name: str(entry.get(name, "")) for name in REQUIRED + OPTIONAL}
    return Source(
        key, text["herausgeber"], text["kurz"] or text["herausgeber"], text["titel"], text["jahr"],
        text["url"], text["abruf"], text["hinweis"], path, line,
    )


def sorted_sources(sources: list[Source]) -> list[Source]:
    return sorted(sources, key=lambda source: (sort_key(source.short), source.year, sort_key(source.title), source.key))


def disambiguate(sources: dict[str, Source]) -> dict[str, Source]:
    """Add a, b, c … where several sources would carry the same label.

    Done over the whole handbook, so that one source has one label everywhere.
    """
    by_label: dict[str, list[Source]] = defaultdict(list)
    for source in sources.values():
        by_label[source.label].append(source)
    result = {}
    for group in by_label.values():
        for position, source in enumerate(sorted_sources(group)):
            suffix = _letters(position) if len(group) > 1 else ""
            result[source.key] = replace(source, suffix=suffix)
    return result


def _letters(position: int) -> str:
    """0 → a, 25 → z, 26 → aa …"""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = string.ascii_lowercase[rest] + letters
    return letters
