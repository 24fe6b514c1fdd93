"""Benchmarks: `scripts/bench NAME`. Ratios of ours to the alternatives, measured in one and the same run.

Each benchmark is a module in this package, entered in BENCHMARKS below, with

    HELP                                one German line for --help
    add_arguments(parser) -> None       its own switches
    run(options, root) -> int           does the work, prints a table, returns the exit code

What a number means and how it comes about is in README.md beside this file.
"""
from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

# What is typed → module of this package.
BENCHMARKS = {
    "buch": "book", "suche": "search", "wachstum": "growth", "lighthouse": "lighthouse", "auslieferung": "delivery",
}


def main(arguments: Sequence[str], root: Path) -> int:
    """Run one benchmark; returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description="Misst den Wegweiser gegen andere Wege, immer im selben Lauf.",
        epilog="Was die Zahlen bedeuten: scripts/wegweiser/bench/README.md",
    )
    commands = parser.add_subparsers(dest="was", required=True, metavar="WAS", title="Messungen")
    modules = {name: import_module(f".{module}", __name__) for name, module in BENCHMARKS.items()}
    for name, module in modules.items():
        module.add_arguments(commands.add_parser(name, help=module.HELP, description=module.HELP))
    options = parser.parse_args(arguments)
    return modules[options.was].run(options, root)
