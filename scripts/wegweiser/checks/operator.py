"""What the operator of a site has to fill in before it may be published.

Not one of the CHECKS: placeholders are fine while people write. Only
`scripts/build --veroeffentlichen` asks for them.
"""
from __future__ import annotations

from ..extensions.inline import is_placeholder
from ..findings import Finding
from ..handbook import Handbook
from ..text import first_line


def placeholders(handbook: Handbook) -> list[Finding]:
    """One Fehler per value of `extra.betreiber` in mkdocs.yml that is still a placeholder."""
    config = (handbook.root / "mkdocs.yml").read_text(encoding="utf-8")
    return [
        Finding(
            "mkdocs.yml", first_line(config, name, str(value)), "betreiber", f"Die Angabe „{name}“ ist noch ein Platzhalter: {value}",
            "Tragen Sie den wirklichen Wert ein, sonst sind Impressum und Datenschutzerklärung falsch.",
        )
        for name, value in handbook.operator.items() if is_placeholder(str(value))
    ]
