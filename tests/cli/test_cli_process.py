"""What only shows in a process of its own: imports, pipes, encodings, the module's entry."""

import os
import subprocess
import sys

import pytest

from assistant.settings import ROOT

HEAVY = (
    "gradio", "chromadb", "langchain", "langchain_core", "langchain_openai", "openai", "numpy",
    "pandas", "httpx",
)  # fmt: skip


def process(*arguments, text=True, **options):
    environ = {**os.environ, "PYTHONIOENCODING": "cp936", **options.pop("env", {})}
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True, text=text, cwd=ROOT, env=environ, encoding="utf-8" if text else None,
        check=False, **options,
    )  # fmt: skip


@pytest.mark.parametrize("verb", ["check", "fix", "convert", "rules"])
def test_no_heavy_library_is_imported(verb, form):
    """Also on Word files; `--to json` for convert, nothing but the verb for rules."""
    arguments = {"rules": [], "convert": [str(form), "--to", "txt"]}.get(verb, [str(form)])
    code = (
        "import sys; from assistant.cli import main; main(sys.argv[1:]);"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    result = process("-c", code, verb, *arguments)
    assert result.stderr.splitlines()[-1] == "[]"


def test_an_offline_draft_needs_no_model_library(tmp_path):
    code = (
        "import sys; from assistant.cli import main; main(sys.argv[1:]);"
        "print([m for m in ('langchain_core', 'openai', 'assistant.llm') if m in sys.modules])"
    )
    environ = {"ASSISTANT_DATA_DIR": str(tmp_path), "OPENAI_MODEL": ""}
    result = process("-c", code, "draft", "eval/briefs/02-党建.md", env=environ)
    assert result.stdout.splitlines()[-1] == "[]"


def test_output_is_utf8_whatever_the_console_says(form):
    result = process("-m", "assistant", "check", form)
    assert "基层党建" in result.stdout
    assert result.returncode == 0
    assert result.stderr == ""


def test_a_closed_pipe_is_quiet(form):
    """`… | head -1`: no traceback, not even from the interpreter at exit."""
    command = f'"{sys.executable}" -m assistant rules --format json | head -c 20'
    result = subprocess.run(
        command, shell=True, capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert result.stderr == ""


def test_without_arguments(form):
    result = process("-m", "assistant")
    assert result.returncode == 2
    assert "用法" in result.stderr
