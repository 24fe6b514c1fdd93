"""Every answer leads on, every legal form is reached, and what is drawn says what the data say."""
from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest

from conftest import Checkout
from wegweiser import decision_diagram
from wegweiser.book.svg import clean_svg
from wegweiser.decisions import MOST_FORMS, MOST_QUESTIONS, DecisionPath, all_paths, load_decisions
from wegweiser.handbook import Handbook
from wegweiser.legal_forms import BRIEF, COLUMNS

FORMS = "docs/_data/rechtsformen.yml"
PATH = "docs/_data/entscheidungsweg-rechtsform.yml"
# what is wrong → file, old text, new text, words of the message
MISTAKES = {
    "a question that does not exist": (PATH, "weiter: verantwortung", "weiter: zustaendig", "Die Frage „zustaendig“ gibt es nicht."),
    "a form that does not exist": (PATH, "formen: [eigenbetrieb]", "formen: [regiebetrieb]", "Die Rechtsform „regiebetrieb“ gibt es nicht."),
    "a start that does not exist": (PATH, "start: dauer", "start: anfang", "Die Frage „anfang“ gibt es nicht."),
    "a circle": (PATH, "weiter: eigentum", "weiter: kern", "führt im Kreis zurück zu „kern“."),
    "an answer that leads nowhere": (PATH, "- antwort: Geld sammeln und verteilen\n        weiter: vermoegen", "- antwort: Geld sammeln und verteilen", "Die Antwort führt nirgendwohin"),
    "too many forms at the end": (PATH, "formen: [ev, ggmbh]", "formen: [ev, ggmbh, eg]", "Die Antwort nennt 3 Rechtsformen."),
    "a result without reason": (PATH, "        weil: Das Angebot ist Teil der Verwaltung; Rat und Haushalt steuern unmittelbar, die Gemeinde haftet.\n", "", "Die Angabe weil fehlt."),
    "a statement without norm": (FORMS, "        norm: § 54 Abs. 2 BGB\n", "", "Die Angabe norm fehlt."),
    "a statement without state of the law": (FORMS, "        stand: 2026-08\n", "", "Die Angabe stand fehlt."),
    "a state of the law that is no date": (FORMS, "stand: 2026-08", "stand: heute", "„heute“ ist kein Rechtsstand."),
    "a statement without source": (FORMS, "beleg: [K3X1]", "beleg: []", "Die Angabe hat keine Quelle."),
    "a source that does not exist": (FORMS, "beleg: [K3X1]", "beleg: [GENG]", "Die Quelle „GENG“ steht nicht im Quellenverzeichnis."),
    "a statement nobody asks for": (FORMS, "      haftung:\n", "      haftpflicht:\n", "Die Angabe „haftpflicht“ gibt es nicht."),
    "stages that do not exist": (FORMS, "stufen: [rentierlich]", "stufen: [lohnend]", "Die Stufen der Rentierlichkeit fehlen"),
}


@pytest.fixture
def path(handbook: Handbook) -> DecisionPath:
    return handbook.decisions.paths["rechtsform"]


def test_every_legal_form_is_the_end_of_a_path(handbook: Handbook, path: DecisionPath) -> None:
    ends = {form for steps in all_paths(path) for form in steps[-1].answer.forms}
    assert ends == set(handbook.decisions.forms)
    assert len(ends) >= 12


def test_no_path_is_too_long_or_ends_in_the_void(path: DecisionPath) -> None:
    assert len(path.questions) <= MOST_QUESTIONS
    for steps in all_paths(path):
        assert steps[0].question.key == path.start
        assert len(steps) <= MOST_QUESTIONS
        assert len({step.question.key for step in steps}) == len(steps), "eine Frage kommt zweimal"
        assert 1 <= len(steps[-1].answer.forms) <= MOST_FORMS


def test_every_answer_belongs_to_a_path(path: DecisionPath) -> None:
    given = {(step.question.key, step.answer.text) for steps in all_paths(path) for step in steps}
    assert given == {(key, answer.text) for key, question in path.questions.items() for answer in question.answers}


def test_every_statement_has_norm_state_and_source_or_says_that_it_is_unconfirmed(handbook: Handbook) -> None:
    for form in handbook.decisions.forms.values():
        assert list(form.cells) == list(COLUMNS)
        for column, cell in form.cells.items():
            assert cell.norm and cell.as_of, f"{form.key}.{column}"
            assert cell.sources or "nicht bestätigt" in cell.text.lower(), f"{form.key}.{column}"


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, root: Path, handbook: Handbook, mistake: str) -> None:
    name, old, new, message = MISTAKES[mistake]
    data = tmp_path / "docs/_data"
    data.mkdir(parents=True)
    for copied in (FORMS, PATH):
        (tmp_path / copied).write_text((root / copied).read_text(encoding="utf-8"), encoding="utf-8")
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert old in text, f"{name} enthält nicht: {old}"
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    _, findings = load_decisions(data, tmp_path, set(handbook.sources))
    found = [finding for finding in findings if message in finding.message]
    assert found, [str(finding) for finding in findings]
    assert found[0].path == name and found[0].severity == "Fehler" and found[0].hint
    # A missing key is told at its nearest parent, a wrong value where it stands.
    line = text[: text.index(old)].count("\n") + 1
    assert line - 3 <= found[0].line <= line + 1, f"Zeile {found[0].line} statt {line}"


