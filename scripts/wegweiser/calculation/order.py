"""In which order calculation files are computed, when some take values from others."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def computing_order(taken: Mapping[str, Collection[str]]) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """Return all files, each after those it takes values from, and the rings among them.

    `taken` says for each file from which others it takes values; unknown ones are ignored.
    A file in a ring has the whole ring as its value, in the direction of taking, itself first.
    """
    waiting = {file: sorted({other for other in others if other in taken}) for file, others in taken.items()}
    order: list[str] = []
    rings: dict[str, tuple[str, ...]] = {}
    while waiting:
        ready = [file for file, others in waiting.items() if not any(other in waiting for other in others)]
        if not ready:
            ready = _a_ring(waiting)
            rings |= {file: (*ready[at:], *ready[:at]) for at, file in enumerate(ready)}
        order += ready
        for file in ready:
            del waiting[file]
    return order, rings


def _a_ring(waiting: Mapping[str, list[str]]) -> list[str]:
    # Every file waits for another one, so whoever goes on from any of them comes round.
    path = [next(iter(waiting))]
    while True:
        following = next(other for other in waiting[path[-1]] if other in waiting)
        if following in path:
            return path[path.index(following) :]
        path.append(following)
