"""MkDocs' events. Thin on purpose: every line of logic lives in the modules this calls."""
from __future__ import annotations

import logging
import os
from pathlib import Path
from types import ModuleType

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from wegweiser import hosting, plugin_messages, rendering, selection, site, web_assets
from wegweiser.edition import month_name, read_edition
from wegweiser.handbook import read_handbook
from wegweiser.text import slugify

log = logging.getLogger("mkdocs.wegweiser")
PDF_SWITCH = "WEGWEISER_PDF"  # the plugin's `enabled_if_env` in mkdocs.yml


def _printing() -> ModuleType:
    """The way to the PDFs; only a build that makes some waits for it to load."""
    from wegweiser import printing

    return printing


def on_startup(command: str, dirty: bool) -> None:
    plugin_messages.listen()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    root = Path(config.config_file_path).parent
    config.mdx_configs.setdefault("toc", {})["slugify"] = slugify
    config.extra["pdf"] = os.environ.get(PDF_SWITCH) == "1"
    config.extra["ausgabe"] = read_edition(root, config.extra["fassung"])
    handbook = config.extra.pop("handbuch", None) or read_handbook(root)
    for finding in handbook.findings:
        if finding.severity == "Fehler":
            log.warning(str(finding))
    rendering.start(handbook, config.extra["pdf"])
    if config.extra["pdf"]:
        _printing().start(config)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    site.refuse_symlinks(Path(config.docs_dir))
    site.add_web_fonts(files, config)
    site.add_products(files, config, rendering.current.handbook)
    site.add_search(files, config, rendering.current.handbook)
    web_assets.pack(files, config)
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    env.filters["monat"] = month_name
    env.globals["handbook"] = rendering.current.handbook
    env.globals["selection"] = selection
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    chapter = site.chapter_of(page, rendering.current.handbook)
    if chapter is None or chapter.meta is None:
        page.meta.clear()  # nobody has checked it, and the theme writes some of it into the page as it is
    rendering.current.chapter = chapter
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    if rendering.current.chapter:
        rendering.current.search_index.add(rendering.current.chapter, page.url, html)
    if config.extra["pdf"]:
        _printing().collect(page, html, rendering.current)
    return html


def on_post_build(config: MkDocsConfig) -> None:
    site.write_search_index(config, rendering.current.search_index)
    hosting.write_configuration(Path(config.config_file_path).parent / "overrides" / "betrieb", Path(config.site_dir))
    if config.extra["pdf"]:
        _printing().finish(config, rendering.current)
