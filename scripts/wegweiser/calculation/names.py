"""Check the names a formula uses: each exists, is known at this place, and is used as what it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ..findings import quoted
from .fields import Fields
from .series import Index, Reference, element, references
from .tree import Expression


class Names:
    """All names of a file in their order; `lengths` says which quantities are series.

    Of those in `broken` nothing is known but that they are series.
    """

    def __init__(
        self, assumed: Sequence[str], quantities: Sequence[str], lengths: Mapping[str, Index], indexes: Mapping[str, Index],
        broken: Collection[str],
    ) -> None:
        self.assumed, self.quantities = list(assumed), list(quantities)
        self.lengths, self.indexes, self.broken = lengths, indexes, broken

    def check(self, fields: Fields, expression: Expression, index: Index | None) -> bool:
        """Return whether every name of the formula can be used in it; note those that cannot.

        `index` is the running number of the quantity, if it is a series.
        """
        own = fields.place[-1]
        self._check_own(fields, own, index)
        position = self.quantities.index(own)
        earlier, later = self.quantities[:position], self.quantities[position + 1 :]
        used = list(dict.fromkeys(references(expression)))
        if any(self._is_broken(reference.name) for reference in used):
            return False
        known = {*self.assumed, *earlier, *self._elements(earlier)}
        if index:
            known.add(index.name)
        problems = [
            problem
            for reference in used
            if (problem := self._problem(fields, reference, index, known, set(later)))
        ]
        for message, hint in problems:
            fields.problem("formel", message, hint)
        return not problems

    def _check_own(self, fields: Fields, own: str, index: Index | None) -> None:
        elements = [element(own, number) for number in index.numbers] if index else []
        if own in self.assumed:
            message = f"{fields.owner}: So heißt schon eine Annahme."
            fields.report.problem(fields.place, message, "Geben Sie der Größe einen anderen Namen.")
        for name in [own, *elements]:
            if name in self.indexes or (name != own and name in (*self.assumed, *self.quantities)):
                what = "eine Reihe unter reihen:" if name in self.indexes else "eine andere Angabe"
                message = f"{fields.owner}: {quoted(name)} heißt schon {what}."
                fields.report.problem(fields.place, message, "Geben Sie der Größe einen anderen Namen.")
                return

    def _is_broken(self, name: str) -> bool:
        return name in self.broken or name.rstrip("0123456789").rstrip("_") in self.broken

    def _elements(self, names: Sequence[str]) -> list[str]:
        return [element(name, number) for name in names if name in self.lengths for number in self.lengths[name].numbers]

    def _problem(
        self, fields: Fields, reference: Reference, index: Index | None, known: set[str], later: set[str]
    ) -> tuple[str, str] | None:
        """Return message and hint if a name cannot be used like this, else None."""
        name, owner = reference.name, fields.owner
        if reference.role == "vorher":
            return self._problem_before(fields, name, index)
        if name == fields.place[-1]:
            hint = "Eine Formel verwendet nur Annahmen und Größen, die weiter oben stehen."
            return f"{owner} verwendet sich selbst.", f"Den Wert davor nennt vorher({name}, anfangswert)." if index else hint
        if name in later:
            hint = f"Stellen Sie {quoted(name)} über diese Größe. Im Kreis lässt sich nicht rechnen."
            return f"{owner} verwendet {quoted(name)}, die erst weiter unten berechnet wird.", hint
        if reference.role == "reihe":
            return self._problem_over(fields, name, index, known)
        if name in self.lengths and self.lengths[name] != index:
            return self._not_one_value(owner, name, index)
        if name in self.indexes and name not in known:
            return (
                f"{owner}: {quoted(name)} ist die laufende Nummer einer Reihe.",
                f"Ergänzen Sie bei der Größe je: {name}, oder nehmen Sie eine Annahme.",
            )
        return None if name in known else _unknown(fields, name, known)

    def _problem_before(self, fields: Fields, name: str, index: Index | None) -> tuple[str, str] | None:
        if index is None:
            return f"{fields.owner}: vorher(…) gibt es nur in einer Reihe.", "Ergänzen Sie bei der Größe je: mit einer Reihe."
        if self.lengths.get(name) == index:
            return None
        if name in (*self.assumed, *self.quantities):
            return (
                f"{fields.owner}: {quoted(name)} ist keine Reihe mit je: {index.name}.",
                "In vorher(reihe, anfangswert) steht zuerst eine Größe mit demselben je:.",
            )
        return _unknown(fields, name, {series for series, length in self.lengths.items() if length == index})

    def _problem_over(
        self, fields: Fields, name: str, index: Index | None, known: set[str]
    ) -> tuple[str, str] | None:
        if index is not None:
            return (
                f"{fields.owner}: Über {quoted(name)} lässt sich in einer Reihe nicht zusammenfassen.",
                "Legen Sie dafür eine eigene Größe ohne je: an und nennen Sie deren Namen.",
            )
        if name in self.lengths:
            return None
        if name in known:
            hint = "summe, kleinstes und groesstes fassen Größen mit je: zusammen."
            return f"{fields.owner}: {quoted(name)} ist keine Reihe.", hint
        return _unknown(fields, name, known & set(self.lengths))

    def _not_one_value(self, owner: str, name: str, index: Index | None) -> tuple[str, str]:
        length = self.lengths[name]
        if index:
            return (
                f"{owner}: Die Reihe {quoted(name)} zählt mit {quoted(length.name)}, diese mit {quoted(index.name)}.",
                f"Nennen Sie einen einzelnen Wert, zum Beispiel {element(name, length.last)}.",
            )
        return (
            f"{owner}: {quoted(name)} ist eine Reihe mit {len(length.numbers)} Werten.",
            f"Schreiben Sie summe({name}), kleinstes({name}), groesstes({name}) "
            f"oder einen einzelnen Wert, zum Beispiel {element(name, length.last)}.",
        )


def _unknown(fields: Fields, name: str, known: set[str]) -> tuple[str, str]:
    names = ", ".join(sorted(known)[:15])
    hint = f"{fields.report.nearest(name, known)}Hier bekannt sind: {names or 'noch keine Namen'}."
    return f"{fields.owner}: Den Namen {quoted(name)} gibt es nicht.", hint
