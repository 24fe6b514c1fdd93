"""Cleaning a page keeps every word, brings it into print form, and reports what it cannot keep."""
from __future__ import annotations

from pathlib import Path

import pytest
from pages import CHAPTER, SITE, cleaned

from wegweiser.book.tables import turn_wide_tables

TITLE = '<h1 id="t">Titel</h1>'


def xml(html: str) -> str:
    """The cleaned page behind its title, and proof that nothing was reported."""
    result = cleaned(TITLE + html)
    assert not result.findings
    return result.xml.decode().split("</h1>")[1].removesuffix("</root>")


def messages(html: str, **more: object) -> list[str]:
    return [finding.message for finding in cleaned(TITLE + html, **more).findings]


def test_a_chapter_with_everything_passes_without_a_finding() -> None:
    assert cleaned(CHAPTER).findings == []


# --- what becomes of the building blocks ---

TABS = """<div class="tabbed-set"><input type="radio"><div class="tabbed-labels"><label>Neu</label><label>Alt</label>
</div><div class="tabbed-content"><div class="tabbed-block"><p>eins</p></div>
<div class="tabbed-block"><p>zwei</p></div></div></div>"""
STECKBRIEF = """<aside class="steckbrief"><p class="steckbrief-titel">Steckbrief</p>
<dl><div><dt>Zweck</dt><dd>Ziel</dd></div></dl></aside>"""
GOOD = {
    "a link that is only for the screen goes": (
        '<p>Ort <a class="nur-web" href="#">Karte öffnen</a></p>', "<p>Ort</p>"),
    "a box keeps kind and title": (
        '<div class="admonition tipp"><p class="admonition-title">Früh</p><p>Fragen</p></div>',
        '<box kind="tipp"><title>Früh</title><p>Fragen</p></box>'),
    "what was folded away is a box": (
        "<details><summary>Mehr</summary><p>Text</p></details>", '<box kind="mehr"><title>Mehr</title><p>Text</p></box>'),
    "tabs follow each other, each with its title": (
        TABS,
        "<tab><title>Neu</title><p>eins</p></tab><tab><title>Alt</title><p>zwei</p></tab>"),
    "a checklist keeps what is done": (
        '<ul class="checkliste"><li><input type="checkbox" checked> eins</li><li>zwei</li></ul>',
        '<checklist><item done="1">eins</item><item>zwei</item></checklist>'),
    "a task list of another extension is a checklist": (
        '<ul><li class="task-list-item"><label><input type="checkbox" disabled> eins</label></li></ul>',
        "<checklist><item>eins</item></checklist>"),
    "cards are cards": (
        '<ul class="karten"><li><a href="https://a.example">A</a><p>Satz</p></li></ul>',
        '<cards><card><a href="https://a.example" print="a.\u200bexample">A</a><p>Satz</p></card></cards>'),
    "a profile is a list of entries": (
        STECKBRIEF,
        "<profile><title>Steckbrief</title><entry><dt>Zweck</dt><dd>Ziel</dd></entry></profile>"),
    "quotation marks are written out, also inside of others": (
        "<p><q>Er sagt <q>nein</q></q>.</p>", "<p>„Er sagt ‚nein‘“.</p>"),
    "foreign words keep their language": (
        '<p><span lang="en">world café</span></p>', '<p><span lang="en">world café</span></p>'),
    "boxes in the text are drawn": (
        "<p>☐ offen ☑ fertig</p>", '<p><checkbox/> offen <checkbox done="1"/> fertig</p>'),
    "a hyphen that must not break is kept together by word joiners": (
        "<p>I\u2011Punkt</p>", "<p>I\u2060-\u2060Punkt</p>"),
    "control characters vanish, written as such or as a reference": (
        "<p>Aus\x07le&#8;ihe&#x1f;</p>", "<p>Ausleihe</p>"),
    "white space between blocks means nothing, between words one space": (
        "<ul>\n <li>a\n b</li>\n</ul>", "<ul><li>a b</li></ul>"),
    "code keeps its white space and loses its colours": (
        "<pre><code><span>a</span>  b\n</code></pre>", "<pre>a  b</pre>"),
    "a wrapper around a table goes": (
        '<div class="tabelle"><table><tr><td>a</td></tr></table></div>',
        '<table columns="3.00" keep="1"><tbody><tr><td>a</td></tr></tbody></table>'),
    "a placeholder is marked": (
        '<p><span class="platzhalter">[Name]</span></p>', "<p><placeholder>[Name]</placeholder></p>"),
}


