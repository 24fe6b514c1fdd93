"""The glossary: terms, their explanations and the word forms that are linked in the text."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .findings import Finding, quoted
from .text import slugify, sort_key
from .yaml_source import load_file

KEYS = ("begriff", "formen", "erklaerung", "beleg", "siehe")


@dataclass(frozen=True)
class Term:
    name: str
    forms: tuple[str, ...]
    explanation: str
    sources: tuple[str, ...]
    see_also: tuple[str, ...]
    line: int

    @property
    def anchor(self) -> str:
        return slugify(self.name, "-")


@dataclass(frozen=True)
class Glossary:
    terms: tuple[Term, ...]

    @cached_property
    def by_form(self) -> dict[str, Term]:
        return {form: term for term in self.terms for form in (term.name, *term.forms)}

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Matches every form as a whole word, the longest first; None for an empty glossary."""
        forms = sorted(self.by_form, key=lambda form: (-len(form), form))
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])") if forms else None


def read_glossary(file: Path, root: Path) -> tuple[Glossary, list[Finding]]:
    """Read docs/_data/glossar.yml into terms in German alphabetical order."""
    path = file.relative_to(root).as_posix()
    data, lines, findings = load_file(file, root)
    terms: dict[str, Term] = {}
    if not isinstance(data, list | None):
        findings.append(Finding(path, lines.first, "glossar", "Das Glossar ist keine Liste.", "Jeder Eintrag beginnt mit - begriff:."))
    for number, entry in enumerate(data if isinstance(data, list) else []):
        line = lines.of(number)
        if problem := _problem_with(entry, terms):
            findings.append(Finding(path, line, "glossar", *problem))
            continue
        terms[entry["begriff"]] = Term(
            entry["begriff"], tuple(entry.get("formen", ())), entry["erklaerung"],
            tuple(entry.get("beleg", ())), tuple(entry.get("siehe", ())), line,
        )
    for term in terms.values():
        for other in term.see_also:
            if other not in terms:
                findings.append(Finding(
                    path, term.line, "glossar", f"„{term.name}“ verweist auf „{other}“, das es nicht gibt.",
                    "Schreiben Sie den Begriff genau wie in seinem eigenen Eintrag.",
                ))
    return Glossary(tuple(sorted(terms.values(), key=lambda term: sort_key(term.name)))), findings


def _problem_with(entry: object, known: dict[str, Term]) -> tuple[str, str] | None:
    if not isinstance(entry, dict) or not entry.get("begriff") or not entry.get("erklaerung"):
        return "Ein Eintrag ist unvollständig.", "Jeder Eintrag braucht begriff: und erklaerung:."
    name = entry["begriff"]
    if not isinstance(name, str) or not isinstance(entry["erklaerung"], str):
        return f"{quoted(name)}: begriff und erklaerung sind Text.", "Setzen Sie Text, der wie eine Zahl aussieht, in Anführungszeichen."
    if unknown := [key for key in entry if key not in KEYS]:
        return f"„{name}“ hat unbekannte Angaben: {', '.join(unknown)}.", f"Erlaubt sind: {', '.join(KEYS)}."
    for key in ("formen", "beleg", "siehe"):
        if not isinstance(entry.get(key, []), list) or not all(isinstance(item, str) for item in entry.get(key, [])):
            return f"„{name}“: {key} ist keine Liste von Wörtern.", f"Schreiben Sie {key}: [eins, zwei]."
    if name in known:
        return f"Den Begriff „{name}“ gibt es zweimal.", "Fassen Sie beide Einträge zusammen."
    return None
