"""assistant.toml, own rules and suppressions by use: found beside the files, heeded, told of."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.settings import CORPUS
from tests.cli.conftest import data_dir, run  # noqa: F401 - fixtures

README = Path(__file__).parents[2] / "assistant" / "organisation" / "README.md"


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """A unit's folder: two forms of the corpus in a folder of the year."""
    folder = tmp_path / "单位" / "2026"
    folder.mkdir(parents=True)
    for path in sorted((CORPUS / "declarations").glob("*.json"))[:2]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def examples() -> dict[str, str]:
    """The three files shown in the README, by language and first word."""
    blocks = re.findall(r"```(toml|yaml)\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    (_, config), (_, rules), (_, suppressions) = blocks
    return {
        "assistant.toml": config, "本单位规则.yaml": rules, "suppressions.toml": suppressions,
    }  # fmt: skip


def findings(result, code: str = "") -> list[dict]:
    declarations = [d for file in result.json["files"] for d in file["declarations"]]
    every = [f for d in declarations for f in d["findings"]] + result.json["across"]
    return [f for f in every if f["code"].startswith(code)]


def test_the_worked_example_works(run, forms):  # noqa: F811
    for name, content in examples().items():
        (forms.parent / name).write_text(content, "utf-8")
    result = run("check", forms, "--format", "json")
    assert not findings(result, "IN008")
    assert {f["severity"] for f in findings(result, "BA006")} == {"info"}
    (row,) = [f for f in findings(result, "ZX002") if "党建" in str(result.json["files"][0])][:1]
    assert (row["path"], row["source"]) == ("/indicators", "本单位绩效管理细则第12条")
    (quiet,) = [f for f in findings(result, "VA011") if f["suppressed"]]
    assert quiet["suppressed"] == "名称已报人大备案，本年度不改"
    assert result.json["summary"]["suppressed"] == 2
    assert "a1b2c3d4e5：没有查到这样的问题" in result.err
    assert run("rules", "ZX006", "--config", forms.parent / "assistant.toml").code == 0
    listed = run("rules", "--config", forms.parent / "assistant.toml").out
    assert "ZX007  提示  新增项目本年度金额" in listed


def test_the_ruleset_tells_own_rules_and_limits_apart(run, forms):  # noqa: F811
    plain = run("check", forms, "--format", "json").json["tool"]["ruleset"]
    (forms / "assistant.toml").write_text("[thresholds]\ntrial_years = 9\n", "utf-8")
    assert run("check", forms, "--format", "json").json["tool"]["ruleset"] != plain


def test_select_takes_the_place_and_ignore_adds(run, forms):  # noqa: F811
    (forms / "assistant.toml").write_text('select = ["IN", "BA"]\nignore = ["IN011"]\n', "utf-8")

    def codes(*options):
        return {f["code"] for f in findings(run("check", forms, "--format", "json", *options))}

    assert {code[:2] for code in codes()} == {"IN", "BA"}
    assert "IN011" not in codes()
    assert codes("--select", "ST002") == {"ST002"}
    assert "IN012" not in codes("--ignore", "IN012")
    assert "IN011" not in codes("--ignore", "IN012")


def test_the_nearest_file_counts_and_the_working_folder_last(run, forms, monkeypatch):  # noqa: F811
    (forms.parent / "assistant.toml").write_text('select = ["IN"]\n', "utf-8")
    (forms / "assistant.toml").write_text('select = ["BA"]\n', "utf-8")
    assert {f["code"][:2] for f in findings(run("check", forms, "--format", "json"))} == {"BA"}
    elsewhere = forms.parent.parent / "别处"
    elsewhere.mkdir()
    (elsewhere / "assistant.toml").write_text('select = ["ST"]\n', "utf-8")
    monkeypatch.chdir(elsewhere)
    (forms / "assistant.toml").unlink()
    (forms.parent / "assistant.toml").unlink()
    assert {f["code"][:2] for f in findings(run("check", forms, "--format", "json"))} == {"ST"}
    named = run("check", forms, "--format", "json", "--config", elsewhere / "没有.toml")
    assert named.code == 2
    assert "没有.toml" in named.sentence


def test_a_suppression_survives_the_next_year_until_it_expires(run, forms):  # noqa: F811
    (path,) = forms.glob("*基层党建.json")
    (forms / "suppressions.toml").write_text(
        '[[suppress]]\nrule = "ST002"\nproject = "基层党建"\nreason = "只服务本单位党员"\n'
        "until = 2026\n",
        "utf-8",
    )
    (quiet,) = findings(run("check", path, "--format", "json"), "ST002")
    assert quiet["suppressed"] == "只服务本单位党员"
    later = run("check", path, "--format", "json", "--year", "2027")
    assert findings(later, "ST002")[0]["suppressed"]  # the form itself is still of 2026
    path.write_text(path.read_text("utf-8").replace('"year": 2026', '"year": 2027'), "utf-8")
    expired = run("check", path, "--format", "json")
    assert findings(expired, "ST002")[0]["suppressed"] is None
    assert "已过期" in expired.err


def test_fix_leaves_accepted_findings_alone(run, forms):  # noqa: F811
    (path,) = forms.glob("*综合事务管理.json")
    assert "VA004" in run("fix", path, "--diff").out
    (forms / "suppressions.toml").write_text(
        '[[suppress]]\nrule = "VA004"\nproject = "综合事务管理"\nreason = "系统里就是这样"\n',
        "utf-8",
    )
    assert "VA004" not in run("fix", path, "--diff").out


def test_a_finding_between_forms_is_suppressed_and_baselined(run, forms, tmp_path):  # noqa: F811
    for path in forms.glob("*.json"):
        plain = json.loads(path.read_text("utf-8"))
        path.write_text(
            json.dumps(plain | {"project_code": "440304221061500000005"}, ensure_ascii=False),
            "utf-8",
        )
    result = run("check", forms, "--format", "json")
    assert result.code == 1
    (clash,) = findings(result, "AC001")
    assert [place["declaration"] for place in clash["related"]] == [0, 0]
    assert {Path(place["file"]).parent for place in clash["related"]} == {forms}
    before = tmp_path / "before.json"
    before.write_text(result.out, "utf-8")
    known = run("check", forms, "--format", "json", "--baseline", before)
    assert (known.code, known.json["summary"]["error"]) == (0, 0)
    (forms / "suppressions.toml").write_text(
        '[[suppress]]\nrule = "AC001"\nproject = "基层党建"\nreason = "编码已申请更正"\n', "utf-8"
    )
    accepted = run("check", forms, "--format", "json")
    assert findings(accepted, "AC001")[0]["suppressed"] == "编码已申请更正"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("select = VA", "不是正确的 TOML"),
        ('choose = ["VA"]', "没有 choose 这一项"),
        ('select = "VA"', "select 要填一列规则编号"),
        ('ignore = ["QQ"]', "没有“QQ”这条规则"),
        ('[severity]\nVA = "info"', "没有“VA”这条规则"),
        ('[severity]\nVA001 = "off"', "不能是“off”"),
        ("[thresholds]\nspeed = 3", "没有 speed 这一项"),
        ("[thresholds]\ntrial_years = 300", "1 到 30"),
        ('profile = "beijing"', "不是表式"),
        ('rules = ["没有.yaml"]', "没有.yaml"),
        ("rules = 3", "rules 要填规则文件名"),
        ('suppressions = "没有.toml"', "没有.toml"),
    ],
)
@pytest.mark.parametrize("verb", ["check", "fix"])
def test_a_wrong_file_is_one_sentence(run, forms, verb, content, says):  # noqa: F811
    (forms / "assistant.toml").write_text(content, "utf-8")
    result = run(verb, forms)
    assert result.code == 2
    assert says in result.sentence
    assert result.out == ""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('[[suppress]]\nrule = "ST002"\nproject = "甲"', "没有写 reason"),
        ('[[suppress]]\nreason = "说明过"', "要写 id，或写 rule 和 project"),
        ('[[suppress]]\nrule = "QQ001"\nproject = "甲"\nreason = "说明过"', "不是规则编号"),
        ('[[suppress]]\nid = "a"\nreason = "说明过"\nuntil = "2027"', "until 要填"),
        ('[[suppress]]\nid = "a"\nreason = "说明过"\nwhy = "x"', "没有 why 这一项"),
        ('[[suppress]]\nid = 3\nreason = "说明过"', "id 要填加引号的文字"),
        ('[[suppress]]\nid = "a"\nreason = "说明过"\nfield = "分数"', "不是栏目名称"),
        ('suppress = "x"', "只能写 [[suppress]] 段"),
    ],
)
def test_a_wrong_suppression_is_one_sentence(run, forms, content, says):  # noqa: F811
    (forms / "suppressions.toml").write_text(content, "utf-8")
    result = run("check", forms)
    assert result.code == 2
    assert says in result.sentence
    assert "suppressions.toml" in result.sentence


