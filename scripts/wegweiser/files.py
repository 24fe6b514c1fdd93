"""The files of a contribution, looked at before anything is read: no links, safe names and sizes.

MkDocs publishes whatever lies in docs/, and follows symbolic links to do so. What may lie there
is therefore listed here.
"""
from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from .findings import Finding, quoted
from .text import slugify

CHECK = "datei"
FOLDERS = ("docs", "overrides", "scripts")
SINGLE_FILES = ("mkdocs.yml",)
# What the scripts make themselves; a file of that name in the repository would be believed.
GENERATED = (".cache", ".venv", "site")
IMAGES = (".svg", ".png", ".jpg", ".jpeg", ".webp")
# Folder → the types of files that may lie there; the first that fits counts.
ALLOWED = (
    ("docs/_data/", (".yml", ".txt")),
    ("docs/assets/css/", (".css",)),
    ("docs/assets/js/", (".js",)),
    ("docs/assets/", IMAGES),
    ("docs/", (".md", *IMAGES)),
)
NAMED_BY_READER = "docs/_data/rechnungen/"  # calculation/reading.py is stricter and says why
NAME = re.compile(r"_?[a-z0-9]+(?:[-_.][a-z0-9]+)*")
WINDOWS = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")  # cannot be checked out there
LARGEST = 2_000_000


def symbolic_links(root: Path) -> list[Finding]:
    """One Fehler per symbolic link: it could lead anywhere on the machine that builds."""
    return [
        Finding(path, 1, CHECK, "Das ist eine symbolische Verknüpfung.", "Legen Sie die Datei selbst an dieser Stelle ab.")
        for path in _paths(root) if (root / path).is_symlink()
    ]


def file_findings(root: Path) -> list[Finding]:
    """What is wrong with names, types and sizes below docs/, and generated files that were committed."""
    findings = list(_committed(root))
    for path in _paths(root):
        if path.startswith("docs/") and not (root / path).is_symlink():
            findings += _findings_on(path, root)
    return findings


def _paths(root: Path) -> Iterator[str]:
    """Files and links, relative to the root; links to folders are named, not entered."""
    yield from (name for name in SINGLE_FILES if (root / name).exists())
    for folder in FOLDERS:
        if (root / folder).is_symlink():
            yield folder
            continue
        for place, folders, files in os.walk(root / folder):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            links = [name for name in folders if os.path.islink(os.path.join(place, name))]
            for name in sorted(files) + links:
                yield Path(place, name).relative_to(root).as_posix()


def _findings_on(path: str, root: Path) -> Iterator[Finding]:
    file = root / path
    if not file.is_file():
        yield Finding(path, 1, CHECK, "Das ist keine gewöhnliche Datei.", "Legen Sie die Datei selbst an dieser Stelle ab.")
        return
    name = PurePosixPath(path)
    for part in name.parts[1:]:
        if not path.startswith(NAMED_BY_READER) and (not NAME.fullmatch(part) or WINDOWS.fullmatch(part)):
            yield Finding(
                path, 1, CHECK, f"Der Name {quoted(part)} ist nicht erlaubt.",
                f"Verwenden Sie a–z, 0–9 und Bindestriche, ä wird ae und ß wird ss, zum Beispiel {_better(part)}.",
            )
    types = next(types for folder, types in ALLOWED if path.startswith(folder))
    if name.suffix.lower() not in types:
        yield Finding(
            path, 1, CHECK, f"Dateien mit der Endung {quoted(name.suffix)} gehören nicht hierher.",
            f"Hier liegen nur {', '.join(types)}. Alles unter docs/ wird veröffentlicht.",
        )
    if (size := file.stat().st_size) > LARGEST:
        yield Finding(
            path, 1, CHECK, f"Die Datei hat {size / 1_000_000:.0f} MB; erlaubt sind {LARGEST // 1_000_000} MB.",
            "Verkleinern Sie Bilder, teilen Sie Texte und Daten auf.",
        )


def _better(name: str) -> str:
    """A name that would be allowed.

    >>> _better("Ältere Menschen.MD")
    'aeltere-menschen.md'
    """
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    slug = slugify(stem) or "name"
    slug = f"{slug}-1" if WINDOWS.fullmatch(slug) else slug
    return f"{slug}{dot}{slugify(ending)}"


def _committed(root: Path) -> Iterator[Finding]:
    """Generated files that git knows: nobody would read them, and the scripts would trust them."""
    if not (root / ".git").exists():
        return
    command = ["git", "-C", str(root), "ls-files", "-z", "--", *GENERATED]
    try:
        names = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.CalledProcessError):
        return
    for name in filter(None, names.split("\0")[:20]):
        yield Finding(
            name, 1, CHECK, "Diese Datei entsteht beim Bauen und gehört nicht ins Repository.",
            f"Entfernen Sie sie: git rm --cached {name}",
        )
