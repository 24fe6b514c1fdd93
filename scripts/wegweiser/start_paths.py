"""Startpfade: three questions lead to one of about twelve reading paths (docs/_data/startpfade.yml).

The rules are read from top to bottom and the first that fits counts. So every combination of answers
leads to exactly one path, provided that some rule fits it; `check` proves that, and that no rule and
no path is there in vain.
"""
from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from .chapter import Chapter
from .findings import Finding, quoted
from .reading_time import minutes_for, summary_of, word_count
from .schema import Strict, Text
from .typed_data import TypedFile

if TYPE_CHECKING:
    from .handbook import Handbook

FILE = "startpfade.yml"
CHECK = "startpfade"
PAGE = "einstieg/startpfade.md"


class Question(Strict):
    frage: Text
    antworten: Annotated[dict[str, Text], Field(min_length=2)]


class TimeAnswer(Strict):
    text: Text
    minuten: Annotated[int, Field(ge=5)] | None = None  # none: as long as it takes


class TimeQuestion(Strict):
    frage: Text
    antworten: Annotated[dict[str, TimeAnswer], Field(min_length=2)]


class Step(Strict):
    """One thing to read: a chapter, or only its section `abschnitt`; `kurz` is the section with the gist."""

    seite: Text
    wozu: Text
    abschnitt: Text | None = None
    kurz: Text | None = None


class ReadingPath(Strict):
    titel: Text
    diese_woche: Text
    kapitel: Annotated[list[Step], Field(min_length=2, max_length=6)]


class Rule(Strict):
    wer: Text | None = None
    lage: Text | None = None
    zeit: Text | None = None
    pfad: Text


class StartPaths(Strict):
    wer: Question
    lage: Question
    zeit: TimeQuestion
    wege: Annotated[list[Rule], Field(min_length=1)]
    pfade: Annotated[dict[str, ReadingPath], Field(min_length=1)]

    def rule_for(self, who: str, what: str, time: str) -> Rule | None:
        """The first rule that fits these answers."""
        given = {"wer": who, "lage": what, "zeit": time}
        return next((rule for rule in self.wege if all(getattr(rule, k) in (None, v) for k, v in given.items())), None)

    def combinations(self) -> Iterator[tuple[str, str, str]]:
        return itertools.product(self.wer.antworten, self.lage.antworten, self.zeit.antworten)


@dataclass(frozen=True)
class Reading:
    """A step with its link and its words; `short` is the link to the gist, "" if the step is one itself."""

    title: str
    purpose: str
    link: str
    words: int
    short: str
    short_words: int

    @property
    def minutes(self) -> int:
        return minutes_for(self.words)

    @property
    def short_minutes(self) -> int:
        return minutes_for(self.short_words)


def total_minutes(path: list[Reading]) -> tuple[int, int]:
    """Minutes for everything, and for the gist of everything."""
    return minutes_for(sum(step.words for step in path)), minutes_for(sum(step.short_words for step in path))


def readings(handbook: Handbook, path: ReadingPath) -> list[Reading]:
    """What a path has its readers read, in order, with the chapters' real number of words."""
    result = []
    for step in path.kapitel:
        chapter = handbook.chapters[step.seite]
        whole = word_count(chapter, step.abschnitt or "")
        gist = "" if step.abschnitt else step.kurz or summary_of(chapter)
        heading = next((h.text for h in chapter.headings if h.id == step.abschnitt), "")
        result.append(Reading(
            f"{chapter.title}: {heading}" if heading else chapter.title, step.wozu, _link(step.seite, step.abschnitt or ""), whole,
            _link(step.seite, gist) if gist else "", word_count(chapter, gist) if gist else whole,
        ))
    return result


def _link(page: str, section: str) -> str:
    return f"/{page}#{section}" if section else f"/{page}"


def check(handbook: Handbook) -> Iterator[Finding]:
    file = handbook.start_paths
    if file.data:
        yield from _check_rules(file, file.data)
        yield from _check_steps(file, file.data, handbook)
        yield from _check_page(file, file.data, handbook)


