"""The site's own fonts: static fonts from pinned packages, cut down to Latin, as WOFF2."""
from __future__ import annotations

import hashlib
import io
from importlib.resources import files
from pathlib import Path

import fontTools
from fontTools import subset

# Latin with German, Turkish and Polish letters, typographic marks, arrows and the signs we use.
CHARACTERS = (
    "U+0020-007E,U+00A0-017F,U+2009,U+200A,U+202F,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2039,U+203A,"
    "U+20AC,U+2190-2193,U+2212,U+2248,U+2260,U+2264,U+2265,U+2610,U+2611"
)
FEATURES = ["kern", "liga", "lnum", "tnum", "mark", "mkmk", "ccmp", "locl"]
# Name on the site → (package, file in it).
FONTS = {
    "plex-serif-regular": ("fontpkg_ibm_plex_serif", "IBMPlexSerif-Regular.ttf"),
    "plex-serif-italic": ("fontpkg_ibm_plex_serif", "IBMPlexSerif-Italic.ttf"),
    "plex-serif-semibold": ("fontpkg_ibm_plex_serif", "IBMPlexSerif-SemiBold.ttf"),
    "plex-condensed-regular": ("fontpkg_ibm_plex_sans_condensed", "IBMPlexSansCondensed-Regular.ttf"),
    "plex-condensed-semibold": ("fontpkg_ibm_plex_sans_condensed", "IBMPlexSansCondensed-SemiBold.ttf"),
}


def web_fonts(cache: Path) -> dict[str, bytes]:
    """Return file name → WOFF2 bytes. Made once (about half a second each), then read from `cache`.

    The cache key covers the font, the characters and the version of fontTools, so that it
    is never stale.
    """
    cache.mkdir(parents=True, exist_ok=True)
    result = {}
    for name, (package, file) in FONTS.items():
        original = (files(package) / "files" / file).read_bytes()
        key = hashlib.sha256(original + CHARACTERS.encode() + fontTools.version.encode()).hexdigest()[:16]
        made = cache / f"{name}-{key}.woff2"
        if not made.exists():
            made.write_bytes(_woff2(original))
        result[f"{name}.woff2"] = made.read_bytes()
    return result


def _woff2(original: bytes) -> bytes:
    options = subset.Options(flavor="woff2", hinting=False, drop_tables=["DSIG", "meta"], layout_features=FEATURES)
    font = subset.load_font(io.BytesIO(original), options)
    font.recalcTimestamp = False  # same bytes every time
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(CHARACTERS))
    subsetter.subset(font)
    output = io.BytesIO()
    subset.save_font(font, output, options)
    return output.getvalue()
