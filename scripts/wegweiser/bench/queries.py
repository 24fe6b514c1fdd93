"""The search queries of tests/search/queries: read them, judge answers, add up the figures."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path("tests/search/queries")
HELD_OUT = "zurueckgehalten"  # begins the name of files that nobody looks at while building

# Why a query is hard. The last one is told, but no threshold counts it: nobody can list every word.
CLASSES = {
    "genau": "Wörter, wie sie im Handbuch stehen",
    "beugung": "andere Fälle, Mehrzahl, Zeiten",
    "umlaut": "ae, oe, ue, ss oder ganz ohne Umlaut, Großschreibung",
    "wortteil": "vorderer Teil oder getrennt geschrieben",
    "grundwort": "hinterer Teil eines zusammengesetzten Wortes",
    "synonym": "anderes Wort, das die Redaktion eingetragen hat",
    "tippfehler": "ein oder zwei Fehler",
    "frage": "ganze Frage oder Satz",
    "abschnitt": "ein Abschnitt, nicht die Seite als Ganzes",
    "glossar": "ein Begriff",
    "beispiel": "ein Beispiel oder eine Rechnung",
    "synonym-fremd": "anderes Wort, das nirgends eingetragen ist",
}
UNCOUNTED = "synonym-fremd"


@dataclass(frozen=True)
class Query:
    text: str
    kind: str
    accepted: tuple[str, ...]  # addresses; with "#" the section itself must be shown
    held_out: bool

    def found_by(self, addresses: Iterable[str]) -> bool:
        """Whether one result (a page with the sections it shows) is an answer."""
        shown = set(addresses)
        pages = {address.split("#")[0] for address in shown}
        return any(wanted in (shown if "#" in wanted else pages) for wanted in self.accepted)

    def rank(self, results: Sequence[Iterable[str]]) -> int:
        """Place of the first answer among the results, from 1; 0 if there is none."""
        return next((place for place, addresses in enumerate(results, 1) if self.found_by(addresses)), 0)


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1 over a number of queries."""

    number: int
    first: float
    first_three: float
    reciprocal: float  # mean of 1 / rank
    empty: float

    def __str__(self) -> str:
        return f"{self.number:4d} {self.first:7.1%} {self.first_three:7.1%} {self.reciprocal:6.3f} {self.empty:7.1%}"


HEADER = f"{'Klasse':14} {'n':>4} {'S@1':>7} {'S@3':>7} {'MRR':>6} {'leer':>7}"


def read_queries(folder: Path) -> list[Query]:
    """Every query of every file in `folder`. Raises ValueError naming file and query."""
    queries = []
    for file in sorted(folder.glob("*.yml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
            if set(entry) != {"suche", "klasse", "seiten"} or entry["klasse"] not in CLASSES:
                raise ValueError(f"{file.name}: {entry} – erwartet werden suche, klasse ({', '.join(CLASSES)}) und seiten.")
            queries.append(Query(str(entry["suche"]), entry["klasse"], tuple(entry["seiten"]), file.name.startswith(HELD_OUT)))
    return queries


def figures(outcomes: Sequence[tuple[int, int]]) -> Figures:
    """Add up (rank, number of results) per query."""
    number = len(outcomes)
    ranks = [rank for rank, _ in outcomes]
    return Figures(
        number,
        sum(rank == 1 for rank in ranks) / number,
        sum(1 <= rank <= 3 for rank in ranks) / number,
        sum(1 / rank for rank in ranks if rank) / number,
        sum(count == 0 for _, count in outcomes) / number,
    )


def by_class(queries: Sequence[Query], answers: Sequence[Sequence[Iterable[str]]]) -> dict[str, Figures]:
    """Figures per class and, under "gesamt", over all that count. `answers`: results per query, addresses per result."""
    outcomes: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for query, results in zip(queries, answers, strict=True):
        outcome = (query.rank(results), len(results))
        outcomes[query.kind].append(outcome)
        if query.kind != UNCOUNTED:
            outcomes["gesamt"].append(outcome)
    order = [*CLASSES, "gesamt"]
    return {name: figures(outcomes[name]) for name in sorted(outcomes, key=order.index)}


def table(result: dict[str, Figures]) -> str:
    return "\n".join([HEADER, *(f"{name:14} {row}" for name, row in result.items())])
