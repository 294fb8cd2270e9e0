"""Messages on their way: what was written to the wire, and what became of it (``bot.delivery``)."""

from __future__ import annotations

import json

from bot.kept.part import Ground, Part
from bot.kept.replicas import LEASE_SECONDS, Replicas
from bot.state import NotOurs, Sending

_NOT_ANOTHERS = "NOT EXISTS (SELECT 1 FROM updates WHERE update_id = ? AND owner IS NOT NULL AND owner <> ?)"


class Deliveries(Part):
    """Messages of ours by the update and the part of its answer that they are."""

    def __init__(self, ground: Ground, replicas: Replicas) -> None:
        """Send for this process among ``replicas``."""
        super().__init__(ground)
        self._replicas = replicas

    async def sending(self, update_id: int, part: int, chat_id: int, above: tuple[int, ...]) -> None:
        """Called in the instant before a message goes onto the wire.

        An update that came so far has not taken the process down. Its row is locked first, so that nobody takes it
        over between the look and the note; and the lease is made long enough for what follows.

        Raises:
            bot.state.NotOurs: Another process has the update: nothing may be sent.
        """
        now, me = self._clock(), self._replicas.owner
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
             update_id, part, update_id, self._replicas.owner)
        )  # fmt: skip

    async def known(self, update_id: int, part: int) -> Sending | None:
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

    async def is_ours(self, chat_id: int, message_id: int) -> bool:
        """Whether this message is known to be one of ours."""
        row = await self._one(
            "SELECT 1 FROM deliveries WHERE chat_id = ? AND message_id = ? UNION ALL "
            "SELECT 1 FROM answers WHERE chat = ? AND message_id = ? LIMIT 1",
            chat_id, message_id, self._names.of(chat_id), message_id,
        )  # fmt: skip
        return row is not None
