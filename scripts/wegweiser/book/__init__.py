"""The book and the chapter PDFs: collect → clean → typeset.

    collection.py          the rendered pages in the order of the nav, and what the book says about itself
    clean.py               one page of HTML → an allow-listed tree in the print vocabulary (vocabulary.py)
        parse.py             HTML → tree, nothing lost on the way
        allow.py             what may stay, and a report of everything else
        footnotes.py         notes of Python-Markdown → notes at their place
        translate.py         web forms → print forms: boxes, tabs, checklists, cards
        translate_head.py    … and the head of a chapter with its profile
        links.py             where a link leads: into the book, to the site, or nowhere
        images.py, svg.py    pictures as checked bytes
        tables.py            the grid of a table, widths and alignment of its columns
        structure.py         headings, ids, nesting: what would stop the typesetter
        typography.py        white space, addresses, missing glyphs
        report.py            what was lost, with page, line, section and remedy
        tree.py              small cuts in a tree that lose no text
    typeset.py             work folder → PDFs, several at once
        workroom.py          the folder the typesetter may read, and nothing else
        compiler.py          one PDF with Typst, run in a process of its own
    fonts.py               the pinned fonts
    pdf_export_handler.py  the door for mkdocs-pdf-export-plugin
    plugin_guard.py        makes the plugin's silent failures loud

The templates that read the trees are in overrides/buch/. No Typst code ever comes from content.
"""
