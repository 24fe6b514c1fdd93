"""The fixed sections of each kind of chapter, as docs/_data/aufbau.yml lists them."""
from __future__ import annotations

from collections.abc import Iterator

from ..chapter import Chapter, Heading
from ..findings import Finding
from ..handbook import DATA, Handbook
from ..yaml_source import load_file

FREE = "…"


def check(handbook: Handbook) -> Iterator[Finding]:
    wanted, _, findings = load_file(handbook.root / DATA / "aufbau.yml", handbook.root)
    yield from findings
    for chapter in handbook.pages:
        if wanted and chapter.kind in wanted and not chapter.is_cut_short:
            yield from _compare(chapter, wanted[chapter.kind])


def _compare(chapter: Chapter, wanted: list[str]) -> Iterator[Finding]:
    sections = [heading for heading in chapter.headings if heading.level == 2]
    for heading in sections:
        if not any(_fits(heading, name) for name in wanted):
            yield Finding(
                chapter.source, heading.line, "aufbau", f"Der Abschnitt „{heading.text}“ gehört nicht in diese Kapitelart.",
                f"Machen Sie daraus einen Unterabschnitt (###) oder nehmen Sie einen von: {', '.join(wanted)}.",
            )
    position = 0
    for number, name in enumerate(wanted):
        found = next((index for index, heading in enumerate(sections) if _fits(heading, name)), None)
        if found is None:
            before = f"nach „{wanted[number - 1]}“" if number else "als ersten Abschnitt"
            line = sections[min(position, len(sections) - 1)].line if sections else 1
            yield Finding(
                chapter.source, line, "aufbau", f"Der Abschnitt „{name}“ fehlt.",
                f"Fügen Sie ihn {before} ein: ## {name}. Vorlage: docs/mitmachen/kapitelvorlagen/{chapter.kind}.md",
            )
        elif found < position:
            yield Finding(
                chapter.source, sections[found].line, "aufbau", f"Der Abschnitt „{name}“ steht an der falschen Stelle.",
                f"Er folgt auf „{wanted[number - 1]}“.",
            )
        else:
            position = found


def _fits(heading: Heading, name: str) -> bool:
    return heading.text.startswith(name.removesuffix(FREE).rstrip()) if name.endswith(FREE) else heading.text == name
