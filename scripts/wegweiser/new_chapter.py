"""`scripts/new ART "Titel"`: a chapter from its template, entered in the nav."""
from __future__ import annotations

import datetime
import json
import re
import sys
from pathlib import Path

from .handbook import TEMPLATES
from .text import slugify

FOLDERS = {"analyse": "analyse", "koproduktion": "koproduktion", "finanzierung": "finanzierung", "beispiel": "marten"}
MISUSE = 2


def create(root: Path, kind: str, title: str) -> int:
    """Write docs/<part>/<slug>.md from the template of `kind`; returns the exit code.

    Nothing is overwritten: an existing chapter is named and left alone.
    """
    slug = slugify(title)
    path = f"{FOLDERS[kind]}/{slug}.md"
    file = root / "docs" / path
    if not slug:
        print(f"Aus „{title}“ lässt sich kein Dateiname bilden. Verwenden Sie Buchstaben.", file=sys.stderr)
        return MISUSE
    if file.exists():
        print(f"Das Kapitel docs/{path} gibt es schon.", file=sys.stderr)
        return MISUSE
    template = (root / "docs" / TEMPLATES / f"{kind}.md").read_text(encoding="utf-8")
    file.write_text(fill(template, title), encoding="utf-8")
    enter_in_nav(root / "mkdocs.yml", path)
    print(f"Angelegt: docs/{path}")
    print(f"Nächster Schritt: schreiben, dann prüfen mit scripts/check docs/{path}")
    return 0


def fill(template: str, title: str) -> str:
    """Put title and month into the template and shorten its links by one folder."""
    month = f"{datetime.date.today():%Y-%m}"
    text = re.sub(r"^title:.*$", lambda _: f"title: {json.dumps(title, ensure_ascii=False)}", template, count=1, flags=re.MULTILINE)
    text = re.sub(r"^# .*$", lambda _: f"# {title}", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^stand:.*$", f"stand: {month}", text, count=1, flags=re.MULTILINE)
    return text.replace("](../../", "](../")


def enter_in_nav(config: Path, path: str) -> None:
    """Add the page behind the last page of its folder; everything else stays as it is written."""
    lines = config.read_text(encoding="utf-8").split("\n")
    folder = path.split("/")[0]
    siblings = [number for number, line in enumerate(lines) if re.match(rf"\s+- {folder}/", line)]
    indent = re.match(r"\s+", lines[siblings[-1]]).group(0)
    lines.insert(siblings[-1] + 1, f"{indent}- {path}")
    config.write_text("\n".join(lines), encoding="utf-8")
