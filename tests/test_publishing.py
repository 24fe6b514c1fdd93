"""Nobody can publish the site with placeholders in the legal pages by accident."""
from __future__ import annotations

import re

from conftest import Checkout


def test_placeholders_stop_a_build_for_publication(checkout: Checkout) -> None:
    result = checkout.run("build", "--web", "--veroeffentlichen")
    assert result.returncode == 1
    assert re.search(r"mkdocs\.yml:\d+: Fehler \[betreiber\] Die Angabe „name“ ist noch ein Platzhalter", result.stderr)
    assert not (checkout.root / "site").exists()


def test_filled_in_values_are_published(checkout: Checkout) -> None:
    config = checkout.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r'^(    \w+: )"\[.*?\]"', r'\1"Amt für Beispiele"', text, flags=re.MULTILINE), encoding="utf-8")
    result = checkout.run("build", "--web", "--veroeffentlichen")
    assert result.returncode == 0, result.stdout + result.stderr
    imprint = (checkout.root / "site/ueber/impressum/index.html").read_text(encoding="utf-8")
    assert "Amt für Beispiele" in imprint
    assert "platzhalter" not in imprint


def test_placeholders_are_marked_on_the_page(checkout: Checkout) -> None:
    assert checkout.run("build", "--web").returncode == 0
    imprint = (checkout.root / "site/ueber/impressum/index.html").read_text(encoding="utf-8")
    assert '<span class="platzhalter">[Name der herausgebenden Stelle]</span>' in imprint
