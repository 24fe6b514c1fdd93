"""Plain language, as advice: long sentences, passive voice, jargon that nobody explains.

At most two of each per page, the worst first: advice that nobody finishes reading helps nobody.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from ..chapter import Chapter
from ..findings import Finding, quoted
from ..handbook import DATA, Handbook
from ..prose import sentences
from ..yaml_source import load_file

LIST = f"{DATA}/fachwoerter.yml"
LONGEST = 27  # words; of the handbook's 9,014 sentences about 1 % are longer
SHORTEST_PASSIVE = 16  # a short sentence in the passive is understood
MOST_PER_PAGE = 2
FOREIGN_PAGES = ("en.md", "tr.md")
PARTICIPLE = r"(?:\w*ge\w{2,}(?:t|en)|(?:be|ver|er|ent|zer|miss|emp)\w{2,}(?:t|en)|\w{3,}iert)"
WERDEN = r"(?:wird|werden|wurden?|worden)"
PASSIVE = re.compile(rf"\b{WERDEN}\b[^.!?;:,]*?\b{PARTICIPLE}\b|\b{PARTICIPLE}\s+{WERDEN}\b")
WHO = re.compile(r"\b(?:von|durch)\s+(?:der|dem|den|einer|einem|[A-ZÄÖÜ]\w+)")


def check(handbook: Handbook) -> Iterator[Finding]:
    jargon = _jargon(handbook)
    for chapter in handbook.asked_pages:
        if chapter.path not in FOREIGN_PAGES and chapter not in handbook.hidden:
            yield from _sentences(chapter)
            yield from _jargon_in(chapter, jargon)


def _sentences(chapter: Chapter) -> Iterator[Finding]:
    lines = [line for line in chapter.prose if line.kind in ("text", "liste")]
    all_of_them = [(len(sentence.split()), line.number, sentence) for line in lines for sentence in sentences(line)]
    long = sorted((entry for entry in all_of_them if entry[0] > LONGEST), reverse=True)
    for length, number, sentence in long[:MOST_PER_PAGE]:
        yield Finding(
            chapter.source, number, "sprache", f"Der Satz hat {length} Wörter: {quoted(sentence)}",
            f"Machen Sie zwei daraus; bis {LONGEST} Wörter liest es sich leicht.", "Hinweis",
        )
    passive = [e for e in all_of_them if LONGEST >= e[0] >= SHORTEST_PASSIVE and PASSIVE.search(e[2]) and not WHO.search(e[2])]
    for _, number, sentence in sorted(passive, reverse=True)[:MOST_PER_PAGE]:
        yield Finding(
            chapter.source, number, "sprache", f"Wer tut es? {quoted(sentence)}",
            "Nennen Sie, wer handelt: „Die Stadt prüft …“ statt „… wird geprüft“.", "Hinweis",
        )


def _jargon(handbook: Handbook) -> dict[str, str]:
    """Word → plainer word, without what the glossary explains."""
    file = handbook.root / LIST
    data = load_file(file, handbook.root)[0] if file.is_file() else {}
    known = {form.casefold() for form in handbook.glossary.by_form}
    return {word: str(plain) for word, plain in (data or {}).items() if word.casefold() not in known}


def _jargon_in(chapter: Chapter, jargon: dict[str, str]) -> Iterator[Finding]:
    if not jargon:
        return
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, jargon))})\w{{0,3}}\b", re.IGNORECASE)
    seen: dict[str, int] = {}
    for line in chapter.prose:
        if line.kind in ("text", "liste"):
            for match in pattern.finditer(line.text):
                seen.setdefault(match[0], line.number)
    for word, number in list(seen.items())[:MOST_PER_PAGE]:
        plain = next(plain for key, plain in jargon.items() if word.casefold().startswith(key.casefold()))
        yield Finding(
            chapter.source, number, "sprache", f"{quoted(word)} versteht nicht jeder.",
            f"Schreiben Sie zum Beispiel „{plain}“, oder erklären Sie das Wort in {DATA}/glossar.yml.", "Hinweis",
        )
