"""The key is in no output of any verb, in no file they write, and in nothing that is kept."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from scripted import Fails, Says, is_probe, serving

KEY = "sk-canary-4242"
GOAL = (
    "本项目2026年度将审查合同不少于100份，确保审查意见合格率≥90%，服务单位满意度≥90%，"
    "从而防范法律风险。"
)
BRIEF = (
    "2026年法律顾问服务，本年度预算30万元。审查合同不少于100份，审查意见合格率不低于90%，"
    "服务单位满意度90%以上。目的是防范法律风险。"
)


def leaking(request, number):
    """An endpoint that works, and writes the key into whatever it says."""
    if is_probe(request):
        return Says('{"word": "好"}')
    asked = request["messages"][-1]["content"]
    if "<已读事项>" in asked:
        missed = {"kind": "quantity", "name": KEY, "value": "100份", "quote": "审查合同不少于100份"}
        return Says(json.dumps({"missed": [missed], "effects": []}, ensure_ascii=False))
    if "<不能动>" in asked:
        said = {"candidates": [f"{GOAL[:-1]}，密钥{KEY}。", GOAL]}
    else:
        said = {"annual_goal": GOAL, "long_term_goal": f"持续审查合同，{KEY}，防范法律风险。" * 2}
    return Says(json.dumps(said, ensure_ascii=False))


def refusing(request, number):
    """An endpoint that echoes the key in its error."""
    return Fails(400, message=f"bad key {KEY}")


def texts(raw: bytes):
    """The bytes, and those of every part where they are an archive."""
    yield raw
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("script", [leaking, refusing])
def test_the_key_is_nowhere(run, script, tmp_path, monkeypatch) -> None:
    data = tmp_path / "data"
    brief = tmp_path / "说明.md"
    brief.write_text(BRIEF, encoding="utf-8")
    with serving(script) as server:
        for name, value in {
            "OPENAI_BASE_URL": server.url, "OPENAI_MODEL": "scripted", "OPENAI_API_KEY": KEY,
            "ASSISTANT_DATA_DIR": str(data),
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        form = tmp_path / "out.json"
        calls = [
            ("doctor",),
            ("draft", brief, "-o", form),
            *(("draft", brief, "-o", tmp_path / f"out.{kind}") for kind in ("docx", "xlsx", "txt")),
            *(("rewrite", form, "--goal", goal) for goal in ("annual", "long-term")),
            ("rewrite", form, "--goal", "annual", "--engine", "llm", "--format", "json"),
            ("rewrite", form, "--row", "1", "-o", tmp_path / "row.docx"),
            *(("check", form, "--format", f) for f in ("text", "json", "sarif", "github", "html")),
            *(("check", form, "-o", tmp_path / f"report.{kind}") for kind in ("docx", "xlsx")),
            ("fix", form, "--confirm", "-o", tmp_path / "fixed.json"),
            ("rollover", form, "--year", "2027", "-o", tmp_path / "next.json"),
            ("convert", form, "-o", tmp_path / "form.md"),
            ("index", "stats"),
        ]
        said = [run(*call) for call in calls]
        assert any(KEY in headers.get("authorization", headers.get("Authorization", ""))
                   for headers in server.headers)  # fmt: skip
    assert KEY not in "".join(result.out + result.err for result in said)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"out.docx", "out.xlsx", "out.json"} <= {path.name for path in written}
    for path in written:
        for text in texts(path.read_bytes()):
            assert KEY.encode() not in text, path
