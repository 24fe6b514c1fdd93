"""Every file says under which licence it may be used."""
from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from conftest import ROOT


def test_the_repository_is_reuse_conformant(tmp_path: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, tracked.split("\0")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    result = subprocess.run(
        [str(Path(sys.executable).with_name("reuse")), "lint"], cwd=tmp_path, capture_output=True, text=True,
    )
    assert result.returncode == 0, result.stdout
