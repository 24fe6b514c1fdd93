"""A machine on which someone has installed another font under the name of ours."""
from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

from wegweiser.book import fonts

CONFIGURATION = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def strange_font(home: Path) -> dict[str, str]:
    """Install it below `home`; returns the environment of a process that lives there."""
    folder = home / ".local" / "share" / "fonts"
    folder.mkdir(parents=True)
    sans = next(file for file in fonts.font_files() if file.stem == "IBMPlexSansCondensed-Regular")
    with TTFont(sans) as font:
        for entry in font["name"].names:
            if entry.nameID in (1, 4, 6, 16):
                font["name"].setName("IBM Plex Serif", entry.nameID, entry.platformID, entry.platEncID, entry.langID)
        font.save(folder / "IBMPlexSerif-Regular.ttf")
    (home / "fonts.conf").write_text(CONFIGURATION.format(folder=folder, cache=home / "cache"))
    return {"HOME": str(home), "XDG_DATA_HOME": str(home / ".local" / "share"), "FONTCONFIG_FILE": str(home / "fonts.conf")}
