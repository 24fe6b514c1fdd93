"""YAML of contributors: plain data with lines; and the one form in which findings are told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from wegweiser.findings import ContentError, Finding, quoted
from wegweiser.yaml_source import load, read_text

PATH = "docs/x.md"


def only_finding(text: str) -> Finding:
    data, _, findings = load(text, PATH)
    assert data is None
    assert len(findings) == 1
    return findings[0]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("12.50", Decimal("12.50")),
        ("true", True),
        ("", None),
        ("null", None),
        ("2026-11", "2026-11"),
        ("2026-11-22", "2026-11-22"),
        ("nein", "nein"),
        ("no", "no"),
        ("04109", "04109"),
        ("12:30", "12:30"),
        ("1.250,50", "1.250,50"),
        ("1e5", "1e5"),
        ("0x1F", "0x1F"),
        (".inf", ".inf"),
        ('"12"', "12"),
        ("'true'", "true"),
        ("9" * 5000, "9" * 5000),
        ("[1, {von: 2}]", [1, {"von": 2}]),
        ("|\n  eins\n  zwei", "eins\nzwei"),
    ],
)
def test_scalars_keep_what_the_author_wrote(written: str, value: Any) -> None:
    data, _, findings = load(f"wert: {written}", PATH)
    assert findings == []
    assert data == {"wert": value}
    assert type(data["wert"]) is type(value)


def test_a_decimal_keeps_its_places() -> None:
    assert str(load("a: 12.50", PATH)[0]["a"]) == "12.50"


def test_keys_are_always_text() -> None:
    assert load("2026: a\ntrue: b", PATH)[0] == {"2026": "a", "true": "b"}


def test_lines_are_found_by_keys_and_positions() -> None:
    _, lines, _ = load("titel: x\nliste:\n  - eins\n  - wert: 2\n    ort: 3\n", PATH)
    assert lines.of("titel") == 1
    assert lines.of("liste", 0) == 3
    assert lines.of("liste", 1, "ort") == 5


def test_a_missing_place_falls_back_to_its_parent() -> None:
    _, lines, _ = load("titel: x\nliste:\n  - eins\n", PATH)
    assert lines.of("liste", 7, "fehlt") == 2
    assert lines.of("fehlt") == 1
    assert lines.of() == 1


def test_the_line_offset_counts_the_lines_before_the_text() -> None:
    _, lines, findings = load("titel: x\ntitel: y", PATH, line_offset=1)
    assert lines.of("titel") == 2
    assert findings[0].line == 3
    assert "zuerst in Zeile 2" in findings[0].message


def test_of_a_duplicate_key_the_first_value_and_its_lines_are_kept() -> None:
    data, lines, findings = load("a:\n  b: 1\na:\n  b: 2\n", PATH)
    assert data == {"a": {"b": 1}}
    assert lines.of("a", "b") == 2
    assert [finding.line for finding in findings] == [3]


def test_an_empty_text_is_no_data() -> None:
    assert load("", PATH)[0] is None
    assert load("# nur ein Kommentar\n", PATH)[2] == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: Marten: ein Beispiel", 2, "Hier steht ein Doppelpunkt"),
        ("a:\n\tb: 1", 2, "mit einem Tabulator eingerückt"),
        ("a: @K4", 1, "beginnt mit einem Sonderzeichen"),
        ("a: %", 1, "beginnt mit einem Sonderzeichen"),
        ('a: "offen\nb: 2', 1, "Ein Anführungszeichen wird nicht geschlossen"),
        ('a: "Titel" und mehr', 1, "Hinter dem schließenden Anführungszeichen"),
        ("a: 1\nb: [1, 2\nc: 3", 2, "Eine Klammer [ oder { wird nicht geschlossen"),
        ("a: {von: 1 bis: 2}", 1, "fehlt ein Komma"),
        ("a:\n  b: 1\n c: 2", 3, "Die Einrückung passt nicht"),
        ("a: 1\nname:Wert\nb: 2", 3, "fehlt ein Doppelpunkt"),
        ("a: - b", 1, "Hier steht ein Listenstrich"),
        ("a: ]", 1, "lässt sich nicht lesen"),
        ("a: 1\nb: \x07", 2, "unsichtbares Steuerzeichen"),
        ("a: *fett", 1, "Verweise mit & oder *"),
        ("a: &x 1", 1, "Verweise mit & oder *"),
        ("a: !!python/name:os.system x", 1, "Typangaben wie"),
        ("a: !x 1", 1, "Typangaben wie"),
        ("? [1]\n: 2", 1, "Ein Schlüssel ist selbst eine Liste"),
        ("a: 1\n---\nb: 2", 2, "ein zweites Dokument"),
        ("a: " + "[" * 13 + "]" * 13, 1, "tiefer als 12 Ebenen"),
        ("a: " + "{a: " * 5000, 1, "tiefer als 12 Ebenen"),
        ("a: " + "x" * 200_000, 1, "größer als 200 kB"),
    ],
)
def test_what_cannot_be_read_is_told_in_german_with_its_line(text: str, line: int, message: str) -> None:
    finding = only_finding(text)
    assert message in finding.message
    assert finding.line == line
    assert finding.hint


def test_a_billion_laughs_are_not_laughed() -> None:
    bomb = 'a: &a ["lol"]\nb: &b [*a, *a]\nc: &c [*b, *b]\n'
    assert "Verweise mit & oder *" in only_finding(bomb).message


def test_a_finding_is_printed_with_place_kind_and_cure() -> None:
    finding = Finding("docs/_data/rechnungen/x.yml", 41, "rechnung", "Text.", "Schreiben Sie 1.")
    assert str(finding) == (
        "docs/_data/rechnungen/x.yml:41: Fehler [rechnung] Text.\n  So geht es: Schreiben Sie 1."
    )
    advice = Finding("a.md", 1, "stil", "Text.", "So.", "Hinweis")
    assert str(advice).startswith("a.md:1: Hinweis [stil] Text.")


def test_foreign_text_cannot_forge_lines_of_output() -> None:
    finding = Finding("a.md", 1, "yaml", "x\n::error::y\x1b[31m\u202e", "z\r\nq")
    assert str(finding).count("\n") == 1
    assert "\x1b" not in str(finding)
    assert "\u202e" not in str(finding)


def test_long_quotations_are_shortened() -> None:
    assert quoted("kurz") == "„kurz“"
    assert len(quoted("x" * 10_000)) == 62


def test_a_content_error_prints_all_its_findings() -> None:
    findings = [Finding("a.md", line, "yaml", "Text.", "So.") for line in (1, 2)]
    error = ContentError(findings)
    assert error.findings == tuple(findings)
    assert "a.md:1:" in str(error)
    assert "a.md:2:" in str(error)


def test_a_file_has_to_be_an_ordinary_one_in_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "x.yml"
    file.write_text("a: ä", encoding="utf-8")
    assert read_text(file, tmp_path) == "a: ä"
    file.write_bytes(b"a: 1\nb: \xe4\n")
    with pytest.raises(ContentError) as caught:
        read_text(file, tmp_path)
    assert str(caught.value).startswith("x.yml:2: Fehler [yaml] Die Datei enthält Zeichen")
    (tmp_path / "y.yml").symlink_to(file)
    with pytest.raises(ContentError, match="keine gewöhnliche Datei"):
        read_text(tmp_path / "y.yml", tmp_path)
