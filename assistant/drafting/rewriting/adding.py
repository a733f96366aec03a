"""The commitments of the rows that a goal leaves out, as a goal would say them, and where they go.

Each missing row gives ways to say it, the best first; whoever takes them (`Keeper`) keeps the first
that holds the lock and leaves the checker less to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import reduce

from assistant.drafting.offline.goals import lasting
from assistant.drafting.rewriting.placing import with_deed, with_standard
from assistant.parse.render import goal_amount, number_text
from assistant.rules.engine import check
from assistant.rules.form import Form, Row
from assistant.rules.links import spoken_for
from assistant.rules.text import contained
from assistant.vocabulary.goal_wording import goal_words
from assistant.vocabulary.profile import CategoryKind

Step = Callable[[str], str]
Ways = tuple[Step, ...]
"""Ways to make one change, the best first."""
_SAID = 0.6
_COMMITTED: tuple[CategoryKind, ...] = (
    "quantity", "quality", "timeliness", "served_satisfaction", "other_satisfaction",
)  # fmt: skip
_SIGNS_ONLY = ("VA003", "VA004", "VA006", "VA011")
"""On how a figure is written, or a time that is called 及时性: the figure itself is sound."""
_COUNTING = re.compile(r"的?(?:数量|次数|个数|篇数|份数|场次|数)$")
_TIMING = re.compile(r"的?(?:及时性|时限|时间|时长)$")


def missing_of_year(form: Form) -> Iterator[Ways]:
    """The rows that the annual goal does not say; deeds, then standards."""
    for row in _left_out(form):
        yield tuple(_ways(row))


def missing_of_period(form: Form) -> Iterator[Ways]:
    """Rates to be kept up, all together or as many as may stand, for a long-term goal that has
    nothing countable. One that has is the unit's own: what it promises for years is not added
    to."""
    if form.long_term.mentions or form.long_term.commitments:
        return
    doubtful = _doubtful(form)
    rows = form.rows_of("quality", "timeliness", "served_satisfaction")
    kept = [row for row in rows if row.index not in doubtful and _is_rate(row)]
    steps = [_standard(_kept_up(row), row) for row in kept]
    yield (lambda text: reduce(lambda so_far, step: step(so_far), steps, text), *steps)


def _is_rate(row: Row) -> bool:
    return row.target is not None and row.target.dimension == "ratio"


def _kept_up(row: Row) -> str:
    """How a rate of the year is said for years; what is judged once is reached."""
    assert row.target
    settled = row.name.endswith(goal_words("settled_rates"))
    return f"{row.name}{(goal_amount if settled else lasting)(row.target, row.value)}"


def _left_out(form: Form) -> Iterator[Row]:
    """Sound rows with a figure that the annual goal does not say."""
    said = spoken_for(form) | _doubtful(form)
    for row in form.rows_of(*_COMMITTED):
        if row.index in said or row.target is None or row.target.level or not row.name:
            continue
        if contained(row.name, form.annual.text) < _SAID:
            yield row


def _doubtful(form: Form) -> frozenset[int]:
    """Rows the checker has something against: what is wrong in them is not said once more. What it
    says of their explanation or unit, or of signs, does not touch what they promise."""
    found: set[int] = set()
    for finding in check(form.declaration, profile=form.profile)[0]:
        _, place, *rest = [*finding.path.split("/"), "", ""]
        if place != "indicators" or finding.severity == "info" or not rest[0].isdigit():
            continue
        if rest[1] not in ("explanation", "unit") and finding.code not in _SIGNS_ONLY:
            found.add(int(rest[0]))
    return frozenset(found)


def _ways(row: Row) -> Iterator[Step]:
    assert row.target
    amount = goal_amount(row.target, row.value)
    if row.kind == "quantity" and (words := _as_deed(row.name, amount)):
        yield lambda text: with_deed(text, words, row.name)
    if within := _within(row):
        yield _standard(within, row)
    yield _standard(f"{row.name}{amount}", row)


def _standard(words: str, row: Row) -> Step:
    return lambda text: with_standard(text, words, row.name)


def _as_deed(name: str, amount: str) -> str:
    """发布地方标准数量 2篇 → 发布地方标准2篇, 合同审查数量 → 审查合同; empty without a verb."""
    thing = _COUNTING.sub("", name)
    verbs = (
        *goal_words("recurring", "verbs"),
        *goal_words("once", "verbs"),
        "使用",
        "开展",
        "完成",
    )
    if thing.startswith(verbs):
        return f"{thing}{amount}"
    verb = next((verb for verb in verbs if thing.endswith(verb) and thing != verb), "")
    return f"{verb}{thing.removesuffix(verb)}{amount}" if verb else ""


def _within(row: Row) -> str:
    """立项审核意见反馈时间 ≤10个工作日 → 立项审核意见10个工作日内反馈; empty for no such time."""
    target, thing = row.target, _TIMING.sub("", row.name)
    limit = target.high if target and target.comparator == "at_most" else None
    if target is None or limit is None or target.dimension != "duration" or thing == row.name:
        return ""
    time = f"{number_text(limit)}{target.unit}内"
    verbs = goal_words("answering")
    verb = next((verb for verb in verbs if thing.endswith(verb) and thing != verb), "")
    if verb:
        return f"{thing.removesuffix(verb)}{time}{verb}"
    return f"{time}{thing}" if thing.startswith(verbs) else ""
