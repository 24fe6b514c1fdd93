"""`scripts/bench suche`: our search, the theme's own and Pagefind, with the same pages and queries in one run.

Prints success by class, the bytes a reader loads, and the time from a keystroke to its results, the
last also with ten times as many pages.
"""
from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from ..search import files
from .queries import FOLDER, by_class, read_queries, table

HELP = "die Suche gegen die der Vorlage und Pagefind, mit denselben Seiten und Anfragen"
ROOT = Path(__file__).resolve().parents[3]
PAGEFIND = "pagefind@1.6.0"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
GROWTH = 10
INVENTED = ("Bürger", "Stadt", "Land", "Wohn", "Kultur", "Sozial", "Netz", "Grund", "Markt", "Schul", "Werk", "Energie")
INVENTED_SHARE = .05  # of the long words of a cloned page become new compounds, so that the vocabulary grows too
TYPED_SAMPLE = 60     # every so many-th query is measured key by key; the theme needs seconds for some keys

# Each asks one engine; all answer with a list of results, each a list of addresses as shown.
WORKER = """async ([address, setup, queries]) => {
    const worker = new Worker(address), began = performance.now()
    const next = type => new Promise(resolve => worker.onmessage = ({data}) => data.type === type && resolve(data.data))
    if (setup) {
        const ready = next(1)
        worker.postMessage({type: 0, data: {...await (await fetch(setup)).json(), options: {suggest: false}}})
        await ready
    }
    const ask = query => { const answer = next(3); worker.postMessage({type: 2, data: query}); return answer }
    await ask("quartier")
    const setupTime = performance.now() - began, answers = [], times = []
    for (const query of queries) {
        const start = performance.now(), {items} = await ask(query)
        times.push(performance.now() - start)
        answers.push(items.map(group =>
            group.filter(item => item.score >= group[0].score || !item.location.includes("#")).map(item => item.location)))
    }
    worker.terminate()
    return {setup: setupTime, times, answers}
}"""
PAGEFIND_ASK = """async queries => {
    const began = performance.now(), pagefind = await import("/pagefind/pagefind.js")
    await pagefind.init()
    await pagefind.search("quartier")
    const setup = performance.now() - began, answers = [], times = []
    for (const query of queries) {
        const start = performance.now(), {results} = await pagefind.search(query)
        const shown = await Promise.all(results.slice(0, 10).map(result => result.data()))
        times.push(performance.now() - start)
        answers.push(shown.map(page => [page.url, ...page.sub_results.map(part => part.url)].map(url => url.slice(1))))
    }
    return {setup, times, answers}
}"""


@dataclass
class Engine:
    name: str
    answers: list
    setup: float           # ms until the first query is answered
    first_load: int        # bytes (gzip) with every page
    on_demand: int         # bytes (gzip) more with the first search
    keystroke: list[float]  # ms, today's pages
    grown: list[float]      # ms, ten times as many; empty if not measured


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No switches of its own."""


def run(options: argparse.Namespace, root: Path) -> int:
    """Measure and print; returns the exit code. Needs Chromium, node's npx and, once, the npm registry."""
    queries = read_queries(ROOT / FOLDER)
    texts = [query.text for query in queries]
    with tempfile.TemporaryDirectory(prefix="suche-") as folder:
        site = Path(folder) / "site"
        _build(site)
        with _served(site) as address, sync_playwright() as playwright:
            browser = chromium(playwright)
            page = browser.new_page()
            page.goto(address)
            engines = []
            for measure in (_ours, _stock, *([_pagefind] if shutil.which("npx") else [])):
                engines.append(measure(page, site, texts))
                print(f"{engines[-1].name} gemessen.", flush=True)
            browser.close()
    for part in ("", "zurückgehalten"):
        chosen = [number for number, query in enumerate(queries) if query.held_out == bool(part)]
        for engine in engines if chosen else []:
            print(f"\n{engine.name}{', ' + part if part else ''}")
            print(table(by_class([queries[n] for n in chosen], [engine.answers[n] for n in chosen])))
    print(_costs(engines))
    return 0


def chromium(playwright: Playwright) -> Browser:
    """The browser of the system, as it is when nobody has used it."""
    return playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)


def keystrokes(site: Path, texts: Sequence[str]) -> tuple[float, list[float]]:
    """How long our search in a built `site` needs to get ready, and to answer after every key of `texts`; in ms."""
    with _served(site) as address, sync_playwright() as playwright:
        browser = chromium(playwright)
        page = browser.new_page()
        page.goto(address)
        measured = page.evaluate(WORKER, [f"/{files.FOLDER}/worker.js", "", _keys(texts)])
        browser.close()
    return measured["setup"], measured["times"]


def _build(site: Path) -> None:
    """The site as it is, plus the index of the theme's own search with its defaults."""
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site), plugins=["search"])
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build.build(config)
    config.plugins.on_shutdown()


