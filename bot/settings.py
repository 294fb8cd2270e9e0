"""Settings: the only module that reads the environment and ``.env``.

SettingsError       a setting is unknown, unreadable or missing; one sentence names it and the remedy
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any

from platformdirs import user_data_dir
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, NoDecode, SettingsConfigDict

PREFIX = "YUANFA_"
ENV_FILE = ".env"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class SettingsError(Exception):
    """One sentence that names the setting and the remedy."""


def default_data_dir() -> Path:
    """``var`` in the repository when running from a checkout, else the user's data folder."""
    root = Path(__file__).resolve().parent.parent
    try:
        project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    except (OSError, ValueError):
        project = {}
    if project.get("project", {}).get("name") == "yuanfa":
        return root / "var"
    return Path(user_data_dir("yuanfa", appauthor=False))


class Settings(BaseSettings):
    """Everything that can be set from outside; names and meanings are the README's table."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    telegram_bot_token: SecretStr | None = None
    telegram_bot_token_file: Path | None = None
    telegram_base_url: str | None = None
    telegram_base_file_url: str | None = None
    telegram_webhook_url: str | None = None
    telegram_webhook_secret: SecretStr | None = None
    telegram_webhook_listen: str = "127.0.0.1"
    telegram_webhook_port: int = Field(default=8080, ge=1, le=65535)
    data_dir: Path = Field(default_factory=default_data_dir, validation_alias="YUANFA_DATA_DIR")
    knowledge_dirs: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(), validation_alias="YUANFA_KNOWLEDGE_DIRS"
    )
    embedding_model: str | None = Field(default=None, validation_alias="YUANFA_EMBEDDING_MODEL")
    admin_ids: Annotated[tuple[int, ...], NoDecode] = Field(default=(), validation_alias="YUANFA_ADMIN_IDS")
    http_port: int | None = Field(default=None, ge=1, le=65535, validation_alias="YUANFA_HTTP_PORT")
    http_listen: str = Field(default="127.0.0.1", validation_alias="YUANFA_HTTP_LISTEN")
    controller: str | None = Field(default=None, max_length=200, validation_alias="YUANFA_CONTROLLER")
    contact: str | None = Field(default=None, max_length=200, validation_alias="YUANFA_CONTACT")
    state_url: SecretStr | None = Field(default=None, validation_alias="YUANFA_STATE_URL")
    index_url: SecretStr | None = Field(default=None, validation_alias="YUANFA_INDEX_URL")
    sends_per_second: int = Field(default=30, ge=1, le=10_000, validation_alias="YUANFA_SENDS_PER_SECOND")
    keep_unanswered: bool = Field(default=False, validation_alias="YUANFA_KEEP_UNANSWERED")
    log_level: str = Field(default="INFO", validation_alias="YUANFA_LOG_LEVEL")

    @field_validator("telegram_base_url", "telegram_base_file_url", "telegram_webhook_url")
    @classmethod
    def _is_url(cls, value: str | None) -> str | None:
        if value is not None and not re.match(r"https?://[^\s/]+", value):
            raise ValueError("write a URL that starts with https:// or http://")
        return value

    @field_validator("state_url")
    @classmethod
    def _is_postgres(cls, value: SecretStr | None) -> SecretStr | None:
        # The value holds a password and stays out of the sentence.
        if value and not re.match(r"postgres(ql)?://\S+$", value.get_secret_value()):
            raise ValueError(
                "write a URL like postgresql://user:password@host:5432/database, or leave it out"
            )
        return value

    @field_validator("index_url")
    @classmethod
    def _is_milvus(cls, value: SecretStr | None) -> SecretStr | None:
        # The value may hold a password and stays out of the sentence.
        if value and not re.match(r"https?://[^\s/]+|[^:\s][^:]*\.db$", value.get_secret_value()):
            raise ValueError(
                "write the URL of Milvus like http://host:19530, or for milvus-lite a path that ends in .db"
            )
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _is_secret(cls, value: SecretStr | None) -> SecretStr | None:
        # Bot API, setWebhook: 1-256 characters, only A-Z, a-z, 0-9, _ and - are allowed.
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("use 1 to 256 characters from A-Z, a-z, 0-9, _ and -")
        return value

    @field_validator("data_dir")
    @classmethod
    def _is_no_file(cls, value: Path) -> Path:
        path = value.expanduser()
        if path.exists() and not path.is_dir():
            raise ValueError("name a folder, not a file")
        return path

    @field_validator("knowledge_dirs", mode="before")
    @classmethod
    def _split_dirs(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = re.split(rf"[{re.escape(os.pathsep)}\n]", value)
        return tuple(Path(part.strip()).expanduser() for part in parts if part.strip())

    @field_validator("knowledge_dirs")
    @classmethod
    def _are_folders(cls, value: tuple[Path, ...]) -> tuple[Path, ...]:
        for path in value:
            if not path.is_dir():
                raise ValueError(f"{path} is no folder; name existing folders")
        return value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = [part for part in re.split(r"[\s,;，；]+", value) if part]
        if not all(re.fullmatch(r"\d{1,19}", part) for part in parts):
            raise ValueError("write Telegram user ids as numbers, separated by commas")
        return tuple(int(part) for part in parts)

    @field_validator("log_level")
    @classmethod
    def _is_level(cls, value: str) -> str:
        if value.upper() not in LOG_LEVELS:
            raise ValueError(f"use one of {', '.join(LOG_LEVELS)}")
        return value.upper()

    @property
    def index_at(self) -> str | None:
        """Where Milvus is, or None without it."""
        return self.index_url.get_secret_value() if self.index_url else None

    def token(self) -> SecretStr:
        """The bot token, from the setting or from the file it names."""
        if self.telegram_bot_token is not None:
            name, value = "TELEGRAM_BOT_TOKEN", self.telegram_bot_token.get_secret_value().strip()
        elif self.telegram_bot_token_file is not None:
            name = "TELEGRAM_BOT_TOKEN_FILE"
            try:
                value = self.telegram_bot_token_file.expanduser().read_text("utf-8").strip()
            except (OSError, UnicodeError) as error:
                raise SettingsError(
                    f"TELEGRAM_BOT_TOKEN_FILE: {self.telegram_bot_token_file} cannot be read; "
                    "name a readable file that holds only the token"
                ) from error
        else:
            raise SettingsError(
                "TELEGRAM_BOT_TOKEN is not set: put the token that @BotFather gave you into .env "
                "or the environment, or talk in the terminal with `yuanfa chat`"
            )
        if not re.fullmatch(r"[^\s:/]+:[^\s/]+", value):
            # The value itself is a secret and stays out of the sentence.
            raise SettingsError(
                f"{name} does not look like a bot token: copy it whole from @BotFather, "
                "in the form 123456:ABC-DEF"
            )
        return SecretStr(value)


def systemd_socket() -> str:
    """Where systemd wants to hear from a service of ``Type=notify``; empty without systemd."""
    return os.environ.get("NOTIFY_SOCKET", "")


def setting_names() -> dict[str, str]:
    """Field name to the name that the environment uses, in the order of the table."""
    return {
        field: str(info.validation_alias or field.upper()) for field, info in Settings.model_fields.items()
    }


def load_settings() -> Settings:
    """Read environment and ``.env``.

    Raises:
        SettingsError: A name is unknown or a value is bad.
    """
    names = setting_names()
    try:
        dotenv = DotEnvSettingsSource(Settings, case_sensitive=True, env_ignore_empty=False).env_vars
    except (OSError, UnicodeError) as error:
        raise SettingsError(f"{ENV_FILE} cannot be read: save it as a UTF-8 text file") from error
    for name in [*os.environ, *dotenv]:
        if name.upper().startswith(PREFIX) and name.upper() not in names.values():
            close = difflib.get_close_matches(name.upper(), names.values(), 1, cutoff=0.75)
            remedy = f"did you mean {close[0]}?" if close else "remove it"
            raise SettingsError(f"{name} is no setting of Yuanfa: {remedy}")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        name = names.get(field, field.upper())
        reason = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(f"{name} has a bad value: {_first_lower(reason)}") from None


def _first_lower(text: str) -> str:
    return text[:1].lower() + text[1:]
