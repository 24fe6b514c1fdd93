"""Every cited key exists; every source in the data is cited somewhere and stands there once."""
from __future__ import annotations

import difflib
from collections.abc import Iterator

from ..citations import Source
from ..findings import Finding
from ..handbook import DATA, Handbook, span_origins
from ..schema import ESTIMATE


def check(handbook: Handbook) -> Iterator[Finding]:
    if not handbook.all_sources_known:
        return  # the file that could not be read has its own Fehler
    for chapter in handbook.pages:
        for citation in chapter.citations:
            if citation.key not in handbook.sources:
                yield _unknown(handbook, chapter.source, citation.line, citation.key)
        for key in span_origins(chapter):
            if key != ESTIMATE and key not in handbook.sources:
                yield _unknown(handbook, chapter.source, chapter.line_with("herkunft", key), key)
    for term in handbook.glossary.terms:
        for key in term.sources:
            if key not in handbook.sources:
                yield _unknown(handbook, f"{DATA}/glossar.yml", term.line, key)
    yield from _unused(handbook)
    yield from _twice(handbook)


def _unknown(handbook: Handbook, path: str, line: int, key: str) -> Finding:
    near = difflib.get_close_matches(key, list(handbook.sources), 3, 0.6)
    hint = f"Ähnlich heißen: {', '.join(near)}. " if near else ""
    return Finding(
        path, line, "quellen", f"Die Quelle „{key}“ steht nicht im Quellenverzeichnis.",
        f"{hint}Tragen Sie neue Quellen in {DATA}/quellen/ ein.",
    )


def _unused(handbook: Handbook) -> Iterator[Finding]:
    used = set(handbook.cited_by) | {key for chapter in handbook.hidden for key in handbook.cited_in(chapter)}
    used |= {key for term in handbook.glossary.terms for key in term.sources}
    used |= {a.origin for c in handbook.calculations.values() for a in c.assumptions}
    for source in handbook.sources.values():
        if source.key not in used:
            yield Finding(
                source.path, source.line, "quellen", f"Die Quelle „{source.key}“ wird nirgends genannt.",
                f"Belegen Sie damit eine Aussage ([@{source.key}]) oder streichen Sie den Eintrag.", "Hinweis",
            )


def _twice(handbook: Handbook) -> Iterator[Finding]:
    """Under two keys one source would stand in the bibliography twice."""
    known: dict[tuple[str, str], Source] = {}
    for source in handbook.sources.values():
        first = known.setdefault((source.url, source.title), source)
        if first is not source and source.url:
            yield Finding(
                source.path, source.line, "quellen", f"Die Quelle „{source.key}“ steht schon als „{first.key}“ im Verzeichnis.",
                f"Schreiben Sie [@{first.key}] und streichen Sie „{source.key}“; eine andere Fassung nennt ihr Datum im Titel.",
            )
