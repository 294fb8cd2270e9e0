"""Answers given, as later edits and buttons need them, what people thought of them, and questions that got none.

Users and chats are kept as keyed hashes (``bot.pseudonyms``): buttons and ``/forget`` need to recognise them, nobody
needs their numbers.
"""

from __future__ import annotations

import json
from typing import Any

from bot.kept.part import Part
from bot.state import StoredAnswer

LONGEST_KEPT = 500
"""Characters of a question that got no answer."""


class Answers(Part):
    """Messages of answers, and votes on them."""

    async def keep(self, answer: StoredAnswer) -> None:
        """Remember a message of an answer for edits and buttons."""
        await self._do(
            "INSERT INTO answers (chat, message_id, question_id, part, asker, data, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat, message_id) DO UPDATE SET "
            "question_id = excluded.question_id, part = excluded.part, asker = excluded.asker, "
            "data = excluded.data, at = excluded.at",
            self._names.of(answer.chat_id), answer.message_id, answer.question_id, answer.part,
            None if answer.asker is None else self._names.of(answer.asker),
            json.dumps(answer.data, ensure_ascii=False), self._clock(),
        )  # fmt: skip

    async def at(self, chat_id: int, message_id: int) -> StoredAnswer | None:
        """The answer that a message of ours belongs to."""
        row = await self._one(
            "SELECT message_id, question_id, part, data, asker FROM answers WHERE chat = ? AND message_id = ?",
            self._names.of(chat_id),
            message_id,
        )
        return _stored(chat_id, row) if row else None

    async def to(self, chat_id: int, question_id: int) -> list[StoredAnswer]:
        """The messages that answered a question, in order."""
        rows = await self._db.all(
            "SELECT message_id, question_id, part, data, asker FROM answers "
            "WHERE chat = ? AND question_id = ? ORDER BY part",
            self._names.of(chat_id),
            question_id,
        )
        return [_stored(chat_id, row) for row in rows]

    async def forget(self, chat_id: int, message_id: int) -> None:
        """The message was deleted."""
        await self._do(
            "DELETE FROM answers WHERE chat = ? AND message_id = ?", self._names.of(chat_id), message_id
        )

    def is_asker(self, answer: StoredAnswer, user_id: int) -> bool:
        """Whether this person asked what the answer answers."""
        return answer.asker is not None and answer.asker == self._names.of(user_id)

    async def vote(
        self, chat_id: int, message_id: int, user_id: int, *, good: bool, reason: str, source: str
    ) -> None:
        """One person's vote on one answer; a new one replaces it. ``source`` names passages, no words."""
        await self._do(
            "INSERT INTO votes (chat, message_id, person, good, reason, source, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat, message_id, person) DO UPDATE SET "
            "good = excluded.good, reason = excluded.reason, source = excluded.source, at = excluded.at",
            self._names.of(chat_id), message_id, self._names.of(user_id), int(good), reason, source,
            self._clock(),
        )  # fmt: skip

    async def unvote(self, chat_id: int, message_id: int, user_id: int) -> None:
        """Somebody took their vote back."""
        await self._do(
            "DELETE FROM votes WHERE chat = ? AND message_id = ? AND person = ?",
            self._names.of(chat_id),
            message_id,
            self._names.of(user_id),
        )


class Unanswered(Part):
    """Questions that got no answer, where the operator chose to keep them."""

    async def keep(self, asker: int, text: str) -> None:
        """Keep a question that got no answer; only where the operator chose so, and the asker is told."""
        kept = text[:LONGEST_KEPT]
        await self._do(
            "INSERT INTO unanswered (asker, question, text, at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (asker, question) DO UPDATE SET at = excluded.at",
            self._names.of(asker), self._names.of_words(kept), self._seal(kept), self._clock(),
        )  # fmt: skip

    async def all(self) -> list[tuple[float, str]]:
        """The questions kept so, newest first: seconds since 1970 and words."""
        rows = await self._db.all("SELECT at, text FROM unanswered ORDER BY at DESC")
        return [(float(at), self._unseal(text)) for at, text in rows]


def _stored(chat_id: int, row: Any) -> StoredAnswer:
    message_id, question_id, part, data, asker = row
    return StoredAnswer(chat_id, message_id, question_id, part, json.loads(data), asker)
