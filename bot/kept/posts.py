"""Scheduled posts, and the tips and quiz questions that a chat has had (``bot.awareness``)."""

from __future__ import annotations

from collections.abc import Collection

from bot.kept.part import Ground, Part
from bot.kept.replicas import DEAD, Replicas


class Posts(Part):
    """Slots of posts: each is begun by one process and delivered once."""

    def __init__(self, ground: Ground, replicas: Replicas) -> None:
        """Post for this process among ``replicas``."""
        super().__init__(ground)
        self._replicas = replicas

    async def begun(self, chat_id: int, slot: str) -> tuple[str, bool] | None:
        """The item that a slot was given and whether it was delivered; None for a slot not begun."""
        row = await self._one("SELECT item, done FROM posts WHERE chat_id = ? AND slot = ?", chat_id, slot)
        return (str(row[0]), bool(row[1])) if row else None

    async def begin(self, chat_id: int, slot: str, item: str) -> None:
        """Give a slot its item, before anything is sent."""
        await self._do(
            "INSERT INTO posts (chat_id, slot, item, at, owner) VALUES (?, ?, ?, ?, ?)",
            chat_id, slot, item, self._clock(), self._replicas.owner,
        )  # fmt: skip

    async def take(self, chat_id: int, slot: str) -> bool:
        """Carry on with a slot that was begun; False while the process that began it lives."""
        rows = await self._db.do(
            ("UPDATE posts SET owner = ? WHERE chat_id = ? AND slot = ? AND done = 0 "  # noqa: S608 - names of ours
             f"AND (owner IS NULL OR owner = ? OR {DEAD.format(owner='posts.owner')}) RETURNING slot",
             self._replicas.owner, chat_id, slot, self._replicas.owner, *self._replicas.eyes())
        )  # fmt: skip
        return bool(rows)

    async def end(self, chat_id: int, slot: str) -> None:
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
