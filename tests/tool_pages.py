"""Help for the tests of the tools: open a tool's page in every way a reader may, and ask axe."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

AXE = Path(__file__).parent / "tools/node_modules/axe-core/axe.min.js"
VIOLATIONS = """async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}))
    .violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | '))"""
STORED = "() => localStorage.length + sessionStorage.length + document.cookie.length"


@contextmanager
def tab(browser: Browser, **options: object) -> Iterator[Page]:
    """A fresh browser tab in which any script error fails the test."""
    context = browser.new_context(locale="de-DE", **options)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(VIOLATIONS)


def press_until(page: Page, key: str, condition: str, most: int = 400) -> None:
    """Press `key` until the focused element `e` meets the JavaScript `condition`."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(f"() => {{ const e = document.activeElement; return Boolean({condition}) }}"):
            return
    raise AssertionError(f"Mit {key} nicht erreicht: {condition}")


def file_address(site: Path, path: str, state: str = "") -> str:
    return (site / path / "index.html").as_uri() + state
