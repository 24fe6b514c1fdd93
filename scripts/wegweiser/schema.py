"""The front matter of a chapter: which keys a kind of chapter has and what they may hold.

The models are the single list of what is allowed; `validate` turns their complaints into
findings in German with the line of the key.
"""
from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from .findings import Finding
from .schema_messages import Problem, as_finding
from .yaml_source import Lines

KINDS = ("analyse", "koproduktion", "finanzierung", "beispiel", "seite")
ESTIMATE = "schaetzung"
MARKUP = re.compile(r"[<>\"]|&(?=#|\w+;)|\{[{%#]")
DESCRIPTION_LENGTH = 158  # what search engines show of it


def _iso_date(value: Any) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        raise Problem(f"„{value}“ ist kein Datum.", "Schreiben Sie das Datum als JJJJ-MM-TT, zum Beispiel 2026-11-22.") from None


def _year_month(value: Any) -> str:
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", str(value)):
        raise Problem(f"„{value}“ ist kein Monat.", "Schreiben Sie Jahr und Monat, zum Beispiel 2026-11.")
    return str(value)


def _single_line(value: str) -> str:
    if not value.strip():
        raise Problem("Der Text ist leer.", "Tragen Sie einen kurzen Text ein.")
    if "\n" in value.strip():
        raise Problem("Der Text hat mehrere Zeilen.", "Schreiben Sie ihn in eine Zeile.")
    if found := MARKUP.search(value):  # the theme writes some of these into its pages as they are
        raise Problem(f"Hier ist „{found[0]}“ nicht erlaubt.", "Schreiben Sie einfachen Text, Anführungszeichen als „…“.")
    if value.strip()[0] in "=@":
        raise Problem(f"Der Text beginnt mit {value.strip()[0]}.", "Schreiben Sie ein Wort davor: Tabellenprogramme hielten ihn für eine Formel.")
    return value.strip()


