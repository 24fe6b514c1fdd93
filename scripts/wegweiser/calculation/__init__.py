"""Calculations: one data file of assumptions and formulas, read, checked and computed.

`reading` turns docs/_data/rechnungen/*.yml into the `model`; `formula` reads the small
language into a `tree`, which `evaluation` computes and `display` puts into German.
Whatever else a calculation is to become (a spreadsheet, a calculator on the page) is
one more walk over that tree.
"""

from .assumptions import OWN_ORIGINS
from .model import Assumption, AssumptionRow, Calculation, Quantity, Step
from .reading import load_calculations
from .tree import FormulaError

__all__ = [
    "OWN_ORIGINS",
    "Assumption",
    "AssumptionRow",
    "Calculation",
    "FormulaError",
    "Quantity",
    "Step",
    "load_calculations",
]
