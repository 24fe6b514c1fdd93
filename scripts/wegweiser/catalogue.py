"""What the overview pages show about the chapters: cards, comparisons, matrices, neighbours."""
from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from .chapter import Chapter
from .fact_sheet import FIELDS, STAGES, Row, fact_rows
from .handbook import Handbook

# Which rows of the Steckbrief a comparison table shows, per folder of chapters.
COMPARED = {
    "analyse": ("phase", "wochen", "personentage", "sachkosten_euro", "beteiligung"),
    "koproduktion": ("entscheidet", "monate_bis_start", "laufende_kosten_euro_jahr", "rechtsformen"),
    "finanzierung": ("kapitalart", "rentierlichkeit", "betrag_euro", "eigenanteil_prozent", "monate_bis_geld"),
}
RELATED_AT_MOST = 5


@dataclass(frozen=True)
class Comparison:
    labels: tuple[str, ...]
    rows: tuple[tuple[Chapter, tuple[Row, ...]], ...]


def comparison(handbook: Handbook, folder: str) -> Comparison:
    """One row per chapter of the folder that has a Steckbrief, with the columns of COMPARED."""
    rows = []
    for chapter in handbook.in_folder(folder):
        facts = {row.key: row for row in fact_rows(chapter)}
        if facts:
            rows.append((chapter, tuple(facts[key] for key in COMPARED[folder])))
    labels = tuple(row.label for row in rows[0][1]) if rows else ()
    return Comparison(labels, tuple(rows))


def by_field(handbook: Handbook) -> list[tuple[str, list[Chapter]]]:
    """The six fields of services with the chapters that serve *only some* of them.

    A chapter that fits all six says nothing about one of them and would stand in every row.
    """
    result = []
    for code, name in FIELDS.items():
        chapters = [c for c in handbook.chapters.values() if code in (fields := _fields(c)) and len(fields) < len(FIELDS)]
        result.append((name, chapters))
    return result


def by_stage(handbook: Handbook) -> list[tuple[str, list[Chapter]]]:
    """The three stages of Rentierlichkeit with the financing instruments that fit them."""
    return [
        (name, [c for c in handbook.in_folder("finanzierung") if code in _stages(c)])
        for code, name in STAGES.items()
    ]


def matrix(handbook: Handbook) -> list[tuple[str, list[list[Chapter]]]]:
    """Financing instruments by field of services (rows) and stage (cells of a row).

    The first row holds what fits all fields; the rows of the fields hold only what is special there.
    """
    def row(fits: Callable[[list[str]], bool]) -> list[list[Chapter]]:
        return [[chapter for chapter in chapters if fits(_fields(chapter))] for _, chapters in by_stage(handbook)]

    result = [("Alle sechs Felder", row(lambda fields: len(fields) == len(FIELDS)))]
    for code, name in FIELDS.items():
        result.append((name, row(lambda fields, code=code: code in fields and len(fields) < len(FIELDS))))
    return result


def related(handbook: Handbook, chapter: Chapter) -> list[Chapter]:
    """The chapters most closely tied to this one, without those its own text links already.

    A chapter that links here counts most; a shared source or field of services counts less.
    """
    own_links = set(link_targets(chapter))
    own_sources, own_fields = set(handbook.cited_in(chapter)), set(_fields(chapter))
    scores: Counter[str] = Counter()
    for other in handbook.chapters.values():
        if other is chapter or other.is_index or other.path in own_links or other.folder in ("", "ueber", "anhang", "mitmachen"):
            continue
        scores[other.path] += 10 * (chapter.path in link_targets(other))
        scores[other.path] += len(own_sources & set(handbook.cited_in(other)))
        scores[other.path] += len(own_fields & set(_fields(other)))
    order = {path: number for number, path in enumerate(handbook.chapters)}
    best = sorted((path for path, score in scores.items() if score > 2), key=lambda path: (-scores[path], order[path]))
    return [handbook.chapters[path] for path in best[:RELATED_AT_MOST]]


def link_targets(chapter: Chapter) -> list[str]:
    """Paths below docs/ of the Markdown files that a chapter links."""
    folder = posixpath.dirname(chapter.path)
    targets = (link.target.split("#")[0] for link in chapter.links if "://" not in link.target)
    return [posixpath.normpath(posixpath.join(folder, target)) for target in targets if target.endswith(".md")]


def _fields(chapter: Chapter) -> list[str]:
    return list(getattr(chapter.profile, "felder", []))


def _stages(chapter: Chapter) -> list[str]:
    return list(getattr(chapter.profile, "rentierlichkeit", []))
