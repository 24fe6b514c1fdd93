"""Words that are divided otherwise than the typesetter would, and abbreviations, which never are.

    <p>Die Zweitablage beim EFRE.</p>
→   <p>Die <word>Zweit&#173;ablage</word> beim <word>EFRE</word>.</p>

Inside of <word> the typesetter hyphenates at soft hyphens only.
"""
from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from .typography import VERBATIM

SOFT_HYPHEN = "\u00ad"
ENDINGS = "(?:e|em|en|er|ern|es|n|s)?"
# Two capitals at least, and short: KuDeQua, EFRE, GmbHG – but not FreiwilligenAgentur.
ABBREVIATION = r"(?=\w*[A-ZÄÖÜ]\w*[A-ZÄÖÜ])\w{4,9}"
SKIPPED = (*VERBATIM, "web", "word")


def mark_exceptions(root: etree._Element, hyphenation: Mapping[str, str]) -> None:
    """Wrap exceptions and abbreviations in <word>."""
    words = "|".join(sorted(map(re.escape, hyphenation), key=len, reverse=True))
    exceptions = f"(?P<stem>{words}){ENDINGS}" if words else "(?P<stem>(?!))"
    pattern = re.compile(rf"\b(?:{exceptions}|{ABBREVIATION})\b")
    for element in list(root.iter(etree.Element)):
        if element.tag not in SKIPPED:
            element.text = wrap(element, None, element.text, pattern, hyphenation)
        parent = element.getparent()
        if parent is not None and parent.tag not in SKIPPED:
            element.tail = wrap(parent, element, element.tail, pattern, hyphenation)


def wrap(
    parent: etree._Element, previous: etree._Element | None, text: str | None, pattern: re.Pattern[str],
    hyphenation: Mapping[str, str],
) -> str | None:
    """Insert <word> elements behind `previous` (or first in `parent`); return the text before them."""
    matches = list(pattern.finditer(text or ""))
    if not matches:
        return text
    place = 0 if previous is None else parent.index(previous) + 1
    for number, match in enumerate(matches):
        end = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        word = etree.Element("word")
        word.text, word.tail = divided(match, hyphenation), text[match.end():end] or None
        parent.insert(place + number, word)
    return text[:matches[0].start()] or None


def divided(match: re.Match[str], hyphenation: Mapping[str, str]) -> str:
    """The word with soft hyphens; an abbreviation as it is."""
    stem = match["stem"]
    return hyphenation[stem].replace("-", SOFT_HYPHEN) + match[0][len(stem):] if stem else match[0]
