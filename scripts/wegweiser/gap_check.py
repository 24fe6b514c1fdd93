"""Versorgungslückencheck: six fields × five kinds of gap, each with its routes (docs/_data/lueckencheck.yml).

A route names the analysis instruments that would confirm the gap, the forms of co-production that
could close it and the first money for that. Which gap comes first is the Lückenwert of the chapter
on Bedarfspriorisierung: `gap_value`; the page's script does the same sum.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from .chapter import Chapter
from .fact_sheet import FIELDS
from .findings import Finding, quoted
from .schema import ServiceField, Strict, Text
from .typed_data import TypedFile

if TYPE_CHECKING:
    from .handbook import Handbook

FILE = "lueckencheck.yml"
CHECK = "lueckencheck"
ABSENT = "fehlt"  # the gap that leaves no supply at all; the others are hurdles before it
KINDS = (ABSENT, "weit", "knapp", "passt-nicht", "unbekannt")  # numbered 1 to 5 throughout the handbook
Chapters = Annotated[list[Text], Field(min_length=1, max_length=3)]


class Route(Strict):
    pruefen: Chapters
    schliessen: Chapters
    geld: Chapters


FOLDERS = {"pruefen": "analyse", "schliessen": "koproduktion", "geld": "finanzierung"}


class GapKind(Strict):
    name: Text
    satz: Text
    richtung: Text


class FieldRoutes(Strict):
    beispiele: Text
    wege: dict[str, Route]


class GapCheck(Strict):
    bedarf: Annotated[list[Text], Field(min_length=4, max_length=4)]  # what 0, 1, 2 and 3 points mean
    luecken: dict[str, GapKind]
    felder: dict[ServiceField, FieldRoutes]


def gap_value(need: int, gaps: Iterable[str]) -> int:
    """Lückenwert L = B × (3 − V), 0 to 9; B the need, V the supply: 0 if nothing is there, else 3 less the hurdles.

    Source: docs/analyse/bedarfspriorisierung.md. Two or more hurdles make V = 1, one makes V = 2, none V = 3.
    """
    found = set(gaps)
    supply = 0 if ABSENT in found else max(1, 3 - len(found))
    return need * (3 - supply)


def chapter_of(handbook: Handbook, step: str, slug: str) -> Chapter | None:
    """The chapter that a route names, e.g. step "geld", slug "verfuegungsfonds"."""
    return handbook.chapters.get(f"{FOLDERS[step]}/{slug}.md")


def check(handbook: Handbook) -> Iterator[Finding]:
    file = handbook.gap_check
    if not file.data:
        return
    yield from _complete(file, ("luecken",), file.data.luecken, KINDS)
    yield from _complete(file, ("felder",), file.data.felder, tuple(FIELDS))
    for field, content in file.data.felder.items():
        yield from _complete(file, ("felder", field, "wege"), content.wege, KINDS)
        for kind, route in content.wege.items():
            for step in FOLDERS:
                for number, slug in enumerate(getattr(route, step)):
                    place = ("felder", field, "wege", kind, step, number)
                    if problem := _problem(handbook, field, step, slug):
                        yield file.finding(place, *problem)


def _complete(file: TypedFile[GapCheck], place: tuple, found: dict, wanted: tuple[str, ...]) -> Iterator[Finding]:
    for name in wanted:
        if name not in found:
            yield file.finding(place, f"Die Angabe {name} fehlt.", f"Erwartet werden: {', '.join(wanted)}.")
    for name in found:
        if name not in wanted:
            yield file.finding((*place, name), f"Die Angabe {quoted(name)} gibt es nicht.", f"Erlaubt sind: {', '.join(wanted)}.")


def _problem(handbook: Handbook, field: str, step: str, slug: str) -> tuple[str, str] | None:
    chapter = chapter_of(handbook, step, slug)
    if chapter is not None and chapter.meta is None:
        return None  # its front matter has a Fehler of its own
    if chapter is None or chapter.profile is None:
        names = [c.path.split("/")[1].removesuffix(".md") for c in handbook.in_folder(FOLDERS[step]) if c.profile]
        return f"Das Kapitel {quoted(slug)} gibt es im Teil {FOLDERS[step]} nicht.", f"Vorhanden sind: {', '.join(names)}."
    if field not in chapter.profile.felder:
        return (
            f"Der Steckbrief von {chapter.source} nennt das Feld „{FIELDS[field]}“ nicht.",
            "Nennen Sie ein Kapitel, das zu diesem Feld passt, oder berichtigen Sie felder: dort.",
        )
    if chapter.programme and chapter.programme.status == "beendet":
        return f"Das Programm in {chapter.source} ist beendet.", "Nennen Sie Geld, das es noch gibt."
    return None
