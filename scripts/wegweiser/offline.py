"""The website to take along: a zip that opens from a stick by double click, search and tools included.

Made from the finished pages, so nothing is rendered twice. Browsers show no folder as a page when
it lies on the reader's own disk, so every link to a folder names the page in it.
"""
from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

from .search.files import DATA
from .search.files import FOLDER as SEARCH_FOLDER

NAME = "wegweiser-quartiersentwicklung.zip"
FOLDER = "wegweiser-quartiersentwicklung"  # what unpacking leaves
SEARCH_INDEX = f"{SEARCH_FOLDER}/index.js"
# href="../analyse/photovoice/#checkliste" and href="./"; nothing with a scheme, a file or only a #.
FOLDER_LINK = re.compile(r'(\bhref=")((?:\.{1,2}|(?![\w+.-]+:)[^"#?]*/))((?:\?[^"#]*)?(?:#[^"]*)?")')
PRELOAD = re.compile(r'\s*<link rel="preload"[^>]*>')  # refused for files from disk, which need no head start
LEFT_OUT = re.compile(r"(^betrieb/|^_headers$|^\.htaccess$|\.map$|\.gz$|^sitemap|/lunr/|/workers/|\.zip$|^404\.html$)")
DATE = (1980, 1, 1, 0, 0, 0)  # the same bytes for the same pages
READ_ME = """Wegweiser Quartiersentwicklung zum Mitnehmen

Öffnen Sie die Datei index.html mit einem Doppelklick.
Suche und Werkzeuge arbeiten ohne Internet; nur Links zu Quellen brauchen es.
"""


def write_offline_edition(site: Path) -> Path:
    """Write the zip into `site` and return its path."""
    target = site / NAME
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        _add(archive, "LIES-MICH.txt", READ_ME.encode())
        for file in sorted(site.rglob("*")):
            path = file.relative_to(site).as_posix()
            if file.is_file() and not LEFT_OUT.search(path):
                _add(archive, path, _for_disk(path, file))
    return target


def _for_disk(path: str, file: Path) -> bytes:
    if path.endswith(".html"):
        return link_to_files(file.read_text(encoding="utf-8")).encode()
    if path == SEARCH_INDEX:
        return address_files(file.read_text(encoding="utf-8")).encode()
    return file.read_bytes()


def link_to_files(page: str) -> str:
    """`href="../rollen/#wer"` becomes `href="../rollen/index.html#wer"`."""
    return FOLDER_LINK.sub(lambda m: m.group(1) + m.group(2).rstrip("/") + "/index.html" + m.group(3), PRELOAD.sub("", page))


def address_files(index: str) -> str:
    """The search index with files as addresses of its pages."""
    data = json.loads(index.removeprefix(DATA))
    for page in data["pages"]:
        page[0] += "index.html"
    return DATA + json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _add(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(f"{FOLDER}/{path}", DATE), content, zipfile.ZIP_DEFLATED)
