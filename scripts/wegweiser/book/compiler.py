"""One PDF with Typst. Runs in a process of its own, so everything here can be pickled."""
from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import typst

from . import fonts
from .finish import finish

STANDARDS = ["ua-1", "a-3a"]


@dataclass(frozen=True)
class Job:
    """One PDF to be made. `name` is what a message calls it: the page's path or "das Buch".

    `reads` are the files of the folder the typesetter may read for it (see cache.py), `pages` those
    of them that hold the pages of this PDF, in order.
    """

    name: str
    folder: Path
    template: str
    target: Path
    timestamp: int
    inputs: dict[str, str] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """Empty `problem` means that `job.target` is there."""

    job: Job
    problem: str = ""


@cache
def font_set() -> typst.Fonts:
    """The pinned fonts, read once per process. Those inside the typst package serve for code."""
    folders = [str(folder) for folder in fonts.font_folders()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def compile_pdf(job: Job) -> Outcome:
    """Make one PDF; any warning is an error, for it means that something looks other than meant."""
    empty = str(job.folder / "leer")  # no packages: nothing is ever fetched
    try:
        data, warnings = typst.compile_with_warnings(
            str(job.folder / job.template), root=str(job.folder), sys_inputs=job.inputs,
            font_paths=font_set(), ignore_system_fonts=True,
            format="pdf", pdf_standards=STANDARDS, timestamp=job.timestamp,
            package_path=empty, package_cache_path=empty,
        )
    except typst.TypstError as error:
        return Outcome(job, one_message(error.message, error.hints))
    if warnings:
        return Outcome(job, one_message(warnings[0].message, warnings[0].hints))
    write_whole(job.target, finish(data, [job.folder / page for page in job.pages]))
    return Outcome(job)


def one_message(message: str, hints: list[str]) -> str:
    return " – ".join([message, *hints])


def write_whole(target: Path, data: bytes) -> None:
    """Write a file so that it is there completely or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    partial.write_bytes(data)
    partial.replace(target)
