"""The part of the store that is about work: updates received, whose they are, messages on their way, limits.

A chat has a home: the process that claimed its first update. A home lasts while its process renews, so a chat's
updates are worked on in one place, in order, by who remembers the conversation. Whoever has not renewed for
``LEASE_SECONDS`` is dead; only a process that has itself renewed without a gap for as long may say so of another, as
after an outage of the database everybody looks dead for a moment.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Callable, Collection
from typing import Any

from bot.pseudonyms import Pseudonyms
from bot.state import Engine, Kept, NotOurs, Sending, Verdict

LEASE_SECONDS = 15.0
"""A process that has not renewed for so long is dead."""
RENEW_SECONDS = 3.0
MOST_AT_ONCE = 200
"""Payloads read by one statement."""
MOST_OF_A_CHAT = 300
"""Updates of one chat in memory: the rest waits in the store, so that a chat that is stuck (a 429 of minutes) takes nobody's place."""
HOME_TOUCH_SECONDS = 3600.0

DEAD = (
    "NOT EXISTS (SELECT 1 FROM replicas r WHERE r.owner = {owner} AND (r.at > ? OR NOT EXISTS "
    "(SELECT 1 FROM replicas me WHERE me.owner = ? AND me.at > ? AND me.since <= ?)))"
)
"""Whether who is named is dead in the eyes of this process; values of ``Claims._eyes``. No row: it has left."""

_NOT_ANOTHERS = "NOT EXISTS (SELECT 1 FROM updates WHERE update_id = ? AND owner IS NOT NULL AND owner <> ?)"


class Unreadable(Exception):
    """A payload was sealed under another token."""


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


