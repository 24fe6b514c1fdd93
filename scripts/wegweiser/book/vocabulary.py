"""What a page may consist of: the HTML that comes in, and the print vocabulary that goes out.

Print vocabulary (elements of the XML that overrides/buch/baum.typ draws):

    h1…h6 p(keep) ul ol(start,type) li dl dt dd pre blockquote hr figure figcaption img(src,alt,name)
    table(columns,keep,once,wide) thead tbody tr(result,tall) th td(align,colspan,rowspan) caption
    em strong u del mark sub sup small kbd code abbr br span(lang) div(lang)
    a(to,page,href,print)    to = label in the book, page="1": print its page, href = address on the web,
                             print = the address as it is printed in a note
    note(id) / note(ref)     a note at the foot of the page / the same note once more
    turned                   a table too wide for an upright page, with what leads to it
    web                      an address in the text
    word                     a word that is divided at its soft hyphens only
    anchor(id)               a place links can lead to; with register and title also one the book lists, see marks.py
    head                     head of a chapter: lead, profile, status
    lead status              description; state and review
    profile > entry > dt+dd  Steckbrief
    box(kind) > title        Kasten; kind as in KINDS
    tab > title              one of several alternatives
    checklist > item(done)   list to tick off
    checkbox(done)           one box in running text
    cards > card             overview of chapters
    sources(all)             list of sources at the end of a chapter; all="1": the bibliography
    calculation              a calculation with its tables
    value placeholder        a computed value; something still to be filled in
"""
from __future__ import annotations


def names(text: str) -> frozenset[str]:
    """A set of names, written as one text."""
    return frozenset(text.split())


KINDS = ("hinweis", "tipp", "warnung", "rechenbeispiel", "uebertragung", "recht")

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

# Elements of the incoming HTML that may stay. The rest is dropped and reported.
ALLOWED = names("""h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd table caption thead tbody tfoot tr th td
    figure figcaption img svg pre code em strong i b u s del ins mark sub sup kbd abbr a span q br hr
    blockquote div section article aside header footer details summary small cite dfn var samp time label input""")
# Allowed attributes; `style` only for the alignment of table cells, see allow.py.
ATTRIBUTES = names("""id class lang href src alt title start type colspan rowspan scope checked style role
    aria-label aria-hidden""")

# Elements that hold blocks: white space between their children means nothing.
CONTAINERS = names("""ul ol dl table thead tbody tr div root blockquote figure head profile entry box tab
    checklist cards sources calculation status turned""")
BLOCKS = CONTAINERS | names("""h1 h2 h3 h4 h5 h6 p li dt dd th td caption pre hr figcaption lead title
    item card""")

# Only on the web: navigation, controls, what a script fills in. Left out without a word.
WEB_ONLY_CLASSES = names("nur-web headerlink footnote-backref")

# Deepest nesting of elements the templates can draw: Typst stops at 80 nested calls.
MAXIMUM_DEPTH = 20
