"""The website to take along: a zip that opens from a stick by double click, search and tools included.

Made from the finished pages, so nothing is rendered twice. Browsers show no folder as a page when
it lies on the reader's own disk, so every link to a folder names the page in it.
"""
from __future__ import annotations

import re
import zipfile
from pathlib import Path

NAME = "wegweiser-quartiersentwicklung.zip"
FOLDER = "wegweiser-quartiersentwicklung"  # what unpacking leaves
SEARCH_INDEX = "assets/suche/index.js"
# href="../analyse/photovoice/#checkliste" and href="./"; nothing with a scheme, a file or only a #.
FOLDER_LINK = re.compile(r'(\bhref=")((?:\.{1,2}|(?![\w+.-]+:)[^"#?]*/))((?:\?[^"#]*)?(?:#[^"]*)?")')
INDEX_ADDRESS = re.compile(r'\["((?:[a-z0-9-]+/)*)","')  # the first page of the index has the address ""
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
    return FOLDER_LINK.sub(lambda m: m.group(1) + m.group(2).rstrip("/") + "/index.html" + m.group(3), page)


def address_files(index: str) -> str:
    """The addresses of the pages in the search index, which stand before its sections."""
    pages, mark, sections = index.partition('"sections":')
    return INDEX_ADDRESS.sub(r'["\1index.html","', pages) + mark + sections


def _add(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(f"{FOLDER}/{path}", DATE), content, zipfile.ZIP_DEFLATED)
