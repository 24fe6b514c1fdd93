"""What a Ratsmappe shows, as the editors wrote it down in docs/_data/ratsmappe.yml."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ..findings import ContentError, Finding
from ..yaml_source import load

PATH = "docs/_data/ratsmappe.yml"
CHECK = "ratsmappe"


class Plan(BaseModel):
    """For one kind of chapter: key word in the margin → section of the chapter, and the draft resolution."""

    model_config = ConfigDict(extra="forbid")
    abschnitte: dict[str, str]
    beschluss: list[str]


@dataclass(frozen=True)
class Plans:
    by_folder: dict[str, Plan]

    def of(self, src: str) -> Plan | None:
        """The plan for the page `src` ("finanzierung/erbbaurecht.md"); None if its folder has none."""
        return self.by_folder.get(src.split("/")[0])


def read_plans(docs: Path) -> Plans:
    """Read the plans; raises ContentError naming what is wrong with the file."""
    data, lines, findings = load((docs / "_data" / "ratsmappe.yml").read_text(encoding="utf-8"), PATH)
    if findings:
        raise ContentError(findings)
    try:
        return Plans({folder: Plan.model_validate(plan) for folder, plan in data.items()})
    except (ValidationError, AttributeError):
        raise ContentError([Finding(
            PATH, 1, CHECK, "Die Datei hat nicht den erwarteten Aufbau.",
            "Je Ordner gehören hierher „abschnitte“ (Stichwort: Abschnitt) und „beschluss“ (Liste von Sätzen).",
        )]) from None
