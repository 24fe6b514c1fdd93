"""The HTML is valid: the Nu HTML checker reads every page that was built."""
from __future__ import annotations

import json
import subprocess
from pathlib import Path

from conftest import ROOT

CHECKER = ROOT / "tests/tools/node_modules/vnu-jar/build/dist/vnu.jar"
ALLOWED = {
    # The theme's two hidden checkboxes behind menu and search. The attribute keeps Firefox from opening
    # the menu again after a reload; the standard knows it for text fields only. No reader meets them.
    ("md-toggle", "Attribute “autocomplete” is only allowed when the input type is"),
}


def errors(*files: Path) -> list[str]:
    """What the checker calls an error, as "page: message: source", but for what is allowed."""
    result = subprocess.run(
        ["java", "-Xss8m", "-jar", CHECKER, "--skip-non-html", "--format", "json", *files], capture_output=True, text=True
    )
    messages = json.loads(result.stderr)["messages"]
    return [
        f"{message.get('url', '')}: {message['message']}: {message.get('extract', '').strip()}"
        for message in messages if message["type"] != "info"
        and not any(source in message.get("extract", "") and message["message"].startswith(words) for source, words in ALLOWED)
    ]


def test_every_page_is_valid_html(site: Path) -> None:
    assert errors(site) == []


def test_the_checker_would_notice_a_defect(tmp_path: Path, site: Path) -> None:
    page = (site / "ueber/lizenz/index.html").read_text(encoding="utf-8")
    (tmp_path / "kaputt.html").write_text(page.replace("</h1>", '</h1><p id="navigation"><li>', 1), encoding="utf-8")
    found = " ".join(errors(tmp_path / "kaputt.html"))
    assert "Duplicate ID" in found and "li" in found
