"""Takes the changes to a goal that hold the lock and leave the checker no more to say."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.drafting.rewriting.adding import Step, Ways
from assistant.drafting.rewriting.candidates import about, weight, with_text
from assistant.drafting.rewriting.lock import Lock
from assistant.drafting.rewriting.shortening import dropping
from assistant.model import Declaration
from assistant.vocabulary.profile import Profile


class Keeper:
    """What is rewritten, and whether a change to it may stay."""

    def __init__(self, declaration: Declaration, field: str, profile: Profile, lock: Lock) -> None:
        self.lock = lock
        self.declaration = declaration
        self.field = field
        self.profile = profile

    def stepped(self, text: str, steps: Iterable[Step]) -> str:
        """The text after every step that may be taken."""
        worst = self._badness(text)
        for step in steps:
            tried = step(text)
            if tried == text or self.lock.troubles(tried):
                continue
            now = self._badness(tried)
            if now <= worst:
                text, worst = tried, now
        return text

    def improved(self, text: str, changes: Iterable[Ways]) -> str:
        """The text after every change that leaves the checker less to say: the first way that
        does."""
        for ways in changes:
            held = self._badness(text)
            for way in ways:
                after = self.stepped(text, (way,))
                if after != text and self._badness(after) < held:
                    text = after
                    break
        return text

    def shortened(self, text: str, length: int, *, purpose: bool) -> str:
        """The text without clauses that hold nothing locked, until it is short enough; `purpose`:
        what it is good for may go as well."""
        for step in dropping(text, purpose=purpose):
            if len(text) <= length:
                break
            tried = step(text)
            text = text if self.lock.troubles(tried) else tried
        return text

    def _badness(self, text: str) -> tuple[int, int]:
        """What the checker has to say, and of how many cells."""
        findings = about(self.field, with_text(self.declaration, self.field, text), self.profile)
        return sum(map(weight, findings)), sum(len(f.related) for f in findings)
