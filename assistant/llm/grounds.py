"""Whether a model's words may stand in a form: plain text, made of the description's own words or
of words everybody uses. Numbers are looked at elsewhere (`proof`, `binding`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cache
from typing import Any
from unicodedata import category

from assistant.llm.prompts import load_prompt, prompt_names
from assistant.parse.fold import fold
from assistant.vocabulary.description import word_pattern
from assistant.vocabulary.loading import load
from assistant.vocabulary.profile import Profile

_HAN = "\u4e00-\u9fff"
_MARKUP = re.compile(
    r"<[a-zA-Z/!]|&[a-z#]{1,32}\d{0,8};|https?:|www\.|://|\]\(|!\[|`|[{}\\|]|\*\*|__|^[^\S\n]*[#>=+@-]|[\x00-\x1f\x7f-\x9f]"
    r"|[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\w.]@[\w.]|\.(?:com|cn|net|org|io)\b",
    re.MULTILINE,
)
_PARTICLES = frozenset(
    "的了和与及或为在对将等并其以从由按于至到内外上下各个每年月日本该把被让使向给且也均都应可能须需未不无已后前中时度率化性项处个"
)
_LATIN = re.compile(r"[A-Za-z]+")
_QUOTED = re.compile(r"[《“「]([^》”」]{1,60})[》”」]")
_BY_WHOM = re.compile(
    rf"(?:由|委托|聘请|联合)([{_HAN}]{{2,8}}?)(?:负责|承担|牵头|提供|实施|承建|承办|运营|完成)"
)

_VAGUE = re.compile("(?:[上数近几逾]|成)(?:十|百|千|万|亿)(?:千|万|亿)?")
_RUN = 9
"""So many characters in a row that stand in a prompt are the prompt's."""


