"""What conversations are about, in memory only: words never reach the disk beyond the answer to them."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.answer import Language

RECENT_SECONDS = 600.0
"""How long a question may lean on the one before it."""
READING_SECONDS = 24 * 3600.0
"""How long buttons, edits and replies know what an answer read."""
MOST = 20_000
LEANED_ON = 3
"""Messages of a conversation that a follow-up is read together with."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer was composed from: enough to compose it again, with all that its words leaned on."""

    text: str
    previous: tuple[str, ...] = ()
    """The messages before it in the conversation, oldest first."""
    reply_to: str | None = None
    """The words of the message that it answers or quotes."""
    choices: tuple[str, ...] = ()
    """Questions that the numbers of a clarifying answer stand for."""
    language: Language | None = None
    """The language asked for; None lets the words decide."""
    tells: bool = False
    """True for what we told unasked: ``text`` is no question, and who replies to it asks about its words."""

    def before_next(self) -> tuple[str, ...]:
        """What the next message of the conversation leans on, oldest first."""
        said = (*self.previous, *((self.reply_to,) if self.reply_to else ()), self.text)
        return said[-LEANED_ON:]


@dataclass(frozen=True, slots=True)
class _Kept:
    reading: Reading
    person: int
    at: float


class _Shelf:
    """Readings by a key, the oldest forgotten first."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._seconds = seconds
        self._clock = clock
        self.kept: OrderedDict[tuple[object, ...], _Kept] = OrderedDict()

    def get(self, *key: object) -> Reading | None:
        kept = self.kept.get(key)
        return kept.reading if kept is not None and self._fresh(kept) else None

    def put(self, reading: Reading, person: int, *key: object) -> None:
        self.kept[key] = _Kept(reading, person, self._clock())
        self.kept.move_to_end(key)
        while self.kept:
            oldest = next(iter(self.kept.values()))
            if self._fresh(oldest) and len(self.kept) <= MOST:
                break
            self.kept.popitem(last=False)

    def drop(self, person: int) -> None:
        for key in [key for key, kept in self.kept.items() if kept.person == person]:
            del self.kept[key]

    def _fresh(self, kept: _Kept) -> bool:
        return self._clock() - kept.at <= self._seconds


class Memory:
    """The last question of each person in each topic, and what each answer was about."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Forget by ``clock``."""
        self._recent = _Shelf(RECENT_SECONDS, clock)
        self._answers = _Shelf(READING_SECONDS, clock)
        self._tokens = _Shelf(READING_SECONDS, clock)

    def last(self, chat_id: int, thread_id: int | None, person: int) -> Reading | None:
        """The last question of this person in this chat and topic, if it is fresh."""
        return self._recent.get(chat_id, thread_id, person)

    def keep(self, chat_id: int, thread_id: int | None, person: int, reading: Reading) -> None:
        """Remember a question that was answered."""
        self._recent.put(reading, person, chat_id, thread_id, person)

    def of(self, chat_id: int, message_id: int) -> Reading | None:
        """What a message of ours is about."""
        return self._answers.get(chat_id, message_id)

    def keep_of(self, chat_id: int, message_id: int, person: int, reading: Reading) -> None:
        """Remember what a message of ours is about."""
        self._answers.put(reading, person, chat_id, message_id)

    def by_token(self, token: str) -> Reading | None:
        """The reading that a deep link carries on with."""
        return self._tokens.get(token)

    def keep_token(self, token: str, person: int, reading: Reading) -> None:
        """Have a deep link lead to a reading."""
        self._tokens.put(reading, person, token)

    def held(self, person: int) -> list[str]:
        """The questions of a person that are remembered."""
        shelves = (self._recent, self._answers, self._tokens)
        texts = [
            kept.reading.text for shelf in shelves for kept in shelf.kept.values() if kept.person == person
        ]
        return list(dict.fromkeys(texts))

    def forget(self, person: int) -> None:
        """Forget what a person asked."""
        for shelf in (self._recent, self._answers, self._tokens):
            shelf.drop(person)
