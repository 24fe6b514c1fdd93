"""The command line: what each script accepts, which module does the work, the exit code."""
from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .findings import ContentError

ROOT = Path(__file__).resolve().parents[2]
FINDINGS, MISUSE = 1, 2


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code. A fault in the content never shows a traceback."""
    command, rest = arguments[0], list(arguments[1:])
    if command == "test":  # everything else goes to pytest as it is
        return subprocess.call([sys.executable, "-m", "pytest", *rest], cwd=ROOT)
    if command == "bench":  # has commands of its own
        from .bench import main as bench

        return bench(rest, ROOT)
    options = _parser(command).parse_args(rest)
    try:
        return COMMANDS[command](options)
    except ContentError as error:
        print(error, file=sys.stderr)
        return FINDINGS


def _parser(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"scripts/{command}", description=DESCRIPTIONS[command])
    if command == "build":
        parser.add_argument("--web", action="store_true", help="nur die Seiten, ohne PDF")
        parser.add_argument(
            "--veroeffentlichen", action="store_true",
            help="bricht ab, solange Angaben des Betreibers Platzhalter sind",
        )
        parser.add_argument("--ziel", default="site", metavar="ORDNER", help="Zielordner (Vorgabe: site)")
    elif command == "check":
        parser.add_argument("dateien", nargs="*", metavar="DATEI", help="nur diese Dateien melden")
        parser.add_argument("--alle", action="store_true", help="alle Hinweise zeigen, nicht nur die ersten 20")
        parser.add_argument("--lesbarkeit", action="store_true", help="zeigt statt der Prüfung, wie schwer jede Seite zu lesen ist")
    elif command == "new":
        parser.add_argument("art", choices=["analyse", "koproduktion", "finanzierung", "beispiel"], metavar="ART",
                            help="analyse, koproduktion, finanzierung oder beispiel")
        parser.add_argument("titel", metavar="TITEL", help="Titel des Kapitels in Anführungszeichen")
    elif command == "preview":
        parser.add_argument("stand", metavar="STAND", help="der Stand, mit dem verglichen wird, zum Beispiel origin/main")
    elif command == "notes":
        parser.add_argument("fassung", metavar="FASSUNG", help="zum Beispiel v0.2")
    return parser


def _build(options: argparse.Namespace) -> int:
    from .build import build

    return build(ROOT, ROOT / options.ziel, pdf=not options.web, publish=options.veroeffentlichen)


def _serve(options: argparse.Namespace) -> int:
    from .build import serve

    return serve(ROOT)


def _check(options: argparse.Namespace) -> int:
    from .checks import run_checks, run_readability

    if options.lesbarkeit:
        return run_readability(ROOT, options.dateien)
    return run_checks(ROOT, options.dateien, all_advice=options.alle)


def _new(options: argparse.Namespace) -> int:
    from .new_chapter import create

    return create(ROOT, options.art, options.titel)


def _preview(options: argparse.Namespace) -> int:
    from .preview import write_preview

    return write_preview(ROOT, ROOT / "site", options.stand)


def _notes(options: argparse.Namespace) -> int:
    from .release_notes import print_notes

    return print_notes(ROOT, options.fassung)


COMMANDS = {"build": _build, "serve": _serve, "check": _check, "new": _new, "preview": _preview, "notes": _notes}
DESCRIPTIONS = {
    "build": "Baut Website, Kapitel-PDF und Buch nach site/.",
    "serve": "Zeigt die Website unter http://127.0.0.1:8000/ und erneuert sie bei jeder Änderung.",
    "check": "Prüft die Inhalte. Fehler verhindern die Veröffentlichung, Hinweise sind Ratschläge.",
    "new": "Legt ein neues Kapitel nach seiner Vorlage an und trägt es in die Navigation ein.",
    "preview": "Schreibt site/vorschau.html mit Links zu den Seiten, die sich seit einem Stand geändert haben.",
    "notes": "Zeigt, was CHANGELOG.md zu einer Fassung sagt.",
}
