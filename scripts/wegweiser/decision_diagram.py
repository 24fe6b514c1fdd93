"""The geometry of a decision path; overrides/bausteine/entscheidungsweg.html draws it as SVG.

Questions stand one below the other on the left, results beside them on the right. An answer that
leads to the next question is an arrow downward, one that leads further down runs in a lane on the
left. Lengths are in the units of the viewBox, which is WIDTH wide; text is wrapped here, because
SVG does not do it, with room for the widest of the fonts it may meet.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .decisions import Answer, DecisionPath, Question
from .legal_forms import LegalForm

WIDTH = 640
QUESTION_X, QUESTION_WIDTH = 34, 262
QUESTION_TEXT = 30  # from the edge of the box; the number stands before it
RESULT_X, RESULT_WIDTH = 448, 188
LABEL_X = QUESTION_X + QUESTION_WIDTH + 10
LABEL_WIDTH = RESULT_X - LABEL_X - 12
ARROW_X = QUESTION_X + 18  # where arrows enter a question from above
FIRST_LANE, LANE = 6, 9
SIZE, LINE = 15, 18  # of questions and results
LABEL_SIZE, LABEL_LINE = 14, 17
PADDING, GAP, HEAD = 8, 6, 7

# Share of the font size that a character takes, generously.
NARROW, WIDE, OTHER = 0.32, 0.88, 0.53


@dataclass(frozen=True)
class Words:
    """One line of text; y is its base line."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Words, ...]
    number: Words | None = None  # of a question; None for a result


@dataclass(frozen=True)
class Arrow:
    """A line through `points` with a head at its end."""

    points: tuple[tuple[float, float], ...]

    @property
    def path(self) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.points)

    @property
    def head(self) -> str:
        """The corners of the head, which points the way the last stretch of the line goes."""
        (x0, y0), (x, y) = self.points[-2:]
        if y == y0:
            back = x - HEAD if x > x0 else x + HEAD
            corners = ((x, y), (back, y - HEAD * 0.6), (back, y + HEAD * 0.6))
        else:
            corners = ((x, y), (x - HEAD * 0.6, y - HEAD), (x + HEAD * 0.6, y - HEAD))
        return " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)


@dataclass(frozen=True)
class Diagram:
    questions: tuple[Box, ...]
    results: tuple[Box, ...]
    labels: tuple[Words, ...]
    arrows: tuple[Arrow, ...]
    height: float


def text_width(text: str, size: float) -> float:
    """A generous guess; the fonts on the reader's machine are not known."""
    shares = (NARROW if char in " .,:;!|'()-ijlfrtI" else WIDE if char in "mwMW—" else OTHER for char in text)
    return sum(shares) * size


