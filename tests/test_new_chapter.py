"""`scripts/new` leads to a chapter that passes the checks before a word is written."""
from __future__ import annotations

import re
from typing import Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from conftest import ROOT, Checkout
from wegweiser.schema import Analysis, Coproduction, Example, Finance, Span

PROFILES = {"analyse": Analysis, "koproduktion": Coproduction, "finanzierung": Finance, "beispiel": Example}
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


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_names_every_word_its_head_accepts(kind: str) -> None:
    text = (ROOT / f"docs/mitmachen/kapitelvorlagen/{kind}.md").read_text(encoding="utf-8").split("\n---\n")[0]
    remarks = dict(re.findall(r"^ +(\w+):[^\n]*?  # (.+)$", text, re.MULTILINE))
    choices = words_to_choose(PROFILES[kind])
    assert choices, "diese Art hat keine Felder zur Auswahl"
    for name, words in choices.items():
        assert words <= set(re.findall(r"\w+", remarks.get(name, ""))), name


def words_to_choose(model: type[BaseModel]) -> dict[str, set[str]]:
    """Field → the words it accepts, also of the models inside."""
    found: dict[str, set[str]] = {}
    for name, place in model.model_fields.items():
        for part in parts(place.annotation):
            if get_origin(part) is Literal:
                found.setdefault(name, set()).update(get_args(part))
            elif isinstance(part, type) and issubclass(part, BaseModel) and part is not Span:
                found |= words_to_choose(part)
    return found


def parts(annotation: object) -> list[object]:
    return [annotation] if get_origin(annotation) is Literal else [annotation, *(p for a in get_args(annotation) for p in parts(a))]


def test_an_existing_chapter_is_not_overwritten(checkout: Checkout) -> None:
    before = (checkout.root / "docs/analyse/leerstandskataster.md").read_text(encoding="utf-8")
    result = checkout.run("new", "analyse", "Leerstandskataster")
    assert result.returncode == 2
    assert "gibt es schon" in result.stderr
    assert (checkout.root / "docs/analyse/leerstandskataster.md").read_text(encoding="utf-8") == before


def test_an_unknown_kind_is_misuse(checkout: Checkout) -> None:
    assert checkout.run("new", "roman", "Titel").returncode == 2
