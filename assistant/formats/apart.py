"""Reading in a process of its own, with limits on memory and time: for files of unknown origin.

    python -m assistant.formats.apart FILE PROFILE MEGABYTES      prints one JSON object

The child limits itself before it opens the file; the parent waits no longer than it was told.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant import errors
from assistant.errors import FileError, RefusedFile
from assistant.formats import read
from assistant.model import Imported

SECONDS = 60
MEGABYTES = 1500


def read_apart(
    path: Path | str,
    *,
    profile: str | None = None,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> tuple[Imported, ...]:
    """As `read`, in a child process. Raises RefusedFile when the file needs more than it may."""
    name = Path(path).name
    command = [
        sys.executable,
        "-m",
        __name__,
        str(Path(path).absolute()),
        profile or "",
        str(megabytes),
    ]
    root = Path(__file__).resolve().parents[2]
    try:
        done = subprocess.run(  # noqa: S603 - this very module, on a path passed as an argument
            command, cwd=root, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedFile(
            f"“{name}”读了 {seconds:g} 秒还没有读完，已停止；请只保留申报表所在的部分再试。"
        ) from error
    if done.returncode != 0 or not done.stdout:
        raise RefusedFile(f"“{name}”读取时超出内存上限，已停止；请只保留申报表所在的部分再试。")
    return _answer(json.loads(done.stdout))


def _answer(answer: dict[str, Any]) -> tuple[Imported, ...]:
    if "error" in answer:
        kind = getattr(errors, answer["error"], FileError)
        raise kind(answer["message"])
    return tuple(Imported.model_validate(one) for one in answer["imported"])


def main(arguments: Sequence[str]) -> int:
    """The child: limits first, then one JSON object on standard output."""
    path, profile, megabytes = arguments
    _limit_memory(int(megabytes))
    try:
        found = read(Path(path), profile=profile or None)
        answer: dict[str, Any] = {"imported": [one.model_dump(mode="json") for one in found]}
    except FileError as error:
        answer = {"error": type(error).__name__, "message": str(error)}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())
    return 0


def _limit_memory(megabytes: int) -> None:
    """Where the system can: on Windows only the time limit holds."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
