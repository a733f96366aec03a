"""A real model server with a model that knows nothing: llama.cpp, two layers of random weights.

It enforces JSON schemas truly, and fills them with noise: the worst author that keeps the form.
Run as a program it serves until it is ended: `python random_weights.py FOLDER` prints its address.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WIDTH, LAYERS, HEADS, HIDDEN, CONTEXT = 64, 2, 4, 128, 16_384
_CONSTANT = 8.0
"""Every token carries it in its first place, so that the output can lean on it."""
_SPREAD = {"token_embd": 0.3, "output": 0.6}
WORDS = (
    "考察本项目年度将确保完成合同审查数量报告满意率，。；：、“”【】《》计算方式实际不低于以上万元"
    "份次个公司局区福田深圳数据安全"
)


@contextmanager
def random_server(folder: Path) -> Iterator[str]:
    """The base URL of a server in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, __file__, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True,
    )  # fmt: skip
    try:
        assert process.stdout
        yield f"{process.stdout.readline().strip()}/v1"
    finally:
        process.kill()
        process.wait()


def write_model(path: Path) -> None:
    """A GGUF file of half a megabyte."""
    import gguf
    import numpy as np

    writer = gguf.GGUFWriter(str(path), "llama")
    tokens, scores, kinds = _vocabulary(gguf)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores(scores)
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template("{% for m in messages %}{{ m['content'] }}\n{% endfor %}")
    random = np.random.default_rng(7)
    for name, shape in _tensors(len(tokens)):
        values = (
            np.ones(shape) if "norm" in name else random.normal(0, _SPREAD.get(name, 0.05), shape)
        )
        if name == "token_embd":
            values[:, 0] = _CONSTANT
        if name == "output":
            values[:, 0] = [_leaning(token) for token in tokens]
        writer.add_tensor(f"{name}.weight", values.astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _leaning(token: bytes) -> float:
    """Noise that comes to an end: texts are closed now and then, broken characters are rare."""
    if token in (b'"', b"]", b"}"):
        return 0.5
    return -3.0 if token.startswith(b"<") else 0.0


def _vocabulary(gguf):
    kind = gguf.TokenType
    tokens = [b"<unk>", b"<s>", b"</s>", *(f"<0x{n:02X}>".encode() for n in range(256))]
    kinds = [kind.UNKNOWN, kind.CONTROL, kind.CONTROL, *[kind.BYTE] * 256]
    written = [chr(n) for n in range(32, 127)] + list(dict.fromkeys(WORDS))
    tokens += ["▁".encode() if sign == " " else sign.encode() for sign in written]
    kinds += [kind.NORMAL] * len(written)
    return tokens, [-float(n) for n in range(len(tokens))], kinds


def _tensors(vocabulary: int):
    yield "token_embd", (vocabulary, WIDTH)
    yield "output_norm", (WIDTH,)
    yield "output", (vocabulary, WIDTH)
    for n in range(LAYERS):
        for part in ("attn_norm", "ffn_norm"):
            yield f"blk.{n}.{part}", (WIDTH,)
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            yield f"blk.{n}.{part}", (WIDTH, WIDTH)
        yield f"blk.{n}.ffn_gate", (HIDDEN, WIDTH)
        yield f"blk.{n}.ffn_up", (HIDDEN, WIDTH)
        yield f"blk.{n}.ffn_down", (WIDTH, HIDDEN)


def serve(folder: Path) -> None:
    """Serves on a free port of loopback until the process is ended."""
    import threading

    import xllamacpp

    path = folder / "random.gguf"
    if not path.exists():
        write_model(path)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = CONTEXT
    params.n_predict = 500
    params.n_parallel = 1
    params.warmup = False
    params.port = 0
    params.cpuparams.n_threads = 1
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
