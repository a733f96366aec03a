"""The last look at an indicator's name before it may stand in a form.

A wrong name costs the whole form, an asked one does not: what does not pass becomes 【待填】 with
one question that quotes the source. A name passes when

- it reads as one (no talk, no loose ends, nothing that only leads in or tells when and who);
- all its words are the source's: it is put together from whole words of the ONE sentence its number
  stands in, of the heading, label or topic above it, or of the sentence before where its own names
  no subject; only endings (数量, 率, 时限) and the written forms of verbs may be added;
- no word of it is half a word (大型|聘会 of 大型招聘会);
- a verb that is put behind its object is the clause's own verb (购置保洁船 gives no 船保洁数量);
- a rate is one that the source names, or that of a deed;
- the noun right before the number is in it (助餐座位不少于20个 gives no 床位助餐数量).

`fault` says in a word which of these is broken; `admitted` applies it to all that was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.facts.phrases import squeeze
from assistant.facts.promises import PREDICATES
from assistant.facts.requirements.doubts import sounds
from assistant.facts.words import cut, edges
from assistant.vocabulary.description import action_words, deeds_done, formal, words
from assistant.vocabulary.loading import load


class Said(NamedTuple):
    """Where a name was read: the sentence without blanks, its number's place in it (0, 0: none),
    and what may lend words besides (label, topic, headings, the sentence before)."""

    sentence: str
    at: int = 0
    end: int = 0
    ahead: tuple[str, ...] = ()

    def edges(self) -> frozenset[int]:
        """Where words of the sentence begin or end; the number stands apart."""
        return _edges_around(self.sentence, self.at, self.end)


@lru_cache(maxsize=512)
def _edges_around(text: str, at: int, end: int) -> frozenset[int]:
    if end <= at:
        return edges(text)
    inside = {at + place for place in edges(text[at:end])}
    behind = {end + place for place in edges(text[end:])}
    return frozenset({*edges(text[:at]), *inside, *behind})


def fault(name: str, said: Said) -> str:
    """Why the name cannot stand, in a word; "" for one that can."""
    name = squeeze(name)
    return next((why for why, broken in _CHECKS if broken(name, said)), "")


# --- how it reads ----------------------------------------------------------------------------


def _talk(name: str, _said: Said) -> bool:
    return not sounds(name)


def _leftover(name: str, _said: Said) -> bool:
    """拟在2027年新建…数量, 以上断面比例, 飞防作业5至6月开展次数."""
    return bool(_shape("begins").match(name) or _shape("holds").search(name)) or name.endswith(
        tuple(load("name_gate")["ends"])
    )


@cache
def _shape(part: str) -> re.Pattern[str]:
    return re.compile("|".join(load("name_gate")[part]))


def _without_ending(name: str) -> str:
    return next((name[: -len(end)] for end in _endings() if name.endswith(end)), name)


@cache
def _endings() -> tuple[str, ...]:
    ends = (*load("description")["suffixes"], "数量", "时限", "时间", "率")
    return tuple(sorted(ends, key=len, reverse=True))


def _bare_verb(name: str, _said: Said) -> bool:
    """购|实验|仪器, 农贸市场|设|快检点: a verb of one character among whole words tells a deed."""
    parts = cut(_without_ending(name))
    for number, word in enumerate(parts[:-1]):
        if word in _SHORT_VERBS and all(
            len(other) > 1 or not _CHINESE.match(other)
            for other in (*parts[max(0, number - 1) : number], parts[number + 1])
        ):
            return True
    return False


_SHORT_VERBS = tuple("购设配装买建修铺办搞做请聘给送换")
_CHINESE = re.compile(r"[一-龥]")


def _spoken_word(name: str, _said: Said) -> bool:
    """学生|能|用|上, 这|几个|地方, 合同期内总要求|是|公园绿地: words of speech, no name."""
    return any(word in _sentence_words() for word in cut(_without_ending(name)))


@cache
def _sentence_words() -> frozenset[str]:
    return frozenset(load("name_gate")["sentence_words"])


# --- whose words it has ----------------------------------------------------------------------


def _not_said(name: str, said: Said) -> bool:
    """Words that the source has not, or only as half of another word."""
    own = (said.sentence, said.edges())
    if _whole(_without_ending(name), *own) or _pieces(name, (own,)) is not None:
        return False
    return _pieces(name, (own, *((text, edges(text)) for text in said.ahead))) is None


def _coined(name: str, said: Said) -> bool:
    """守住率 of 守住92%的底线: a rate that the source does not name, of what is no deed."""
    if not name.endswith("率") or any(name[-3:] in text for text in (said.sentence, *said.ahead)):
        return False
    return not name[:-1].endswith((*load("name_gate")["rates"], *PREDICATES, *_long_verbs()))


_Source = tuple[str, frozenset[int]]


def _pieces(name: str, sources: tuple[_Source, ...]) -> tuple[str, ...] | None:
    """The name as whole words of the sources and words that may be added, as few as can be; None
    where it cannot be put together so."""
    best: list[tuple[float, tuple[str, ...]] | None] = [None] * len(name) + [(0.0, ())]
    for start in range(len(name) - 1, -1, -1):
        for end in range(len(name), start, -1):
            rest = best[end]
            if rest is None:
                continue
            price = _price(name[start:end], sources)
            known = best[start]
            if price is not None and (known is None or rest[0] + price < known[0]):
                best[start] = (rest[0] + price, (name[start:end], *rest[1]))
    return best[0][1] if best[0] else None


_FREE, _ADDED = 1.0, 1.2


def _price(piece: str, sources: tuple[_Source, ...]) -> float | None:
    """What a stretch of the name costs: whole words of a source least; None for neither."""
    if any(_whole(piece, *source) for source in sources):
        return _FREE
    if piece in _added() or _NUMBERED.fullmatch(piece):
        return _ADDED
    spoken = _spoken().get(piece, ())
    return _ADDED if any(verb in text for verb in spoken for text, _ in sources) else None


_NUMBERED = re.compile(r"[\d.%‰]+|[（）()、“”]|每[一-龥]{1,2}|第[一二三四五六]批")


def _whole(piece: str, text: str, ends: frozenset[int]) -> bool:
    """True where the source has them, beginning and ending where its words do."""
    at = text.find(piece)
    while at >= 0:
        if at in ends and at + len(piece) in ends:
            return True
        at = text.find(piece, at + 1)
    return False


@cache
def _added() -> frozenset[str]:
    named: dict[str, str] = load("description")["service_verbs"]
    return frozenset(
        (*load("name_gate")["added"], *load("description")["suffixes"], *named.values())
    )


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    """What is said for a verb's written form: 装, 新装 for 安装."""
    said: dict[str, tuple[str, ...]] = {}
    for verb in action_words():
        said[formal(verb)] = (*said.get(formal(verb), ()), verb)
    for deed, written in deeds_done().items():
        said[written] = (*said.get(written, ()), f"{deed}完")
    for written in ("清运", "清理"):
        said[written] = (*said.get(written, ()), "清走", "拉走", "清完")
    return said


