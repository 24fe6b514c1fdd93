"""Makes the silent failures of mkdocs-pdf-export-plugin loud.

The plugin falls back to its own handler when ours is not found (the path is taken from the
current folder), counts exceptions without passing them on, and leaves out pages without a word.
"""
from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from . import collection

PLUGIN = "pdf-export"
HANDLER = Path(__file__).with_name("pdf_export_handler.py")


def assert_handler_loaded(config: Any) -> None:
    """Raise PluginError, in German, unless the plugin works with our handler.

    To be called from on_nav, where the plugin has just chosen its handler.
    """
    plugin = config.plugins.get(PLUGIN)
    if plugin is None or not plugin.enabled or plugin.renderer is None:
        raise PluginError(f"Das Plugin {PLUGIN} ist nicht eingeschaltet; ohne es gibt es keine Kapitel-PDFs.")
    loaded = Path(getattr(plugin.renderer.theme, "__file__", "") or "unbekannt")
    if loaded.resolve() != HANDLER.resolve():
        raise PluginError(
            f"Das Plugin {PLUGIN} hat {loaded} geladen statt {HANDLER}. "
            "theme_handler_path gilt ab dem Ordner, in dem der Bau beginnt: im Ordner von mkdocs.yml starten."
        )
    if plugin.combined:
        raise PluginError(f"Im Plugin {PLUGIN} bleibt combined aus; das Buch entsteht auf anderem Weg.")


def assert_all_pages_registered(config: Any) -> None:
    """Raise PluginError unless the plugin has asked for the PDF of every page, without an error.

    To be called when all pages are written and before they are typeset.
    """
    errors = config.plugins[PLUGIN].num_errors
    if errors:
        raise PluginError(f"Das Plugin {PLUGIN} meldet {errors} Fehler; die Ursachen stehen weiter oben.")
    missing = collection.active().missing_jobs()
    if missing:
        names = ", ".join(page.src for page in missing)
        raise PluginError(f"Für diese Seiten wurde kein PDF angefordert: {names}")


def assert_plugin_state(config: Any) -> None:
    """Both checks, at the end of the build."""
    assert_handler_loaded(config)
    assert_all_pages_registered(config)
