"""The services as handlers see them: the real pipeline without an index, the real formats."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import formats, pipeline
from assistant.ui.desk import Desk
from assistant.ui.index_door import IndexDoor
from assistant.ui.services import Services
from assistant.vocabulary.profile import load_profile


class Here:
    """A reader in this process."""

    read = staticmethod(formats.read_bytes)

    def stop(self) -> None:
        """Nothing that goes on elsewhere."""

    def close(self) -> None:
        """Nothing to end."""


@pytest.fixture
def services() -> Services:
    """Drafting without precedents: nothing here needs chromadb."""
    profile = load_profile()
    return Services(
        profile=profile,
        index=IndexDoor(lambda: None),
        draft=lambda source, stated, **watch: pipeline.draft(
            source, profile=profile, overrides=stated, **watch
        ),
        continue_draft=lambda draft, answers: pipeline.continue_draft(draft, answers),
        read=lambda data, name, cancel=None: formats.read_bytes(data, name),
        text_of=lambda data, name, cancel=None: formats.text_of(data, name),
        open_reader=Here,
    )


@pytest.fixture
def drafted(services: Services) -> Desk:
    """A desk with a draft from the first example."""
    from assistant.ui.examples import examples
    from assistant.ui.handlers import start_draft

    return start_draft(Desk(), examples()[0].text, services)


Say = Callable[[Desk, str], Desk]


@pytest.fixture
def say(services: Services) -> Say:
    """Says one sentence to a desk."""
    from assistant.ui import talk

    return lambda desk, text: talk.say(desk, text, services)