# --- what it is about ------------------------------------------------------------------------

_END = re.compile(r"[，,；;：:、（(]|\d")


def _turned(name: str, said: Said) -> bool:
    """船保洁数量 of 购置保洁船: the verb put behind belongs to a noun, not to the clause."""
    deeds = (*_long_verbs(), *words("bare_deeds"))
    ending = _without_ending(name[2:])
    if _MADE.match(name) and ending.endswith(deeds) and not ending.endswith("支持"):
        return True  # 新建村级养老服务站|改造提升: what was counted before is no part of a name
    for found in _verb().finditer(name, 1):
        verb, thing = found.group(), name[: found.start()]
        where = said.sentence.find(f"{verb}{thing}")
        if where < 0 or not {where, where + len(verb)} <= said.edges():
            continue
        clause = _END.split(said.sentence[:where])[-1]
        if any(other in clause for other in _long_verbs()) or len(thing) == 1:
            return True
    return False


_MADE = re.compile("新建|改建|扩建|购置|新购|新装|加装")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile("|".join(_long_verbs()))


@cache
def _long_verbs() -> tuple[str, ...]:
    return tuple(verb for verb in action_words() if len(verb) > 1)


def _another_thing(name: str, said: Said) -> bool:
    """床位助餐数量 of 床位6张、助餐座位不少于20个: named after what another number counts."""
    if not _COUNTED.fullmatch(said.sentence[said.at : said.end]) or not _ends(said):
        return False
    before = _COMPARED.sub("", said.sentence[: said.at])
    piece = cut(_END.split(before)[-1])
    noun = piece[-1] if piece else ""
    if len(noun) < 2 or len(piece) < 2 or noun in name or noun in _said_anyway():
        return False
    earlier = before[: len(before) - sum(map(len, piece))]
    borrowed = re.search(
        rf"(?:{'|'.join(map(re.escape, _long_words(name)))})[^，。]{{0,8}}\d", earlier
    )
    return bool(borrowed)


_COUNTED = re.compile(r"[^\d一-龥]*(?:不少于|不低于|不超过|至少|达到?)?约?[\d.,]+万?[一-龥]{1,3}")


def _ends(said: Said) -> bool:
    """True where nothing that could be counted follows the number."""
    return not _CHINESE.match(said.sentence, said.end) or said.sentence[said.end :][:1] in "的以左"


_COMPARED = re.compile(r"(?:不少于|不低于|不超过|不多于|至少|达到|达|共|约|为|≥|≤){1,4}$")


def _long_words(name: str) -> tuple[str, ...]:
    return tuple(word for word in cut(name) if len(word) > 1) or (name,)


@cache
def _said_anyway() -> frozenset[str]:
    """What may stand before a number and need not be in its name."""
    return _added() | frozenset(action_words()) | frozenset(load("name_gate")["silent"])


_CHECKS: tuple[tuple[str, Callable[[str, Said], bool]], ...] = (
    ("talk", _talk),
    ("leftover", _leftover),
    ("verb", _bare_verb),
    ("sentence", _spoken_word),
    ("turned", _turned),
    ("thing", _another_thing),
    ("rate", _coined),
    ("words", _not_said),
)
