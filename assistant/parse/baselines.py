"""由76%提升至95%: the first number is where things start, not what is promised."""

from __future__ import annotations

import re
from functools import cache

from assistant.model import Mention
from assistant.parse.scanning import either
from assistant.vocabulary.loading import load

_BETWEEN = 8
"""Characters there may be between the two numbers, most of them read into the second."""


def baseline_begin(plain: str, former: Mention, later: Mention) -> int | None:
    """Where 由76% begins before 提升至95%; None when the two do not belong together so."""
    match = _from().search(plain, max(0, former.start - 10), former.start)
    near = later.start - former.end <= _BETWEEN
    return match.start() if match and near and _towards().match(plain, former.end) else None


@cache
def _from() -> re.Pattern[str]:
    """由, 从上年的, 由2025年的."""
    past = r"目前|现在|上年|去年|当前|原来|(?:19|20)\d\d年(?:度|底|末|初)?"
    return re.compile(rf"(?:由|从)(?:{past})?的?$")


@cache
def _towards() -> re.Pattern[str]:
    """提升至, 降到, 左右压缩为."""
    moves = either(load("goals")["moves"])
    return re.compile(rf"\s?(?:左右)?(?:{moves})?(?:到|至|为)")
