"""The handbook as an EPUB 3, from the same cleaned pages as the printed book.

    elements.py    print vocabulary (book/vocabulary.py) → HTML, one small rule per element
    document.py    all pages in order → one HTML document: parts, chapters, places, links
    metadata.py    what shops, libraries and reading systems ask: title, language, licence, accessibility
    make.py        cover, document and metadata → EPUB, with pandoc in its sandbox

How it looks is in overrides/buch/epub.css, how a page is framed in overrides/buch/epub.html.
"""
