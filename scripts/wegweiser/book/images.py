"""Pictures of a page: found inside docs/, checked, and given to the typesetter as bytes."""
from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from .collection import BookPage
from .report import Report, plain_text
from .svg import clean_svg, labels_of, title_of
from .tree import remove, replace

BASE = "https://buch.invalid/"
MAXIMUM_BYTES = 8_000_000
MAXIMUM_PIXELS = 40_000_000  # a few bytes can unfold to gigabytes
MAGIC = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".svg": b""}
LONGEST_ALTERNATIVE = 1500
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class ImageError(Exception):
    """Why a picture cannot be printed, in German."""


@dataclass(frozen=True)
class ImageStore:
    """Reads pictures below docs/ and nothing else: no symbolic links, no other folders."""

    docs_dir: Path

    def read(self, page_url: str, src: str) -> tuple[str, bytes]:
        """Return name and bytes of the picture `src` on the page at `page_url`."""
        address = urlsplit(urljoin(BASE + page_url, src.strip()))
        if not address.geturl().startswith(BASE):
            raise ImageError("es liegt nicht in docs/")
        path = self.docs_dir / unquote(address.path).lstrip("/")
        suffix = path.suffix.lower()
        if suffix not in MAGIC:
            raise ImageError(f"das Format „{suffix}“ wird nicht gedruckt, nur {', '.join(MAGIC)}")
        if not self.is_inside(path) or not path.is_file():
            raise ImageError("die Datei fehlt oder ist ein Verweis")
        if path.stat().st_size > MAXIMUM_BYTES:
            raise ImageError("es ist größer als 8 MB")
        data = path.read_bytes()
        if not data.startswith(MAGIC[suffix]):
            raise ImageError(f"der Inhalt passt nicht zur Endung „{suffix}“")
        if pixels(data) > MAXIMUM_PIXELS:
            raise ImageError("es hat mehr als 40 Millionen Bildpunkte")
        return suffix, data

    def is_inside(self, path: Path) -> bool:
        """True if `path` is below docs/ and no part of it is a symbolic link."""
        straight = self.docs_dir.resolve() / path.relative_to(self.docs_dir)
        return ".." not in path.parts and path.resolve() == straight


def pixels(data: bytes) -> int:
    """Width times height of a PNG or JPEG, read from its head; 0 for anything else."""
    if data.startswith(MAGIC[".png"]):
        return number(data, 16, 4) * number(data, 20, 4)
    place = 2
    while data.startswith(MAGIC[".jpg"]) and place + 9 < len(data) and data[place] == 0xFF:
        if data[place + 1] in JPEG_FRAMES:
            return number(data, place + 5, 2) * number(data, place + 7, 2)
        place += 2 + number(data, place + 2, 2)
    return 0


def number(data: bytes, place: int, length: int) -> int:
    return int.from_bytes(data[place:place + length], "big")


def place_images(root: etree._Element, page: BookPage, store: ImageStore, report: Report) -> dict[str, bytes]:
    """Replace every picture by one whose bytes are known; return name → bytes.

    <img src="../../assets/bilder/karte.svg" alt="Karte">  →  <img src="3f2a….svg" alt="Karte"/>
    """
    images: dict[str, bytes] = {}
    for element in list(root.iter("img", "svg")):
        try:
            found = inline_image(element) if element.tag == "svg" else file_image(element, page, store)
        except ImageError as error:
            name = element.get("src", "") if element.tag == "img" else "im Text"
            report.add(
                f"Das Bild „{name[:80]}“ kann nicht gedruckt werden: {error}.",
                "Bild unter docs/assets/bilder/ ablegen, mit Alternativtext einbinden und die Angabe prüfen.",
                element, (name,),
            )
            found = None
        if found is None:
            remove(element)
            continue
        suffix, data, alt = found
        file = sha256(data).hexdigest()[:16] + suffix
        images[file] = data
        named = {"name": title_of(element)} if element.tag == "svg" else {}
        replace(element, etree.Element("img", src=file, alt=alt, **named))
    return images


def file_image(element: etree._Element, page: BookPage, store: ImageStore) -> tuple[str, bytes, str]:
    alt = element.get("alt")
    if alt is None:
        raise ImageError("der Alternativtext fehlt")
    suffix, data = store.read(page.url, element.get("src", ""))
    if suffix == ".svg":
        data, problems = clean_svg(data)
        if problems:
            raise ImageError("; ".join(problems))
    return suffix, data, alt


def inline_image(element: etree._Element) -> tuple[str, bytes, str] | None:
    """A picture drawn in the page itself; icons without a name are decoration and left out."""
    title = element.get("aria-label") or title_of(element)
    if not title:
        if plain_text(element):
            raise ImageError("der Alternativtext (aria-label oder title) fehlt")
        return None
    data, problems = clean_svg(etree.tostring(element, with_tail=False))
    if problems:
        raise ImageError("; ".join(problems))
    return ".svg", data, told(title, labels_of(element))


def told(title: str, labels: list[str]) -> str:
    """What a listener hears in place of a drawing: its title alone would only repeat the caption.

    >>> told("Läden", ["leer", "belegt"])
    'Läden. Die Grafik zeigt: leer; belegt.'
    """
    shown = "; ".join(labels)
    sentence = title if title.endswith(("?", "!", ".")) else f"{title}."
    return f"{sentence} Die Grafik zeigt: {shown[:LONGEST_ALTERNATIVE]}." if shown else title
