"""The text of a page as people read it: no front matter, no code, no markup, each line with its number."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

FENCE = re.compile(r"(```|~~~)")
SKIPPED = ("///", "[^")  # drawn blocks and the text of footnotes keep no order of reading
CITATION = re.compile(r"\s*\[@[^\]]*\]")
VALUE = re.compile(r"\[=[^\]]*\]")
# Replaced in this order; what is quoted as code or as a computed value becomes a word of its own.
MARKUP = (
    (re.compile(r"`[^`]*`"), "…"),
    (CITATION, ""),
    (VALUE, "…"),
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"!?\[([^\]]*)\]\[[^\]]*\]"), r"\1"),
    (re.compile(r"<?https?://[^\s>]+>?"), "…"),
    (re.compile(r"\s*\{[:#.][^}]*\}\s*$"), ""),
    (re.compile(r"^\s*(?:(?:[-*+]|\d+\.|>)\s+)+(?:\[ \]\s*)?"), ""),
    (re.compile(r"^\s*(?:!!!|\?\?\?\+?)\s*[\w-]*\s*"), ""),
    (re.compile(r"^#+\s*"), ""),
    (re.compile(r"\*\*|(?<!\w)[*_]|[*_](?!\w)"), ""),
)
SENTENCE_END = re.compile(r"(?<=[.!?:])[“\"]?\s+(?=[„\"A-ZÄÖÜ…])")
# A point behind these ends no sentence.
ABBREVIATION = re.compile(
    r"(?:\b(?:z|B|d|h|u|a|o|i|S|s|Nr|Abs|Art|Buchst|bzw|ca|vgl|Mio|Mrd|Bd|Tel|usw|etc|Std|Jh|St|Dr|Prof|Ziff|inkl)|\b\d{1,2})\.$"
)


class Line(NamedTuple):
    """`kind`: "text", "liste", "tabelle", "titel" or "kasten"; `raw` is what the author wrote."""

    number: int
    kind: str
    text: str
    raw: str


class Paragraph(NamedTuple):
    """A paragraph or an entry of a list; `raw` with citations and computed values."""

    number: int
    kind: str
    raw: str


def prose_lines(text: str, offset: int) -> Iterator[Line]:
    """Every line of the body that is text; `offset` is the number of lines before the body."""
    code = False
    for number, raw in enumerate(text.split("\n")[offset:], offset + 1):
        bare = raw.strip()
        if FENCE.match(bare):
            code = not code
        elif bare and not code and not bare.startswith(SKIPPED):
            yield Line(number, _kind(bare), plain(raw), raw)


def paragraphs(lines: list[Line]) -> Iterator[Paragraph]:
    """The lines joined to paragraphs; an entry of a list is one, a row of a table is one."""
    block: list[Line] = []
    for line in lines:
        follows = block and line.number == block[-1].number + 1 and line.kind == "text" and block[-1].kind in ("text", "liste")
        if block and not follows:
            yield Paragraph(block[0].number, block[0].kind, " ".join(part.raw.strip() for part in block))
            block = []
        block.append(line)
    if block:
        yield Paragraph(block[0].number, block[0].kind, " ".join(part.raw.strip() for part in block))


def sentences(line: Line) -> list[str]:
    """The sentences of a line of text; abbreviations and dates end none."""
    parts: list[str] = []
    for part in SENTENCE_END.split(line.text):
        if parts and ABBREVIATION.search(parts[-1]):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return [part for part in parts if part.strip()]


def plain(raw: str) -> str:
    """A line without markup.

    >>> plain("- **Wichtig:** siehe [Umbau](umbau.md) [@K4].")
    'Wichtig: siehe Umbau.'
    """
    for pattern, replacement in MARKUP:
        raw = pattern.sub(replacement, raw)
    return raw.strip()


def _kind(bare: str) -> str:
    if bare.startswith("|"):
        return "tabelle"
    if bare.startswith("#"):
        return "titel"
    if bare.startswith(("!!!", "???")):
        return "kasten"
    return "liste" if re.match(r"(?:[-*+]|\d+\.)\s", bare) else "text"
