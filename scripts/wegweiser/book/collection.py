"""The pages of the book in the order of the nav, and the PDFs that were asked for.

MkDocs loads a hook file by path; imported again by another file it is a *second* module with
its own variables. What hooks and the PDF plugin's handler have to share therefore lives here.
"""
from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True)
class BookMeta:
    """What the cover, the imprint page and the metadata of the PDFs say."""

    title: str
    subtitle: str
    version: str
    date: str  # as printed: "November 2026"
    site_url: str
    repo_url: str = ""
    commit: str = ""
    licence: str = "CC BY 4.0"
    licence_url: str = "https://creativecommons.org/licenses/by/4.0/deed.de"
    publisher: str = ""
    notice: str = ""  # what the book is not: a publication of those whose results it builds on
    back_matter: str = "Anhang"  # parts from here on carry no number


@dataclass(frozen=True)
class BookPage:
    """One rendered page. `src` is "analyse/leerstandskataster.md", `url` "analyse/leerstandskataster/"."""

    src: str
    url: str
    title: str
    html: str
    description: str = ""
    part: str = ""  # title of the section in the nav; "" for a page that stands alone
    stand: str = ""  # "2026-11"
    review: str = ""
    keywords: tuple[str, ...] = ()  # for the index of terms
    source: str = ""  # the Markdown file, to tell the line of a finding

    @property
    def label(self) -> str:
        """The page's name inside the book: "analyse/leerstandskataster", "start" for the home page."""
        return self.url.strip("/") or "start"

    @property
    def file_stem(self) -> str:
        """The page's name as one file: "analyse-leerstandskataster"."""
        return self.label.replace("/", "-")

    @property
    def is_index(self) -> bool:
        return self.src.rsplit("/", 1)[-1] == "index.md"

    @property
    def pdf_path(self) -> Path:
        """Where the plugin puts the page's PDF inside the site: "analyse/umbau/umbau.pdf"."""
        return Path(self.url) / (Path(self.src).stem + ".pdf")


@dataclass
class Collection:
    """Everything the typesetter needs to know about the handbook."""

    meta: BookMeta
    docs_dir: Path
    pages: list[BookPage] = field(default_factory=list)
    abbreviations: dict[str, str] = field(default_factory=dict)  # "BGB" → "Bürgerliches Gesetzbuch"
    hyphenation: dict[str, str] = field(default_factory=dict)  # "Inbetriebnahme" → "Inbetrieb-nahme"
    jobs: dict[str, Path] = field(default_factory=dict)  # url of the page → PDF the plugin asked for

    def __post_init__(self) -> None:
        self.meta = replace(self.meta, site_url=self.meta.site_url.rstrip("/") + "/")

    def add(self, page: BookPage) -> None:
        self.pages.append(replace(page, url=normal(page.url)))

    def order_by(self, urls: list[str]) -> None:
        """Bring the pages into the order of the nav and leave those out that are not in it."""
        place = {normal(url): number for number, url in enumerate(urls)}
        self.pages = sorted((p for p in self.pages if p.url in place), key=lambda p: place[p.url])

    def register_job(self, canonical_url: str, target: Path) -> None:
        """Note that the plugin wants the PDF of the page at `canonical_url` in the file `target`."""
        if not canonical_url.startswith(self.meta.site_url):
            raise ValueError(f"Die Seite {canonical_url} liegt nicht unter {self.meta.site_url}.")
        self.jobs[normal(canonical_url.removeprefix(self.meta.site_url))] = target

    def target_of(self, page: BookPage, out_dir: Path) -> Path:
        """The file of the chapter PDF: the one the plugin asked for, else beside the page."""
        return self.jobs.get(page.url, out_dir / page.pdf_path)

    def missing_jobs(self) -> list[BookPage]:
        return [page for page in self.pages if page.url not in self.jobs]


def normal(url: str) -> str:
    """MkDocs calls the home page "./" here and "" there."""
    return "" if url in (".", "./") else url


_active: Collection | None = None


def start(meta: BookMeta, docs_dir: Path) -> Collection:
    """Begin a new collection; called once at the beginning of each build."""
    global _active
    _active = Collection(meta, docs_dir)
    return _active


def active() -> Collection:
    """The collection of the running build."""
    if _active is None:
        raise RuntimeError("Die Seiten für das Buch wurden nicht gesammelt: collection.start() fehlt.")
    return _active
