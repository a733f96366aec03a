"""Legacy office files (.doc .xls .wps .et .rtf) and PDF output, by way of LibreOffice.

LibreOffice runs without a window, with a profile of its own for each call (two calls with one
profile lose a result), without macros, and with no way to the network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePath

from assistant.errors import BrokenFile, UnsupportedFormat
from assistant.formats.base import Grid
from assistant.model import Declaration
from assistant.vocabulary.profile import Profile

_SHEETS = frozenset({".xls", ".et", ".xlt"})
_SECONDS = 120
_NO_NETWORK = "http://127.0.0.1:9"


def read(data: bytes, name: str) -> tuple[Grid, ...]:
    """The file converted to docx or xlsx and read as such."""
    from assistant.formats import docx, xlsx

    suffix, target = _way(name)
    if not program():
        raise UnsupportedFormat(
            f"“{name}”是旧版格式（{suffix}），本机没有 LibreOffice，不能直接读取；"
            f"请用 Word、Excel 或 WPS 打开后另存为 .{target} 再试。"
        )
    converted = convert(data, suffix, target)
    if not converted:
        raise BrokenFile(
            f"“{name}”打不开：文件已损坏或设了密码；请用原软件打开后另存为 .{target} 再试。"
        )
    return xlsx.read(converted, name) if target == "xlsx" else docx.read(converted, name)


def as_package(data: bytes, name: str) -> bytes | None:
    """The file as .docx or .xlsx; None where LibreOffice is missing or wrote nothing."""
    suffix, target = _way(name)
    return convert(data, suffix, target) if program() else None


def _way(name: str) -> tuple[str, str]:
    """From which suffix to which."""
    suffix = PurePath(name).suffix.lower() or ".doc"
    return suffix, "xlsx" if suffix in _SHEETS else "docx"


def write(declarations: Sequence[Declaration], profile: Profile) -> bytes:
    """The Word form printed to PDF. Raises UnsupportedFormat where LibreOffice is missing."""
    from assistant.formats import docx_write

    if not program():
        raise UnsupportedFormat(
            "本机没有 LibreOffice，不能直接导出 PDF；请导出 .docx 后用 Word 或 WPS 另存为 PDF。"
        )
    content = convert(docx_write.write(declarations, profile), ".docx", "pdf")
    if not content:
        raise UnsupportedFormat("LibreOffice 没有生成 PDF；请导出 .docx 后用 Word 另存为 PDF。")
    return content


def program() -> str | None:
    """Where LibreOffice is, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(data: bytes, suffix: str, target: str) -> bytes | None:
    """The content in the target format, or None when LibreOffice wrote nothing."""
    with tempfile.TemporaryDirectory(prefix="convert-") as folder:
        source = Path(folder) / f"form{suffix}"
        source.write_bytes(data)
        out = Path(folder) / "out"
        command = [
            program() or "soffice",
            "--headless", "--norestore", "--nolockcheck",
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--convert-to", target, "--outdir", str(out), str(source),
        ]  # fmt: skip
        proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), _NO_NETWORK)
        try:
            subprocess.run(  # noqa: S603 - a fixed command on a file of our own naming
                command,
                env={**os.environ, **proxies},
                timeout=_SECONDS,
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except (subprocess.TimeoutExpired, OSError):
            return None
        written = out / f"form.{target}"
        return written.read_bytes() if written.is_file() else None
