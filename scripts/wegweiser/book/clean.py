"""One rendered page → an allow-listed tree in the print vocabulary, and a report of what was lost."""
from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from ..findings import Finding
from .allow import keep_allowed, remove_web_only
from .collection import BookPage
from .footnotes import place_footnotes
from .images import ImageStore, place_images
from .links import LinkResolver, resolve_links
from .parse import parse
from .report import Dropped, Report
from .structure import check_depth, check_headings, keep_introductions, name_places, unwrap_groups
from .tables import prepare_tables
from .translate import translate
from .typography import check_glyphs, draw_boxes, mark_addresses, tidy


@dataclass(frozen=True)
class Cleaned:
    """A page ready for the typesetter."""

    page: BookPage
    tree: etree._Element
    images: dict[str, bytes]
    dropped: list[Dropped]

    @property
    def findings(self) -> list[Finding]:
        return sorted({entry.as_finding(self.page) for entry in self.dropped})

    @property
    def xml(self) -> bytes:
        return as_xml(self.tree)


def as_xml(tree: etree._Element) -> bytes:
    return etree.tostring(tree, encoding="utf-8", xml_declaration=True)


def clean(page: BookPage, site: LinkResolver, images: ImageStore) -> Cleaned:
    """Clean one page. Reads nothing but the pictures the page names.

    In:
        <h1 id="umbau">Umbau<a class="headerlink" href="#umbau">#</a></h1>
        <div class="admonition tipp"><p class="admonition-title">Früh fragen</p>
        <p>Siehe <a href="../../analyse/leerstandskataster/">Leerstandskataster</a>.</p></div>
        <iframe src="https://…">Karte</iframe>

    Out:
        <root><h1 id="koproduktion/umbau#umbau">Umbau</h1><box kind="tipp"><title>Früh fragen</title>
        <p>Siehe <a href="https://…/analyse/leerstandskataster/" to="analyse/leerstandskataster"
        page="1">Leerstandskataster</a>.</p></box></root>
        dropped: „Das Element <iframe> kann nicht gedruckt werden. Dabei ginge verloren: „Karte“.“
    """
    report = Report()
    root = parse(page.html, report)
    remove_web_only(root)
    keep_allowed(root, report)
    place_footnotes(root, report)
    pictures = place_images(root, page, images, report)
    translate(root, report)
    resolve_links(root, page, site, report)
    unwrap_groups(root)
    keep_introductions(root)
    name_places(root, page, report)
    tidy(root)
    draw_boxes(root)
    mark_addresses(root)
    prepare_tables(root, report)
    check_headings(root, report)
    check_depth(root, report)
    check_glyphs(root, report)
    return Cleaned(page, root, pictures, report.entries)
