"""Ratsmappen: two pages for those who vote, made from the chapter and nothing else."""
from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import lxml.html
import pikepdf
import pytest
from lxml import etree

from conftest import ROOT
from test_completeness import article_words, folder_of, words
from wegweiser.council import extract as rule
from wegweiser.council.extract import MEASURES, Measure
from wegweiser.council.plan import read_plans
from wegweiser.council.sections import sections
from wegweiser.findings import ContentError
from wegweiser.handbook import read_handbook

CHAPTERS = [c.path for c in read_handbook(ROOT).chapters.values() if c.kind in ("koproduktion", "finanzierung") and c.profile]
ALL = "pdf/ratsmappen.pdf"


def paper_of(page: str) -> str:
    return f"{folder_of(page)}/{Path(page).stem}-ratsmappe.pdf"


def text(file: Path) -> str:
    """All words in order, without the foot of each page, and those joined that a line break has cut."""
    raw = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True).stdout
    raw = re.sub(r"^(Ratsmappe aus: .*|\d+ / \d+)$", "", raw, flags=re.MULTILINE)
    return " ".join(re.sub(r"\u00ad\s*", "", raw).split())


def test_every_form_and_every_instrument_has_one() -> None:
    assert len(CHAPTERS) >= 55


@pytest.mark.parametrize("page", CHAPTERS)
def test_it_has_two_pages_and_tells_what_the_chapter_tells(site: Path, page: str) -> None:
    with pikepdf.open(site / paper_of(page)) as pdf:
        assert len(pdf.pages) <= 2
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "3", "A")
            assert metadata["dc:title"].startswith("Ratsmappe: ")
        assert str(pdf.Root.Lang) == "de-DE"
    found = text(site / paper_of(page))
    for keyword in ("Entscheidung", "Alternativen", "Kosten", "Risiken", "Recht", "Vor der Abstimmung klären"):
        assert keyword in found
    added = set(words(found)) - set(article_words(site, page)) - set(words(FRAME + page))
    assert added == set(), "Worte, die weder im Kapitel noch in der Vorlage stehen"


# What the template and docs/_data/ratsmappe.yml add.
FRAME = (ROOT / "docs/_data/ratsmappe.yml").read_text(encoding="utf-8") + """ Ratsmappe aus Wegweiser Quartiersentwicklung
    Fassung 0 1 2 3 4 Januar 2026 Muster für den Beschluss Ganzes Kapitel mit Belegen und Rechenbeispiel Lizenz CC BY
    https example org Weiter im Kapitel Entscheidung """


@pytest.mark.parametrize("page", ["finanzierung/erbbaurecht.md", "koproduktion/quartiersrat.md", "koproduktion/immovielien.md"])
def test_every_sentence_is_whole(site: Path, page: str) -> None:
    """Each bullet, cell and paragraph of the Ratsmappe stands in the chapter from its first to its last word."""
    tree = lxml.html.parse(str(site / folder_of(page) / "index.html"))
    blocks = {" ".join(e.text_content().split()) for e in tree.iter("p", "li", "td", "th", "dd") if e.text_content().strip()}
    found = text(site / paper_of(page))
    started = [block for block in blocks if len(block) > 60 and block[:45] in found]
    assert len(started) > 8
    assert [block for block in started if block[-30:].rstrip() not in found] == []


