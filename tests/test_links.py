"""Every link, picture, style and script of the built site leads to a file that is there."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html

BASE = "https://example.org/wegweiser-quartiersentwicklung/"


@cache
def anchors(file: Path) -> set[str]:
    if not file.is_file():
        return set()
    document = lxml.html.parse(str(file))
    return {value for element in document.iter() for value in (element.get("id"), element.get("name")) if value}


def broken_links(site: Path, file: Path) -> list[str]:
    page = BASE + file.relative_to(site).as_posix().removesuffix("index.html")
    found = []
    for element in lxml.html.parse(str(file)).iter():
        for address in filter(None, (element.get("href"), element.get("src"))):
            target = urlsplit(urljoin(page, address))
            if target.geturl().startswith(BASE) and element.get("rel") != "edit":
                path = site / unquote(target.path).removeprefix(urlsplit(BASE).path)
                path = path / "index.html" if path.is_dir() else path
                is_state = "=" in target.fragment  # of a tool, no place on the page
                lost = target.fragment and not is_state and path.suffix == ".html" and unquote(target.fragment) not in anchors(path)
                if not path.is_file() or lost:
                    found.append(address)
    return found


def test_nothing_on_the_site_leads_nowhere(site: Path) -> None:
    pages = [file for file in site.rglob("*.html") if file.name != "404.html"]
    broken = {file.relative_to(site).as_posix(): links for file in pages if (links := broken_links(site, file))}
    assert broken == {}


def test_a_link_into_nothing_would_be_found(site: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="fehlt/">x</a><p id="da"><a href="#weg">y</a><a href="#da">z</a>')
    assert broken_links(tmp_path, tmp_path / "index.html") == ["fehlt/", "#weg"]
