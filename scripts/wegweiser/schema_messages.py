"""What is wrong with a front matter, in German: pydantic's complaints and our own as findings."""
from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from .findings import Finding, quoted
from .yaml_source import Lines


class Problem(ValueError):
    """A complaint of ours, already in German; `str()` is the message, `hint` the way out."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def as_finding(
    error: dict[str, Any], lines: Lines, path: str, model: type[BaseModel], check: str = "kopf", owner: str = "im Kopf der Seite",
) -> Finding:
    """Turn one entry of `ValidationError.errors()` into a finding with the line of the key.

    `check` names the check, `owner` says where a missing key belongs.
    """
    key = tuple(part for part in error["loc"])
    own = error.get("ctx", {}).get("error")
    message, hint = (str(own), own.hint) if isinstance(own, Problem) else _german(error, model, owner)
    name = " › ".join(str(part) if isinstance(part, str) else f"Nr. {part + 1}" for part in key)
    return Finding(path, lines.of(*key), check, f"{name}: {message}" if name else message, hint)


def _german(error: dict[str, Any], model: type[BaseModel], owner: str) -> tuple[str, str]:
    """Translate pydantic's complaint into (what is wrong, how to mend it)."""
    context, value = error.get("ctx", {}), error.get("input")
    match error["type"]:
        case "missing":
            return "Die Angabe fehlt.", f"Ergänzen Sie {error['loc'][-1]}: {owner}."
        case "extra_forbidden":
            allowed = ", ".join(_siblings(model, error["loc"]))
            return "Diese Angabe gibt es nicht.", f"Erlaubt sind: {allowed}."
        case "literal_error":
            allowed = context["expected"].replace("'", "").replace(" or ", ", ")
            return f"{quoted(value)} ist hier nicht erlaubt.", f"Erlaubt sind: {allowed}."
        case "string_too_long" | "too_long":
            return f"Der Text hat {len(value)} Zeichen.", f"Höchstens {context['max_length']} Zeichen."
        case "too_short":
            return "Die Liste ist leer.", "Tragen Sie mindestens einen Eintrag ein."
        case "list_type":
            return f"{quoted(value)} ist keine Liste.", "Schreiben Sie eine Liste: [erster Eintrag, zweiter Eintrag]."
        case "string_type":
            return f"{quoted(value)} ist kein Text.", "Setzen Sie den Text in Anführungszeichen."
        case "bool_type":
            return f"{quoted(value)} ist weder wahr noch falsch.", "Schreiben Sie true oder false."
        case "greater_than_equal":
            return f"{value} ist zu klein.", f"Mindestens {context['ge']}."
        case "less_than_equal":
            return f"{value} ist zu groß.", f"Höchstens {context['le']}."
        case "int_type" | "decimal_type" | "is_instance_of":
            return f"{quoted(value)} ist keine Zahl.", "Schreiben Sie eine Zahl ohne Einheit, Dezimalstellen mit Punkt."
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{quoted(value)} passt hier nicht.", "Hier stehen mehrere Angaben untereinander, siehe Kapitelvorlage."
    return "Die Angabe passt nicht.", "Vergleichen Sie mit der Kapitelvorlage in docs/mitmachen/kapitelvorlagen/."


def _siblings(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """The keys that are allowed beside the last part of `location`."""
    for part in location[:-1]:
        field = model.model_fields.get(part) if isinstance(part, str) else None  # else an entry of a list or mapping
        if field is None:
            continue
        candidates = [field.annotation, *getattr(field.annotation, "__args__", ())]
        model = next((c for c in candidates if isinstance(c, type) and issubclass(c, BaseModel)), model)
    return list(model.model_fields)
