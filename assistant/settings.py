"""The only reader of environment variables and of the `.env` file beside app.py.

What may be set is listed in `VARIABLES`; `.env.example` shows the same list to people. A value that
cannot be used raises SettingsError with one sentence naming the variable. Secrets are wrapped: they
never appear in a repr, a log or a report.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple, cast
from urllib.parse import urlsplit

from assistant.errors import SettingsError, UsageError
from assistant.model import MEGABYTE, Limits, Value, fresh
from assistant.vocabulary.profile import DEFAULT_PROFILE

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
DEFAULT_BASE_URL = "https://api.openai.com/v1"
APP_NAME = "performance-target-assistant"

VARIABLES = (
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "OPENAI_MODEL",
    "OPENAI_EMBEDDING_MODEL",
    "ASSISTANT_MODEL_SECONDS",
    "ASSISTANT_MODEL_SENDING",
    "ASSISTANT_MODEL_CACHE",
    "ASSISTANT_MODEL_PRICES",
    "ASSISTANT_DATA_DIR",
    "ASSISTANT_PROFILE",
    "ASSISTANT_HOST",
    "ASSISTANT_LOGIN",
    "ASSISTANT_MCP",
    "PORT",
    "ASSISTANT_MAX_FILE_MB",
    "ASSISTANT_MAX_ENTRIES",
    "ASSISTANT_MAX_ENTRY_MB",
    "ASSISTANT_MAX_SHEET_MB",
    "ASSISTANT_MAX_INFLATED_MB",
    "ASSISTANT_MAX_RATIO",
    "ASSISTANT_MAX_PAGES",
    "ASSISTANT_MAX_ROWS",
    "ASSISTANT_MAX_SECONDS",
    "ASSISTANT_MAX_MEMORY_MB",
    "ASSISTANT_WORKERS",
)
MOST_WORKERS = 64


Sending = Literal["ask", "allow", "forbid"]
"""Whether descriptions may go to a model outside the own network: asked each time, or settled."""


class Secret:
    """A value that is passed on but never shown."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself, for the one request header that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret('**********')"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)


class EmbeddingEndpoint(NamedTuple):
    """Which model of which endpoint makes the vectors for retrieval."""

    base_url: str
    model: str
    key: Secret | None


class Settings(Value):
    """Everything that can be configured, already validated. `None`: not set."""

    openai_api_key: Secret | None = None
    openai_base_url: str | None = None
    openai_model: str | None = None
    openai_embedding_model: str | None = None
    model_seconds: int = 180
    model_sending: Sending = "ask"
    model_cache: bool = True
    model_prices: Mapping[str, tuple[float, float]] = fresh(default_factory=dict)
    """Model → yuan per million tokens read and written; `*` stands for every other model."""
    chosen_data_dir: Path | None = None
    profile: str = DEFAULT_PROFILE
    host: str = "127.0.0.1"
    port: int = 7860
    login: bool = False
    """Whether the page asks who is there; the users are made with `users add`."""
    mcp: bool = False
    """Whether draft, check, rewrite and search are offered as MCP tools at /mcp."""
    workers: int = 0
    """Processes that read many files; 0: as many as there are processors, four at most."""
    limits: Limits = Limits()

    @property
    def data_dir(self) -> Path:
        """Where the index, added declarations and logs live: outside the repository by default."""
        return self.chosen_data_dir or default_data_dir()

    @property
    def embedding(self) -> EmbeddingEndpoint | None:
        """The endpoint for retrieval vectors, None when the built-in ones are used."""
        if self.openai_embedding_model is None:
            return None
        base_url = self.openai_base_url or DEFAULT_BASE_URL
        return EmbeddingEndpoint(base_url, self.openai_embedding_model, self.openai_api_key)

    @property
    def has_model(self) -> bool:
        """True when a language model is configured (whether or not it answers)."""
        return self.openai_model is not None


