"""What leaves the own network, and what the user should see before it does.

Loopback and private addresses are used as configured. For any other host the user agrees first; an
administrator's setting can allow or forbid it for good. Text that looks like a person's number or a
classification mark is pointed out and never goes out without an explicit yes.
"""

from __future__ import annotations

import re

from assistant.errors import SendingRefused
from assistant.llm.endpoint import Endpoint
from assistant.progress import Outgoing, Watch

_DESCRIPTION = "项目说明"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![\dXx])")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_MARK = re.compile(
    r"(?:秘密|机密|绝密)(?:★|☆|[（(]?\s*(?:级|件|文件|资料|\d+年))"
    r"|(?m:^[\s【\[（(]*(?:秘密|机密|绝密|内部|内部资料|内部文件)[\s】\]）)★]*$)"
    r"|【(?:秘密|机密|绝密|内部)】|密级[：:]\s*\S{2}"
    r"|(?:内部(?:资料|文件|使用|材料)|不得外传|注意保存|不宜公开)"
)


def outgoing(
    endpoint: Endpoint, text: str, *, agreed: bool = False, what: str = _DESCRIPTION
) -> Outgoing:
    """Looks at the text before the first question of a draft. `agreed`: the user said yes, `what`:
    what the text is."""
    if endpoint.is_inside:
        return Outgoing(host=endpoint.host, model=endpoint.model, notice="", text=text)
    besides = "和同类指标的写法" if what == _DESCRIPTION else ""
    notice = (
        f"将把{what}（{len(text.strip())} 字）{besides}发送给外部模型 {endpoint.model}"
        f"（{endpoint.host}）。"
    )
    warnings = sensitive(text)
    refusal = None
    if endpoint.sending == "forbid":
        refusal = f"管理员设置不允许把说明发给外部模型（{endpoint.host}）"
    elif not agreed and warnings:
        refusal = (
            f"{what}里有{'、'.join(warnings)}，未得到同意，没有发给外部模型（{endpoint.host}）"
        )
    elif not agreed and endpoint.sending == "ask":
        refusal = f"未得到同意，没有把{what}发给外部模型（{endpoint.host}）"
    return Outgoing(
        host=endpoint.host,
        model=endpoint.model,
        notice=notice,
        text=text,
        warnings=warnings,
        refusal=refusal,
        is_forbidden=endpoint.sending == "forbid",
    )


def require_consent(endpoint: Endpoint, text: str, what: str, watch: Watch) -> None:
    """Lets the user's text leave the own network only where that is settled or agreed to now.
    Raises SendingRefused."""
    leaving = outgoing(endpoint, text, what=what)
    if leaving.notice:
        watch.tell(leaving)
    if leaving.refusal and (leaving.is_forbidden or not watch.agrees(leaving)):
        raise SendingRefused(leaving.refusal, may_be_agreed=not leaving.is_forbidden)


def sensitive(text: str) -> tuple[str, ...]:
    """What in the text should give pause, the numbers themselves masked."""
    numbers = [m.group() for m in _IDENTITY.finditer(text) if _is_identity(m.group())]
    found = [f"疑似身份证号（{n[:3]}…{n[-2:]}）" for n in numbers]
    found += [f"疑似手机号（{m.group().strip()[:3]}…）" for m in _MOBILE.finditer(text)]
    found += [f"密级或内部标志“{m.group().strip()}”" for m in _MARK.finditer(text)]
    return tuple(dict.fromkeys(found))


def _is_identity(number: str) -> bool:
    """GB 11643: the last sign is the check sum of the seventeen before it."""
    total = sum(int(n) * w for n, w in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECK[total % 11] == number[17].upper()
