"""`doctor`: what is configured and what answers, without a secret in the output."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

KEY = "sk-canary-4242"


class Endpoint(BaseHTTPRequestHandler):
    """A model server that knows one key and one model."""

    def do_GET(self):
        known = self.headers["Authorization"] == f"Bearer {KEY}"
        body = json.dumps({"data": [{"id": "qwen"}]} if known else {"error": KEY}).encode()
        self.send_response(200 if known else 401)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        chunk = {
            "id": "1", "object": "chat.completion.chunk", "created": 1, "model": "qwen",
            "choices": [
                {"index": 0, "delta": {"content": '{"word": "好"}'}, "finish_reason": "stop"}
            ],
        }  # fmt: skip
        body = f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n".encode()
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def endpoint():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def test_nothing_configured_is_fine(run):
    result = run("doctor")
    assert (result.code, result.err) == (0, "")
    for what in (
        "设置",
        "语言模型：未设",
        "向量模型：未设",
        "数据文件夹：正常",
        "检索库：正常",
        "LibreOffice",
    ):
        assert what in result.out


@pytest.mark.parametrize(
    ("key", "model", "code", "said"),
    [
        (KEY, "qwen", 0, "语言模型：正常，qwen 的接口可达（127.0.0.1:"),
        (KEY, "qwen", 0, "本机或内网），能按给定结构作答（json_schema）"),
        (KEY, "gpt", 2, "没有 OPENAI_MODEL 所填的 gpt"),
        ("sk-wrong", "qwen", 2, "拒绝了密钥"),
    ],
)
def test_a_configured_model(run, monkeypatch, endpoint, key, model, code, said):
    monkeypatch.setenv("OPENAI_API_KEY", key)
    monkeypatch.setenv("OPENAI_BASE_URL", endpoint)
    monkeypatch.setenv("OPENAI_MODEL", model)
    monkeypatch.setenv("OPENAI_EMBEDDING_MODEL", "qwen")
    result = run("doctor")
    assert result.code == code
    assert said in result.out
    assert key not in result.out + result.err
    assert KEY not in result.out + result.err


def test_an_endpoint_that_does_not_answer(run, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("OPENAI_MODEL", "m")
    result = run("doctor")
    assert result.code == 2
    assert "语言模型：不可用，连不上 127.0.0.1:1" in result.out


def test_a_data_folder_that_cannot_be_written(run, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "file" / "data"))
    result = run("doctor")
    assert result.code == 2
    assert "数据文件夹：不可用" in result.out
