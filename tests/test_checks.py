"""What the checks advise, and that checking is quick for the right reason: nothing old is ever believed."""
from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT, Checkout
from corpus_cases import copy_contents
from wegweiser import read_cache
from wegweiser.chapter import Chapter, read_chapter
from wegweiser.checks import all_findings, language, origin, placeholders, spelling
from wegweiser.extensions.safety import is_allowed_address
from wegweiser.files import file_findings
from wegweiser.findings import Finding
from wegweiser.handbook import Handbook, Part, read_handbook
from wegweiser.prose import plain, sentences

# The front matter of the template, so that it has what a chapter needs.
HEAD = (ROOT / "docs/mitmachen/kapitelvorlagen/analyse.md").read_text(encoding="utf-8").split("\n# ")[0] + "\n# Probe\n\n"
LONG = "Wer in einem Quartier etwas verändern möchte, sollte zuerst mit den Menschen sprechen, die dort seit vielen Jahren wohnen, arbeiten, einkaufen, spielen, lernen und alt werden wollen, ohne umziehen zu müssen."

# check, text, what the Hinweis says, what it proposes; the good text comes last
ADVICE = {
    "a misspelt word": (spelling, "Die Eigentümmer fragen nach.", "„Eigentümmer“ steht in keinem Wörterbuch.", "woerter.txt", "Die Eigentümer fragen nach."),
    "a misspelt compound": (spelling, "Der Wirtschaftplan steht.", "„Wirtschaftplan“", "woerter.txt", "Der Wirtschaftsplan der Quartiersküche steht."),
    "a long sentence": (language, LONG, "Der Satz hat 31 Wörter", "zwei daraus", "Sprechen Sie zuerst mit den Menschen im Quartier."),
    "nobody acts": (
        language, "Nach dem Ende der Förderung wird das Angebot in den meisten Fällen nicht mehr mit eigenem Geld weitergeführt.", "Wer tut es?", "wer handelt",
        "Nach der Förderung führt die Stadt das Angebot selten mit eigenem Geld weiter.",
    ),
    "jargon": (language, "Wir implementieren das.", "„implementieren“ versteht nicht jeder.", "umsetzen", "Wir setzen das um."),
    "an amount from nowhere": (origin, "Ein Raum kostet 4.711 Euro.", "Woher stammt „4.711 Euro“?", "[@SCHLÜSSEL]", "Ein Raum kostet 4.711 Euro [@K4]."),
    "a percentage from nowhere": (origin, "Jeder dritte Laden, also 33 %, steht leer.", "„33 %“", "Schätzung", "Nach unserer Schätzung stehen 33 % leer."),
    "a page to come": (placeholders, "Diese Seite entsteht.", "steht noch auf der Seite", "Inhalt", "Die Seite ist fertig."),
}


@pytest.fixture(scope="module")
def book() -> Handbook:
    return read_handbook(ROOT)


def advice(module: object, text: str, book: Handbook, folder: Path) -> list[Finding]:
    (folder / "docs/analyse").mkdir(parents=True, exist_ok=True)
    (folder / "docs/analyse/probe.md").write_text(HEAD + text + "\n", encoding="utf-8")
    chapter = read_chapter(folder / "docs", "analyse/probe.md")
    assert chapter.findings == []
    small = replace(book, parts=(Part("", (chapter,)),), hidden=())
    return list(module.check(small))


@pytest.mark.parametrize("name", ADVICE)
def test_advice_says_what_and_how(name: str, book: Handbook, tmp_path: Path) -> None:
    module, bad, says, proposes, good = ADVICE[name]
    found = advice(module, bad, book, tmp_path)
    assert [f.severity for f in found] == ["Hinweis"], found
    assert says in found[0].message and proposes in found[0].hint, found
    assert found[0].line == HEAD.count("\n") + 1
    assert advice(module, good, book, tmp_path) == []


def test_advice_is_limited_unless_somebody_wants_all(checkout: Checkout) -> None:
    few, everything = checkout.run("check"), checkout.run("check", "--alle")
    assert few.returncode == everything.returncode == 0
    assert few.stdout.count(": Hinweis [") == 20 and "alle zeigt scripts/check --alle" in few.stdout
    assert everything.stdout.count(": Hinweis [") > 20


def test_without_the_dictionary_the_check_says_so(checkout: Checkout) -> None:
    result = checkout.run("check", "docs/index.md", PATH="/nonexistent")
    assert result.returncode == 0, result.stderr
    assert "Die Rechtschreibung wurde nicht geprüft" in result.stdout


