"""Read docs/_data/vorlagen/*.yml: every file checked to the end, every problem a finding."""
from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from ..book.fonts import describe, missing
from ..calculation import Calculation
from ..chapter import VALUE
from ..citations import find_citations
from ..findings import Finding, quoted
from ..schema import Strict
from ..schema_messages import as_finding
from ..yaml_source import Lines, Place, load_file
from . import paper, workbook
from .consistency import problems_of
from .model import Example, WorkbookSheet, Worksheet

CHECK = "vorlage"
FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_BLOCKS = 80
MOST_CELLS = 4000  # of a whole workbook, so that no file grows without bound


class ExampleHead(Strict):
    art: Literal["belegt", "rechenbeispiel", "uebertragung"]
    hinweis: paper.Line


class Head(Strict):
    titel: Annotated[paper.Line, Field(max_length=70)]
    zweck: Annotated[paper.Line, Field(max_length=200)]
    anleitung: paper.Line
    kapitel: Annotated[list[paper.Line], Field(min_length=1, max_length=6)]
    muster: paper.Line | None = None
    pdf: bool = False
    beispiel: ExampleHead | None = None
    inhalt: Annotated[list[object], Field(min_length=1, max_length=MOST_BLOCKS)] | None = None
    blaetter: Annotated[list[object], Field(min_length=1, max_length=8)] | None = None


def load_worksheets(
    folder: Path, root: Path, calculations: Mapping[str, Calculation], sources: Collection[str], pages: Collection[str],
) -> tuple[dict[str, Worksheet], list[Finding]]:
    """Return the sheets in `folder` by file name, and the findings of all files.

    `pages` are the paths of the handbook's pages. A file with a Fehler gives no sheet.
    """
    worksheets: dict[str, Worksheet] = {}
    findings: list[Finding] = []
    for file in sorted(folder.iterdir()) if folder.is_dir() else []:
        path = file.relative_to(root).as_posix()
        if file.suffix != ".yml" or not FILE_NAME.fullmatch(file.stem) or file.stem.endswith("-marten"):
            findings.append(Finding(
                path, 1, CHECK, f"Der Name {quoted(file.name)} ist für eine Vorlage nicht erlaubt.",
                "Verwenden Sie Kleinbuchstaben, Ziffern und Bindestriche und die Endung .yml, nicht -marten am Ende.",
            ))
            continue
        reader = _Reader(path)
        if (sheet := reader.read(file, root, calculations, sources, pages)) and not reader.findings:
            worksheets[file.stem] = sheet
        findings += reader.findings
    return worksheets, findings


class _Under:
    """Lines of a part of the file: `Under(lines, ("inhalt", 3)).of("feld")`."""

    def __init__(self, lines: Lines, place: Place) -> None:
        self.lines, self.place = lines, place

    def of(self, *place: str | int) -> int:
        return self.lines.of(*self.place, *place)


