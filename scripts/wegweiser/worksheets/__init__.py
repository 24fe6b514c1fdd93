"""Sheets to fill in ("Vorlagen"): docs/_data/vorlagen/*.yml becomes DOCX, XLSX and fillable PDF.

reading.py    YAML, checked, as a Worksheet; every fault a finding with file and line
paper.py      what a sheet of text may contain (fields, choices, tables …)
workbook.py   what a workbook may contain (inputs, tables with formulas, checks …)
filling.py    the empty sheet, or the one filled in for Marten; values and sources looked up
docx_file.py, form_html.py → form_pdf.py → form_finish.py, xlsx_file.py: the three kinds of file
"""
