"""What a message asks for, read by a language model where no phrasing is recognised.

The recognised phrasings go first: they cost nothing and never err in new ways. What a model reads
besides is admitted by code: a number, a code, a row or a name that the user did not say (and that
is no row of the form) is not taken, and then the message stays as the phrasings read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.conversation.intent import KINDS, Intent, Kind, Reading
from assistant.conversation.phrasing import LONGEST_SENTENCE, read
from assistant.conversation.rowwise import row_of
from assistant.conversation.words import CODE, phrases
from assistant.errors import ModelUnavailable
from assistant.llm import Conversation, Grounds, Model, load_prompt, require_consent
from assistant.model import Value
from assistant.parse.fold import fold
from assistant.parse.mentions import find_mentions
from assistant.parse.targets import same_amount
from assistant.progress import Watch
from assistant.rules.text import contained
from assistant.vocabulary.loading import load
from assistant.vocabulary.profile import Profile, load_profile

MOST: Final = 5
_CALLS: Final = 2
_ALIKE, _SURE = 0.6, 0.8
_NEEDS: Final[dict[str, str]] = {
    "change": "value", "suppress": "reason", "move_row": "direction",
}  # fmt: skip
_ABOUT_A_ROW: Final = ("change", "remove_row", "duplicate_row", "move_row", "suppress")
_FIELDS: Final = ("", "name", "value", "unit", "explanation", "annual_goal", "long_term_goal")


class Context(Value):
    """What the user is looking at: the names of the rows in order, the question just asked."""

    rows: tuple[str, ...] = ()
    question: str = ""
    profile: str = "futian-2026"


class Wish(Value):
    """One thing asked for, as the model says it."""

    kind: str
    subject: str = ""
    row: int = 0
    field: str = ""
    value: str = ""
    code: str = ""
    instruction: str = ""
    reason: str = ""
    direction: str = ""
    format: str = ""


class Wishes(Value):
    """The answer to the prompt `chat`."""

    wishes: tuple[Wish, ...] = ()


def read_intent(
    sentence: str, context: Context, model: Model | None = None, watch: Watch | None = None
) -> Reading:
    """What a message asks for. Without a model, without consent, or where the model is down or its
    reading does not hold: as the phrasings read it. Raises Cancelled when `watch` stops it."""
    said = read(sentence)
    understood = all(_is_clear(intent, context) for intent in said)
    if understood or model is None or not 1 < len(sentence.strip()) <= LONGEST_SENTENCE:
        return said
    watch = watch or Watch()
    shown = "\n".join((sentence, *context.rows))
    try:
        require_consent(model.endpoint, shown, "这句话和指标名称", watch)
        with watch.stage("hear"):
            answer = _ask(sentence, context, model.conversation(_CALLS, watch))
    except ModelUnavailable:
        return said
    wishes = answer.wishes[:MOST]
    admitted = tuple(_admitted(wishes, sentence, context))
    return admitted if wishes and len(admitted) == len(wishes) else said


def _is_clear(intent: Intent, context: Context) -> bool:
    """Whether the phrasings' reading needs no second one: a value said of something that is neither
    a row nor a cell of the header may have been cut in the wrong place."""
    if intent.kind != "change" or intent.row or not context.rows:
        return intent.kind != "unknown"
    about = intent.subject
    labels = [label for names in load("labels")["fields"].values() for label in names]
    labels += [label for names in phrases()["said_fields"].values() for label in names]
    alike = (max(contained(about, row), contained(row, about)) for row in context.rows)
    return about in labels or max(alike) >= _SURE


def _ask(sentence: str, context: Context, talk: Conversation) -> Wishes:
    meanings: dict[Kind, str] = phrases()["meanings"]
    return talk.ask(
        load_prompt("chat"),
        Wishes,
        sentence=sentence.strip(),
        rows=list(context.rows),
        question=context.question,
        kinds=[f"{kind}：{meaning}" for kind, meaning in meanings.items()],
    )


def _admitted(wishes: tuple[Wish, ...], sentence: str, context: Context) -> Iterator[Intent]:
    reader = _Reader(sentence, context, load_profile(context.profile))
    for wish in wishes:
        intent = reader.intent(wish)
        if intent is not None:
            yield intent


class _Reader:
    """Holds a model's reading against what was said."""

    def __init__(self, sentence: str, context: Context, profile: Profile) -> None:
        self._sentence = sentence
        self._plain = fold(re.sub(r"\s", "", sentence))
        self._rows = context.rows
        self._codes = {code.upper() for code in CODE.findall(sentence)}
        self._row = row_of(sentence)[0]
        self._grounds = Grounds(profile, sentence, *context.rows)

    def intent(self, wish: Wish) -> Intent | None:
        """The wish as an intent; None when the user did not say so."""
        if wish.kind not in KINDS or wish.kind not in phrases()["meanings"]:
            return None
        texts = (wish.subject, wish.value, wish.instruction, wish.reason)
        if any(not self._is_said(text) for text in texts if text):
            return None
        if wish.code and wish.code.upper() not in self._codes:
            return None
        row = wish.row if wish.row and wish.row == self._row else 0
        if (wish.row and not row) or not self._has_what_it_needs(wish, row):
            return None
        return Intent(
            kind=wish.kind,
            subject=wish.subject.strip(),
            row=row,
            field=_one_of(wish.field, _FIELDS),  # type: ignore[arg-type]
            value=wish.value.strip(),
            code=wish.code.upper(),
            instruction=wish.instruction.strip(),
            reason=wish.reason.strip(),
            direction=_one_of(wish.direction, ("up", "down")),  # type: ignore[arg-type]
            format=_one_of(wish.format.lower(), tuple(phrases()["formats"])),
            source="model",
        )

    def _is_said(self, text: str) -> bool:
        """Whether the text is the user's own, a row's name, or the same figure written as a form
        writes it; nothing in it comes from elsewhere."""
        if text in self._rows or fold(re.sub(r"\s", "", text)) in self._plain:
            return True
        if self._grounds.trouble(text) or not self._has_its_numbers(text):
            return False
        words = re.sub(r"[\d.≥≤<>=%％]", "", text)
        return not words or contained(words, self._sentence) >= _ALIKE or words in _levels()

    def _has_its_numbers(self, text: str) -> bool:
        said = find_mentions(self._sentence)
        rest = text
        for mention in find_mentions(text):
            if not any(same_amount(mention.target, other.target) for other in said):
                return False
            rest = rest.replace(mention.text, "")
        return all(digits in self._plain for digits in re.findall(r"\d[\d.]*", fold(rest)))

    def _has_what_it_needs(self, wish: Wish, row: int) -> bool:
        needed = _NEEDS.get(wish.kind)
        if needed and not getattr(wish, needed):
            return False
        return bool(wish.subject or row or wish.code) or wish.kind not in _ABOUT_A_ROW


def _levels() -> frozenset[str]:
    words = load("levels")["words"]
    return frozenset(words)


def _one_of(word: str, known: tuple[str, ...]) -> str:
    return word if word in known else ""