Text = Annotated[str, AfterValidator(_single_line)]
Texts = Annotated[list[Text], Field(min_length=1)]
Date = Annotated[datetime.date, BeforeValidator(_iso_date)]
Month = Annotated[str, BeforeValidator(_year_month)]
ServiceField = Literal["bildung", "begegnung", "gesundheit", "haushaltsnah", "mobilitaet", "nahversorgung"]
ServiceFields = Annotated[list[ServiceField], Field(min_length=1)]
Stage = Literal["unrentierlich", "schwachrentierlich", "rentierlich"]
# What readers look for and who they are: the two questions the free texts of the Steckbrief leave open.
Purpose = Literal[
    "verstehen", "beteiligen", "entscheiden", "zusammenarbeiten", "ausprobieren", "ort", "dienst",
    "klein", "anschub", "bau", "betrieb",
]
User = Literal["kommune", "traeger", "initiative", "betrieb"]  # who can start, apply for or do it themselves


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Span(Strict):
    """A number with its range and where it comes from; or the reason why there is none.

    `von` and `bis` in the unit that the key names (personentage, sachkosten_euro …).
    `herkunft` is a source key or "schaetzung".
    """

    von: Annotated[Decimal, Field(ge=0)] | None = None
    bis: Annotated[Decimal, Field(ge=0)] | None = None
    herkunft: Text | None = None
    keine_angabe: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _numbers_become_decimal(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            raise Problem(
                f"Hier steht „{data}“, erwartet wird eine Spanne.",
                "Schreiben Sie zum Beispiel {von: 4, bis: 8, herkunft: schaetzung}.",
            )
        return {k: Decimal(v) if k in ("von", "bis") and type(v) is int else v for k, v in data.items()}

    @model_validator(mode="after")
    def _is_consistent(self) -> Span:
        if self.keine_angabe:
            if self.von is not None or self.bis is not None:
                raise Problem("Zahl und keine_angabe stehen zugleich da.", "Streichen Sie eines von beiden.")
            return self
        if self.von is None and self.bis is None:
            raise Problem("Die Spanne hat keine Zahl.", "Tragen Sie von und bis ein oder keine_angabe mit Grund.")
        if self.herkunft is None:
            raise Problem(
                "Die Zahl hat keine Herkunft.",
                "Ergänzen Sie herkunft: mit einem Quellenschlüssel oder schaetzung.",
            )
        if self.von is not None and self.bis is not None and self.von > self.bis:
            raise Problem(f"von ({self.von}) ist größer als bis ({self.bis}).", "Vertauschen Sie die beiden Zahlen.")
        return self


def _percentage(span: Span) -> Span:
    if any(number is not None and number > 100 for number in (span.von, span.bis)):
        raise Problem("Mehr als 100 Prozent.", "Prozentwerte liegen zwischen 0 und 100.")
    return span


PercentSpan = Annotated[Span, AfterValidator(_percentage)]


class Instrument(Strict):
    """What every instrument of the three parts says, so that they can be searched together."""

    zweck: Text
    wofuer: Annotated[list[Purpose], Field(min_length=1)]
    nutzbar_fuer: Annotated[list[User], Field(min_length=1)]


class Analysis(Instrument):
    leitfrage: Text
    phase: Literal["vorbereiten", "ueberblick", "vertiefen", "bewerten", "wirkung"]
    wochen: Span
    personentage: Span
    sachkosten_euro: Span
    beteiligung: Annotated[int, Field(ge=0, le=4)]
    daten: Texts
    material: Texts
    felder: ServiceFields


class Coproduction(Instrument):
    beteiligte: Texts
    entscheidet: Text
    monate_bis_start: Span
    laufende_kosten_euro_jahr: Span
    rechtsformen: Texts
    rolle_der_kommune: Text
    felder: ServiceFields


class Programme(Strict):
    geprueft_am: Date
    gueltig_bis: Date | None = None
    status: Literal["laeuft", "ungeprueft", "beendet"]


class Finance(Instrument):
    kapitalart: Literal[
        "zuschuss", "darlehen", "eigenkapital", "mezzanin", "spende",
        "eigenerloes", "nutzungsrecht", "sicherheit", "sachleistung",
    ]
    rentierlichkeit: Annotated[list[Stage], Field(min_length=1)]
    geber: Text
    ebene: Literal["eu", "bund", "land", "kommune", "stiftung", "privat", "markt"]
    betrag_euro: Span
    eigenanteil_prozent: PercentSpan
    monate_bis_geld: Span
    rueckzahlung: Text
    rechtsgrundlage: Text
    felder: ServiceFields
    programm: Programme | None = None


class Example(Strict):
    ort: Text
    zeitraum: Text
    beteiligte: Texts
    umsetzung: Text
    felder: ServiceFields


class Review(Strict):
    """Whether an expert has read the chapter; „geprueft“ needs name and date."""

    status: Literal["entwurf", "geprueft"]
    von: Text | None = None
    am: Date | None = None

    @model_validator(mode="after")
    def _reviewed_by_somebody(self) -> Review:
        if self.status == "geprueft" and not (self.von and self.am):
            raise Problem("Ein geprüftes Kapitel nennt, wer es wann geprüft hat.", "Ergänzen Sie von: und am:.")
        return self


class FrontMatter(Strict):
    title: Text
    description: Annotated[Text, Field(max_length=DESCRIPTION_LENGTH)]
    art: Literal["analyse", "koproduktion", "finanzierung", "beispiel", "seite"]
    stand: Month
    pruefung: Review
    suchworte: list[Text] = []
    sprache: Literal["de", "en", "tr"] = "de"
    template: Literal["home.html"] | None = None  # MkDocs' own key: another page layout, as on the start page
    hide: list[Literal["navigation", "toc"]] = []  # Material's own key


class AnalysisChapter(FrontMatter):
    steckbrief: Analysis


class CoproductionChapter(FrontMatter):
    steckbrief: Coproduction


class FinanceChapter(FrontMatter):
    steckbrief: Finance


class ExampleChapter(FrontMatter):
    steckbrief: Example


MODELS: dict[str, type[FrontMatter]] = {
    "analyse": AnalysisChapter,
    "koproduktion": CoproductionChapter,
    "finanzierung": FinanceChapter,
    "beispiel": ExampleChapter,
    "seite": FrontMatter,
}


def validate(data: Any, lines: Lines, path: str) -> tuple[FrontMatter | None, list[Finding]]:
    """Check a front matter that was read as plain data.

    Returns the typed front matter, or None together with every finding at once.
    """
    if not isinstance(data, dict):
        return None, [Finding(
            path, 1, "kopf", "Der Kopf der Seite (Front Matter) fehlt.",
            "Beginnen Sie die Datei mit --- , den Angaben und wieder --- . "
            "Vorlagen liegen in docs/mitmachen/kapitelvorlagen/.",
        )]
    model = MODELS.get(str(data.get("art")), FrontMatter)
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, [as_finding(item, lines, path, model) for item in error.errors()]
