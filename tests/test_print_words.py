"""The editors' lists for the book can be read, and a mistake is told with its line."""
from __future__ import annotations

from pathlib import Path

import pytest

from wegweiser.print_words import ABBREVIATIONS, HYPHENATION, read_print_words


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def test_the_lists_of_the_handbook_are_sound(root: Path) -> None:
    words = read_print_words(root)
    assert words.findings == ()
    assert words.abbreviations["BGB"] == "Bürgerliches Gesetzbuch"
    assert words.hyphenation["Zweitablage"] == "Zweit-ablage"


def test_without_lists_there_are_no_words(tmp_path: Path) -> None:
    words = read_print_words(tmp_path)
    assert (words.abbreviations, words.hyphenation, words.findings) == ({}, {}, ())


@pytest.mark.parametrize("path, text, line, message", [
    (ABBREVIATIONS, "# Liste\nBGB: Bürgerliches Gesetzbuch\nAO:\n", 3, "Zur Abkürzung „AO“ fehlt, was sie heißt."),
    (ABBREVIATIONS, "- BGB\n", 1, "Die Liste hat nicht die erwartete Form."),
    (HYPHENATION, "- Zweit-ablage\n- Z-weitablage\n", 2, "„Z-weitablage“ ist kein Wort mit Trennstellen."),
    (HYPHENATION, "- Zweit-ablage\n- <b>\n", 2, "„<b>“ ist kein Wort mit Trennstellen."),
    (HYPHENATION, "Zweit: ablage\n", 1, "Die Liste hat nicht die erwartete Form."),
])
def test_a_mistake_is_told_with_its_line(tmp_path: Path, path: str, text: str, line: int, message: str) -> None:
    write(tmp_path, path, text)
    findings = read_print_words(tmp_path).findings
    assert [(f.path, f.line, f.message) for f in findings] == [(path, line, message)]
