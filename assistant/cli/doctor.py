"""doctor: what is configured and what answers. Never prints a secret."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from typing import Literal, NamedTuple

from assistant.errors import AssistantError
from assistant.settings import CORPUS, Settings

_SECONDS = 5
_MARKS = {"ok": "正常", "unset": "未设", "bad": "不可用"}


class Diagnosis(NamedTuple):
    """One line: the thing, its state, and what that means."""

    what: str
    state: Literal["ok", "unset", "bad"]
    text: str


def configure(parser: argparse.ArgumentParser) -> None:
    """`doctor` has no options."""


def run(options: argparse.Namespace, settings: Settings) -> int:
    """0 when everything that is configured works, else 2."""
    checks: tuple[Callable[[Settings], Diagnosis], ...] = (
        _settings, _model, _embedding, _store, _drafts, _login, _index, _libreoffice,
    )  # fmt: skip
    found = []
    for check in checks:
        found.append(check(settings))
        print("{0.what}：{1}，{0.text}".format(found[-1], _MARKS[found[-1].state]))
    return 2 if any(one.state == "bad" for one in found) else 0


def _settings(settings: Settings) -> Diagnosis:
    key = "已填写" if settings.openai_api_key else "未填写"
    return Diagnosis(
        "设置", "ok",
        f"表式 {settings.profile}，网页 http://{settings.host}:{settings.port}，"
        f"OPENAI_API_KEY {key}",
    )  # fmt: skip


def _model(settings: Settings) -> Diagnosis:
    if settings.openai_model is None:
        return Diagnosis("语言模型", "unset", "未设 OPENAI_MODEL，起草由离线拼装完成")
    known, problem = _known_models(settings)
    if problem:
        return Diagnosis("语言模型", "bad", problem)
    if known and settings.openai_model not in known:
        return Diagnosis(
            "语言模型", "bad", f"接口可达，但没有 OPENAI_MODEL 所填的 {settings.openai_model}"
        )
    return _abilities(settings)


def _abilities(settings: Settings) -> Diagnosis:
    """What the model can be asked for, tried out now, and what it took so far."""
    from assistant.llm import WORDS, open_model

    model = open_model(settings)
    assert model
    try:
        abilities = model.abilities(anew=True)
    except AssistantError as error:
        return Diagnosis("语言模型", "bad", str(error).rstrip("。"))
    total = model.total()
    spent = f"；已提问 {total.calls} 次，{total.tokens_in}+{total.tokens_out} token"
    cost = f"，约 {total.cost:.2f} 元" if total.cost else ""
    where = (
        "本机或内网" if model.endpoint.is_inside else f"外部，{_SENDING[settings.model_sending]}"
    )
    return Diagnosis(
        "语言模型", "ok",
        f"{settings.openai_model} 的接口可达（{model.endpoint.host}，{where}），"
        f"{WORDS[abilities.rung]}{spent if total.calls else ''}{cost}",
    )  # fmt: skip


_SENDING = {"ask": "每次发送前征求同意", "allow": "设置为允许发送", "forbid": "设置为禁止发送"}


def _embedding(settings: Settings) -> Diagnosis:
    name = settings.openai_embedding_model
    if name is None:
        return Diagnosis("向量模型", "unset", "未设 OPENAI_EMBEDDING_MODEL，使用内置的字符向量")
    known, problem = _known_models(settings)
    if problem:
        return Diagnosis("向量模型", "bad", problem)
    if known and name not in known:
        return Diagnosis(
            "向量模型", "bad", f"接口可达，但没有 OPENAI_EMBEDDING_MODEL 所填的 {name}"
        )
    return Diagnosis("向量模型", "ok", f"{name} 的接口可达")


def _known_models(settings: Settings) -> tuple[frozenset[str], str]:
    """The names the endpoint offers (empty when it does not tell), or what is wrong with it."""
    import httpx

    base = settings.openai_base_url or "https://api.openai.com/v1"
    key = settings.openai_api_key
    headers = {"Authorization": f"Bearer {key.reveal()}"} if key else {}
    try:
        answer = httpx.get(f"{base}/models", headers=headers, timeout=_SECONDS)
    except httpx.HTTPError as error:
        return (
            frozenset(),
            f"连不上 {_host(base)}（{type(error).__name__}），请检查 OPENAI_BASE_URL 和网络",
        )
    if answer.status_code in (401, 403):
        return (
            frozenset(),
            f"{_host(base)} 拒绝了密钥（{answer.status_code}），请检查 OPENAI_API_KEY",
        )
    if answer.status_code >= 500:
        return frozenset(), f"{_host(base)} 出错（{answer.status_code}），请联系该服务的管理员"
    return _names(answer), ""


def _names(answer: object) -> frozenset[str]:
    """Names in the `/models` answer; servers without that address answer 404 or other content."""
    try:
        entries = answer.json()["data"]  # type: ignore[attr-defined]
        return frozenset(str(entry["id"]) for entry in entries)
    except (ValueError, KeyError, TypeError):
        return frozenset()


def _host(url: str) -> str:
    from urllib.parse import urlsplit

    return urlsplit(url).netloc.rsplit("@", 1)[-1]


def _store(settings: Settings) -> Diagnosis:
    folder = settings.data_dir
    probe = folder / ".doctor"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return Diagnosis(
            "数据文件夹", "bad", f"不能写入 {folder}（{error.strerror}），请改 ASSISTANT_DATA_DIR"
        )
    return Diagnosis("数据文件夹", "ok", f"{folder}")


def _drafts(settings: Settings) -> Diagnosis:
    from assistant.store import DraftStore, open_engine

    try:
        count = DraftStore(open_engine(settings.data_dir)).count()
    except AssistantError as error:
        return Diagnosis("草稿库", "bad", str(error).rstrip("。"))
    return Diagnosis("草稿库", "ok", f"{count} 份草稿")


def _login(settings: Settings) -> Diagnosis:
    from assistant.store import Users

    try:
        count = len(Users(settings.data_dir).names())
    except AssistantError as error:
        return Diagnosis("登录", "bad", str(error).rstrip("。"))
    if settings.login and not count:
        return Diagnosis("登录", "bad", "ASSISTANT_LOGIN 是 on，但还没有用户，请运行 users add")
    if settings.login:
        return Diagnosis("登录", "ok", f"网页要求登录，{count} 个用户")
    return Diagnosis("登录", "unset", "网页不要求登录（ASSISTANT_LOGIN 没有设为 on）")


def _index(settings: Settings) -> Diagnosis:
    from assistant.retrieval import open_index

    try:
        index = open_index(settings.data_dir, CORPUS, settings.embedding)
    except AssistantError as error:
        return Diagnosis("检索库", "bad", str(error).rstrip("。"))
    stats = index.stats()
    counts = f"{stats.declarations} 份申报表（自己加入 {stats.added}），{stats.indicators} 条指标"
    return Diagnosis("检索库", "ok", "，".join((counts, *index.notices)).rstrip("。"))


def _libreoffice(settings: Settings) -> Diagnosis:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Diagnosis("LibreOffice", "ok", found)
    return Diagnosis("LibreOffice", "unset", "没有安装；只影响旧版 .doc/.xls 的转换")
