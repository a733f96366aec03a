"""Real processes killed while they add or rebuild: what was acknowledged is there, nothing half."""

import os
import signal
import subprocess
import sys
import time

import pytest

from assistant.retrieval import open_index
from assistant.settings import ROOT

ADD = """
import sys
from pathlib import Path
from assistant.retrieval import open_index
from tests.retrieval.forms import declaration
index = open_index(Path(sys.argv[1]), Path(sys.argv[2]))
print("ready", flush=True)
for number in range(100000):
    row = ("数量指标", f"第{number}段道路长度", "≥9米", "米")
    (added,) = index.add([declaration(f"道路{number}", f"55{number:04d}", 2026, "某局", row)])
    print(added.id, flush=True)
"""
REBUILD = """
import sys
from pathlib import Path
from assistant.retrieval import open_index
index = open_index(Path(sys.argv[1]), Path(sys.argv[2]))
print("ready", flush=True)
while True:
    index.rebuild()
"""


def killed_after(code, data_dir, corpus, seconds):
    """Lines that the process printed before it was killed, `seconds` after it was ready."""
    command = [sys.executable, "-c", code, str(data_dir), str(corpus)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout.readline() == "ready\n"
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    rest = process.stdout.read().splitlines()
    process.wait()
    return rest


@pytest.mark.parametrize("seconds", [0.02, 0.31, 0.77])
def test_what_was_added_survives_a_kill(index, data_dir, corpus, seconds):
    acknowledged = {
        line for line in killed_after(ADD, data_dir, corpus, seconds) if len(line) == 16
    }
    again = open_index(data_dir, corpus)
    stored = {one.id for one in again.list()}
    assert acknowledged <= stored
    assert len(stored) - 3 - len(acknowledged) in (0, 1), "at most the one in flight"
    for one in again.list():
        if one.origin == "added":
            found = again.search(f"第{one.project_name[2:]}段道路长度", kind="indicator", k=1000)
            assert one.project_name in {hit.project_name for hit in found}


@pytest.mark.parametrize("seconds", [0.05, 0.4])
def test_a_killed_rebuild_leaves_a_whole_index(index, data_dir, corpus, seconds):
    killed_after(REBUILD, data_dir, corpus, seconds)
    again = open_index(data_dir, corpus)
    assert again.notices == ()
    assert len(again.list()) == 3
    assert again.search("苗木成活率", k=1)[0].project_name == "社区公园管养"


def test_a_reader_sees_whole_states_only_while_another_process_writes(index, data_dir, corpus):
    command = [sys.executable, "-c", ADD, str(data_dir), str(corpus)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert writer.stdout.readline() == "ready\n"
        sizes = [3]
        deadline = time.monotonic() + 60
        while sizes[-1] < 9 and time.monotonic() < deadline:
            stats = index.stats()
            sizes.append(stats.declarations)
            # Each added form has one row; those of the corpus have seven that can be found.
            assert stats.indicators == 7 + stats.declarations - 3
        assert sizes == sorted(sizes)
        assert sizes[-1] >= 9
    finally:
        writer.kill()
        writer.communicate()
