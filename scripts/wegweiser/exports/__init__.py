"""Data to take home: calculations as JSON and XLSX, the catalogue and its lists as CSV and JSON.

Each module has functions for products.MAKERS: the handbook in, path on the site → bytes out.
"""
