"""Images exist in docs/, say in words what they show, carry no program, and somebody may use them.

Who made an image and under which licence stands in docs/_data/bilder.yml, by path below docs/:

    assets/bilder/favicon.svg: {urheber: Redaktion, lizenz: CC-BY-4.0}
    assets/bilder/anleitung/: {urheber: Redaktion, lizenz: CC-BY-4.0}   # all in this folder
"""
from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..chapter import Chapter, Image
from ..files import IMAGES
from ..findings import Finding, quoted
from ..handbook import DATA, Handbook
from ..yaml_source import Lines, load_file

LIST = f"{DATA}/bilder.yml"
CHECK = "bilder"
LICENCES = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "EUPL-1.2")
KEYS = ("urheber", "lizenz", "quelle")
MAGIC = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".webp": b"RIFF"}


def check(handbook: Handbook) -> Iterator[Finding]:
    for chapter in handbook.asked_pages:
        for image in chapter.images:
            yield from _used(image, chapter, handbook)
    if handbook.asked and not any(path.endswith(IMAGES) or path == LIST for path in handbook.asked):
        return
    licences, lines, findings = _licences(handbook)
    yield from findings
    files = [file for file in sorted((handbook.root / "docs").rglob("*")) if file.suffix.lower() in IMAGES and file.is_file()]
    paths = [file.relative_to(handbook.root / "docs").as_posix() for file in files]
    for path, file in zip(paths, files):
        yield from _content(path, file)
        if path not in licences and not any(path.startswith(folder) for folder in licences if folder.endswith("/")):
            yield Finding(
                f"docs/{path}", 1, CHECK, "Zu diesem Bild fehlen Urheber und Lizenz.",
                f"Tragen Sie in {LIST} ein: {path}: {{urheber: Name, lizenz: CC-BY-4.0}}",
            )
    for path in licences:
        if not any(known == path or path.endswith("/") and known.startswith(path) for known in paths):
            message = f"Das Bild {quoted(path)} gibt es nicht."
            yield Finding(LIST, lines.of(path), CHECK, message, "Streichen Sie die Zeile oder berichtigen Sie den Pfad.")


def _used(image: Image, chapter: Chapter, handbook: Handbook) -> Iterator[Finding]:
    if not image.alt.strip():
        yield Finding(
            chapter.source, image.line, CHECK, f"Das Bild „{image.source}“ hat keinen Alternativtext.",
            "Beschreiben Sie in den eckigen Klammern, was zu sehen ist: ![Beschreibung](datei.svg).",
        )
    elif image.alt.strip().lower().endswith(IMAGES) or image.alt.strip().lower() in ("bild", "foto", "grafik", "image"):
        yield Finding(
            chapter.source, image.line, CHECK, f"„{image.alt.strip()}“ sagt nicht, was das Bild zeigt.",
            "Beschreiben Sie in einem Satz, was jemand wissen muss, der das Bild nicht sieht.",
        )
    path = posixpath.normpath(posixpath.join(posixpath.dirname(chapter.path), unquote(image.source)))
    if "://" in image.source or path.startswith(("..", "/")):
        yield Finding(
            chapter.source, image.line, CHECK, f"Das Bild „{image.source}“ liegt nicht im Handbuch.",
            "Legen Sie die Datei unter docs/assets/bilder/ ab und verlinken Sie sie dort.",
        )
    elif not path.lower().endswith(IMAGES) or "\x00" in path or not (handbook.root / "docs" / path).is_file():
        yield Finding(
            chapter.source, image.line, CHECK, f"Das Bild „{image.source}“ gibt es nicht.",
            f"Prüfen Sie den Namen; erlaubt sind {', '.join(IMAGES)}.",
        )


def _content(path: str, file: Path) -> Iterator[Finding]:
    """What is inside of the file: an SVG is a program unless somebody looked."""
    if file.is_symlink() or file.stat().st_size > 2_000_000:
        return  # files.py has told
    data = file.read_bytes()
    if file.suffix.lower() == ".svg":
        from ..book.svg import clean_svg

        problems = clean_svg(data)[1]
        if problems:
            yield Finding(
                f"docs/{path}", 1, CHECK, f"Das Bild ist nicht erlaubt: {'; '.join(problems[:3])}.",
                "Speichern Sie es als „einfaches SVG“ ohne Skripte, Verweise, eingebettete Bilder und Schriften.",
            )
    elif not data.startswith(MAGIC[file.suffix.lower()]):
        yield Finding(
            f"docs/{path}", 1, CHECK, f"Der Inhalt passt nicht zur Endung {file.suffix}.", "Speichern Sie das Bild neu im richtigen Format.",
        )


def _licences(handbook: Handbook) -> tuple[dict[str, Any], Lines, list[Finding]]:
    file = handbook.root / LIST
    data, lines, findings = load_file(file, handbook.root) if file.is_file() else ({}, Lines(1, {}), [])
    entries = data if isinstance(data, dict) else {}
    for path, entry in entries.items():
        if not isinstance(entry, dict) or not entry.get("urheber") or entry.get("lizenz") not in LICENCES or set(entry) - set(KEYS):
            findings.append(Finding(
                LIST, lines.of(path), CHECK, f"Die Angaben zu {quoted(path)} sind unvollständig.",
                f"Schreiben Sie {{urheber: Name, lizenz: …}}; Lizenzen: {', '.join(LICENCES)}; quelle: ist freiwillig.",
            ))
    return entries, lines, findings
