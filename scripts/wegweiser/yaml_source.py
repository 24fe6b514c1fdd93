"""Read YAML from contributors: plain data with line numbers, and nothing that surprises.

Only maps, lists and plain scalars. Anchors, aliases and tags are refused, and so
are duplicate keys, a second document, too much depth and too much text. The file
is read event by event instead of with `yaml.compose`: an event still shows
whether a tag was written out, and depth can be stopped before anything recurses.

Scalars keep what the author wrote: whole numbers become int, numbers with a
decimal point become Decimal (12.50 keeps its two places), `true` and `false`
become bool, nothing, `~` and `null` become None. All else is text: dates,
`ja`/`no`, postcodes with a leading zero, digits beyond 28 places. Quoted values
are always text, and so is every key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import yaml

from .findings import ContentError, Finding, quoted
from .limits import hidden_characters
from .read_cache import remembered
from .yaml_errors import explain

Key: TypeAlias = str | int
Place: TypeAlias = tuple[Key, ...]

MAX_BYTES = 200_000
MAX_DEPTH = 12
# As many digits as the arithmetic carries; longer runs of digits are identifiers.
MAX_DIGITS = 28

TOO_LARGE = (
    "Die Daten sind größer als 200 kB; erlaubt sind höchstens 200 kB.",
    "Teilen Sie die Daten auf mehrere Dateien auf.",
)

INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")


@dataclass(frozen=True)
class Lines:
    """Where each value stands: 1-based lines of the file, found by keys and list positions."""

    first: int
    places: dict[Place, int]

    def of(self, *place: Key) -> int:
        """Return the line of a value, e.g. `of("annahmen", "flaeche", "wert")`.

        Keys are text, list positions count from 0. What is missing falls back to
        its nearest parent, in the end to the first line.
        """
        for length in range(len(place), 0, -1):
            line = self.places.get(place[:length])
            if line is not None:
                return line
        return self.first


def load(
    text: str, path: str, *, line_offset: int = 0, check: str = "yaml"
) -> tuple[Any, Lines, list[Finding]]:
    """Return the data in `text`, its lines, and what is wrong with it; raise nothing.

    `path` is named in the findings. `line_offset` is the number of lines before
    `text` in the file (1 for front matter, after its opening `---`).
    What makes the rest unreadable (syntax, anchors, tags, depth, size) gives None
    and one finding. Of a duplicate key the first value is kept, so that a caller
    can go on and report all that is wrong with a file at once.
    """
    data, places, findings = remembered(
        f"yaml {check} {line_offset} {path}", text, lambda: _load(text, path, line_offset, check),
    )
    lines = Lines(line_offset + 1, {tuple(place): line for place, line in places})
    return data, lines, [Finding(*finding) for finding in findings]


def _load(text: str, path: str, line_offset: int, check: str) -> tuple[Any, list, list]:
    """Data, places and findings as plain data."""
    reader = _Reader(path, check, line_offset)
    data: Any = None
    try:
        if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            reader.refuse(0, *TOO_LARGE)
        data = reader.document(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        reader.findings.append(reader.finding(*explain(error, text)))
    except ContentError as error:
        reader.findings.extend(error.findings)
    else:
        reader.findings += [reader.finding(*problem) for problem in hidden_characters(text)]
    return data, list(reader.places.items()), [astuple(finding) for finding in reader.findings]


def load_file(file: Path, root: Path, *, check: str = "yaml") -> tuple[Any, Lines, list[Finding]]:
    """Return the data of a file below `root`, its lines, and what is wrong with it; raise nothing.

    A file that read_text() refuses gives None and its finding, like one that load() cannot read.
    """
    path = file.relative_to(root).as_posix()
    try:
        return load(read_text(file, root, check=check), path, check=check)
    except ContentError as error:
        return None, Lines(1, {}), list(error.findings)


def read_text(file: Path, root: Path, *, check: str = "yaml") -> str:
    """Return the text of a data file below `root`; raise ContentError if it is no ordinary one.

    Refused: symbolic links (they may point outside the project), files over
    200 kB, and bytes that are no UTF-8.
    """
    path = file.relative_to(root).as_posix()
    if file.is_symlink() or not file.is_file():
        message = "Das ist keine gewöhnliche Datei (zum Beispiel eine symbolische Verknüpfung)."
        raise ContentError([Finding(path, 1, check, message, "Legen Sie die Datei selbst hier ab.")])
    with file.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ContentError([Finding(path, 1, check, *TOO_LARGE)])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "Die Datei enthält Zeichen, die nicht in UTF-8 gespeichert sind."
        hint = "Speichern Sie die Datei im Editor mit der Kodierung UTF-8."
        raise ContentError([Finding(path, line, check, message, hint)]) from error


@dataclass
class _Reader:
    """Turns the events of one document into data and notes every line on the way."""

    path: str
    check: str
    offset: int
    places: dict[Place, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def finding(self, line: int, message: str, hint: str) -> Finding:
        """Make a finding; `line` counts from 0 within the text."""
        return Finding(self.path, line + 1 + self.offset, self.check, message, hint)

    def refuse(self, line: int, message: str, hint: str) -> NoReturn:
        """End the reading here."""
        raise ContentError([self.finding(line, message, hint)])

    def document(self, events: Iterator[yaml.Event]) -> Any:
        """Return the data of the only document in `events`."""
        data, documents = None, 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(
                        _line(event),
                        "Hier beginnt mit --- ein zweites Dokument; erlaubt ist eines.",
                        "Entfernen Sie die Zeile ---, oder legen Sie den Rest in eine eigene Datei.",
                    )
                data = self._value(next(events), events, ())
        return data

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], place: Place) -> Any:
        self._guard(event, place)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, place)
        assert isinstance(event, yaml.ScalarEvent)  # aliases were refused, ends are read elsewhere
        return _scalar(event)

    def _mapping(self, events: Iterator[yaml.Event], place: Place) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            self._guard(event, place)
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse(
                    _line(event),
                    "Ein Schlüssel ist selbst eine Liste oder Gruppe; erlaubt ist nur Text.",
                    "Schreiben Sie den Schlüssel als einfaches Wort. Text, der mit [ oder { beginnt, "
                    "gehört in Anführungszeichen.",
                )
            key, line = event.value, _line(event)
            if key in data:
                self._duplicate(key, line, place)
            self.places.setdefault((*place, key), line + 1 + self.offset)
            value = self._value(next(events), events, (*place, key))
            data.setdefault(key, value)
        return data

    def _sequence(self, events: Iterator[yaml.Event], place: Place) -> list[Any]:
        data: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            item = (*place, len(data))
            self.places.setdefault(item, _line(event) + 1 + self.offset)
            data.append(self._value(event, events, item))
        return data

    def _guard(self, event: yaml.Event, place: Place) -> None:
        """Refuse what this handbook's data never needs and attackers do."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self.refuse(
                _line(event),
                "Verweise mit & oder * sind nicht erlaubt.",
                "Schreiben Sie den Wert aus. Text, der mit & oder * beginnt, gehört in Anführungszeichen.",
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.refuse(
                _line(event),
                f"Typangaben wie {quoted(tag)} sind nicht erlaubt.",
                "Lassen Sie die Angabe mit ! weg. Text, der mit ! beginnt, gehört in Anführungszeichen.",
            )
        if isinstance(event, yaml.CollectionStartEvent) and len(place) >= MAX_DEPTH:
            self.refuse(
                _line(event),
                f"Die Angaben sind tiefer als {MAX_DEPTH} Ebenen verschachtelt.",
                "Prüfen Sie Einrückung und Klammern; so viele Ebenen braucht keine Angabe.",
            )

    def _duplicate(self, key: str, line: int, place: Place) -> None:
        first = self.places[(*place, key)]
        message = f"Der Schlüssel {quoted(key)} steht hier zum zweiten Mal (zuerst in Zeile {first})."
        hint = "Entfernen Sie einen der beiden Einträge, oder benennen Sie ihn um."
        self.findings.append(self.finding(line, message, hint))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def _scalar(event: yaml.ScalarEvent) -> str | int | Decimal | bool | None:
    text: str = event.value
    if event.style:
        return text
    if text in {"", "~", "null"}:
        return None
    if text in {"true", "false"}:
        return text == "true"
    if sum(char.isdigit() for char in text[: MAX_DIGITS * 2]) > MAX_DIGITS:
        return text
    if INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if DECIMAL.fullmatch(text) else text
