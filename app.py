"""Starts the web page: python app.py (the same as python -m assistant serve)."""

import sys

from assistant.ui.server import main

if __name__ == "__main__":
    sys.exit(main())
