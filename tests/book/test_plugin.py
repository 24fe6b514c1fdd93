"""mkdocs-pdf-export-plugin asks for PDFs through our handler, and its silent failures are loud."""
from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import PluginError
from mkdocs_pdf_export_plugin.renderer import Renderer
from pages import CHAPTER, META, SITE, page

from wegweiser.book import collection, plugin_guard
from wegweiser.book.collection import Collection

HTML = '<html><head><link href="{}" rel="canonical"><title>x</title></head><body><p>Text</p></body></html>'


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Collection:
    """A collection with one page, in a folder from which the plugin finds our handler."""
    monkeypatch.chdir(plugin_guard.HANDLER.parent)
    book = collection.start(META, tmp_path)
    book.add(page(CHAPTER))
    return book


def config(renderer: Renderer | None, **state: object) -> SimpleNamespace:
    """As much of MkDocs' configuration as the guard looks at."""
    plugin = SimpleNamespace(**({"enabled": True, "combined": False, "num_errors": 0, "renderer": renderer} | state))
    return SimpleNamespace(plugins={plugin_guard.PLUGIN: plugin})


def our_renderer() -> Renderer:
    return Renderer(False, "material", plugin_guard.HANDLER.name)


def test_the_plugin_hands_over_address_and_target_and_typesets_nothing(book: Collection, tmp_path: Path) -> None:
    target = tmp_path / "leerstandskataster.pdf"
    our_renderer().write_pdf(HTML.format(SITE + "analyse/leerstandskataster/"), "", str(target))
    assert book.jobs == {"analyse/leerstandskataster/": target}
    assert not target.exists()


def test_the_page_is_left_as_it_is(book: Collection) -> None:
    assert our_renderer().add_link("<p>Seite</p>", "x.pdf") == "<p>Seite</p>"


def test_a_page_without_address_is_an_error(book: Collection) -> None:
    with pytest.raises(ValueError, match="site_url in mkdocs.yml setzen"):
        our_renderer().write_pdf("<html><head></head><body></body></html>", "", "x.pdf")


def test_all_is_well(book: Collection, tmp_path: Path) -> None:
    book.register_job(SITE + "analyse/leerstandskataster/", tmp_path / "x.pdf")
    plugin_guard.assert_plugin_state(config(our_renderer()))


def test_from_another_folder_the_plugin_takes_its_own_handler_and_the_build_stops(
    book: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PluginError, match="theme_handler_path gilt ab dem Ordner"):
        plugin_guard.assert_handler_loaded(config(our_renderer()))


def test_a_swallowed_error_stops_the_build(book: Collection) -> None:
    with pytest.raises(PluginError, match="meldet 2 Fehler"):
        plugin_guard.assert_all_pages_registered(config(our_renderer(), num_errors=2))


def test_a_page_without_pdf_stops_the_build(book: Collection) -> None:
    with pytest.raises(PluginError, match=r"kein PDF angefordert: analyse/leerstandskataster\.md"):
        plugin_guard.assert_all_pages_registered(config(our_renderer()))


@pytest.mark.parametrize("state", [{"enabled": False}, {"combined": True}])
def test_a_plugin_that_is_switched_off_or_combines_stops_the_build(book: Collection, state: dict[str, bool]) -> None:
    with pytest.raises(PluginError):
        plugin_guard.assert_handler_loaded(config(our_renderer(), **state))
