"""Hostile pages through the real pipeline: Markdown → clean → PDFs and EPUB, beside a canary that hears every request.

A page is either typeset, with nothing lost and nothing foreign in it, or refused by name.
test_clean.py looks at single elements; here it is what comes out in the end.
"""
from __future__ import annotations

import base64
import http.server
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import markdown
import pikepdf
import pytest
from pages import META, page

from conftest import Checkout
from wegweiser.book import compiler, typeset
from wegweiser.book.collection import Collection
from wegweiser.ebook.make import make_epub
from wegweiser.findings import ContentError

DATE = 1_767_225_600
SECRET = "GEHEIMWORT"
BEFORE, AFTER = "Vorher steht ein Satz.", "Nachher steht noch ein Satz."
EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "tables", "toc"]  # as in mkdocs.yml
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")


@dataclass
class Canary:
    """A server that notes every request; whoever asks it for something has left the building."""

    address: str = ""
    heard: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    bird = Canary()

    class Ear(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            bird.heard.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_HEAD = do_POST = do_GET

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    bird.address = f"http://127.0.0.1:{server.server_port}"
    yield bird
    server.shutdown()


# {web} is the canary, {file} a secret text, {drawing} a secret picture beside docs/. Drawings are files in docs/bilder/.
REFUSED = {
    "picture of the machine": "![x](file://{drawing})",
    "picture from the web": "![x]({web}/bild.png)",
    "picture above docs": "![x](../../../geheim.svg)",
    "picture above docs, encoded": "![x](../../bilder/%2e%2e/%2e%2e/geheim.svg)",
    "object with a file": '<object data="file://{file}" type="text/plain"></object>',
    "embed that is never closed": '<embed src="{web}/x.pdf">',
    "frame with its own document": "<iframe srcdoc=\"<img src='{web}/rahmen.png'>\"></iframe>",
    "attachment by link": '<a rel="attachment" href="file://{file}">Anhang</a>',
    "attachment by link element": '<link rel="attachment" href="file://{file}">',
    "style sheet from the web": "<style>@import url({web}/stil.css); p {{ background: url({web}/hinten.png) }}</style>",
    "base address": '<base href="{web}/">',
    "redirection": '<meta http-equiv="refresh" content="0; url={web}/weg">',
    "script": '<script src="{web}/x.js"></script>',
    "link that runs a script": "[Klick](javascript:fetch('{web}/klick'))",
    "link with data": "[Klick](data:text/html;base64,PHNjcmlwdD4=)",
    "drawing in the page that loads a picture": '<svg aria-label="Karte" viewBox="0 0 9 9"><image href="{web}/innen.png"/></svg>',
    "video with a poster": '<video poster="{web}/film.png"><source src="{web}/film.mp4"></video>',
    "data bomb": "![x](data:image/svg+xml;base64," + "QUFB" * 50_000 + ")",
    "nesting without end": "> " * 70 + "Tief",
    "lists without end": "\n".join("    " * depth + "- Punkt" for depth in range(60)),
    "text that swallows the rest": "<plaintext>Verschluckt",
    "title that swallows the rest": "<title>Verschluckt",
    "drawing that loads a picture": '![x](../../bilder/{d:<image href="{web}/svg.png" width="9" height="9"/>})',
    "drawing that loads a file": '![x](../../bilder/{d:<image xlink:href="file://{drawing}" width="9" height="9"/>})',
    "drawing that uses another": '![x](../../bilder/{d:<use xlink:href="{web}/andere.svg#a"/>})',
    "drawing with a style sheet": "![x](../../bilder/{d:<style>@import url({web}/svg.css);</style><text>a</text>})",
    "drawing with HTML inside": '![x](../../bilder/{d:<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="{web}/"/></foreignObject>})',
    "drawing with a filter from the web": '![x](../../bilder/{d:<filter id="f"><feImage href="{web}/f.png"/></filter>})',
    "drawing with an entity": "![x](../../bilder/entitaet.svg)",
    "drawing with a billion laughs": "![x](../../bilder/lachen.svg)",
    "symbolic link to a picture": "![x](../../bilder/verweis.svg)",
    "symbolic link to a folder": "![x](../../fremd/geheim.svg)",
    "column that spans a million": '<table><tr><td colspan="1000000">Mitte</td></tr></table>',
    "compressed drawing": "![x](../../bilder/gepackt.svgz)",
}
TYPESET = {
    "style with an address": '<p style="background: url({web}/stil.png); content: url(file://{file})">Mitte</p>',
    "attributes that load": "![Punkt](../../bilder/punkt.png){{ srcset={web}/gross.png onerror=x() style=background:url({web}/a) }}",
    "handler of an event": '<p onclick="fetch(\'{web}\')" onfocus="x()">Mitte</p>',
    "control characters": "Mitte&#8; mit&#0; Zei\x07chen\x1b[31m",
    "elements that are never closed": "<div><b><i>Mitte",
    "a comment that is never closed": "<!-- Mitte",
    "a comment": "<!-- {web}/kommentar -->\n\nMitte",
    "code of the typesetter": 'Code: #image("{drawing}") #read("{file}") #import "@preview/x:1.0.0"',
    "a huge table": "| a | b |\n|---|---|\n" + "".join(f"| Zeile {n} | {n} |\n" for n in range(1400)),
    "a heading with a label of its own": '## Mitte {{ #"<b>&amp; }}',
}


@dataclass
class Trap:
    """A folder docs/ with one hostile page in it, and secrets beside it."""

    folder: Path
    web: str

    @property
    def docs(self) -> Path:
        return self.folder / "docs"

    def book(self, text: str) -> Collection:
        """Lay out the files and render the page as MkDocs would."""
        pictures = self.docs / "bilder"
        pictures.mkdir(parents=True)
        file, drawing = self.folder / "geheim.txt", self.folder / "geheim.svg"
        file.write_text(SECRET)
        drawing.write_text(SVG.format(f"<text>{SECRET}</text>"))
        (pictures / "punkt.png").write_bytes(PIXEL)
        (pictures / "verweis.svg").symlink_to(drawing)
        (self.docs / "fremd").symlink_to(self.folder)
        (pictures / "gepackt.svgz").write_bytes(b"\x1f\x8b\x08\x00")
        entity = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{file}">]>' + SVG.format("<text>&x;</text>")
        (pictures / "entitaet.svg").write_text(entity)
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
        (pictures / "lachen.svg").write_text(f'<!DOCTYPE svg [<!ENTITY l0 "ha">{laughs}]>' + SVG.format("<text>&l8;</text>"))
        if "{d:" in text:
            text, _, inside = text.partition("{d:")
            (pictures / "boese.svg").write_text(SVG.format(inside.removesuffix("})").replace("{web}", self.web).replace("{drawing}", str(drawing))))
            text += "boese.svg)"
        for name, value in (("{web}", self.web), ("{file}", str(file)), ("{drawing}", str(drawing)), ("{{", "{"), ("}}", "}")):
            text = text.replace(name, value)
        source = f"# Falle\n\n{BEFORE}\n\n{text}\n\n{AFTER}\n"
        book = Collection(META, self.docs)
        html = markdown.markdown(source, extensions=EXTENSIONS)
        book.add(page(html, "analyse/falle.md", source=source, title="Falle"))
        return book

    def typeset(self, book: Collection) -> list[Path]:
        """Chapter, book and EPUB; raises ContentError for a page that is refused."""
        with typeset.work_folder(book) as room:
            jobs = [*typeset.chapter_jobs(book, self.folder, room, DATE), typeset.book_job(self.folder / "buch.pdf", room, DATE)]
            outcomes = [compiler.compile_pdf(job) for job in jobs]
        typeset.raise_problems(outcomes)
        epub = make_epub(book, typeset.clean_all(book), self.folder / "buch.epub", timestamp=DATE)
        return [*(job.target for job in jobs), epub]


@pytest.fixture
def trap(tmp_path: Path, canary: Canary) -> Trap:
    canary.heard.clear()
    return Trap(tmp_path, canary.address)


def contents(file: Path) -> bytes:
    """Everything in a file, unpacked."""
    if file.suffix == ".epub":
        with zipfile.ZipFile(file) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    with pikepdf.open(file) as pdf:
        return b"".join(item.read_bytes() if isinstance(item, pikepdf.Stream) else item.unparse() for item in pdf.objects)


def text_of(file: Path) -> str:
    if file.suffix == ".epub":
        return " ".join(contents(file).decode("utf-8", "replace").split())
    return " ".join(subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_page_is_refused_by_name(case: str, trap: Trap, canary: Canary) -> None:
    with pytest.raises(ContentError) as error:
        trap.typeset(trap.book(REFUSED[case]))
    assert {finding.path for finding in error.value.findings} == {"docs/analyse/falle.md"}
    assert all(finding.line >= 1 and finding.message and finding.hint for finding in error.value.findings)
    assert SECRET not in str(error.value)
    assert canary.heard == []
    assert not list(trap.folder.rglob("*.pdf"))


@pytest.mark.parametrize("case", TYPESET)
def test_a_page_with_a_hostile_part_keeps_its_text_and_loses_the_rest(case: str, trap: Trap, canary: Canary) -> None:
    files = trap.typeset(trap.book(TYPESET[case]))
    for file in files:
        told, inside = text_of(file), contents(file)
        assert BEFORE in told and AFTER in told
        assert case == "code of the typesetter" or trap.web.encode() not in inside
        assert SECRET.encode() not in inside and b"/etc/passwd" not in inside
        for middle in ("Mitte", "Zeile 1399", "#image("):
            if middle in TYPESET[case] or middle == "Zeile 1399" and case == "a huge table":
                assert middle in told
        if file.suffix == ".pdf":
            with pikepdf.open(file) as pdf:
                assert len(pdf.attachments) == 0
                addresses = [str(a.A.URI) for p in pdf.pages for a in p.get("/Annots", []) if "/A" in a and "/URI" in a.A]
            assert all(address.startswith(("https://", "mailto:", "tel:")) for address in addresses)
    assert canary.heard == []


def test_the_canary_would_sing(canary: Canary) -> None:
    canary.heard.clear()
    subprocess.run(["python3", "-c", f"import urllib.request as u; u.urlopen('{canary.address}/probe')"], check=True)
    assert canary.heard == ["/probe"]


def test_the_whole_build_stops_at_hostile_pages_and_names_them_all(checkout: Checkout, canary: Canary) -> None:
    """`scripts/build` on a contribution in which three pages try something."""
    canary.heard.clear()
    tricks = {
        "docs/analyse/leerstandskataster.md": f'<img src="{canary.address}/a.png" alt="x">',
        "docs/finanzierung/leader.md": f"![Karte]({canary.address}/b.png)",
        "docs/koproduktion/quartiersrat.md": "[Klick](javascript:alert(1))",
    }
    for path, trick in tricks.items():
        checkout.edit(path, "## Auf einen Blick\n", f"## Auf einen Blick\n\n{trick}\n")
    result = checkout.run("build")
    assert result.returncode != 0
    assert [path for path in tricks if path not in result.stderr + result.stdout] == []
    assert "Traceback" not in result.stderr and canary.heard == []
    assert not (checkout.root / "site").exists()
