"""Read a data file into a typed model; what does not fit becomes findings in German with lines."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from .findings import Finding
from .schema_messages import as_finding
from .yaml_source import Lines, Place, load_file

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class TypedFile(Generic[Model]):
    """`data` is None if the file is missing or faulty; the faults stand in `findings`."""

    path: str
    check: str
    data: Model | None
    lines: Lines
    findings: tuple[Finding, ...] = ()

    def finding(self, place: Place, message: str, hint: str) -> Finding:
        """A further fault, told at the line of `place`."""
        return Finding(self.path, self.lines.of(*place), self.check, message, hint)


def read_typed(file: Path, root: Path, model: type[Model], check: str) -> TypedFile[Model]:
    """Read `file` below `root`; raises nothing."""
    path = file.relative_to(root).as_posix()
    if not file.exists():
        return TypedFile(path, check, None, Lines(1, {}))
    raw, lines, findings = load_file(file, root, check=check)
    if findings:
        return TypedFile(path, check, None, lines, tuple(findings))
    try:
        return TypedFile(path, check, model.model_validate(raw), lines)
    except ValidationError as error:
        problems = tuple(as_finding(item, lines, path, model, check, "in dieser Datei") for item in error.errors())
        return TypedFile(path, check, None, lines, problems)
