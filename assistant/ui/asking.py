"""Open questions, one after another in the conversation; the next message is the answer."""

from __future__ import annotations

import re
from typing import Final

from assistant.model import NOT_APPLICABLE
from assistant.ui.cells import place_name, text_at
from assistant.ui.desk import Choice, Desk
from assistant.ui.handlers import answer
from assistant.ui.rechecking import needed
from assistant.ui.sentences import in_words, still_open
from assistant.ui.services import Services

LONGEST: Final = 80
_NO_ANSWER: Final = re.compile(
    r"[吗么呢？?]|什么|怎么|怎样|如何|为何|哪|不知道|不清楚|不懂|谢谢|天气"
)
_SKIP: Final = ("跳过", "先不填", "下一个", "下一题", "以后再说", "不知道", "不清楚", "暂时没有")


def asked_next(desk: Desk, said: str = "") -> Desk:
    """The desk with the next question asked."""
    waiting = desk.questions
    if not waiting:
        note = still_open(desk)
        closing = f"没有待答问题了，但表中{note}。" if note else "没有待答问题，表中没有待填的格。"
        return desk.model_copy(update={"asking": ""}).told(f"{said}{closing}")
    paths = [question.path for question in waiting]
    place = paths.index(desk.asking) + 1 if desk.asking in paths else 0
    question = waiting[place % len(waiting)]
    text = f"{said}还有 {len(waiting)} 个问题：\n{question.question}"
    text += f"\n（{question.because}）" if question.because else ""
    choices = []
    if question.proposal:
        choices.append(
            Choice(label=f"用“{question.proposal}”", kind="answer", at=question.path,
                   text=question.proposal)
        )  # fmt: skip
    if question.path.startswith("/indicators/"):
        choices.append(
            Choice(label=NOT_APPLICABLE, kind="answer", at=question.path, text=NOT_APPLICABLE)
        )
    choices.append(Choice(label="在表里填写", kind="goto", at=question.path))
    if len(waiting) > 1:
        choices.append(Choice(label="跳过", kind="say", text="跳过"))
    desk = desk.model_copy(update={"asking": question.path})
    return desk.told(f"{text}\n直接回复答案就行。", *choices)


def may_be_answer(desk: Desk, text: str) -> bool:
    """Whether a message can be the answer to the question that was asked last."""
    if desk.asking not in desk.open_paths:
        return False
    return text in _SKIP or not (len(text) > LONGEST or _NO_ANSWER.search(text))


def answered(desk: Desk, text: str, services: Services) -> Desk | None:
    """The message as the answer to the question that was asked; None when it is none."""
    if not may_be_answer(desk, text):
        return None
    if text in _SKIP:
        return asked_next(desk, "先放着。")
    path = desk.asking
    after = answer(desk, path, text, services)
    if after.troubles:
        return after.told(f"{after.troubles[0].text}请再答一次，或说“跳过”。")
    place = in_words(place_name(path, needed(after), services.profile))
    done = text_at(needed(after), path) or "空"
    return (
        asked_next(after, f"{place}填好了：{done}。")
        if after.questions
        else after.told(
            f"{place}填好了：{done}。问题都答完了。",
            Choice(label="检查", kind="say", text="检查"),
            Choice(label="导出", kind="say", text="导出"),
        )
    )
