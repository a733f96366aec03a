"""“年度目标短一点”, “改写长期目标，突出到2028年的成效”: a goal to be worded anew."""

from __future__ import annotations

import re
from functools import cache

from assistant.conversation.intent import Field, Intent
from assistant.conversation.words import alternatives, any_of, phrases

_WRITTEN = re.compile(r"^(?:请)?(?:把|将|给)?")
_PLAINLY = re.compile(
    r"(?:改写|重写|润色|改一改|改改|重新写|换个写法|换个说法|优化|完善)(?:一下)?"
    r"|(?:修改|改)(?:一下)?$"
)
_BY_REMARKS = re.compile(r"(?:按|照|根据|依照|对照)[^，,]{0,6}意见")
_MOST = 160


def goal_rewritten(said: str) -> Intent | None:
    """A rewrite when a goal is named together with a verb or a manner of writing."""
    if re.fullmatch(
        rf"(?:再|还要|要|再写|写得?)?(?:{_manners()})(?:一点|一些|点|些)?(?:了)?", said
    ):
        return Intent(kind="rewrite", instruction=said)
    match = _goals().search(said)
    if match is None or len(said) > _MOST or match.start() > 12:
        return None
    rest = said[: match.start()] + said[match.end() :]
    rest = _WRITTEN.sub("", rest).strip(" ，,：:的")
    if not _asks_for_wording(said, rest):
        return None
    return Intent(kind="rewrite", field=_field(match[0]), instruction=_instruction(rest))


def _asks_for_wording(said: str, rest: str) -> bool:
    if _PLAINLY.match(rest) or _BY_REMARKS.search(rest):
        return True
    if any_of("rewrite", "manner").search(rest) or _until().fullmatch(rest):
        return True
    if re.match(r"(?:里面?|中)的?[^，,]", rest):
        return True
    if any_of("change", "verbs").search(said) or any_of("intents", "copy").search(said):
        return False
    return bool(_verb_first().match(rest)) and not _only_deletes(rest)


def _only_deletes(rest: str) -> bool:
    """`删掉年度目标` names nothing to word anew."""
    return rest in phrases()["rows"]["remove"] or rest in ("写", "补上", "补充", "加上")


def _instruction(rest: str) -> str:
    kept = _PLAINLY.sub("", rest)
    return kept.strip(" ，,：:")


def _field(goal: str) -> Field:
    goals: dict[Field, list[str]] = phrases()["goals"]
    return next((f for f in ("annual_goal", "long_term_goal") if goal in goals[f]), "")


@cache
def _manners() -> str:
    words = phrases()["rewrite"]["manner"]
    return alternatives(
        [word for word in words if not word.startswith("字")] + ["换个说法", "换一个说法"]
    )


@cache
def _goals() -> re.Pattern[str]:
    return re.compile(
        alternatives([word for words in phrases()["goals"].values() for word in words])
    )


@cache
def _verb_first() -> re.Pattern[str]:
    return re.compile(rf".{{0,4}}?(?:{alternatives(phrases()['rewrite']['verbs'])})")


@cache
def _until() -> re.Pattern[str]:
    """`到2028年`: the goal is to reach another year."""
    words = alternatives(phrases()["rewrite"]["until"])
    return re.compile(rf"(?:改|写|说|延长)?(?:{words})\s*20\d\d\s*年?(?:底|末|为止)?")
