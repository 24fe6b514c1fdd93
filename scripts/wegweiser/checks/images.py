"""Images exist in docs/ and say in words what they show."""
from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from ..findings import Finding
from ..handbook import Handbook

TYPES = (".svg", ".png", ".jpg", ".jpeg", ".webp")


def check(handbook: Handbook) -> Iterator[Finding]:
    for chapter in handbook.pages:
        for image in chapter.images:
            if not image.alt.strip():
                yield Finding(
                    chapter.source, image.line, "bilder", f"Das Bild „{image.source}“ hat keinen Alternativtext.",
                    "Beschreiben Sie in den eckigen Klammern, was zu sehen ist: ![Beschreibung](datei.svg).",
                )
            path = posixpath.normpath(posixpath.join(posixpath.dirname(chapter.path), unquote(image.source)))
            if "://" in image.source or path.startswith(("..", "/")):
                yield Finding(
                    chapter.source, image.line, "bilder", f"Das Bild „{image.source}“ liegt nicht im Handbuch.",
                    "Legen Sie die Datei unter docs/assets/bilder/ ab und verlinken Sie sie dort.",
                )
            elif not path.lower().endswith(TYPES) or not (handbook.root / "docs" / path).is_file():
                yield Finding(
                    chapter.source, image.line, "bilder", f"Das Bild „{image.source}“ gibt es nicht.",
                    f"Prüfen Sie den Namen; erlaubt sind {', '.join(TYPES)}.",
                )
