"""`python -m assistant`."""

import gc
import sys

from assistant.cli import main

if __name__ == "__main__":
    # Nearly all that one call makes is needed to its end: looking for rubbish would find none.
    gc.set_threshold(50_000, 20, 100)
    code = main()
    gc.freeze()
    sys.exit(code)
