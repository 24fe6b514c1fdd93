"""German everywhere: no English word of the theme reaches a reader, and what is not German says so."""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html

FOREIGN = {"en/index.html": "en", "tr/index.html": "tr"}
# What the theme and the Markdown extensions say in English where nobody stops them.
ENGLISH = re.compile(
    r"\b(?:permanent link|jump back|footnotes?|back to|skip to|table of contents|made with|not found|search|results?|close|clear|"
    r"toggle|share|copy|copied|edit this|view source|next|previous|menu|navigation bar|warning|note|tip|danger|loading|click|initializing)\b", re.IGNORECASE)
FRAME = "//header | //nav | //footer | //summary | " + " | ".join(
    f'//*[contains(@class, "{name}")]' for name in ("md-skip", "md-dialog", "admonition-title", "footnote-backref")
)
SPOKEN = ("title", "aria-label", "aria-description", "aria-roledescription", "placeholder", "alt")


def spoken(root: lxml.html.HtmlElement) -> Iterator[tuple[lxml.html.HtmlElement, str]]:
    """Texts in attributes, and the words of the frame around the article."""
    for name in SPOKEN:
        for element in root.iterfind(f".//*[@{name}]"):
            yield element, element.get(name)
    for frame in root.xpath(FRAME):
        for element in frame.iter(lxml.html.etree.Element):
            yield element, element.text or ""


def language_of(element: lxml.html.HtmlElement) -> str:
    while element is not None:
        if element.get("lang"):
            return element.get("lang")
        element = element.getparent()
    return ""


def english(root: lxml.html.HtmlElement) -> list[str]:
    return [text.strip() for element, text in spoken(root) if language_of(element) == "de" and ENGLISH.search(text)]


def test_no_page_speaks_english_to_a_german_reader(site: Path) -> None:
    files = sorted(site.rglob("*.html"))
    assert len(files) > 100
    found = {str(file.relative_to(site)): texts for file in files if (texts := english(lxml.html.parse(str(file)).getroot()))}
    assert found == {}


def test_an_english_label_would_be_noticed() -> None:
    page = '<html lang="de"><body><a title="Permanent link">#</a><nav><a>Next</a></nav><p lang="en" title="Next">Next</p></body></html>'
    assert english(lxml.html.fromstring(page)) == ["Permanent link", "Next"]


def test_text_in_another_language_says_so_and_so_does_every_link_to_it(site: Path) -> None:
    for path, language in FOREIGN.items():
        root = lxml.html.parse(str(site / path)).getroot()
        for part in root.xpath("//article//h1 | //article//h2 | //article//p[not(@class) or @class='lead']"):
            german = part.xpath("ancestor::header or ancestor::section") or "kicker" in part.get("class", "")
            assert german or language_of(part) == language, f"{path}: {part.text_content()[:60]}"
    home = lxml.html.parse(str(site / "index.html")).getroot()
    for path, language in FOREIGN.items():
        links = [link for link in home.iterfind(".//a[@href]") if link.get("href").rstrip("/") == path.split("/")[0]]
        assert links and {language_of(link) for link in links} == {language}
