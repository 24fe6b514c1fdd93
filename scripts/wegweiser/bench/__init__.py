"""Benchmarks: what the handbook's own parts do better or worse than what one would otherwise take."""
