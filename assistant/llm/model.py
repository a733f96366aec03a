"""A model to ask, and one conversation with it: calls counted, time bounded, answers validated."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from assistant.errors import ModelUnavailable, RequestRefused, UnusableAnswer
from assistant.llm.answers import Answers, key_of
from assistant.llm.chat import Asked, Chat, Hear, Reply, Terms, deaf
from assistant.llm.endpoint import Endpoint, endpoint_of
from assistant.llm.growing import Growing
from assistant.llm.ladder import Abilities, abilities_of
from assistant.llm.ledger import Ledger, Total
from assistant.llm.prompts import Message, Prompt, load_prompt, render
from assistant.llm.shapes import part_of, read_answer, schema_of
from assistant.model import Value
from assistant.progress import UsageTold, Watch
from assistant.settings import Settings

Answer = TypeVar("Answer", bound=Value)
OnParts = Callable[[list[tuple[str, Any]]], None]
"""Given (field, value) pairs: a field's text, or an item of its list."""
CALLS = 6
"""Questions per draft, repairs included."""
_SHOWN_AGAIN = 6_000


class Model:
    """The configured model. Safe to share; each draft has its own conversation."""

    def __init__(
        self,
        endpoint: Endpoint,
        folder: Path | None = None,
        cache: bool = True,
        chat: Asked | None = None,
    ) -> None:
        """`folder`: where abilities and answers are kept; None keeps nothing. `chat` stands in for
        the connection (recorded answers)."""
        self.endpoint = endpoint
        self._folder = folder
        self._chat: Asked = chat or Chat(endpoint)
        self._answers = Answers(folder / "answers" if folder and cache else None)
        self._ledger = Ledger(folder / "usage.jsonl" if folder else None)
        self._abilities: Abilities | None = None

    def abilities(self, *, anew: bool = False, watch: Watch | None = None) -> Abilities:
        """What the endpoint can do, tried out once (`anew`: now). Raises ModelUnavailable."""
        if self._abilities is None or anew:
            self.ready()
            self._abilities = abilities_of(
                self.endpoint, self._chat, self._folder, anew=anew, watch=watch
            )
        return self._abilities

    def total(self) -> Total:
        """Everything this user's drafts asked of models so far."""
        return self._ledger.total()

    def conversation(self, calls: int = CALLS, watch: Watch | None = None) -> Conversation:
        """A budget of calls and of time for one draft or rewrite; `watch` is told and may stop
        it."""
        return Conversation(self, calls, watch or Watch())

    def ready(self) -> None:
        """Loads the vendor's library: on a slow machine that takes longer than many an answer, and
        is not the endpoint's time."""
        if isinstance(self._chat, Chat):
            self._chat.open()

    def has_kept(self, messages: list[Message], schema: dict[str, Any]) -> bool:
        """Whether the answer is kept, so that nobody has to be asked."""
        return self._answers.find(key_of(self.endpoint, messages, schema)) is not None

    def put(self, messages: list[Message], schema: dict[str, Any], terms: Terms) -> Put:
        """One question, answered from what is kept or by the endpoint. Raises ModelUnavailable,
        and Cancelled when it is stopped."""
        key = key_of(self.endpoint, messages, schema)
        kept = self._answers.find(key)
        if kept is not None:
            terms.listener()(kept)
            return Put(kept, key, kept=True)
        reply = self._asked(messages, schema, terms)
        self._ledger.add(self.endpoint, reply.tokens_in, reply.tokens_out)
        return Put(reply.text, key, reply.tokens_in, reply.tokens_out)

    def _asked(self, messages: list[Message], schema: dict[str, Any], terms: Terms) -> Reply:
        try:
            shape = self.abilities(watch=terms.watch).shape(schema)
            return self._chat.ask(messages, shape, terms)
        except RequestRefused:
            # The endpoint may have changed since its abilities were noted.
            shape = self.abilities(anew=True, watch=terms.watch).shape(schema)
            return self._chat.ask(messages, shape, terms)

    def keep(self, put: Put) -> None:
        """Keeps an answer that proved usable; one that holds the key is not written anywhere."""
        key = self.endpoint.key
        if not put.kept and not (key and key.reveal() in put.text):
            self._answers.keep(put.key, put.text)


