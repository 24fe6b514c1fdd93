"""The files inside of the EPUB. In its sandbox pandoc opens neither cover nor style sheet; they are put in here."""
from __future__ import annotations

import io
import re
import time
import zipfile
from dataclasses import dataclass
from html import escape

PACKAGE, NAVIGATION, STYLE_INSIDE = "EPUB/content.opf", "EPUB/nav.xhtml", "EPUB/styles/stylesheet1.css"
COVER_PAGE, COVER_PICTURE = "text/cover.xhtml", "media/titel.png"
NO_DATE = b"1970-01-01T00:00:00Z"
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="de-DE" xml:lang="de-DE">
<head><meta charset="utf-8" /><title>{title}</title>
<link rel="stylesheet" type="text/css" href="../styles/stylesheet1.css" /></head>
<body epub:type="cover" id="titelbild"><img src="../{picture}" alt="{alt}" /></body>
</html>
"""
ALT = "Titelbild: „{title}“ in weißer Schrift auf Petrol, darunter der Plan eines Quartiers mit einem hervorgehobenen Haus"


@dataclass
class Parts:
    """Name in the archive → content, in the order of the archive."""

    files: dict[str, bytes]

    @classmethod
    def read(cls, epub: bytes) -> Parts:
        with zipfile.ZipFile(io.BytesIO(epub)) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def add_cover(self, picture: bytes, title: str) -> None:
        """Add the cover as picture and as first page, with an alternative text."""
        alt = ALT.format(title=title)
        page = PAGE.format(title=escape(title), picture=COVER_PICTURE, alt=escape(alt))
        self.files["EPUB/" + COVER_PICTURE] = picture
        self.files["EPUB/" + COVER_PAGE] = page.encode()
        package = self.files[PACKAGE].decode()
        for before, addition in (
            ("</metadata>", '<meta name="cover" content="titelbild_png" />'),
            ("</manifest>", f'<item id="titelbild_png" href="{COVER_PICTURE}" media-type="image/png" properties="cover-image" />'),
            ("</manifest>", f'<item id="titelbild_xhtml" href="{COVER_PAGE}" media-type="application/xhtml+xml" />'),
            ("<itemref", '<itemref idref="titelbild_xhtml" />'),
        ):
            package = package.replace(before, addition + before, 1)
        self.files[PACKAGE] = package.encode()

    def set_date(self, timestamp: int) -> None:
        """The date of the edition; pandoc's sandbox has no clock and writes 1970."""
        date = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(timestamp))
        self.files[PACKAGE] = self.files[PACKAGE].replace(NO_DATE, date.encode())

    def speak_german(self) -> None:
        """The two words of the navigation that pandoc has in English only."""
        for english, german in ((b">Title Page<", b">Titelseite<"), (b">Table of Contents<", b">Inhalt<")):
            self.files[NAVIGATION] = self.files[NAVIGATION].replace(english, german)

    def tie_headers(self) -> None:
        """Say of each header cell whether it heads a column or a row; pandoc drops this."""
        for name, data in self.files.items():
            if name.endswith(".xhtml"):
                head, *rest = re.split(rb"(?=<tbody)", data)
                for section in rest:
                    body, mark, after = section.partition(b"</tbody>")
                    head += body.replace(b"<th", b'<th scope="row"') + mark + after
                self.files[name] = re.sub(rb"<th(?=[ >])(?! scope)", b'<th scope="col"', head)

    def written(self, timestamp: int) -> bytes:
        """The archive: the media type first and uncompressed, every file with the same date."""
        date = time.gmtime(timestamp)[:6]
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w") as archive:
            for name, data in self.files.items():
                entry = zipfile.ZipInfo(name, date)
                entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                archive.writestr(entry, data)
        return result.getvalue()
