"""Which message numbers exist: where to look for a message that may or may not have been sent.

Supergroups and channels number their messages themselves; private chats and groups of a bot share one sequence.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from telegram import Update

from bot.kept.deliveries import Deliveries
from bot.lanes import SUPERGROUP_BELOW

LOOK_AHEAD = 16
"""Numbers tried above the highest known ones: what other chats may have got in the same instant, messages on their way apart."""
LOOK_MOST = 100
"""Numbers tried at all; each try is a request."""
REMEMBER_SHARED, REMEMBER_OWN = 5_000, 300
"""Numbers remembered of the shared sequence, and of each supergroup."""
MOST_SEQUENCES = 2_000
MOST_CHATS = 50_000
SHARED = 0


def sequence_of(chat_id: int) -> int:
    """The supergroup itself, or what all other chats share."""
    return chat_id if chat_id < SUPERGROUP_BELOW else SHARED


@dataclass(slots=True)
class Walk:
    """Numbers to try one after the other; told what each of them turned out to be."""

    chat_id: int
    misses: int = 0
    tried: int = 0
    exhausted: bool = False
    """True when the walk was ended by ``LOOK_MOST`` and not by having seen all."""

    def missing(self) -> None:
        """There is no message of that number."""
        self.misses += 1

    def somebodys(self) -> None:
        """There is one, of somebody else: the head of the chat lies further on."""
        self.misses = 0


@dataclass(slots=True)
class Numbers:
    """What is known of message numbers, from updates and from our own messages."""

    deliveries: Deliveries
    _highest: OrderedDict[int, int] = field(default_factory=OrderedDict)
    _taken: OrderedDict[int, OrderedDict[int, None]] = field(default_factory=OrderedDict)
    """Numbers of each sequence that are known to belong to some message."""

    def see(self, update: Update) -> None:
        """The message of an update, as it comes in: it may wait long for its chat's turn."""
        if (message := update.effective_message) is not None and message.business_connection_id is None:
            self.saw(message.chat.id, message.message_id)

    def saw(self, chat_id: int, message_id: int) -> None:
        """A message number that exists, ours or somebody's."""
        sequence = sequence_of(chat_id)
        for key in (chat_id, sequence):
            self._highest[key] = max(self._highest.get(key, 0), message_id)
            self._highest.move_to_end(key)
        while len(self._highest) > MOST_CHATS:
            self._highest.popitem(last=False)
        taken = self._taken.setdefault(sequence, OrderedDict())
        self._taken.move_to_end(sequence)
        taken[message_id] = None
        if len(taken) > (REMEMBER_SHARED if sequence == SHARED else REMEMBER_OWN):
            taken.popitem(last=False)
        if len(self._taken) > MOST_SEQUENCES:
            self._taken.popitem(last=False)

    def above(self, chat_id: int) -> tuple[int, int]:
        """Highest numbers known in the chat and in its sequence."""
        return self._highest.get(chat_id, 0), self._highest.get(sequence_of(chat_id), 0)

    async def candidates(self, walk: Walk, above: tuple[int, ...]) -> AsyncIterator[int]:
        """Numbers that a message written when ``above`` was highest may have got, lowest first.

        In a supergroup every message that stands there proves that its head is further on, whether we were shown it or
        not: the walk ends after ``LOOK_AHEAD`` numbers in a row that are nobody's.
        """
        chat_id = walk.chat_id
        in_chat, in_sequence = above if len(above) == 2 else (0, 0)
        if sequence_of(chat_id) == SHARED:
            for number in await self._shared(walk, in_chat, in_sequence):
                walk.tried += 1
                yield number
            return
        number = in_chat
        while in_chat and walk.misses < LOOK_AHEAD:
            number += 1
            if number in self._taken.get(chat_id, ()) or await self.deliveries.is_ours(chat_id, number):
                walk.somebodys()
                continue
            if walk.tried >= LOOK_MOST:
                walk.exhausted = True
                return
            walk.tried += 1
            yield number

    async def between(self, walk: Walk, above: tuple[int, ...], second: int) -> AsyncIterator[int]:
        """Numbers that a message written when ``above`` was highest may have got if it came before ``second``."""
        chat_id = walk.chat_id
        known = max(above, default=0)
        if not known:
            return
        others = await self._others(chat_id, known)
        for number in range(known + 1, second):
            if number in others or await self.deliveries.is_ours(chat_id, number):
                continue
            if walk.tried >= LOOK_MOST:
                walk.exhausted = True
                return
            walk.tried += 1
            yield number

    async def _others(self, chat_id: int, above: int) -> set[int]:
        """Numbers of the chat's sequence that are known to be of messages of somebody."""
        sequence = sequence_of(chat_id)
        taken = set(self._taken.get(sequence, ()))
        return taken | await self.deliveries.numbers_above(above) if sequence == SHARED else taken

    async def _shared(self, walk: Walk, in_chat: int, in_sequence: int) -> list[int]:
        # Messages of ours that are on their way to other chats have numbers, too, that nobody knows yet.
        ahead = LOOK_AHEAD + await self.deliveries.on_their_way()
        numbers = set(range(in_chat + 1, in_chat + LOOK_AHEAD + 1)) if in_chat else set()
        if in_sequence:
            others = await self._others(walk.chat_id, in_sequence)
            latest = max(in_sequence, self._highest.get(SHARED, 0), *others)
            shared = [n for n in range(in_sequence + 1, latest + ahead + 1) if n not in others]
            walk.exhausted = len(shared) > LOOK_MOST
            numbers |= set(shared[:LOOK_MOST])
        return sorted([n for n in numbers if not await self.deliveries.is_ours(walk.chat_id, n)])
