"""The state under test, on each engine; and a PostgreSQL server where one can be had."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.opening import connect
from bot.pseudonyms import secret_of
from bot.store import Store
from tests import postgres

SECRET = secret_of("4242:test")
_bots = itertools.count(1)


class World:
    """One state that several processes (stores) share, and a clock that tests can move."""

    def __init__(self, engine: str, folder: Path, server: Any) -> None:
        self.engine, self.folder, self.server = engine, folder, server
        self.bot = f"{next(_bots)}"
        self.late = 0.0
        self.opened: list[Store] = []

    def clock(self) -> float:
        return time.time() + self.late

    async def open(self, secret: bytes = SECRET, *, clock: Callable[[], float] | None = None) -> Store:
        """One more process."""
        if self.engine == "sqlite":
            store = await Store.open(self.folder / "t.sqlite3", clock or self.clock, secret=secret)
        else:
            store = await connect(self.server.url, self.bot, secret, clock or self.clock)
        self.opened.append(store)
        return store

    def sql(self, sql: str) -> list[tuple[Any, ...]]:
        """What stands there, past the store."""
        if self.engine == "sqlite":
            import sqlite3

            db = sqlite3.connect(self.folder / "t.sqlite3")
            try:
                rows = db.execute(sql).fetchall()
                db.commit()
                return rows
            finally:
                db.close()
        import psycopg

        with psycopg.connect(self.server.url, options=f"-c search_path=yuanfa_{self.bot}") as db:
            cursor = db.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def tables(self) -> set[str]:
        """The tables of the store."""
        if self.engine == "sqlite":
            return {row[0] for row in self.sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
        rows = self.sql("SELECT table_name FROM information_schema.tables "
                        f"WHERE table_schema = 'yuanfa_{self.bot}'")  # fmt: skip
        return {row[0] for row in rows if "yoyo" not in row[0]}

    async def close(self) -> None:
        for store in self.opened:
            await store.close()
        if self.engine == "postgres":
            self.sql(f"DROP SCHEMA IF EXISTS yuanfa_{self.bot} CASCADE")


@pytest.fixture(scope="session")
def server():
    pytest.importorskip("psycopg", reason="no psycopg: pip install -e .[dev] brings it")
    folder = postgres.programs()
    if folder is None:
        pytest.skip(postgres.NONE)
    one = postgres.Server(folder)
    try:
        one.start()
        yield one
    finally:
        one.close()


@pytest.fixture(params=["sqlite", "postgres"])
async def world(request, tmp_path):
    one = World(
        request.param, tmp_path, request.getfixturevalue("server") if request.param == "postgres" else None
    )
    yield one
    await one.close()
