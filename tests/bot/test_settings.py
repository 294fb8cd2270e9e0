"""Settings: what is read, and the one sentence for what cannot be."""

from __future__ import annotations

import os

import pytest

from bot import settings as module
from bot.settings import SettingsError, load_settings, setting_names

INTERFACE = {
    "TELEGRAM_BOT_TOKEN", "TELEGRAM_BOT_TOKEN_FILE", "TELEGRAM_BASE_URL", "TELEGRAM_BASE_FILE_URL",
    "TELEGRAM_WEBHOOK_URL", "TELEGRAM_WEBHOOK_SECRET", "TELEGRAM_WEBHOOK_LISTEN",
    "TELEGRAM_WEBHOOK_PORT", "YUANFA_DATA_DIR", "YUANFA_KNOWLEDGE_DIRS", "YUANFA_EMBEDDING_MODEL",
    "YUANFA_ADMIN_IDS", "YUANFA_HTTP_PORT", "YUANFA_HTTP_LISTEN", "YUANFA_STATE_URL", "YUANFA_INDEX_URL", "YUANFA_LOG_LEVEL",
    "YUANFA_CONTROLLER", "YUANFA_CONTACT", "YUANFA_SENDS_PER_SECOND", "YUANFA_KEEP_UNANSWERED",
}  # fmt: skip


@pytest.fixture(autouse=True)
def clean(monkeypatch, tmp_path):
    for name in list(os.environ):
        if name.startswith(("YUANFA_", "TELEGRAM_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_the_names_are_those_of_the_interface():
    assert set(setting_names().values()) == INTERFACE


def test_environment_and_dotenv_are_read_and_the_environment_wins(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text(
        "TELEGRAM_BOT_TOKEN=1:dotenv\nYUANFA_ADMIN_IDS=1, 22\nYUANFA_LOG_LEVEL=debug\n", "utf-8"
    )
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "2:environment")
    monkeypatch.setenv("YUANFA_HTTP_PORT", "")
    settings = load_settings()
    assert settings.token().get_secret_value() == "2:environment"
    assert settings.admin_ids == (1, 22)
    assert settings.log_level == "DEBUG"
    assert settings.http_port is None


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("YUANFA_DATADIR", "x", "did you mean YUANFA_DATA_DIR?"),
        ("YUANFA_PURPLE_HAZE", "x", "no setting of Yuanfa"),
        ("YUANFA_HTTP_PORT", "abc", "YUANFA_HTTP_PORT"),
        ("YUANFA_HTTP_PORT", "70000", "YUANFA_HTTP_PORT"),
        ("YUANFA_ADMIN_IDS", "me", "numbers"),
        ("YUANFA_LOG_LEVEL", "loud", "DEBUG, INFO"),
        ("YUANFA_KNOWLEDGE_DIRS", "/no/such/folder", "/no/such/folder"),
        ("TELEGRAM_BASE_URL", "127.0.0.1:8081", "https://"),
        ("TELEGRAM_WEBHOOK_SECRET", "has space", "TELEGRAM_WEBHOOK_SECRET"),
        ("TELEGRAM_WEBHOOK_PORT", "0", "TELEGRAM_WEBHOOK_PORT"),
        ("YUANFA_SENDS_PER_SECOND", "0", "YUANFA_SENDS_PER_SECOND"),
        ("YUANFA_KEEP_UNANSWERED", "perhaps", "YUANFA_KEEP_UNANSWERED"),
    ],
)
@pytest.mark.parametrize("place", ["environment", "dotenv"])
def test_a_bad_setting_gives_one_sentence_with_its_name(monkeypatch, tmp_path, name, value, says, place):
    if place == "environment":
        monkeypatch.setenv(name, value)
    else:
        (tmp_path / ".env").write_text(f"{name}={value}\n", "utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert name in str(error.value)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_dotenv_that_is_no_text_is_one_sentence(tmp_path):
    (tmp_path / ".env").write_bytes(b"YUANFA_LOG_LEVEL=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        load_settings()


@pytest.mark.parametrize("value", ["", "no-colon", "12: 34", "12:34/../x"])
def test_a_bad_token_is_named_but_not_shown(monkeypatch, value):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", value)
    with pytest.raises(SettingsError) as error:
        load_settings().token()
    assert "TELEGRAM_BOT_TOKEN" in str(error.value)
    assert not value or value not in str(error.value)


def test_the_token_may_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "token").write_text("12:zebra\n", "utf-8")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", str(tmp_path / "token"))
    assert load_settings().token().get_secret_value() == "12:zebra"
    assert "zebra" not in repr(load_settings())
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", str(tmp_path / "missing"))
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN_FILE"):
        load_settings().token()


def test_data_lie_in_the_checkout_or_in_the_users_folder(monkeypatch, tmp_path):
    package = tmp_path / "checkout" / "bot"
    package.mkdir(parents=True)
    monkeypatch.setattr(module, "__file__", str(package / "settings.py"))
    assert module.default_data_dir().name == "yuanfa"
    (tmp_path / "checkout" / "pyproject.toml").write_text('[project]\nname = "yuanfa"\n', "utf-8")
    assert module.default_data_dir() == tmp_path / "checkout" / "var"


@pytest.mark.parametrize(
    "value", ["http://milvus:19530", "https://user:word@host/laws", "var/search.db", "/data/search.db"]
)
def test_the_place_of_the_search_is_a_url_or_a_file(monkeypatch, value):
    monkeypatch.setenv("YUANFA_INDEX_URL", value)
    assert load_settings().index_at == value


@pytest.mark.parametrize("value", ["milvus:19530", "postgresql://user:hush-hush@host/x", "folder", ".db"])
def test_any_other_place_is_refused_without_showing_it(monkeypatch, value):
    monkeypatch.setenv("YUANFA_INDEX_URL", value)
    with pytest.raises(
        SettingsError, match="YUANFA_INDEX_URL has a bad value: write the URL of Milvus"
    ) as caught:
        load_settings()
    assert "hush" not in str(caught.value)
