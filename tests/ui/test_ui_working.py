"""Work that is watched: stages, cells as they are proved, the question before sending, stopping."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from threading import Event as Flag
from threading import Thread

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from scripted import Hangs, Says, is_probe, serving

from assistant import formats, pipeline
from assistant.conversation.phrasing import read
from assistant.llm import Endpoint, Model, Reply
from assistant.model import DraftMeta, Imported
from assistant.progress import Agree, Cancel, CellProved, Composed, Outgoing, UsageTold
from assistant.ui import sentences
from assistant.ui.actions import Act
from assistant.ui.desk import Desk, Upload
from assistant.ui.hearing import listener
from assistant.ui.panels import work as work_panel
from assistant.ui.panels.intake import examples
from assistant.ui.services import Services
from assistant.ui.session import Session
from assistant.ui.work import NOT_READ, Work
from assistant.ui.work_routes import add_work_routes
from assistant.ui.working import BUSY, STOPPED, perform_watched, work_of

DRAFT = Act(kind="draft")
BRIEF = "2026年法律顾问服务，预算30万元，审查合同不少于100份，审查意见合格率不低于90%。"
LEAVING = Outgoing(
    host="api.example.com", model="big<script>", notice="将把项目说明发送给外部模型。",
    text="<img src=http://x.example/a>", warnings=("疑似手机号（138…）",), refusal="未得到同意",
)  # fmt: skip


@pytest.fixture
def session() -> Session:
    """A tab."""
    return Session()


def client_of(services: Services) -> TestClient:
    """The addresses of the work."""
    api = FastAPI()
    add_work_routes(api, services)
    return TestClient(api)


def until(happened: Callable[[], object]) -> None:
    """Waits until it has (the test's own time limit ends it otherwise)."""
    while not happened():
        time.sleep(0.02)


def over(session: Session) -> Work:
    """The session's work once it is over."""
    until(lambda: (work := work_of(session)) and work.is_over)
    work = work_of(session)
    assert work
    return work


def modelled(services: Services, url: str) -> Services:
    """The services with a model at that address."""
    model = Model(Endpoint(base_url=url, model="scripted", key=None, seconds=3600, prices={}))

    def draft(source, stated, /, **watch):
        return pipeline.draft(
            source, profile=services.profile, overrides=stated, model=model, **watch
        )

    return replace(services, draft=draft, has_model=True)


def script(then, go: Flag | None = None):
    """Answers the probe and the facts; `then` for the wording, once it may `go`."""

    def turn(request, number):
        if is_probe(request):
            return Says('{"word": "好"}')
        if "<已读事项>" in request["messages"][-1]["content"]:
            return Says('{"missed": [], "effects": []}')
        if go:
            go.wait(60)
        return then

    return turn


def test_without_a_model_the_result_is_there_at_once(session: Session, services: Services) -> None:
    desk = perform_watched(session, DRAFT, examples()[0].text, services)
    assert desk.declaration is not None
    work = over(session)
    assert [step.word for step in work.steps] == ["理解", "检索", "起草", "核对"]
    assert not work.is_late
    shown = client_of(services).get(f"/work/{session.token}").text
    assert "data-busy" not in shown
    assert "理解" in shown
    assert "秒" in shown


def test_a_model_is_not_waited_for_and_its_draft_is_fetched(
    session: Session, services: Services
) -> None:
    wording = {"annual_goal": "", "long_term_goal": "", "rows": []}
    go = Flag()
    with serving(script(Says(json.dumps(wording)), go)) as server:
        desk = perform_watched(session, DRAFT, BRIEF, modelled(services, server.url))
        assert desk.declaration is None
        shown = client_of(services).get(f"/work/{session.token}").text
        assert "data-busy" in shown
        meanwhile = perform_watched(session, Act(kind="fix"), BRIEF, services)
        assert meanwhile.troubles[0].text == BUSY
        assert session.receive(Upload(name="附件.txt", content=b"x"))  # nobody waits at the door
        go.set()
        work = over(session)
    assert work.is_late
    assert "data-late" in client_of(services).get(f"/work/{session.token}").text
    desk = perform_watched(session, Act(kind="look"), BRIEF, services)
    assert desk.declaration is not None
    assert desk.declaration.indicators
    assert "data-late" not in client_of(services).get(f"/work/{session.token}").text
    assert [step.word for step in work.steps][:5] == ["理解", "检索", "起草", "核对", "理解"]
    assert work.usage is not None
    assert work.usage.calls >= 2


def test_who_stops_keeps_the_form_that_was_there(session: Session, services: Services) -> None:
    before = perform_watched(session, DRAFT, examples()[0].text, services).declaration
    with serving(script(Hangs('{"annual_goal": "本'))) as server:
        perform_watched(session, DRAFT, BRIEF, modelled(services, server.url))
        assert server.hanging.acquire(timeout=60)
        client_of(services).post(f"/work/{session.token}/cancel")
        over(session)
        assert server.left.acquire(timeout=60)
    desk = perform_watched(session, Act(kind="look"), "", services)
    assert desk.declaration == before
    assert desk.troubles[0].text == STOPPED


def test_who_stops_the_first_draft_has_the_offline_one(
    session: Session, services: Services
) -> None:
    with serving(script(Hangs())) as server:
        perform_watched(session, DRAFT, BRIEF, modelled(services, server.url))
        assert server.hanging.acquire(timeout=60)
        client_of(services).post(f"/work/{session.token}/cancel")
        over(session)
    assert session.desk.meta is not None
    assert session.desk.meta.engine == "offline"
    assert "停止" in session.desk.talk[-1].text


@pytest.mark.parametrize(("way", "agreed"), [("agree", True), ("refuse", False)])
def test_nothing_is_sent_before_the_user_said_yes(
    session: Session, services: Services, way: str, agreed: bool
) -> None:
    answers: list[bool] = []

    def draft(source, stated, /, *, on_event, agree, cancel):
        answers.append(agree(LEAVING))
        return pipeline.draft(source, profile=services.profile)

    asking = replace(services, draft=draft, has_model=True)
    perform_watched(session, DRAFT, BRIEF, asking)
    client = client_of(services)
    shown = client.get(f"/work/{session.token}").text
    assert "<dialog" in shown
    for said in ("api.example.com", "疑似手机号", "&lt;img src=", "big&lt;script"):
        assert said in shown
    assert "<img" not in shown
    assert answers == []
    client.post(f"/work/{session.token}/{way}")
    over(session)
    assert answers == [agreed]
    assert session.desk.declaration is not None


@pytest.mark.parametrize(
    ("way", "then", "asked"),
    [("agree", True, False), ("agree/once", True, True), ("refuse", False, False)],
)
def test_what_was_settled_for_a_draft_is_not_asked_again(
    session: Session, services: Services, drafted: Desk, way: str, then: bool, asked: bool
) -> None:
    session.desk = drafted
    plain = LEAVING.model_copy(update={"warnings": ()})
    answers: list[bool] = []

    def hear(text: str, desk: Desk, /, *, on_event: object, agree: Agree, cancel: Cancel):
        answers.append(agree(LEAVING if "电话" in text else plain))
        return read(text)

    asking = replace(services, read_message=hear, has_model=True)
    client = client_of(services)
    perform_watched(session, Act(kind="say", text="请帮忙看看"), BRIEF, asking)
    client.post(f"/work/{session.token}/{way}")
    over(session)
    perform_watched(session, Act(kind="say", text="再帮忙看看"), BRIEF, asking)
    work = work_of(session)
    assert work
    assert (work.asked is not None) is asked
    if asked:
        client.post(f"/work/{session.token}/{way}")
    over(session)
    assert answers == [then, then]
    shown = client.get(f"/work/{session.token}").text
    assert ("看发了什么" in shown) is (then and not asked)

    perform_watched(session, Act(kind="say", text="电话在这里"), BRIEF, asking)
    assert (found := work_of(session))
    assert found.asked is not None, "a mark that should give pause is always asked about"
    client.post(f"/work/{session.token}/cancel")
    over(session)


def test_another_draft_is_asked_about_anew(session: Session, services: Services) -> None:
    session.consents["api.example.com big"] = True
    perform_watched(session, DRAFT, BRIEF, services)
    assert session.consents == {}


def test_stopping_answers_the_question_too(session: Session, services: Services) -> None:
    def draft(source, stated, /, *, on_event, agree, cancel):
        agree(LEAVING)
        raise AssertionError("asked and not stopped")

    perform_watched(session, DRAFT, BRIEF, replace(services, draft=draft, has_model=True))
    client_of(services).post(f"/work/{session.token}/cancel")
    over(session)
    assert session.desk.declaration is None
    assert "停止" in session.desk.troubles[0].text


def test_cells_are_shown_as_they_are_proved(services: Services) -> None:
    draft = pipeline.draft(pipeline.source_text({"说明": BRIEF}), profile=services.profile)
    work = Work()
    assert work.preview() is None
    work.on_event(Composed(draft=draft))
    work.on_event(CellProved(path="/annual_goal", text="<b>模型写的目标</b>"))
    work.on_event(CellProved(path="/indicators/0/name", text="合同审查份数"))
    work.on_event(UsageTold(calls=2, cached=0, input_tokens=1900, output_tokens=90, cost=0.5))
    shown = work_panel.html(work, services.profile)
    assert "&lt;b&gt;模型写的目标" in shown
    assert "合同审查份数" in shown
    assert "已写好 2 格" not in shown  # only while a stage goes on
    assert "inert" in shown
    assert draft.declaration.annual_goal != "<b>模型写的目标</b>"


def test_what_a_model_cost_is_said() -> None:
    meta = DraftMeta(
        engine="llm", model="qwen", endpoint="10.0.0.5", cost=0.0213,
        usage={"calls": 3, "cached": 1, "input_tokens": 12345, "output_tokens": 678},
    )  # fmt: skip
    said = sentences.made_by(meta)
    assert said == (
        "模型在 10.0.0.5，提问 3 次（另 1 次用了存下的回答），读 12,345、写 678 token，约 0.02 元"
    )
    assert sentences.made_by(DraftMeta(engine="offline")) == ""


def test_nobody_else_sees_the_work(services: Services) -> None:
    client = client_of(services)
    assert client.get("/work/nobody").status_code == 410
    assert client.post("/work/nobody/cancel").status_code == 410


def watched_until_asked(session: Session, services: Services, act: Act) -> TestClient:
    """The addresses of the work, once it asks whether it may send."""
    perform_watched(session, act, session.desk.description, services)
    until(lambda: (work := work_of(session)) and (work.asked or work.is_over))
    return client_of(services)


def outside(services: Services, answers: list[str]) -> Services:
    """The services with a model far away that answers so, for rewriting and for messages."""

    class Far:
        def ask(self, messages, shape, terms) -> Reply:
            if "键为 word" in messages[-1].text:
                return Reply('{"word": "好"}', 0, 0)
            return Reply(answers.pop(0), 9, 9)

    endpoint = Endpoint(base_url="https://llm.example.cn/v1", model="far", prices={})
    model = Model(endpoint, chat=Far())

    def rewrite(declaration, goal, instruction, /, **watch):
        return pipeline.rewrite(
            declaration, goal, instruction=instruction, profile=services.profile, model=model,
            **watch,
        )  # fmt: skip

    return replace(services, has_model=True, rewrite=rewrite, read_message=listener(lambda: model))


def test_a_rewrite_by_model_asks_shows_its_stage_and_is_a_proposal(
    session: Session, services: Services
) -> None:
    perform_watched(session, DRAFT, examples()[0].text, services)
    before = session.desk.declaration
    assert before
    goal = (before.annual_goal or "").replace("提交", "报送")
    far = outside(services, [json.dumps({"candidates": [goal]}, ensure_ascii=False)] * 3)
    client = watched_until_asked(session, far, Act(kind="rewrite", at="annual_goal"))
    assert "申报表" in client.get(f"/work/{session.token}").text
    client.post(f"/work/{session.token}/agree")
    work = over(session)
    assert [step.word for step in work.steps] == ["改写"]
    assert session.desk.declaration == before
    assert session.desk.meta == perform_watched(session, Act(kind="look"), "", far).meta


def test_a_rewrite_that_is_stopped_changes_nothing(session: Session, services: Services) -> None:
    perform_watched(session, DRAFT, examples()[0].text, services)
    before = session.desk.declaration
    far = outside(services, [])
    client = watched_until_asked(session, far, Act(kind="say", text="改写年度目标"))
    client.post(f"/work/{session.token}/cancel")
    over(session)
    assert session.desk.declaration == before
    assert session.desk.proposal is None
    assert "停止" in session.desk.talk[-1].text


def test_a_message_whose_reading_is_stopped_stays_in_the_talk(
    session: Session, services: Services
) -> None:
    perform_watched(session, DRAFT, examples()[0].text, services)
    said = "那个成活的事情，领导有点别的想法"
    client = watched_until_asked(session, outside(services, []), Act(kind="say", text=said))
    client.post(f"/work/{session.token}/cancel")
    over(session)
    assert [m.text for m in session.desk.talk[-2:]] == [said, "已停止，没有改动。"]


def test_a_sentence_no_phrasing_knows_is_read_by_the_model_and_confirmed(
    session: Session, services: Services
) -> None:
    perform_watched(session, DRAFT, examples()[0].text, services)
    before = session.desk.declaration
    wish = {"kind": "change", "subject": "苗木成活率", "value": "97%"}
    far = outside(services, [json.dumps({"wishes": [wish]}, ensure_ascii=False)])
    act = Act(kind="say", text="苗木成活那个嘛，领导说起码要97%才像话")
    client = watched_until_asked(session, far, act)
    assert "这句话" in client.get(f"/work/{session.token}").text
    client.post(f"/work/{session.token}/agree")
    over(session)
    assert session.desk.declaration == before
    choice = session.desk.talk[-1].choices[0]
    assert choice.kind == "do"
    perform_watched(session, Act(kind="do", text=choice.text), session.desk.description, far)
    over(session)
    row = next(r for r in session.desk.declaration.indicators if r.name == "苗木成活率")  # type: ignore[union-attr]
    assert row.value == "≥97%"


def test_each_question_before_sending_waits_for_its_own_answer() -> None:
    work = Work()
    answers: list[bool] = []
    asking = Thread(target=lambda: [answers.append(work.agree(LEAVING)) for _ in range(2)])
    asking.start()
    for answer in (True, False):
        until(lambda: work.asked)
        assert len(answers) == (not answer)
        work.answer(answer)
        until(lambda: len(answers) == 2 - answer)  # noqa: B023
    asking.join(20)
    assert answers == [True, False]


def test_a_reloaded_page_goes_on_watching_and_gets_the_draft(services: Services) -> None:
    go = Flag()
    wording = {"annual_goal": "", "long_term_goal": "", "rows": []}
    first, second, stranger = Session(), Session(), Session()
    with serving(script(Says(json.dumps(wording)), go)) as server:
        modern = modelled(services, server.url)
        perform_watched(first, DRAFT, BRIEF, modern)
        client = client_of(modern)
        shown = client.get(f"/work/{second.token}?earlier={first.token}").text
        assert "data-busy" in shown
        assert stranger.belongs_to("别人")
        assert client.get(f"/work/{stranger.token}?earlier={first.token}").status_code == 410
        kept = perform_watched(second, Act(kind="resume", text=BRIEF), "", modern)
        assert kept.description == BRIEF
        go.set()
        over(first)
    assert "data-late" in client.get(f"/work/{second.token}").text
    desk = perform_watched(second, Act(kind="look"), BRIEF, modern)
    assert desk.declaration is not None
    assert desk.declaration == first.desk.declaration


def test_what_a_closed_page_had_in_hand_follows_the_work(
    session: Session, services: Services
) -> None:
    perform_watched(session, DRAFT, examples()[0].text, services)
    wording = {"annual_goal": "", "long_term_goal": "", "rows": []}
    go = Flag()
    edit = Act(kind="edit", at="/applicant_unit", text="区法制办")
    with serving(script(Says(json.dumps(wording)), go)) as server:
        perform_watched(session, DRAFT, BRIEF, modelled(services, server.url))
        desk = perform_watched(session, edit, BRIEF, services, is_left=True)
        assert desk.troubles == ()
        assert desk.declaration is not None
        assert desk.declaration.applicant_unit != "区法制办"
        go.set()
        over(session)
    assert session.desk.declaration is not None
    assert session.desk.declaration.applicant_unit == "区法制办"
    assert "法律顾问" in (session.desk.declaration.project_name or "")


def test_work_that_ended_while_its_page_was_reloaded_is_shown_by_the_next_page(
    services: Services,
) -> None:
    earlier, later = Session(), Session()
    wording = {"annual_goal": "", "long_term_goal": "", "rows": []}
    go = Flag()
    with serving(script(Says(json.dumps(wording)), go)) as server:
        perform_watched(earlier, DRAFT, BRIEF, modelled(services, server.url))
        go.set()
        over(earlier)
    client = client_of(services)
    shown = client.get(f"/work/{later.token}", params={"earlier": earlier.token}).text
    assert "data-late" in shown
    desk = perform_watched(later, Act(kind="look"), BRIEF, services)
    assert desk.declaration is not None
    # what another draft's page has finished is its own
    third = Session()
    third.standing = third.standing.model_copy(update={"draft": "another"})
    work_of(earlier).is_late = True  # type: ignore[union-attr]
    assert "data-late" not in client.get(
        f"/work/{third.token}", params={"earlier": earlier.token}
    ).text  # fmt: skip


def test_dropped_files_are_counted_and_the_rest_left_when_stopped(
    session: Session, services: Services
) -> None:
    for number in range(3):
        session.receive(Upload(name=f"{number}.txt", content="说明文字".encode()))
    said: list[str] = []

    def read(data: bytes, name: str, /, *, cancel: Cancel | None = None) -> tuple[Imported, ...]:
        work = work_of(session)
        assert work
        said.append(work_panel.html(work, services.profile))
        if len(said) == 2:
            work.cancel.cancel()
        return formats.read_bytes(data, name)

    desk = perform_watched(session, Act(kind="files"), "", replace(services, read=read))
    assert len(said) == 2
    assert "第 2 个文件“1.txt”" in said[1]
    assert "读文件" in said[1]
    assert desk.troubles[0].text == NOT_READ
    assert desk.description == ""
