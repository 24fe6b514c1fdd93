"""Say in German what the YAML parser says in English, with the usual cause and its cure."""

from __future__ import annotations

import re

import yaml

QUOTE = "Setzen Sie den Text in Anführungszeichen."

# (pattern in the parser's words, what is wrong, how to mend it); the first match counts.
EXPLANATIONS: tuple[tuple[str, str, str], ...] = (
    (
        r"document start",
        "Nach dem Ende der Angaben steht weiterer Text.",
        "Prüfen Sie Klammern und Einrückung; entfernen Sie Zeilen mit --- oder ...",
    ),
    (
        r"mapping values are not allowed",
        "Hier steht ein Doppelpunkt, wo keiner stehen darf.",
        (
            'Setzen Sie Text mit Doppelpunkt in Anführungszeichen: titel: "Marten: ein Beispiel". '
            "Prüfen Sie sonst die Einrückung und ob in der Zeile darüber hinter dem Doppelpunkt ein "
            "Leerzeichen fehlt."
        ),
    ),
    (
        r"sequence entries are not allowed",
        "Hier steht ein Listenstrich, wo keiner stehen darf.",
        (
            "Beginnen Sie die Liste in einer neuen, eingerückten Zeile. Ist es Text, setzen Sie ihn in "
            "Anführungszeichen."
        ),
    ),
    (
        r"character '\\t'",
        "Die Zeile ist mit einem Tabulator eingerückt.",
        "Rücken Sie mit Leerzeichen ein, je Ebene zwei.",
    ),
    (
        (
            r"character .+ that cannot start|expected alphabetic|directive|chomping"
            r"|while scanning (an alias|an anchor|a tag)|while parsing a (node|tag)"
        ),
        "Der Text beginnt mit einem Sonderzeichen, das YAML anders versteht.",
        QUOTE,
    ),
    (
        r"quoted scalar",
        "Ein Anführungszeichen wird nicht geschlossen oder steht mitten im Text.",
        'Beginnen und beenden Sie den Text mit "; verwenden Sie innen „…“.',
    ),
    (
        r"found '<scalar>'",
        "Hinter dem schließenden Anführungszeichen steht noch Text, oder die Einrückung stimmt nicht.",
        "Setzen Sie die ganze Angabe in Anführungszeichen; verwenden Sie innen „…“.",
    ),
    (
        r"flow (sequence|mapping)|while parsing a flow node",
        "Eine Klammer [ oder { wird nicht geschlossen, oder zwischen zwei Einträgen fehlt ein Komma.",
        (
            "Vergleichen Sie mit [eins, zwei] oder {von: 4, bis: 8}. Text mit Klammern gehört in "
            "Anführungszeichen."
        ),
    ),
    (
        r"could not find expected ':'",
        "Hier fehlt ein Doppelpunkt oder das Leerzeichen dahinter.",
        "Schreiben Sie name: Wert. Sehen Sie auch die Zeile darüber an.",
    ),
    (
        r"block (mapping|collection|sequence)|<block end>",
        "Die Einrückung passt nicht zu den Zeilen darüber.",
        "Rücken Sie Zusammengehöriges gleich weit ein, je Ebene zwei Leerzeichen.",
    ),
)


def explain(error: yaml.YAMLError, text: str) -> tuple[int, str, str]:
    """Return line (from 0, within `text`), German message and German hint for a parser error."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position)
        return line, "Hier steht ein unsichtbares Steuerzeichen.", "Tippen Sie die Stelle neu."
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line if mark else 0
    words = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    # Of an unclosed quotation mark or bracket the opening is the place to mend,
    # not the end of the file where the parser gave up.
    opening = getattr(error, "context_mark", None)
    if opening and re.search(r"quoted scalar|flow (sequence|mapping)", words):
        line = opening.line
    for pattern, message, hint in EXPLANATIONS:
        if re.search(pattern, words):
            return line, message, hint
    return (
        line,
        "Diese Zeile lässt sich nicht lesen.",
        (
            "Prüfen Sie Einrückung, Doppelpunkte und Anführungszeichen, auch in der Zeile darüber. Text, der mit "
            "einem Sonderzeichen beginnt, gehört in Anführungszeichen."
        ),
    )
