"""The evaluation's own number finder and its reading of 指标值."""

from __future__ import annotations

from decimal import Decimal

import pytest

from eval.numbers import find_numbers, in_digits
from eval.values import agrees, read_value
from eval.wording import faults


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("完成４份报告，合格率≥90%", ["4", "90"]),
        ("采集190万人、两万三千人", ["1900000", "23000"]),
        ("达到百分之九十五，八成以上", ["95", "80"]),
        ("7×24小时在线", ["7", "24"]),
        ("目标1：完成12,345.6元", ["12345.6"]),
        ("1. 开展3次\n2、完成两场", ["3", "2"]),
        ("第三方提供一次性服务，覆盖5G和PM2.5", []),
        ("计算方式=合格数/总数×100%", []),
        ("“高效办成一件事”与“十五五”规划", []),
        ("二十三个、半年、两万五", ["23", "0.5"]),
        ("分辨率不低于300dpi，设计速度60km/h", ["300", "60"]),
        ("一类公厕10座、二类公厕14座", ["10", "14"]),
        ("电耗0.32千瓦时，护栏14.8千米，3千人", ["0.32", "14.8", "3000"]),
    ],
)
def test_numbers_are_found(text, values):
    assert [number.value for number in find_numbers(text)] == [Decimal(value) for value in values]


def test_numerals_become_digits():
    assert in_digits("每季度一份，共四份") == "每季度1份，共4份"


@pytest.mark.parametrize(
    ("expected", "actual", "unit", "same"),
    [
        ("≥90%", "≥90%", "%", True),
        ("≥90%", "90%以上", "%", True),
        ("≥90%", "≤90%", "%", False),
        ("=2010台|套", "2010套", "套", True),
        ("≥190万人", "≥1900000人", "人", True),
        ("≤1日", "≤24小时", "小时", True),
        ("≤2个工作日", "≤2个工作日", "日", True),
        ("≤2个工作日", "≤2日", "日", False),
        ("≤0.32千瓦时", "≤0.32千瓦时", "千瓦时", True),
        ("=14.8千米", "14.8公里", "公里", True),
        ("2026年6月底前", "2026年6月30日前", "日", True),
        ("2026年6月底前", "2026年7月前", "月", False),
        ("显著", "显著", "%", True),
        ("【待填】", "≥90%", "%", False),
    ],
)
def test_cells_agree(expected, actual, unit, same):
    assert agrees(read_value(expected), read_value(actual, unit)) is same


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("按时办结率", True),
        ("被审计单位满意度", True),
        ("按时完成任务", False),
        ("被征地农户都满意", False),
    ],
)
def test_a_name_may_begin_with_a_word_of_a_measure(name, right):
    assert (not [fault for fault in faults(name, "name") if fault]) is right
