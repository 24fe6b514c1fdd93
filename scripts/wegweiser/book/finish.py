"""What Typst cannot do yet: tie cells to the header of their row, and write a small file.

Typst tags the head of a table, but a <th> at the beginning of a row becomes an ordinary cell
(its pdf.header-cell is not in the Python package). A listener would hear "7.680 Euro" without
"Miete". So those cells become row headers here, and the cells beside them name them.

Packing the objects into streams makes the book a third as large. pikepdf keeps what PDF/A asks
for (line ends before `endstream`), and the identifier comes from the content, not the clock.
"""
from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, String

# Of every row of the bodies of a table: which of its cells are headers.
Rows = list[list[bool]]


def finish(data: bytes, pages: list[Path]) -> bytes:
    """Return the PDF with row headers, packed. `pages` are the cleaned pages it was made from."""
    with pikepdf.open(BytesIO(data)) as pdf:
        if pages:
            mark_row_headers(pdf, [rows for page in pages for rows in tables_of(page)])
        result = BytesIO()
        pdf.save(
            result, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True,
            fix_metadata_version=False,
        )
    return result.getvalue()


def tables_of(page: Path) -> Iterator[Rows]:
    """The tables of a page that are printed, in order.

    <table columns="1 1"><tbody><tr><th>Miete</th><td>8 Euro</td></tr></tbody></table>  →  [[True, False]]
    """
    for table in etree.parse(page).iter("table"):
        if table.get("columns"):
            # A head alone in its row names the rows below it and no cell beside it.
            yield [[cell.tag == "th" and len(row) > 1 for cell in row] for row in table.findall("tbody/tr")]


def mark_row_headers(pdf: pikepdf.Pdf, tables: list[Rows]) -> None:
    """Turn the cells that head a row into row headers.

    Raises ValueError if the PDF has other tables than the pages: then nothing would be certain.
    """
    root = pdf.Root.get("/StructTreeRoot")
    found = [] if root is None else list(all_tables(root))
    if len(found) != len(tables):
        raise ValueError(f"Im PDF stehen {len(found)} Tabellen, auf den Seiten {len(tables)}.")
    names: dict[str, Dictionary] = {}
    for number, (table, rows) in enumerate(zip(found, tables)):
        body = [row for row in elements(table, "/THead", "/TR") if row.S == Name.TR]
        drawn = [list(elements(row, "/TD", "/TH")) for row in body]
        if [len(row) for row in drawn] != [len(row) for row in rows]:
            raise ValueError(f"Die {number + 1}. Tabelle im PDF hat andere Zeilen als auf der Seite.")
        if not has_more_data(table, rows):
            continue
        for line, (cells, heads) in enumerate(zip(drawn, rows)):
            names |= tie_row(cells, heads, f"R{number}y{line}")
    if names:
        add_names(pdf, root, names)


def has_more_data(table: Dictionary, rows: Rows) -> bool:
    """False for a table that would have more headers than data: read aloud, it would be nothing but headers.

    Checkers, too, take such a table for a broken one. Its cells keep the header of their column.
    """
    heads = sum(sum(row) for row in rows)
    data = sum(len(row) for row in rows) - heads
    return len(list(elements(table, "/TH"))) + heads <= data


def all_tables(parent: Dictionary) -> Iterator[Dictionary]:
    """Every table below `parent`, one inside a cell after the one around it."""
    for table in elements(parent, "/Table"):
        yield table
        yield from all_tables(table)


def elements(parent: Dictionary, *tags: str) -> Iterator[Dictionary]:
    """The structure elements below `parent` with one of the tags, in reading order, none inside another."""
    children = parent.get("/K")
    for child in children if isinstance(children, Array) else [children]:
        if isinstance(child, Dictionary) and "/S" in child:
            if str(child.S) in tags:
                yield child
            else:
                yield from elements(child, *tags)


def tie_row(cells: list[Dictionary], heads: list[bool], name: str) -> dict[str, Dictionary]:
    """Make the marked cells of one row headers; return them by the names the other cells use."""
    names: dict[str, Dictionary] = {}
    for place, (cell, is_head) in enumerate(zip(cells, heads)):
        if is_head:
            cell.S, cell.ID = Name.TH, String(f"{name}x{place}")
            table_attributes(cell).Scope = Name.Row
            names[f"{name}x{place}"] = cell
    for cell, is_head in zip(cells, heads):
        if names and not is_head:
            attributes = table_attributes(cell)
            attributes.Headers = Array([*attributes.get("/Headers", []), *map(String, names)])
    return names


def table_attributes(cell: Dictionary) -> Dictionary:
    """The attributes of a cell that belong to its table; made if there are none."""
    attributes = cell.get("/A", Array())
    if not isinstance(attributes, Array):
        attributes = Array([attributes])
    for entry in attributes:
        if isinstance(entry, Dictionary) and entry.get("/O") == Name.Table:
            cell.A = attributes
            return entry
    attributes.append(Dictionary(O=Name.Table))
    cell.A = attributes
    return cell.A[len(attributes) - 1]


def add_names(pdf: pikepdf.Pdf, root: Dictionary, names: dict[str, Dictionary]) -> None:
    if "/IDTree" not in root:
        root.IDTree = pdf.make_indirect(pikepdf.NameTree.new(pdf).obj)
    tree = pikepdf.NameTree(root.IDTree)
    for name, cell in names.items():
        tree[name] = cell
