"""The reading level report: numbers that follow their formulas and sort pages as a reader would."""
from __future__ import annotations

import pytest

from wegweiser.cli import main
from wegweiser.readability import measure

EASY = ["Das Haus ist leer.", "Wir gehen hin und sehen nach."]
HARD = ["Die Versorgungsinfrastruktur erfordert kontinuierliche Koordinationsleistungen kommunaler Verwaltungseinheiten."]


def test_the_numbers_follow_the_formulas() -> None:
    easy = measure("leicht.md", EASY)
    assert (easy.words, easy.words_per_sentence, easy.long_sentences) == (10, 5, 0)
    assert easy.lix == 5  # five words a sentence, no word of more than six letters
    # No long words; eight of ten words have one syllable ("gehen" and "sehen" have two): 0.1672 · 5 − 0.0327 · 80 − 0.875
    assert easy.school_year == pytest.approx(0.1672 * 5 - 0.0327 * 80 - 0.875)


def test_officialese_is_harder_than_plain_words() -> None:
    easy, hard = measure("leicht.md", EASY), measure("schwer.md", HARD)
    assert hard.school_year > 15 > easy.school_year and hard.lix > 60 > easy.lix
    assert measure("leer.md", []) is None


def test_the_report_names_the_hardest_page_first_and_leaves_out_other_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--lesbarkeit"]) == 0
    lines = capsys.readouterr().out.splitlines()
    pages = [line.split()[0] for line in lines[1:] if ".md" in line]
    years = [float(line.split()[-1].replace(",", ".")) for line in lines[1:] if ".md" in line]
    assert years == sorted(years, reverse=True)
    assert pages.index("analyse/leerstandskataster.md") < pages.index("einfache-sprache.md")
    assert "en.md" not in pages and "tr.md" not in pages


def test_the_report_of_one_page_and_of_a_page_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--lesbarkeit", "docs/index.md"]) == 0
    assert "index.md" in capsys.readouterr().out
    assert main(["check", "--lesbarkeit", "gibt-es-nicht.md"]) == 2
