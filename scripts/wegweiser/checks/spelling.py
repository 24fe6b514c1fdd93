"""Spelling with hunspell's German dictionary and our own words in docs/_data/woerter.txt. Advice only.

Hunspell joins compounds by itself. A compound with a word of ours ("Quartiers" + "laden") is taken
apart here. Advice and no Fehler, because names and new terms are often right: with the words of
thirty chapters taken off the list, a chapter got 4.6 false alarms on average (0 to 14), while 25 of
27 common mistakes were found.
"""
from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache

from ..chapter import Chapter
from ..findings import Finding, quoted
from ..handbook import DATA, Handbook
from ..yaml_source import read_text

LIST = f"{DATA}/woerter.txt"
PROGRAM = ("hunspell", "-d", "de_DE", "-i", "utf-8", "-l")
FOREIGN_PAGES = ("en.md", "tr.md")
MOST_PER_PAGE = 8
MOST_SUGGESTIONS = 3  # comparing with every known word takes time
WORD = re.compile(r"(?<![\w@./#-])[^\W\d_]+(?:[*’'-][^\W\d_]+)*(?![\w@…]|-(?=\s|$))")
FRONT_MATTER = re.compile(
    r"\s*(?:title|description|zweck|leitfrage|suchworte|beteiligte|material|daten|entscheidet|rolle_der_kommune|geber|rueckzahlung):\s*(.+)"
)
SHORTEST_PART = 4
JOINTS = ("", "s", "es", "n", "en")


def check(handbook: Handbook) -> Iterator[Finding]:
    if not is_installed():
        return
    own = own_words(handbook)
    words = {chapter.source: dict(words_of(chapter)) for chapter in handbook.asked_pages if chapter.path not in FOREIGN_PAGES}
    unknown = unknown_words({word for found in words.values() for word in found}, own)
    candidates = sorted(own | {word for found in words.values() for word in found if word not in unknown}) if unknown else []
    for path, found in words.items():
        wrong = sorted((line, word) for word, line in found.items() if word in unknown)
        for position, (line, word) in enumerate(wrong[:MOST_PER_PAGE]):
            near = get_close_matches(word, candidates, 1, 0.85) if position < MOST_SUGGESTIONS else []
            yield Finding(
                path, line, "schreibung", f"{quoted(word)} steht in keinem Wörterbuch.",
                (f"Meinen Sie „{near[0]}“? " if near else "") + f"Ist das Wort richtig, tragen Sie es in {LIST} ein.", "Hinweis",
            )


@cache
def is_installed() -> bool:
    """Whether hunspell and its German dictionary are there."""
    if not shutil.which(PROGRAM[0]):
        return False
    return subprocess.run(PROGRAM, input=b"", capture_output=True).returncode == 0


def own_words(handbook: Handbook) -> set[str]:
    file = handbook.root / LIST
    lines = read_text(file, handbook.root).split("\n") if file.is_file() else []
    listed = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    # What the handbook defines itself is spelt right: terms, names of sources, of the operator.
    names = [*handbook.glossary.by_form, *(text for s in handbook.sources.values() for text in (s.publisher, s.short))]
    return listed | {word for name in names for word in _split(name)}


def words_of(chapter: Chapter) -> Iterator[tuple[str, int]]:
    """Every word of the page with the first line it stands in."""
    seen: dict[str, int] = {}
    for number, line in enumerate(chapter.text.split("\n")[: chapter.body_offset], 1):
        if match := FRONT_MATTER.match(line):
            for word in _split(match[1]):
                seen.setdefault(word, number)
    for line in chapter.prose:
        for word in _split(line.text):
            seen.setdefault(word, line.number)
    yield from seen.items()


def _split(text: str) -> Iterator[str]:
    for match in WORD.finditer(text.replace("*in", "in").replace("\u00ad", "")):
        word = match[0].replace("’", "'")
        if len(word) > 2 and not re.search(r"[A-ZÄÖÜ].*[A-ZÄÖÜ]", word.replace("-", " ").split()[0]):
            yield word


def unknown_words(words: Iterable[str], own: set[str]) -> set[str]:
    """Those of `words` that neither hunspell nor our list knows, nor both together."""
    lower = {word.casefold() for word in own}
    left = {word for word in words if not _is_listed(word, lower)}
    left = _rejected(left)
    parts = {word: list(_parts(word, lower)) for word in left}
    wrong = _rejected({part for found in parts.values() for way in found for part in way})
    return {word for word, ways in parts.items() if not any(not set(way) & wrong for way in ways)}


def _is_listed(word: str, lower: set[str]) -> bool:
    plain = word.casefold()
    return plain in lower or plain.endswith("s") and plain[:-1].rstrip("'") in lower


def _parts(word: str, lower: set[str]) -> Iterator[tuple[str, ...]]:
    """Ways to read a word as a compound with our words: what hunspell still has to know of it."""
    if "-" in word:  # every part on its own; capitals make an abbreviation
        parts = [p for p in word.split("-") if len(p) > 2 and p[1:].lower() == p[1:] and not _is_listed(p, lower)]
        yield tuple(parts)
        yield tuple(part.capitalize() for part in parts)
        return
    plain = word.casefold()
    for cut in range(SHORTEST_PART, len(plain) - SHORTEST_PART + 1):
        head, tail = plain[:cut], plain[cut:]
        known_head = any(head.removesuffix(joint) in lower for joint in JOINTS if head.endswith(joint) and len(head) - len(joint) >= SHORTEST_PART)
        known_tail = tail in lower
        if known_head and known_tail:
            yield ()
        elif known_head:
            yield (tail.capitalize(),)
        elif known_tail:
            yield (head.capitalize().removesuffix("s"),)


def _rejected(words: set[str]) -> set[str]:
    """The words hunspell does not know."""
    if not words:
        return set()
    text = "\n".join(sorted(words)).encode("utf-8", "replace")
    result = subprocess.run(PROGRAM, input=text, capture_output=True, timeout=60)
    return set(result.stdout.decode("utf-8", "replace").split("\n")) & words