@pytest.mark.parametrize("case", GOOD)
def test_building_block(case: str) -> None:
    html, expected = GOOD[case]
    assert xml(html) == expected


def test_a_sentence_that_introduces_a_list_stays_with_it() -> None:
    assert xml("<p>Drei Dinge:</p><ul><li>a</li></ul>").startswith('<p keep="1">')


def test_a_note_stands_where_it_is_called_and_its_second_call_refers_to_it() -> None:
    call = '<sup><a class="footnote-ref" href="#fn:1">1</a></sup>'
    body = '<div class="footnote"><ol><li id="fn:1"><p>Erster</p><p>Zweiter <em>Absatz</em></p></li></ol></div>'
    assert xml(f"<p>A{call} B{call}.</p>{body}") == (
        '<p>A<note id="analyse/leerstandskataster#fn:1">Erster Zweiter <em>Absatz</em></note> '
        'B<note ref="analyse/leerstandskataster#fn:1"/>.</p>'
    )


def test_numbers_are_aligned_and_columns_weighted() -> None:
    table = cleaned(TITLE + "<table><thead><tr><th>Posten</th><th>Betrag</th></tr></thead><tbody>"
                    "<tr><td>Miete</td><td>8,50 Euro je m²</td></tr><tr><td>Rest</td><td>–</td></tr></tbody></table>")
    cells = [(cell.text, cell.get("align")) for cell in table.tree.iter("th", "td")]
    assert cells == [("Posten", None), ("Betrag", "right"), ("Miete", None), ("8,50 Euro je m²", "right"),
                     ("Rest", None), ("–", "right")]
    first, second = map(float, table.tree.find("table").get("columns").split())
    assert second > first


def widths(html: str) -> list[float]:
    columns = [float(part) for part in cleaned(TITLE + html).tree.find("table").get("columns").split()]
    return [column / sum(columns) for column in columns]


def test_a_column_is_wide_enough_for_its_longest_word_and_text_gets_the_rest() -> None:
    text = "Ein langer Satz, der über viele Wörter geht. " * 8
    first, second = widths(f"<table><tr><th>Verfügungsfonds</th><td>{text}</td></tr></table>")
    assert 0.15 < first < 0.3 and second > 0.7


def test_a_column_to_write_in_stays_wide() -> None:
    name, note = widths(f"<table><thead><tr><th>Nr.</th><th>Notiz</th></tr></thead><tbody>{'<tr><td>Frage</td><td></td></tr>' * 3}</tbody></table>")
    assert note > name


def test_a_table_too_wide_for_the_page_is_turned_with_its_heading() -> None:
    words = "".join(f"<td>Verwaltungsvorschrift{n}</td>" for n in range(9))
    tree = cleaned(f"{TITLE}<p>davor</p><h2 id='k'>Kosten</h2><p>Sie gelten:</p><table><tr>{words}</tr></table><p>danach</p>").tree
    turn_wide_tables(tree)
    assert [child.tag for child in tree.find("turned")] == ["h2", "p", "table"]
    narrow = cleaned(f"{TITLE}<table><tr><td>kurz</td><td>auch</td></tr></table>").tree
    turn_wide_tables(narrow)
    assert narrow.find("turned") is None


def test_a_row_with_much_text_may_break() -> None:
    rows = cleaned(f"{TITLE}<table><tr><td>{'Wort ' * 200}</td></tr><tr><td>kurz</td></tr></table>").tree.iter("tr")
    assert [row.get("tall") for row in rows] == ["1", None]


def test_a_head_that_reads_like_a_sentence_is_printed_once_and_the_table_kept_together() -> None:
    head = "".join(f"<th>{words}</th>" for words in ("Was geschieht", "Lücke dann", "Rate", "Übrig nach der Rate", "wie lange"))
    rows = f"<tr>{'<td>Text</td>' * 5}</tr>" * 10
    table = cleaned(f"{TITLE}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>").tree.find("table")
    assert (table.get("once"), table.get("keep")) == ("1", "1")


def test_a_drawn_tool_leaves_its_table_and_loses_its_controls() -> None:
    tool = """<section data-werkzeug="finder" class="finder"><form class="nur-web"><label>Zeit <select><option>1</option></select></label>
    <button type="button">Los</button></form><div class="nur-web"><input type="range"></div>
    <table><tr><td>Leerstandskataster</td></tr></table><p class="nur-web" aria-live="polite"></p></section>"""
    assert "<td>Leerstandskataster</td>" in xml(tool) and "Los" not in xml(tool)


