"""Data of private people: nobody's address, telephone number, account or birthday by oversight.

Contacts of offices are welcome; docs/_data/kontakte.txt lists those that may stand in the handbook.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Finding, quoted
from ..handbook import DATA, Handbook
from ..limits import LONGEST_LINE
from ..yaml_source import read_text

LIST = f"{DATA}/kontakte.txt"
HINT = f"Streichen Sie die Angabe. Gehört sie einer Stelle und darf sie öffentlich sein, tragen Sie sie in {LIST} ein."
DATE = r"\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄ][a-zä]+)\s?(?:19|20)\d\d"
PATTERNS = {
    "eine E-Mail-Adresse": re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[a-zA-Z]{2,20}"),
    "eine Kontonummer (IBAN)": re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){4,7}(?:\s?[A-Z0-9]{1,4})?\b"),
    "eine Telefonnummer": re.compile(
        r"(?<![\w.,/-])(?:\+49[\s/-]?\(?0?\)?|\(?0)[1-9]\d{1,4}\)?[\s/–-]{1,3}\d{2,}(?:[\s-]?\d{2,}){0,4}(?:-\d{1,4})?(?![\w.,]\d)"
    ),
    "ein Geburtsdatum": re.compile(rf"(?:geboren|geb\.|Geburtsdatum|Geburtstag)[^.\n]{{0,20}}?{DATE}|(?<!\w)\*\s?{DATE}"),
}
EXAMPLE = re.compile(r"@(?:[\w-]+\.)*example\.(?:org|com|net|de)$|@beispiel\.de$")


def check(handbook: Handbook) -> Iterator[Finding]:
    allowed = _allowed(handbook)
    for chapter in handbook.asked_pages:
        for number, line in enumerate(chapter.text.split("\n"), 1):
            if len(line) > LONGEST_LINE or line.isascii() and not any(char in line for char in "@0123456789"):
                continue
            told = ""  # an account number looks like a telephone number, too
            for name, pattern in PATTERNS.items():
                for match in pattern.finditer(line):
                    if match[0] in told:
                        continue
                    told += match[0]
                    if _normal(match[0]) not in allowed and not EXAMPLE.search(match[0]):
                        yield Finding(chapter.source, number, "person", f"{quoted(match[0])} sieht aus wie {name}.", HINT)


def _allowed(handbook: Handbook) -> set[str]:
    file = handbook.root / LIST
    lines = read_text(file, handbook.root).split("\n") if file.is_file() else []
    values = [line for line in lines if not line.startswith("#")] + list(handbook.operator.values())
    return {_normal(value) for value in values if value.strip()}


def _normal(contact: str) -> str:
    return re.sub(r"[\s()/–-]", "", contact).casefold().removeprefix("mailto:")
