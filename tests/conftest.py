"""The real handbook, really built, once for all tests; and a copy to make mistakes in."""
from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, sync_playwright

from wegweiser.handbook import Handbook, read_handbook

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("docs", "overrides", "scripts", "mkdocs.yml", "pyproject.toml", "CHANGELOG.md")
FIXED_DATE = "1767225600"  # 2026-01-01
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--site", metavar="ORDNER", help="nimmt diese gebaute Website, statt sie neu zu bauen (beim Entwickeln)")
    parser.addoption("--renew", action="store_true", help="schreibt tests/snapshots neu (test_aria.py, test_guide_pictures.py)")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def handbook() -> Handbook:
    return read_handbook(ROOT)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str, pytestconfig: pytest.Config) -> Path:
    """The whole handbook as `scripts/build` makes it: pages, chapter PDFs, book.

    Several test processes share one build: who comes first builds, the others wait.
    """
    if given := pytestconfig.getoption("--site"):
        return Path(given).resolve()
    folder = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    built = folder / "gebaut"
    with FileLock(folder / "bau.lock"):
        if not built.exists():
            place = Checkout.copy(Path(tempfile.mkdtemp(prefix="bau-", dir=folder)))
            result = place.run("build")
            assert result.returncode == 0, result.stdout + result.stderr
            built.symlink_to(place.root / "site")
    return built.resolve()


@dataclass
class Checkout:
    """A copy of the repository in which a test may change files and run the commands."""

    root: Path

    @classmethod
    def copy(cls, folder: Path) -> Checkout:
        for name in SOURCES:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
        return cls(folder)

    def run(self, command: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """`scripts/<command>` with the environment that is already there."""
        return subprocess.run(
            [sys.executable, "-m", "wegweiser", command, *arguments], cwd=self.root, text=True, capture_output=True,
            env={**os.environ, "PYTHONPATH": "scripts", "SOURCE_DATE_EPOCH": FIXED_DATE, **environment},
        )

    def edit(self, path: str, old: str, new: str) -> int:
        """Replace the first `old` by `new`; returns the line it stands in."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{path} enthält nicht: {old}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout.copy(tmp_path)


@functools.cache
def headers_for_all_pages(site: Path) -> list[tuple[str, str]]:
    """The headers below the first path of `_headers`."""
    block = (site / "_headers").read_text(encoding="utf-8").split("\n/")[1]
    return [tuple(line.strip().split(": ", 1)) for line in block.splitlines()[1:] if line.startswith(" ")]


@functools.cache
def folder_on_host(site: Path) -> str:
    """Where the site expects to lie on its host: the page for unknown addresses links from there."""
    found = re.search(r'href="([^"]*/)assets/', (site / "404.html").read_text(encoding="utf-8"))
    return found[1] if found else "/"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the site with the headers it asks for in its own `_headers` and its own 404 page, like a real host."""

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(folder_on_host(Path(self.directory))).lstrip("/"))

    def send_error(self, code: int, *words: str | None) -> None:
        if code != http.HTTPStatus.NOT_FOUND:
            return super().send_error(code, *words)
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def end_headers(self) -> None:
        for name, value in headers_for_all_pages(Path(self.directory)):
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="de-DE")
    yield context.new_page()
    context.close()
