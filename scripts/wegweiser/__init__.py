"""The machinery of the handbook. Which module may know which: see docs/mitmachen and README."""
