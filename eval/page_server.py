"""Servers to be measured: ours with users, and a page of Gradio's with nothing on it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from eval.timing import ROOT

START_SECONDS = 180
EMPTY = """
import os
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
import gradio as gr
with gr.Blocks(analytics_enabled=False) as blocks:
    gr.HTML("<p id='ready'>.</p>")
blocks.launch(server_name="127.0.0.1", server_port=int(os.environ["PORT"]), quiet=True)
"""


class Running(NamedTuple):
    """A server that answers."""

    address: str
    pid: int

    @property
    def megabytes(self) -> float:
        """Memory of the process that is its own or shared with nobody by now (RSS)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    @property
    def cpu_seconds(self) -> float:
        """Processor time the process has taken so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def our_page(data_dir: Path, users: Mapping[str, str]) -> Iterator[Running]:
    """Ours, with login when there are users."""
    from assistant.store import Users

    file = Users(data_dir, rounds=8)
    for name, password in users.items():
        file.add(name, password)
    settings = {"ASSISTANT_DATA_DIR": str(data_dir), "ASSISTANT_LOGIN": "on" if users else "off"}
    with _running([sys.executable, "app.py"], settings, "/health", data_dir) as server:
        _wait_until_ready(server.address)
        yield server


@contextmanager
def empty_page(folder: Path) -> Iterator[Running]:
    """Gradio and nothing else."""
    with _running([sys.executable, "-c", EMPTY], {}, "/", folder) as server:
        yield server


@contextmanager
def _running(
    command: list[str], settings: Mapping[str, str], path: str, folder: Path
) -> Iterator[Running]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    own = {k: v for k, v in os.environ.items() if not k.startswith(("ASSISTANT_", "OPENAI_"))}
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**own, **settings, "PORT": str(port)}, stdout=log, stderr=log
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until(f"{address}{path}")
            yield Running(address, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_until(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} does not answer")


def _wait_until_ready(address: str) -> None:
    """The index is open: drafting does not wait for it any more."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with urllib.request.urlopen(f"{address}/health", timeout=30) as answer:  # noqa: S310
            if b'"index":"ready"' in answer.read().replace(b" ", b""):
                return
        time.sleep(0.5)
    raise TimeoutError("the index did not open")