class Put(Value, kw_only=False):
    """A question put: the answer's text, where it is kept, what it took."""

    text: str
    key: str
    tokens_in: int = 0
    tokens_out: int = 0
    kept: bool = False


class Conversation:
    """Questions that belong to one draft. Usage adds up here."""

    def __init__(self, model: Model, calls: int, watch: Watch) -> None:
        self.watch = watch
        self._model = model
        self._left = calls
        self._deadline: float | None = None
        self._usage = {"calls": 0, "cached": 0, "input_tokens": 0, "output_tokens": 0}
        self._prompts: dict[str, None] = {}

    @property
    def endpoint(self) -> Endpoint:
        """Whom this conversation is with."""
        return self._model.endpoint

    @property
    def left(self) -> int:
        """How many calls the budget still holds."""
        return self._left

    @property
    def usage(self) -> dict[str, int]:
        """Calls made, answers taken from the cache, tokens as the endpoint told them."""
        return dict(self._usage)

    @property
    def cost(self) -> float | None:
        """Yuan so far; None without a price."""
        return self.endpoint.cost(self._usage["input_tokens"], self._usage["output_tokens"])

    @property
    def prompts(self) -> tuple[str, ...]:
        """The prompts used, with their versions."""
        return tuple(self._prompts)

    def ask(
        self, prompt: Prompt, kind: type[Answer], on_parts: OnParts | None = None, **inputs: Any
    ) -> Answer:
        """The answer as a value; asked a second time when the first does not fit. `on_parts` is
        given each field's text and each item of its lists as soon as it is complete. Raises
        ModelUnavailable, and Cancelled when it is stopped."""
        messages = list(render(prompt, **inputs))
        self._prompts[prompt.label] = None
        listener = _listener(kind, on_parts) if on_parts else deaf
        put = self._put(messages, kind, listener)
        try:
            answer = read_answer(kind, put.text)
        except UnusableAnswer as error:
            put, answer = self._once_more(messages, kind, listener, put.text, str(error))
        self._model.keep(put)
        return answer

    def _once_more(
        self,
        messages: list[Message],
        kind: type[Answer],
        listener: Callable[[], Hear],
        text: str,
        trouble: str,
    ) -> tuple[Put, Answer]:
        again = load_prompt("again")
        self._prompts[again.label] = None
        _, user = render(again, trouble=trouble)
        said = Message("assistant", text[:_SHOWN_AGAIN])
        put = self._put([*messages, said, user], kind, listener)
        try:
            return put, read_answer(kind, put.text)
        except UnusableAnswer as error:
            host = self.endpoint.host
            raise UnusableAnswer(f"模型（{host}）两次都没有按要求的格式作答") from error

    def _put(
        self, messages: list[Message], kind: type[Answer], listener: Callable[[], Hear]
    ) -> Put:
        if self._left <= 0:
            raise ModelUnavailable("一次起草对模型的提问次数已经用完")
        self._left -= 1
        schema = schema_of(kind)
        if self._deadline is None and not self._model.has_kept(messages, schema):
            self._model.ready()
        terms = Terms(self._until(), self.watch, listener)
        put = self._model.put(messages, schema, terms)
        self._usage["cached" if put.kept else "calls"] += 1
        self._usage["input_tokens"] += put.tokens_in
        self._usage["output_tokens"] += put.tokens_out
        self.watch.tell(UsageTold(**self._usage, cost=self.cost))
        return put

    def _until(self) -> float:
        """The end of the time for all questions; it runs from the first one."""
        self._deadline = self._deadline or time.monotonic() + self.endpoint.seconds
        return self._deadline


def _listener(kind: type[Value], on_parts: OnParts) -> Callable[[], Hear]:
    """Whoever hears an answer's pieces and gives its parts on, as values that fit."""

    def listen() -> Hear:
        growing = Growing()

        def hear(piece: str) -> None:
            found = ((f, part_of(kind, f, plain)) for f, plain in growing.feed(piece))
            parts = [(field, part) for field, part in found if part is not None]
            if parts:
                on_parts(parts)

        return hear

    return listen


def open_model(settings: Settings) -> Model | None:
    """The configured model, not yet asked anything; None when none is configured."""
    endpoint = endpoint_of(settings)
    if endpoint is None:
        return None
    return Model(endpoint, settings.data_dir / "model", settings.model_cache)
