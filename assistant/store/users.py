"""Who may log in: a file of names and bcrypt hashes, written by `python -m assistant users`.

    <data_dir>/users.json       {"王芳": {"hash": "$2b$12$…"}}

No password is in it, none is ever preset, and only its owner may read it (mode 600).
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path
from threading import Lock
from typing import Final

import bcrypt

from assistant.errors import StoreUnavailable, UsageError

FILE_NAME: Final = "users.json"
SHORTEST: Final = 10
LONGEST_BYTES: Final = 72
"""What bcrypt takes into account."""
ROUNDS: Final = 12
_NAME: Final = re.compile(r"[\w.@-]{1,40}")


class Users:
    """The users of one data folder. Reads the file anew when it was changed."""

    def __init__(self, data_dir: Path, rounds: int = ROUNDS) -> None:
        self.path = data_dir / FILE_NAME
        self._rounds = rounds
        self._lock = Lock()
        self._read: tuple[tuple[int, int], dict[str, str]] | None = None
        self._nobody = b""

    def names(self) -> tuple[str, ...]:
        """All names, sorted."""
        return tuple(sorted(self._hashes()))

    def add(self, name: str, password: str) -> None:
        """A new user. Raises UsageError when name or password are unusable, or the name taken."""
        if not _NAME.fullmatch(name):
            raise UsageError(
                f"用户名“{name[:40]}”不能用：1 到 40 个字，只能有汉字、字母、数字和 . @ _ -。"
            )
        if name in self._hashes():
            raise UsageError(f"用户“{name}”已经有了；要换密码请用 users passwd {name}。")
        self._write({**self._hashes(), name: self._hashed(password)})

    def change(self, name: str, password: str) -> None:
        """Another password; whoever is logged in with the old one has to log in again."""
        self._require(name)
        self._write({**self._hashes(), name: self._hashed(password)})

    def remove(self, name: str) -> None:
        """The user cannot log in any more; the drafts stay."""
        self._require(name)
        self._write({known: h for known, h in self._hashes().items() if known != name})

    def knows(self, name: str, password: str) -> bool:
        """True when the password is that user's. Takes as long for a name that does not exist."""
        stored = self._hashes().get(name)
        secret = password.encode("utf-8", "replace")
        if len(secret) > LONGEST_BYTES:
            secret, stored = secret[:LONGEST_BYTES], None
        matches = bcrypt.checkpw(secret, stored.encode() if stored else self._decoy())
        return matches and stored is not None

    def stamp(self, name: str) -> str:
        """Changes with the password; empty when there is no such user."""
        return self._hashes().get(name, "")[-16:]

    def _decoy(self) -> bytes:
        self._nobody = self._nobody or bcrypt.hashpw(os.urandom(16).hex().encode(), self._salt())
        return self._nobody

    def _salt(self) -> bytes:
        return bcrypt.gensalt(self._rounds)

    def _hashed(self, password: str) -> str:
        secret = password.encode("utf-8", "replace")
        if len(password) < SHORTEST:
            raise UsageError(f"密码太短：至少 {SHORTEST} 个字。")
        if len(secret) > LONGEST_BYTES:
            raise UsageError(
                f"密码太长：最多 {LONGEST_BYTES} 个字母数字（{LONGEST_BYTES // 3} 个汉字）。"
            )
        return bcrypt.hashpw(secret, self._salt()).decode()

    def _require(self, name: str) -> None:
        if name not in self._hashes():
            known = "、".join(self.names()) or "还没有用户"
            raise UsageError(f"没有用户“{name[:40]}”；现有：{known}。")

    def _hashes(self) -> dict[str, str]:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return {}
        signature = (stat.st_mtime_ns, stat.st_size)
        with self._lock:
            if self._read is None or self._read[0] != signature:
                self._read = (signature, self._from_file())
            return self._read[1]

    def _from_file(self) -> dict[str, str]:
        try:
            plain = json.loads(self.path.read_text(encoding="utf-8"))
            return {str(name): str(entry["hash"]) for name, entry in plain.items()}
        except (OSError, ValueError, AttributeError, KeyError, TypeError) as error:
            raise StoreUnavailable(
                f"用户文件 {self.path} 读不了；请从备份恢复，或移走它后用 "
                "python -m assistant users add 重新建立用户。"
            ) from error

    def _write(self, hashes: dict[str, str]) -> None:
        plain = {name: {"hash": hashed} for name, hashed in hashes.items()}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.path.parent, prefix=".users.")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(plain, file, ensure_ascii=False, indent=2)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(self.path)
        except OSError as error:
            raise StoreUnavailable(
                f"不能写用户文件 {self.path}（{error.strerror}）；请检查权限和磁盘空间。"
            ) from error
