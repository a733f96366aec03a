"""A configured embedding endpoint, as a real HTTP server on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from assistant.retrieval import endpoint as endpoint_module
from assistant.retrieval import open_index, upkeep
from assistant.retrieval.endpoint import Endpoint
from assistant.retrieval.vectors import EMBEDDER, EmbeddingUnavailable, embed
from assistant.settings import EmbeddingEndpoint, Secret
from tests.retrieval.forms import PARK, declaration

KEY = "sk-canary-1234567890"
SYNONYMS = {"苗木成活率": "存活树木比例"}
ROAD = declaration(
    "道路大修", "440309", 2026, "某区住建局", ("数量指标", "大修道路长度", "≥985米", "米")
)


class Server:
    """Answers /v1/embeddings; knows one synonym that no n-gram knows."""

    def __init__(self):
        self.requests, self.status, self.body, self.largest = [], 200, None, 10_000
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.requests.append((self.path, dict(self.headers), content))
                status, body = server.answer(content["input"])
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def answer(self, texts):
        if self.status != 200 or self.body is not None:
            return self.status, self.body or b"{}"
        if len(texts) > self.largest:
            return 413, b"{}"
        known = [next((v for k, v in SYNONYMS.items() if k in text), text) for text in texts]
        vectors = embed(known)[:, :300] + 1e-3
        found = [{"index": n, "embedding": v.tolist()} for n, v in enumerate(vectors)]
        return 200, json.dumps({"data": found[::-1]}).encode()

    def settings(self, model="bge-m3"):
        port = self.http.server_address[1]
        return EmbeddingEndpoint(f"http://127.0.0.1:{port}/v1", model, Secret(KEY))

    def stop(self):
        self.http.shutdown()
        self.http.server_close()


@pytest.fixture
def server():
    server = Server()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr(endpoint_module, "_PAUSE_SECONDS", 0)


def test_the_index_is_built_with_the_endpoints_vectors_and_says_so(server, data_dir, corpus):
    index = open_index(data_dir, corpus, server.settings())
    assert index.notices == ()
    assert index.stats().embedder.startswith("endpoint/bge-m3@127.0.0.1:")
    path, headers, content = server.requests[0]
    assert (path, content["model"]) == ("/v1/embeddings", "bge-m3")
    assert headers["Authorization"] == f"Bearer {KEY}"
    best = index.search("存活树木比例", kind="indicator", k=1)[0]
    assert best.indicator.name == "苗木成活率"


def test_opening_again_asks_nothing_and_another_model_rebuilds(server, data_dir, corpus):
    open_index(data_dir, corpus, server.settings())
    asked = len(server.requests)
    open_index(data_dir, corpus, server.settings())
    assert len(server.requests) == asked
    other = open_index(data_dir, corpus, server.settings("bge-large"))
    assert "bge-large" in other.stats().embedder
    assert len(server.requests) > asked
    assert open_index(data_dir, corpus).stats().embedder == EMBEDDER


def test_an_endpoint_that_is_down_leaves_the_built_in_vectors_and_one_sentence(
    server, data_dir, corpus
):
    settings = server.settings()
    server.stop()
    index = open_index(data_dir, corpus, settings)
    assert index.stats().embedder == EMBEDDER
    (notice,) = index.notices
    assert "连不上" in notice
    assert "内置" in notice
    assert index.search("苗木成活率", k=1)[0].indicator.name == "苗木成活率"
    again = open_index(data_dir, corpus, settings)
    assert again.notices == (), "it is not asked again at every opening"


def test_while_it_is_down_an_index_with_built_in_vectors_is_not_built_again(
    server, data_dir, corpus, monkeypatch
):
    monkeypatch.setattr(upkeep, "RETRY_SECONDS", 0)
    before = open_index(data_dir, corpus)
    server.status = 500
    before.add([ROAD])
    for _ in range(2):
        index = open_index(data_dir, corpus, server.settings())
        assert index.snapshot.pointer.folder == before.snapshot.pointer.folder
        assert index.search("大修道路长度", k=1)[0].project_name == "道路大修"
        assert "内置" in index.notices[0]


def test_it_is_used_once_it_answers_again(server, data_dir, corpus, monkeypatch):
    monkeypatch.setattr(upkeep, "RETRY_SECONDS", 0)
    server.status = 500
    assert open_index(data_dir, corpus, server.settings()).stats().embedder == EMBEDDER
    server.status = 200
    assert "bge-m3" in open_index(data_dir, corpus, server.settings()).stats().embedder


def test_when_it_fails_later_searching_goes_on_by_words_and_additions_wait_for_their_vectors(
    server, data_dir, corpus, monkeypatch
):
    index = open_index(data_dir, corpus, server.settings())
    server.status = 503
    assert index.search("苗木成活率", k=1)[0].indicator.name == "苗木成活率"
    assert "只按文字检索" in index.notices[0]
    asked = len(server.requests)
    index.search("另一次查询")
    assert len(server.requests) == asked, "a failing endpoint is not asked for every query"
    index.add([ROAD])
    assert "文字检索" in index.notices[-1]
    assert index.search("大修道路长度", k=1)[0].project_name == "道路大修"
    server.status = 200
    again = open_index(data_dir, corpus, server.settings())
    assert not again.snapshot.rows.without_vector()
    both = again.hits("大修道路长度 ≥985米")[0]
    assert (both.entry.kind, both.score) == ("indicator", 1), "without a vector it would be 0.5"


def test_batches_are_halved_when_the_server_wants_them_smaller(server):
    server.largest = 5
    texts = [f"指标{n}" for n in "甲乙丙丁戊己庚辛壬癸子丑"]
    vectors = Endpoint(server.settings()).embed(texts)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    one_by_one = [Endpoint(server.settings()).embed([text])[0] for text in texts]
    assert np.allclose(vectors, one_by_one, atol=1e-6), "in the order of the texts"


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, None, "OPENAI_API_KEY"),
        (404, None, "OPENAI_EMBEDDING_MODEL"),
        (200, b"<html>", "看不懂"),
        (200, b'{"data": []}', "0 个向量"),
        (200, b'{"data": [{"index": 0, "embedding": []}]}', "不是向量"),
        (200, b'{"data": [{"index": 0, "embedding": [NaN, 1]}]}', "不是向量"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_without_the_key(server, status, body, said):
    server.status, server.body = status, body
    with pytest.raises(EmbeddingUnavailable, match=said) as trouble:
        Endpoint(server.settings()).embed(["满意度"])
    assert KEY not in str(trouble.value)


def test_the_key_is_kept_nowhere(server, data_dir, corpus, caplog):
    caplog.set_level("DEBUG")
    index = open_index(data_dir, corpus, server.settings())
    index.add([PARK.model_copy(update={"year": 2027})])
    index.search("满意度")
    assert KEY not in caplog.text
    files = [path for path in data_dir.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if KEY.encode() in path.read_bytes()]
