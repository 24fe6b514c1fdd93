"""Which words mean the same to the search and which say nothing: the editors' two files, read and checked."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..findings import Finding, quoted
from ..yaml_source import Lines, load_file

CHECK = "suche"
SYNONYMS, FILLERS = "synonyme.yml", "fuellwoerter.yml"
FILLER_KEYS = ("fuellwoerter", "begriffsfragen")
LONGEST_PHRASE = 3  # words; the search looks no further


@dataclass(frozen=True)
class Group:
    """Words and word groups that mean the same, and the line they stand in."""

    phrases: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class SearchLanguage:
    path: str
    synonyms: tuple[Group, ...] = ()
    fillers: tuple[str, ...] = ()
    term_questions: tuple[str, ...] = ()


def read_language(folder: Path, root: Path) -> tuple[SearchLanguage, list[Finding]]:
    """Read synonyme.yml and fuellwoerter.yml of `folder`; what is wrong with an entry is told, the entry left out."""
    path = (folder / SYNONYMS).relative_to(root).as_posix()
    data, lines, findings = load_file(folder / SYNONYMS, root)
    groups, problems = _groups(data or [], lines, path)
    words, more = _fillers(folder / FILLERS, root)
    return SearchLanguage(path, groups, words["fuellwoerter"], words["begriffsfragen"]), findings + problems + more


def plain(text: str) -> str:
    """The same for all spellings of a word: „Straßen-Fest“, „strassen fest“ → „strassen fest“."""
    folded = text.lower().replace("ß", "ss")
    for umlaut, spelling in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        folded = folded.replace(umlaut, spelling)
    bare = "".join(char for char in unicodedata.normalize("NFD", folded) if not unicodedata.combining(char))
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def _groups(data: Any, lines: Lines, path: str) -> tuple[tuple[Group, ...], list[Finding]]:
    if not isinstance(data, list):
        return (), [Finding(path, 1, CHECK, "Die Datei ist keine Liste.", "Schreiben Sie je Zeile: - [Wort, anderes Wort]")]
    groups, findings = [], []
    seen: dict[str, int] = {}
    for number, entry in enumerate(data):
        line = lines.of(number)
        problems = list(_problems(entry, seen, line))
        findings += [Finding(path, line, CHECK, *problem) for problem in problems]
        if not problems:
            groups.append(Group(tuple(entry), line))
    return tuple(groups), findings


def _problems(entry: Any, seen: dict[str, int], line: int) -> Iterator[tuple[str, str]]:
    """What is wrong with one group: (message, way out)."""
    if not isinstance(entry, list) or not all(isinstance(phrase, str) and plain(phrase) for phrase in entry):
        yield "Der Eintrag ist keine Liste von Wörtern.", "Schreiben Sie: - [Wort, anderes Wort]; Zahlen gehören in Anführungszeichen."
        return
    if len(entry) < 2:
        yield f"{quoted(entry[0] if entry else '')} steht allein.", "Nennen Sie mindestens zwei Wörter, die dasselbe meinen."
    for phrase in entry:
        key = plain(phrase)
        if len(key.split()) > LONGEST_PHRASE:
            yield f"{quoted(phrase)} hat mehr als {LONGEST_PHRASE} Wörter.", "Kürzen Sie auf die Wörter, die den Sinn tragen."
        elif key in seen and seen[key] == line:
            yield f"{quoted(phrase)} steht zweimal in der Gruppe.", "Streichen Sie eines; Umlaute und Großschreibung zählen nicht."
        elif key in seen:
            yield f"{quoted(phrase)} steht schon in Zeile {seen[key]}.", "Fassen Sie beide Gruppen zusammen oder streichen Sie das Wort hier."
        seen.setdefault(key, line)


def _fillers(file: Path, root: Path) -> tuple[dict[str, tuple[str, ...]], list[Finding]]:
    path = file.relative_to(root).as_posix()
    data, lines, findings = load_file(file, root)
    words: dict[str, tuple[str, ...]] = dict.fromkeys(FILLER_KEYS, ())
    if not isinstance(data, dict):
        data = {}
    for key in [*FILLER_KEYS, *data]:
        values = data.get(key)
        if key not in FILLER_KEYS:
            findings.append(Finding(path, lines.of(key), CHECK, f"{quoted(key)} ist unbekannt.", f"Erlaubt sind: {', '.join(FILLER_KEYS)}."))
        elif not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            findings.append(Finding(path, lines.of(key), CHECK, f"{key} ist keine Liste von Wörtern.", f"Schreiben Sie {key}: [eins, zwei]."))
        else:
            words[key] = tuple(values)
    return words, list(dict.fromkeys(findings))
