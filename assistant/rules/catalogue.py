"""The catalogue: what each rule's docstring says, as values, as a page, and as README.md."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from assistant.errors import UsageError
from assistant.model import Severity, Value
from assistant.rules.base import AnyRule
from assistant.rules.registry import every_rule, family, retired_rules, rule_name
from assistant.vocabulary.loading import load

SECTIONS = ("一句话", "为什么", "依据", "反例", "正例", "修复是否安全")
SEVERITY_WORDS: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
FAMILIES = {
    "structure": "结构", "values": "指标值", "goals": "目标", "indicators": "指标",
    "money": "资金", "basis": "政策依据", "wording": "文字", "agreement": "前后一致",
    "across": "各表之间", "own": "本单位规则",
}  # fmt: skip


class RulePage(Value, kw_only=False):
    """One page of the catalogue."""

    code: str
    name: str
    family: str
    severity: Severity
    summary: str
    why: str
    basis: str
    bad: str
    good: str
    fix_safety: str


@cache
def catalogue() -> tuple[RulePage, ...]:
    """The pages of all rules, by code."""
    return tuple(map(page_for, every_rule()))


def page_of(code: str, own: Iterable[RulePage] = ()) -> RulePage:
    """The page of one rule; of a retired one, that of the rule which took over. Raises UsageError
    when there is no such code."""
    wanted = code.strip().upper()
    retired = retired_rules().get(wanted)
    for page in (*catalogue(), *own):
        if page.code == (retired.into if retired else wanted):
            return page
    raise UsageError(f"没有编号为“{code}”的规则；运行 python -m assistant rules 可看全部规则。")


def page_text(page: RulePage) -> str:
    """The whole page for a terminal or for 「为什么？」."""
    head = f"{page.code} {page.name}（{FAMILIES[page.family]}，{SEVERITY_WORDS[page.severity]}）"
    parts = (page.summary, page.why, page.basis, page.bad, page.good, page.fix_safety)
    body = "\n".join(f"{title}：{text}" for title, text in zip(SECTIONS, parts, strict=True))
    return f"{head}\n{body}\n"


def page_markdown(page: RulePage) -> str:
    """One page as Markdown."""
    return "\n".join(_markdown(page))


def catalogue_markdown(own: Iterable[RulePage] = ()) -> str:
    """README.md of this folder: every rule by family, and what a form alone cannot decide."""
    every = (*catalogue(), *own)
    lines = [
        "# 规则目录",
        "",
        "<!-- 由 python -m assistant rules --format markdown 生成，请勿手改。 -->",
        "",
        f"共 {len(every)} 条。错误：会被退回或自相矛盾；警告：审核人会追问；提示：建议。",
        "依据只写有据可查的文件，其余写惯例。",
    ]
    for key, title in FAMILIES.items():
        pages = [page for page in every if page.family == key]
        if not pages:
            continue
        lines += ["", f"## {title}", ""]
        lines += [line for page in pages for line in _markdown(page)]
    lines += ["## 只看一张表无法判断的事项", ""]
    lines += [f"- **{item['what']}**：{item['why']}" for item in load("undecidable")]
    lines += [
        "",
        "## 已并入其他规则的编号",
        "",
        "写在豁免、基线、select、ignore 里仍按原意生效。",
        "",
    ]
    lines += [f"- {old.code} → {old.into}：{old.what}" for old in retired_rules().values()]
    return "\n".join(lines) + "\n"


@cache
def basis_of(rule: AnyRule) -> str:
    """The 依据 section of a rule, on one line."""
    return _sections(rule)["依据"]


def page_for(rule: AnyRule) -> RulePage:
    """The page of a rule, made of its docstring."""
    sections = _sections(rule)
    texts = [sections[title] for title in SECTIONS]
    return RulePage(rule.code, rule_name(rule), family(rule), rule.severity, *texts)


@cache
def _sections(rule: AnyRule) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (rule.__doc__ or "").splitlines():
        line = line.strip()
        title, colon, rest = line.partition("：")
        if colon and title in SECTIONS:
            current = found.setdefault(title, [])
            line = rest
        current.append(line.strip())
    return {title: "".join(found.get(title, [])) for title in SECTIONS}


def _markdown(page: RulePage) -> list[str]:
    severity = SEVERITY_WORDS[page.severity]
    return [
        f"### {page.code} {page.name}（{severity}）",
        "",
        page.summary,
        "",
        f"- 为什么：{page.why}",
        f"- 依据：{page.basis}",
        f"- 反例：{page.bad}",
        f"- 正例：{page.good}",
        f"- 修复：{page.fix_safety}",
        "",
    ]
