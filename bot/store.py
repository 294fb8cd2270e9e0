"""What the Telegram side keeps: updates received, messages sent, answers, settings, votes (``bot.database``)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.database import Database
from bot.pseudonyms import Pseudonyms
from bot.records import TOUCH_SECONDS, Records, StoredAnswer

__all__ = ["Kept", "Sending", "Store", "StoredAnswer"]

CACHED = 10_000
_V = TypeVar("_V")

_MIGRATIONS = (
    """
    CREATE TABLE updates (
        update_id INTEGER PRIMARY KEY, received REAL NOT NULL, payload TEXT,
        tries INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE INDEX updates_pending ON updates (update_id) WHERE payload IS NOT NULL;
    CREATE TABLE deliveries (
        update_id INTEGER NOT NULL, part INTEGER NOT NULL, chat_id INTEGER NOT NULL,
        message_id INTEGER, sent INTEGER NOT NULL, above TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (update_id, part)
    ) WITHOUT ROWID;
    CREATE INDEX deliveries_message ON deliveries (chat_id, message_id);
    CREATE TABLE answers (
        chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, question_id INTEGER,
        part INTEGER NOT NULL, data TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (chat_id, message_id)
    ) WITHOUT ROWID;
    CREATE INDEX answers_question ON answers (chat_id, question_id);
    CREATE TABLE users (user_id INTEGER PRIMARY KEY, locale TEXT NOT NULL);
    CREATE TABLE chats (chat_id INTEGER PRIMARY KEY, settings TEXT NOT NULL, gone INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE votes (
        chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, user_id INTEGER NOT NULL,
        good INTEGER NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (chat_id, message_id, user_id)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE shown (
        chat_id INTEGER NOT NULL, item TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (chat_id, item)
    ) WITHOUT ROWID;
    CREATE TABLE posts (
        chat_id INTEGER NOT NULL, slot TEXT NOT NULL, item TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0,
        at REAL NOT NULL, PRIMARY KEY (chat_id, slot)
    ) WITHOUT ROWID;
    """,
    """
    ALTER TABLE updates ADD COLUMN fault TEXT;
    CREATE TABLE beat (one INTEGER PRIMARY KEY, at REAL NOT NULL);
    """,
    # Users and chats of answers and votes become hashes. Their old numbers go: old buttons say that they are too old.
    """
    DROP TABLE answers;
    CREATE TABLE answers (
        chat INTEGER NOT NULL, message_id INTEGER NOT NULL, question_id INTEGER, part INTEGER NOT NULL,
        asker INTEGER, data TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat, message_id)
    ) WITHOUT ROWID;
    CREATE INDEX answers_question ON answers (chat, question_id);
    CREATE INDEX answers_asker ON answers (asker);
    ALTER TABLE votes RENAME TO votes_before;
    CREATE TABLE votes (
        chat INTEGER NOT NULL, message_id INTEGER NOT NULL, person INTEGER NOT NULL,
        good INTEGER NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (chat, message_id, person)
    ) WITHOUT ROWID;
    INSERT INTO votes SELECT random(), message_id, random(), good, reason, source, at FROM votes_before;
    DROP TABLE votes_before;
    ALTER TABLE users ADD COLUMN at REAL NOT NULL DEFAULT 0;
    ALTER TABLE chats ADD COLUMN at REAL NOT NULL DEFAULT 0;
    ALTER TABLE shown ADD COLUMN at REAL NOT NULL DEFAULT 0;
    UPDATE users SET at = unixepoch(); UPDATE chats SET at = unixepoch(); UPDATE shown SET at = unixepoch();
    CREATE TABLE admission (id INTEGER PRIMARY KEY, rule TEXT NOT NULL, at REAL NOT NULL);
    CREATE TABLE days (
        day TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL, at REAL NOT NULL, PRIMARY KEY (day, name)
    ) WITHOUT ROWID;
    """,
)

VERSION = len(_MIGRATIONS)
"""``user_version`` of the file."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An update received and not finished."""

    update_id: int
    payload: str
    """The JSON that came over the wire."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A message that was being sent, or was sent, for an update."""

    chat_id: int
    message_id: int | None
    sent: bool
    above: tuple[int, ...]
    """Highest message numbers known when it was written to the wire; its own is above one of them."""


class Store(Records):
    """Everything that survives a restart."""

    def __init__(self, database: Database, clock: Callable[[], float], secret: bytes) -> None:
        """Use ``Store.open``."""
        self._db = database
        self._names = Pseudonyms(secret)
        self._clock = clock
        self._locales: dict[int, str | None] = {}
        self._settings: dict[int, dict[str, Any]] = {}

    @classmethod
    async def open(cls, path: Path, clock: Callable[[], float] = time.time, *, secret: bytes = b"") -> Store:
        """Open or create the file and bring its tables up to date; ``secret`` keys the hashes in it.

        Raises:
            bot.database.StoreError: It cannot be used; nothing is left open.
        """
        store = cls(await Database.open(path, _MIGRATIONS), clock, secret)
        try:
            await store.forget_old()
        except BaseException:
            await store.close()
            raise
        return store

    @property
    def trouble(self) -> str:
        """What is wrong with the file at this moment, or nothing."""
        return self._db.trouble

    async def beat(self) -> None:
        """Write one row: whether the file can be written."""
        await self._do("INSERT OR REPLACE INTO beat VALUES (1, ?)", self._clock())

    async def close(self) -> None:
        """Close the file."""
        await self._db.close()

    # Updates -----------------------------------------------------------------------------------

    async def receive(self, update_id: int, payload: str) -> bool:
        """Keep an update before Telegram is told that we have it; False when it was seen before."""
        row = await self._one(
            "INSERT OR IGNORE INTO updates (update_id, received, payload) VALUES (?, ?, ?) "
            "RETURNING update_id",
            update_id,
            self._clock(),
            payload,
        )
        return row is not None

    async def begin(self, update_id: int) -> int | None:
        """Count one more beginning; how many there were, or None when the update is finished or forgotten.

        A process that dies in the middle leaves the count; whatever else ends the handling takes it back.
        """
        row = await self._one(
            "UPDATE updates SET tries = tries + 1 WHERE update_id = ? AND payload IS NOT NULL RETURNING tries",
            update_id,
        )
        return int(row[0]) if row else None

    async def put_off(self, update_id: int) -> None:
        """The update was not finished, and that was not its fault."""
        await self._do("UPDATE updates SET tries = max(tries - 1, 0) WHERE update_id = ?", update_id)

    async def finish(self, update_id: int, fault: str | None = None) -> None:
        """The update is dealt with, or set aside for a kind of fault: its text goes, its number stays."""
        await self._do("UPDATE updates SET payload = NULL, fault = ? WHERE update_id = ?", fault, update_id)
        self._db.tidy_soon()

    async def pending(self) -> list[Kept]:
        """What was received and not finished, oldest first."""
        rows = await self._db.all(
            "SELECT update_id, payload FROM updates WHERE payload IS NOT NULL ORDER BY update_id"
        )
        return [Kept(int(row[0]), str(row[1])) for row in rows]

    # Deliveries --------------------------------------------------------------------------------

    async def sending(self, update_id: int, part: int, chat_id: int, above: tuple[int, ...]) -> None:
        """Called in the instant before a message goes onto the wire.

        An update that came so far has not taken the process down.
        """
        await self._db.do(
            ("INSERT OR REPLACE INTO deliveries VALUES (?, ?, ?, NULL, 0, ?, ?)",
             update_id, part, chat_id, json.dumps(above), self._clock()),
            ("UPDATE updates SET tries = 0 WHERE update_id = ?", update_id),
        )  # fmt: skip

    async def sent(self, update_id: int, part: int, chat_id: int, message_id: int | None) -> None:
        """Telegram has the message; ``message_id`` is None when only that much is known."""
        await self._do(
            "INSERT OR REPLACE INTO deliveries VALUES (?, ?, ?, ?, 1, '[]', ?)",
            update_id, part, chat_id, message_id, self._clock(),
        )  # fmt: skip

    async def not_sent(self, update_id: int, part: int) -> None:
        """Telegram refused the message, so it was not delivered."""
        await self._do("DELETE FROM deliveries WHERE update_id = ? AND part = ?", update_id, part)

    async def delivery(self, update_id: int, part: int) -> Sending | None:
        """What is known of an earlier attempt, before a restart."""
        row = await self._one(
            "SELECT chat_id, message_id, sent, above FROM deliveries "
            "WHERE update_id = ? AND part = ?",
            update_id, part,
        )  # fmt: skip
        if row is None:
            return None
        return Sending(row[0], row[1], bool(row[2]), tuple(json.loads(row[3])))

    async def numbers_above(self, message_id: int) -> set[int]:
        """Numbers above ``message_id`` that our messages in private chats and groups have got."""
        rows = await self._db.all(
            "SELECT message_id FROM deliveries WHERE message_id > ? AND chat_id > -1000000000000", message_id
        )
        return {int(row[0]) for row in rows}

    # Settings ----------------------------------------------------------------------------------

    async def user_locale(self, user_id: int) -> str | None:
        """The language a person chose, or None."""
        if user_id not in self._locales:
            row = await self._one("SELECT locale, at FROM users WHERE user_id = ?", user_id)
            await self._touch("users", "user_id", user_id, row)
            _keep(self._locales, user_id, str(row[0]) if row else None)
        return self._locales[user_id]

    async def _touch(self, table: str, column: str, number: int, row: Any) -> None:
        """Note that a row is in use, once in a while."""
        if row is not None and self._clock() - row[1] > TOUCH_SECONDS:
            sql = f"UPDATE {table} SET at = ? WHERE {column} = ?"  # noqa: S608 - names of ours
            await self._do(sql, self._clock(), number)

    async def forget_person(self, user_id: int) -> None:
        """Delete what is held about a person now."""
        await super().forget_person(user_id)
        self._locales.pop(user_id, None)
        self._settings.pop(user_id, None)

    async def set_user_locale(self, user_id: int, locale: str) -> None:
        """Keep a person's choice."""
        await self._do("INSERT OR REPLACE INTO users VALUES (?, ?, ?)", user_id, locale, self._clock())
        _keep(self._locales, user_id, locale)

    async def chat_settings(self, chat_id: int) -> dict[str, Any]:
        """Settings of a group; empty where nothing was changed."""
        if chat_id not in self._settings:
            row = await self._one("SELECT settings, at FROM chats WHERE chat_id = ?", chat_id)
            await self._touch("chats", "chat_id", chat_id, row)
            _keep(self._settings, chat_id, dict(json.loads(row[0])) if row else {})
        return dict(self._settings[chat_id])

    async def set_chat_settings(self, chat_id: int, settings: dict[str, Any]) -> None:
        """Keep a group's settings."""
        await self._do(
            "INSERT INTO chats (chat_id, settings, at) VALUES (?, ?, ?) "
            "ON CONFLICT (chat_id) DO UPDATE SET settings = excluded.settings, gone = 0, at = excluded.at",
            chat_id, json.dumps(settings), self._clock(),
        )  # fmt: skip
        _keep(self._settings, chat_id, dict(settings))

    async def set_gone(self, chat_id: int, gone: bool) -> None:
        """The bot was removed from, blocked by, or let into a chat."""
        await self._do(
            "INSERT INTO chats (chat_id, settings, gone, at) VALUES (?, '{}', ?, ?) "
            "ON CONFLICT (chat_id) DO UPDATE SET gone = excluded.gone, at = excluded.at",
            chat_id, int(gone), self._clock(),
        )  # fmt: skip

    async def migrate_chat(self, old: int, new: int) -> None:
        """A group became a supergroup: its settings move along."""
        settings = await self.chat_settings(old)
        if settings and not await self.chat_settings(new):
            await self.set_chat_settings(new, settings)
        await self._do("DELETE FROM chats WHERE chat_id = ?", old)
        await self._do("UPDATE OR REPLACE shown SET chat_id = ? WHERE chat_id = ?", new, old)
        await self._do("UPDATE OR REPLACE posts SET chat_id = ? WHERE chat_id = ?", new, old)
        self._settings.pop(old, None)

    # Awareness ---------------------------------------------------------------------------------

    async def subscribed(self) -> list[tuple[int, dict[str, Any]]]:
        """Chats that asked for posts and that the bot is in, with their settings."""
        rows = await self._db.all(
            "SELECT chat_id, settings FROM chats WHERE gone = 0 "
            "AND json_extract(settings, '$.posts') IN ('daily', 'weekly') ORDER BY chat_id"
        )
        return [(int(row[0]), dict(json.loads(row[1]))) for row in rows]

    async def post(self, chat_id: int, slot: str) -> tuple[str, bool] | None:
        """The item that a slot was given and whether it was delivered; None for a slot not begun."""
        row = await self._one("SELECT item, done FROM posts WHERE chat_id = ? AND slot = ?", chat_id, slot)
        return (str(row[0]), bool(row[1])) if row else None

    async def begin_post(self, chat_id: int, slot: str, item: str) -> None:
        """Give a slot its item, before anything is sent."""
        await self._do(
            "INSERT INTO posts (chat_id, slot, item, at) VALUES (?, ?, ?, ?)",
            chat_id, slot, item, self._clock(),
        )  # fmt: skip

    async def end_post(self, chat_id: int, slot: str) -> None:
        """The slot is dealt with."""
        await self._do("UPDATE posts SET done = 1 WHERE chat_id = ? AND slot = ?", chat_id, slot)

    async def shown(self, chat_id: int) -> dict[str, int]:
        """Tips and quiz questions that a chat has had in this round, and the delivery each was for."""
        rows = await self._db.all("SELECT item, number FROM shown WHERE chat_id = ?", chat_id)
        return {str(row[0]): int(row[1]) for row in rows}

    async def keep_shown(self, chat_id: int, item: str, number: int, forget: Collection[str] = ()) -> None:
        """Note an item; a new round first forgets the items of the last one."""
        for old in forget:
            await self._do("DELETE FROM shown WHERE chat_id = ? AND item = ?", chat_id, old)
        await self._do(
            "INSERT OR REPLACE INTO shown VALUES (?, ?, ?, ?)", chat_id, item, number, self._clock()
        )

    async def counts(self) -> dict[str, int]:
        """Figures for ``/stats``."""
        row = await self._one(
            "SELECT (SELECT count(*) FROM updates WHERE payload IS NOT NULL), "
            "(SELECT count(*) FROM votes WHERE good = 1), (SELECT count(*) FROM votes WHERE good = 0)"
        )
        values = tuple(row) if row else (0, 0, 0)
        return dict(zip(("pending", "good", "bad"), map(int, values), strict=True))


def _keep(cache: dict[int, _V], key: int, value: _V) -> None:
    """A small write-through cache: what every message asks for is not read from the file each time."""
    if len(cache) >= CACHED:
        cache.clear()
    cache[key] = value
