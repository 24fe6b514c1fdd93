"""The handbook's pages as they are rendered, for everybody the same."""
from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from unittest import mock

import lxml.html
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from .. import printing, rendering
from ..book import collection
from ..book.collection import BookPage, Collection
from ..build import PDF_SWITCH
from ..edition import date_of_content

# What only leads about on the screen, or is an alternative text.
NOT_PRINTED = ".//*[contains(@class, 'headerlink') or contains(@class, 'nur-web')] | .//svg/title | .//svg/desc"
# Gives every page of the plain site exactly the HTML that ours has.
HOOK = '''
from pathlib import Path

def on_page_content(html, page, **rest):
    return (Path(__file__).parent / "html" / page.file.src_uri).read_text(encoding="utf-8")
'''


def rendered_pages(root: Path, scratch: Path, limit: int | None) -> Collection:
    """Let MkDocs render the handbook; nothing is typeset. `limit` takes that many, evenly spread."""
    os.environ[PDF_SWITCH] = "1"
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(date_of_content(root)))
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(scratch / "site"))
    with mock.patch.object(printing, "finish"):
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    pages = collection.active()
    addresses = {page.src: page.url for page in pages.pages}
    pages.order_by([addresses[path] for path in rendering.current.handbook.chapters])
    step = max(1, len(pages.pages) // limit) if limit else 1
    return replace(pages, pages=pages.pages[::step][:limit], jobs={})


def plain_site(pages: Collection, folder: Path, plugins: list[object]) -> Path:
    """A site with stock Material and `plugins`, whose pages have the same HTML; returns its folder."""
    for page in pages.pages:
        for kind, text in (("docs", f"# {page.title}\n"), ("html", page.html)):
            file = folder / kind / page.src
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    shutil.copytree(pages.docs_dir / "assets" / "bilder", folder / "docs" / "assets" / "bilder")
    (folder / "inhalt.py").write_text(HOOK, encoding="utf-8")
    config = {
        "site_name": pages.meta.title, "site_url": pages.meta.site_url, "plugins": plugins, "hooks": ["inhalt.py"],
        "theme": {"name": "material", "language": "de", "font": False}, "nav": nav(pages.pages),
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    return folder


def nav(pages: list[BookPage]) -> list[object]:
    result: list[object] = []
    for page in pages:
        if not page.part:
            result.append(page.src)
        elif result and isinstance(result[-1], dict) and page.part in result[-1]:
            result[-1][page.part].append(page.src)
        else:
            result.append({page.part: [page.src]})
    return result


def words(text: str) -> Counter[str]:
    """Words in lower case, without the hyphens a line break has put in."""
    return Counter(re.findall(r"\w+", re.sub(r"[\u00ad\u2010]\s*", "", text).lower()))


def wanted_words(pages: Collection) -> Counter[str]:
    """All words of all pages, each as often as it stands there."""
    total: Counter[str] = Counter()
    for page in pages.pages:
        tree = lxml.html.fragment_fromstring(page.html, create_parent="div")
        for extra in tree.xpath(NOT_PRINTED):
            extra.drop_tree()
        for block in tree.iter("p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "summary", "div", "caption", "br"):
            block.text, block.tail = " " + (block.text or ""), " " + (block.tail or "")
        total += words(tree.text_content())
    return total
