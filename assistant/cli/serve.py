"""serve: the web page, by running app.py as `python app.py` does."""

from __future__ import annotations

import argparse
import runpy

from assistant.settings import ROOT, Settings


def configure(parser: argparse.ArgumentParser) -> None:
    """`serve` has no options of its own: address and port are settings."""
    parser.epilog = "监听地址和端口用 ASSISTANT_HOST、PORT 设置。"


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Returns when the server was stopped."""
    try:
        runpy.run_path(str(ROOT / "app.py"), run_name="__main__")
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else 0
    return 0
