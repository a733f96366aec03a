"""Cells given out while the model is still writing: whole, proved, and what the form says."""

from __future__ import annotations

import json
from threading import Semaphore

import pytest
from modelling import acting, down
from scripted import Paced, Says, in_turn, obedient, serving
from test_by_model import GOAL, LONG, NOTHING
from test_injections import DESCRIPTION

from assistant import pipeline
from assistant.llm import Endpoint, Model
from assistant.progress import (
    CellProved,
    Composed,
    StageFinished,
    StageStarted,
    UsageTold,
)

ROW = {
    "no": 0,
    "name": "社区读书活动举办场次",
    "explanation": "考察社区读书活动的举办情况。计算方式=实际举办读书活动场次。",
}
SOURCE = pipeline.source_text({"说明.md": DESCRIPTION})


def told(answer, **options):
    """(draft, events) of a draft by an acted model."""
    events: list = []
    model, _ = acting(answer)
    return pipeline.draft(SOURCE, model=model, on_event=events.append, **options), events


def cells(events) -> list[tuple[str, str]]:
    return [(e.path, e.text) for e in events if isinstance(e, CellProved)]


def saying(*wordings):
    turns = iter(wordings)
    return lambda name, text: NOTHING if name == "facts" else next(turns)


def test_each_cell_is_there_before_the_next_is_written() -> None:
    go, seen = Semaphore(0), []

    def on_event(event) -> None:
        if isinstance(event, CellProved):
            seen.append(event)
            go.release()

    text = json.dumps(
        {"annual_goal": GOAL, "long_term_goal": LONG, "rows": [ROW]}, ensure_ascii=False
    )
    at = [text.index(cell) + len(cell) + 1 for cell in (GOAL, LONG, ROW["name"])]
    pieces = (text[: at[0]], text[at[0] : at[1]], text[at[1] : at[2]], text[at[2] :])
    script = obedient(in_turn(Says(json.dumps(NOTHING)), Paced(pieces, go)))
    with serving(script) as server:
        model = Model(Endpoint(base_url=server.url, model="scripted", prices={}))
        draft = pipeline.draft(SOURCE, model=model, engine="llm", on_event=on_event)
    assert cells(seen) == [
        ("/annual_goal", GOAL),
        ("/long_term_goal", LONG),
        ("/indicators/0/name", ROW["name"]),
        ("/indicators/0/explanation", ROW["explanation"]),
    ]
    assert draft.declaration.annual_goal == GOAL


def test_what_was_told_is_what_the_draft_says() -> None:
    draft, events = told(saying({"annual_goal": GOAL, "long_term_goal": LONG, "rows": [ROW]}))
    last = [e for e in events if isinstance(e, Composed)][-1].draft.declaration
    shown = {**last.as_json(), "indicators": [dict(r) for r in last.as_json()["indicators"]]}
    for path, text in cells(events):
        field, *row = path.strip("/").split("/")
        if row:
            shown[field][int(row[0])][row[1]] = text
        else:
            shown[field] = text
    assert shown == draft.declaration.as_json()


@pytest.mark.parametrize(
    "wrong",
    [
        {"annual_goal": GOAL.replace("24场", "240场")},
        {"annual_goal": GOAL.replace("图书3000册", "某某公司图书3000册")},
        {"annual_goal": GOAL, "rows": [ROW | {"name": "读书活动999场"}]},
        {"annual_goal": GOAL, "rows": [ROW | {"explanation": "考察<img src=http://x.cn/a>"}]},
        {"annual_goal": GOAL, "long_term_goal": "项目期内累计举办读书活动999场。" * 2},
    ],
)
def test_what_is_not_admitted_is_never_given_out(wrong) -> None:
    _, events = told(saying(wrong, wrong, wrong))
    texts = " ".join(text for _, text in cells(events))
    for piece in ("240", "某某公司", "999", "<img"):
        assert piece not in texts


def test_a_goal_that_speaks_of_renamed_rows_is_given_out_with_them() -> None:
    goal = GOAL.replace("举办读书活动24场", "开展阅读推广读书活动24场")
    row = ROW | {"name": "阅读推广读书活动场次"}
    text = DESCRIPTION.replace("举办读书活动", "举办阅读推广读书活动")
    events: list = []
    model, _ = acting(saying({"annual_goal": goal, "rows": [row]}))
    source = pipeline.source_text({"说明.md": text})
    draft = pipeline.draft(source, model=model, on_event=events.append)
    assert ("/annual_goal", draft.declaration.annual_goal) in cells(events)


def test_cells_of_an_answer_that_breaks_off_are_taken_back() -> None:
    whole = json.dumps({"annual_goal": GOAL, "rows": [ROW]}, ensure_ascii=False)
    cut = whole[: whole.index('"explanation"')]
    script = obedient(in_turn(Says(json.dumps(NOTHING)), Says(cut, finish=None)))
    events: list = []
    with serving(script) as server:
        model = Model(Endpoint(base_url=server.url, model="scripted", prices={}))
        draft = pipeline.draft(SOURCE, model=model, on_event=events.append)
    assert ("/annual_goal", GOAL) in cells(events)
    assert draft.meta.engine == "offline"
    last = next(e for e in reversed(events) if isinstance(e, CellProved | Composed))
    assert isinstance(last, Composed)
    assert last.draft.declaration == draft.declaration


def test_stages_usage_and_the_form_before_are_told_in_order() -> None:
    wrong = {"annual_goal": GOAL.replace("24场", "240场")}
    _, events = told(saying(wrong, {"annual_goal": GOAL}))
    stages = [e.stage for e in events if isinstance(e, StageStarted)]
    assert stages == ["understand", "retrieve", "compose", "check", "facts", "draft", "mend"]
    assert [e.stage for e in events if isinstance(e, StageFinished)] == stages
    assert [e.calls for e in events if isinstance(e, UsageTold)] == [1, 2, 3]
    assert [e.input_tokens for e in events if isinstance(e, UsageTold)] == [900, 1800, 2700]
    first = next(e for e in events if isinstance(e, Composed))
    assert first.draft.declaration == pipeline.draft(SOURCE).declaration


def test_offline_and_unanswered_drafts_tell_no_cells() -> None:
    for answer, options in ((down, {}), (down, {"engine": "offline"})):
        draft, events = told(answer, **options)
        assert cells(events) == []
        composed = [e for e in events if isinstance(e, Composed)]
        assert composed
        assert all(c.draft.declaration == draft.declaration for c in composed)