class _Reader:
    """Reads one file and gathers what is wrong with it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lines = Lines(1, {})
        self.findings: list[Finding] = []

    def read(
        self, file: Path, root: Path, calculations: Mapping[str, Calculation], sources: Collection[str], pages: Collection[str],
    ) -> Worksheet | None:
        data, self.lines, self.findings = load_file(file, root, check=CHECK)
        if self.findings:
            return None
        if not isinstance(data, dict):
            self.problem((), "Die Datei enthält keine Vorlage.", "Beginnen Sie mit titel: und zweck:.")
            return None
        head = self.model(Head, data, ())
        if head is None:
            return None
        if (head.inhalt is None) == (head.blaetter is None):
            hint = "Schreiben Sie inhalt: (Text) oder blaetter: (Tabelle), nicht beides."
            self.problem((), "Die Vorlage hat keinen eindeutigen Inhalt.", hint)
            return None
        for number, page in enumerate(head.kapitel):
            if page not in pages:
                hint = "Nennen Sie den Pfad unter docs/, zum Beispiel analyse/quartiersbegehung.md."
                self.problem(("kapitel", number), f"Die Seite {quoted(page)} gibt es nicht.", hint)
        self.references(data, (), calculations, sources)
        blocks = self.parts(head.inhalt or [], ("inhalt",), paper.KINDS)
        sheets = [self.sheet(sheet, ("blaetter", number)) for number, sheet in enumerate(head.blaetter or [])]
        if self.findings:
            return None
        if head.pdf and head.blaetter:
            self.problem(("pdf",), "Ein PDF gibt es nur von einem Text.", "Streichen Sie pdf: true.")
        if head.pdf:
            self.printable(data, ())
        for place, message, hint in problems_of([sheet for sheet in sheets if sheet]):
            self.problem(place, message, hint)
        example = Example(head.beispiel.art, head.beispiel.hinweis) if head.beispiel else None
        return Worksheet(
            file.stem, head.titel, head.zweck, head.anleitung, tuple(head.kapitel), head.muster or "", head.pdf, example,
            tuple(blocks), tuple(sheet for sheet in sheets if sheet), self.path,
        )

    def problem(self, place: Place, message: str, hint: str) -> None:
        self.findings.append(Finding(self.path, self.lines.of(*place), CHECK, message, hint))

    def model(self, model: type[Strict], data: Any, place: Place) -> Any:
        """`data` as `model`; None and findings if it does not fit."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.findings += [
                as_finding(item, _Under(self.lines, place), self.path, model, CHECK, "in der Vorlage")
                for item in error.errors()[:20]
            ]
            return None

    def parts(self, entries: list[object], place: Place, kinds: Mapping[str, type[Strict]]) -> list[Any]:
        """Each entry is a map; its first key that names a kind decides which model it has to fit."""
        read = []
        for number, entry in enumerate(entries):
            here = (*place, number)
            kind = next((key for key in entry if key in kinds), None) if isinstance(entry, dict) else None
            if kind is None:
                self.problem(here, "Hier fehlt, was das für ein Baustein ist.", f"Beginnen Sie den Eintrag mit einem von: {', '.join(kinds)}.")
            elif (block := self.model(kinds[kind], entry, here)) is not None:
                read.append(block)
        return read

    def sheet(self, data: object, place: Place) -> WorkbookSheet | None:
        head = self.model(workbook.Sheet, data, place)
        if head is None:
            return None
        parts = self.parts(head.inhalt, (*place, "inhalt"), workbook.KINDS)
        cells = sum((len(p.zeilen) + p.leer + 1) * len(p.spalten) for p in parts if isinstance(p, workbook.DataTable))
        if cells > MOST_CELLS:
            self.problem(place, f"Das Blatt hätte {cells} Zellen.", f"Höchstens {MOST_CELLS}: Verringern Sie leer:.")
        return WorkbookSheet(head.blatt, head.querformat, tuple(parts))

    def references(self, data: object, place: Place, calculations: Mapping[str, Calculation], sources: Collection[str]) -> None:
        """Values and sources that a text names have to exist."""
        for here, text in _texts(data, place):
            for model, name in VALUE.findall(text):
                if model not in calculations or name not in calculations[model].values:
                    hint = "Nennen Sie Rechnung und Größe aus docs/_data/rechnungen."
                    self.problem(here, f"Den Wert {quoted(f'{model}.{name}')} gibt es nicht.", hint)
            for citation in find_citations(text, 0):
                if citation.key not in sources:
                    message = f"Die Quelle {quoted(citation.key)} steht nicht im Quellenverzeichnis."
                    self.problem(here, message, "Tragen Sie sie in docs/_data/quellen ein.")

    def printable(self, data: object, place: Place) -> None:
        for here, text in _texts(data, place):
            if signs := missing(text):
                self.problem(here, f"Das Zeichen {describe(signs[0])} lässt sich im PDF nicht drucken.", "Schreiben Sie ein Wort dafür.")


def _texts(data: object, place: Place) -> list[tuple[Place, str]]:
    if isinstance(data, str):
        return [(place, data)]
    if isinstance(data, dict):
        return [found for key, value in data.items() for found in _texts(value, (*place, key))]
    if isinstance(data, list):
        return [found for number, value in enumerate(data) for found in _texts(value, (*place, number))]
    return []
