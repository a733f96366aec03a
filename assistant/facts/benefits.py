"""What a project is for: effects, named as something that can be examined (工作效率提升程度)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.facts.phrases import compact, squeeze
from assistant.facts.segments import Clause, Sentence
from assistant.model import Benefit, RequirementKind
from assistant.parse.masks import Cover
from assistant.vocabulary.description import word_pattern, words

_SUPERLATIVE = re.compile(
    r"^(.+?)(?:的(?=[一-龥]{1,8}更))?(.{0,8}?)(?:更加|更|进一步)([^，、更]{1,4})((?:[、，]?(?:更加|更)?[^，、更]{1,4})*)$"
)
_GROWN = re.compile(
    r"^(?P<thing>[^，。]{2,24}?)(?:(?:长期|持续|不断|明显|稳步|进一步|逐步|有效|切实)*(?:得到|得以)(?:长期|持续|不断|明显|进一步|有效)*|(?:持续|不断|明显|稳步|进一步|逐步|显著|有所|基本|有效)+)"
    r"(?P<verb>预防|消除|增加|改善|提升|提高|增强|加强|优化|保障|减少|降低|减轻|缓解|丰富|巩固|完善|保护|遏制|控制)$"
)
_GIVEN = re.compile(
    r"^为(?:广大|全体|辖区)?(?P<who>[一-龥]{2,8}?)(?:提供|营造|创造)(?:了)?(?:一个)?(?:更加?)?[一-龥、]{0,8}?的"
    r"(?P<thing>[一-龥]{0,4}(?:空间|环境|条件|场所|氛围|平台|秩序))$"
)
# 项目建成后、实施后可：说的是什么时候，效果在后面。
_AFTERWARDS = re.compile(
    r"^(?:本?项目|工程|改造|设备|设施)?(?:全部)?(?:实施|建成|完成|投用|投入使用|完工|改造)(?:以|之)?后[，,]?(?:可以?|能够?|将|会)?"
)
# 出行更方便、压力也能减轻些：口头说的效果。
_EASIER = re.compile(
    r"^[^，。\d]{2,16}更(?:加)?(?:方便|便捷|便利|安全|舒适|顺畅|放心|整洁|规范)$"
    r"|^[^，。\d]{2,16}?(?:也|就|都)?(?:能|可以|会)(?:减轻|降低|减少|提高|增强|改善)(?:一些|一点|些|点)$"
)
_SPOKEN = re.compile(
    r"^(?P<thing>[^，。\d]{2,18}?)(?:也|就|都)?(?:能|可以|会)?(?:慢慢|逐步|逐渐)?"
    r"(?P<verb>恢复|好转|改善|提升|提高|减轻|降低|减少|增强|好)(?:起来|一点|一些|点|些|了)+$"
)
_FEWER = re.compile(
    r"^(?P<thing>[^，。\d]{2,10}?)(?:更)?少(?:一点|一些|点|些|了)(?P<what>[一-龥]{2,6})$"
)
_EARNS = re.compile(r"^(?P<who>[一-龥]{2,10}?)有(?:了)?(?P<what>收入|稳定收入)$")
_HELPS = re.compile(r"^(?:帮助|引导|支持)(?P<thing>[一-龥]{4,20})$")
_SUPPORT = re.compile(r"^为(?>(?P<what>.+?)提供)(?P<how>.*(?:支撑|保障|参考|支持|依据))$")
_ENDING = re.compile(
    r"(融合|提升|提高|改善|发展|增强|稳定|协调|均衡|运转|运行|开展|健康|有序|规范)$"
)
_RISES = ("融合", "提升", "提高", "改善", "增强")
_BECOME = re.compile(r"^(?:成为|建成|打造成?为?|争创|创建)(.+)$")


def benefits_of(
    text: str, sentences: Iterable[Sentence], taken: Iterable[tuple[int, int]]
) -> tuple[Benefit, ...]:
    """Effects stated in the description, outside the clauses that already are requirements."""
    busy = Cover(taken)
    found: dict[str, Benefit] = {}
    for sentence in sentences:
        if sentence.role in ("policy", "money") or sentence.label == "标题":
            continue
        opened = sentence.role == "benefit"
        for clause in sentence.clauses:
            if clause.nested or busy.touches(clause.start, clause.end):
                opened = opened and sentence.role == "benefit"
                continue
            for benefit in _clause(clause, opened):
                found.setdefault(benefit.phrase, benefit)
                opened = True
    return tuple(found.values())[:6]


def _clause(clause: Clause, opened: bool) -> Iterator[Benefit]:
    plain = squeeze(clause.text)
    lead = re.match("(?:" + word_pattern("benefit_leads").pattern + ")+", plain)
    purpose = re.match(r"^.{0,8}?(?:就是|是)(?:为了|想让|希望|让|使)", plain)
    lead = purpose or lead
    body = (plain[lead.end() :] if lead else plain).replace("咱们", "").replace("我们", "")
    body = re.sub(r"、能[^、，]{1,6}$", "", body)
    body = re.sub(r"^(?:通过|依托|借助)(?:本|该|此)?项目(?:的实施|实施|建设)?", "", body)
    body = _AFTERWARDS.sub("", body)
    if not 3 <= len(body) <= 60 or re.search(r"[？?]|元|%", body):
        return
    if re.match(r"为(?>.+?提供).*(?:支撑|保障|参考|支持|依据)$", plain) or _GIVEN.match(plain):
        body, lead = plain, lead or re.match("为", plain)
    told = _starts_with_effect(body) or _GROWN.match(body) or _EASIER.match(body)
    if not (opened or lead or told):
        return
    opened = opened or bool(_EASIER.match(body))
    for piece in re.split(r"、(?=(?:" + word_pattern("benefit_verbs").pattern + "))", body):
        benefit = _effect(piece, clause, opened or bool(lead))
        if benefit:
            yield benefit


def _starts_with_effect(body: str) -> bool:
    verb = re.match(word_pattern("benefit_verbs").pattern, body)
    return bool(
        verb
        and word_pattern("benefit_cues").search(body, verb.end())
        and not re.search(r"\d", body)
    )


def _effect(piece: str, clause: Clause, announced: bool) -> Benefit | None:
    piece = re.sub(
        r"(?:等)?(?:的)?(?:目的|目标|效果|作用)$",
        "",
        re.sub(r"^(?:进一步|切实|有效|不断|全面|持续|着力|更好地?|逐步)", "", piece),
    )
    phrase, name = _shape(piece, announced)
    if not phrase or re.search(r"\d", name) or len(name) > 40:
        return None
    return Benefit(start=clause.start, end=clause.end, kind=_kind(phrase), phrase=phrase, name=name)


Shape = tuple[str, str]
"""(as the goal says it, as the row names it)."""


def _shape(piece: str, announced: bool) -> Shape:
    """How an effect is said; two empty texts for what is none."""
    return (
        _begun(piece)
        or (_better(piece) if announced else None)
        or _spoken(piece, announced)
        or _risen(piece)
        or (_kept_going(piece) if announced else None)
        or ("", "")
    )


def _begun(piece: str) -> Shape | None:
    """成为示范, 为决策提供支撑, 提高能力: told by how it begins."""
    if become := _BECOME.match(piece):
        return f"争创{become.group(1)}", f"{compact(become.group(1))}创建程度"
    if support := _SUPPORT.match(piece):
        return piece, f"{compact(support.group('what'))}{support.group('how')}程度"
    if given := _GIVEN.match(piece):
        return piece, f"{given.group('who')}{given.group('thing')}保障程度"
    if verb := re.match(word_pattern("benefit_verbs").pattern, piece):
        thing = compact(piece[verb.end() :])
        return (piece, f"{thing}{verb.group()}程度") if len(thing) >= 2 else ("", "")
    return None


def _better(piece: str) -> Shape | None:
    """居民出行更加便捷、安全."""
    better = _SUPERLATIVE.match(piece)
    if not better or re.search(r"比[今去往]年|一些|一点|能做", piece):
        return None
    thing = compact(better.group(1) + better.group(2))
    also = re.findall(r"(?:更加|更)?([^，、更加]{1,4})", better.group(4))
    how = "、".join([better.group(3), *also])
    if how == "强":
        return f"增强{thing}", f"{thing}增强程度"
    return f"推动{thing}更加{how}", f"{thing}{how}程度"


def _risen(piece: str) -> Shape | None:
    """服务能力不断提升."""
    grown = _GROWN.match(piece)
    if not grown:
        return None
    rise, thing = grown.group("verb"), compact(grown.group("thing"))
    return (f"{rise}{grown.group('thing')}", f"{thing}{rise}程度") if len(thing) >= 2 else ("", "")


def _kept_going(piece: str) -> Shape | None:
    """设施长期稳定运行, 产业融合."""
    ending = _ENDING.search(piece)
    if not ending:
        return None
    kept = "" if ending.group() in _RISES else "保障"
    return f"促进{piece}", f"{compact(piece)}{kept}程度"


def _spoken(piece: str, announced: bool) -> Shape | None:
    """渔业资源慢慢恢复起来, 少点纠纷: said plainly, written as the form has it."""
    if re.search(r"比[今去往]年|做得|能做", piece):
        return None
    if said := _SPOKEN.match(piece):
        verb = {"好": "改善", "好转": "改善"}.get(said["verb"], said["verb"])
        thing = compact(said["thing"])
        return f"{verb}{thing}", f"{thing}{verb}程度"
    if fewer := _FEWER.match(piece):
        thing = compact(fewer["thing"]) + fewer["what"]
        return f"减少{thing}", f"{thing}减少程度"
    if announced and (earns := _EARNS.match(piece)):
        thing = f"{earns['who']}{earns['what']}"
        return f"保障{thing}", f"{thing}保障程度"
    if announced and (helps := _HELPS.match(piece)):
        thing = re.sub(r"顺利|更好地?", "", compact(helps["thing"]))
        return f"促进{thing}", f"{thing}促进程度"
    return None


def _kind(phrase: str) -> RequirementKind:
    if any(word in phrase for word in words("ecological_benefit_cues")):
        return "ecological"
    if any(word in phrase for word in words("lasting_benefit_cues")):
        return "lasting"
    if any(word in phrase for word in words("economic_benefit_cues")):
        return "economic"
    return "social"
