"""What the tools on the pages are fed with: every answer leads somewhere, every link to a chapter that fits."""
from __future__ import annotations

from collections.abc import Iterator

from .. import gap_check, start_paths
from ..findings import Finding
from ..handbook import Handbook


def check(handbook: Handbook) -> Iterator[Finding]:
    yield from start_paths.check(handbook)
    yield from gap_check.check(handbook)
