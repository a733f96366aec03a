"""`draft` and `rewrite` with a model: who wrote it, what is sent where, and no secret anywhere."""

import json

import pytest
from scripted import Fails, Says, is_probe, serving

KEY = "sk-canary-4242"
BRIEF = (
    "2026年法律顾问服务，本年度预算30万元。审查合同不少于100份，审查意见合格率不低于90%，"
    "2个工作日内出意见，服务单位满意度90%以上。目的是防范法律风险。"
)
GOAL = (
    "本项目2026年度将开展法律顾问服务，审查合同不少于100份；确保审查意见合格率≥90%，"
    "审查意见出具时限≤2个工作日，服务单位满意度≥90%，从而防范法律风险。"
)


def writer(request, number):
    """An endpoint that words the annual goal."""
    if is_probe(request):
        return Says('{"word": "好"}')
    if "<已读事项>" in request["messages"][-1]["content"]:
        return Says('{"missed": [], "effects": []}')
    if "<不能动>" in request["messages"][-1]["content"]:
        return Says(json.dumps({"candidates": [GOAL]}, ensure_ascii=False))
    return Says(json.dumps({"annual_goal": GOAL}, ensure_ascii=False))


@pytest.fixture
def configured(run, monkeypatch):
    """configured(script) → the running server, set up for the command line."""

    def configure(server):
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_MODEL", "scripted")
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        return server

    return configure


@pytest.fixture
def brief(tmp_path):
    path = tmp_path / "说明.md"
    path.write_text(BRIEF, encoding="utf-8")
    return path


def test_the_model_words_the_draft_and_is_named(run, brief, configured, monkeypatch):
    monkeypatch.setenv("ASSISTANT_MODEL_PRICES", "scripted=1000/2000")
    with serving(writer) as server:
        configured(server)
        result = run("draft", brief, "--format", "json")
    assert "由模型 scripted（127.0.0.1:" in result.err
    assert "facts@2、draft@1，提问 2 次，200+40 token，约 0.2800 元" in result.err
    meta = result.json["meta"]
    assert (meta["engine"], meta["model"], meta["cost"]) == ("llm", "scripted", 0.28)
    assert result.json["declaration"]["annual_goal"] == GOAL


def test_the_same_description_is_not_asked_twice(run, brief, configured, monkeypatch, tmp_path):
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    with serving(writer) as server:
        configured(server)
        run("draft", brief)
        again = run("draft", brief)
        assert "另有 2 次取自缓存" in again.err
        assert len(server.asked) == 2
        monkeypatch.setenv("ASSISTANT_MODEL_CACHE", "off")
        run("draft", brief)
        assert len(server.asked) == 4


def test_a_plug_pulled_in_the_middle(run, brief, configured, monkeypatch):
    monkeypatch.setenv("ASSISTANT_MODEL_CACHE", "off")

    def dying(request, number):
        said = writer(request, number)
        return said if "missed" in said.text or is_probe(request) else Says(GOAL, cut_after=1)

    with serving(dying) as server:
        configured(server)
        result = run("draft", brief, "--format", "json")
    assert result.code == 0
    assert "没有说完就中断了，由离线拼装起草。" in result.err
    assert result.json["meta"]["engine"] == "offline"
    assert "100份" in result.json["declaration"]["annual_goal"]


def test_asked_for_by_name_an_outage_is_an_error(run, brief, configured):
    with serving(lambda request, number: Fails(401)) as server:
        configured(server)
        result = run("draft", brief, "--engine", "llm")
    assert result.code == 2
    assert "拒绝了密钥" in result.err


def test_unconfigured_and_asked_for_by_name(run, brief):
    result = run("draft", brief, "--engine", "llm")
    assert result.code == 2
    assert "没有配置语言模型" in result.sentence


class TestOutside:
    """Hosts outside the own network; none of these tests reaches one."""

    @pytest.fixture(autouse=True)
    def outside(self, run, monkeypatch):
        monkeypatch.setenv("OPENAI_BASE_URL", "https://llm.example.cn/v1")
        monkeypatch.setenv("OPENAI_MODEL", "m")

        def refuse(*arguments, **options):
            raise AssertionError("something was sent")

        monkeypatch.setattr("assistant.llm.chat.Chat.ask", refuse)

    def test_nothing_is_sent_before_a_yes(self, run, brief):
        result = run("draft", brief)
        assert "将把项目说明（" in result.err
        assert "llm.example.cn" in result.err
        assert "未得到同意" in result.err
        assert result.code == 0

    def test_by_name_it_says_how_to_agree(self, run, brief):
        result = run("draft", brief, "--engine", "llm")
        assert result.code == 2
        assert "同意发送请加 --send" in result.err

    def test_with_a_yes_it_is_sent(self, run, brief):
        result = run("draft", brief, "--send")
        assert result.code == 2
        assert "AssertionError" in result.err

    def test_the_administrator_forbids(self, run, brief, monkeypatch):
        monkeypatch.setenv("ASSISTANT_MODEL_SENDING", "forbid")
        result = run("draft", brief, "--send")
        assert "管理员设置不允许" in result.err
        assert result.code == 0

    def test_what_gives_pause_is_said_and_not_sent(self, run, brief, monkeypatch):
        monkeypatch.setenv("ASSISTANT_MODEL_SENDING", "allow")
        brief.write_text(f"【内部】{BRIEF}联系人电话13812345678。", encoding="utf-8")
        result = run("draft", brief)
        assert "疑似手机号" in result.err
        assert "13812345678" not in result.err
        assert "未得到同意" in result.err