def wrap(text: str, width: float, size: float) -> list[str]:
    """Lines that fit into `width`; a single word that does not stays whole.

    >>> wrap("eins zwei drei", 70, 15)
    ['eins zwei', 'drei']
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def draw(path: DecisionPath, forms: Mapping[str, LegalForm]) -> Diagram:
    """Place everything from top to bottom, then connect it."""
    drawing = _Drawing(path, forms)
    for question in path.questions.values():
        drawing.place(question)
    drawing.connect()
    return Diagram(
        tuple(drawing.boxes.values()), tuple(drawing.results), tuple(drawing.labels), tuple(drawing.arrows),
        drawing.y + 4,
    )


def result_text(answer: Answer, forms: Mapping[str, LegalForm]) -> str:
    return " oder ".join(forms[key].short for key in answer.forms)


class _Drawing:
    """What has been placed so far; `y` is the lower edge of it."""

    def __init__(self, path: DecisionPath, forms: Mapping[str, LegalForm]) -> None:
        self.path, self.forms = path, forms
        self.y = 2.0
        self.boxes: dict[str, Box] = {}
        self.results: list[Box] = []
        self.labels: list[Words] = []
        self.arrows: list[Arrow] = []
        self.entrances: dict[str, list[float]] = {}  # question → height of each label above it

    def incoming(self, question: Question) -> list[tuple[Question, Answer]]:
        return [
            (source, answer) for source in self.path.questions.values() for answer in source.answers
            if answer.target == question.key
        ]

    def place(self, question: Question) -> None:
        """The labels of the ways in, the question, its results beside it."""
        self._place_entrances(question)
        top = self.y
        lines = wrap(question.text, QUESTION_WIDTH - QUESTION_TEXT - PADDING, SIZE)
        bottom = max([self._place_results(question, top), top + len(lines) * LINE + 2 * PADDING])
        first = top + (bottom - top - len(lines) * LINE) / 2 + LINE * 0.75
        self.boxes[question.key] = Box(
            QUESTION_X, top, QUESTION_WIDTH, bottom - top, _words(lines, QUESTION_X + QUESTION_TEXT, first, LINE),
            Words(QUESTION_X + PADDING, first, str(question.number)),
        )
        self.y = bottom

    def _place_entrances(self, question: Question) -> None:
        heights = []
        self.y += GAP if self.boxes else 0
        for source, answer in self.incoming(question):
            is_next = list(self.boxes)[-1:] == [source.key]
            text = answer.text if is_next else f"aus Frage {source.number}: {answer.text}"
            lines = wrap(text, WIDTH - ARROW_X - 20, LABEL_SIZE)
            self.labels += _words(lines, ARROW_X + 12, self.y + LABEL_LINE * 0.75, LABEL_LINE)
            heights.append(self.y + LABEL_LINE / 2)
            self.y += len(lines) * LABEL_LINE
        self.y += GAP if heights else 0
        self.entrances[question.key] = heights

    def _place_results(self, question: Question, top: float) -> float:
        """Results of the question from `top` on, each with its answer over an arrow; returns the lower edge."""
        y = top
        for answer in question.answers:
            if not answer.forms:
                continue
            y += GAP if y > top else 0
            label = wrap(answer.text, LABEL_WIDTH, LABEL_SIZE)
            lines = wrap(result_text(answer, self.forms), RESULT_WIDTH - 2 * PADDING, SIZE)
            height = len(lines) * LINE + 2 * PADDING
            middle = y + max(len(label) * LABEL_LINE + 5, height / 2)
            box_top = middle - height / 2
            first = box_top + PADDING + LINE * 0.75
            words = _words(lines, RESULT_X + PADDING, first, LINE)
            self.results.append(Box(RESULT_X, box_top, RESULT_WIDTH, height, words))
            self.labels += _words(label, LABEL_X, middle - 6 - (len(label) - 1) * LABEL_LINE, LABEL_LINE)
            self.arrows.append(Arrow(((QUESTION_X + QUESTION_WIDTH, middle), (RESULT_X - 2, middle))))
            y = middle + height / 2
        return y

    def connect(self) -> None:
        """Arrows from question to question. The way that leads furthest takes the outermost lane, so none cross."""
        order = list(self.boxes)
        far: list[tuple[int, str, str, float]] = []
        for target in self.path.questions.values():
            for (source, _), height in zip(self.incoming(target), self.entrances[target.key]):
                span = order.index(target.key) - order.index(source.key)
                if span == 1:
                    box = self.boxes[source.key]
                    self._enter(target.key, (ARROW_X, box.y + box.height))
                else:
                    far.append((-abs(span), source.key, target.key, height))
        for number, (_, source_key, target_key, height) in enumerate(sorted(far)):
            box, lane = self.boxes[source_key], FIRST_LANE + LANE * number
            leave = box.y + box.height - PADDING - LANE * (len(far) - 1 - number)
            self._enter(target_key, (QUESTION_X, leave), (lane, leave), (lane, height), (ARROW_X, height))

    def _enter(self, target: str, *points: tuple[float, float]) -> None:
        self.arrows.append(Arrow((*points, (ARROW_X, self.boxes[target].y - 2))))


def _words(lines: list[str], x: float, y: float, step: float) -> tuple[Words, ...]:
    return tuple(Words(x, y + step * number, line) for number, line in enumerate(lines))
