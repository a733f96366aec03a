"""Runs the command line in this process, with a data folder of the tests' own."""

import io
import json
from typing import NamedTuple

import pytest

from assistant import cli
from assistant.settings import CORPUS, VARIABLES


class Result(NamedTuple):
    """Exit code and what was printed where."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def sentence(self):
        """Standard error, which must be one line."""
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        return self.err.strip()


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory):
    """Shared by all tests of a worker: the index over the corpus is built once."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def run(capsysbinary, monkeypatch, data_dir, tmp_path):
    """run("check", "x.json", stdin=b"…") -> Result."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("assistant.settings.ROOT", tmp_path)  # no .env of this checkout
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(data_dir))

    def call(*arguments, stdin=b""):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        code = cli.main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Result(code, out.decode(errors="replace"), err.decode())

    return call


@pytest.fixture(scope="session")
def form():
    """A real declaration of the corpus."""
    return next(iter(sorted((CORPUS / "declarations").glob("*基层党建.json"))))
