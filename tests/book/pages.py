"""Small hand-written pages for the tests of the book."""
from __future__ import annotations

from pathlib import Path

from wegweiser.book.clean import Cleaned, clean
from wegweiser.book.collection import BookMeta, BookPage, Collection
from wegweiser.book.images import ImageStore
from wegweiser.book.links import LinkResolver

SITE = "https://wegweiser.example/"
META = BookMeta(
    title="Wegweiser Quartiersentwicklung", subtitle="Lücken finden, Angebote aufbauen", version="0.1",
    date="November 2026", site_url=SITE, notice="Eine unabhängige Neubearbeitung.",
)

PROFILE = """
<header class="kapitelkopf"><p class="lead">Leere Läden erfassen.</p>
<p class="stand">Stand: November 2026</p>
<details class="pruefstatus"><summary>Entwurf</summary><p>Noch nicht gegengelesen.</p></details>
<aside class="steckbrief" aria-label="Steckbrief"><p class="steckbrief-titel">Steckbrief</p>
<dl><div><dt>Zweck</dt><dd>Räume finden</dd></div><div><dt>Dauer</dt><dd>4–8 Wochen</dd></div></dl></aside></header>
"""

# One of everything a chapter may hold.
CHAPTER = f"""
<h1 id="leerstandskataster">Leerstandskataster<a class="headerlink" href="#leerstandskataster">#</a></h1>{PROFILE}
<h2 id="auf-einen-blick">Auf einen Blick</h2>
<p>In <strong>Marten <em>West</em></strong> standen 27 Läden leer <a class="beleg" href="#quelle-k4">(Stadt Dortmund 2020)</a>. Mehr unter
<a href="../indikatoren/">Indikatoren</a> und bei der
<a href="https://stadt.example/leerstand">Stadt</a><sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>
<h3 id="zahlen">Zahlen</h3>
<p>Diese Werte der KfW reichen für eine <a class="glossar" href="../../anhang/glossar/#anker">Ankernutzung</a>:</p>
<div class="tabelle" role="region" tabindex="0" aria-label="Werte"><table><thead><tr><th scope="col">Posten</th>
<th scope="col">Betrag</th></tr></thead><tbody><tr><td>Miete</td><td>7.680 Euro</td></tr>
<tr><td>Nebenkosten</td><td>1.200 Euro</td></tr></tbody></table></div>
<div class="admonition warnung"><p class="admonition-title">Keine Namen</p><p>Eigentum ist persönlich.</p></div>
<div class="admonition rechenbeispiel"><p class="admonition-title">Rechenbeispiel: Café</p><p>80 m² kosten
<span class="wert">7.680 Euro</span>.</p></div>
<details><summary>Mehr dazu</summary><p>Aufklappbares.</p></details>
<h2 id="checkliste">Checkliste</h2>
<ul class="checkliste"><li><input type="checkbox" disabled> Bogen gedruckt</li>
<li><input type="checkbox" disabled checked> Person benannt</li></ul>
<ul class="karten"><li><a href="../indikatoren/">Indikatoren</a><p>Woran Sie es merken.</p></li></ul>
<section class="quellen"><h2 id="quellen">Quellen</h2><ul><li id="quelle-k4">Stadt Dortmund (2020).
<a href="https://stadt.example/k4.pdf">https://stadt.example/k4.pdf</a></li></ul></section>
<section class="verwandt"><h2 id="verwandte-kapitel">Verwandte Kapitel</h2><ul><li><a href="../indikatoren/">Indikatoren</a></li></ul></section>
<div class="footnote"><hr><ol><li id="fn:1"><p>Nebenbemerkung.&#160;<a class="footnote-backref"
href="#fnref:1">↩</a></p></li></ol></div>
"""

BIBLIOGRAPHY = """<ul class="quellenverzeichnis"><li id="quelle-k4"><strong>Stadt Dortmund 2020</strong> – Leerstand.
<a href="https://stadt.example/k4.pdf">https://stadt.example/k4.pdf</a> Genannt in: <a href="../../analyse/leerstandskataster/">Leerstandskataster</a>.</li></ul>"""
SHORT = '<h1 id="titel">{title}</h1><p>Ein Absatz mit Größe, Maß und <a href="{link}">Verweis</a>.</p>'


def page(html: str, src: str = "analyse/leerstandskataster.md", source: str = "", **more: str) -> BookPage:
    folder = src.removesuffix(".md").removesuffix("index").rstrip("/")
    values = {"url": folder + "/" if folder else "", "title": "Leerstandskataster", "part": "Quartiersanalyse"}
    return BookPage(src=src, html=html, source=source, **(values | more))


def cleaned(html: str, docs: Path = Path("docs"), source: str = "") -> Cleaned:
    """Clean one page that stands beside analyse/indikatoren/ with the anchor „rueckblick“."""
    subject = page(html, source=source)
    pages = Collection(META, docs, [
        subject, page('<h1 id="rueckblick">I</h1>', "analyse/indikatoren.md"),
        page('<h1>G</h1><dl><dt id="anker">Ankernutzung</dt></dl>', "anhang/glossar.md"),
    ])
    return clean(subject, LinkResolver.for_collection(pages), ImageStore(docs))


def small_book(docs: Path) -> Collection:
    """A book with a page that stands alone, a part with overview, and a back matter."""
    book = Collection(META, docs)
    book.abbreviations = {"KfW": "Kreditanstalt für Wiederaufbau", "e. V.": "eingetragener Verein"}
    book.add(page(SHORT.format(title="Willkommen", link="analyse/leerstandskataster/"), "index.md", title="Willkommen", part=""))
    book.add(page(SHORT.format(title="Überblick der Analyse", link="leerstandskataster/"), "analyse/index.md",
                  title="Überblick der Analyse", description="Was fehlt, für wen und wo?"))
    book.add(page(CHAPTER, keywords=("Leerstandsquote", "Ärger", "Bogen", "wie geht das")))
    book.add(page(SHORT.format(title="Indikatoren", link="../leerstandskataster/#auf-einen-blick"),
                  "analyse/indikatoren.md", title="Indikatoren"))
    book.add(page("<h1>Glossar</h1><dl class='glossar'><dt id='anker'>Ankernutzung</dt><dd>Zieht an.</dd></dl>",
                  "anhang/glossar.md", title="Glossar", part="Anhang"))
    book.add(page(SHORT.format(title="Quellen", link="../glossar/#anker") + BIBLIOGRAPHY, "anhang/quellen.md", title="Quellen", part="Anhang"))
    return book