def default_data_dir() -> Path:
    """The user's own data folder for this product, as the operating system has it."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def load_settings(
    environ: Mapping[str, str] | None = None, env_file: Path | None = None
) -> Settings:
    """The settings from the environment, else from `.env`. Raises SettingsError.

    A variable of the environment wins over the file; blank means not set.
    """
    values = _merged(os.environ if environ is None else environ, env_file or ROOT / ".env")
    return Settings(
        openai_api_key=_secret("OPENAI_API_KEY", values),
        openai_base_url=_url("OPENAI_BASE_URL", values),
        openai_model=values.get("OPENAI_MODEL"),
        openai_embedding_model=values.get("OPENAI_EMBEDDING_MODEL"),
        model_seconds=_seconds("ASSISTANT_MODEL_SECONDS", values),
        model_sending=cast(Sending, _one_of("ASSISTANT_MODEL_SENDING", values, _SENDING)),
        model_cache=_one_of("ASSISTANT_MODEL_CACHE", values, ("on", "off")) == "on",
        model_prices=_prices("ASSISTANT_MODEL_PRICES", values),
        chosen_data_dir=_folder("ASSISTANT_DATA_DIR", values),
        profile=_profile("ASSISTANT_PROFILE", values),
        host=_host("ASSISTANT_HOST", values),
        port=_port("PORT", values),
        login=_one_of("ASSISTANT_LOGIN", values, ("off", "on")) == "on",
        mcp=_one_of("ASSISTANT_MCP", values, ("off", "on")) == "on",
        workers=_whole("ASSISTANT_WORKERS", values, 0, least=1, most=MOST_WORKERS),
        limits=_file_limits(values),
    )


def _merged(environ: Mapping[str, str], env_file: Path) -> dict[str, str]:
    found = {**_from_file(env_file), **{k: environ[k] for k in VARIABLES if environ.get(k)}}
    return {key: value.strip() for key, value in found.items() if value.strip()}


def _from_file(env_file: Path) -> dict[str, str]:
    if not env_file.is_file():
        return {}
    from dotenv.parser import parse_stream

    try:
        with env_file.open(encoding="utf-8-sig") as file:
            lines = list(parse_stream(file))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"读不了设置文件 {env_file}：请确认有读取权限，并保存为 UTF-8 文本。"
        ) from error
    for line in lines:
        if line.error:  # its text is not shown: it may hold a key
            raise SettingsError(
                f"设置文件 {env_file} 第 {line.original.line} 行不是“名称=值”的写法"
                "（如 PORT=7860）；请改正或删除这一行。"
            )
    return {line.key: line.value for line in lines if line.key in VARIABLES and line.value}


def _secret(name: str, values: Mapping[str, str]) -> Secret | None:
    value = values.get(name)
    if value is None:
        return None
    if not value.isascii() or not value.isprintable() or " " in value:
        raise SettingsError(f"{name} 含有空格、中文或不可见字符，不是可用的密钥；请重新复制填写。")
    return Secret(value)


def _url(name: str, values: Mapping[str, str]) -> str | None:
    value = values.get(name)
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or " " in value:
        raise SettingsError(
            f"{name} 要填接口的完整网址（如 http://127.0.0.1:8000/v1），现在的“{_shown_url(value)}”"
            "不是 http:// 或 https:// 开头的网址。"
        )
    return value.rstrip("/")


def _shown_url(value: str) -> str:
    """The address without user name and password, in case somebody put them there."""
    return value.rsplit("@", 1)[-1]


def _folder(name: str, values: Mapping[str, str]) -> Path | None:
    value = values.get(name)
    if value is None:
        return None
    folder = Path(value).expanduser().absolute()
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"{name} 要填一个文件夹，“{folder}”是文件；请换一个路径。")
    return folder


def _profile(name: str, values: Mapping[str, str]) -> str:
    value = values.get(name, DEFAULT_PROFILE)
    if value == DEFAULT_PROFILE:
        return value
    from assistant.vocabulary.profile import load_profile, profile_names

    try:
        load_profile(value)
    except UsageError as error:
        known = "、".join(profile_names())
        raise SettingsError(f"{name} 填的表式“{value}”不存在；可用：{known}。") from error
    return value


def _host(name: str, values: Mapping[str, str]) -> str:
    value = values.get(name, "127.0.0.1")
    if not value.isascii() or "/" in value or " " in value:
        raise SettingsError(
            f"{name} 要填监听地址（如 127.0.0.1 或 0.0.0.0），不能是“{value}”；"
            "端口请另用 PORT 设置。"
        )
    return value


def _port(name: str, values: Mapping[str, str]) -> int:
    value = values.get(name, "7860")
    if value.isascii() and value.isdigit() and 1 <= int(value) <= 65535:
        return int(value)
    raise SettingsError(f"{name} 要填 1 到 65535 之间的整数端口号，不能是“{value}”。")


def _file_limits(values: Mapping[str, str]) -> Limits:
    """The caps on reading one file."""
    default = Limits()

    def megabytes(name: str, size: int) -> int:
        return MEGABYTE * _whole(name, values, size // MEGABYTE)

    return Limits(
        file_bytes=megabytes("ASSISTANT_MAX_FILE_MB", default.file_bytes),
        entries=_whole("ASSISTANT_MAX_ENTRIES", values, default.entries),
        entry_bytes=megabytes("ASSISTANT_MAX_ENTRY_MB", default.entry_bytes),
        worksheet_bytes=megabytes("ASSISTANT_MAX_SHEET_MB", default.worksheet_bytes),
        inflated_bytes=megabytes("ASSISTANT_MAX_INFLATED_MB", default.inflated_bytes),
        ratio=_whole("ASSISTANT_MAX_RATIO", values, default.ratio),
        pages=_whole("ASSISTANT_MAX_PAGES", values, default.pages),
        rows=_whole("ASSISTANT_MAX_ROWS", values, default.rows),
        seconds=_whole("ASSISTANT_MAX_SECONDS", values, default.seconds),
        memory_bytes=megabytes("ASSISTANT_MAX_MEMORY_MB", default.memory_bytes),
    )


def _whole(
    name: str, values: Mapping[str, str], default: int, *, least: int = 1, most: int = 10**9
) -> int:
    value = values.get(name)
    if value is None:
        return default
    if value.isascii() and value.isdigit() and least <= int(value) <= most:
        return int(value)
    upper = f"到 {most} 之间" if most < 10**9 else "以上"
    raise SettingsError(f"{name} 要填 {least} {upper}的整数，不能是“{value[:20]}”。")


_SENDING = ("ask", "allow", "forbid")


def _one_of(name: str, values: Mapping[str, str], known: tuple[str, ...]) -> str:
    """The word set, in lower case; the first of the known ones when nothing is set."""
    value = values.get(name, known[0]).lower()
    if value not in known:
        raise SettingsError(f"{name} 只能填 {'、'.join(known)} 之一，不能是“{value}”。")
    return value


def _seconds(name: str, values: Mapping[str, str]) -> int:
    value = values.get(name, "180")
    if value.isascii() and value.isdigit() and 5 <= int(value) <= 3600:
        return int(value)
    raise SettingsError(f"{name} 要填 5 到 3600 之间的整数秒数，不能是“{value}”。")


def _prices(name: str, values: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """`deepseek-chat=2/8,*=4/16` → yuan per million tokens read and written, by model."""
    found: dict[str, tuple[float, float]] = {}
    for entry in filter(None, (e.strip() for e in values.get(name, "").split(","))):
        model, _, prices = entry.rpartition("=")
        try:
            read, written = (float(price) for price in prices.split("/"))
        except ValueError:
            read = written = -1.0
        if not model or not (0 <= read < 1e6 and 0 <= written < 1e6):
            raise SettingsError(
                f"{name} 的“{entry}”不是“模型=输入价/输出价”的写法（元/百万 token，"
                "多个用逗号隔开，如 deepseek-chat=2/8）。"
            )
        found[model.strip()] = (read, written)
    return found
