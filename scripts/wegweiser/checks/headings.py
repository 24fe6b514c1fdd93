"""Titles and headings: one h1, the same as the title; no title twice; no level skipped."""
from __future__ import annotations

from collections.abc import Iterator

from ..chapter import Chapter
from ..findings import Finding
from ..handbook import Handbook


def check(handbook: Handbook) -> Iterator[Finding]:
    titles: dict[str, Chapter] = {}
    for chapter in handbook.pages:
        yield from _main_heading(chapter)
        yield from _levels(chapter)
        yield from _tight(chapter)
        if chapter.meta and (twin := titles.setdefault(chapter.title, chapter)) is not chapter:
            yield Finding(
                chapter.source, 1, "titel", f"Den Titel „{chapter.title}“ trägt schon {twin.source}.",
                "Wählen Sie einen Titel, der das Kapitel unterscheidet.",
            )


def _main_heading(chapter: Chapter) -> Iterator[Finding]:
    first = [heading for heading in chapter.headings if heading.level == 1]
    if not first and not chapter.is_cut_short:
        yield Finding(
            chapter.source, 1, "titel", "Die Hauptüberschrift fehlt.",
            f"Schreiben Sie unter den Kopf der Seite: # {chapter.title}",
        )
    for extra in first[1:]:
        yield Finding(
            chapter.source, extra.line, "titel", f"„{extra.text}“ ist eine zweite Hauptüberschrift.",
            "Machen Sie daraus einen Abschnitt: ## statt #.",
        )
    if first and chapter.meta and first[0].text != chapter.title:
        yield Finding(
            chapter.source, first[0].line, "titel",
            f"Die Überschrift „{first[0].text}“ weicht vom title „{chapter.title}“ ab.",
            "Schreiben Sie an beiden Stellen dasselbe.",
        )


def _levels(chapter: Chapter) -> Iterator[Finding]:
    level = 0
    for heading in chapter.headings:
        if heading.level > level + 1 and level:
            yield Finding(
                chapter.source, heading.line, "titel", f"Vor „{heading.text}“ fehlt eine Gliederungsebene.",
                f"Verwenden Sie {'#' * (level + 1)} statt {'#' * heading.level}.",
            )
        level = heading.level


def _tight(chapter: Chapter) -> Iterator[Finding]:
    for line in chapter.tight_headings:
        yield Finding(
            chapter.source, line, "titel", "Diese Zeile beginnt mit # und würde zur Überschrift.",
            "Setzen Sie bei einer Überschrift ein Leerzeichen hinter #, sonst ein Wort davor.",
        )
