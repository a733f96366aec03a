"""What every verb shares: help, exit codes, one Chinese sentence for each wrong call."""

import pytest

from assistant import __version__, cli


def test_without_arguments_the_help_is_shown_and_the_code_is_2(run):
    result = run()
    assert result.code == 2
    assert result.out == ""
    for verb in cli.VERBS:
        assert f"  {verb} " in result.err


def test_help_and_version(run):
    assert run("--help").out.startswith("绩效目标填报助手")
    assert run("--version").out.strip() == __version__


@pytest.mark.parametrize("verb", cli.VERBS)
def test_each_verb_explains_itself_in_chinese(run, verb):
    result = run(verb, "--help")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"用法：python -m assistant {verb}")
    assert "show this help" not in result.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "没有“chek”这个命令"),
        (["rewritten", "x.json"], "没有“rewritten”这个命令"),
        (["check"], "缺少参数：FILE"),
        (
            ["check", "x.json", "--fail-on", "bad"],
            "--fail-on 没有“bad”这个选项；可用：error, warning",
        ),
        (["check", "x.json", "--year", "明年"], "--year 要填整数 2000 到 2100，不能是“明年”"),
        (["check", "x.json", "--year", "99"], "--year 要填整数 2000 到 2100，不能是“99”"),
        (["check", "x.json", "--nonsense"], "不认识的参数：--nonsense"),
        (["check", "x.json", "--profile"], "--profile 后面要跟一个值"),
        (["check", "x.json", "--profile", "nowhere"], "没有名为“nowhere”的表式"),
        (["check", "nope.json"], "找不到文件“nope.json”"),
        (["index", "frobnicate"], "没有“frobnicate”这个选项"),
        (["index", "search"], "缺少参数"),
        (["index", "search", " "], "缺少参数"),
        (["index", "list", "extra"], "多了参数"),
        (["index", "search", "x", "-k", "0"], "-k 要填 1 以上的整数"),
        (["rules", "XX999"], "没有编号为“XX999”的规则"),
        (["convert", "x.json"], "不知道要转换成什么格式"),
        (["convert", "x.json", "--to", "mp3"], "不能导出为“mp3”"),
        (["draft"], "缺少项目说明"),
        (["draft", "nope.md"], "找不到文件“nope.md”"),
        (["draft", "."], "是文件夹"),
        (["draft", "x.md", "--set", "本年度项目金额"], "--set 要写成 字段=值"),
        (["draft", "x.md", "--set", "天气=晴"], "--set 不认识字段“天气”"),
        (["draft", "x.md", "-o", "x.pages"], "不知道“x.pages”要写成什么格式"),
        (["draft", "x.md", "--continue", "d.json"], "请二选一"),
        (["draft", "--continue", "nope.json"], "找不到文件“nope.json”"),
        (["fix", "-", "--in-place"], "--in-place"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_code_2(run, arguments, said):
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.sentence


@pytest.mark.parametrize("verb", [["check", "x"], ["rules"], ["doctor"]])
def test_a_wrong_setting_is_one_sentence_and_code_2(run, monkeypatch, verb):
    monkeypatch.setenv("PORT", "eighty")
    result = run(*verb)
    assert result.code == 2
    assert result.sentence.startswith("PORT ")


def test_options_and_files_in_any_order(run, form):
    plain = run("check", form, "--format", "json")
    assert run("check", "--format", "json", form).out == plain.out
    assert len(run("check", form, "--format", "json", form.parent).json["files"]) > 10


def test_a_mistake_of_ours_is_said_as_such_and_logged(run, monkeypatch, data_dir):
    monkeypatch.setattr("assistant.cli.rules.run", lambda *arguments: 1 / 0)
    result = run("rules")
    assert result.code == 2
    assert result.sentence.startswith("程序内部错误（ZeroDivisionError）")
    (log,) = (data_dir / "logs").iterdir()
    assert str(log) in result.err
    assert "ZeroDivisionError" in log.read_text("utf-8")


def test_a_crashed_rule_is_logged_and_not_shown_as_a_traceback(run, form, data_dir, monkeypatch):
    from assistant.rules.registry import all_rules

    rule = all_rules()[0]
    monkeypatch.setattr(type(rule), "remarks", lambda self, form: 1 / 0)
    result = run("check", form)
    assert (result.code, result.err) == (0, "")
    assert f"规则 {rule.code} 运行出错" in result.out
    assert f"rule {rule.code} crashed" in next((data_dir / "logs").iterdir()).read_text("utf-8")


def test_interruption_is_130_without_a_traceback(run, monkeypatch):
    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("assistant.cli.rules.run", interrupted)
    assert run("rules") == (130, "", "已中断。\n")
