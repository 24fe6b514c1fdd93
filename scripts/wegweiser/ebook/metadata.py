"""What the EPUB says about itself, for libraries, shops and reading systems."""
from __future__ import annotations

import re
import uuid
from typing import Any

from ..book.collection import BookMeta

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# The words are those of schema.org, as EPUB Accessibility 1.1 asks for them.
FEATURES = (
    "structuralNavigation", "tableOfContents", "readingOrder", "alternativeText",
    "displayTransformability",
)
SUMMARY = (
    "Die Ausgabe hat eine Gliederung nach Teilen und Kapiteln, Überschriften in richtiger Ordnung, Tabellen mit "
    "Kopfzeilen und Abbildungen mit Alternativtext; die Zahlen der Diagramme stehen zusätzlich als Tabelle im Text. "
    "Schrift, Größe und Farben bestimmt das Lesegerät. Maschinell geprüft; eine Prüfstelle hat sie nicht bewertet."
)


def metadata(meta: BookMeta, subjects: list[str]) -> dict[str, Any]:
    """Return the metadata as pandoc reads it; texts are escaped, for pandoc takes them for Markdown.

    The identifier depends on the address of the site alone: a new edition is the same work.
    """
    texts = {
        "title": meta.title, "subtitle": meta.subtitle, "description": meta.subtitle,
        "publisher": meta.publisher, "rights": f"{meta.licence}, {meta.licence_url}",
        "accessibilitySummary": SUMMARY,
    }
    return {name: escaped(text) for name, text in texts.items() if text} | {
        "lang": "de-DE", "toc-title": "Inhalt",
        "author": [escaped(meta.publisher)] if meta.publisher else [],
        "identifier": [{"text": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, meta.site_url)}"}],
        "subject": [escaped(subject) for subject in subjects],
        "accessModes": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeatures": list(FEATURES),
        "accessibilityHazards": ["none"],
    }


def escaped(text: str) -> str:
    """Text that means itself in Markdown.

    >>> escaped("CC BY 4.0, *frei*")
    'CC BY 4\\\\.0\\\\, \\\\*frei\\\\*'
    """
    return PUNCTUATION.sub(r"\\\1", text)
