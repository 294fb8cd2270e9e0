"""Moves the state of a bot from its SQLite file into PostgreSQL, whole or not at all.

MoveError         what was expected, what was found, and what to do; one sentence
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from bot.backup import runs
from bot.opening import schema_of
from bot.postgres import CONNECT_SECONDS, migrate, place_of, sealed, sentence
from bot.state import StoreError
from bot.store import Store

TABLES = (
    "updates",
    "deliveries",
    "answers",
    "votes",
    "users",
    "chats",
    "shown",
    "posts",
    "admission",
    "days",
    "unanswered",
)
"""What is moved; the others say who is at work and how fast, which a new start says anew."""


class MoveError(Exception):
    """The state cannot be moved; one sentence."""


def move(path: Path, url: str, bot_id: str, secret: bytes) -> dict[str, int]:
    """Copy every row of ``path`` in one transaction; returns how many of each table. The file stays as it is.

    Hashes of people stay the same, as they hang on the token; questions that wait are sealed on their way.

    Raises:
        MoveError: There is no file, the bot runs on it, or something stands in PostgreSQL already.
    """
    if not path.is_file():
        raise MoveError(
            f"expected a store at {path}, found none: set YUANFA_DATA_DIR, or start without moving"
        )
    if runs(path):
        raise MoveError(f"the bot is running with {path.name}: stop it, wait 15 seconds, then move")
    place, schema = place_of(url), schema_of(bot_id)
    try:
        asyncio.run(_brought_up_to_date(path))
        migrate(url, schema)
        with (
            closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10.0)) as old,
            psycopg.connect(url, connect_timeout=CONNECT_SECONDS) as new,
        ):
            new.execute("SELECT set_config('search_path', %s, false)", [schema])
            return {table: _copy(old, new, table, place, sealed(secret)[0]) for table in TABLES}
    except StoreError as error:
        raise MoveError(str(error)) from error
    except ValueError as error:
        raise MoveError(f"the tables at {place} are of a newer version: update Yuanfa") from error
    except sqlite3.Error as error:
        raise MoveError(f"{path} cannot be read: bring a backup back with `yuanfa restore PATH`") from error
    except (psycopg.Error, OSError) as error:
        raise MoveError(sentence(place, error)) from error


async def _brought_up_to_date(path: Path) -> None:
    await (await Store.open(path)).close()


def _copy(old: sqlite3.Connection, new: psycopg.Connection[Any], table: str, place: str, seal: Any) -> int:
    name = sql.Identifier(table)
    row = new.execute(sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(name)).fetchone()
    if row is None or row[0]:
        raise MoveError(
            f"expected an empty state at {place}, found rows in {table}: it has been in use, so nothing was moved; "
            "name another database, or start without moving"
        )
    columns = [part[1] for part in old.execute(f"PRAGMA table_info({table})")]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        name, sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    count = 0
    with new.cursor() as cursor, cursor.copy(statement) as copy:
        for values in old.execute(f"SELECT {', '.join(columns)} FROM {table}"):  # noqa: S608 - names of ours
            held = dict(zip(columns, values, strict=True))
            if held.get("payload") is not None:
                held["payload"] = seal(held["payload"])
            if table == "unanswered":
                held["text"] = seal(held["text"])
            if "owner" in held:
                held["owner"] = None  # of a process that has ended
            copy.write_row([held[column] for column in columns])
            count += 1
    return count
