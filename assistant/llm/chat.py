"""One question, one answer: streaming over LangChain's ChatOpenAI. Nothing else imports it.

The answer is read as a stream, so that time and length are bounded while it comes; whether it is
whole is told by `finish_reason` alone (a dropped connection looks like the end of a stream).
Redirects are not followed: the key belongs to the configured address. Whoever waits may stop it at
any point; the connection is then closed (`wire`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from assistant.errors import ModelUnavailable, RequestRefused, UnusableAnswer
from assistant.llm.endpoint import Endpoint
from assistant.llm.prompts import Message
from assistant.progress import Cancel, Waiting, Watch, Writing

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk
    from langchain_openai import ChatOpenAI

LONGEST = 60_000
"""Characters of an answer; a form with thirty rows takes some 6,000."""
ATTEMPTS = 3
_RETRIED = (408, 409, 429, 500, 502, 503, 504)
_NOT_THE_PROTOCOL = (
    ValueError, TypeError, LookupError, AttributeError, AssertionError, RuntimeError,
)  # fmt: skip
"""What the library raises when a server sends something else than the protocol (an HTML page, an
empty stream, an answer in one piece)."""


class Reply(NamedTuple):
    """What came back, whole."""

    text: str
    tokens_in: int
    tokens_out: int


Hear = Callable[[str], None]


def deaf() -> Hear:
    """Nobody listens."""
    return lambda piece: None


class Terms(NamedTuple):
    """How one question is put: until when (of time.monotonic), who may stop it and is told of
    waits, and who hears the answer's pieces as they come; `listener` is made anew when the answer
    begins again."""

    deadline: float
    watch: Watch = Watch()
    listener: Callable[[], Hear] = deaf
    is_trial: bool = False
    """True for the greeting that tries out what an endpoint can do: nobody waits for its words."""


class Asked(Protocol):
    """Whoever answers: an endpoint, or recorded answers."""

    def ask(self, messages: Sequence[Message], shape: Mapping[str, Any], terms: Terms) -> Reply:
        """The whole answer, or one of our errors."""


class Chat:
    """The connection to one endpoint; opened with the first question."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._client: ChatOpenAI | None = None

    def ask(self, messages: Sequence[Message], shape: Mapping[str, Any], terms: Terms) -> Reply:
        """The whole answer. `shape` goes into the request.

        Raises RequestRefused when the request as such is not accepted, UnusableAnswer for an
        answer that is cut or too long, Cancelled when it is stopped, ModelUnavailable for
        everything else.
        """
        for attempt in range(1, ATTEMPTS + 1):
            terms.watch.cancel.check()
            try:
                return self._once(messages, shape, terms)
            except _Again as busy:
                wait = busy.wait if busy.wait is not None else 0.5 * 2 ** (attempt - 1)
                if attempt == ATTEMPTS or time.monotonic() + wait >= terms.deadline:
                    raise ModelUnavailable(busy.sentence) from busy
                terms.watch.tell(Waiting(sentence=busy.sentence, seconds=wait))
                terms.watch.cancel.wait(wait)
        raise AssertionError("unreachable")

    def _once(self, messages: Sequence[Message], shape: Mapping[str, Any], terms: Terms) -> Reply:
        from assistant.llm.wire import cut_by

        left = terms.deadline - time.monotonic()
        if left <= 0:
            raise ModelUnavailable(f"模型（{self._endpoint.host}）没有在限定时间内答完")
        turns = [(m.role, m.text) for m in messages]
        host, cancel = self._endpoint.host, terms.watch.cancel
        with _untraced(), cut_by(cancel):
            with _told_as_ours(host, cancel):
                chunks = self.open().stream(turns, timeout=max(left, 1.0), **shape)
            with closing(_as_they_come(chunks, host, cancel)) as coming:
                return _whole(coming, terms, host)

    def open(self) -> ChatOpenAI:
        """The client, made (and its library loaded) the first time; nothing is sent."""
        if self._client is None:
            from langchain_openai import ChatOpenAI
            from pydantic import SecretStr

            from assistant.llm.wire import http_client

            key = self._endpoint.key.reveal() if self._endpoint.key else "none"
            self._client = ChatOpenAI(
                model=self._endpoint.model,
                base_url=self._endpoint.base_url,
                api_key=SecretStr(key),
                max_retries=0,
                use_responses_api=False,
                http_client=http_client(self._endpoint.seconds, inside=self._endpoint.is_inside),
            )
            # Taken from variables meant for other programs otherwise.
            self._client.root_client.organization = None
            self._client.root_client.project = None
        return self._client


