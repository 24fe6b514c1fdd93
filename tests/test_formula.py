"""The formula language: what it computes, how it reads in German, and what it refuses."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from wegweiser.calculation.display import readable
from wegweiser.calculation.evaluation import annuity, evaluate
from wegweiser.calculation.formula import parse
from wegweiser.calculation.tree import FormulaError

VALUES = {"a": Decimal("0.1"), "b": Decimal("0.2"), "null": Decimal(0), "gross": Decimal(10) ** 14}
LABELS = {"a": "Miete", "b": "Fläche", "null": "Nichts", "gross": "Viel"}


def computed(formula: str) -> Decimal:
    return evaluate(parse(formula), VALUES)


def refused(formula: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        computed(formula)
    return caught.value


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("a + b", "0.3"),
        ("1 - 0.9", "0.1"),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("12 / 8 / 2", "0.75"),
        ("10 - 4 - 3", "3"),
        ("-a + 1", "0.9"),
        ("2 - -3", "5"),
        ("min(a, b, 0.15)", "0.1"),
        ("max(a, b)", "0.2"),
        ("round(2.5, 0)", "3"),
        ("round(-2.5, 0)", "-3"),
        ("round(1.0050, 2)", "1.01"),
        ("wenn(a < b, 1, 2)", "1"),
        ("wenn(a >= b, 1, 2)", "2"),
        ("wenn(a + b == 0.3, 1, 2)", "1"),
        ("wenn(a != b, wenn(a <= b, 7, 8), 9)", "7"),
        ("a\n  + b", "0.3"),
    ],
)
def test_formulas_are_computed_exactly(formula: str, result: str) -> None:
    assert computed(formula) == Decimal(result)


def test_only_the_branch_that_counts_is_computed() -> None:
    assert computed("wenn(null == 0, 0, 1 / null)") == 0


def test_results_are_not_rounded_before_they_are_shown() -> None:
    assert computed("1 / 3") == Decimal("0." + "3" * 28)
    assert round(computed("1 / 3 * 3"), 20) == 1


@pytest.mark.parametrize(
    ("present_value", "rate", "years", "payment"),
    [
        # The dossier's examples: 40.000 Euro at 4 % over ten years, 100.000 Euro over fifteen.
        ("40000", "4", "10", "4931.64"),
        ("100000", "4", "15", "8994.11"),
        ("100000", "2", "15", "7782.55"),
        ("12000", "0", "10", "1200.00"),
        ("1000", "5", "1", "1050.00"),
    ],
)
def test_an_annuity_pays_a_loan_off_in_equal_payments(
    present_value: str, rate: str, years: str, payment: str
) -> None:
    result = annuity(Decimal(present_value), Decimal(rate), Decimal(years))
    assert round(result, 2) == Decimal(payment)


def test_after_the_last_payment_of_an_annuity_nothing_is_owed() -> None:
    debt, payment = Decimal(40000), annuity(Decimal(40000), Decimal("3.75"), Decimal(12))
    for _ in range(12):
        debt = debt * Decimal("1.0375") - payment
    assert abs(debt) < Decimal("1e-18")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("a * b * 12", "Miete × Fläche × 12"),
        ("a / 1500 - 0.5", "Miete ÷ 1.500 − 0,5"),
        ("(a + b) * 2", "(Miete + Fläche) × 2"),
        ("a - (b - 1)", "Miete − (Fläche − 1)"),
        ("a - -b", "Miete − (−Fläche)"),
        ("-a * b", "(−Miete) × Fläche"),
        ("-(a + b)", "−(Miete + Fläche)"),
        ("max(0, a)", "Maximum(0; Miete)"),
        ("round(a, 0) + round(b, 2)", "gerundet(Miete; ganze Zahl) + gerundet(Fläche; 2 Nachkommastellen)"),
        ("wenn(a >= 1, a, 0)", "wenn(Miete ≥ 1; dann Miete; sonst 0)"),
        ("annuitaet(a, 4, 10)", "Annuität(Miete; 4; 10)"),
    ],
)
def test_formulas_read_as_german_with_labels_for_names(formula: str, text: str) -> None:
    assert readable(parse(formula), LABELS) == text


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("a.real", "„a.real“ ist in Formeln nicht erlaubt"),
        ("().__class__", "ist in Formeln nicht erlaubt"),
        ("a.min(1, 2)", "„a.min“ ist keine Funktion"),
        ("print(a)", "„print“ ist keine Funktion"),
        ("__import__(a)", "„__import__“ ist keine Funktion"),
        ("min(a, b)(a)", "ist keine Funktion"),
        ("lambda x: x", "Die Formel enthält das Zeichen „:“"),
        ("[a for a in b]", "Die Formel enthält das Zeichen „[“"),
        ("(x for x in a)", "ist in Formeln nicht erlaubt"),
        ("'text'", "Die Formel enthält das Zeichen „'“"),
        ('"text"', 'Die Formel enthält das Zeichen „"“'),
        ("a # b", "Die Formel enthält das Zeichen „#“"),
        ("await a", "ist in Formeln nicht erlaubt"),
        ("2 ** 3", "Potenzen mit ** gibt es nicht"),
        ("9**9**9**9", "Potenzen mit ** gibt es nicht"),
        ("a // b", "Eine Division mit // gibt es nicht"),
        ("1e999999999", "„1e999999999“ ist in Formeln keine Zahl"),
        ("1_000", "„1_000“ ist in Formeln keine Zahl"),
        ("0x10", "„0x10“ ist in Formeln keine Zahl"),
        ("1j", "„1j“ ist in Formeln keine Zahl"),
        ("a if b else 1", "„a if b else 1“ ist in Formeln nicht erlaubt"),
        ("a and b", "„a and b“ ist in Formeln nicht erlaubt"),
        ("a, b", "„a, b“ ist in Formeln nicht erlaubt"),
        ("+a", "„+a“ ist in Formeln nicht erlaubt"),
        ("a > b", "Der Vergleich „a > b“ steht an der falschen Stelle"),
        ("wenn(a, 1, 2)", "„a“ ist keine Bedingung für wenn"),
        ("wenn(0 < a < 1, 1, 2)", "„0 < a < 1“ ist keine Bedingung für wenn"),
        ("wenn(a is b, 1, 2)", "„a is b“ ist keine Bedingung für wenn"),
        ("wenn(a > b, 1)", "Die Angaben in der Klammer von wenn passen nicht (hier 2)"),
        ("min(a)", "Die Angaben in der Klammer von min passen nicht (hier 1)"),
        ("min(*a, b)", "„*a“ ist in Formeln nicht erlaubt"),
        ("max(a, key=b)", "Die Angaben in der Klammer von max passen nicht"),
        ("round(a, b)", "Die Nachkommastellen in round sind keine feste Zahl von 0 bis 6"),
        ("round(a, 999999999)", "Die Nachkommastellen in round sind keine feste Zahl von 0 bis 6"),
        ("0,5 * a", "Das Komma in „0,5“ ist mehrdeutig"),
        ("12.500 * a", "Die Zahl 12.500 ist mehrdeutig"),
        ("a × b", "Die Formel enthält das Zeichen „×“"),
        ("Miete + 1", "Die Formel enthält das Zeichen „M“"),
        ("a = b", "Ein einzelnes = gibt es in Formeln nicht"),
        ("(a + b", "Die Klammern passen nicht zusammen: 1 öffnende, 0 schließende"),
        ("a +", "ist unvollständig oder falsch geschrieben"),
        ("2a", "ist unvollständig oder falsch geschrieben"),
        (" ", "Die Formel ist leer"),
        ("a + " * 125 + "a", "Die Formel ist länger als 500 Zeichen"),
        ("(" * 240 + "a" + ")" * 240, "Die Formel ist tiefer als 60 Ebenen verschachtelt"),
        ("-" * 490 + "a", "Die Formel ist tiefer als 60 Ebenen verschachtelt"),
        ("+".join("a" * 250), "Die Formel ist tiefer als 60 Ebenen verschachtelt"),
        ("9" * 480, "Das Ergebnis ist größer als eine Billiarde"),
        ("gross * gross", "Das Ergebnis ist größer als eine Billiarde"),
        ("a / 0", "Die Formel teilt durch null"),
        ("1 / (b - a - 0.1)", "Die Formel teilt durch null: Der Teiler aus „b, a“ ergibt 0"),
        ("annuitaet(a, 4, 2.5)", "Die Laufzeit in annuitaet ist 2.5"),
        ("annuitaet(a, 4, null)", "Die Laufzeit in annuitaet ist 0"),
        ("annuitaet(a, 500, 10)", "Der Zinssatz in annuitaet ist 500"),
    ],
)
def test_everything_outside_the_language_is_refused_in_german(formula: str, message: str) -> None:
    start = time.process_time()
    error = refused(formula)
    assert message in error.message
    assert error.hint
    assert time.process_time() - start < 1


def test_a_flood_of_brackets_is_refused_at_once() -> None:
    assert "länger als 500 Zeichen" in refused("(" * 10**7).message


@pytest.mark.parametrize(
    ("formula", "hint"),
    [
        ("print(a)", "min(a, b), max(a, b), round(x, 2), wenn(a > b, dann, sonst), annuitaet("),
        ("a × b", "Schreiben Sie stattdessen: *"),
        ("a % b", "Schreiben Sie stattdessen: / 100"),
        ("0,5 * a", "Dezimalzahlen mit Punkt (0.5)"),
        ("12.500 * a", "Schreiben Sie 12500 (Tausender) oder 12.5000 (Dezimalzahl)"),
        ("1 / null", "wenn(null == 0, 0, …)"),
        ("min(a)", "Schreiben Sie min(a, b)."),
    ],
)
def test_the_hint_says_what_to_write_instead(formula: str, hint: str) -> None:
    assert hint in refused(formula).hint
