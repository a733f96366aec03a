"""The way of the data: description → facts → precedents → draft → proof → check → repair.

Everything a stage needs from outside (profile, index, model) is passed in; nothing here reads
settings. What a caller is told meanwhile, what it is asked and how it stops the work stands in
`progress` (`on_event`, `agree`, `cancel`).
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from assistant.drafting.assemble import Material, assemble, composed_of, said_why
from assistant.drafting.offline.compose import form_rows
from assistant.drafting.overrides import as_fields, set_field
from assistant.drafting.precedents import gathered
from assistant.drafting.repair import repair
from assistant.errors import Cancelled, ModelUnavailable, UsageError
from assistant.facts import understand
from assistant.facts.parts import with_parts
from assistant.model import Declaration, Draft, Rewrite, SourceText
from assistant.progress import Agree, Cancel, Composed, OnEvent, Watch
from assistant.vocabulary.profile import Profile, load_profile

if TYPE_CHECKING:
    from assistant.llm import Model
    from assistant.retrieval import Index

Engine = Literal["auto", "offline", "llm"]
__all__ = ["Engine", "continue_draft", "draft", "rewrite", "said_why", "source_text"]

_NO_MODEL = "没有配置语言模型：请设置 OPENAI_MODEL，或用 --engine offline。"
_STOPPED = "已按要求停止，没有等模型写完，由离线拼装起草。"


def source_text(parts: Mapping[str, str]) -> SourceText:
    """Several named texts as one description. Raises UsageError when nothing is written in them."""
    text, places = "", []
    for name, part in parts.items():
        places.append((name, len(text)))
        text += part if part.endswith("\n") else f"{part}\n"
    if not text.strip():
        raise UsageError(
            f"项目描述是空的（{'、'.join(parts) or '没有文件'}）：请写明要做什么、做多少、多少钱。"
        )
    return SourceText(text=text, parts=tuple(places))


def draft(
    source: SourceText,
    *,
    profile: Profile | None = None,
    year: int | None = None,
    overrides: Mapping[str, str] | None = None,
    index: Index | None = None,
    engine: Engine = "auto",
    same_project: bool = True,
    model: Model | None = None,
    on_event: OnEvent | None = None,
    agree: Agree | None = None,
    cancel: Cancel | None = None,
) -> Draft:
    """One declaration from a description. `same_project=False` hides its own past forms.

    Raises ModelUnavailable and Cancelled only for engine `llm`; `auto` goes on offline and says so
    in the meta. `on_event`, `agree` and `cancel` are explained in `progress`.
    """
    if engine == "llm" and model is None:
        raise ModelUnavailable(_NO_MODEL)
    profile = profile or load_profile()
    stated = as_fields(overrides or {}, profile)
    watch = Watch(on_event, agree, cancel)
    begun = time.perf_counter()
    with watch.stage("understand"):
        facts = with_parts(understand(source, year=year or stated.get("year")), source)
    with watch.stage("retrieve"):
        rows = form_rows(facts, source.text, profile, stated)
        precedents, earlier = gathered(facts, rows, index, same_project=same_project)
    material = Material(
        source=source, facts=facts, profile=profile, precedents=precedents, earlier=earlier,
        stated=stated, begun=begun,
    )  # fmt: skip
    with watch.stage("compose"):
        base = composed_of(material)
    with watch.stage("check"):
        plain = assemble(material, base)
    watch.tell(Composed(draft=plain))
    return (
        plain
        if engine == "offline" or model is None
        else _worded(material, plain, engine, model, watch)
    )


def _worded(material: Material, plain: Draft, engine: Engine, model: Model, watch: Watch) -> Draft:
    """By the model where it may be asked and answers, else as it is, and then says why."""
    try:
        from assistant.llm import require_consent

        require_consent(model.endpoint, material.source.text, "项目说明", watch)
        return _by_model(material, plain, model, watch)
    except (ModelUnavailable, Cancelled) as error:
        if engine == "llm":
            raise
        watch.tell(Composed(draft=plain))  # takes back what was given out meanwhile
        why = _STOPPED if isinstance(error, Cancelled) else f"{error}，由离线拼装起草。"
        return said_why(plain, why)


def _by_model(material: Material, plain: Draft, model: Model, watch: Watch) -> Draft:
    """Read again and worded by the model, under the same proof. Raises ModelUnavailable."""
    from assistant.drafting.by_model import Judge, write
    from assistant.facts.by_model import read_more
    from assistant.llm import Grounds

    talk = model.conversation(watch=watch)
    grounds = Grounds(material.profile, material.source.text)
    with watch.stage("facts"):
        facts = read_more(material.facts, material.source, grounds, talk)
    if facts == material.facts:
        return _if_anything_was_taken(write(Judge(material, plain), grounds, talk), plain)
    judge = Judge(material.model_copy(update={"facts": facts}))
    watch.tell(Composed(draft=judge.plain))
    return write(judge, grounds, talk)


def _if_anything_was_taken(draft: Draft, plain: Draft) -> Draft:
    """The composed draft under its own name where nothing of the model's words could be taken; what
    was asked is still told."""
    if draft.declaration != plain.declaration:
        return draft
    meta = draft.meta
    why = f"模型（{meta.endpoint}）的写法没有一处能采用，由离线拼装起草。"
    told = plain.meta.model_copy(update={"usage": meta.usage, "cost": meta.cost, "notice": why})
    return plain.model_copy(update={"meta": told})


def rewrite(
    declaration: Declaration,
    goal: str,
    *,
    instruction: str = "",
    candidates: int = 1,
    profile: Profile | None = None,
    engine: Engine = "auto",
    model: Model | None = None,
    on_event: OnEvent | None = None,
    agree: Agree | None = None,
    cancel: Cancel | None = None,
) -> Rewrite:
    """A goal, or a row's name or explanation (`goal` is its pointer, /indicators/3/name), written
    better, its numbers and names locked. Raises UsageError where nothing stands, ModelUnavailable
    only for engine `llm`, Cancelled when it is stopped."""
    from assistant.drafting import rewriting

    profile = profile or load_profile(declaration.profile or "futian-2026")
    task = (declaration, goal, instruction, candidates, profile)
    watch = Watch(on_event, agree, cancel)
    if engine == "llm" and model is None:
        raise ModelUnavailable(_NO_MODEL)
    if engine == "offline" or model is None:
        return rewriting.by_rules(task)
    try:
        from assistant.llm import require_consent

        require_consent(model.endpoint, _text_of(declaration), "申报表", watch)
        with watch.stage("rewrite"):
            return rewriting.by_model(task, model.conversation(watch=watch))
    except ModelUnavailable as error:
        if engine == "llm":
            raise
        return said_why(rewriting.by_rules(task), f"{error}，由离线规则改写。")


def _text_of(declaration: Declaration) -> str:
    """What a rewrite shows of a form."""
    cells = [declaration.annual_goal, declaration.long_term_goal, declaration.budget_basis]
    for row in declaration.indicators:
        cells += [row.name, row.value, row.explanation]
    return "\n".join(cell for cell in cells if cell)


def continue_draft(
    earlier: Draft, answers: Mapping[str, str], *, profile: Profile | None = None
) -> Draft:
    """The draft with open questions answered; every other cell stays as it was."""
    begun = time.perf_counter()
    profile = profile or load_profile(earlier.declaration.profile or "futian-2026")
    current = earlier
    for key, value in answers.items():
        current = set_field(current, key, value, profile)
    declaration, findings = repair(
        current.declaration, profile, {q.path for q in current.questions}, safe_fixes=False
    )
    meta = earlier.meta.model_copy(
        update={"rounds": earlier.meta.rounds + 1, "seconds": round(time.perf_counter() - begun, 3)}
    )
    return current.model_copy(
        update={"declaration": declaration, "findings": findings, "meta": meta}
    )
