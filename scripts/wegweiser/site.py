"""What MkDocs' build needs besides the pages: safe files, web fonts, the chapter of a page."""
from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from .chapter import Chapter
from .findings import ContentError, Finding
from .handbook import Handbook
from .products import generated_files
from .search import files as search_files
from .web_fonts import web_fonts

FONT_FOLDER = "assets/schriften"
STYLESHEET = "assets/css/wegweiser.css"


def chapter_of(page: Page, handbook: Handbook) -> Chapter | None:
    """The handbook's chapter for MkDocs' page; None for a page it does not know."""
    return next((chapter for chapter in handbook.pages if chapter.path == page.file.src_uri), None)


def refuse_symlinks(docs: Path) -> None:
    """MkDocs would publish whatever a link in docs/ points to, also outside the repository.

    Raises ContentError naming every link.
    """
    links = [path for path in sorted(docs.rglob("*")) if path.is_symlink()]
    if links:
        raise ContentError([Finding(
            f"docs/{link.relative_to(docs).as_posix()}", 1, "datei", "Das ist eine symbolische Verknüpfung.",
            "Legen Sie die Datei selbst an dieser Stelle ab.",
        ) for link in links])


def add_web_fonts(files: Files, config: MkDocsConfig) -> None:
    """Add the self-hosted fonts, made from the pinned font packages, to the site."""
    cache = Path(config.config_file_path).parent / ".cache" / "schriften"
    for name, content in web_fonts(Path(config.docs_dir) / STYLESHEET, cache).items():
        files.append(File.generated(config, f"{FONT_FOLDER}/{name}", content=content))


def add_products(files: Files, config: MkDocsConfig, handbook: Handbook) -> None:
    """Add what is made from the handbook's data, so that pages can link to it like to any file."""
    for path, content in generated_files(handbook, config.extra["pdf"]).items():
        files.append(File.generated(config, path, content=content))


def add_search(files: Files, config: MkDocsConfig, handbook: Handbook) -> None:
    """Add the programs of the search; its index follows when every page is rendered."""
    for path, content in search_files.scripts(handbook.root).items():
        files.append(File.generated(config, path, content=content))


def write_search_index(config: MkDocsConfig, index: search_files.SearchIndex) -> None:
    file = Path(config.site_dir) / search_files.FOLDER / "index.js"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(index.content(), encoding="utf-8")
