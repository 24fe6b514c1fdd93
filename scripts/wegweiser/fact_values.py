"""Numbers of the Steckbriefe for calculations: `aus: steckbrief.leerstandskataster_personentage_von`."""
from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import PurePosixPath
from types import MappingProxyType

from .calculation import Assumption, Calculation
from .chapter import Chapter
from .fact_sheet import ROWS
from .schema import Span

NAME = "steckbrief"


def fact_values(chapters: Iterable[Chapter]) -> Calculation:
    """Both ends of every span of every Steckbrief, as if they were assumptions of a calculation.

    Named <slug>_<key>_von and <slug>_<key>_bis, hyphens as underscores; without unit, so that
    „4–8 Wochen“ can be written from two values. The origin stays that of the chapter.
    """
    assumptions = tuple(a for chapter in chapters for a in _of_chapter(chapter))
    values = MappingProxyType({a.name: a.value for a in assumptions})
    return Calculation(NAME, "Steckbriefe der Kapitel", "rechenbeispiel", "", assumptions, (), (), values, "docs")


def fact_name(chapter: Chapter) -> str:
    """How the values of a chapter begin: "leerstandskataster" """
    return PurePosixPath(chapter.path).stem.replace("-", "_")


def _of_chapter(chapter: Chapter) -> Iterable[Assumption]:
    profile = chapter.profile
    slug = fact_name(chapter)
    for key in type(profile).model_fields if profile else ():
        span = getattr(profile, key)
        if isinstance(span, Span):
            for end, number in (("von", span.von), ("bis", span.bis)):
                if number is not None:
                    yield _assumption(chapter, f"{slug}_{key}_{end}", key, end, number, span)


def _assumption(chapter: Chapter, name: str, key: str, end: str, number: Decimal, span: Span) -> Assumption:
    label, unit = ROWS[key]
    limit = "mindestens" if end == "von" else "höchstens"
    return Assumption(
        name=name, label=f"{chapter.title}: {label} in {unit} {limit}", value=number, unit="",
        places=max(0, -int(number.as_tuple().exponent)), low=None, high=None,
        origin=span.herkunft or "", explanation="", line=1,
    )
