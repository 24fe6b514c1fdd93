"""The whole handbook as data, read once: chapters in the order of the nav, sources, terms, calculations."""
from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from .calculation import Calculation, load_calculations
from .chapter import Chapter, read_chapter
from .citations import Source, disambiguate, read_sources
from .decisions import Decisions, load_decisions
from .fact_values import fact_values
from .findings import Finding
from .glossary import Glossary, read_glossary
from .statistics import Statistic, load_statistics

DATA = "docs/_data"
TEMPLATES = "mitmachen/kapitelvorlagen/"
SHOWING = ("rechnung",)  # drawn blocks that show a whole calculation


@dataclass(frozen=True)
class Part:
    """A top entry of the nav: "Quartiersanalyse" with its chapters. A single page has no title."""

    title: str
    chapters: tuple[Chapter, ...]


@dataclass
class Handbook:
    root: Path
    parts: tuple[Part, ...]
    hidden: tuple[Chapter, ...]  # built and checked, but not in the nav: the chapter templates
    sources: dict[str, Source]
    glossary: Glossary
    calculations: dict[str, Calculation]
    statistics: dict[str, Statistic]
    decisions: Decisions
    operator: dict[str, str]
    address: str  # of the website, with a slash at the end
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def chapters(self) -> dict[str, Chapter]:
        """Every page of the nav in its order, by path."""
        return {chapter.path: chapter for part in self.parts for chapter in part.chapters}

    @property
    def pages(self) -> list[Chapter]:
        """Every page that is built, the hidden ones last."""
        return [*self.chapters.values(), *self.hidden]

    def in_folder(self, folder: str) -> list[Chapter]:
        """The chapters of a part without its overview page."""
        return [c for c in self.chapters.values() if c.folder == folder and not c.is_index and c.meta]

    def url(self, chapter: Chapter) -> str:
        """The address of a page: https://…/marten/wirtschaftsplan/."""
        return self.address + re.sub(r"(^|/)index$", r"\1", chapter.path.removesuffix(".md")).rstrip("/") + "/" * (chapter.path != "index.md")

    def shown_on(self, calculation: Calculation) -> list[Chapter]:
        """The pages of the nav that show a calculation's tables, in their order."""
        return [c for c in self.chapters.values() if any(b.argument == calculation.name and b.name in SHOWING for b in c.blocks)]

    @cached_property
    def cited_by(self) -> dict[str, list[Chapter]]:
        """Source key → the chapters of the nav that cite it."""
        result: dict[str, list[Chapter]] = defaultdict(list)
        for chapter in self.chapters.values():
            for key in self.cited_in(chapter):
                result[key].append(chapter)
        return result

    def cited_in(self, chapter: Chapter) -> list[str]:
        """Source keys that appear on the page: in its text, its Steckbrief or its calculations.

        A value taken from another calculation shows that one's title, not its sources.
        """
        keys = [citation.key for citation in chapter.citations]
        keys += span_origins(chapter)
        for block in chapter.blocks:
            if block.name == "rechnung" and block.argument in self.calculations:
                keys += [a.origin for a in self.calculations[block.argument].assumptions]
            if block.name == "diagramm" and block.argument in self.statistics:
                keys += self.statistics[block.argument].sources
            if block.name == "rechtsformen":
                keys += self.decisions.form_sources
            if block.name == "glossar":
                keys += [key for term in self.glossary.terms for key in term.sources]
        return [key for key in dict.fromkeys(keys) if key in self.sources]


def span_origins(chapter: Chapter) -> list[str]:
    """The `herkunft` of every span in the Steckbrief."""
    profile = chapter.profile
    values = [getattr(profile, name) for name in type(profile).model_fields] if profile else []
    return [value.herkunft for value in values if getattr(value, "herkunft", None)]


def read_handbook(root: Path) -> Handbook:
    """Read everything below `root`; faults in the content are collected in `findings`."""
    docs = root / "docs"
    config_text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    config = yaml.safe_load(config_text)
    parts, findings = _read_nav(docs, config["nav"], config_text)
    hidden = tuple(
        read_chapter(docs, file.relative_to(docs).as_posix()) for file in sorted((docs / TEMPLATES).glob("*.md"))
    )
    sources, source_findings = read_sources(root / DATA / "quellen", root)
    glossary, glossary_findings = read_glossary(root / DATA / "glossar.yml", root)
    facts = fact_values(chapter for part in parts for chapter in part.chapters)
    calculations, calculation_findings = load_calculations(root / DATA / "rechnungen", root, set(sources), [facts])
    calculations[facts.name] = facts
    statistics, statistic_findings = load_statistics(root / DATA / "statistik", root, calculations, set(sources))
    decisions, decision_findings = load_decisions(root / DATA, root, set(sources))
    findings += _forgotten(docs, parts) + decision_findings
    handbook = Handbook(
        root, parts, hidden, sources, glossary, calculations, statistics, decisions, config["extra"]["betreiber"],
        config["site_url"].rstrip("/") + "/",
        findings + source_findings + glossary_findings + calculation_findings + statistic_findings,
    )
    used = {key: source for key, source in sources.items() if key in handbook.cited_by}
    handbook.sources = sources | disambiguate(used)
    return handbook


def _read_nav(docs: Path, nav: list, config_text: str) -> tuple[tuple[Part, ...], list[Finding]]:
    parts, findings = [], []
    for entry in nav:
        title, paths = next(iter(entry.items())) if isinstance(entry, dict) else ("", [entry])
        chapters = []
        for path in paths:
            if (docs / path).is_file():
                chapters.append(read_chapter(docs, path))
            else:
                findings.append(Finding(
                    "mkdocs.yml", _line_of(path, config_text), "nav", f"Die Navigation nennt docs/{path}, die Datei gibt es nicht.",
                    "Legen Sie die Datei an oder streichen Sie die Zeile unter nav:.",
                ))
        parts.append(Part(title, tuple(chapters)))
    return tuple(parts), findings


def _line_of(path: str, config_text: str) -> int:
    lines = config_text.split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.strip() == f"- {path}"), 1)


def _forgotten(docs: Path, parts: tuple[Part, ...]) -> list[Finding]:
    """Pages that exist, but that nobody would find."""
    known = {chapter.path for part in parts for chapter in part.chapters}
    paths = (file.relative_to(docs).as_posix() for file in sorted(docs.rglob("*.md")))
    return [
        Finding(
            f"docs/{path}", 1, "nav", "Die Seite fehlt in der Navigation.",
            f"Tragen Sie sie in mkdocs.yml unter nav: ein: - {path}",
        )
        for path in paths if path not in known and not path.startswith((TEMPLATES, "_data/"))
    ]
