"""What the operator of a site has to fill in before it may be published.

Not one of the CHECKS: placeholders are fine while people write. Only
`scripts/build --veroeffentlichen` asks for them.
"""
from __future__ import annotations

from ..extensions.inline import is_placeholder
from ..findings import Finding
from ..handbook import Handbook


def placeholders(handbook: Handbook) -> list[Finding]:
    """One Fehler per value of `extra.betreiber` in mkdocs.yml that is still a placeholder."""
    lines = (handbook.root / "mkdocs.yml").read_text(encoding="utf-8").split("\n")
    return [
        Finding(
            "mkdocs.yml", next((n for n, line in enumerate(lines, 1) if line.strip().startswith(f"{name}:")), 1),
            "betreiber", f"Die Angabe „{name}“ ist noch ein Platzhalter: {value}",
            "Tragen Sie den wirklichen Wert ein, sonst sind Impressum und Datenschutzerklärung falsch.",
        )
        for name, value in handbook.operator.items() if is_placeholder(str(value))
    ]
