"""Updates received: each kept once, and worked on by the process that its chat belongs to (``bot.kept.replicas``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from bot.kept.part import Ground, Part
from bot.kept.replicas import DEAD, Replicas
from bot.state import Kept

MOST_AT_ONCE = 200
"""Payloads read by one statement."""
MOST_OF_A_CHAT = 300
"""Updates of one chat in memory: the rest waits in the store, so that a chat that is stuck (a 429 of minutes) takes nobody's place."""
HOME_TOUCH_SECONDS = 3600.0


class Unreadable(Exception):
    """A payload was sealed under another token."""


class Updates(Part):
    """Updates received, and whose they are."""

    def __init__(self, ground: Ground, replicas: Replicas) -> None:
        """Claim for this process among ``replicas``."""
        super().__init__(ground)
        self._replicas = replicas

    async def receive(
        self, update_id: int, payload: str, *, chat: str = "", number: int | None = None
    ) -> bool:
        """Keep an update before Telegram is told that we have it; False when it was seen before.

        Args:
            update_id: Telegram's number of it.
            payload: The JSON that came over the wire.
            chat: Names its chat; updates of one chat are worked on by one process. Kept as a keyed hash.
            number: Its message's number in the sequence that private chats and groups share.
        """
        lane = self._names.lane(chat) if chat else update_id
        row = await self._db.one(
            "INSERT INTO updates (update_id, received, payload, lane, number) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (update_id) DO NOTHING RETURNING update_id",
            update_id, self._clock(), self._seal(payload), lane, number,
        )  # fmt: skip
        return row is not None

    async def claim(self, held: Collection[int], most: int) -> list[Kept]:
        """Updates that are this process's to work on and not in ``held``: oldest first, but chats that were in work at a death last.

        A chat belongs to the process that claimed it first, for as long as that lives; whoever has not renewed for
        ``LEASE_SECONDS`` is dead, and what was its own is free.
        """
        now, me, eyes = self._clock(), self._replicas.owner, self._replicas.eyes()
        free = "(l.owner IS NULL OR (l.owner = ? AND l.at < ?) OR " + DEAD.format(owner="l.owner") + ")"
        # Homes first, in the order of their numbers: two processes that want the same ones never wait crosswise.
        await self._db.do(
            # What a version before lanes kept, and what could not be read far enough to have one.
            ("UPDATE updates SET lane = 0 WHERE lane IS NULL AND payload IS NOT NULL",),
            ("INSERT INTO lanes (lane, owner, at) "  # noqa: S608 - names of ours
             "SELECT lane, CAST(? AS TEXT), ? FROM (SELECT DISTINCT u.lane AS lane FROM updates u "
             "LEFT JOIN lanes l ON l.lane = u.lane WHERE u.payload IS NOT NULL "
             f"AND (u.owner IS NULL OR u.owner <> ?) AND {free}) AS open WHERE 1 = 1 ORDER BY lane "
             "ON CONFLICT (lane) DO UPDATE SET owner = excluded.owner, at = excluded.at "
             "WHERE lanes.owner = excluded.owner OR " + DEAD.format(owner="lanes.owner"),
             me, now, me, me, now - HOME_TOUCH_SECONDS, *eyes, *eyes),
            ("UPDATE updates SET owner = ?, taken = taken + 1 WHERE update_id IN ("
             "SELECT u.update_id FROM updates u JOIN lanes l ON l.lane = u.lane WHERE l.owner = ? "
             "AND u.payload IS NOT NULL AND (u.owner IS NULL OR u.owner <> ?) ORDER BY u.update_id LIMIT ?)",
             me, me, me, most),
        )  # fmt: skip
        rows = await self._db.all(
            "SELECT update_id, lane, tries FROM updates WHERE owner = ? AND payload IS NOT NULL ORDER BY update_id",
            me,
        )
        fresh = _suspects_last(_with_room([(int(row[0]), row[1], int(row[2])) for row in rows], held))[:most]
        claimed: list[Kept] = []
        for start in range(0, len(fresh), MOST_AT_ONCE):
            part = fresh[start : start + MOST_AT_ONCE]
            marks = ", ".join("?" * len(part))
            claimed += await self._opened(
                "SELECT update_id, payload, taken FROM updates "  # noqa: S608 - marks only
                f"WHERE update_id IN ({marks}) AND payload IS NOT NULL", *part
            )  # fmt: skip
        place = {update_id: number for number, update_id in enumerate(fresh)}
        return sorted(claimed, key=lambda kept: place[kept.update_id])

    async def _opened(self, sql: str, *values: Any) -> list[Kept]:
        found: list[Kept] = []
        for update_id, payload, taken in await self._db.all(sql, *values):
            try:
                found.append(Kept(int(update_id), self._unseal(str(payload)), int(taken) > 1))
            except Unreadable:
                await self.finish(int(update_id), "not read: sealed under another token")
        return found

    async def begin(self, update_id: int, *, counted: bool = True) -> int | None:
        """How often an update was begun, this time included where it is counted; None when it is finished, forgotten or another's.

        A process that dies in the middle leaves the count; whatever else ends the handling takes it back. An update of
        which a message went onto the wire takes no process down: it is not given up, and nobody is told so after an answer.
        """
        row = await self._db.one(
            "UPDATE updates SET tries = tries + CASE WHEN EXISTS "
            "(SELECT 1 FROM deliveries d WHERE d.update_id = updates.update_id) THEN 0 ELSE ? END "
            "WHERE update_id = ? AND payload IS NOT NULL AND (owner IS NULL OR owner = ?) RETURNING tries",
            int(counted), update_id, self._replicas.owner,
        )  # fmt: skip
        return int(row[0]) if row else None

    async def put_off(self, update_id: int) -> None:
        """The update was not finished, and that was not its fault."""
        await self._db.do(
            ("UPDATE updates SET tries = CASE WHEN tries > 0 THEN tries - 1 ELSE 0 END WHERE update_id = ?",
             update_id)
        )  # fmt: skip

    async def finish(self, update_id: int, fault: str | None = None) -> None:
        """The update is dealt with, or set aside for a kind of fault: its text and chat go, its number stays."""
        await self._db.do(
            ("UPDATE updates SET payload = NULL, lane = NULL, owner = NULL, fault = ? WHERE update_id = ?",
             fault, update_id)
        )  # fmt: skip
        self._db.tidy_soon()

    async def pending(self) -> list[Kept]:
        """What was received and not finished, oldest first."""
        return await self._opened(
            "SELECT update_id, payload, taken FROM updates WHERE payload IS NOT NULL ORDER BY update_id"
        )


def _with_room(rows: list[tuple[int, Any, int]], held: Collection[int]) -> list[tuple[int, Any, int]]:
    """Updates (number, lane, tries; oldest first) that are not held, no more of a lane than it may have in memory."""
    count: Counter[Any] = Counter()
    fresh = []
    for row in rows:
        count[row[1]] += 1
        if row[0] not in held and count[row[1]] <= MOST_OF_A_CHAT:
            fresh.append(row)
    return fresh


def _suspects_last(rows: list[tuple[int, Any, int]]) -> list[int]:
    """Updates (number, lane, tries) in the order of their numbers, those of lanes that were in work at a death after all others.

    Whatever took the process down, what has nothing to do with it is answered first.
    """
    tries: dict[Any, int] = {}
    for _, lane, count in rows:
        tries[lane] = max(count, tries.get(lane, 0))
    return [number for number, lane, _ in sorted(rows, key=lambda row: (tries[row[1]], row[0]))]
