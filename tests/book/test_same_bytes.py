"""The same content gives the same bytes: book, chapters, EPUB and Ratsmappen, whatever the machine is like.

tests/test_reproducible.py does it once with the whole handbook; here each difference stands alone.
"""
from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from strange_font import strange_font

HERE = Path(__file__).parent
DIFFERENCES = {
    "time zone": {"TZ": "Pacific/Auckland"},
    "locale": {"LC_ALL": "C", "LANG": "C"},
    "hash seed": {"PYTHONHASHSEED": "7"},
    "one thread": {"RAYON_NUM_THREADS": "1"},
    "clock of the edition in the environment": {"SOURCE_DATE_EPOCH": "1"},
}


def make(folder: Path, **environment: str) -> dict[str, str]:
    """Make everything in a process of its own; returns file → hash."""
    paths = os.pathsep.join([str(HERE), str(HERE.parents[1] / "scripts")])
    subprocess.run(
        [sys.executable, str(HERE / "make_small.py"), str(folder / "docs"), str(folder / "fertig")], check=True,
        env={**os.environ, "PYTHONPATH": paths, **environment},
    )
    files = sorted(file for file in (folder / "fertig").rglob("*") if file.is_file())
    return {file.relative_to(folder / "fertig").as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return make(tmp_path_factory.mktemp("erster"))


def test_everything_is_made(first: dict[str, str]) -> None:
    assert {"buch.pdf", "buch.epub", "pdf/ratsmappen.pdf", "analyse/leerstandskataster/leerstandskataster.pdf",
            "analyse/leerstandskataster/leerstandskataster-ratsmappe.pdf"} <= set(first)


@pytest.mark.parametrize("case", DIFFERENCES)
def test_in_another_folder_and_with_another(case: str, first: dict[str, str], tmp_path: Path) -> None:
    assert make(tmp_path / "ein anderer Ordner", **DIFFERENCES[case]) == first


def test_a_font_of_the_machine_changes_nothing(first: dict[str, str], tmp_path: Path) -> None:
    """Not even one that is called like ours."""
    assert make(tmp_path, **strange_font(tmp_path / "heim")) == first
