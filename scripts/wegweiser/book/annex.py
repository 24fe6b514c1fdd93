"""A small furnished folder for what is typeset beside book and chapters: cover of the EPUB, Ratsmappen."""
from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

from .collection import BookMeta
from .workroom import TEMPLATES


def furnish_annex(folder: Path, meta: BookMeta) -> Path:
    """Put the templates and the book's metadata into `folder`; nothing else can be read there."""
    (folder / "leer").mkdir(parents=True)
    for template in sorted(TEMPLATES.glob("*.typ")):
        if template.is_symlink():
            raise ValueError(f"Die Vorlage {template.name} ist ein Verweis; erlaubt sind nur Dateien.")
        shutil.copyfile(template, folder / template.name)
    (folder / "buch.json").write_text(json.dumps({"meta": asdict(meta)}, ensure_ascii=False), encoding="utf-8")
    return folder