def test_a_chart_is_told_by_what_it_shows_not_by_its_caption() -> None:
    chart = """<figure><svg viewBox="0 0 9 9"><title>Leere Läden</title><text>2017</text><text>27</text></svg>
    <figcaption>Leere Läden in Marten.</figcaption></figure>"""
    assert cleaned(TITLE + chart).tree.find(".//img").get("alt") == "Leere Läden. Die Grafik zeigt: 2017; 27."


# --- links ---

LINKS = {
    "a page of the book": ("../indikatoren/", {"to": "analyse/indikatoren", "page": "1", "href": SITE + "analyse/indikatoren/"}),
    "a place on a page": ("../indikatoren/#rueckblick", {
        "to": "analyse/indikatoren#rueckblick", "page": "1", "href": SITE + "analyse/indikatoren/#rueckblick"}),
    "the site's own address": (SITE + "analyse/indikatoren/", {
        "to": "analyse/indikatoren", "page": "1", "href": SITE + "analyse/indikatoren/"}),
    "a place on the same page, without page number": ("#t", {
        "to": "analyse/leerstandskataster#t", "href": SITE + "analyse/leerstandskataster/#t"}),
    "a file of the site": ("../../vorlagen/bogen.xlsx", {
        "href": SITE + "vorlagen/bogen.xlsx", "print": "wegweiser.\u200bexample/\u200bvorlagen/\u200bbogen.\u200bxlsx"}),
    "another site, with its address as a note": ("https://a.example/x", {"href": "https://a.example/x", "print": "a.\u200bexample/\u200bx"}),
    "mail": ("mailto:rat@stadt.example", {"href": "mailto:rat@stadt.example"}),
    "telephone": ("tel:+49231", {"href": "tel:+49231"}),
}


@pytest.mark.parametrize("case", LINKS)
def test_link(case: str) -> None:
    href, expected = LINKS[case]
    result = cleaned(f'{TITLE}<p><a href="{href}" rel="attachment" download>Ziel</a></p>')
    assert not result.findings
    assert dict(result.tree.find(".//a").attrib) == expected


def test_the_page_number_is_printed_once_per_section_and_never_for_citations() -> None:
    link = '<a href="../indikatoren/">I</a>'
    html = f'{TITLE}<p>{link} {link} <a class="glossar" href="../indikatoren/#rueckblick">g</a></p><h2>B</h2><p>{link}</p>'
    assert [a.get("page") for a in cleaned(html).tree.iter("a")] == ["1", None, None, "1"]


def test_an_address_that_can_be_read_is_not_repeated_in_a_note() -> None:
    assert cleaned(f'{TITLE}<p><a href="https://a.example/">https://a.example/</a></p>').tree.find(".//a").get("print") is None


# --- what is reported ---