class Grounds:
    """The words a form about one description may use."""

    def __init__(self, profile: Profile, *texts: str) -> None:
        """`texts`: the description, and what of the form comes from it."""
        self._told = re.sub(r"\s", "", fold("\n".join(texts))).lower()
        self._pairs = _pairs([self._told]) | _common(profile.name)
        self._wording = word_pattern("orders")

    def with_text(self, *texts: str) -> Grounds:
        """The same grounds, wider: what code composed from the description may be said as well."""
        wider = copy(self)
        wider._told = self._told + re.sub(r"\s", "", fold("\n".join(texts))).lower()
        wider._pairs = self._pairs | _pairs(texts)
        return wider

    def trouble(self, text: str) -> str | None:
        """Why the text may not stand in the form; None when it may. One Chinese sentence."""
        if _MARKUP.search(text):
            return "含有链接、标记、代码或不可见字符，只能写普通文字"
        if order := self._wording.search(text):
            return f"“{order.group()}”是对程序说的话，不能写进表里"
        if sign := next(self._odd_signs(text), None):
            return f"“{sign}”不是申报表里用的字符"
        if word := self._untold("anywhere", text):
            return f"“{word}”改变了要求的分量或范围，项目说明没有这样说"
        if run := next((run for run in _runs_of(text) if run in _prompt_runs()), None):
            return None if run in self._told else f"“{run}”是提示里的话，不能写进表里"
        foreign = next(self._foreign(re.sub(r"\s", "", fold(text))), None)
        return f"“{foreign}”不是项目说明里的说法，请只用说明里的内容" if foreign else None

    def goal_trouble(self, text: str) -> str | None:
        """Why the text may not be a goal: as `trouble`, and it promises, no more and no less."""
        if word := self._untold("goals", text):
            return f"“{word}”改变了要求，项目说明没有这样说"
        return self.trouble(text)

    def _untold(self, where: str, text: str) -> str | None:
        """A word that lightens, widens or waives, and the description does not have; or a round
        number in words (上千人)."""
        listed = (word for word in _source()["weight"][where] if word in text)
        vague = (match.group() for match in _VAGUE.finditer(text))
        return next((word for word in (*listed, *vague) if word not in self._told), None)

    def _odd_signs(self, text: str) -> Iterator[str]:
        """Pictures and private characters; ℃ and ㎡ where the description has them."""
        odd = ("So", "Sk", "Co", "Cn", "Cs")
        told = self._told
        yield from (c for c in text if category(c) in odd and c not in told and fold(c) not in told)

    def _foreign(self, text: str) -> Iterator[str]:
        lower = text.lower()
        yield from (m.group() for m in _LATIN.finditer(text) if m.group().lower() not in self._told)
        for match in _QUOTED.finditer(lower):
            if match.group(1) not in self._told and not self._is_scale(match.group(1)):
                yield match.group()
        yield from (m.group(1) for m in _BY_WHOM.finditer(lower) if not self._is_told(m.group(1)))
        yield from self._places(lower)
        yield from self._persons(lower)
        yield from self._runs(lower)

    def _is_told(self, name: str) -> bool:
        return name in self._told or name in _words()

    @staticmethod
    def _is_scale(text: str) -> bool:
        return bool(re.fullmatch(r"显著|明显|一般|[\d%-]+", text))

    def _places(self, text: str) -> Iterator[str]:
        """Bodies and places whose name the description does not have."""
        for suffix in _source()["place_suffixes"]:
            for match in re.finditer(suffix, text):
                name = text[max(0, match.start() - 2) : match.end()]
                if not (name in self._told or self._is_common_place(text, match)):
                    yield name

    def _is_common_place(self, text: str, suffix: re.Match[str]) -> bool:
        """社区, 辖区; 部门 and 区域, whose first sign only looks like the end of a name."""
        begin, end = suffix.span()
        if any(text[max(0, begin - n) : end] in _source()["common_places"] for n in (1, 2, 3)):
            return True
        if end - begin > 1:
            before = re.sub(f"[^{_HAN}]", "", text[max(0, begin - 2) : begin])
            return not before or (before in self._pairs and text[begin:end] in self._told)
        return text[begin : end + 1] in self._pairs or text[max(0, begin - 1) : end] in self._pairs

    def _persons(self, text: str) -> Iterator[str]:
        for title in _source()["persons"]:
            for match in re.finditer(f"[{_HAN}]{{2}}{title}", text):
                if not (match.group() in self._told or match.group()[1:] in self._told):
                    yield match.group()

    def _runs(self, text: str) -> Iterator[str]:
        """Two and more neighbouring characters, none of them part of a known word."""
        run = ""
        for at, char in enumerate([*text, " "]):
            if re.match(f"[{_HAN}]", char) and not self._known(text, at):
                run += char
                continue
            if len(run) > 1:
                yield run
            run = ""

    def _known(self, text: str, at: int) -> bool:
        before, after = text[max(0, at - 1) : at + 1], text[at : at + 2]
        if before in self._pairs or after in self._pairs:
            return True
        if text[at] not in _PARTICLES:
            return False
        left, right = text[max(0, at - 2) : at], text[at + 1 : at + 3]
        return all(len(p) < 2 or p in self._pairs or p[0] in _PARTICLES for p in (left, right))


def _pairs(texts: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for text in texts:
        for piece in re.findall(f"[{_HAN}]+", text):
            found.update(piece[at : at + 2] for at in range(len(piece) - 1))
    return frozenset(found)


def _runs_of(text: str) -> Iterator[str]:
    for piece in re.findall(f"[{_HAN}]{{{_RUN},}}", text):
        yield from (piece[at : at + _RUN] for at in range(len(piece) - _RUN + 1))


@cache
def _prompt_runs() -> frozenset[str]:
    return frozenset(run for name in prompt_names() for run in _runs_of(load_prompt(name).body))


@cache
def _words() -> frozenset[str]:
    return frozenset(_source()["words"])


def _source() -> dict[str, Any]:
    source: dict[str, Any] = load("plain_words")
    return source


@cache
def _common(profile: str) -> frozenset[str]:
    """Pairs of the words everybody uses: the vocabulary's lists, the form's labels, our prompts."""
    lists = ("works", "description", "measures", "goals", "units", "levels")
    texts = [*_words(), *(text for name in lists for text in _texts(load(name)))]
    texts += list(_texts(load(f"profiles/{profile}")))
    texts += [load_prompt(name).body for name in prompt_names()]
    return _pairs(texts)


def _texts(plain: Any) -> Iterator[str]:
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for key, value in plain.items():
            yield from _texts(key)
            yield from _texts(value)
    elif isinstance(plain, list | tuple):
        for item in plain:
            yield from _texts(item)
