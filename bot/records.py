"""The part of the store that is about people: answers, votes, what is held about somebody, who is let in.

Users and chats of answers and votes are kept as keyed hashes (``bot.pseudonyms``): buttons and ``/forget`` need to
recognise them, nobody needs their numbers.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from bot.pseudonyms import Pseudonyms
from bot.state import Engine, StoredAnswer

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
TOUCH_SECONDS = 30 * DAY
"""How old the note of a last use may be before it is made anew: not every message shall write."""

LONGEST_KEPT = 500
"""Characters of a question that got no answer."""


class Records:
    """Mixed into ``bot.store.Store``."""

    _db: Engine
    _clock: Callable[[], float]
    _names: Pseudonyms
    _seal: Callable[[str], str]
    _unseal: Callable[[str], str]

    async def _do(self, sql: str, *values: Any) -> None:
        await self._db.do((sql, *values))

    async def _one(self, sql: str, *values: Any) -> Any:
        return await self._db.one(sql, *values)

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

    # Answers and votes -------------------------------------------------------------------------

    async def keep_answer(self, answer: StoredAnswer) -> None:
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

    async def answer(self, chat_id: int, message_id: int) -> StoredAnswer | None:
        """The answer that a message of ours belongs to."""
        row = await self._one(
            "SELECT message_id, question_id, part, data, asker FROM answers WHERE chat = ? AND message_id = ?",
            self._names.of(chat_id),
            message_id,
        )
        return _stored(chat_id, row) if row else None

    async def answers_to(self, chat_id: int, question_id: int) -> list[StoredAnswer]:
        """The messages that answered a question, in order."""
        rows = await self._db.all(
            "SELECT message_id, question_id, part, data, asker FROM answers "
            "WHERE chat = ? AND question_id = ? ORDER BY part",
            self._names.of(chat_id),
            question_id,
        )
        return [_stored(chat_id, row) for row in rows]

    async def forget_answer(self, chat_id: int, message_id: int) -> None:
        """The message was deleted."""
        await self._do(
            "DELETE FROM answers WHERE chat = ? AND message_id = ?", self._names.of(chat_id), message_id
        )

    async def is_ours(self, chat_id: int, message_id: int) -> bool:
        """Whether this message is known to be one of ours."""
        row = await self._one(
            "SELECT 1 FROM deliveries WHERE chat_id = ? AND message_id = ? UNION ALL "
            "SELECT 1 FROM answers WHERE chat = ? AND message_id = ? LIMIT 1",
            chat_id, message_id, self._names.of(chat_id), message_id,
        )  # fmt: skip
        return row is not None

    def hash_of(self, words: str) -> int:
        """A keyed hash, 64 bits unsigned, that names a place without telling it."""
        return self._names.of_words(words) & 0xFFFFFFFFFFFFFFFF

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

    async def keep_unanswered(self, asker: int, text: str) -> None:
        """Keep a question that got no answer; only where the operator chose so, and the asker is told."""
        kept = text[:LONGEST_KEPT]
        await self._do(
            "INSERT INTO unanswered (asker, question, text, at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (asker, question) DO UPDATE SET at = excluded.at",
            self._names.of(asker), self._names.of_words(kept), self._seal(kept), self._clock(),
        )  # fmt: skip

    async def unanswered(self) -> list[tuple[float, str]]:
        """The questions kept so, newest first: seconds since 1970 and words."""
        rows = await self._db.all("SELECT at, text FROM unanswered ORDER BY at DESC")
        return [(float(at), self._unseal(text)) for at, text in rows]

    # One person --------------------------------------------------------------------------------

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

    async def forget_person(self, user_id: int) -> None:
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

    # Who is let in -----------------------------------------------------------------------------

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

    async def admission(self) -> dict[int, str]:
        """Every user and chat with a rule."""
        return {int(row[0]): str(row[1]) for row in await self._db.all("SELECT id, rule FROM admission")}

    async def wants_news(self) -> list[int]:
        """Chats that switched notices on and that the bot is in."""
        rows = await self._db.all(
            "SELECT chat_id FROM chats WHERE gone = 0 AND settings ->> 'news' = 'on' ORDER BY chat_id"
        )
        return [int(row[0]) for row in rows]

    # Days --------------------------------------------------------------------------------------

    async def count(self, day: str, counts: dict[str, int]) -> None:
        """Add to the counters of a day."""
        await self._db.do(
            *(
                (
                    "INSERT INTO days (day, name, count, at) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (day, name) DO UPDATE SET count = days.count + excluded.count",
                    day, name, count, self._clock(),
                )
                for name, count in counts.items()
            )
        )  # fmt: skip

    async def days(self, most: int) -> dict[str, dict[str, int]]:
        """Counters of the last days, newest first."""
        days: dict[str, dict[str, int]] = {}
        for day, name, count in await self._db.all(
            "SELECT day, name, count FROM days ORDER BY day DESC, name"
        ):
            if day not in days and len(days) == most:
                break
            days.setdefault(day, {})[name] = int(count)
        return days


def _stored(chat_id: int, row: Any) -> StoredAnswer:
    message_id, question_id, part, data, asker = row
    return StoredAnswer(chat_id, message_id, question_id, part, json.loads(data), asker)
