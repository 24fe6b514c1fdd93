"""PDFs that need not be made again, because nothing they are made of has changed.

The name of a kept PDF is a fingerprint of everything that can change its bytes: every file the
typesetter may read for it (pages, pictures, templates, what is printed about the edition), the
fonts, the versions of the programs, the date, and the code that calls them. What is not in the
list of files the typesetter cannot see either: a test typesets a chapter from these files alone.
"""
from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from . import compiler, finish, fonts
from .compiler import Job

PROGRAMS = ("typst", "pikepdf", "lxml")
MAXIMUM_BYTES = 300_000_000  # about ten editions of the book with all its chapters


@dataclass(frozen=True)
class PdfCache:
    """A folder of finished PDFs. Deleting it is always safe."""

    folder: Path
    maximum_bytes: int = MAXIMUM_BYTES

    def fetch(self, job: Job) -> bool:
        """Put the kept PDF of `job` in its place; False if there is none."""
        kept = self.folder / f"{fingerprint(job)}.pdf"
        if not is_whole(kept):
            return False
        job.target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, job.target)
        os.utime(kept)  # used: it goes last
        return True

    def keep(self, job: Job) -> None:
        """Keep the PDF that was just made for `job`."""
        compiler.write_whole(self.folder / f"{fingerprint(job)}.pdf", job.target.read_bytes())

    def prune(self) -> None:
        """Throw away what was used longest ago, until the folder is small enough."""
        files = sorted(self.folder.glob("*.pdf"), key=lambda file: file.stat().st_mtime, reverse=True)
        total = 0
        for file in files:
            total += file.stat().st_size
            if total > self.maximum_bytes:
                file.unlink()


def is_whole(file: Path) -> bool:
    """False for a file that is missing or was cut off."""
    if file.is_symlink() or not file.is_file():
        return False
    data = file.read_bytes()
    return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


def fingerprint(job: Job) -> str:
    """64 hexadecimal digits that change with anything that can change the PDF."""
    result = sha256(machinery().encode())
    told = (job.template, str(job.timestamp), *(f"{key}={value}" for key, value in sorted(job.inputs.items())))
    for text in told:
        result.update(digest(text.encode()))
    for name in sorted(job.reads):
        result.update(digest(name.encode()) + digest((job.folder / name).read_bytes()))
    for name in job.pages:
        result.update(digest(name.encode()))
    return result.hexdigest()


@cache
def machinery() -> str:
    """What all PDFs have in common: programs, standards, fonts, and the code that puts them to work."""
    code = (Path(compiler.__file__), Path(finish.__file__))
    parts = [f"{name} {version(name)}" for name in PROGRAMS] + compiler.STANDARDS + [pikepdf_library()]
    return "\n".join(parts + list(digests([*fonts.font_files(), *code])))


def pikepdf_library() -> str:
    import pikepdf

    return f"qpdf {pikepdf.__libqpdf_version__}"


def digests(files: Iterable[Path]) -> Iterable[str]:
    return (f"{file.name} {digest(file.read_bytes()).hex()}" for file in files)


def digest(data: bytes) -> bytes:
    return sha256(data).digest()
