"""Drawn blocks and computed values name something that exists."""
from __future__ import annotations

import difflib
from collections.abc import Iterator

from .. import fact_values
from ..calculation import Calculation
from ..catalogue import COMPARED
from ..chapter import Chapter, DrawnBlock
from ..decisions import PREFIX
from ..extensions.blocks import BLOCKS
from ..fact_sheet import FIELDS
from ..findings import Finding
from ..handbook import DATA, Handbook


def check(handbook: Handbook) -> Iterator[Finding]:
    for chapter in handbook.asked_pages:
        for block in chapter.blocks:
            if problem := _problem(block, handbook):
                yield Finding(chapter.source, block.line, "bloecke", *problem)
        for line in chapter.full_blocks:
            yield Finding(
                chapter.source, line, "bloecke", "In einem gezeichneten Block steht kein eigener Text.",
                "Schließen Sie den Block in der Zeile nach /// … mit /// und schreiben Sie darunter weiter.",
            )
        yield from _values(chapter, handbook)


def _problem(block: DrawnBlock, handbook: Handbook) -> tuple[str, str] | None:
    if block.name not in BLOCKS:
        return f"Den Block „{block.name}“ gibt es nicht.", f"Erlaubt sind: {', '.join(BLOCKS)}."
    models = sorted(set(handbook.calculations) - {fact_values.NAME})
    allowed = {
        "": [""],
        "Rechnung": models,
        "Rechnung mit Start": [*models, *(f"{name} leer" for name in models)],
        "Ergebnis": [f"{name}.{result}" for name in models for result in _numbers(handbook.calculations[name])],
        "Statistik": sorted(handbook.statistics),
        "Entscheidungsweg": sorted(handbook.decisions.paths),
        "Instrumente": list(COMPARED),
        "Startpfad": list(handbook.start_paths.data.pfade) if handbook.start_paths.data else [],
        "Feld": list(FIELDS),
        "Teil": list(COMPARED) if block.name == "vergleich" else sorted({c.folder for c in handbook.chapters.values()} - {""}),
    }[BLOCKS[block.name]]
    if block.argument in allowed or has_faults(handbook, BLOCKS[block.name], block.argument):
        return None
    if allowed == [""]:
        return f"Der Block „{block.name}“ hat keine Angabe hinter dem Strich.", f"Schreiben Sie: /// {block.name}"
    return (
        f"„{block.argument}“ kennt der Block „{block.name}“ nicht.",
        f"Schreiben Sie /// {block.name} | … mit einem von: {', '.join(allowed)}.",
    )


def _numbers(model: Calculation) -> list[str]:
    """The results of a calculation that are numbers, not words."""
    return [name for name in model.results if not getattr(model.entry(name), "words", {})]


def has_faults(handbook: Handbook, kind: str, name: str) -> bool:
    """The data file is there, but has a Fehler of its own: one message about one mistake is enough."""
    folders = {"Rechnung": "rechnungen/", "Rechnung mit Start": "rechnungen/", "Ergebnis": "rechnungen/"}
    folder = (folders | {"Statistik": "statistik/", "Entscheidungsweg": PREFIX}).get(kind)
    path = f"{DATA}/{folder}{name.split('.')[0].split(' ')[0]}.yml"
    return folder is not None and "/" not in name and (
        path in handbook.incomplete or any(finding.severity == "Fehler" and finding.path == path for finding in handbook.findings)
    )


def _values(chapter: Chapter, handbook: Handbook) -> Iterator[Finding]:
    for use in chapter.values:
        if use.model == "betreiber":
            names = list(handbook.operator)
        elif use.model in handbook.calculations:
            names = list(handbook.calculations[use.model].values)
        elif has_faults(handbook, "Rechnung", use.model):
            continue
        else:
            yield Finding(
                chapter.source, use.line, "werte", f"Die Rechnung „{use.model}“ gibt es nicht.",
                f"Vorhanden sind: {', '.join(['betreiber', *sorted(handbook.calculations)])}.",
            )
            continue
        if use.name not in names:
            near = difflib.get_close_matches(use.name, names, 1, 0.5)
            yield Finding(
                chapter.source, use.line, "werte", f"In „{use.model}“ gibt es „{use.name}“ nicht.",
                f"Meinen Sie [={use.model}.{near[0]}]?" if near else f"Vorhanden sind: {', '.join(names)}.",
            )