def _check_rules(file: TypedFile[StartPaths], paths: StartPaths) -> Iterator[Finding]:
    for number, rule in enumerate(paths.wege):
        place = ("wege", number)
        for key in ("wer", "lage", "zeit"):
            value, known = getattr(rule, key), getattr(paths, key).antworten
            if value is not None and value not in known:
                message = f"Die Antwort {quoted(value)} gibt es bei {key} nicht."
                yield file.finding((*place, key), message, f"Vorhanden sind: {', '.join(known)}.")
        if rule.pfad not in paths.pfade:
            message = f"Den Pfad {quoted(rule.pfad)} gibt es nicht."
            yield file.finding((*place, "pfad"), message, f"Vorhanden sind: {', '.join(paths.pfade)}.")
    used = []
    for combination in paths.combinations():
        if rule := paths.rule_for(*combination):
            used.append(rule)
        else:
            message = f"Die Antworten {', '.join(combination)} führen zu keinem Pfad."
            yield file.finding(("wege",), message, "Ergänzen Sie unter wege: eine Regel dafür.")
    yield from _check_use(file, paths, used)


def _check_use(file: TypedFile[StartPaths], paths: StartPaths, used: list[Rule]) -> Iterator[Finding]:
    """No rule and no path is there in vain."""
    for number, rule in enumerate(paths.wege):
        if not any(rule is one for one in used):
            hint = "Stellen Sie sie weiter nach oben oder streichen Sie sie."
            yield file.finding(("wege", number), "Diese Regel gilt nie, weil frühere alles abdecken.", hint)
    for name in paths.pfade:
        if name not in {rule.pfad for rule in used}:
            hint = "Nennen Sie ihn unter wege: oder streichen Sie ihn."
            yield file.finding(("pfade", name), f"Zum Pfad {quoted(name)} führt keine Antwort.", hint)


def _check_steps(file: TypedFile[StartPaths], paths: StartPaths, handbook: Handbook) -> Iterator[Finding]:
    for name, path in paths.pfade.items():
        for number, step in enumerate(path.kapitel):
            place = ("pfade", name, "kapitel", number)
            chapter = handbook.chapters.get(step.seite)
            if chapter is None:
                hint = "Schreiben Sie den Pfad unter docs/, zum Beispiel analyse/nadelmethode.md."
                yield file.finding((*place, "seite"), f"Die Seite {quoted(step.seite)} gibt es nicht.", hint)
                continue
            if chapter.is_cut_short:
                continue  # nobody knows its sections
            for key in ("abschnitt", "kurz"):
                section = getattr(step, key)
                if section and section not in _sections(chapter):
                    message = f"Den Abschnitt {quoted(section)} gibt es in {chapter.source} nicht."
                    yield file.finding((*place, key), message, f"Vorhanden sind: {', '.join(_sections(chapter))}.")
            if not (step.abschnitt or step.kurz or summary_of(chapter)):
                message = f"{chapter.source} hat keinen Abschnitt „Auf einen Blick“ für eilige Lesende."
                yield file.finding(place, message, "Ergänzen Sie kurz: mit dem Abschnitt, der das Wichtigste sagt.")


def _check_page(file: TypedFile[StartPaths], paths: StartPaths, handbook: Handbook) -> Iterator[Finding]:
    """The page has a section for every path, and each draws its own."""
    page = handbook.chapters.get(PAGE)
    headings = {heading.id: heading for heading in page.headings} if page else {}
    drawn = [block.argument for block in page.blocks if block.name == "startpfad"] if page else []
    for name, path in paths.pfade.items():
        if name not in headings or headings[name].text != path.titel:
            message = f"Auf docs/{PAGE} fehlt die Überschrift „{path.titel}“."
            yield file.finding(("pfade", name), message, f"Schreiben Sie dort: ### {path.titel} {{#{name}}}")
        if name not in drawn:
            hint = f"Schreiben Sie unter seine Überschrift: /// startpfad | {name}"
            yield file.finding(("pfade", name), f"Auf docs/{PAGE} wird der Pfad nicht gezeichnet.", hint)


def _sections(chapter: Chapter) -> list[str]:
    return [heading.id for heading in chapter.headings if heading.level > 1]
