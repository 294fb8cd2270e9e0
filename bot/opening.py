"""Opens the state that the settings name: a SQLite file, or a schema in PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.pseudonyms import secret_of
from bot.settings import Settings
from bot.state import StoreError
from bot.store import Store

NEEDS = "YUANFA_STATE_URL needs psycopg and yoyo-migrations: pip install 'yuanfa[postgres]'"


def bot_id_of(token: str) -> str:
    """The public part of a token: update numbers are the bot's own, so each bot has its own state."""
    return token.split(":")[0]


def store_path(settings: Settings, token: str) -> Path:
    """Where the SQLite file is."""
    return settings.data_dir / f"telegram-{bot_id_of(token)}.sqlite3"


async def open_store(settings: Settings, token: str) -> Store:
    """The state of this bot.

    Raises:
        StoreError: It cannot be used; nothing is left open.
    """
    if settings.state_url is None:
        return await Store.open(store_path(settings, token), secret=secret_of(token))
    return await connect(settings.state_url.get_secret_value(), bot_id_of(token), secret_of(token))


async def connect(url: str, bot_id: str, secret: bytes, clock: Callable[[], float] | None = None) -> Store:
    """The state of a bot in PostgreSQL; ``clock`` by default is the server's.

    Raises:
        StoreError: It cannot be used; nothing is left open.
    """
    try:
        from bot import postgres
    except ImportError as error:
        raise StoreError(NEEDS) from error
    engine = await postgres.Postgres.open(url, schema_of(bot_id))
    store = Store(engine, clock or engine.now, secret, postgres.sealed(secret))
    try:
        await store.privacy.forget_old()
    except BaseException:
        await store.close()
        raise
    return store


def schema_of(bot_id: str) -> str:
    """The schema of a bot, which is also the name that its processes call each other by."""
    return f"yuanfa_{bot_id}".lower()
