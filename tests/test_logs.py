"""The log takes what went wrong, whether `logging` was there before or not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
CRASH = """
import sys
from assistant.cli import main
from assistant.rules.values import va001_unmeasurable_value as rule

def crash(*_):
    assert "logging" not in sys.modules
    raise RuntimeError("boom")

rule.UnmeasurableValue.look = crash
sys.exit(main(["check", sys.argv[1]]))
"""


def test_a_crashed_rule_is_logged_and_the_user_sees_one_sentence(tmp_path: Path) -> None:
    form = min((ROOT / "corpus" / "declarations").glob("*.json"))
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(form)],
        check=False, capture_output=True, text=True, cwd=ROOT,
        env={**os.environ, "ASSISTANT_DATA_DIR": str(tmp_path), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert "规则 VA001 运行出错" in done.stdout
    assert done.stderr == ""
    (log,) = (tmp_path / "logs").iterdir()
    assert "RuntimeError: boom" in log.read_text("utf-8")