BAD = {
    "an unknown element": ("<p>Vor <blink>Wichtig</blink> nach</p>", "Das Element <blink> kann nicht gedruckt werden. Dabei ginge verloren: „Wichtig“."),
    "a script": ("<script>alert(1)</script>", "Das Element <script> kann nicht gedruckt werden."),
    "a frame": ('<iframe src="https://a.example"></iframe>', "Das Element <iframe> kann nicht gedruckt werden."),
    "an unclosed element that swallows what follows": ('<embed src="x"><p>Verschluckt</p>', "<embed>"),
    "an object with text inside": ('<object data="file:///etc/passwd"><p>Ersatz</p></object>', "Dabei ginge verloren: „Ersatz“"),
    "a form": ("<form><p>Name</p></form>", "Das Element <form> kann nicht gedruckt werden."),
    "a style sheet": ("<style>@import url(https://a.example)</style>", "Das Element <style> kann nicht gedruckt werden."),
    "a field to fill in": ('<p><input type="text"></p>', "Ein Eingabefeld kann nicht gedruckt werden."),
    "a link to a script": ('<p><a href="javascript:alert(1)">x</a></p>', "„javascript:alert(1)“ führt nirgendwohin"),
    "a link to a file of the machine": ('<p><a href="file:///etc/passwd">x</a></p>', "„file:///etc/passwd“ führt nirgendwohin"),
    "a link with data inside": ('<p><a href="data:text/html,x">x</a></p>', "führt nirgendwohin"),
    "a link to a page that is not there": ('<p><a href="../fehlt/">x</a></p>', "„../fehlt/“ führt nirgendwohin"),
    "a link to a source file": ('<p><a href="../fehlt.md">x</a></p>', "„../fehlt.md“ führt nirgendwohin"),
    "a link to an anchor that is not there": ('<p><a href="../indikatoren/#fehlt">x</a></p>', "führt nirgendwohin"),
    "a heading that skips a level": ("<h2>A</h2><h4>B</h4>", "Die Überschrift „B“ überspringt eine Ebene (von 2 auf 4)."),
    "a second title": ("<h1>Zwei</h1>", "Die Überschrift „Zwei“ ist ein zweiter Seitentitel."),
    "an empty heading": ("<h2> </h2>", "Eine Überschrift ist leer."),
    "an anchor used twice": ('<p id="t">x</p>', "Die Sprungmarke „t“ kommt auf der Seite zweimal vor."),
    "a character the fonts lack": ("<p>Gut 😀</p>", "Das Zeichen „😀“ (U+1F600) gibt es in den Schriften des Buchs nicht."),
    "a character the font of code lacks": ("<pre><code>x = 😀</code></pre>", "Das Zeichen „😀“ (U+1F600) gibt es in den Schriften des Buchs nicht."),
    "a table nobody would read": ("<table>" + "<tr><td>a</td><td>b</td></tr>" * 1501 + "</table>", "Eine Tabelle hat 3002 Zellen, mehr als 3000."),
    "rows of different length": ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "Die Zeilen einer Tabelle sind verschieden lang oder leer."),
    "a cell that reaches out of the table": ('<table><tr><td>a</td></tr><tr><td colspan="9">b</td></tr></table>', "Die Zeilen einer Tabelle"),
    "a cell wider than any table": ('<table><tr><td colspan="1000000">a</td></tr></table>', "Eine Zelle soll über „1000000“ Spalten reichen."),
    "a cell whose height is no number": ('<table><tr><td rowspan="viele">a</td></tr></table>', "Eine Zelle soll über „viele“ Zeilen reichen."),
    "a cell that reaches below the table": ('<table><tr><td rowspan="3">a</td><td>b</td></tr></table>', "Die Zeilen einer Tabelle"),
    "too deep nesting": ("<ul><li>a" * 30 + "</li></ul>" * 30, "tiefer als 20 Ebenen verschachtelt"),
    "a call without note": ('<p><a class="footnote-ref" href="#fn:9">9</a></p>', "Zur Fußnote „9“ fehlt der Text."),
    "a note without call": ('<div class="footnote"><ol><li id="fn:1"><p>Leer</p></li></ol></div>', "Die Fußnote „Leer“ wird nirgends aufgerufen."),
}


@pytest.mark.parametrize("case", BAD)
def test_report(case: str) -> None:
    html, expected = BAD[case]
    assert any(expected in message for message in messages(html)), messages(html)


def test_html_so_deep_that_the_parser_gives_up_is_reported() -> None:
    assert "dabei ginge Text verloren" in messages("<div>" * 400 + "Tief" + "</div>" * 400)[0]


def test_a_page_without_title_is_reported() -> None:
    assert cleaned("<p>Text</p>").findings[0].message == "Die Seite beginnt nicht mit ihrem Titel."


def test_a_finding_names_file_line_section_and_remedy() -> None:
    source = "---\ntitle: X\n---\n# Titel\n\n## Schritte\n\nErst das, dann <iframe src=x>Karte</iframe>.\n"
    finding = cleaned(f'{TITLE}<h2 id="s">Schritte</h2><p>Erst <iframe src="x">Karte</iframe></p>', source=source).findings[0]
    assert str(finding) == (
        "docs/analyse/leerstandskataster.md:8: Fehler [buch] Das Element <iframe> kann nicht gedruckt werden. "
        "Dabei ginge verloren: „Karte“. (im Abschnitt „Schritte“)\n"
        "  So geht es: Durch Markdown ersetzen oder, wenn es nur am Bildschirm Sinn hat, mit der Klasse nur-web kennzeichnen."
    )


# --- pictures ---

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text font-family="Evil">27 %</text>{}</svg>'
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000002000000020802000000") + b"rest"


def picture(docs: Path, name: str, data: bytes) -> None:
    (docs / "bilder").mkdir(exist_ok=True)
    (docs / "bilder" / name).write_bytes(data)


