"""Settings: every variable, where it is read from, and the sentence for every wrong value."""

import re
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import ROOT, VARIABLES, Secret, load_settings

NO_FILE = Path("/nonexistent/.env")
CANARY = "sk-canary-4242"


def load(**environ):
    return load_settings(environ, NO_FILE)


def test_nothing_set_works_and_stays_on_this_machine():
    settings = load()
    assert (settings.host, settings.port, settings.profile) == ("127.0.0.1", 7860, "futian-2026")
    assert not settings.has_model
    assert settings.openai_api_key is None


def test_the_data_folder_is_outside_the_repository_and_not_temporary():
    folder = load().data_dir
    assert folder.is_absolute()
    assert not folder.is_relative_to(ROOT)
    assert not folder.is_relative_to("/tmp")


def test_all_values_are_taken(tmp_path):
    settings = load(
        OPENAI_API_KEY=CANARY,
        OPENAI_BASE_URL="http://127.0.0.1:8000/v1/",
        OPENAI_MODEL="m",
        OPENAI_EMBEDDING_MODEL="e",
        ASSISTANT_DATA_DIR=str(tmp_path / "data"),
        ASSISTANT_PROFILE="futian-2026",
        ASSISTANT_HOST="0.0.0.0",
        PORT="8000",
    )
    assert settings.openai_api_key.reveal() == CANARY
    assert settings.openai_base_url == "http://127.0.0.1:8000/v1"
    assert (settings.openai_model, settings.openai_embedding_model) == ("m", "e")
    assert (settings.data_dir, settings.host, settings.port) == (tmp_path / "data", "0.0.0.0", 8000)


def test_a_secret_never_shows():
    settings = load(OPENAI_API_KEY=CANARY)
    assert CANARY not in f"{settings!r} {settings} {settings.openai_api_key} {[Secret(CANARY)]}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENAI_API_KEY", f"{CANARY} 密钥"),
        ("OPENAI_BASE_URL", "api.example.com/v1"),
        ("OPENAI_BASE_URL", "ftp://example.com"),
        ("OPENAI_BASE_URL", "http://"),
        ("OPENAI_BASE_URL", "http://[bad/v1"),
        ("OPENAI_BASE_URL", "http://host:port/v1"),
        ("ASSISTANT_DATA_DIR", __file__),
        ("ASSISTANT_PROFILE", "no-such-form"),
        ("ASSISTANT_HOST", "http://127.0.0.1"),
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "８０"),
        ("ASSISTANT_MAX_FILE_MB", "0"),
        ("ASSISTANT_MAX_PAGES", "很多"),
        ("ASSISTANT_MAX_RATIO", "1.5"),
        ("ASSISTANT_WORKERS", "65"),
    ],
)
def test_a_wrong_value_is_one_sentence_naming_the_variable(name, value):
    with pytest.raises(SettingsError) as error:
        load(**{name: value})
    sentence = str(error.value)
    assert name in sentence
    assert "\n" not in sentence
    assert CANARY not in sentence


def test_the_caps_on_files_are_settings():
    limits = load(ASSISTANT_MAX_FILE_MB="3", ASSISTANT_MAX_ROWS="12").limits
    assert (limits.file_bytes, limits.rows) == (3 * 1024 * 1024, 12)
    assert limits.pages == load().limits.pages == 200


def test_a_password_inside_the_address_is_not_repeated():
    with pytest.raises(SettingsError) as error:
        load(OPENAI_BASE_URL="ftp://user:geheim@host")
    assert "geheim" not in str(error.value)


def test_the_file_is_read_and_the_environment_wins(tmp_path):
    file = tmp_path / ".env"
    file.write_text("\ufeffPORT=9000\nOPENAI_MODEL='本地模型'\nOPENAI_API_KEY=\n", "utf-8")
    settings = load_settings({}, file)
    assert (settings.port, settings.openai_model, settings.openai_api_key) == (
        9000,
        "本地模型",
        None,
    )
    assert load_settings({"PORT": "9001"}, file).port == 9001


def test_a_blank_variable_counts_as_not_set(tmp_path):
    file = tmp_path / ".env"
    file.write_text("PORT=9000\n", "utf-8")
    assert load_settings({"PORT": ""}, file).port == 9000


def test_an_unreadable_file_is_one_sentence(tmp_path):
    file = tmp_path / ".env"
    file.write_bytes("PORT=9000 # 端口".encode("gb18030"))
    with pytest.raises(SettingsError, match=r"\.env.*UTF-8"):
        load_settings({}, file)


def test_the_example_file_lists_exactly_the_variables():
    text = (ROOT / ".env.example").read_text("utf-8")
    assert tuple(re.findall(r"^([A-Z_]+)=$", text, re.MULTILINE)) == VARIABLES


def test_a_line_that_sets_nothing_is_named_and_never_shown(tmp_path):
    file = tmp_path / ".env"
    file.write_text("PORT=7860\nOPENAI_API_KEY sk-secret\n", "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings({}, file)
    assert "第 2 行" in str(caught.value)
    assert "sk-secret" not in str(caught.value)


class TestModel:
    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("ASSISTANT_MODEL_SECONDS", "3", "5 到 3600"),
            ("ASSISTANT_MODEL_SECONDS", "很久", "5 到 3600"),
            ("ASSISTANT_MODEL_SENDING", "maybe", "ask、allow、forbid"),
            ("ASSISTANT_MODEL_CACHE", "1", "on、off"),
            ("ASSISTANT_MODEL_PRICES", "qwen", "模型=输入价/输出价"),
            ("ASSISTANT_MODEL_PRICES", "qwen=2", "模型=输入价/输出价"),
            ("ASSISTANT_MODEL_PRICES", "qwen=-2/3", "模型=输入价/输出价"),
            ("ASSISTANT_MODEL_PRICES", "qwen=nan/3", "模型=输入价/输出价"),
        ],
    )
    def test_a_wrong_value_names_its_variable(self, tmp_path, name, value, said) -> None:
        with pytest.raises(SettingsError, match=name) as caught:
            load_settings({name: value}, tmp_path / ".env")
        assert said in str(caught.value)

    def test_right_values(self, tmp_path) -> None:
        values = {
            "ASSISTANT_MODEL_SECONDS": "60", "ASSISTANT_MODEL_SENDING": "Forbid",
            "ASSISTANT_MODEL_CACHE": "off", "ASSISTANT_MODEL_PRICES": "a/b=2/8, *=4/16.5",
        }  # fmt: skip
        settings = load_settings(values, tmp_path / ".env")
        assert settings.model_seconds == 60
        assert settings.model_sending == "forbid"
        assert settings.model_cache is False
        assert settings.model_prices == {"a/b": (2.0, 8.0), "*": (4.0, 16.5)}
