"""A model behind the scripted server."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from scripted import Server, serving

from assistant.llm import Endpoint, Model
from assistant.settings import Secret

KEY = "sk-canary-4242"


@contextmanager
def modelled(script, folder=None, seconds=20, prices=None, cache=True):
    """The server and a model that asks it."""
    with serving(script) as server:
        endpoint = Endpoint(
            base_url=server.url, model="scripted", key=Secret(KEY), seconds=seconds,
            prices=prices or {},
        )  # fmt: skip
        yield server, Model(endpoint, folder, cache)


@pytest.fixture(scope="session", autouse=True)
def vendor_library():
    """Loaded before anything is timed: it takes seconds."""
    import langchain_openai

    return langchain_openai


@pytest.fixture
def connect():
    """connect(script, …) → (server, model) for the block."""
    return modelled


__all__ = ["Server", "connect"]