@contextmanager
def _served(site: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def _ours(page: Page, site: Path, texts: list[str]) -> Engine:
    grown = site / "gewachsen"
    shutil.copytree(site / files.FOLDER, grown)
    data = json.loads((site / files.FOLDER / "index.js").read_text(encoding="utf-8").removeprefix(files.DATA))
    (grown / "index.js").write_text(files.DATA + json.dumps(_grown(data), ensure_ascii=False), encoding="utf-8")
    measured = page.evaluate(WORKER, [f"/{files.FOLDER}/worker.js", "", texts])
    return Engine(
        "Wegweiser", measured["answers"], measured["setup"], _size(site / files.FOLDER / "worker.js"),
        sum(_size(site / files.FOLDER / name) for name in ("engine.js", "index.js")),
        page.evaluate(WORKER, [f"/{files.FOLDER}/worker.js", "", _typed(texts)])["times"],
        page.evaluate(WORKER, ["/gewachsen/worker.js", "", _typed(texts)])["times"],
    )


def _stock(page: Page, site: Path, texts: list[str]) -> Engine:
    scripts = site / "assets/javascripts"
    worker = next((scripts / "workers").glob("search.*.min.js"))
    index = site / "search/search_index.json"
    data = json.loads(index.read_text(encoding="utf-8"))
    grown = [*data["docs"]] + [
        {**doc, "location": f"k{copy}/{doc['location']}", "title": _invent(doc["title"]), "text": _invent(doc["text"])}
        for copy in range(1, GROWTH) for doc in data["docs"]
    ]
    (site / "search/gewachsen.json").write_text(json.dumps({**data, "docs": grown}), encoding="utf-8")
    address = f"/assets/javascripts/workers/{worker.name}"
    measured = page.evaluate(WORKER, [address, "/search/search_index.json", texts])
    language = [scripts / "lunr/min/lunr.stemmer.support.min.js", scripts / "lunr/min/lunr.de.min.js"]
    return Engine(
        "Suche des Themas", measured["answers"], measured["setup"], sum(map(_size, [worker, index, *language])), 0,
        page.evaluate(WORKER, [address, "/search/search_index.json", _typed(texts)])["times"],
        page.evaluate(WORKER, [address, "/search/gewachsen.json", _typed(texts)])["times"],
    )


def _pagefind(page: Page, site: Path, texts: list[str]) -> Engine:
    subprocess.run(
        ["npx", "--yes", PAGEFIND, "--site", str(site), "--root-selector", "article", "--force-language", "de", "--quiet"], check=True, cwd=site,
    )
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.split("?")[0]) if "/pagefind/" in request.url else None)
    measured = page.evaluate(PAGEFIND_ASK, texts)
    bytes_loaded = sum((site / "pagefind" / url.split("/pagefind/")[1]).stat().st_size for url in asked)  # packed already
    return Engine("Pagefind", measured["answers"], measured["setup"], 0, bytes_loaded, page.evaluate(PAGEFIND_ASK, _typed(texts))["times"], [])


def _typed(texts: list[str]) -> list[str]:
    return _keys(texts[::TYPED_SAMPLE])


def _keys(texts: Sequence[str]) -> list[str]:
    """What stands in the field after every key, from the third letter on."""
    return [text[:end] for text in texts for end in range(3, len(text) + 1)]


def _grown(data: dict[str, Any]) -> dict[str, Any]:
    """Our index with ten times as many pages."""
    pages, sections = list(data["pages"]), list(data["sections"])
    for copy in range(1, GROWTH):
        first = len(pages)
        pages += [[f"k{copy}/{address}", _invent(title), part, _invent(text), [_invent(word) for word in words]]
                  for address, title, part, text, words in data["pages"]]
        sections += [[first + number, anchor, _invent(heading), _invent(text), term] for number, anchor, heading, text, term in data["sections"]]
    return {**data, "pages": pages, "sections": sections}


_dice = random.Random(1)


def _invent(text: str) -> str:
    return re.sub(r"\w{7,}", lambda match: _dice.choice(INVENTED) + match[0].lower() if _dice.random() < INVENTED_SHARE else match[0], text)


def _size(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))


def _costs(engines: list[Engine]) -> str:
    """The table of bytes and times; ratios against the theme's own search."""
    rows = [f"\n{'':18} {'erste Seite':>12} {'erste Suche':>12} {'Aufbau':>8} {'Taste':>8} {'p95':>7} {'Taste ×10':>10} {'p95':>7}"]
    for engine in engines:
        grown = engine.grown and f"{statistics.median(engine.grown):7.1f} ms {_p95(engine.grown):4.0f} ms"
        rows.append(
            f"{engine.name:18} {engine.first_load / 1000:9.1f} kB {engine.on_demand / 1000:9.1f} kB {engine.setup:5.0f} ms "
            f"{statistics.median(engine.keystroke):5.1f} ms {_p95(engine.keystroke):4.0f} ms {grown or 'nicht gemessen':>18}"
        )
    ours, stock = engines[0], engines[1]
    rows.append(
        f"Verhältnis zum Thema: Bytes der ersten Seite {ours.first_load / stock.first_load:.3f}, "
        f"bis zur ersten Antwort {(ours.first_load + ours.on_demand) / stock.first_load:.2f}, Aufbau {ours.setup / stock.setup:.2f}, "
        f"Taste {statistics.median(ours.keystroke) / statistics.median(stock.keystroke):.2f}, "
        f"zehnfach {statistics.median(ours.grown) / statistics.median(stock.grown):.2f}"
    )
    return "\n".join(rows)


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * .95)]