def test_a_retired_rules_code_still_counts_and_is_told(run, forms):  # noqa: F811
    (path,) = forms.glob("*基层党建.json")
    before = findings(run("check", path, "--format", "json"))
    (forms / "assistant.toml").write_text('ignore = ["BA008"]\n', "utf-8")
    (forms / "suppressions.toml").write_text(
        '[[suppress]]\nrule = "ST003"\nproject = "基层党建"\nreason = "只服务本单位党员"\n',
        "utf-8",
    )
    result = run("check", path, "--format", "json")
    assert "规则 BA008 已并入 BA007" in result.err
    assert "规则 ST003 已并入 ST002" in result.err
    assert "未用上" not in result.err
    (quiet,) = [f for f in findings(result) if f["suppressed"]]
    assert (quiet["code"], quiet["suppressed"]) == ("ST002", "只服务本单位党员")
    gone = {f["id"] for f in before} - {f["id"] for f in findings(result)}
    assert {f["code"] for f in before if f["id"] in gone} == {"BA007"}


def test_a_baseline_of_before_still_counts(run, forms):  # noqa: F811
    """The ids are those under which ST003 and BA008 reported, before they were taken over."""
    (path,) = forms.glob("*基层党建.json")
    kept = path.with_name("以前的结果.json")
    known = [{"id": "7c15ff1282", "code": "ST003"}, {"id": "65b7f4c39d", "code": "BA008"}]
    kept.write_text(json.dumps({"files": [{"declarations": [{"findings": known}]}]}), "utf-8")
    result = run("check", path, "--baseline", kept, "--format", "json")
    assert {f["code"] for f in findings(result) if f["suppressed"]} == {"ST002", "BA007"}
