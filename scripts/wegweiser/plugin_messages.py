"""What mkdocs-pdf-export-plugin prints, in English and past MkDocs' log: kept instead of shown."""
from __future__ import annotations

import warnings

heard: list[str] = []


def listen() -> None:
    """Keep the plugin's messages; call before MkDocs reads its configuration."""
    warnings.filterwarnings("ignore", message='"is" with', category=SyntaxWarning)  # in the plugin's source
    from mkdocs_pdf_export_plugin import plugin

    plugin.print = lambda *parts, **_: heard.append(" ".join(map(str, parts)))


def errors() -> list[str]:
    """The plugin swallows exceptions and only prints them; these are its words."""
    return [line for line in heard if line.startswith("Error")]
