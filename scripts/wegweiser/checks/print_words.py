"""The lists for the book can be read: abbreviations and hyphenation."""
from __future__ import annotations

from collections.abc import Iterable

from ..findings import Finding
from ..handbook import Handbook
from ..print_words import read_print_words


def check(handbook: Handbook) -> Iterable[Finding]:
    return read_print_words(handbook.root).findings
