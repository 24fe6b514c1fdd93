"""A QR code, drawn as one path: scanned from paper, it leads to the website."""
from __future__ import annotations

from io import BytesIO

import segno


def qr_code(address: str) -> bytes:
    """Return an SVG, always the same for the same address.

    Level Q can still be read when a quarter of it is smudged.
    """
    result = BytesIO()
    segno.make(address, error="q", micro=False).save(
        result, kind="svg", border=4, dark="#1b1d1f", xmldecl=False, svgclass=None, lineclass=None, nl=False,
    )
    return result.getvalue()
