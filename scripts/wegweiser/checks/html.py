"""Raw HTML is not part of the handbook: the book cannot print it and it could carry scripts."""
from __future__ import annotations

from collections.abc import Iterator

from ..findings import Finding
from ..handbook import Handbook


def check(handbook: Handbook) -> Iterator[Finding]:
    for chapter in handbook.pages:
        for line in chapter.html_lines:
            yield Finding(
                chapter.source, line, "html", "Hier steht HTML.",
                "Schreiben Sie es als Markdown; Beispiele stehen in docs/mitmachen/kapitelvorlagen/.",
            )
