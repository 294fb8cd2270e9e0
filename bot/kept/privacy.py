"""How long anything is kept, what is held about one person, and how it is forgotten."""

from __future__ import annotations

import json
from typing import Any

from bot.kept.chats import Chats
from bot.kept.part import Ground, Part

HOUR = 3600.0
DAY = 24 * HOUR

RETENTION: dict[str, tuple[str, float]] = {
    "updates": ("received", 3 * DAY),
    "deliveries": ("at", 3 * DAY),
    "answers": ("at", 30 * DAY),
    "votes": ("at", 365 * DAY),
    "users": ("at", 400 * DAY),
    "chats": ("at", 400 * DAY),
    "shown": ("at", 400 * DAY),
    "posts": ("at", 90 * DAY),
    "admission": ("at", 3 * 365 * DAY),
    "days": ("at", 400 * DAY),
    "unanswered": ("at", 30 * DAY),
    "beat": ("at", 400 * DAY),
    "lanes": ("at", DAY),
    "replicas": ("at", 2 * DAY),
    "asked": ("at", HOUR),
    "paces": ("at", 400 * DAY),
}
"""Every table: the column of its age, and after how many seconds a row goes.

Telegram keeps updates for 24 hours; edits and buttons reach back further, but not for ever. ``users`` and ``chats`` count from
their last use; a chat that the bot has left goes after ``GONE_SECONDS``.
"""

GONE_SECONDS = 30 * DAY


class Privacy(Part):
    """Over every table: what goes by its age, and what goes because somebody wants it."""

    def __init__(self, ground: Ground, chats: Chats) -> None:
        """Have ``chats`` forget, too, what it remembers of a person."""
        super().__init__(ground)
        self._chats = chats

    async def forget_old(self) -> None:
        """Delete what is older than ``RETENTION`` says."""
        now = self._clock()
        await self._db.do(
            *(
                (f"DELETE FROM {table} WHERE {column} < ?", now - seconds)  # noqa: S608 - names of ours
                for table, (column, seconds) in RETENTION.items()
            ),
            ("DELETE FROM chats WHERE gone = 1 AND at < ?", now - GONE_SECONDS),
        )
        self._db.tidy_soon()

    async def held(self, user_id: int) -> dict[str, Any]:
        """Everything that the store holds about a person, table by table; times are seconds since 1970."""
        name = self._names.of(user_id)

        async def rows(sql: str, *values: Any) -> list[dict[str, Any]]:
            columns = [part.split()[-1] for part in sql.split(" FROM ")[0].removeprefix("SELECT ").split(",")]
            return [dict(zip(columns, row, strict=True)) for row in await self._db.all(sql, *values)]

        held: dict[str, Any] = {
            "users": await rows("SELECT locale, at FROM users WHERE user_id = ?", user_id),
            "chats": await rows("SELECT settings, gone, at FROM chats WHERE chat_id = ?", user_id),
            "shown": await rows("SELECT item, at FROM shown WHERE chat_id = ?", user_id),
            "posts": await rows("SELECT slot, item, at FROM posts WHERE chat_id = ?", user_id),
            "deliveries": await rows("SELECT message_id, at FROM deliveries WHERE chat_id = ?", user_id),
            "answers": await rows(
                "SELECT message_id, question_id, data, at FROM answers WHERE chat = ? OR asker = ?",
                name,
                name,
            ),
            "votes": await rows(
                "SELECT message_id, good, reason, source, at FROM votes WHERE person = ?", name
            ),
            "unanswered": await rows("SELECT text, at FROM unanswered WHERE asker = ?", name),
            "admission": await rows("SELECT rule, at FROM admission WHERE id = ?", user_id),
            "lanes": await rows("SELECT at FROM lanes WHERE lane = ?", self._names.lane(f"chat {user_id}")),
        }
        for row in held["unanswered"]:
            row["text"] = self._unseal(row["text"])
        for table in ("answers", "chats"):
            for row in held[table]:
                key = "data" if table == "answers" else "settings"
                row[key] = json.loads(row[key])
        return held

    async def forget(self, user_id: int) -> None:
        """Delete what is held about a person now; an operator's block stays, or it could be lifted so."""
        name = self._names.of(user_id)
        await self._db.do(
            *(
                (f"DELETE FROM {table} WHERE {column} = ?", user_id)  # noqa: S608 - names of ours
                for table, column in (
                    ("users", "user_id"),
                    ("chats", "chat_id"),
                    ("shown", "chat_id"),
                    ("posts", "chat_id"),
                    ("deliveries", "chat_id"),
                )
            ),
            ("DELETE FROM answers WHERE chat = ? OR asker = ?", name, name),
            ("DELETE FROM votes WHERE person = ?", name),
            ("DELETE FROM lanes WHERE lane = ?", self._names.lane(f"chat {user_id}")),
            ("DELETE FROM unanswered WHERE asker = ?", name),
        )
        self._db.tidy_soon()
        self._chats.drop(user_id)
