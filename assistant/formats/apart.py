"""Reading in a process of its own, with limits on memory and time: for files of unknown origin.

    python -m assistant.formats.apart LIMITS      answers requests on standard input, one by one

The child limits itself before it opens anything; the parent waits no longer than it may. A request
is one line of JSON and the file's bytes, an answer a length and JSON: nothing of the child's is
executed. A child is kept for the next file, and replaced when it had to be stopped.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Timer
from typing import IO, Any

from assistant import errors
from assistant.errors import FileError, RefusedFile
from assistant.formats import guard, ocr, read_bytes, text_of
from assistant.model import Imported, Limits, SourceCell

Answer = dict[str, Any]
LENGTH_BYTES = 8
FEW_LOOKS = (50_000, 20, 100)
"""How rarely memory is searched for rubbish: what one file needs goes by itself."""


class Crash(Exception):
    """The child met a mistake of ours; the text is its traceback."""


class Child:
    """One process that reads files for this one. Use it from one thread at a time."""

    def __init__(self, limits: Limits | None = None, module: str = __name__) -> None:
        self._limits = limits or guard.limits()
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, data: bytes, name: str, **request: Any) -> Answer:
        """The child's answer about the file. Raises FileError, or Crash."""
        process = self._started()
        late = []

        def stop() -> None:
            late.append(True)
            process.kill()

        timer = Timer(self._limits.seconds, stop)
        timer.start()
        try:
            answer = _exchange(process, {**request, "name": name, "size": len(data)}, data)
        finally:
            timer.cancel()
        if answer is None:
            self.close()
            raise RefusedFile(_too_slow(name, self._limits) if late else _too_much(name))
        if "error" in answer:
            kind = getattr(errors, answer["error"], None)
            raise (kind or Crash)(answer["message"])
        return answer

    def read(self, data: bytes, name: str, profile: str | None = None) -> tuple[Imported, ...]:
        """As `read_bytes`. Raises RefusedFile when the file needs more than it may."""
        answer = self.ask(data, name, profile=profile)
        return tuple(map(received, answer["imported"]))

    def text_of(self, data: bytes, name: str) -> str:
        """As `formats.text_of`."""
        return str(self.ask(data, name, what="text")["text"])

    def stop(self) -> None:
        """Give up what is being asked, from another thread: it fails there with RefusedFile."""
        if process := self._process:
            process.kill()

    def close(self) -> None:
        """End the process, if one was started."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            limits = json.dumps(self._limits.model_dump(mode="json"))
            self._process = subprocess.Popen(  # noqa: S603 - a module of ours
                [sys.executable, "-m", self._module, limits],
                cwd=Path(__file__).resolve().parents[2],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process


def received(plain: Answer) -> Imported:
    """The declaration that an answer describes. Of its cells, each is looked at when it is asked
    for: who checks a folder asks for few of them."""
    cells = plain.pop("cells", {})
    return Imported.model_validate(plain).model_copy(update={"cells": _Cells(cells)})


class _Cells(Mapping[str, SourceCell]):
    """Cells as another process sent them, each made a value when it is asked for."""

    def __init__(self, plain: Mapping[str, Any]) -> None:
        self._plain = plain

    def __getitem__(self, path: str) -> SourceCell:
        return SourceCell.model_validate(self._plain[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain)

    def __len__(self) -> int:
        return len(self._plain)


def _exchange(process: subprocess.Popen[bytes], request: Answer, data: bytes) -> Answer | None:
    """The answer; None when the child is gone."""
    to, back = process.stdin, process.stdout
    if to is None or back is None:
        return None
    try:
        to.write(json.dumps(request).encode() + b"\n" + data)
        to.flush()
        length = int.from_bytes(_exactly(back, LENGTH_BYTES), "big")
        answer: Answer = json.loads(_exactly(back, length))
    except (OSError, EOFError):
        return None
    return answer


def _exactly(stream: IO[bytes], length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


def _too_slow(name: str, limits: Limits) -> str:
    return f"“{name}”读了 {limits.seconds} 秒还没有读完，已停止；请只保留申报表所在的部分再试。"


def _too_much(name: str) -> str:
    return f"“{name}”读取时超出内存上限，已停止；请只保留申报表所在的部分再试。"


def answer_requests(arguments: list[str], answer: Callable[[Answer, bytes], Answer]) -> int:
    """The child's side: limits first, then one answer per request until the parent is done."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    limits = Limits.model_validate(json.loads(arguments[0]))
    guard.limit(limits)
    gc.set_threshold(*FEW_LOOKS)
    _limit_memory(limits.memory_bytes + (ocr.MEMORY if ocr.is_installed() else 0))
    while line := requests.readline():
        request: Answer = json.loads(line)
        content = json.dumps(
            _answered(request, requests.read(request["size"]), answer), ensure_ascii=False
        ).encode()
        answers.write(len(content).to_bytes(LENGTH_BYTES, "big") + content)
        answers.flush()
    return 0


def _answered(request: Answer, data: bytes, answer: Callable[[Answer, bytes], Answer]) -> Answer:
    try:
        return answer(request, data)
    except FileError as error:
        cause: BaseException | None = error
        while cause is not None:  # a library that ran out of memory makes a file look damaged
            if isinstance(cause, MemoryError):
                return {"error": "RefusedFile", "message": _too_much(request["name"])}
            cause = cause.__cause__
        return {"error": type(error).__name__, "message": str(error)}
    except MemoryError:
        return {"error": "RefusedFile", "message": _too_much(request["name"])}
    except Exception:  # noqa: BLE001 - told to the parent, which logs it
        import traceback

        return {"error": "Crash", "message": traceback.format_exc()}


def read_request(request: Answer, data: bytes) -> tuple[Imported, ...]:
    """The declarations that a request asks for."""
    default = {"default": request["default"]} if request.get("default") else {}
    return read_bytes(data, request["name"], profile=request.get("profile"), **default)


def _read(request: Answer, data: bytes) -> Answer:
    if request.get("what") == "text":
        return {"text": text_of(data, request["name"])}
    return {"imported": [one.model_dump(mode="json") for one in read_request(request, data)]}


def _limit_memory(size: int) -> None:
    """Where the system can: on Windows only the time limit holds."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    sys.exit(answer_requests(sys.argv[1:], _read))
