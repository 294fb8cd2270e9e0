"""What the Telegram side keeps: updates received, messages sent, answers, settings, votes (``bot.database``)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.database import Database

KEEP_SECONDS = 3 * 24 * 3600.0
"""Telegram keeps updates for 24 hours; buttons and edits reach back further, but not for ever."""
BUTTON_SECONDS = 90 * 24 * 3600.0

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
)


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


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One message of an answer, as later edits and buttons need it."""

    chat_id: int
    message_id: int
    question_id: int | None
    part: int
    data: dict[str, Any]


class Store:
    """Everything that survives a restart."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        """Use ``Store.open``."""
        self._db = database
        self._clock = clock
        self._locales: dict[int, str | None] = {}
        self._settings: dict[int, dict[str, Any]] = {}

    @classmethod
    async def open(cls, path: Path, clock: Callable[[], float] = time.time) -> Store:
        """Open or create the file and bring its tables up to date.

        Raises:
            bot.database.StoreError: It cannot be used; nothing is left open.
        """
        store = cls(await Database.open(path, _MIGRATIONS), clock)
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

    async def forget_old(self) -> None:
        """Delete what is no longer needed."""
        now = self._clock()
        await self._db.do(
            ("DELETE FROM updates WHERE received < ?", now - KEEP_SECONDS),
            ("DELETE FROM deliveries WHERE at < ?", now - KEEP_SECONDS),
            ("DELETE FROM answers WHERE at < ?", now - BUTTON_SECONDS),
            ("DELETE FROM posts WHERE at < ?", now - BUTTON_SECONDS),
        )
        self._db.tidy_soon()

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

    async def is_ours(self, chat_id: int, message_id: int) -> bool:
        """Whether this message is known to be one of ours."""
        row = await self._one(
            "SELECT 1 FROM deliveries WHERE chat_id = ?1 AND message_id = ?2 UNION ALL "
            "SELECT 1 FROM answers WHERE chat_id = ?1 AND message_id = ?2 LIMIT 1",
            chat_id,
            message_id,
        )
        return row is not None

    async def numbers_above(self, message_id: int) -> set[int]:
        """Numbers above ``message_id`` that our messages in private chats and groups have got."""
        rows = await self._db.all(
            "SELECT message_id FROM deliveries WHERE message_id > ? AND chat_id > -1000000000000", message_id
        )
        return {int(row[0]) for row in rows}

    # Answers -----------------------------------------------------------------------------------

    async def keep_answer(self, answer: StoredAnswer) -> None:
        """Remember a message of an answer for edits and buttons."""
        await self._do(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)",
            answer.chat_id, answer.message_id, answer.question_id, answer.part,
            json.dumps(answer.data, ensure_ascii=False), self._clock(),
        )  # fmt: skip

    async def answer(self, chat_id: int, message_id: int) -> StoredAnswer | None:
        """The answer that a message of ours belongs to."""
        row = await self._one(
            "SELECT chat_id, message_id, question_id, part, data FROM answers "
            "WHERE chat_id = ? AND message_id = ?",
            chat_id, message_id,
        )  # fmt: skip
        return _stored(row) if row else None

    async def answers_to(self, chat_id: int, question_id: int) -> list[StoredAnswer]:
        """The messages that answered a question, in order."""
        rows = await self._db.all(
            "SELECT chat_id, message_id, question_id, part, data FROM answers "
            "WHERE chat_id = ? AND question_id = ? ORDER BY part",
            chat_id,
            question_id,
        )
        return [_stored(row) for row in rows]

    async def forget_answer(self, chat_id: int, message_id: int) -> None:
        """The message was deleted."""
        await self._do("DELETE FROM answers WHERE chat_id = ? AND message_id = ?", chat_id, message_id)

    # Settings ----------------------------------------------------------------------------------

    async def user_locale(self, user_id: int) -> str | None:
        """The language a person chose, or None."""
        if user_id not in self._locales:
            row = await self._one("SELECT locale FROM users WHERE user_id = ?", user_id)
            _keep(self._locales, user_id, str(row[0]) if row else None)
        return self._locales[user_id]

    async def set_user_locale(self, user_id: int, locale: str) -> None:
        """Keep a person's choice."""
        await self._do("INSERT OR REPLACE INTO users VALUES (?, ?)", user_id, locale)
        _keep(self._locales, user_id, locale)

    async def chat_settings(self, chat_id: int) -> dict[str, Any]:
        """Settings of a group; empty where nothing was changed."""
        if chat_id not in self._settings:
            row = await self._one("SELECT settings FROM chats WHERE chat_id = ?", chat_id)
            _keep(self._settings, chat_id, dict(json.loads(row[0])) if row else {})
        return dict(self._settings[chat_id])

    async def set_chat_settings(self, chat_id: int, settings: dict[str, Any]) -> None:
        """Keep a group's settings."""
        await self._do(
            "INSERT INTO chats (chat_id, settings) VALUES (?, ?) "
            "ON CONFLICT (chat_id) DO UPDATE SET settings = excluded.settings, gone = 0",
            chat_id, json.dumps(settings),
        )  # fmt: skip
        _keep(self._settings, chat_id, dict(settings))

    async def set_gone(self, chat_id: int, gone: bool) -> None:
        """The bot was removed from, blocked by, or let into a chat."""
        await self._do(
            "INSERT INTO chats (chat_id, settings, gone) VALUES (?, '{}', ?) "
            "ON CONFLICT (chat_id) DO UPDATE SET gone = excluded.gone",
            chat_id, int(gone),
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
        await self._do("INSERT OR REPLACE INTO shown VALUES (?, ?, ?)", chat_id, item, number)

    async def vote(
        self, chat_id: int, message_id: int, user_id: int, *, good: bool, reason: str, source: str
    ) -> None:
        """One person's vote on one answer; a new one replaces it. ``source`` names passages, no words."""
        await self._do(
            "INSERT OR REPLACE INTO votes VALUES (?, ?, ?, ?, ?, ?, ?)",
            chat_id, message_id, user_id, int(good), reason, source, self._clock(),
        )  # fmt: skip

    async def counts(self) -> dict[str, int]:
        """Figures for ``/stats``."""
        row = await self._one(
            "SELECT (SELECT count(*) FROM updates WHERE payload IS NOT NULL), "
            "(SELECT count(*) FROM votes WHERE good = 1), (SELECT count(*) FROM votes WHERE good = 0)"
        )
        values = tuple(row) if row else (0, 0, 0)
        return dict(zip(("pending", "good", "bad"), map(int, values), strict=True))

    async def _do(self, sql: str, *values: Any) -> None:
        await self._db.do((sql, *values))

    async def _one(self, sql: str, *values: Any) -> Any:
        return await self._db.one(sql, *values)


def _keep(cache: dict[int, _V], key: int, value: _V) -> None:
    """A small write-through cache: what every message asks for is not read from the file each time."""
    if len(cache) >= CACHED:
        cache.clear()
    cache[key] = value


def _stored(row: Any) -> StoredAnswer:
    chat_id, message_id, question_id, part, data = row
    return StoredAnswer(chat_id, message_id, question_id, part, json.loads(data))