class _Again(Exception):
    """The endpoint is busy or hiccuped; worth another attempt after `wait` seconds."""

    def __init__(self, sentence: str, wait: float | None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.wait = wait


def _as_they_come(
    chunks: Iterator[AIMessageChunk], host: str, cancel: Cancel
) -> Generator[AIMessageChunk, None, None]:
    """The pieces. What goes wrong in reading them is told as ours; what goes wrong in whoever is
    given them is not the server's fault and passes through."""
    while True:
        with _told_as_ours(host, cancel):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk


def _whole(chunks: Iterator[AIMessageChunk], terms: Terms, host: str) -> Reply:
    """The pieces put together. Raises UnusableAnswer unless the model itself said it was done."""
    pieces: list[str] = []
    hear = terms.listener()
    length, finish = 0, ""
    tokens_in = tokens_out = 0
    for chunk in chunks:
        terms.watch.cancel.check()
        piece = _text_of(chunk)
        pieces.append(piece)
        hear(piece)
        length += len(piece)
        if not terms.is_trial:
            terms.watch.tell(Writing(characters=length))
        finish = chunk.response_metadata.get("finish_reason") or finish
        if told := chunk.usage_metadata:  # some servers count up with every piece
            tokens_in = max(tokens_in, told["input_tokens"])
            tokens_out = max(tokens_out, told["output_tokens"])
        if length > LONGEST:
            raise UnusableAnswer(f"模型（{host}）的回答过长，超过 {LONGEST} 字，已放弃")
        if time.monotonic() > terms.deadline:
            raise ModelUnavailable(f"模型（{host}）没有在限定时间内答完")
    _require_end(finish, host)
    text = "".join(pieces)
    if not text.strip():
        raise UnusableAnswer(f"模型（{host}）的回答是空的")
    return Reply(text, tokens_in, tokens_out)


def _text_of(chunk: AIMessageChunk) -> str:
    """The text of a piece, or the arguments of the tool call it is written into."""
    said = "".join(str(call.get("args") or "") for call in chunk.tool_call_chunks)
    return said or str(chunk.text)


def _require_end(finish: str, host: str) -> None:
    if finish == "length":
        raise UnusableAnswer(f"模型（{host}）的回答被长度上限截断")
    if finish == "content_filter":
        raise UnusableAnswer(f"模型（{host}）的回答被服务方的内容过滤拦下")
    if not finish:
        raise UnusableAnswer(f"模型（{host}）的回答没有说完就中断了")


@contextmanager
def _untraced() -> Iterator[None]:
    """LangSmith would send prompts to a third party when a variable of that name is set."""
    from langsmith.run_helpers import tracing_context

    with tracing_context(enabled=False):
        yield


@contextmanager
def _told_as_ours(host: str, cancel: Cancel) -> Iterator[None]:
    """What goes wrong as one of our errors: no address with a key, no text of the server in it. A
    connection that we closed ourselves is no fault."""
    try:
        with _translated(host):
            yield
    except (ModelUnavailable, _Again):
        cancel.check()
        raise


@contextmanager
def _translated(host: str) -> Iterator[None]:
    import httpx2
    import openai

    try:
        yield
    except openai.APIStatusError as error:
        raise _of_status(error, host) from None
    except (openai.APITimeoutError, httpx2.TimeoutException):
        raise ModelUnavailable(f"模型（{host}）没有在限定时间内答完") from None
    except (openai.APIConnectionError, httpx2.TransportError) as error:
        raise _Again(f"连不上模型接口 {host}（{_cause(error)}）", None) from None
    except (openai.OpenAIError, httpx2.HTTPError) as error:
        raise UnusableAnswer(f"模型（{host}）的回答无法读取（{type(error).__name__}）") from None
    except _NOT_THE_PROTOCOL as error:
        raise UnusableAnswer(
            f"模型（{host}）的回答不合接口格式（{type(error).__name__}）"
        ) from None


def _cause(error: Exception) -> str:
    return type(error.__cause__ or error).__name__


def _of_status(error: Any, host: str) -> Exception:
    status = int(error.status_code)
    if status in (401, 403):
        return ModelUnavailable(f"模型接口 {host} 拒绝了密钥（{status}）")
    if 300 <= status < 400:
        return ModelUnavailable(f"模型接口 {host} 要求转到别的地址（{status}），为保护密钥没有照办")
    if status in _RETRIED:
        what = "请求过多" if status == 429 else "出错"
        return _Again(f"模型接口 {host} {what}（{status}）", _retry_after(error.response.headers))
    if status == 404:
        return RequestRefused(f"模型接口 {host} 没有这个模型或地址（404）")
    return RequestRefused(f"模型接口 {host} 不接受请求（{status}）")


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds the server asks to wait, said as a number or as a date; None when it does not say."""
    said = headers.get("retry-after", "")
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
