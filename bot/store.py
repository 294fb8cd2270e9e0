"""What the Telegram side keeps: updates received, messages sent, answers, settings, votes (``bot.database``)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

from bot.claims import DEAD, Claims
from bot.database import Database
from bot.pseudonyms import Pseudonyms
from bot.records import TOUCH_SECONDS, Records
from bot.state import Engine, Kept, Sending, StoredAnswer

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
    # Whose an update is. What waits from before is each its own chat.
    """
    ALTER TABLE updates ADD COLUMN lane INTEGER;
    ALTER TABLE updates ADD COLUMN owner TEXT;
    ALTER TABLE updates ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE updates ADD COLUMN number INTEGER;
    UPDATE updates SET lane = update_id, taken = 1 WHERE payload IS NOT NULL;
    ALTER TABLE posts ADD COLUMN owner TEXT;
    CREATE TABLE lanes (lane INTEGER PRIMARY KEY, owner TEXT NOT NULL, at REAL NOT NULL);
    CREATE TABLE replicas (owner TEXT PRIMARY KEY, since REAL NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
    CREATE TABLE asked (who INTEGER NOT NULL, notice INTEGER NOT NULL, at REAL NOT NULL);
    CREATE INDEX asked_who ON asked (who, at);
    CREATE TABLE paces (name TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
    """,
    """
    CREATE TABLE unanswered (
        asker INTEGER NOT NULL, question INTEGER NOT NULL, text TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (asker, question)
    ) WITHOUT ROWID;
    """,
)

VERSION = len(_MIGRATIONS)
"""``user_version`` of the file."""


class Store(Claims, Records):
    """Everything that survives a restart."""

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], float],
        secret: bytes,
        seal: tuple[Callable[[str], str], Callable[[str], str]] = (str, str),
    ) -> None:
        """Use ``Store.open`` or ``bot.opening``; ``seal`` makes updates unreadable where they lie, and readable."""
        self._db = engine
        self._names = Pseudonyms(secret)
        self._clock = clock
        self._owner = self.new_owner()
        self._seal, self._unseal = seal
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
    def shared(self) -> bool:
        """Whether several processes work on it."""
        return self._db.shared

    @property
    def trouble(self) -> str:
        """What is wrong with the file at this moment, or nothing."""
        return self._db.trouble

    async def beat(self) -> None:
        """Write one row: whether the file can be written."""
        await self._do(
            "INSERT INTO beat (one, at) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET at = excluded.at",
            self._clock(),
        )

    async def close(self) -> None:
        """Close the file."""
        await self._db.close()

    # Settings ----------------------------------------------------------------------------------

    async def user_locale(self, user_id: int) -> str | None:
        """The language a person chose, or None."""
        if self.shared or user_id not in self._locales:
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
        await self._do(
            "INSERT INTO users (user_id, locale, at) VALUES (?, ?, ?) "
            "ON CONFLICT (user_id) DO UPDATE SET locale = excluded.locale, at = excluded.at",
            user_id, locale, self._clock(),
        )  # fmt: skip
        _keep(self._locales, user_id, locale)

    async def chat_settings(self, chat_id: int) -> dict[str, Any]:
        """Settings of a group; empty where nothing was changed."""
        if self.shared or chat_id not in self._settings:
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
        await self._db.do(
            ("DELETE FROM chats WHERE chat_id = ?", old),
            ("DELETE FROM shown WHERE chat_id = ? AND item IN (SELECT item FROM shown WHERE chat_id = ?)", new, old),
            ("UPDATE shown SET chat_id = ? WHERE chat_id = ?", new, old),
            ("DELETE FROM posts WHERE chat_id = ? AND slot IN (SELECT slot FROM posts WHERE chat_id = ?)", new, old),
            ("UPDATE posts SET chat_id = ? WHERE chat_id = ?", new, old),
        )  # fmt: skip
        self._settings.pop(old, None)

    # Awareness ---------------------------------------------------------------------------------

    async def lead(self) -> bool:
        """Whether this process sends the scheduled posts."""
        return await self._db.lead()

    async def tell(self, word: str) -> None:
        """Say something to the other processes."""
        await self._db.tell(word)

    async def hear(self, seconds: float) -> list[str]:
        """What the others said, or nothing after so long."""
        return await self._db.hear(seconds)

    async def subscribed(self) -> list[tuple[int, dict[str, Any]]]:
        """Chats that asked for posts and that the bot is in, with their settings."""
        rows = await self._db.all(
            "SELECT chat_id, settings FROM chats WHERE gone = 0 "
            "AND settings ->> 'posts' IN ('daily', 'weekly') ORDER BY chat_id"
        )
        return [(int(row[0]), dict(json.loads(row[1]))) for row in rows]

    async def post(self, chat_id: int, slot: str) -> tuple[str, bool] | None:
        """The item that a slot was given and whether it was delivered; None for a slot not begun."""
        row = await self._one("SELECT item, done FROM posts WHERE chat_id = ? AND slot = ?", chat_id, slot)
        return (str(row[0]), bool(row[1])) if row else None

    async def begin_post(self, chat_id: int, slot: str, item: str) -> None:
        """Give a slot its item, before anything is sent."""
        await self._do(
            "INSERT INTO posts (chat_id, slot, item, at, owner) VALUES (?, ?, ?, ?, ?)",
            chat_id, slot, item, self._clock(), self._owner,
        )  # fmt: skip

    async def take_post(self, chat_id: int, slot: str) -> bool:
        """Carry on with a slot that was begun; False while the process that began it lives."""
        rows = await self._db.do(
            ("UPDATE posts SET owner = ? WHERE chat_id = ? AND slot = ? AND done = 0 "  # noqa: S608 - names of ours
             f"AND (owner IS NULL OR owner = ? OR {DEAD.format(owner='posts.owner')}) RETURNING slot",
             self._owner, chat_id, slot, self._owner, *self._eyes())
        )  # fmt: skip
        return bool(rows)

    async def end_post(self, chat_id: int, slot: str) -> None:
        """The slot is dealt with."""
        await self._do("UPDATE posts SET done = 1 WHERE chat_id = ? AND slot = ?", chat_id, slot)

    async def shown(self, chat_id: int) -> dict[str, int]:
        """Tips and quiz questions that a chat has had in this round, and the delivery each was for."""
        rows = await self._db.all("SELECT item, number FROM shown WHERE chat_id = ?", chat_id)
        return {str(row[0]): int(row[1]) for row in rows}

    async def keep_shown(self, chat_id: int, item: str, number: int, forget: Collection[str] = ()) -> None:
        """Note an item; a new round first forgets the items of the last one."""
        await self._db.do(
            *(("DELETE FROM shown WHERE chat_id = ? AND item = ?", chat_id, old) for old in forget),
            ("INSERT INTO shown (chat_id, item, number, at) VALUES (?, ?, ?, ?) "
             "ON CONFLICT (chat_id, item) DO UPDATE SET number = excluded.number, at = excluded.at",
             chat_id, item, number, self._clock()),
        )  # fmt: skip

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
