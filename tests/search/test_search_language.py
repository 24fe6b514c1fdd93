"""The editors' words for the search: what is wrong with them is told with line and way out."""
from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Checkout
from wegweiser.search.language import plain, read_language

FILLERS = "fuellwoerter: [und, oder]\nbegriffsfragen: [was ist]\n"


def messages(folder: Path, synonyms: str, fillers: str = FILLERS) -> list[str]:
    (folder / "synonyme.yml").write_text(synonyms, encoding="utf-8")
    (folder / "fuellwoerter.yml").write_text(fillers, encoding="utf-8")
    return [str(finding) for finding in read_language(folder, folder)[1]]


def test_good_files_are_read(tmp_path: Path) -> None:
    assert messages(tmp_path, "- [Kredit, Darlehen]\n- [macht zu, schließt]\n") == []
    language = read_language(tmp_path, tmp_path)[0]
    assert [group.phrases for group in language.synonyms] == [("Kredit", "Darlehen"), ("macht zu", "schließt")]
    assert (language.fillers, language.term_questions) == (("und", "oder"), ("was ist",))


@pytest.mark.parametrize("synonyms, line, message", [
    ("- [Kredit, Darlehen]\n- [Kredit, Anleihe]\n", 2, "„Kredit“ steht schon in Zeile 1."),
    ("- [Straße, Strasse]\n", 1, "„Strasse“ steht zweimal in der Gruppe."),
    ("# nur eins\n- [Kredit]\n", 2, "„Kredit“ steht allein."),
    ("- Kredit\n", 1, "Der Eintrag ist keine Liste von Wörtern."),
    ("- [Kredit, 100]\n", 1, "Der Eintrag ist keine Liste von Wörtern."),
    ("- [Kredit, '???']\n", 1, "Der Eintrag ist keine Liste von Wörtern."),
    ("- [Kredit, sehr viel geliehenes Geld]\n", 1, "hat mehr als 3 Wörter"),
    ("Kredit: Darlehen\n", 1, "Die Datei ist keine Liste."),
    ("- [Kredit, Darlehen\n", 1, "Klammer"),
])
def test_what_is_wrong_with_a_synonym_is_told(tmp_path: Path, synonyms: str, line: int, message: str) -> None:
    found = messages(tmp_path, synonyms)
    assert any(f"synonyme.yml:{line}: Fehler" in text and message in text and "So geht es" in text for text in found), found


@pytest.mark.parametrize("fillers, message", [
    ("fuellwoerter: und\nbegriffsfragen: []\n", "fuellwoerter ist keine Liste von Wörtern."),
    ("fuellwoerter: []\n", "begriffsfragen ist keine Liste von Wörtern."),
    ("fuellwoerter: []\nbegriffsfragen: []\nstopp: [x]\n", "„stopp“ ist unbekannt."),
])
def test_what_is_wrong_with_a_filler_is_told(tmp_path: Path, fillers: str, message: str) -> None:
    assert any(message in text for text in messages(tmp_path, "- [Kredit, Darlehen]\n", fillers))


def test_a_group_that_leads_nowhere_is_told(checkout: Checkout) -> None:
    line = checkout.edit("docs/_data/suche/synonyme.yml", "- [", "- [Xylophonverleih, Marimbaverleih]\n- [")
    result = checkout.run("check")
    assert f"docs/_data/suche/synonyme.yml:{line}: Fehler [suche] Keines dieser Wörter steht im Handbuch" in result.stdout
    assert result.returncode == 1


def test_spellings_count_as_one() -> None:
    assert plain("Straßen-Fest") == plain("strassen fest") == plain("STRASSEN FEST")
