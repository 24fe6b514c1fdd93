"""Ratsmappen: two pages per chapter for those who vote on it, from the chapter itself.

    plan.py        which sections, and the draft resolution: docs/_data/ratsmappe.yml
    sections.py    a cleaned page → its named sections, each in units that must not be torn apart
    extract.py     sections → the tree of a Ratsmappe, at one of several measures
    make.py        the largest measure that fits on two pages; one PDF per chapter and one with all

The template is overrides/buch/ratsmappe.typ. Nothing is typed a second time, and no sentence is cut.
"""
