"""How current a funding programme is: what its chapter says about it, judged by today's date."""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .edition import today
from .schema import Programme

if TYPE_CHECKING:
    from .chapter import Chapter
    from .handbook import Handbook

UNCHECKED_AFTER = datetime.timedelta(days=180)
ASK = "Konditionen vor dem Antrag beim Fördergeber erfragen"


@dataclass(frozen=True)
class State:
    """`is_current` is False for everything a reader must not rely on."""

    is_current: bool
    text: str


def programme_state(programme: Programme, day: datetime.date | None = None) -> State:
    """What readers are told about a programme on `day` (today unless given)."""
    day = day or today()
    if programme.status == "beendet":
        return State(False, "beendet – nur noch als Rückblick")
    if programme.gueltig_bis and programme.gueltig_bis < day:
        return State(False, f"nicht aktuell geprüft: Laufzeit am {programme.gueltig_bis:%d.%m.%Y} abgelaufen – {ASK}")
    if programme.status == "ungeprueft":
        return State(False, f"nicht aktuell geprüft – {ASK}")
    if day - programme.geprueft_am > UNCHECKED_AFTER:
        return State(False, f"nicht aktuell geprüft: letzte Prüfung vor mehr als {UNCHECKED_AFTER.days} Tagen – {ASK}")
    return State(True, "läuft")


def caution(chapter: Chapter) -> str:
    """What overviews say beside a programme on which nobody should rely; "" for all other chapters."""
    programme = chapter.programme
    if programme is None or programme_state(programme).is_current:
        return ""
    return "beendet" if programme.status == "beendet" else "nicht aktuell geprüft"


def overdue(handbook: Handbook, day: datetime.date | None = None) -> list[tuple[Chapter, Programme, State]]:
    """Every programme that somebody should look at again, the longest unchecked first."""
    found = []
    for chapter in handbook.chapters.values():
        programme = chapter.programme
        if programme and programme.status != "beendet" and not (state := programme_state(programme, day)).is_current:
            found.append((chapter, programme, state))
    return sorted(found, key=lambda entry: (entry[1].geprueft_am, entry[0].title))
