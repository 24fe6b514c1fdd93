"""A contributor's mistake stops `scripts/check` with file, line and the way to mend it."""
from __future__ import annotations

import re

import pytest

from conftest import Checkout

CHAPTER = "docs/analyse/leerstandskataster.md"

# What goes wrong: (text in the chapter, what it becomes, lines further down, message, way to mend it)
MISTAKES = {
    "a value that is not allowed": (
        "phase: ueberblick", "phase: irgendwann", 0,
        "[kopf] steckbrief › phase: „irgendwann“ ist hier nicht erlaubt.", "Erlaubt sind: vorbereiten, ueberblick",
    ),
    "a misspelt key": (
        "beteiligung: 1", "beteiligng: 1", 0,
        "[kopf] steckbrief › beteiligng: Diese Angabe gibt es nicht.", "Erlaubt sind: zweck, wofuer, nutzbar_fuer, leitfrage",
    ),
    "a span the wrong way round": (
        "wochen: {von: 4, bis: 8,", "wochen: {von: 9, bis: 8,", 0,
        "[kopf] steckbrief › wochen: von (9) ist größer als bis (8).", "Vertauschen Sie",
    ),
    "a number without origin": (
        "wochen: {von: 4, bis: 8, herkunft: schaetzung}", "wochen: {von: 4, bis: 8}", 0,
        "[kopf] steckbrief › wochen: Die Zahl hat keine Herkunft.", "herkunft:",
    ),
    "a number where a span belongs": (
        "wochen: {von: 4, bis: 8, herkunft: schaetzung}", "wochen: 6", 0,
        "[kopf] steckbrief › wochen: Hier steht „6“, erwartet wird eine Spanne.", "{von: 4, bis: 8, herkunft: schaetzung}",
    ),
    "a month that is none": (
        "stand: 2026-11", "stand: November", 0, "[kopf] stand: „November“ ist kein Monat.", "2026-11",
    ),
    "a description that is too long": (
        "description: ", "description: " + "sehr lang " * 20, 0, "[kopf] description: Der Text hat", "Höchstens 158 Zeichen",
    ),
    "broken YAML": ("felder: [nahversorgung,", "felder: [nahversorgung", 0, "[", "So geht es"),
    "an unknown source": (
        "[@AB34]", "[@GIBTESNICHT]", 0, "[quellen] Die Quelle „GIBTESNICHT“ steht nicht im Quellenverzeichnis.", "docs/_data/quellen/",
    ),
    "a section that is missing": (
        "## Stolpersteine", "### Stolpersteine", None,
        "[aufbau] Der Abschnitt „Stolpersteine“ fehlt.", "Fügen Sie ihn nach „Beispiel Marten“ ein: ## Stolpersteine",
    ),
    "a section of one's own": (
        "## Stolpersteine", "## Mein Abschnitt\n\nText.\n\n## Stolpersteine", 0,
        "[aufbau] Der Abschnitt „Mein Abschnitt“ gehört nicht in diese Kapitelart.", "Unterabschnitt (###)",
    ),
    "a link to a page that does not exist": (
        "(indikatoren.md)", "(indikator.md)", 0, "[links] Die Seite „indikator.md“ gibt es nicht.", "Meinen Sie indikatoren.md?",
    ),
    "a link to a section that does not exist": (
        "(indikatoren.md)", "(indikatoren.md#quelen)", 0,
        "[links] Auf der Seite docs/analyse/indikatoren.md gibt es den Abschnitt „#quelen“ nicht.", "Meinen Sie #quellen?",
    ),
    "a link that could run a script": (
        "(indikatoren.md)", "(javascript:alert(1))", 0, "[links] Die Adresse „javascript:alert(1)“ ist nicht erlaubt.", "https",
    ),
    "an image without alternative text": (
        "## Auf einen Blick\n", "## Auf einen Blick\n\n![](../assets/bilder/favicon.svg)\n", 2,
        "[bilder] Das Bild „../assets/bilder/favicon.svg“ hat keinen Alternativtext.", "Beschreiben Sie",
    ),
    "an image that is missing": (
        "## Auf einen Blick\n", "## Auf einen Blick\n\n![Karte](karte.png)\n", 2, "[bilder] Das Bild „karte.png“ gibt es nicht.", "Prüfen Sie den Namen",
    ),
    "raw HTML": (
        "## Auf einen Blick\n", "## Auf einen Blick\n\n<iframe src='https://example.org'></iframe>\n", 2, "[html] Hier steht HTML.", "als Markdown",
    ),
    "an unknown block": (
        "/// rechnung |", "/// rechung |", 0, "[bloecke] Den Block „rechung“ gibt es nicht.", "Erlaubt sind: uebersicht",
    ),
    "an unknown calculation": (
        "[=leerstandsquote-muster.strukturquote]", "[=leerstand.strukturquote]", 0, "[werte] Die Rechnung „leerstand“ gibt es nicht.", "Vorhanden sind: betreiber",
    ),
    "an unknown result": (
        "[=leerstandsquote-muster.strukturquote]", "[=leerstandsquote-muster.strukturquot]", 0,
        "[werte] In „leerstandsquote-muster“ gibt es „strukturquot“ nicht.", "Meinen Sie [=leerstandsquote-muster.strukturquote]?",
    ),
    "a hashtag at the start of a line": (
        "## Auf einen Blick\n", "## Auf einen Blick\n\n#hashtag im Text\n", 2, "[titel] Diese Zeile beginnt mit #", "ein Wort davor",
    ),
    "a heading other than the title": (
        "# Leerstandskataster\n", "# Leere Läden\n", 0, "[titel] Die Überschrift „Leere Läden“ weicht vom title", "an beiden Stellen dasselbe",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_line_and_remedy(checkout: Checkout, mistake: str) -> None:
    old, new, further, message, remedy = MISTAKES[mistake]
    line = checkout.edit(CHAPTER, old, new)
    result = checkout.run("check", CHAPTER)
    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    where = f"{CHAPTER}:" if further is None or message == "[" else f"{CHAPTER}:{line + further}:"
    findings = re.split(r"\n(?=\S+:\d+: )", result.stdout)
    finding = next((text for text in findings if message in text), "")
    assert finding.startswith(where), result.stdout
    assert "Fehler" in finding and remedy in finding, result.stdout


def test_the_handbook_itself_has_no_faults(checkout: Checkout) -> None:
    result = checkout.run("check")
    assert result.returncode == 0, result.stdout
    assert "Keine Fehler in" in result.stdout


def test_a_file_that_does_not_exist_is_misuse(checkout: Checkout) -> None:
    result = checkout.run("check", "docs/analyse/gibt-es-nicht.md")
    assert result.returncode == 2
    assert "Diese Datei gibt es im Handbuch nicht" in result.stderr


def test_a_page_outside_the_nav_is_named(checkout: Checkout) -> None:
    (checkout.root / "docs/analyse/vergessen.md").write_text("# Vergessen\n", encoding="utf-8")
    result = checkout.run("check")
    assert "docs/analyse/vergessen.md:1: Fehler [nav] Die Seite fehlt in der Navigation." in result.stdout


def test_an_unused_source_is_only_advice(checkout: Checkout) -> None:
    file = checkout.root / "docs/_data/quellen/recht.yml"
    file.write_text(
        file.read_text(encoding="utf-8") + "Z999:\n  herausgeber: Niemand\n  titel: Nichts\n  jahr: 2020\n  abruf: 2026-11\n",
        encoding="utf-8",
    )
    result = checkout.run("check")
    assert result.returncode == 0
    assert "Hinweis [quellen] Die Quelle „Z999“ wird nirgends genannt." in result.stdout


def test_the_build_stops_at_a_mistake_and_keeps_the_old_site(checkout: Checkout) -> None:
    (checkout.root / "site").mkdir()
    (checkout.root / "site" / "index.html").write_text("die alte Seite")
    checkout.edit(CHAPTER, "[@AB34]", "[@GIBTESNICHT]")
    result = checkout.run("build", "--web")
    assert result.returncode == 1
    assert "GIBTESNICHT" in result.stdout
    assert (checkout.root / "site" / "index.html").read_text() == "die alte Seite"


def test_symbolic_links_are_refused(checkout: Checkout) -> None:
    (checkout.root / "docs/assets/geheim.txt").symlink_to("/etc/hostname")
    result = checkout.run("build", "--web")
    assert result.returncode == 1
    assert "docs/assets/geheim.txt:1: Fehler [datei] Das ist eine symbolische Verknüpfung." in result.stdout + result.stderr
