"""What a description itself says of the years to come (到2028年底，26所学校全部修完).

The long-term goal takes such words over as they stand, up to where the text speaks of money or of
the declared year again: taken apart into counts and levels they lose what they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from assistant.facts.clean import as_written
from assistant.facts.phrases import squeeze
from assistant.facts.segments import TITLE, Clause, Sentence
from assistant.model import Outlook, Requirement
from assistant.vocabulary.loading import load

_SILENT = ("policy", "money", "background")
_ALWAYS = ("served_satisfaction", "other_satisfaction", "lasting")
_LONGEST, _SHORTEST = 160, 6
_ODD = re.compile(r"[？?！!：:；;@=|【】]|[我你咱吧呢嘛哈啊哦]")


def outlooks_of(sentences: Iterable[Sentence], year: int | None) -> tuple[Outlook, ...]:
    """The stretches about later years than the declared one, or about the whole period, in their
    order; none that would not read in a goal."""
    told = (s for s in sentences if s.label != TITLE and not _is_silent(s))
    return tuple(one for sentence in told for one in _of_sentence(sentence, year))


def _is_silent(sentence: Sentence) -> bool:
    """True for what is no plan; 到2029年…… below the documents is one, where it cites none."""
    cited = sentence.role != "policy" or "《" in sentence.text or "〔" in sentence.text
    return sentence.role in _SILENT and cited


def within_outlooks(
    requirements: Iterable[Requirement], outlooks: Sequence[Outlook]
) -> tuple[Requirement, ...]:
    """The requirements; those read from such a stretch are none of the declared year, but for how
    long what is made lasts and who is satisfied."""
    return tuple(
        r.model_copy(update={"scope": "period"})
        if r.kind not in _ALWAYS and any(o.start <= r.start < o.end for o in outlooks)
        else r
        for r in requirements
    )


def _of_sentence(sentence: Sentence, year: int | None) -> Iterator[Outlook]:
    """The stretches of a sentence, one behind the other."""
    plain, until = [c for c in sentence.clauses if not c.nested], -1
    for number, clause in enumerate(plain):
        if clause.start < until:
            continue
        at = _begins(clause, year)
        one = _stretch(sentence, at, plain[number:], year) if at is not None else None
        if one is None and _pattern("lasting").search(squeeze(clause.text)):
            one = _stretch(sentence, clause.start, plain[number : number + 1], year)
        if one:
            until = one.end
            yield one


def _begins(clause: Clause, year: int | None) -> int | None:
    """Where in the clause, counted in the source, the words for the goal begin."""
    if whole := _pattern("whole").search(clause.text):
        bare = re.search("目标|要求", whole.group())
        return clause.start + (whole.end() if bare else whole.start())
    said = _pattern("anchors").search(clause.text)
    if not said or not year or _year(said) <= year:
        return None
    if re.match(load("outlook")["no_promise"], squeeze(clause.text[said.end() :])):
        return None if squeeze(clause.text[said.end() :]) else _alone(clause, said)
    before = _leads().sub("", squeeze(clause.text[: said.start()]))
    if re.search(load("outlook")["runs_until"], before) or re.search(r"\d", before):
        return None
    lead = _leads().match(clause.text)
    return clause.start + (said.start() if not before else lead.end() if lead else 0)


def _alone(clause: Clause, said: re.Match[str]) -> int | None:
    """到2028年底，26所学校……: the clause says only until when."""
    before = _leads().sub("", squeeze(clause.text[: said.start()]))
    stops = clause.text[said.start() : said.end()].endswith("为止")
    return None if before or stops else clause.start + said.start()


def _year(said: re.Match[str]) -> int:
    return int(next(g for g in said.groups() if g))


def _stretch(
    sentence: Sentence, start: int, clauses: Sequence[Clause], year: int | None
) -> Outlook | None:
    """From the start to where the sentence ends or speaks of something else."""
    end = clauses[0].end
    for clause in clauses[1:]:
        if _back(clause, year):
            break
        end = clause.end
    raw = sentence.text[start - sentence.start : end - sentence.start]
    text = _of_what(_worded(raw), sentence)
    if re.search(load("outlook")["ends"], raw) or not _reads(text):
        return None
    return Outlook(start=start, end=end, text=text)


def _of_what(text: str, sentence: Sentence) -> str:
    """The words with the measure that the sentence begins with, where they name none themselves
    (优良中等路率今年85%，2030年要求到90%)."""
    said = _pattern("anchors").match(text)
    rest = text[said.end() :] if said else ""
    if not said or not re.match(load("outlook")["bare"], rest):
        return text
    measure = re.match(load("outlook")["measure"], squeeze(sentence.text))
    until = said.group() if said.group()[0] in "到至" else f"到{said.group()}"
    return f"{until}{measure['what']}{rest}" if measure else ""


def _back(clause: Clause, year: int | None) -> bool:
    words = load("outlook")
    if re.search(words["talk"], clause.text) or re.match(words["now"], clause.text):
        return True
    this = f"(?:其中)?(?:{year}年(?!底|末)|本年|今年|明年|当年)"
    return bool(re.match(rf"\s*{this}", clause.text)) or bool(re.search(words["ends"], clause.text))


def _worded(raw: str) -> str:
    text = as_written("".join(raw.split())).strip("，,、")
    for said, written in load("outlook")["written"].items():
        text = text.replace(said, written)
    return text.replace(",", "，") if not re.search(r"\d,\d", text) else text


def _reads(text: str) -> bool:
    """True for words that a goal may quote: something is promised, and nobody is talking."""
    rest = _pattern("anchors").sub("", text)
    paired = all(text.count(a) == text.count(b) for a, b in ("（）", "“”", "《》"))
    return (
        paired
        and len(re.findall(r"[一-龥]", rest)) >= _SHORTEST
        and len(text) <= _LONGEST
        and bool(re.search(load("outlook")["promises"], rest))
        and not _ODD.search(text)
        and not re.search(load("outlook")["talk"], text)
    )


@cache
def _leads() -> re.Pattern[str]:
    leads = sorted(load("outlook")["leads"], key=len, reverse=True)
    return re.compile(rf"\s{{0,8}}(?:(?:{'|'.join(map(re.escape, leads))})[，,：:]?){{1,6}}")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    parts = [re.sub(r"\(\?P<year>", f"(?P<y{n}>", p) for n, p in enumerate(load("outlook")[name])]
    return re.compile("|".join(parts))
