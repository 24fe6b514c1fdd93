"""Only Markdown: no HTML, no attributes, no code that the site would set as text.

The site shows HTML as text and drops attributes (extensions/safety.py); this tells the author.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Finding, quoted
from ..handbook import Handbook

EXAMPLES = "Schreiben Sie es als Markdown; Beispiele stehen in docs/mitmachen/kapitelvorlagen/."
ATTRIBUTES = re.compile(r"\{:?[^{}\n]*?([\w:-]+)\s*=[^{}\n]*\}")
ALLOWED = ("id", "class", "lang")


def check(handbook: Handbook) -> Iterator[Finding]:
    for chapter in handbook.asked_pages:
        for line in chapter.html_lines:
            yield Finding(chapter.source, line, "html", "Hier steht HTML.", EXAMPLES)
        for line in chapter.code_problems:
            yield Finding(
                chapter.source, line, "html", "Dieser Code wird nicht als Code gesetzt: Er ist eingerückt oder nicht geschlossen.",
                "Beginnen und beenden Sie ihn mit ``` am Anfang einer Zeile. Ist es kein Code, rücken Sie ihn nicht ein.",
            )
        for line in chapter.prose:
            for match in ATTRIBUTES.finditer(line.raw):
                if match[1] not in ALLOWED:
                    yield Finding(
                        chapter.source, line.number, "html", f"Die Angabe {quoted(match[0])} ist nicht erlaubt.",
                        "In geschweiften Klammern steht nur ein Anker: {#anker}.",
                    )
