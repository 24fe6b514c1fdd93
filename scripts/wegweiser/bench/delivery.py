"""`scripts/bench auslieferung`: what one reader costs a server, and how many answers one core of it gives.

The inputs of the calculation docs/_data/rechnungen/betrieb-million.yml. Bytes are counted by nginx
itself, heads included, so that what the search loads in its worker counts as well.
"""
from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from ..finder import PARTS
from .hosted import Host, Missing, add_site, hosted
from .search import chromium

HELP = "Bytes und Anfragen je Besuch, Antworten je Sekunde von einem Kern mit nginx"
FURTHER_PAGES = 10  # chapters opened after the first, evenly spread over the handbook
SECONDS, CONNECTIONS = 10, 32
# Asks for the addresses of a visit in turn, compressed, as browsers do.
SCRIPT = """
local paths, number = {{ {paths} }}, 0
wrk.headers["Accept-Encoding"] = "gzip"
request = function() number = number % #paths + 1; return wrk.format("GET", paths[number]) end
"""


@dataclass(frozen=True)
class Step:
    """What one step of a visit took: bytes sent, and the paths asked for."""

    name: str
    bytes: int
    paths: list[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_site(parser)


def run(options: argparse.Namespace, root: Path) -> int:
    """Measure and print. Needs Chromium, nginx, openssl and wrk."""
    try:
        if not shutil.which("wrk"):
            raise Missing("Es fehlt wrk (unter Debian: apt-get install wrk).")
        with hosted(root, options.site) as host:
            steps = visit(host)
            for step in steps:
                print(f"{step.name}: {step.bytes / 1000:.0f} kB, {len(step.paths)} Anfragen")
            further = steps[1:-2]
            print(f"Weitere Seite, Mittel: {statistics.mean(step.bytes for step in further) / 1000:.1f} kB, "
                  f"{statistics.mean(len(step.paths) for step in further):.1f} Anfragen")
            paths = [path for step in steps[:4] for path in step.paths]
            print(f"Ein Kern, unverschlüsselt, Verbindung bleibt offen: {answers_per_second(host.address, paths):.0f} Antworten je Sekunde")
            print(f"Ein Kern, TLS, zehn Anfragen je Verbindung: {answers_per_second(host.encrypted, paths):.0f} Antworten je Sekunde")
            print(sizes(host.site))
    except Missing as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def visit(host: Host) -> list[Step]:
    """One reader with an empty cache: the longest chapter, ten more, the first search, the first chapter again."""
    chapters = sorted(
        (file for part in PARTS for file in host.site.glob(f"{part}/*/index.html")),
        key=lambda file: file.stat().st_size,
    )
    first, others = chapters[-1], chapters[:: len(chapters) // FURTHER_PAGES][:FURTHER_PAGES]
    with sync_playwright() as playwright:
        page = chromium(playwright).new_page()
        steps = [opened(host, page, name, file) for name, file in [("Erste Seite", first), *(("Weitere Seite", file) for file in others)]]
        before = entries(host)
        page.get_by_label("Im Wegweiser suchen").click()
        page.keyboard.type("Leerstand")
        page.locator(".search-results > li").first.wait_for()
        page.wait_for_load_state("networkidle")
        steps.append(step_since(host, "Erste Suche", before))
        steps.append(opened(host, page, "Erste Seite noch einmal", first))
        page.context.browser.close()
    return steps


def opened(host: Host, page: Page, name: str, file: Path) -> Step:
    before = entries(host)
    page.goto(host.address + file.parent.relative_to(host.site).as_posix() + "/", wait_until="networkidle")
    return step_since(host, name, before)


def entries(host: Host) -> int:
    return len(host.log.read_text(encoding="utf-8").splitlines())


def step_since(host: Host, name: str, before: int) -> Step:
    lines = [line.split(" ", 1) for line in host.log.read_text(encoding="utf-8").splitlines()[before:]]
    return Step(name, sum(int(sent) for sent, _ in lines), [path.removesuffix("index.html") for _, path in lines])


def answers_per_second(address: str, paths: list[str]) -> float:
    """What wrk counts on the second core, while nginx has the first for itself."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT.format(paths=", ".join(f'"{path}"' for path in paths)))
        script.flush()
        command = ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", script.name, address]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if problem := re.search(r"Non-2xx.*|Socket errors.*", output):
        print(problem[0], file=sys.stderr)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def sizes(site: Path) -> str:
    """The PDFs, where they were built, and everything together."""
    chapters = [file.stat().st_size for part in PARTS for file in site.glob(f"{part}/**/*.pdf")]
    book = site / "pdf" / "wegweiser-quartiersentwicklung.pdf"
    parts = [f"Alle Dateien: {sum(file.stat().st_size for file in site.rglob('*') if file.is_file()) / 1e6:.0f} MB"]
    if chapters and book.exists():
        parts = [f"Kapitel-PDF im Mittel {statistics.mean(chapters) / 1000:.0f} kB", f"Buch {book.stat().st_size / 1e6:.1f} MB", *parts]
    return ", ".join(parts)
