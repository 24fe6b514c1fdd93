"""What the handbook knows as data, besides its calculations: instruments, statistics, terms, sources."""
from __future__ import annotations

from typing import Any

from ..calculation.display import places_of
from ..chapter import Chapter
from ..fact_sheet import ROWS
from ..handbook import Handbook
from ..schema import ESTIMATE, Span
from .datasets import Cell, Dataset, as_csv, as_json
from .indicators import indicators
from .portable import FOLDER as CALCULATIONS
from .portable import as_of, own_calculations

GLOSSARY = "anhang/glossar.md"
FOLDERS = {"analyse": "Quartiersanalyse", "koproduktion": "Koproduktion", "finanzierung": "Finanzierung", "marten": "Fallstudie Marten"}
CHAPTER_COLUMNS = {
    "kennung": "Pfad des Kapitels, bleibt gleich",
    "teil": "Teil des Handbuchs",
    "titel": "Name des Instruments oder Kapitels",
    "beschreibung": "ein Satz",
    "adresse": "Seite im Netz",
    "stand": "Monat der letzten inhaltlichen Änderung",
    "pruefung": "entwurf oder geprueft",
}
SPAN_COLUMNS = {
    "von": "kleinster Wert", "bis": "größter Wert", "herkunft": "Quelle oder Schätzung der Redaktion",
    "keine_angabe": "Grund, wenn es keine Zahl gibt",
}
PROGRAMME_COLUMNS = {
    "programm_status": "laeuft, ungeprueft oder beendet",
    "programm_geprueft_am": "Tag der letzten Prüfung",
    "programm_gueltig_bis": "letzter bekannter Tag des Programms",
}


def make_tables(handbook: Handbook) -> dict[str, bytes]:
    """daten/<name>.csv and .json for every dataset."""
    stand = max((chapter.meta.stand for chapter in handbook.chapters.values() if chapter.meta), default="")
    found = datasets(handbook)
    return {dataset.csv_path: as_csv(dataset) for dataset in found} | {
        dataset.json_path: as_json(dataset, stand, handbook.address) for dataset in found
    }


def datasets(handbook: Handbook) -> list[Dataset]:
    return [
        instruments(handbook), indicators(handbook), statistics(handbook), calculations(handbook), terms(handbook), sources(handbook),
    ]


def instruments(handbook: Handbook) -> Dataset:
    """Every Steckbrief, all kinds in one table; what a kind does not have is empty."""
    chapters = [chapter for chapter in handbook.chapters.values() if chapter.profile]
    used = [key for key in ROWS if any(key in type(chapter.profile).model_fields for chapter in chapters)]
    spans = {key for key in used if any(isinstance(getattr(chapter.profile, key, None), Span) for chapter in chapters)}
    columns = dict(CHAPTER_COLUMNS)
    for key in used:
        label, meaning = ROWS[key]
        if key in spans:
            columns |= {f"{key}_{end}": f"{label} in {meaning}: {what}" for end, what in SPAN_COLUMNS.items()}
        elif isinstance(meaning, tuple):
            columns[key] = f"{label}: {'; '.join(meaning)}"
        else:
            columns[key] = label
    rows = [_instrument(chapter, used, handbook) for chapter in chapters]
    return Dataset("instrumente", "Katalog der Instrumente", "ein Kapitel mit Steckbrief", columns | PROGRAMME_COLUMNS, rows)


def _instrument(chapter: Chapter, keys: list[str], handbook: Handbook) -> dict[str, Cell]:
    row: dict[str, Cell] = {
        "kennung": chapter.path.removesuffix(".md"), "teil": FOLDERS.get(chapter.folder, chapter.folder),
        "titel": chapter.title, "adresse": handbook.url(chapter),
    }
    if chapter.meta:
        row |= {"beschreibung": chapter.meta.description, "stand": chapter.meta.stand, "pruefung": chapter.meta.pruefung.status}
    for key in keys:
        value = getattr(chapter.profile, key, None)
        if isinstance(value, Span):
            row |= {
                f"{key}_von": value.von, f"{key}_bis": value.bis, f"{key}_keine_angabe": value.keine_angabe or "",
                f"{key}_herkunft": _origin(value.herkunft or "", handbook),
            }
        elif value is not None:
            row[key] = _readable(value, ROWS[key][1])
    if programme := chapter.programme:
        row |= {
            "programm_status": programme.status, "programm_geprueft_am": programme.geprueft_am.isoformat(),
            "programm_gueltig_bis": programme.gueltig_bis.isoformat() if programme.gueltig_bis else "",
        }
    return row


