"""The site's own fonts: static fonts from pinned packages, cut down to what pages use, as WOFF2."""
from __future__ import annotations

import hashlib
import io
import re
from importlib.resources import files
from pathlib import Path

import fontTools
from fontTools import subset

FEATURES = ["kern", "liga", "lnum", "tnum", "mark", "mkmk", "ccmp", "locl"]
# Name on the site → (package, file in it).
FONTS = {
    "plex-serif-regular": ("fontpkg_ibm_plex_serif", "IBMPlexSerif-Regular.ttf"),
    "plex-serif-italic": ("fontpkg_ibm_plex_serif", "IBMPlexSerif-Italic.ttf"),
    "plex-serif-semibold": ("fontpkg_ibm_plex_serif", "IBMPlexSerif-SemiBold.ttf"),
    "plex-condensed-regular": ("fontpkg_ibm_plex_sans_condensed", "IBMPlexSansCondensed-Regular.ttf"),
    "plex-condensed-semibold": ("fontpkg_ibm_plex_sans_condensed", "IBMPlexSansCondensed-SemiBold.ttf"),
}


# `src: url("../schriften/NAME.woff2")` and `unicode-range: …` of one @font-face.
FACE = re.compile(r"@font-face\s*{[^}]*schriften/([\w-]+)\.woff2[^}]*unicode-range:\s*([^;}]+)", re.DOTALL)
REST = "-mehr"  # ends the name of the file with the rarer characters of a font


def web_fonts(stylesheet: Path, cache: Path) -> dict[str, bytes]:
    """Return file name → WOFF2 bytes, cut to the characters that `stylesheet` says each file holds.

    Made once (about half a second each), then read from `cache`. The cache key covers the
    font, the characters and the version of fontTools, so that it is never stale.
    """
    cache.mkdir(parents=True, exist_ok=True)
    result = {}
    for name, characters in FACE.findall(stylesheet.read_text(encoding="utf-8")):
        package, file = FONTS[name.removesuffix(REST)]
        original = (files(package) / "files" / file).read_bytes()
        key = hashlib.sha256(original + characters.encode() + fontTools.version.encode()).hexdigest()[:16]
        made = cache / f"{name}-{key}.woff2"
        if not made.exists():
            made.write_bytes(_woff2(original, characters))
        result[f"{name}.woff2"] = made.read_bytes()
    return result


def _woff2(original: bytes, characters: str) -> bytes:
    options = subset.Options(flavor="woff2", hinting=False, drop_tables=["DSIG", "meta"], layout_features=FEATURES)
    font = subset.load_font(io.BytesIO(original), options)
    font.recalcTimestamp = False  # same bytes every time
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(characters.replace(" ", "")))
    subsetter.subset(font)
    output = io.BytesIO()
    subset.save_font(font, output, options)
    return output.getvalue()
