"""German text: addresses from headings, numbers as they are read, alphabetical order."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

# Letters whose usual plain spelling Unicode does not know: the German ones, and
# those of the languages spoken in the Quartiere.
SPELLINGS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"}
    | {"ð": "d", "þ": "th", "ı": "i"}
)
# DIN 5007-1 sorts umlauts like their base letter, which is what NFKD leaves of them.
SORT_SPELLINGS = {key: value for key, value in SPELLINGS.items() if chr(key) not in "äöü"}

# Far more digits than any number of the handbook has, so that rounding never fails.
ROUNDING = Context(prec=200, rounding=ROUND_HALF_UP)


def slugify(text: str, separator: str = "-") -> str:
    """Return `text` as part of an address: lower case ASCII letters, digits and `separator`.

    Umlauts and ß are spelt out ("Maßnahmen für Ältere" gives "massnahmen-fuer-aeltere").
    Usable as the `slugify` of Python-Markdown's toc. Empty if nothing can be spelt.
    """
    plain = _without_hidden(unicodedata.normalize("NFC", text)).lower().translate(SPELLINGS)
    words = re.findall(r"[a-z0-9]+", _base_letters(plain).lower())
    return separator.join(words)


def sort_key(text: str) -> tuple[str, str]:
    """Return the key for German alphabetical order (DIN 5007-1, as in dictionaries).

    Ä sorts like A, ß like ss, without regard to case and punctuation; a space sorts
    before letters. Equals ("Bar", "Bär") come in a fixed order, the plain one first.
    """
    folded = _without_hidden(unicodedata.normalize("NFC", text)).lower().translate(SORT_SPELLINGS)
    words = re.findall(r"\w+", _base_letters(folded).casefold())
    return " ".join(words), text


def first_line(text: str, *words: str) -> int:
    """The number of the first line in which every one of `words` stands as a whole word; 1 if none does.

    >>> first_line("fach: x\\nherkunft: AB34\\nherkunft: AB3", "herkunft", "AB3")
    3
    """
    patterns = [re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])") for word in words]
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if all(pattern.search(line) for pattern in patterns)), 1)


def format_number(number: Decimal, places: int) -> str:
    """Return `number` in German, rounded half up to `places` decimals: "−1.234,50".

    The minus is U+2212. What rounds to zero has no sign.
    """
    rounded = number.quantize(Decimal(1).scaleb(-places), context=ROUNDING)
    digits = f"{rounded.copy_abs():,.{places}f}".translate(str.maketrans(",.", ".,"))
    return MINUS + digits if rounded < 0 else digits


def format_value(number: Decimal, unit: str, places: int) -> str:
    """Return `number` with its unit behind a no-break space: "12.500 Euro", "37,5 %".

    An empty unit leaves the bare number.
    """
    digits = format_number(number, places)
    return f"{digits}{NO_BREAK_SPACE}{unit}" if unit else digits


def _base_letters(text: str) -> str:
    """Drop accents: é becomes e, ² becomes 2."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _without_hidden(text: str) -> str:
    """Drop what is not seen (soft hyphens, joiners), and apostrophes, which part no words."""
    return "".join(char for char in text if unicodedata.category(char) != "Cf" and char not in "'’")
