"""The environment of the alternatives: hash-pinned packages in a folder of their own."""
from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = "requirements-bench.txt"


def python_with_alternatives(root: Path) -> Path:
    """Return the interpreter of .cache/bench-venv, made or renewed where requirements-bench.txt has changed."""
    folder, requirements = root / ".cache" / "bench-venv", root / REQUIREMENTS
    python, marker = folder / "bin" / "python", folder / "eingerichtet"
    wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    if not marker.exists() or marker.read_text() != wanted:
        print("Die Vergleichswerkzeuge werden eingerichtet, einmalig …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        subprocess.run([
            str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
            "--requirement", str(requirements),
        ], check=True)
        marker.write_text(wanted)
    return python
