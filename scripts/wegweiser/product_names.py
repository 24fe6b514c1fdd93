"""The names of all files that products.py makes, without making them: a page may link to these."""
from __future__ import annotations

from .exports.catalogue_data import datasets
from .exports.portable import FOLDER as CALCULATIONS
from .exports.portable import own_calculations
from .handbook import DATA, Handbook
from .worksheets.model import FOLDER as WORKSHEETS

# Folder of the files → folder of the data files they are made from.
MADE_FROM = {CALCULATIONS: f"{DATA}/rechnungen", WORKSHEETS: f"{DATA}/vorlagen"}


def product_names(handbook: Handbook, pdf: bool = False) -> set[str]:
    """The keys of `products.generated_files(handbook, pdf)`."""
    names = {f"{CALCULATIONS}/{calculation.name}.{kind}" for calculation in own_calculations(handbook) for kind in ("json", "xlsx")}
    names |= {path for dataset in datasets(handbook) for path in (dataset.csv_path, dataset.json_path)}
    for sheet in handbook.worksheets.values():
        names |= {sheet.address(sheet.kinds[0], filled) for filled in sheet.editions}
        if pdf and sheet.fillable:
            names.add(sheet.address("pdf"))
    return names


def origin_has_faults(handbook: Handbook, path: str) -> bool:
    """Whether the data file that `path` would be made from has a Fehler of its own."""
    folder, _, name = path.rpartition("/")
    stem = name.split(".")[0]
    origins = {f"{MADE_FROM[folder]}/{origin}.yml" for origin in (stem, stem.removesuffix("-marten"))} if folder in MADE_FROM else set()
    faulty = {finding.path for finding in handbook.findings if finding.severity == "Fehler"}
    return not origins.isdisjoint(faulty | handbook.incomplete)
