"""Reads the vocabulary's YAML files once."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load(name: str) -> Any:
    """The content of `vocabulary/<name>.yaml`. Shared between callers: do not change it."""
    return yaml.load((ROOT / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - the safe loader, in C where there is one
