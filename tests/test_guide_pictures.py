"""The pictures of the guide „Mitmachen im Browser“, and that pages, pictures and words still agree.

The photographs are made of the real built site. After a change of its looks, make them anew and look at them:

    scripts/test tests/test_guide_pictures.py --renew

The drawings of the forges' editors are drawings: these cannot be photographed without their servers.
"""
from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from conftest import ROOT, Checkout
from wegweiser.book.svg import labels_of
from wegweiser.preview import write_preview

PICTURES = ROOT / "docs/assets/bilder/anleitung"
GUIDE = (ROOT / "docs/mitmachen/im-browser.md").read_text(encoding="utf-8")
GUIDE_WITH_GIT = (ROOT / "docs/mitmachen/mit-git.md").read_text(encoding="utf-8")
CHANGED = "analyse/photovoice.md"
LARGEST = 60_000  # bytes
COLOURS = 64  # enough for letters on paper
MARK = "outline: 4px solid #b3261e; outline-offset: 6px; border-radius: 2px"


@pytest.fixture
def page(browser: Browser) -> Page:
    page = browser.new_page(viewport={"width": 900, "height": 700}, color_scheme="light", reduced_motion="reduce")
    yield page
    page.close()


def keep(picture: bytes, name: str) -> None:
    """Write a photograph with few colours and without date."""
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    image.save(PICTURES / name, optimize=True)


def test_the_link_the_guide_speaks_of_is_where_its_picture_shows_it(page: Page, address: str, pytestconfig: pytest.Config) -> None:
    page.goto(address + "analyse/leerstandskataster/")
    link, heading = page.get_by_role("link", name="Seite verbessern"), page.get_by_role("heading", level=1)
    assert link.count() == 1 and f"„{link.inner_text().strip()}“" in GUIDE
    assert link.get_attribute("href").endswith("docs/analyse/leerstandskataster.md")
    above, here = heading.bounding_box(), link.bounding_box()
    assert 0 < here["y"] - above["y"] < 400, "nicht mehr unter der Überschrift"
    if pytestconfig.getoption("--renew"):
        link.evaluate("(link, mark) => link.style.cssText += mark", MARK)
        clip = {"x": 70, "y": 0, "width": 760, "height": here["y"] + here["height"] + 110}
        keep(page.screenshot(clip=clip, animations="disabled"), "seite-verbessern.png")


def test_the_preview_names_the_changed_pages_as_its_picture_shows(page: Page, checkout: Checkout, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    site = tmp_path / "website"
    site.mkdir()
    (site / "index.html").write_text("", encoding="utf-8")
    for number, message in enumerate(("vorher", "nachher")):
        (checkout.root / "docs" / CHANGED).open("a", encoding="utf-8").write("\nEin neuer Satz.\n" * number)
        for command in (["init", "-q"], ["add", "docs"], ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", message]):
            subprocess.run(["git", "-C", str(checkout.root), *command], check=True)
    assert write_preview(checkout.root, site, "HEAD~1") == 0
    page.set_viewport_size({"width": 640, "height": 180})
    page.goto((site / "vorschau.html").as_uri())
    assert page.get_by_role("link", name="Photovoice").count() == 1
    assert "`vorschau.html`" in GUIDE
    if pytestconfig.getoption("--renew"):
        keep(page.screenshot(animations="disabled"), "vorschau.png")


@pytest.mark.parametrize("name", ["weg-github.svg", "weg-gitlab.svg"])
def test_a_drawing_says_that_it_is_one_and_bears_the_words_of_the_guide(name: str) -> None:
    from lxml import etree

    first, *labels = labels_of(etree.fromstring((PICTURES / name).read_bytes()))
    assert first == "Schema, nicht die echte Oberfläche"
    buttons = [label for label in labels if not label.isdigit() and re.search(r"[A-Z]\w+( \w+)* ?…?$", label) and f"„{label}“" in GUIDE]
    assert len(buttons) == 4, labels


def test_every_picture_is_shown_in_the_guide_and_small() -> None:
    shown = set(re.findall(r"!\[[^\]]{40,}\]\(\.\./assets/bilder/anleitung/([\w.-]+)\)", GUIDE))
    assert shown == {file.name for file in PICTURES.iterdir()}
    assert all(file.stat().st_size < LARGEST for file in PICTURES.iterdir())


@pytest.mark.parametrize("guide", [GUIDE, GUIDE_WITH_GIT], ids=["im-browser", "mit-git"])
def test_the_message_a_guide_explains_is_the_one_people_get(guide: str, checkout: Checkout) -> None:
    message = re.search(r"```text\n((docs/\S+?):(\d+): .+?)```", guide, re.DOTALL)
    file, number = checkout.root / message[2], int(message[3])
    lines = file.read_text(encoding="utf-8").split("\n")
    lines[number - 1] += " [@FEHLT]"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert message[1] in checkout.run("check", message[2]).stdout