def test_a_form_nobody_is_led_to_is_told_where_it_stands(checkout: Checkout) -> None:
    checkout.edit(PATH, "formen: [ggmbh, gag]", "formen: [ggmbh]")
    line = (checkout.root / FORMS).read_text(encoding="utf-8").split("\n").index("  gag:") + 1
    result = checkout.run("check")
    assert result.returncode == 1
    assert f"{FORMS}:{line}: Fehler [entscheidung] Zur Rechtsform „Gemeinnützige Aktiengesellschaft (gAG)“" in result.stdout


def test_a_question_nobody_is_asked_is_told_where_it_stands(checkout: Checkout) -> None:
    checkout.edit(PATH, "weiter: vermoegen", "weiter: ertrag")
    line = (checkout.root / PATH).read_text(encoding="utf-8").split("\n").index("  vermoegen:") + 1
    result = checkout.run("check", PATH)
    assert f"{PATH}:{line}: Fehler [entscheidung] Zur Frage „vermoegen“ führt keine Antwort." in result.stdout


def _page(site: Path) -> lxml.html.HtmlElement:
    return lxml.html.parse(str(site / "koproduktion/rechtsformen/index.html")).getroot()


def test_the_list_on_the_page_names_every_question_answer_and_form(
    site: Path, handbook: Handbook, path: DecisionPath,
) -> None:
    questions = _page(site).xpath('//ol[@class="fragen"]/li')
    assert len(questions) == len(path.questions)
    for item, question in zip(questions, path.questions.values()):
        words = " ".join(item.text_content().split())
        assert item.get("id") == question.anchor
        assert question.text in words
        for answer in question.answers:
            assert answer.text in words
            assert all(handbook.decisions.forms[key].name in words for key in answer.forms)
            if answer.target:
                assert item.xpath(f'.//a[@href="#{path.questions[answer.target].anchor}"]'), answer.text


def test_the_diagram_says_the_same_and_may_be_printed(site: Path, handbook: Handbook, path: DecisionPath) -> None:
    svg = _page(site).xpath('//section[contains(@class, "entscheidungsweg")]//svg')[0]
    assert svg.get("role") == "img"
    assert svg.xpath("title")[0].text == path.title and svg.xpath("desc")[0].text == path.description
    words = " ".join(text.text for text in svg.xpath(".//text"))
    for question in path.questions.values():
        assert question.text in words
        for answer in question.answers:
            assert answer.text in words
            assert not answer.forms or decision_diagram.result_text(answer, handbook.decisions.forms) in words
    markup = lxml.html.tostring(svg, encoding="unicode", with_tail=False)
    assert "style=" not in markup and "foreignobject" not in markup.lower()
    svg.set("xmlns", "http://www.w3.org/2000/svg")
    data = lxml.html.etree.tostring(svg, with_tail=False)
    assert clean_svg(data)[1] == [], "im Buch fehlte etwas davon"


def test_nothing_in_the_diagram_overlaps_or_leaves_it(handbook: Handbook, path: DecisionPath) -> None:
    drawing = decision_diagram.draw(path, handbook.decisions.forms)
    for column in (drawing.questions, drawing.results):
        for upper, lower in zip(column, column[1:]):
            assert upper.y + upper.height < lower.y
    for box in (*drawing.questions, *drawing.results):
        assert box.x >= 0 and box.x + box.width <= decision_diagram.WIDTH and box.y + box.height <= drawing.height
        for line in box.lines:
            end = line.x + decision_diagram.text_width(line.text, decision_diagram.SIZE)
            assert end <= box.x + box.width, line.text
    for arrow in drawing.arrows:
        assert all(0 < x < decision_diagram.WIDTH and 0 < y < drawing.height for x, y in arrow.points)


def test_the_page_shows_every_form_with_norm_and_linked_sources(site: Path, handbook: Handbook) -> None:
    page = _page(site)
    listed = set(re.findall(r"quelle-[\w-]+", " ".join(page.xpath('//section[@class="quellen"]//li/@id'))))
    for form in handbook.decisions.forms.values():
        heading = page.xpath(f'//h3[@id="{form.anchor}"]')[0]
        text = " ".join(heading.getnext().text_content().replace("\u00a0", " ").split())
        for column, title in COLUMNS.items():
            cell = form.cells[column]
            assert title in text and cell.text in text and cell.norm in text
        for column in BRIEF:
            assert form.cells[column].brief in page.xpath('//section[@class="rechtsformen"]//table')[0].text_content()
        for key in form.sources:
            assert key == "schaetzung" or handbook.sources[key].anchor in listed, key
