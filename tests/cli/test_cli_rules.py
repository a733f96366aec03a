"""`rules`: the catalogue in three formats, one page with a code."""


def test_the_catalogue_lists_every_rule_once(run):
    codes = [line.split()[0] for line in run("rules").out.splitlines()]
    assert len(codes) == len(set(codes)) >= 15
    assert [page["code"] for page in run("rules", "--format", "json").json] == codes
    markdown = run("rules", "--format", "markdown").out
    assert all(code in markdown for code in codes)


def test_a_code_gives_the_whole_page(run):
    code = run("rules").out.split()[0]
    page = run("rules", code.lower()).out
    for section in ("一句话", "为什么", "依据", "反例", "正例", "修复是否安全"):
        assert f"{section}：" in page
    assert run("rules", code, "--format", "json").json["code"] == code
    assert code in run("rules", code, "--format", "markdown").out


def test_the_catalogue_goes_into_a_file(run, tmp_path):
    result = run("rules", "--format", "markdown", "-o", tmp_path / "rules.md")
    assert (result.code, result.out) == (0, "")
    assert (tmp_path / "rules.md").read_text("utf-8").startswith("# ")
