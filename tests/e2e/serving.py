"""The real page for tests and for the picture: a server of its own and the system's Chromium."""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 180


@contextmanager
def running_server(data_dir: Path, log: Path, **settings: str) -> Iterator[str]:
    """The address of a freshly started page; the process is ended afterwards."""
    server = Server(data_dir, log, settings)
    try:
        server.start()
        yield server.address
    finally:
        server.stop()


class Server:
    """A server that can be killed and started again at the same address, over the same data."""

    def __init__(self, data_dir: Path, log: Path, settings: dict[str, str] | None = None) -> None:
        self.data_dir, self.log, self.settings = data_dir, log, settings or {}
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process's number."""
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Returns once it answers."""
        environ = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("ASSISTANT_", "OPENAI_"))},
            "PORT": str(self.port),
            "ASSISTANT_DATA_DIR": str(self.data_dir),
            **self.settings,
        }
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "app.py"], cwd=ROOT, env=environ, stdout=output, stderr=output
            )
        _wait_until_healthy(self.address, self._process, self.log)

    def kill(self) -> None:
        """kill -9: no chance to save anything."""
        assert self._process
        self._process.kill()
        self._process.wait(20)

    def stop(self) -> None:
        """As Ctrl+C does it."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()


@contextmanager
def system_chromium() -> Iterator[Browser]:
    """The Chromium that the system has; raises LookupError when there is none."""
    path = chromium_path()
    if path is None:
        raise LookupError("no Chromium on this machine (apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        try:
            yield browser
        finally:
            browser.close()


def chromium_path() -> str | None:
    """Where the system's Chromium is."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def _free_port() -> int:
    """A port that nobody has, and that the system gives to nobody as the near end of a connection:
    it stays free while the server is away."""
    for port in random.sample(range(20_000, _first_given_away()), 200):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no free port on this machine")


def _first_given_away() -> int:
    known = Path("/proc/sys/net/ipv4/ip_local_port_range")
    return max(21_000, int(known.read_text().split()[0])) if known.is_file() else 32_768


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the server did not start:\n{log.read_text('utf-8', 'replace')[-3000:]}")
