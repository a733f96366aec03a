"""What no fact took up is told in one question; what describes how things are is not."""

from __future__ import annotations

import pytest

from assistant.facts import understand
from assistant.model import ProjectFacts
from assistant.pipeline import source_text


def _told(text: str) -> str:
    facts: ProjectFacts = understand(source_text({"x.md": f"县林业局2027年管护项目。{text}"}))
    return "".join(c.question for c in facts.contradictions if "没有写进表" in c.question)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("造林的那片3月底前务必见效果", "3月底前"),
        ("样地保留木要达70%的样子", "70%"),
        ("反正别少于86种。", "86种"),
        ("记账补贴每季度发放。", "每季度发放"),
        ("每日公示结果。", "每日公示结果"),
        ("单台补贴5万元以上的逐台核验。", "逐台核验"),
        ("食堂饭菜逐批留存样品。", "逐批留存样品"),
        ("与定点机构按季度结算。", "按季度结算"),
        ("系统通过等保三级测评。", "等保三级测评"),
        ("达到国家森林城市标准。", "国家森林城市标准"),
    ],
)
def test_a_number_nobody_read_is_asked_about(text: str, words: str) -> None:
    told, rows = _told(text), [r.name for r in understand(source_text({"x.md": text})).requirements]
    assert words in told or rows, (told, rows)


@pytest.mark.parametrize(
    "text",
    [
        "全县在册古树214株。",
        "资金由中央45%、省25%、县30%承担。",
        "去年完成造林1200亩。",
        "管护费每亩15元，共3860亩。",
        "其中23处信号灯使用超过8年。",
        "经费全部由县财政保障。",
        "对全部信号灯进行日常维护。",
        "为65岁以上老年人免费体检。",
        "进度款按季度支付。",
        "有需求的残疾儿童应救尽救，救助率100%。",
    ],
)
def test_what_only_describes_is_not(text: str) -> None:
    assert _told(text) == ""
