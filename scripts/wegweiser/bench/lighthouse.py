"""`scripts/bench lighthouse`: Lighthouse on a simulated phone, several runs per page, the median of each score.

Scores swing from run to run; that is why this is a benchmark and no test.
"""
from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .hosted import Missing, add_site, hosted

HELP = "Lighthouse auf einem simulierten Telefon: Punkte, Zeit bis zum größten Inhalt, Blockade, Bytes"
TOOLS = Path(__file__).parent / "node"  # package.json and lock of Lighthouse
CATEGORIES = {"performance": "Tempo", "accessibility": "Zugang", "best-practices": "Gute Praxis", "seo": "Auffindbar"}
ALWAYS = ["", "einstieg/startpfade/"]  # besides the longest financing chapter and every tool
CHROME = "--headless --no-sandbox --disable-gpu"
ATTEMPTS = 3  # Lighthouse now and then misses the start of a page load and says so
FULL = 100


@dataclass(frozen=True)
class Run:
    """One run on one page: scores 0-100 by category, times in ms, weight in bytes, audits that cost points."""

    scores: dict[str, int]
    largest_paint: float
    blocked: float
    bytes: float
    requests: int
    failed: dict[str, str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_site(parser)
    parser.add_argument("--seiten", nargs="+", metavar="ADRESSE", help="nur diese Seiten, zum Beispiel werkzeuge/vorlagen/ (Startseite: /)")
    parser.add_argument("--laeufe", type=int, default=5, metavar="N", help="Läufe je Seite (Vorgabe: 5)")


def run(options: argparse.Namespace, root: Path) -> int:
    """Measure and print; 1 if the median of any score is below 100. Needs Chromium, nginx, node and, once, the npm registry."""
    try:
        program = install(root)
        with hosted(root, options.site) as host:
            pages = [page.strip("/") + "/" if page != "/" else "" for page in options.seiten or []] or chosen(host.site)
            print("| Seite | " + " | ".join(CATEGORIES.values()) + " | größter Inhalt | Blockade | Bytes | Anfragen |")
            print("|---" * (len(CATEGORIES) + 5) + "|", flush=True)
            measured = {page: measured_page(program, host.address, page, options.laeufe) for page in pages}
    except Missing as problem:
        print(problem, file=sys.stderr)
        return 2
    problems = {f"{page or 'Startseite'}: {line}" for page, runs in measured.items() for line in costing(runs)}
    print("\n".join(["", "Nicht voll bestanden:", *sorted(problems)] if problems else ["", "Jede Prüfung ist voll bestanden."]))
    return int(any(median_scores(runs)[category] < FULL for runs in measured.values() for category in CATEGORIES))


def chosen(site: Path) -> list[str]:
    """Start page, start paths, the longest financing chapter and every tool."""
    chapters = [page for page in site.glob("finanzierung/*/index.html")]
    longest = max(chapters, key=lambda page: page.stat().st_size)
    tools = sorted(site.glob("werkzeuge/**/index.html"))
    return [*ALWAYS, *(f"{page.parent.relative_to(site).as_posix()}/" for page in [longest, *tools])]


def install(root: Path) -> Path:
    """The program, installed as the lock says into .cache/bench-node. Raises Missing if that fails."""
    folder = root / ".cache" / "bench-node"
    lock, installed = TOOLS / "package-lock.json", folder / "eingerichtet"
    if not installed.exists() or installed.read_bytes() != lock.read_bytes():
        print("Lighthouse wird eingerichtet, einmalig …", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        for file in TOOLS.glob("package*.json"):
            shutil.copy(file, folder)
        if subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder).returncode:
            raise Missing("Lighthouse ließ sich nicht einrichten (npm ci).")
        shutil.copy(lock, installed)
    return folder / "node_modules" / ".bin" / "lighthouse"


def measured_page(program: Path, address: str, page: str, times: int) -> list[Run]:
    """Run Lighthouse `times` times on one page and print its row."""
    runs = [one_run(program, address + page) for _ in range(times)]
    scores, middle = median_scores(runs), lambda name: statistics.median(getattr(run, name) for run in runs)
    print(
        f"| {page or 'Startseite'} | " + " | ".join(f"{scores[category]:.0f}" for category in CATEGORIES)
        + f" | {middle('largest_paint') / 1000:.2f} s | {middle('blocked'):.0f} ms | {middle('bytes') / 1000:.0f} kB | {middle('requests'):.0f} |",
        flush=True,
    )
    return runs


def one_run(program: Path, url: str) -> Run:
    """A fresh browser, a fresh profile, the phone Lighthouse simulates by default."""
    for _ in range(ATTEMPTS):
        with tempfile.TemporaryDirectory(prefix="lighthouse-") as name:
            result = subprocess.run(
                [str(program), url, "--output=json", "--quiet", f"--output-path={name}/ergebnis.json",
                 f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={CHROME} --user-data-dir={name}/profil"],
                env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}, capture_output=True, text=True,
            )
            if result.returncode == 0:
                return read_result(json.loads(Path(name, "ergebnis.json").read_text(encoding="utf-8")))
    raise Missing(f"Lighthouse ist gescheitert:\n{result.stderr[-600:]}")


def read_result(result: dict[str, Any]) -> Run:
    """What we report of Lighthouse's JSON."""
    audits, categories = result["audits"], result["categories"]
    failed = {
        reference["id"]: audits[reference["id"]]["title"]
        for category in CATEGORIES for reference in categories[category]["auditRefs"]
        if reference["weight"] and (audits[reference["id"]]["score"] or 0) < 1
        and audits[reference["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
    }
    return Run(
        {category: round(categories[category]["score"] * 100) for category in CATEGORIES},
        audits["largest-contentful-paint"]["numericValue"], audits["total-blocking-time"]["numericValue"],
        audits["total-byte-weight"]["numericValue"], len(audits["network-requests"]["details"]["items"]), failed,
    )


def median_scores(runs: list[Run]) -> dict[str, float]:
    return {category: statistics.median(run.scores[category] for run in runs) for category in CATEGORIES}


def costing(runs: list[Run]) -> list[str]:
    """Every audit that was below its best in more than half of the runs."""
    names = {name: title for run in runs for name, title in run.failed.items()}
    return [f"{name} – {title}" for name, title in names.items() if sum(name in run.failed for run in runs) > len(runs) / 2]
