"""`python -m wegweiser build|serve|check|new|test`; the scripts of the same names call this."""
import sys

from .cli import main

sys.exit(main(sys.argv[1:]))
