"""A small furnished folder for what is typeset beside book and chapters: cover of the EPUB, Ratsmappen."""
from __future__ import annotations

import json
import shutil
from pathlib import Path

from .workroom import INDEX, TEMPLATES


def furnish_annex(folder: Path, meta: dict[str, str]) -> Path:
    """Put the templates and `meta`, what they say about the edition, into `folder`; nothing else can be read there."""
    (folder / "leer").mkdir(parents=True)
    for template in sorted(TEMPLATES.glob("*.typ")):
        if template.is_symlink():
            raise ValueError(f"Die Vorlage {template.name} ist ein Verweis; erlaubt sind nur Dateien.")
        shutil.copyfile(template, folder / template.name)
    (folder / INDEX).write_text(json.dumps({"meta": meta}, ensure_ascii=False), encoding="utf-8")
    return folder
