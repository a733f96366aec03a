"""Which of the names that were read pass the gate, each held against where it was read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from assistant.facts.clean import as_written
from assistant.facts.gate import Said, fault
from assistant.facts.requirements.doubts import marked
from assistant.facts.segments import TITLE, Sentence
from assistant.model import OPEN, Requirement


def admitted(
    requirements: Iterable[Requirement], sentences: Sequence[Sentence]
) -> tuple[Requirement, ...]:
    """The requirements; one whose name does not pass is marked with the words it was read from. A
    name that passed once passes again (a rate said again for the whole period)."""
    places, found = _Places(sentences), list(requirements)
    judged = [places.judged(one, found[:number]) for number, one in enumerate(found)]
    passed = {one.name for one in judged if not one.doubtful}
    return tuple(one if one.name in passed else new for one, new in zip(found, judged, strict=True))


def passes(one: Requirement, sentences: Sequence[Sentence]) -> bool:
    """True for a requirement whose name may stand, held against where it was read."""
    return not _Places(sentences).judged(one).doubtful


def of_its_clause(name: str, one: Requirement, sentences: Sequence[Sentence]) -> bool:
    """True where all the words of a name stand in the very clause of the requirement's number."""
    return _Places(sentences).alone(name, one)


class _Places:
    """The sentences of a description, and what stands above each."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = [s for s in sentences if s.text]
        self._starts = [s.start for s in self._sentences]

    def judged(self, one: Requirement, earlier: Sequence[Requirement] = ()) -> Requirement:
        """The requirement, marked when its name is at fault; `earlier` were read before it."""
        number = bisect_right(self._starts, one.start) - 1
        if one.doubtful or one.name == OPEN or number < 0:
            return one
        sentence = self._sentences[number]
        said = self.said(number, one)
        if _AGAIN.search(sentence.text):
            said = said._replace(ahead=(*said.ahead, *(e.object for e in earlier if e.object)))
        if one.start >= sentence.end or not fault(as_written(one.name), said):
            return one
        clause = next((c for c in sentence.clauses if c.start <= one.start < c.end), None)
        if clause is None:
            return one
        return marked(
            one, sentence.text[clause.start - sentence.start : clause.end - sentence.start]
        )

    def alone(self, name: str, one: Requirement) -> bool:
        """True where the clause that the requirement was read from has all words of a name."""
        number = bisect_right(self._starts, one.start) - 1
        clauses = self._sentences[number].clauses if number >= 0 else ()
        clause = next((c for c in clauses if c.start <= one.start < c.end), None)
        return clause is not None and not fault(name, Said(as_written(_bare(clause.text))))

    def said(self, number: int, one: Requirement) -> Said:
        """Where the requirement was read, in the sentence of that number."""
        sentence = self._sentences[number]
        mention = one.mention
        plain = mention is not None and _PLAIN.fullmatch(_bare(mention.text))
        inside = plain and mention and sentence.start <= mention.start < sentence.end
        start, end = (mention.start, mention.end) if mention and inside else (0, 0)
        at, stop = (len(_bare(sentence.text[: max(0, n - sentence.start)])) for n in (start, end))
        text = as_written(_bare(sentence.text))
        return Said(text, at, stop, tuple(as_written(_bare(t)) for t in self._ahead(number) if t))

    def _ahead(self, number: int) -> Iterator[str]:
        """Label, topic, headings; the sentences of the same line; a line that only leads in."""
        sentences, sentence = self._sentences, self._sentences[number]
        yield from (sentence.label, sentence.topic, sentence.unit)
        titles = [s.text for s in sentences[:number] if s.label == TITLE]
        yield from titles[-1:] + titles[:1]
        before = sentences[max(0, number - 3) : number]
        yield from (s.text for s in before if s.group == sentence.group)
        if number and not re.search(r"\d", sentences[number - 1].text[:_LEADS_IN]):
            yield sentences[number - 1].text


_LEADS_IN = 30
# 新开的2个点9月底前要开门：说的是前面那几个。
_AGAIN = re.compile(r"新[开建增设]的|这[些几\d]|上述|该[一-龥]")
# 数字和单位，或日期；“每月提交1份”里还有别的字。
_PLAIN = re.compile(
    r"[^\d一-龥]*(?:不少于|不低于|不超过|至少|达到?)?约?[\d.,:：]+(?:[万亿%‰年]|[^\d一-龥])*(?:\d*[一-龥]{0,6})?"
)


def _bare(text: str) -> str:
    return re.sub(r"[\s　]", "", text)
