"""What the formula language does not have, and what to tell those who wrote it anyway."""

from __future__ import annotations

import ast
import re

from ..findings import quoted
from .tree import FormulaError

MAX_LENGTH = 500
MAX_DEPTH = 60

# Name, how it is written, and how many arguments it takes (least, most).
FUNCTIONS: dict[str, tuple[str, int, int]] = {
    "min": ("min(a, b)", 2, 20),
    "max": ("max(a, b)", 2, 20),
    "round": ("round(x, 2)", 2, 2),
    "wenn": ("wenn(a > b, dann, sonst)", 3, 3),
    "annuitaet": ("annuitaet(barwert, zinssatz_prozent, jahre)", 3, 3),
    "vorher": ("vorher(reihe, anfangswert)", 2, 2),
    "summe": ("summe(reihe)", 1, 1),
    "kleinstes": ("kleinstes(reihe)", 1, 1),
    "groesstes": ("groesstes(reihe)", 1, 1),
}
# Functions whose first argument is the name of a series.
OVER_SERIES = ("summe", "kleinstes", "groesstes")
ALLOWED = (
    "Erlaubt sind Namen, Zahlen mit Punkt, + - * / ( ) und "
    f"{', '.join(usage for usage, _, _ in FUNCTIONS.values())}."
)

# What people type instead, and what the language calls it.
REPLACEMENTS = {
    "×": "*",
    "·": "*",
    "÷": "/",
    ":": "/",
    "−": "-",
    "–": "-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    ";": "ein Komma",
    "%": "/ 100",
    "[": "(",
    "]": ")",
    "{": "(",
    "}": ")",
}
FOREIGN_CHARACTER = re.compile(r"[^a-z0-9_ .,()+\-*/<>=!]")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
# In German 12.500 reads as twelve thousand five hundred; here it would be twelve and a half.
THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
DECIMAL_COMMA = re.compile(r"(?<![\w.])[0-9]+,[0-9]+")


def check_text(text: str) -> None:
    """Raise FormulaError for what can be told from the text alone, before it is parsed."""
    if not text:
        raise FormulaError("Die Formel ist leer.", ALLOWED)
    if len(text) > MAX_LENGTH:
        raise FormulaError(
            f"Die Formel ist länger als {MAX_LENGTH} Zeichen.",
            "Teilen Sie die Formel auf mehrere Größen auf.",
        )
    if foreign := FOREIGN_CHARACTER.search(text):
        raise _foreign_character(foreign.group())
    if comma := DECIMAL_COMMA.search(text):
        number = comma.group()
        raise FormulaError(
            f"Das Komma in {quoted(number)} ist mehrdeutig.",
            f"Schreiben Sie Dezimalzahlen mit Punkt ({number.replace(',', '.')}); zwischen zwei "
            f"Werten steht hinter dem Komma ein Leerzeichen ({number.replace(',', ', ')}).",
        )


def syntax_error(text: str) -> FormulaError:
    """Name the most likely reason why Python's parser gave up on `text`."""
    opened, closed = text.count("("), text.count(")")
    if opened > MAX_DEPTH:
        return too_deep()
    if opened != closed:
        return FormulaError(
            f"Die Klammern passen nicht zusammen: {opened} öffnende, {closed} schließende.",
            "Ergänzen oder entfernen Sie eine Klammer.",
        )
    if re.search(r"(?<![<>=!])=(?!=)", text):
        return FormulaError(
            "Ein einzelnes = gibt es in Formeln nicht.",
            "Schreiben Sie für einen Vergleich ==; der Name der Größe steht über der Formel.",
        )
    return FormulaError(
        f"Die Formel {quoted(text)} ist unvollständig oder falsch geschrieben.",
        f"Prüfen Sie, ob ein Rechenzeichen oder ein Wert fehlt. {ALLOWED}",
    )


def too_deep() -> FormulaError:
    """Refuse a formula that is nested deeper than anybody can read."""
    return FormulaError(
        f"Die Formel ist tiefer als {MAX_DEPTH} Ebenen verschachtelt.",
        "Teilen Sie die Formel auf mehrere Größen auf.",
    )


def thousands_problem(number: str) -> tuple[str, str] | None:
    """Return message and hint if `number` can be read as German thousands, else None."""
    if not THOUSANDS.fullmatch(number):
        return None
    return (
        f"Die Zahl {number} ist mehrdeutig: Der Punkt trennt hier Dezimalstellen, nicht Tausender.",
        f"Schreiben Sie {number.replace('.', '')} (Tausender) oder {number}0 (Dezimalzahl).",
    )


def not_in_language(node: ast.expr, source: str) -> FormulaError:
    """Refuse a part of a formula, given as Python's node and as its author wrote it."""
    match node:
        case ast.BinOp(op=ast.Pow()):
            return FormulaError("Potenzen mit ** gibt es nicht.", f"Schreiben Sie x * x. {ALLOWED}")
        case ast.BinOp(op=ast.FloorDiv()):
            return FormulaError("Eine Division mit // gibt es nicht.", f"Schreiben Sie x / y. {ALLOWED}")
        case ast.Compare():
            return FormulaError(
                f"Der Vergleich {quoted(source)} steht an der falschen Stelle.",
                "Vergleiche stehen nur am Anfang von wenn(a > b, dann, sonst).",
            )
        case ast.BoolOp() | ast.IfExp() | ast.UnaryOp(op=ast.Not()):
            return FormulaError(
                f"{quoted(source)} ist in Formeln nicht erlaubt.",
                "Für Bedingungen gibt es wenn(a > b, dann, sonst), auch ineinander geschachtelt.",
            )
    return FormulaError(f"{quoted(source)} ist in Formeln nicht erlaubt.", ALLOWED)


def _foreign_character(char: str) -> FormulaError:
    message = f"Die Formel enthält das Zeichen {quoted(char)}."
    if char in REPLACEMENTS:
        return FormulaError(message, f"Schreiben Sie stattdessen: {REPLACEMENTS[char]}")
    if char.isalpha():
        return FormulaError(message, "Namen bestehen aus Kleinbuchstaben a–z, Ziffern und Unterstrich.")
    return FormulaError(message, ALLOWED)