def test_one_file_holds_them_all_with_a_table_of_contents(site: Path) -> None:
    pages = subprocess.run(["pdftotext", "-layout", str(site / ALL), "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    entries = re.findall(r"^ *(\S.*?) *\.[ .\u2060]*(\d+)$", pages[0], re.MULTILINE)
    assert len(entries) == len(CHAPTERS)
    for title, number in entries:
        assert title in pages[int(number) - 1][:400]


def test_no_ratsmappe_breaks_a_rule_of_pdf_ua(site: Path, tmp_path: Path) -> None:
    report = tmp_path / "outloud.json"
    files = [str(site / name) for name in (ALL, *map(paper_of, CHAPTERS[::6]))]
    program = Path(sys.executable).with_name("outloud")
    subprocess.run([str(program), "--quiet", "--fail-on", "never", "--json", str(report), *files], check=True, capture_output=True)
    results = json.loads(report.read_text(encoding="utf-8"))["results"]
    assert len(results) == len(files)
    assert [(r["path"], f["rule"], f["evidence"]) for r in results for f in r["findings"] if f["severity"] == "error"] == []


@pytest.mark.parametrize("page", CHAPTERS)
def test_the_chapter_leads_to_it(site: Path, page: str) -> None:
    links = lxml.html.parse(str(site / folder_of(page) / "index.html")).iter("a")
    names = [link.text_content().strip() for link in links if (link.get("href") or "").endswith("-ratsmappe.pdf")]
    assert names == ["Ratsmappe, zwei Seiten (PDF)"]


@pytest.mark.parametrize("page", ["index.html", "finanzierung/index.html", "koproduktion/index.html"])
def test_the_overviews_lead_to_all_of_them(site: Path, page: str) -> None:
    assert any((a.get("href") or "").endswith(ALL) for a in lxml.html.parse(str(site / page)).iter("a"))


# --- the rule by which something is left out ---

PAGE = """<root><h1>Titel</h1><head><profile><entry><dt>Rolle</dt><dd>prüft</dd></entry></profile></head>
<h2 id="a/b#risiken">Risiken</h2><p>Drei Dinge:</p><ul><li>Eins.</li><li>Zwei.</li><li>Drei.</li></ul><p>Ende.</p>
<h3>Mehr</h3><p>Noch etwas.</p><h2 id="a/b#recht">Recht</h2><ul><li>eins,</li><li>zwei,</li><li>drei.</li></ul>
<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr><tr><td>c</td></tr><tr result="1"><td>Summe</td></tr></tbody></table></root>"""


def shown(keyword: str, entries: int, units: int = 9) -> str:
    root = etree.Element("root")
    etree.SubElement(root, "section")  # not the first, which is always told in full
    rule.show(root, keyword, sections(etree.fromstring(PAGE))[keyword], Measure(units, entries), "https://a.example/")
    return " ".join("".join(root.itertext()).split())


def test_a_sentence_stays_with_the_list_it_introduces() -> None:
    assert shown("Risiken", 9, units=1).startswith("Drei Dinge:Eins.Zwei.Drei.")


def test_whole_entries_are_left_out_and_the_reader_is_told_where_they_are() -> None:
    assert shown("Risiken", 2) == "Drei Dinge:Eins.Zwei.Ende. Weiter im Kapitel: „Risiken“"


def test_a_list_that_is_one_sentence_is_never_cut_and_a_sum_stays() -> None:
    assert shown("Recht", 2) == "eins,zwei,drei. abSummeWeiter im Kapitel: „Recht“"


def test_measures_go_from_generous_to_tight() -> None:
    assert list(MEASURES) == sorted(MEASURES, key=lambda m: (m.units, m.entries), reverse=True)


def test_a_missing_section_is_told_with_the_name_of_the_chapter(tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data/ratsmappe.yml").write_text("a: {abschnitte: {Kosten: Konditionen}, beschluss: []}", encoding="utf-8")

    class Page:
        src, title = "a/b.md", "Titel"

    class Cleaned:
        page, tree = Page, etree.fromstring(PAGE)

    with pytest.raises(ContentError, match=r"docs/a/b\.md:1: Fehler \[ratsmappe\] Für die Ratsmappe fehlt der Abschnitt „Konditionen“"):
        rule.extract(Cleaned, read_plans(tmp_path).of("a/b.md"), MEASURES[0], "")


def test_a_broken_plan_is_told(tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data/ratsmappe.yml").write_text("a: [1]", encoding="utf-8")
    with pytest.raises(ContentError, match="nicht den erwarteten Aufbau"):
        read_plans(tmp_path)