def _readable(value: Any, meaning: Any) -> Cell:
    """Codes as their names, a rung of the ladder of participation as its number."""
    if isinstance(meaning, dict):
        return [meaning[code] for code in value] if isinstance(value, list) else meaning[value]
    return value if isinstance(value, int | list) else str(value)


def _origin(key: str, handbook: Handbook) -> str:
    if key in handbook.sources:
        return handbook.sources[key].label
    return "Schätzung der Redaktion" if key == ESTIMATE else key


def statistics(handbook: Handbook) -> Dataset:
    columns = {
        "statistik": "Kurzname, bleibt gleich", "titel": "Überschrift", "reihe": "Name der Reihe", "bei": "Jahr oder Gegenstand",
        "wert": "Zahl", "einheit": "Einheit der Zahl", "quelle": "Beleg; leer bei gerechneten Werten", "url": "Adresse des Belegs",
    }
    rows: list[dict[str, Cell]] = []
    for statistic in handbook.statistics.values():
        for series in statistic.series:
            for value in series.values:
                source = handbook.sources.get(value.source)
                number = value.number if places_of(value.number) <= value.places else round(value.number, value.places)
                rows.append({
                    "statistik": statistic.name, "titel": statistic.title, "reihe": series.name, "bei": value.label, "wert": number,
                    "einheit": statistic.unit, "quelle": source.label if source else "", "url": source.url if source else "",
                })
    return Dataset("statistik", "Zahlen der Diagramme", "ein Wert eines Diagramms", columns, rows)


def calculations(handbook: Handbook) -> Dataset:
    columns = {
        "kennung": "Kurzname, bleibt gleich", "titel": "Titel der Rechnung", "art": "rechenbeispiel oder belegt",
        "hinweis": "was sie ist und was nicht",
        "seiten": "Kapitel, die sie zeigen", "stand": "Monat des neuesten dieser Kapitel", "szenarien": "Zahl der Szenarien",
        "tabelle": "Adresse der Tabelle mit Formeln", "daten": "Adresse der Daten",
    }
    rows: list[dict[str, Cell]] = [{
        "kennung": c.name, "titel": c.title, "art": c.kind, "hinweis": c.note, "stand": as_of(c, handbook), "szenarien": len(c.scenarios),
        "seiten": [handbook.url(page) for page in handbook.shown_on(c)],
        "tabelle": f"{handbook.address}{CALCULATIONS}/{c.name}.xlsx", "daten": f"{handbook.address}{CALCULATIONS}/{c.name}.json",
    } for c in own_calculations(handbook)]
    return Dataset("rechnungen", "Verzeichnis der Rechnungen", "eine Rechnung", columns, rows)


def terms(handbook: Handbook) -> Dataset:
    columns = {
        "begriff": "der Begriff", "formen": "weitere Wortformen, die im Text verlinkt werden", "erklaerung": "Erklärung",
        "belege": "Quellen der Erklärung", "siehe": "verwandte Begriffe", "adresse": "Stelle im Netz",
    }
    page = handbook.address + GLOSSARY.removesuffix(".md") + "/"
    rows: list[dict[str, Cell]] = [{
        "begriff": term.name, "formen": list(term.forms), "erklaerung": term.explanation, "siehe": list(term.see_also),
        "belege": [handbook.sources[key].label for key in term.sources if key in handbook.sources], "adresse": f"{page}#{term.anchor}",
    } for term in handbook.glossary.terms]
    return Dataset("glossar", "Glossar", "ein Begriff", columns, rows)


def sources(handbook: Handbook) -> Dataset:
    columns = {
        "kennung": "Schlüssel, bleibt gleich", "kurz": "Angabe im Text", "herausgeber": "Herausgeber oder Autor", "titel": "Titel",
        "jahr": "Jahr oder o. J.",
        "url": "Adresse", "abruf": "Monat oder Tag des Abrufs", "hinweis": "Hinweis zur Quelle", "genannt_in": "Kapitel, die sie nennen",
    }
    rows: list[dict[str, Cell]] = [{
        "kennung": source.key, "kurz": source.label, "herausgeber": source.publisher, "titel": source.title, "jahr": source.year, "url": source.url,
        "abruf": source.accessed, "hinweis": source.note, "genannt_in": [chapter.title for chapter in handbook.cited_by.get(source.key, [])],
    } for source in handbook.sources.values()]
    return Dataset("quellen", "Quellenverzeichnis", "eine Quelle", columns, rows)
