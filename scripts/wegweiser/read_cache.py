"""What was read once is not read again: results of the slow parsers, kept by the hash of their input.

Never stale, because nothing is ever looked up by a name or a date: the key covers the text itself,
the first line of the file the program that read it (every file of this package, Python and the
parsers). What does not fit is read anew. Plain text lines in .cache/, so that a foreign
file there can never run anything; scripts/check refuses one that was committed.
"""
from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

PARSERS = ("PyYAML", "markdown-it-py", "mdit-py-plugins")
DECIMAL = "\x00"  # the one key that no YAML file can contain
PLACE = Path(".cache", "gelesen.txt")

_entries: dict[str, str] = {}
_used: set[str] = set()


def remembered(kind: str, text: str, make: Callable[[], Any]) -> Any:
    """Return `make()`, or what it gave for the same `kind` and `text` before.

    The result has to be plain data: lists, dicts, str, int, bool, None and Decimal. Each call
    returns a copy of its own.
    """
    key = hashlib.sha256(f"{kind}\x00{text}".encode("utf-8", "surrogatepass")).hexdigest()
    _used.add(key)
    if key in _entries:
        try:
            return json.loads(_entries[key], object_hook=_decode)
        except ValueError:  # a broken file is as good as none
            del _entries[key]
    made = make()
    _entries[key] = json.dumps(made, ensure_ascii=True, default=_encode, separators=(",", ":"))
    return made


@contextmanager
def kept(root: Path) -> Iterator[None]:
    """Use the file below `root` while reading a handbook, and bring it up to date afterwards."""
    file = root / PLACE
    before = _load(file)
    for key, value in before.items():
        _entries.setdefault(key, value)
    _used.clear()
    yield
    if set(before) != _used:
        _save(file, {key: _entries[key] for key in _used if key in _entries})


def _load(file: Path) -> dict[str, str]:
    if file.parent.is_symlink() or file.is_symlink() or not file.is_file():
        return {}
    try:
        first, *lines = file.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return {}
    if first != program():
        return {}
    return dict(line.split(" ", 1) for line in lines if " " in line)


def _save(file: Path, entries: dict[str, str]) -> None:
    partial = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(exist_ok=True)
        partial.write_text("\n".join([program(), *(f"{key} {value}" for key, value in entries.items())]), encoding="ascii")
        partial.replace(file)
    except OSError:  # a folder that cannot be written: slower, nothing else
        return


@cache
def program() -> str:
    """A hash of everything that decides what the parsers make of a text."""
    total = hashlib.sha256(sys.version.encode())
    for name in PARSERS:
        total.update(f"{name} {version(name)}\x00".encode())
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        total.update(file.read_bytes())
    return total.hexdigest()


def _encode(value: object) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {DECIMAL: str(value)}
    raise TypeError(f"{type(value)} is no plain data")


def _decode(data: dict[str, Any]) -> Any:
    return Decimal(data[DECIMAL]) if len(data) == 1 and DECIMAL in data else data
