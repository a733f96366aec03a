"""A corpus of the declarations in forms.py, and the index over it."""

import json

import pytest

from assistant.retrieval import open_index
from tests.retrieval.forms import PARK, SEWER, VACCINE


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus" / "declarations"
    folder.mkdir(parents=True)
    for one in (PARK, VACCINE, SEWER):
        text = json.dumps(one.as_json(), ensure_ascii=False)
        (folder / f"{one.project_code}.json").write_text(text, "utf-8")
    return folder.parent


@pytest.fixture
def data_dir(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def index(data_dir, corpus):
    return open_index(data_dir, corpus)
