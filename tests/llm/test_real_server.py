"""A real server (llama.cpp) that enforces schemas and a model that knows nothing."""

from __future__ import annotations

import time

import pytest
from random_weights import random_server

from assistant import pipeline
from assistant.llm import Endpoint, Message, Model, Terms
from assistant.llm.shapes import read_answer, schema_of
from assistant.model import Value

pytest.importorskip("xllamacpp", reason="the real model server is not installed")
pytest.importorskip("gguf", reason="the writer of model files is not installed")
BRIEF = (
    "2026年法律顾问服务，预算30万元，审查合同不少于100份，"
    "审查意见合格率不低于90%，2个工作日内出意见。"
)


class Shape(Value):
    number: int
    done: bool


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    with random_server(tmp_path_factory.mktemp("weights")) as url:
        yield Model(Endpoint(base_url=url, model="random", seconds=120, prices={}))


def test_it_is_found_to_enforce_schemas(model) -> None:
    assert model.abilities().rung == "json_schema"


def test_its_answers_keep_the_schema(model) -> None:
    put = model.put([Message("user", "答")], schema_of(Shape), Terms(time.monotonic() + 120))
    answer = read_answer(Shape, put.text)
    assert isinstance(answer.number, int)
    assert put.tokens_in > 0


def test_noise_never_gets_into_a_form(model) -> None:
    source = pipeline.source_text({"说明.md": BRIEF})
    plain, draft = pipeline.draft(source), pipeline.draft(source, model=model)
    rows = [(r.level2, r.value, r.unit) for r in draft.declaration.indicators]
    assert rows == [(r.level2, r.value, r.unit) for r in plain.declaration.indicators]
    assert not [f for f in draft.findings if f.severity == "error"]
    assert draft.declaration.annual_goal == plain.declaration.annual_goal