def test_a_picture_is_read_from_docs_and_gets_the_fonts_of_the_book(tmp_path: Path) -> None:
    picture(tmp_path, "karte.svg", DRAWING.format("<circle r='3'/>").encode())
    result = cleaned(TITLE + '<p><img src="../../bilder/karte.svg" alt="Karte von Marten"></p>', tmp_path)
    assert not result.findings
    name, data = next(iter(result.images.items()))
    assert result.tree.find(".//img").attrib == {"src": name, "alt": "Karte von Marten"}
    assert b'font-family="IBM Plex Sans"' in data and b"Evil" not in data and b"27 %" in data


def test_a_drawing_in_the_page_is_a_picture_named_by_its_title() -> None:
    result = cleaned(TITLE + '<svg viewBox="0 0 9 9" fill="currentColor"><title>Läden</title><rect width="3" height="3"/></svg>')
    assert not result.findings
    assert result.tree.find(".//img").get("alt") == "Läden"
    assert b'viewBox="0 0 9 9"' in next(iter(result.images.values()))


def test_an_icon_without_name_is_decoration() -> None:
    assert xml('<p>Ort <svg><path d="M0 0"/></svg></p>') == "<p>Ort</p>"


HOSTILE_DRAWINGS = {
    "script": "<script>alert(1)</script>", "foreign object": "<foreignObject><p>x</p></foreignObject>",
    "picture from elsewhere": '<image href="file:///etc/passwd"/>', "use of a file": '<use href="x.svg#a"/>',
    "style sheet": "<style>@import url(https://a.example)</style>", "event": '<rect onload="x()"/>',
    "fill from elsewhere": '<rect fill="url(https://a.example/#a)"/>', "link": '<a href="https://a.example"><text>x</text></a>',
    "animation": "<animate/>", "missing glyph": "<text>😀</text>",
}


@pytest.mark.parametrize("case", HOSTILE_DRAWINGS)
def test_a_hostile_drawing_is_refused(case: str, tmp_path: Path) -> None:
    picture(tmp_path, "x.svg", DRAWING.format(HOSTILE_DRAWINGS[case]).encode())
    result = cleaned(TITLE + '<p><img src="../../bilder/x.svg" alt="X"></p>', tmp_path)
    assert "kann nicht gedruckt werden" in result.findings[0].message
    assert result.images == {}


def test_a_drawing_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + DRAWING.format("<text>&b;</text>")
    picture(tmp_path, "x.svg", bomb.encode())
    assert "Dokumenttyp" in messages('<p><img src="../../bilder/x.svg" alt="X"></p>', docs=tmp_path)[0]


REFUSED_PICTURES = {
    "without alternative text": ('<img src="../../bilder/gut.png">', "der Alternativtext fehlt"),
    "from the web": ('<img src="https://a.example/x.png" alt="x">', "es liegt nicht in docs/"),
    "from the machine": ('<img src="file:///etc/passwd" alt="x">', "es liegt nicht in docs/"),
    "in the address": ('<img src="data:image/png;base64,AAAA" alt="x">', "es liegt nicht in docs/"),
    "that is not there": ('<img src="../../bilder/fehlt.png" alt="x">', "die Datei fehlt oder ist ein Verweis"),
    "outside of docs": ('<img src="../../%2e%2e/geheim.png" alt="x">', "die Datei fehlt oder ist ein Verweis"),
    "that is a symbolic link": ('<img src="../../bilder/verweis.png" alt="x">', "die Datei fehlt oder ist ein Verweis"),
    "of another kind": ('<img src="../../bilder/x.tiff" alt="x">', "das Format „.tiff“ wird nicht gedruckt"),
    "with a false ending": ('<img src="../../bilder/falsch.png" alt="x">', "der Inhalt passt nicht zur Endung"),
    "that unfolds to gigabytes": ('<img src="../../bilder/bombe.png" alt="x">', "mehr als 40 Millionen Bildpunkte"),
}


@pytest.mark.parametrize("case", REFUSED_PICTURES)
def test_a_picture_is_refused(case: str, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "geheim.png").write_bytes(PNG)
    picture(docs, "gut.png", PNG)
    picture(docs, "falsch.png", b"GIF89a")
    picture(docs, "bombe.png", PNG[:16] + (60_000).to_bytes(4, "big") * 2 + PNG[24:])
    (docs / "bilder" / "verweis.png").symlink_to(tmp_path / "geheim.png")
    html, reason = REFUSED_PICTURES[case]
    result = cleaned(TITLE + f"<p>{html}</p>", docs)
    assert reason in result.findings[0].message
    assert result.images == {}
