"""The rules of one file, from plain values (as YAML gives them)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

from assistant.errors import SettingsError
from assistant.model import SEVERITIES
from assistant.rules.form import Form
from assistant.rules.own.entry import Given
from assistant.rules.own.kinds import KINDS
from assistant.rules.own.places import Rows, cells
from assistant.rules.own.rule import OwnRule, Said

CODE = r"[A-Z]{2,4}[0-9]{3}"
COMMON = frozenset(
    {"code", "kind", "severity", "message", "suggestion", "source", "fields", "rows", "when"}
)
CONDITIONS = frozenset({"field", "equals", "matches", "filled"})
Applies = Callable[[Form], bool]


def rules_from(
    plain: Any, name: str, taken: Collection[str] = (), reserved: Collection[str] = ()
) -> tuple[OwnRule, ...]:
    """The rules that a file's content describes. Raises SettingsError naming file, rule and key.

    `taken` are codes that other rules have, `reserved` the beginnings that only our rules may use.
    """
    if (
        not isinstance(plain, dict)
        or set(plain) != {"rules"}
        or not isinstance(plain["rules"], list)
    ):
        raise SettingsError(
            f"规则文件“{name}”要以“rules:”开头，下面逐条写规则（每条以“- code:”起）。"
        )
    found: list[OwnRule] = []
    for number, entry in enumerate(plain["rules"], 1):
        rule = _rule(entry, f"规则文件“{name}”第{number}条", reserved)
        if rule.code in taken or any(rule.code == other.code for other in found):
            raise SettingsError(f"规则文件“{name}”的编号 {rule.code} 已经有了，请换一个。")
        found.append(rule)
    return tuple(found)


def _rule(entry: Any, where: str, reserved: Collection[str]) -> OwnRule:
    if not isinstance(entry, dict):
        raise SettingsError(f"{where}要写成“code: …”“kind: …”这样的几行。")
    given = Given(entry, f"{where}{_code_of(entry)}")
    kind = given.text("kind", needed=True)
    if kind not in KINDS:
        raise given.wrong(f"kind 没有“{kind}”这一种，可用：{'、'.join(KINDS)}")
    read, keys = KINDS[kind]
    unknown = [str(key) for key in entry if key not in COMMON | keys]
    if unknown:
        raise given.wrong(f"{kind} 类规则没有 {unknown[0]} 这一项")
    return OwnRule(_said(given, kind, reserved), read(given), _condition(given))


def _said(given: Given, kind: str, reserved: Collection[str]) -> Said:
    code, severity = given.text("code", needed=True), given.text("severity") or "warning"
    if not re.fullmatch(CODE, code):
        raise given.wrong(f"code 要像 ZX001（二至四个大写字母加三位数字），不能是“{code}”")
    if code.rstrip("0123456789") in reserved:
        raise given.wrong(f"code 的开头 {code[:2]} 是本工具规则用的，请换一个")
    level = next((known for known in SEVERITIES if known == severity), None)
    if level is None:
        raise given.wrong(f"severity 要填 {'、'.join(SEVERITIES)}，不能是“{severity}”")
    return Said(
        code=code,
        kind=kind,
        severity=level,
        message=given.text("message", needed=True),
        source=given.text("source", needed=True),
        suggestion=given.text("suggestion"),
    )


def _code_of(entry: dict[Any, Any]) -> str:
    code = entry.get("code")
    return f"（{code}）" if isinstance(code, str) else ""


def _condition(given: Given) -> Applies:
    """`when`: the rule speaks only of forms for which this holds."""
    when = given.plain.get("when")
    if when is None:
        return lambda form: True
    if not isinstance(when, dict) or not set(when) <= CONDITIONS or len(when) != 2:
        raise given.wrong("when 要写 field 和 equals、matches、filled 之一")
    inner = Given(when, given.where)
    field = inner.one_field("field")
    matches = inner.pattern("matches")
    if matches is not None:
        return lambda form: bool(matches.search(_text(field, form)))
    if "filled" in when:
        if not isinstance(when["filled"], bool):
            raise given.wrong("when 的 filled 要填 true 或 false")
        return lambda form: bool(_text(field, form)) == when["filled"]
    equals = when["equals"]
    wanted = ("是" if equals else "否") if isinstance(equals, bool) else str(equals)
    return lambda form: _text(field, form) == wanted


def _text(field: str, form: Form) -> str:
    return next(cells((field,), Rows(), form)).text
