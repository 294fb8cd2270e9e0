"""Tables of awareness: what chats asked for, which posts were claimed, which tips a chat has had.

Every write is one statement, hence one transaction; a post is claimed by a row that can exist only once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import aiosqlite

from bot.schedule import Every, Post, Schedule, Slot, What

TABLES = """
    CREATE TABLE schedules (
        chat_id INTEGER PRIMARY KEY, every TEXT NOT NULL, weekday INTEGER NOT NULL, hour INTEGER NOT NULL,
        zone TEXT NOT NULL, what TEXT NOT NULL, thread_id INTEGER, locale TEXT NOT NULL,
        next_local TEXT, next_at REAL
    );
    CREATE INDEX schedules_next ON schedules (next_at) WHERE next_at IS NOT NULL;
    CREATE TABLE posts (
        post_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, slot TEXT NOT NULL, at REAL NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0, UNIQUE (chat_id, slot)
    );
    CREATE TABLE shown (
        chat_id INTEGER NOT NULL, kind TEXT NOT NULL, item_id TEXT NOT NULL, for_update INTEGER NOT NULL,
        number INTEGER NOT NULL, PRIMARY KEY (chat_id, kind, item_id)
    ) WITHOUT ROWID;
    """

_COLUMNS = "every, weekday, hour, zone, what, thread_id, locale"


def delivery_key(post_id: int) -> int:
    """Under which the outbox notes a post: below zero, where no update of Telegram's is."""
    return -post_id


class Posts:
    """Schedules, claims and what was shown; part of ``Store``."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        """Use ``Store.open``."""
        self._db = connection

    # Schedules ---------------------------------------------------------------------------------

    async def schedule(self, chat_id: int) -> Schedule:
        """What a chat asked for; nothing where it never did."""
        rows = await self._all(f"SELECT {_COLUMNS} FROM schedules WHERE chat_id = ?", chat_id)  # noqa: S608
        return _schedule(rows[0]) if rows else Schedule()

    async def set_schedule(self, chat_id: int, schedule: Schedule, following: Slot | None) -> None:
        """Keep what a chat asks for, and the slot it waits for."""
        await self._all(
            "INSERT OR REPLACE INTO schedules VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            chat_id, schedule.every, schedule.weekday, schedule.hour, schedule.zone, schedule.what,
            schedule.thread_id, schedule.locale, following and following.local, following and following.at,
        )  # fmt: skip

    async def waiting(self, now: float) -> list[tuple[int, Schedule, Slot]]:
        """Chats whose slot has come, the earliest first; chats that are gone do not count."""
        rows = await self._all(
            f"SELECT {_COLUMNS}, schedules.chat_id, next_local, next_at FROM schedules "  # noqa: S608
            "LEFT JOIN chats ON chats.chat_id = schedules.chat_id "
            "WHERE next_at <= ? AND coalesce(chats.gone, 0) = 0 ORDER BY next_at, schedules.chat_id",
            now,
        )
        return [(int(row[7]), _schedule(row), Slot(row[8], row[9])) for row in rows]

    async def wait_for(self, chat_id: int, slot: Slot, following: Slot | None) -> None:
        """After ``slot`` the chat waits for ``following``, unless its settings were changed meanwhile."""
        await self._all(
            "UPDATE schedules SET next_local = ?, next_at = ? WHERE chat_id = ? AND next_local = ? AND next_at = ?",
            following and following.local, following and following.at, chat_id, slot.local, slot.at,
        )  # fmt: skip

    # Posts -------------------------------------------------------------------------------------

    async def claim(self, chat_id: int, slot: Slot) -> int | None:
        """A number for the post of this slot, or None when it was claimed before."""
        rows = await self._all(
            "INSERT OR IGNORE INTO posts (chat_id, slot, at) VALUES (?, ?, ?) RETURNING post_id",
            chat_id, slot.local, slot.at,
        )  # fmt: skip
        return int(rows[0][0]) if rows else None

    async def unfinished(self) -> list[Post]:
        """Posts that an earlier process claimed and did not finish."""
        rows = await self._all("SELECT post_id, chat_id, slot, at FROM posts WHERE done = 0 ORDER BY post_id")
        return [Post(row[0], row[1], Slot(row[2], row[3]), replayed=True) for row in rows]

    async def try_again(self, post_id: int) -> int:
        """Count one more beginning; returns how many there were."""
        rows = await self._all(
            "UPDATE posts SET tries = tries + 1 WHERE post_id = ? RETURNING tries", post_id
        )
        return int(rows[0][0]) if rows else 0

    async def finish(self, post_id: int) -> None:
        """The post is dealt with; its slot stays taken."""
        await self._all("UPDATE posts SET done = 1 WHERE post_id = ?", post_id)

    # What was shown ----------------------------------------------------------------------------

    async def pick(self, chat_id: int, kind: What, items: Sequence[str], key: int) -> str | None:
        """The next item for a chat: none a second time before all were shown.

        Args:
            chat_id: The chat; each has an order of its own.
            kind: Tips and quizzes are counted apart.
            items: What there is.
            key: The update or post it is for; the same key gets the same item, after a restart too.
        """
        rows = await self._all(
            "SELECT item_id, for_update FROM shown WHERE chat_id = ? AND kind = ? ORDER BY number",
            chat_id, kind,
        )  # fmt: skip
        for item, earlier in rows:
            if earlier == key and item in items:
                return str(item)
        had = {row[0] for row in rows}
        left = [item for item in items if item not in had]
        if not left:
            last = rows[-1][0] if rows else None
            left = [item for item in items if item != last] or list(items)
            await self._all("DELETE FROM shown WHERE chat_id = ? AND kind = ?", chat_id, kind)
        if not left:
            return None
        item = min(left, key=lambda one: hashlib.sha256(f"{chat_id}:{one}".encode()).digest())
        await self._all(
            "INSERT OR REPLACE INTO shown SELECT ?1, ?2, ?3, ?4, coalesce(max(number), 0) + 1 "
            "FROM shown WHERE chat_id = ?1 AND kind = ?2",
            chat_id, kind, item, key,
        )  # fmt: skip
        return item

    # All of them -------------------------------------------------------------------------------

    async def migrate(self, old: int, new: int) -> None:
        """A group became a supergroup."""
        for table in ("schedules", "posts", "shown"):
            await self._all(f"UPDATE OR IGNORE {table} SET chat_id = ? WHERE chat_id = ?", new, old)  # noqa: S608
            await self._all(f"DELETE FROM {table} WHERE chat_id = ?", old)  # noqa: S608

    async def forget_before(self, moment: float) -> None:
        """Delete posts of slots that are long over."""
        await self._all("DELETE FROM posts WHERE at < ?", moment)

    async def _all(self, sql: str, *values: Any) -> list[Any]:
        return list(await self._db.execute_fetchall(sql, values))


def _schedule(row: Any) -> Schedule:
    every, weekday, hour, zone, what, thread_id, locale = row[:7]
    return Schedule(Every(every), weekday, hour, zone, What(what), thread_id, locale)