def test_checking_one_file_finds_what_checking_everything_finds_in_it(tmp_path: Path) -> None:
    copy_contents(ROOT, tmp_path)
    root = tmp_path.resolve()
    page, synonyms = "docs/analyse/leerstandskataster.md", "docs/_data/suche/synonyme.yml"
    mistakes = f"\n[weg](nirgends.md) [da](#nirgends) [@K999] [=nirgends.wert] ![](nirgends.png) 4.711 Euro <b>\n\n/// nirgends\n///\n\n{LONG}\n"
    for file, text in ((page, mistakes), ("docs/analyse/quartiersabgrenzung.md", f"\n{LONG}\n"), (synonyms, "\n- [Nirgendwort, Niemandswort]\n")):
        with (root / file).open("a", encoding="utf-8") as end:
            end.write(text)
    everything = all_findings(read_handbook(root))
    for file, checks in ((page, {"links", "bloecke", "werte", "quellen", "bilder", "wiederholung", "sprache"}), (synonyms, {"suche"})):
        handbook = read_handbook(root)
        handbook.asked = frozenset([file])
        expected = [finding for finding in everything if finding.path == file]
        assert checks <= {finding.check for finding in expected}
        assert [finding for finding in all_findings(handbook) if finding.path == file] == expected


def test_what_was_read_once_is_read_anew_as_soon_as_it_changes(tmp_path: Path) -> None:
    copy_contents(ROOT, tmp_path)
    root = tmp_path.resolve()
    page, data = root / "docs/analyse/leerstandskataster.md", root / "docs/_data/glossar.yml"
    first = read_handbook(root)
    assert (root / read_cache.PLACE).is_file()
    read_cache._entries.clear()  # a new process knows only the file
    assert [c.headings for c in read_handbook(root).pages] == [c.headings for c in first.pages]
    stamps = page.stat(), data.stat()
    page.write_text(page.read_text(encoding="utf-8").replace("## Stolpersteine", "## Stolperstein "), encoding="utf-8")
    data.write_text(data.read_text(encoding="utf-8").replace("begriff: Aktionsraum", "begriff: Aktionsbaum"), encoding="utf-8")
    for file, stamp in zip((page, data), stamps):  # same size, same date: only the content differs
        os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    read_cache._entries.clear()
    changed = read_handbook(root)
    assert "Stolperstein" in {h.text for h in changed.chapters["analyse/leerstandskataster.md"].headings}
    assert changed.glossary.terms[0].name == "Aktionsbaum"


@pytest.mark.parametrize("content", ["", "kein Hash\nx y\n", "\x00\x01", "{program}\nabc {{\n"])
def test_a_broken_or_foreign_cache_is_not_believed(content: str, tmp_path: Path) -> None:
    copy_contents(ROOT, tmp_path)
    file = tmp_path.resolve() / read_cache.PLACE
    file.parent.mkdir()
    file.write_text(content.replace("{program}", read_cache.program()), encoding="utf-8")
    read_cache._entries.clear()
    assert read_handbook(tmp_path.resolve()).findings == read_handbook(ROOT).findings


def test_another_program_reads_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_cache._entries.clear()
    with read_cache.kept(tmp_path):
        assert read_cache.remembered("probe", "text", lambda: [1]) == [1]
    read_cache._entries.clear()
    with read_cache.kept(tmp_path):
        assert read_cache.remembered("probe", "text", lambda: [2]) == [1]
    read_cache._entries.clear()
    monkeypatch.setattr(read_cache, "program", lambda: "another")
    with read_cache.kept(tmp_path):
        assert read_cache.remembered("probe", "text", lambda: [3]) == [3]


@pytest.mark.parametrize("address", ["../a.md", "#b", "https://a.de/b?c=d", "mailto:a@b.de", "tel:+492311234", "bild.svg"])
def test_ordinary_addresses_pass(address: str) -> None:
    assert is_allowed_address(address)


@pytest.mark.parametrize("address", [
    "javascript:x", "JAVASCRIPT:x", "java\tscript:x", "java&#115;cript:x", "java&Tab;script:x", "&#x6a;avascript:x", " javascript:x", "data:text/html,x",
    "vbscript:x", "file:///etc/passwd", "//a.de", "\\\\a.de", "/\\a.de", "http:\\\\a.de", "java\u200bscript:x", "view-source:x", "https://[", "&amp;#106;avascript:x",
])
def test_addresses_that_run_or_load_something_do_not(address: str) -> None:
    assert not is_allowed_address(address)


def test_a_committed_cache_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache/gelesen.txt").write_text("x")
    for command in (["init", "-q"], ["add", "-f", ".cache"]):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
    assert [finding.path for finding in file_findings(tmp_path)] == [".cache/gelesen.txt"]


def test_text_without_markup() -> None:
    assert plain("- **Wichtig:** siehe [Umbau](umbau.md) [@K4], [=a.b] und `x`.") == "Wichtig: siehe Umbau, … und …."
    chapter = Chapter("x.md", text="Das kostet z. B. 5 Euro. Am 3. Mai kommt Frau Dr. Müller. Ende.\n")
    assert len(sentences(chapter.prose[0])) == 3


def test_hunspell_is_there_for_the_tests() -> None:
    assert shutil.which("hunspell") and spelling.is_installed()
