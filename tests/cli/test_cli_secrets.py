"""The key is in no output of any verb, in no file they write, and in nothing that is kept."""

from __future__ import annotations

import pytest
from canary import BRIEF, KEY, has_key, leaking, refusing
from scripted import serving


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
        assert not has_key(path.read_bytes()), path
