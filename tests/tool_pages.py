"""Help for the tests of the tools: open a tool's page in every way a reader may, ask axe, spoil its data."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from wegweiser.findings import Finding
from wegweiser.typed_data import TypedFile, read_typed

AXE = Path(__file__).parent / "tools/node_modules/axe-core/axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOUR_RULES = ("color-contrast", "link-in-text-block")  # all that a colour scheme can change
# The frames of tables lose their shadows first: these lie at the edges only, but axe measures no contrast on any gradient.
VIOLATIONS = """async ({tags, rules}) => {
    const plain = new CSSStyleSheet()
    plain.replaceSync('.tabelle { background: var(--ground) !important }')
    document.adoptedStyleSheets = [plain]
    const run = rules.length ? {type: 'rule', values: rules} : {type: 'tag', values: tags}
    const {violations} = await axe.run(document, {runOnly: run, resultTypes: ['violations'], preload: false})
    document.adoptedStyleSheets = []
    return violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | '))
}"""
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


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds in the page as it is now: by all WCAG A and AA rules and good practice, or by these `rules` alone."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(VIOLATIONS, {"tags": RULES, "rules": rules})


def press_until(page: Page, key: str, condition: str, most: int = 400) -> None:
    """Press `key` until the focused element `e` meets the JavaScript `condition`."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(f"() => {{ const e = document.activeElement; return Boolean({condition}) }}"):
            return
    raise AssertionError(f"Mit {key} nicht erreicht: {condition}")


def file_address(site: Path, path: str, state: str = "") -> str:
    return (site / path / "index.html").as_uri() + state


def misread(data: Path, old: str, new: str, scratch: Path, kind: type, check: str) -> tuple[TypedFile, int]:
    """Read a copy of a tool's data in which `old` became `new`; also tell the line of the mistake."""
    text = data.read_text(encoding="utf-8")
    assert old in text, f"{data.name} enthält nicht: {old}"
    copy = scratch / data.name
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    return read_typed(copy, scratch, kind, check), text[: text.index(old)].count("\n") + 1


def telling(message: str, findings: Iterable[Finding]) -> Finding:
    """The finding that says `message`."""
    findings = list(findings)
    found = [finding for finding in findings if message in finding.message]
    assert found, [str(finding) for finding in findings]
    return found[0]
