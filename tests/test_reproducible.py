"""The same content gives the same bytes, wherever and whenever it is built."""
from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from conftest import Checkout
from strange_font import strange_font


def fingerprints(site: Path) -> dict[str, str]:
    files = sorted(file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_two_builds_are_identical_byte_for_byte(site: Path, checkout: Checkout, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Pages, PDFs, book, EPUB and Ratsmappen; tests/book/test_same_bytes.py tells which difference it was."""
    font = strange_font(tmp_path_factory.mktemp("heim"))
    result = checkout.run("build", TZ="Pacific/Auckland", LC_ALL="C", LANG="C", PYTHONHASHSEED="7", **font)
    assert result.returncode == 0, result.stdout + result.stderr
    first, second = fingerprints(site), fingerprints(checkout.root / "site")
    assert [name for name in first | second if first.get(name) != second.get(name)] == []
