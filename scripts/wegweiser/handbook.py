"""The whole handbook as data, read once: chapters in the order of the nav, sources, terms, calculations."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import yaml

from . import gap_check, read_cache, start_paths
from .accessibility import Statement, read_statement
from .calculation import Calculation, load_calculations
from .calculation.imports import WAITS
from .chapter import Chapter, read_chapter
from .citations import Source, disambiguate, read_sources
from .decisions import Decisions, load_decisions
from .fact_values import fact_name, fact_values
from .files import file_findings, symbolic_links
from .findings import ContentError, Finding, quoted
from .gap_check import GapCheck
from .glossary import Glossary, read_glossary
from .search.language import SearchLanguage, read_language
from .start_paths import StartPaths
from .statistics import Statistic, load_statistics
from .text import first_line
from .typed_data import TypedFile, read_typed
from .worksheets.model import Worksheet
from .worksheets.reading import load_worksheets
from .yaml_errors import explain
from .yaml_source import read_text

T = TypeVar("T")

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
    accessibility: Statement | None
    start_paths: TypedFile[StartPaths]
    gap_check: TypedFile[GapCheck]
    search_language: SearchLanguage
    operator: dict[str, str]
    address: str  # of the website, with a slash at the end
    findings: list[Finding] = field(default_factory=list)
    worksheets: dict[str, Worksheet] = field(default_factory=dict)
    version: str = ""
    incomplete: frozenset[str] = frozenset()  # data files that only lack a value of another file with a Fehler
    all_sources_known: bool = True  # False: a file of sources has a Fehler, and some of its keys may be missing
    asked: frozenset[str] = frozenset()  # files whose findings somebody wants to see; empty: all

    @property
    def asked_pages(self) -> list[Chapter]:
        """The pages that a check of single pages has to look at."""
        return [page for page in self.pages if not self.asked or page.source in self.asked]

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
    """Read everything below `root`; faults in the content are collected in `findings`.

    Raises ContentError only for what must not be read at all (symbolic links) and for a
    mkdocs.yml without which no page is known.
    """
    if links := symbolic_links(root):
        raise ContentError(links)
    with read_cache.kept(root):
        return _read(root)


def _read(root: Path) -> Handbook:
    docs = root / "docs"
    config, config_text = _read_config(root)
    findings = file_findings(root)
    parts = _read_nav(docs, config["nav"], config_text, findings)
    templates = (file.relative_to(docs).as_posix() for file in sorted((docs / TEMPLATES).glob("*.md")))
    shown = {chapter.path for part in parts for chapter in part.chapters}
    hidden = tuple(read_chapter(docs, path) for path in templates if path not in shown)
    sources = _noting(findings, read_sources, root / DATA / "quellen", root)
    all_known = not any(finding.path.startswith(f"{DATA}/quellen/") for finding in findings)
    keys = set(sources) if all_known else AnyKey()
    glossary = _noting(findings, read_glossary, root / DATA / "glossar.yml", root)
    facts = fact_values(chapter for part in parts for chapter in part.chapters)
    calculations = _noting(findings, load_calculations, root / DATA / "rechnungen", root, keys, [facts])
    calculations[facts.name] = facts
    statistics = _noting(findings, load_statistics, root / DATA / "statistik", root, calculations, keys)
    decisions = _noting(findings, load_decisions, root / DATA, root, keys)
    statement = _noting(findings, read_statement, root)
    paths = read_typed(root / DATA / start_paths.FILE, root, StartPaths, start_paths.CHECK)
    gaps = read_typed(root / DATA / gap_check.FILE, root, GapCheck, gap_check.CHECK)
    search_language = _noting(findings, read_language, root / DATA / "suche", root)
    findings += [*_forgotten(docs, parts), *paths.findings, *gaps.findings]
    operator = {name: str(value) for name, value in config["extra"]["betreiber"].items()}
    handbook = Handbook(
        root, parts, hidden, sources, glossary, calculations, statistics, decisions, statement, paths, gaps, search_language,
        operator, config["site_url"].rstrip("/") + "/", findings,
    )
    handbook.worksheets = _noting(
        findings, load_worksheets, root / DATA / "vorlagen", root, calculations, keys, set(handbook.chapters),
    )
    handbook.incomplete = _without_follow_ups(findings, parts)
    handbook.all_sources_known = all_known
    handbook.version = str(config["extra"]["fassung"])
    used = {key: source for key, source in sources.items() if key in handbook.cited_by}
    handbook.sources = sources | disambiguate(used)
    return handbook


class AnyKey(set[str]):
    """Stands in for the known sources while a file of them cannot be read: one message about one mistake."""

    def __contains__(self, key: object) -> bool:
        return True


def _noting(findings: list[Finding], read: Callable[..., tuple[T, list[Finding]]], *arguments: Any) -> T:
    """What `read` gives, its findings added to `findings`."""
    result, found = read(*arguments)
    findings += found
    return result


def _without_follow_ups(findings: list[Finding], parts: tuple[Part, ...]) -> frozenset[str]:
    """Drop what is only wrong because another file has a Fehler; return the files concerned.

    They are looked at again as soon as that one is mended: a chapter whose front matter cannot be
    read, a calculation that cannot be computed.
    """
    unread = [chapter for part in parts for chapter in part.chapters if chapter.meta is None]
    facts = tuple(f"„{fact_name(chapter)}_" for chapter in unread)
    waiting = {finding.path for finding in findings if finding.hint.startswith(WAITS)}
    waiting |= {finding.path for finding in findings if finding.check == "rechnung" and any(name in finding.message for name in facts)}
    broken = {finding.path for finding in findings if finding.severity == "Fehler" and finding.path.startswith(f"{DATA}/rechnungen/")}
    missing = tuple(f"„{PurePosixPath(path).stem}." for path in broken)
    users = (f"{DATA}/statistik/", f"{DATA}/vorlagen/")
    waiting |= {finding.path for finding in findings if finding.path.startswith(users) and any(name in finding.message for name in missing)}
    findings[:] = [finding for finding in findings if finding.path not in waiting]
    return frozenset(waiting)


def _read_config(root: Path) -> tuple[dict[str, Any], str]:
    """mkdocs.yml as plain data; MkDocs itself would run what is written in it as !!python."""
    text = read_text(root / "mkdocs.yml", root, check="nav")
    try:
        config = yaml.safe_load(text)
    except yaml.YAMLError as error:
        line, message, hint = explain(error, text)
        raise ContentError([Finding("mkdocs.yml", line + 1, "nav", message, hint)]) from error
    if not isinstance(config, dict) or not isinstance(config.get("nav"), list):
        raise ContentError([Finding("mkdocs.yml", 1, "nav", "Die Navigation fehlt.", "Unter nav: stehen die Seiten, eine je Zeile.")])
    extra = config.get("extra")
    if not isinstance(extra, dict) or not isinstance(extra.get("betreiber"), dict):
        hint = "Unter extra: steht betreiber: mit Namen und Anschrift."
        raise ContentError([Finding("mkdocs.yml", 1, "betreiber", "Die Angaben zum Betreiber fehlen.", hint)])
    return config, text


def _read_nav(docs: Path, nav: list[Any], config_text: str, findings: list[Finding]) -> tuple[Part, ...]:
    parts = []
    for entry in nav:
        title, paths = next(iter(entry.items())) if isinstance(entry, dict) and len(entry) == 1 else ("", [entry])
        chapters = []
        for path in paths if isinstance(paths, list) else [paths]:
            if not isinstance(path, str) or not is_page(path):
                findings.append(Finding(
                    "mkdocs.yml", first_line(config_text, str(path)), "nav", f"{quoted(path)} ist keine Seite unter docs/.",
                    "Schreiben Sie den Pfad ab docs/, zum Beispiel - analyse/photovoice.md; tiefer gegliedert wird nicht.",
                ))
            elif (docs / path).is_file():
                chapters.append(read_chapter(docs, path))
            else:
                findings.append(Finding(
                    "mkdocs.yml", first_line(config_text, path), "nav", f"Die Navigation nennt docs/{path}, die Datei gibt es nicht.",
                    "Legen Sie die Datei an oder streichen Sie die Zeile unter nav:.",
                ))
        parts.append(Part(str(title), tuple(chapters)))
    return tuple(parts)


def is_page(path: str) -> bool:
    """A path below docs/ that names a page: relative, without a way out, ending in .md."""
    parts = PurePosixPath(path).parts
    return path.endswith(".md") and ".." not in parts and not path.startswith(("/", "\\")) and "://" not in path


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
