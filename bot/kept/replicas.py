"""The processes that work on one store: who lives, who is dead, and what they tell each other.

A chat has a home: the process that claimed its first update. A home lasts while its process renews, so a chat's
updates are worked on in one place, in order, by who remembers the conversation. Whoever has not renewed for
``LEASE_SECONDS`` is dead; only a process that has itself renewed without a gap for as long may say so of another, as
after an outage of the database everybody looks dead for a moment.
"""

from __future__ import annotations

import secrets
from typing import Any

from bot.kept.part import Ground, Part

LEASE_SECONDS = 15.0
"""A process that has not renewed for so long is dead."""
RENEW_SECONDS = 3.0

DEAD = (
    "NOT EXISTS (SELECT 1 FROM replicas r WHERE r.owner = {owner} AND (r.at > ? OR NOT EXISTS "
    "(SELECT 1 FROM replicas me WHERE me.owner = ? AND me.at > ? AND me.since <= ?)))"
)
"""Whether who is named is dead in the eyes of this process; values of ``Replicas.eyes``. No row: it has left."""


class Replicas(Part):
    """This process among those that share the store."""

    def __init__(self, ground: Ground) -> None:
        """Under a name that no process had before."""
        super().__init__(ground)
        self.owner = secrets.token_hex(8)

    def eyes(self) -> tuple[Any, ...]:
        """The values of ``DEAD``."""
        bound = self._clock() - LEASE_SECONDS
        return bound, self.owner, bound, bound

    async def enter(self) -> None:
        """Begin to work: renews; a file has one process, so whoever else is noted in it is dead."""
        if not self._db.shared:
            await self._db.do(("DELETE FROM replicas",))
        await self.renew()

    async def renew(self) -> None:
        """Say that this process lives, at least every ``RENEW_SECONDS``."""
        now = self._clock()
        await self._db.do(
            ("INSERT INTO replicas (owner, since, at) VALUES (?, ?, ?) ON CONFLICT (owner) DO UPDATE SET "
             "since = CASE WHEN replicas.at > ? THEN replicas.since ELSE excluded.since END, at = excluded.at",
             self.owner, now, now, now - LEASE_SECONDS)
        )  # fmt: skip

    async def leave(self) -> None:
        """Work no more: everything claimed is free at once."""
        await self._db.do(
            ("UPDATE updates SET owner = NULL WHERE owner = ?", self.owner),
            ("DELETE FROM lanes WHERE owner = ?", self.owner),
            ("DELETE FROM replicas WHERE owner = ?", self.owner),
        )
        await self._db.tell("left")

    async def lead(self) -> bool:
        """Whether this process sends the scheduled posts."""
        return await self._db.lead()

    async def tell(self, word: str) -> None:
        """Say something to the other processes."""
        await self._db.tell(word)

    async def hear(self, seconds: float) -> list[str]:
        """What the others said, or nothing after so long."""
        return await self._db.hear(seconds)
