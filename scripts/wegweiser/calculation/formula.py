"""The formula language: text in, a small tree out; everything not listed here is refused.

Python's own parser reads the text, but nothing is ever compiled or run: each node is
translated into one of the kinds in `tree`, and a node without translation is an error.
"""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass
from decimal import Decimal

from ..findings import quoted
from .complaints import (
    ALLOWED,
    FUNCTIONS,
    MAX_DEPTH,
    NUMBER,
    OVER_SERIES,
    check_text,
    not_in_language,
    syntax_error,
    thousands_problem,
    too_deep,
)
from .tree import Call, Choice, Comparison, Expression, FormulaError, Name, Negation, Number, Operation

MAX_PLACES = 6

OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def parse(text: str) -> Expression:
    """Return the tree of a formula; raise FormulaError on anything outside the language."""
    text = " ".join(text.split())
    check_text(text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise syntax_error(text) from None
    return _Translation(text).number(tree.body, 1)


@dataclass(frozen=True)
class _Translation:
    """Translates Python's tree of one formula; `text` is what that tree was read from."""

    text: str

    def number(self, node: ast.expr, depth: int) -> Expression:
        """Translate a part of the formula that has a number as its value."""
        if depth > MAX_DEPTH:
            raise too_deep()
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.Name(id=name):
                return Name(name)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Negation(self.number(operand, depth + 1))
            case ast.BinOp(op=operator, left=left, right=right) if type(operator) in OPERATORS:
                sign = OPERATORS[type(operator)]
                return Operation(sign, self.number(left, depth + 1), self.number(right, depth + 1))
            case ast.Call():
                return self._call(node, depth)
        raise not_in_language(node, self._source(node))

    def _source(self, node: ast.expr) -> str:
        # The text is plain ASCII on one line, so columns are positions.
        return self.text[node.col_offset : node.end_col_offset]

    def _constant(self, node: ast.Constant) -> Number:
        source = self._source(node)
        if not NUMBER.fullmatch(source):
            raise FormulaError(
                f"{quoted(source)} ist in Formeln keine Zahl.",
                "Schreiben Sie Zahlen aus, Dezimalstellen mit Punkt und einer Ziffer davor: 1500 oder 0.5.",
            )
        if problem := thousands_problem(source):
            raise FormulaError(*problem)
        return Number(Decimal(source))

    def _call(self, node: ast.Call, depth: int) -> Call | Choice:
        function = node.func.id if isinstance(node.func, ast.Name) else self._source(node.func)
        if function not in FUNCTIONS:
            raise FormulaError(
                f"{quoted(function)} ist keine Funktion.",
                f"Fehlt vor der Klammer ein Rechenzeichen? {ALLOWED}",
            )
        usage, least, most = FUNCTIONS[function]
        given = len(node.args) + len(node.keywords)
        if node.keywords or not least <= given <= most:
            raise FormulaError(
                f"Die Angaben in der Klammer von {function} passen nicht (hier {given}).",
                f"Schreiben Sie {usage}.",
            )
        if function == "wenn":
            condition = self._comparison(node.args[0], depth + 1)
            then, otherwise = (self.number(branch, depth + 1) for branch in node.args[1:])
            return Choice(condition, then, otherwise)
        arguments = tuple(self.number(argument, depth + 1) for argument in node.args)
        if function == "round":
            _check_places(arguments[1])
        if function in (*OVER_SERIES, "vorher") and not isinstance(arguments[0], Name):
            raise FormulaError(
                f"In {function} steht an erster Stelle kein Name, sondern {quoted(self._source(node.args[0]))}.",
                f"Schreiben Sie {usage} mit dem Namen einer Größe, die je: hat.",
            )
        return Call(function, arguments)

    def _comparison(self, node: ast.expr, depth: int) -> Comparison:
        match node:
            case ast.Compare(left=left, ops=[operator], comparators=[right]) if type(operator) in COMPARISONS:
                sign = COMPARISONS[type(operator)]
                return Comparison(sign, self.number(left, depth + 1), self.number(right, depth + 1))
        raise FormulaError(
            f"{quoted(self._source(node))} ist keine Bedingung für wenn.",
            "Vergleichen Sie genau zwei Werte mit < <= > >= == oder !=. Für mehrere Bedingungen "
            "schachteln Sie: wenn(a > 0, wenn(b > 0, 1, 0), 0).",
        )


def _check_places(places: Expression) -> None:
    if not isinstance(places, Number) or places.value not in range(MAX_PLACES + 1):
        raise FormulaError(
            f"Die Nachkommastellen in round sind keine feste Zahl von 0 bis {MAX_PLACES}.",
            "Schreiben Sie zum Beispiel round(x, 2).",
        )