class TestRewrite:
    def test_text(self, run, form):
        result = run("rewrite", form, "--goal", "annual")
        assert result.code == 0
        assert "改动（" in result.out
        assert "检查意见：改前" in result.out
        assert result.sentence == "由离线规则改写。"

    def test_json_is_the_contracts(self, run, form):
        result = run(
            "rewrite", form, "--goal", "long-term", "--candidates", "2", "--format", "json"
        )
        assert tuple(result.json) == ("candidates", "meta")
        for one in result.json["candidates"]:
            assert tuple(one) == (
                "path", "before", "after", "diff", "locked", "findings_before", "findings_after",
            )  # fmt: skip
            assert one["path"] == "/long_term_goal"
            assert {kind for kind, _ in one["diff"]} <= {"equal", "delete", "insert"}
            assert all(set(item) == {"text", "kept"} for item in one["locked"])
        assert tuple(result.json["meta"]) == (
            "engine", "model", "prompts", "rounds", "usage", "seconds",
        )  # fmt: skip

    def test_docx_holds_the_new_goal(self, run, form, tmp_path):
        out = tmp_path / "新.docx"
        assert run("rewrite", form, "--goal", "annual", "-o", out).code == 0
        after = run("rewrite", form, "--goal", "annual", "--format", "json").json
        written = run("convert", out, "--to", "json").json
        assert written["annual_goal"] == after["candidates"][0]["after"]

    def test_by_the_model(self, run, brief, configured, tmp_path):
        draft, form = tmp_path / "d.json", tmp_path / "f.json"
        run("draft", brief, "--engine", "offline", "-o", draft)
        run("convert", draft, "-o", form)
        with serving(writer) as server:
            configured(server)
            result = run(
                "rewrite", form, "--goal", "annual", "--instruction", "更通顺", "--format", "json"
            )
        assert result.json["candidates"][0]["after"] == GOAL
        assert result.json["meta"]["engine"] == "llm"
        assert "改写，提示词 rewrite@1" in result.err

    def test_a_rows_words(self, run, form, tmp_path):
        result = run("rewrite", form, "--row", "1", "--format", "json")
        assert result.json["candidates"][0]["path"] == "/indicators/0/explanation"
        name = run("convert", form, "--to", "json").json["indicators"][0]["name"]
        result = run("rewrite", form, "--row", name, "--field", "name", "--format", "json")
        assert result.json["candidates"][0]["path"] == "/indicators/0/name"
        assert result.json["candidates"][0]["before"] == name

    def test_docx_holds_the_new_explanation(self, run, form, tmp_path):
        out = tmp_path / "新.docx"
        assert run("rewrite", form, "--row", "2", "-o", out).code == 0
        after = run("rewrite", form, "--row", "2", "--format", "json").json["candidates"][0][
            "after"
        ]
        written = run("convert", out, "--to", "json").json
        assert written["indicators"][1]["explanation"] == after

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [(("--goal", "annual", "--row", "1"), "不能和"), (("--field", "name"), "缺少参数"),
         (("--goal", "annual", "--field", "name"), "要和 --row 一起用"),
         (("--row", "99"), "行号，或照抄"), (("--row", "没有这一行"), "行号，或照抄"),
         (("--goal", "both"), "没有“both”"), ((), "缺少参数"),
         (("--goal", "annual", "--candidates", "9"), "1 到 5")],
    )  # fmt: skip
    def test_a_wrong_call_is_one_sentence(self, run, form, arguments, said):
        result = run("rewrite", form, *arguments)
        assert result.code == 2
        assert said in result.sentence


def test_the_key_is_nowhere(run, brief, form, configured, monkeypatch, tmp_path):
    """In no output, log, cache, note or export, whatever the endpoint does."""
    data = tmp_path / "data"
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(data))
    echo = Fails(400, message=f"bad key {KEY}")
    said = []
    for script in (writer, lambda request, number: echo, lambda request, number: Says(KEY)):
        with serving(script) as server:
            configured(server)
            out = tmp_path / f"{len(said)}.docx"
            calls = [("draft", brief), ("draft", brief, "--engine", "llm"), ("doctor",),
                     ("draft", brief, "-o", out), ("draft", brief, "--format", "json"),
                     ("rewrite", form, "--row", "1", "--format", "json")]  # fmt: skip
            said += [run(*call) for call in calls]
            sent = {name.lower(): value for name, value in server.headers[0].items()}
            assert sent["authorization"] == f"Bearer {KEY}"
    for result in said:
        assert KEY not in result.out
        assert KEY not in result.err
    for path in [*data.rglob("*"), *tmp_path.glob("*.docx")]:
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path
