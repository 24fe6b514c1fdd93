"""Questions that lead to a legal form: docs/_data/entscheidungsweg-<name>.yml.

A path is plain data, so that the page draws it, the tests walk all of it and a later tool can ask
its questions one by one. Every form is reached, no answer ends in the void, none leads in a circle.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .findings import Finding, quoted
from .legal_forms import CHECK, DataFile, LegalForm, read_forms
from .yaml_source import Place

FORMS_FILE = "rechtsformen.yml"
PREFIX = "entscheidungsweg-"
MOST_QUESTIONS = 8
MOST_FORMS = 2


@dataclass(frozen=True)
class Answer:
    """Leads either to another question (`target`) or to one or two forms."""

    text: str
    target: str
    forms: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Question:
    key: str
    number: int  # as it is shown, in the order of the file
    text: str
    help: str
    answers: tuple[Answer, ...]

    @property
    def anchor(self) -> str:
        return f"frage-{self.number}"


@dataclass(frozen=True)
class DecisionPath:
    name: str
    title: str
    description: str  # the alternative text of the diagram
    start: str
    questions: dict[str, Question]


@dataclass(frozen=True)
class Decisions:
    forms: dict[str, LegalForm] = field(default_factory=dict)
    paths: dict[str, DecisionPath] = field(default_factory=dict)

    @property
    def form_sources(self) -> list[str]:
        """Source keys of all forms in the order in which they are shown."""
        return [key for form in self.forms.values() for key in form.sources]


@dataclass(frozen=True)
class Step:
    question: Question
    answer: Answer


def all_paths(path: DecisionPath) -> list[tuple[Step, ...]]:
    """Every way through the questions, each from the start to the forms it ends in."""
    return list(_walk(path, path.start, ()))


def _walk(path: DecisionPath, key: str, before: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    for answer in path.questions[key].answers:
        steps = (*before, Step(path.questions[key], answer))
        if answer.target:
            yield from _walk(path, answer.target, steps)
        else:
            yield steps


def load_decisions(folder: Path, root: Path, known_sources: set[str]) -> tuple[Decisions, list[Finding]]:
    """Read the forms and every path; what has a Fehler gives findings and no entry."""
    if not (folder / FORMS_FILE).is_file():
        return Decisions(), []
    forms_file = DataFile.open(folder / FORMS_FILE, root)
    forms = read_forms(forms_file, known_sources)
    findings = list(forms_file.findings)
    paths = {}
    for file in sorted(folder.glob(f"{PREFIX}*.yml")):
        path_file = DataFile.open(file, root)
        path = _path(file.stem.removeprefix(PREFIX), path_file, forms)
        if path:
            path_file.findings += _unreached(path, forms, forms_file.path, path_file.path)
        if path and not path_file.findings:
            paths[path.name] = path
        findings += path_file.findings
    return (Decisions() if forms_file.findings else Decisions(forms, paths)), findings


def _path(name: str, file: DataFile, forms: dict[str, LegalForm]) -> DecisionPath | None:
    """The path, if nothing is wrong with it so far."""
    if file.findings:
        return None
    hint = "Erwartet werden titel:, beschreibung:, start: und fragen:."
    title, description, start = (file.text(file.data, key, (), hint) for key in ("titel", "beschreibung", "start"))
    entries = file.entries("fragen", hint)
    questions = {key: _question(key, number, entry, file) for number, (key, entry) in enumerate(entries.items(), 1)}
    path = DecisionPath(name, title, description, start, questions)
    _check_targets(path, forms, file)
    if not file.findings:
        _check_flow(path, file)
    return None if file.findings else path


def _question(key: str, number: int, entry: Any, file: DataFile) -> Question:
    place: Place = ("fragen", key)
    text = file.text(entry, "frage", place, "Schreiben Sie frage: mit einer Frage, die sich beantworten lässt.")
    entry = entry if isinstance(entry, dict) else {}
    answers = entry.get("antworten")
    if not isinstance(answers, list) or len(answers) < 2:
        message = f"Die Frage {quoted(key)} hat weniger als zwei Antworten."
        file.fail(place, message, "Jede Frage braucht antworten: mit mindestens zwei Einträgen.")
        answers = []
    read = tuple(_answer(answer, (*place, "antworten", index), file) for index, answer in enumerate(answers))
    return Question(key, number, text, str(entry.get("hilfe") or ""), read)


def _answer(entry: Any, place: Place, file: DataFile) -> Answer:
    text = file.text(entry, "antwort", place, "Schreiben Sie antwort: Ja oder eine kurze Wahl.")
    entry = entry if isinstance(entry, dict) else {}
    target, forms = entry.get("weiter"), entry.get("formen")
    if bool(target) == bool(forms) or not isinstance(forms or [], list):
        message = "Die Antwort führt nirgendwohin oder an zwei Stellen."
        file.fail(place, message, "Schreiben Sie entweder weiter: mit einer Frage oder formen: mit einer Liste.")
        return Answer(text, "", (), "")
    if not forms:
        return Answer(text, str(target), (), "")
    if len(forms) > MOST_FORMS:
        hint = f"Nennen Sie höchstens {MOST_FORMS}, sonst hilft der Weg nicht beim Wählen."
        file.fail((*place, "formen"), f"Die Antwort nennt {len(forms)} Rechtsformen.", hint)
    reason = file.text(entry, "weil", place, "Begründen Sie das Ergebnis mit weil: in einem Satz.")
    return Answer(text, "", tuple(map(str, forms)), reason)


def _check_targets(path: DecisionPath, forms: dict[str, LegalForm], file: DataFile) -> None:
    """Whatever is named exists, and there are not too many questions."""
    questions = f"Vorhanden sind: {', '.join(path.questions)}."
    if path.start and path.start not in path.questions:
        file.fail(("start",), f"Die Frage {quoted(path.start)} gibt es nicht.", questions)
    if len(path.questions) > MOST_QUESTIONS:
        hint = f"Erlaubt sind höchstens {MOST_QUESTIONS}; mehr beantwortet niemand."
        file.fail(("fragen",), f"Der Weg hat {len(path.questions)} Fragen.", hint)
    for key, index, answer in _answers(path):
        place = ("fragen", key, "antworten", index)
        if answer.target and answer.target not in path.questions:
            file.fail((*place, "weiter"), f"Die Frage {quoted(answer.target)} gibt es nicht.", questions)
        for form in answer.forms:
            if form not in forms:
                message = f"Die Rechtsform {quoted(form)} gibt es nicht."
                file.fail((*place, "formen"), message, f"Vorhanden sind: {', '.join(sorted(forms))}.")


def _check_flow(path: DecisionPath, file: DataFile) -> None:
    """No circle, and every question is asked on some path."""
    reached: set[str] = set()

    def follow(key: str, above: tuple[str, ...]) -> None:
        reached.add(key)
        for index, answer in enumerate(path.questions[key].answers):
            if answer.target in (*above, key):
                message = f"Die Antwort führt im Kreis zurück zu {quoted(answer.target)}."
                place = ("fragen", key, "antworten", index, "weiter")
                file.fail(place, message, "Führen Sie weiter zu einer anderen Frage oder zu einer Rechtsform.")
            elif answer.target:
                follow(answer.target, (*above, key))

    follow(path.start, ())
    for key in path.questions:
        if key not in reached:
            message = f"Zur Frage {quoted(key)} führt keine Antwort."
            file.fail(("fragen", key), message, "Verweisen Sie mit weiter: auf sie oder streichen Sie sie.")


def _unreached(path: DecisionPath, forms: dict[str, LegalForm], forms_path: str, path_path: str) -> list[Finding]:
    """Forms that nobody would be led to, told where the form stands."""
    reached = {form for _, _, answer in _answers(path) for form in answer.forms}
    return [
        Finding(
            forms_path, form.line, CHECK, f"Zur Rechtsform {quoted(form.name)} führt kein Weg.",
            f"Nennen Sie {form.key} in {path_path} bei einer Antwort unter formen:.",
        )
        for form in forms.values() if form.key not in reached
    ]


def _answers(path: DecisionPath) -> Iterator[tuple[str, int, Answer]]:
    for key, question in path.questions.items():
        for index, answer in enumerate(question.answers):
            yield key, index, answer
