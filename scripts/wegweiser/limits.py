"""What no chapter needs and what could stop a computer: checked line by line, before any parser sees a text.

The limits are far above the longest of the handbook (measured: line 583, paragraph 2,220
characters) and far below what makes Python-Markdown slow: 20,000 opening brackets in one paragraph
took it 39 seconds.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LONGEST_LINE = 3_000
LONGEST_PARAGRAPH = 12_000
MOST_BRACKETS = 600  # in one paragraph; a table is one, too
DEEPEST_BRACKETS = 8
DEEPEST_QUOTE = 4
DEEPEST_INDENT = 40
QUOTE = re.compile(rf"(?:[ \t]*>){{{DEEPEST_QUOTE + 1}}}")
MARKERS = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+){4}")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
# Turn the reading direction, or are not seen at all. Soft hyphen and joiners have their uses.
HIDDEN = re.compile("[\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
# Cyrillic, Armenian or Greek letters among Latin ones; a Greek letter alone is a sign in a formula.
LATIN, FOREIGN = "A-Za-zÀ-ɏ", "\u0370-\u0373\u0376-\u0377\u037b-\u037f\u0386-\u03ff\u0400-\u058f"
MIXED = re.compile(rf"[{LATIN}]{{2}}[{FOREIGN}]|[{FOREIGN}][{LATIN}]{{2}}|[{LATIN}][{FOREIGN}][{LATIN}]")


class Problem(NamedTuple):
    """`line` counts from 0 within the text."""

    line: int
    message: str
    hint: str


def hidden_characters(text: str) -> Iterator[Problem]:
    """Characters that readers do not see or take for others."""
    if text.isascii() and not CONTROL.search(text):
        return
    for number, line in enumerate(text.split("\n")):
        for match in (CONTROL.search(line), HIDDEN.search(line)):
            if match:
                name = unicodedata.name(match[0], "Steuerzeichen")
                yield Problem(
                    number, f"Hier steht ein unsichtbares Zeichen (U+{ord(match[0]):04X}, {name}).",
                    f"Löschen Sie es; es steht hinter „{_visible(line[: match.start()])}“. Tippen Sie die Stelle sonst neu.",
                )
        if match := MIXED.search(line):
            letter = next(char for char in match[0] if re.match(f"[{FOREIGN}]", char))
            yield Problem(
                number, f"In „{match[0]}“ stehen Buchstaben aus zwei Schriften (U+{ord(letter):04X}, {unicodedata.name(letter, '')}).",
                "Tippen Sie das Wort oder die Adresse neu; solche Buchstaben sehen gleich aus und führen in die Irre.",
            )


def excesses(text: str) -> Iterator[Problem]:
    """Lines, paragraphs and nesting beyond the limits; the first of each kind."""
    checks = (_long_line, _deep_line, _big_paragraph)
    for check in checks:
        if problem := next(check(text.split("\n")), None):
            yield problem


def _long_line(lines: list[str]) -> Iterator[Problem]:
    for number, line in enumerate(lines):
        if len(line) > LONGEST_LINE:
            yield Problem(number, f"Diese Zeile hat {len(line)} Zeichen.", f"Geben Sie jedem Satz eine Zeile; erlaubt sind {LONGEST_LINE}.")


def _deep_line(lines: list[str]) -> Iterator[Problem]:
    for number, line in enumerate(lines):
        if QUOTE.match(line) or MARKERS.match(line) or len(line.expandtabs(4)) - len(line.lstrip()) > DEEPEST_INDENT < len(line):
            yield Problem(
                number, "Diese Zeile ist zu tief verschachtelt.",
                f"Rücken Sie weniger ein und nehmen Sie höchstens {DEEPEST_QUOTE} Zeichen > und drei Listenzeichen am Anfang einer Zeile.",
            )


def _big_paragraph(lines: list[str]) -> Iterator[Problem]:
    size = brackets = depth = 0
    for number, line in enumerate(lines):
        if not line.strip():
            size = brackets = depth = 0
            continue
        size += len(line) + 1
        brackets += line.count("[")
        if size > LONGEST_PARAGRAPH or brackets > MOST_BRACKETS:
            yield Problem(number, "Der Absatz oder die Tabelle ist zu lang.", "Teilen Sie mit einer Leerzeile oder in zwei Tabellen.")
        for char in line:
            depth += (char in "[(") - (char in "])" and depth > 0)
            if depth > DEEPEST_BRACKETS:
                yield Problem(number, "Hier sind zu viele Klammern ineinander offen.", "Schließen Sie jede; höchstens acht stehen ineinander.")


def _visible(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text[-30:]).strip()
