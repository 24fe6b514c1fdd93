"""The fonts of the book: static files from pinned packages, never those of the machine.

Text is set in IBM Plex Serif, everything that is looked up rather than read in IBM Plex Sans
Condensed, code in DejaVu Sans Mono, which the typst package carries inside. System fonts are
never used: with them, the same content would give other bytes on another machine.
"""
from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

PACKAGES = ("fontpkg_ibm_plex_serif", "fontpkg_ibm_plex_sans_condensed")
# The files of the faces that may be used: upright and italic in four weights.
WEIGHTS = (
    "Regular", "Italic", "Medium", "MediumItalic", "SemiBold", "SemiBoldItalic", "Bold", "BoldItalic",
)
FACES = tuple(f"{family}-{weight}" for family in ("IBMPlexSerif", "IBMPlexSansCondensed") for weight in WEIGHTS)
# As they are called in a PDF.
CODE_FACES = ("DejaVuSansMono", "DejaVuSansMono-Bold", "DejaVuSansMono-Oblique", "DejaVuSansMono-BoldOblique")

# Typst draws these without a glyph: soft hyphen, zero width space, joiners, narrow no-break space.
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\u202f\n\t")


def font_folders() -> list[Path]:
    """The folders with the font files."""
    return [folder_of(package) for package in PACKAGES]


def folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        name = package.replace("_", "-")
        raise RuntimeError(f"Das Schriftpaket {name} fehlt. scripts/build richtet es ein.")
    return Path(spec.origin).parent / "files"


def font_files() -> list[Path]:
    """The files of all faces in use."""
    files = [path for folder in font_folders() for path in sorted(folder.glob("*.ttf")) if path.stem in FACES]
    if len(files) != len(FACES):
        raise RuntimeError("Ein Schriftpaket enthält nicht die erwarteten Schnitte.")
    return files


def pdf_names() -> set[str]:
    """The names under which the book's fonts may stand in a PDF: "IBMPlexSansCond-Bold" …"""
    names = set(CODE_FACES)
    for path in font_files():
        with TTFont(path, lazy=True) as font:
            names.add(font["name"].getDebugName(6))
    return names


@cache
def printable() -> frozenset[str]:
    """The characters that every face of the book can draw, or that need no drawing."""
    return INVISIBLE | frozenset(map(chr, frozenset.intersection(*(read_characters(path) for path in font_files()))))


def read_characters(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing(text: str) -> list[str]:
    """The characters of `text` that cannot be printed, each once, in order.

    >>> missing("Größe ≥ 3 m² → gut")
    []
    """
    return [] if printable().issuperset(text) else [c for c in dict.fromkeys(text) if c not in printable()]


def describe(character: str) -> str:
    """"😀" → "„😀“ (U+1F600)"."""
    shown = f"„{character}“ " if character.isprintable() else ""
    return f"{shown}(U+{ord(character):04X})"
