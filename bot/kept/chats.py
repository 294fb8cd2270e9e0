"""What people and groups chose, whether the bot is still in a chat, and who is let in."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from bot.kept.part import Ground, Part

CACHED = 10_000
TOUCH_SECONDS = 30 * 24 * 3600.0
"""How old the note of a last use may be before it is made anew: not every message shall write."""
_V = TypeVar("_V")


class Chats(Part):
    """Languages of people, settings of groups, and chats that the bot has left."""

    def __init__(self, ground: Ground) -> None:
        """Remember nothing yet; several processes never do."""
        super().__init__(ground)
        self._locales: dict[int, str | None] = {}
        self._settings: dict[int, dict[str, Any]] = {}

    async def user_locale(self, user_id: int) -> str | None:
        """The language a person chose, or None."""
        if self._db.shared or user_id not in self._locales:
            row = await self._one("SELECT locale, at FROM users WHERE user_id = ?", user_id)
            await self._touch("users", "user_id", user_id, row)
            _keep(self._locales, user_id, str(row[0]) if row else None)
        return self._locales[user_id]

    async def set_user_locale(self, user_id: int, locale: str) -> None:
        """Keep a person's choice."""
        await self._do(
            "INSERT INTO users (user_id, locale, at) VALUES (?, ?, ?) "
            "ON CONFLICT (user_id) DO UPDATE SET locale = excluded.locale, at = excluded.at",
            user_id, locale, self._clock(),
        )  # fmt: skip
        _keep(self._locales, user_id, locale)

    async def _touch(self, table: str, column: str, number: int, row: Any) -> None:
        """Note that a row is in use, once in a while."""
        if row is not None and self._clock() - row[1] > TOUCH_SECONDS:
            sql = f"UPDATE {table} SET at = ? WHERE {column} = ?"  # noqa: S608 - names of ours
            await self._do(sql, self._clock(), number)

    async def settings(self, chat_id: int) -> dict[str, Any]:
        """Settings of a group; empty where nothing was changed."""
        if self._db.shared or chat_id not in self._settings:
            row = await self._one("SELECT settings, at FROM chats WHERE chat_id = ?", chat_id)
            await self._touch("chats", "chat_id", chat_id, row)
            _keep(self._settings, chat_id, dict(json.loads(row[0])) if row else {})
        return dict(self._settings[chat_id])

    async def set_settings(self, chat_id: int, settings: dict[str, Any]) -> None:
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

    async def migrate(self, old: int, new: int) -> None:
        """A group became a supergroup: its settings move along."""
        settings = await self.settings(old)
        if settings and not await self.settings(new):
            await self.set_settings(new, settings)
        await self._db.do(
            ("DELETE FROM chats WHERE chat_id = ?", old),
            ("DELETE FROM shown WHERE chat_id = ? AND item IN (SELECT item FROM shown WHERE chat_id = ?)", new, old),
            ("UPDATE shown SET chat_id = ? WHERE chat_id = ?", new, old),
            ("DELETE FROM posts WHERE chat_id = ? AND slot IN (SELECT slot FROM posts WHERE chat_id = ?)", new, old),
            ("UPDATE posts SET chat_id = ? WHERE chat_id = ?", new, old),
        )  # fmt: skip
        self._settings.pop(old, None)

    async def wants_news(self) -> list[int]:
        """Chats that switched notices on and that the bot is in."""
        rows = await self._db.all(
            "SELECT chat_id FROM chats WHERE gone = 0 AND settings ->> 'news' = 'on' ORDER BY chat_id"
        )
        return [int(row[0]) for row in rows]

    async def subscribed(self) -> list[tuple[int, dict[str, Any]]]:
        """Chats that asked for posts and that the bot is in, with their settings."""
        rows = await self._db.all(
            "SELECT chat_id, settings FROM chats WHERE gone = 0 "
            "AND settings ->> 'posts' IN ('daily', 'weekly') ORDER BY chat_id"
        )
        return [(int(row[0]), dict(json.loads(row[1]))) for row in rows]

    def drop(self, number: int) -> None:
        """What was remembered of a person or a chat is to be read again."""
        self._locales.pop(number, None)
        self._settings.pop(number, None)


class Admission(Part):
    """Users and chats that the operators block or allow."""

    async def admit(self, number: int, rule: str | None) -> None:
        """Block or allow a user or a chat (``rule`` is ``block`` or ``allow``); None takes the entry back."""
        if rule is None:
            await self._do("DELETE FROM admission WHERE id = ?", number)
        else:
            await self._do(
                "INSERT INTO admission (id, rule, at) VALUES (?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET rule = excluded.rule, at = excluded.at",
                number, rule, self._clock(),
            )  # fmt: skip

    async def rules(self) -> dict[int, str]:
        """Every user and chat with a rule."""
        return {int(row[0]): str(row[1]) for row in await self._db.all("SELECT id, rule FROM admission")}


def _keep(cache: dict[int, _V], key: int, value: _V) -> None:
    """A small write-through cache: what every message asks for is not read from the file each time."""
    if len(cache) >= CACHED:
        cache.clear()
    cache[key] = value
