"""`scripts/new` leads to a chapter that passes the checks before a word is written."""
from __future__ import annotations

import pytest

from conftest import Checkout

KINDS = {"analyse": "analyse", "koproduktion": "koproduktion", "finanzierung": "finanzierung", "beispiel": "marten"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_chapter_is_entered_and_has_no_faults(checkout: Checkout, kind: str) -> None:
    result = checkout.run("new", kind, "Kiezküche: „Süße“ Straße")
    assert result.returncode == 0, result.stderr
    path = f"{KINDS[kind]}/kiezkueche-suesse-strasse.md"
    assert f"Angelegt: docs/{path}" in result.stdout
    assert f"- {path}\n" in (checkout.root / "mkdocs.yml").read_text(encoding="utf-8")
    check = checkout.run("check", f"docs/{path}")
    assert check.returncode == 0, check.stdout


def test_an_existing_chapter_is_not_overwritten(checkout: Checkout) -> None:
    before = (checkout.root / "docs/analyse/leerstandskataster.md").read_text(encoding="utf-8")
    result = checkout.run("new", "analyse", "Leerstandskataster")
    assert result.returncode == 2
    assert "gibt es schon" in result.stderr
    assert (checkout.root / "docs/analyse/leerstandskataster.md").read_text(encoding="utf-8") == before


def test_an_unknown_kind_is_misuse(checkout: Checkout) -> None:
    assert checkout.run("new", "roman", "Titel").returncode == 2