class Claims:
    """Mixed into ``bot.store.Store``."""

    _db: Engine
    _clock: Callable[[], float]
    _names: Pseudonyms
    _owner: str
    _seal: Callable[[str], str]
    _unseal: Callable[[str], str]

    @staticmethod
    def new_owner() -> str:
        """A name that no process had before."""
        return secrets.token_hex(8)

    def _eyes(self) -> tuple[Any, ...]:
        bound = self._clock() - LEASE_SECONDS
        return bound, self._owner, bound, bound

    # Updates -----------------------------------------------------------------------------------

    async def receive(
        self, update_id: int, payload: str, *, chat: str = "", number: int | None = None
    ) -> bool:
        """Keep an update before Telegram is told that we have it; False when it was seen before."""
        lane = self._names.lane(chat) if chat else update_id
        row = await self._db.one(
            "INSERT INTO updates (update_id, received, payload, lane, number) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (update_id) DO NOTHING RETURNING update_id",
            update_id, self._clock(), self._seal(payload), lane, number,
        )  # fmt: skip
        return row is not None

    async def enter(self) -> None:
        """Begin to work; a file has one process, so whoever else is noted in it is dead."""
        if not self._db.shared:
            await self._db.do(("DELETE FROM replicas",))
        await self.renew()

    async def renew(self) -> None:
        """Say that this process lives."""
        now = self._clock()
        await self._db.do(
            ("INSERT INTO replicas (owner, since, at) VALUES (?, ?, ?) ON CONFLICT (owner) DO UPDATE SET "
             "since = CASE WHEN replicas.at > ? THEN replicas.since ELSE excluded.since END, at = excluded.at",
             self._owner, now, now, now - LEASE_SECONDS)
        )  # fmt: skip

    async def claim(self, held: Collection[int], most: int) -> list[Kept]:
        """Updates that are this process's and not in ``held``, oldest first, chats in work at a death last."""
        now, me, eyes = self._clock(), self._owner, self._eyes()
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

    async def leave(self) -> None:
        """Work no more: everything claimed is free at once."""
        await self._db.do(
            ("UPDATE updates SET owner = NULL WHERE owner = ?", self._owner),
            ("DELETE FROM lanes WHERE owner = ?", self._owner),
            ("DELETE FROM replicas WHERE owner = ?", self._owner),
        )
        await self._db.tell("left")

    async def begin(self, update_id: int, *, counted: bool = True) -> int | None:
        """How often an update was begun, this time included where it is counted; None when it is finished, forgotten or another's.

        A process that dies in the middle leaves the count; whatever else ends the handling takes it back. An update of
        which a message went onto the wire takes no process down: it is not given up, and nobody is told so after an answer.
        """
        row = await self._db.one(
            "UPDATE updates SET tries = tries + CASE WHEN EXISTS "
            "(SELECT 1 FROM deliveries d WHERE d.update_id = updates.update_id) THEN 0 ELSE ? END "
            "WHERE update_id = ? AND payload IS NOT NULL AND (owner IS NULL OR owner = ?) RETURNING tries",
            int(counted), update_id, self._owner,
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

    # Deliveries --------------------------------------------------------------------------------

    async def sending(self, update_id: int, part: int, chat_id: int, above: tuple[int, ...]) -> None:
        """Called in the instant before a message goes onto the wire.

        An update that came so far has not taken the process down. Its row is locked first, so that nobody takes it
        over between the look and the note; and the lease is made long enough for what follows.
        """
        now, me = self._clock(), self._owner
        noted = await self._db.do(
            ("UPDATE updates SET tries = 0 WHERE update_id = ? AND (owner IS NULL OR owner = ?)", update_id, me),
            ("UPDATE replicas SET since = CASE WHEN at > ? THEN since ELSE ? END, at = ? "
             "WHERE owner = ? AND at < ?", now - LEASE_SECONDS, now, now, me, now - LEASE_SECONDS / 2),
            ("INSERT INTO deliveries (update_id, part, chat_id, message_id, sent, above, at) "
             f"SELECT ?, ?, ?, NULL, 0, ?, ? WHERE {_NOT_ANOTHERS} "
             "ON CONFLICT (update_id, part) DO UPDATE SET chat_id = excluded.chat_id, message_id = NULL, sent = 0, "
             "above = excluded.above, at = excluded.at RETURNING part",
             update_id, part, chat_id, json.dumps(above), now, update_id, me),
        )  # fmt: skip
        if not noted:
            raise NotOurs(f"update {update_id} was taken over by another process")

    async def sent(self, update_id: int, part: int, chat_id: int, message_id: int | None) -> None:
        """Telegram has the message; ``message_id`` is None when only that much is known."""
        await self._db.do(
            ("INSERT INTO deliveries (update_id, part, chat_id, message_id, sent, above, at) "
             "VALUES (?, ?, ?, ?, 1, '[]', ?) ON CONFLICT (update_id, part) DO UPDATE SET "
             "chat_id = excluded.chat_id, message_id = excluded.message_id, sent = 1, above = '[]', at = excluded.at",
             update_id, part, chat_id, message_id, self._clock())
        )  # fmt: skip

    async def not_sent(self, update_id: int, part: int) -> None:
        """Telegram refused the message, so it was not delivered; what another process noted stays."""
        await self._db.do(
            (f"DELETE FROM deliveries WHERE update_id = ? AND part = ? AND {_NOT_ANOTHERS}",  # noqa: S608
             update_id, part, update_id, self._owner)
        )  # fmt: skip

    async def delivery(self, update_id: int, part: int) -> Sending | None:
        """What is known of an earlier attempt, before a restart."""
        row = await self._db.one(
            "SELECT chat_id, message_id, sent, above FROM deliveries WHERE update_id = ? AND part = ?",
            update_id, part,
        )  # fmt: skip
        if row is None:
            return None
        return Sending(row[0], row[1], bool(row[2]), tuple(json.loads(row[3])))

    async def numbers_above(self, message_id: int) -> set[int]:
        """Numbers above ``message_id`` that ours and people's messages in private chats and groups have got."""
        rows = await self._db.all(
            "SELECT message_id FROM deliveries WHERE message_id > ? AND chat_id > -1000000000000 "
            "UNION SELECT number FROM updates WHERE number > ?",
            message_id, message_id,
        )  # fmt: skip
        return {int(row[0]) for row in rows}

    async def on_their_way(self) -> int:
        """How many messages were written to the wire whose fate is not known yet."""
        row = await self._db.one("SELECT count(*) FROM deliveries WHERE sent = 0")
        return int(row[0])

    # Limits ------------------------------------------------------------------------------------

    async def asked(self, name: str, key: str, most: int, window: float) -> Verdict:
        """Count one question of ``key`` in a sliding window that all processes share."""
        now, who = self._clock(), self._names.of_words(f"{name} {key}")
        verdict = Verdict.SILENT
        for notice, room, said in ((0, most, Verdict.ALLOW), (1, 1, Verdict.NOTICE)):
            counted = await self._db.do(
                ("DELETE FROM asked WHERE who = ? AND at <= ?", who, now - window),
                ("INSERT INTO asked (who, notice, at) SELECT ?, ?, ? WHERE "
                 "(SELECT count(*) FROM asked WHERE who = ? AND notice = ?) < ? RETURNING notice",
                 who, notice, now, who, notice, room),
                alone=who,
            )  # fmt: skip
            if counted:
                verdict = said
                break
        return verdict

    async def turn(self, name: str, step: float) -> float:
        """Take the next place in a line whose places are ``step`` seconds apart; seconds until it is reached."""
        now = self._clock()
        rows = await self._db.do(
            ("INSERT INTO paces (name, at) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "
             "at = CASE WHEN paces.at > ? THEN paces.at + ? ELSE excluded.at END RETURNING at",
             name, now, now - step, step)
        )  # fmt: skip
        return max(0.0, float(rows[0][0]) - now)
