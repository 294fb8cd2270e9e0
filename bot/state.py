"""What the Telegram side keeps, as a protocol: one process with a SQLite file, or several on one PostgreSQL.

``State`` is what handlers, inbox and outbox ask for; ``Engine`` is what runs its SQL. ``bot.store.Store`` is the one
``State``; ``bot.database.Database`` (SQLite) and ``bot.postgres.Postgres`` are engines. The SQL is written once, in
what both understand; ``tests/bot/test_state.py`` holds both to it.

StoreError        the state cannot be used now; one sentence with its name and the remedy
NotOurs           another process has taken an update over: nothing may be sent for it here any longer
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class StoreError(Exception):
    """The store cannot be used now."""


class NotOurs(StoreError):
    """The update belongs to another process now."""


class Verdict(StrEnum):
    """What to do with a question."""

    ALLOW = "allow"
    NOTICE = "notice"
    """Over the limit for the first time in this window: say so once."""
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Kept:
    """An update received and not finished."""

    update_id: int
    payload: str
    """The JSON that came over the wire."""
    again: bool = False
    """True when somebody had it before, who may have sent a part of the answer."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A message that was being sent, or was sent, for an update."""

    chat_id: int
    message_id: int | None
    sent: bool
    above: tuple[int, ...]
    """Highest message numbers known when it was written to the wire; its own is above one of them."""


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One message of an answer, as later edits and buttons need it."""

    chat_id: int
    message_id: int
    question_id: int | None
    part: int
    data: dict[str, Any]
    asker: int | None = None
    """Who asked: an id when it is kept, its hash when it is read."""


class Engine(Protocol):
    """Runs SQL with ``?`` for values; every method but ``close`` and the two that say so raises ``StoreError``."""

    shared: bool
    """Whether other processes may work on it at the same time."""
    trouble: str
    """What is wrong at this moment, or nothing."""

    async def all(self, sql: str, *values: Any) -> list[Any]:
        """Every row of a statement."""

    async def one(self, sql: str, *values: Any) -> Any:
        """The first row, or None."""

    async def do(self, *statements: tuple[Any, ...], alone: int | None = None) -> list[Any]:
        """(SQL, values …) each, all or none; the rows of the last. ``alone``: one at a time under this number."""

    def now(self) -> float:
        """Seconds since 1970 by the one clock that all processes share."""

    def tidy_soon(self) -> None:
        """What was deleted shall not stay readable."""

    async def lead(self) -> bool:
        """Whether this process is the one that does what only one may do."""

    async def tell(self, word: str) -> None:
        """Say something to the other processes; who does not hear it now never does. Raises nothing."""

    async def hear(self, seconds: float) -> list[str]:
        """What the others said, or nothing after so long. Raises nothing."""

    async def close(self) -> None:
        """Let go of it."""


class State(Protocol):
    """Everything that survives a restart. Each method raises ``StoreError`` where the state cannot be used."""

    @property
    def shared(self) -> bool:
        """Whether several processes work on it."""

    @property
    def trouble(self) -> str:
        """What is wrong with it at this moment, or nothing."""

    async def beat(self) -> None:
        """Write one row: whether it can be written."""

    async def close(self) -> None:
        """Let go of it."""

    async def forget_old(self) -> None:
        """Delete what is older than ``bot.records.RETENTION`` says."""

    # Updates and who works on them -------------------------------------------------------------

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

    async def enter(self) -> None:
        """Begin to work: renews, and where no other process can be, frees what the last one left."""

    async def renew(self) -> None:
        """Say that this process lives, at least every ``bot.claims.RENEW_SECONDS``."""

    async def claim(self, held: Collection[int], most: int) -> list[Kept]:
        """Updates that are this process's to work on and not in ``held``: oldest first, but chats that were in work at a death last.

        A chat belongs to the process that claimed it first, for as long as that lives; whoever has not renewed for
        ``bot.claims.LEASE_SECONDS`` is dead, and what was its own is free.
        """

    async def leave(self) -> None:
        """Work no more: everything claimed is free at once."""

    async def begin(self, update_id: int, *, counted: bool = True) -> int | None:
        """Count one more beginning; how many there were, or None when it is finished, forgotten or another's.

        One of which a message was written to the wire is not counted: it took no process down.
        """

    async def put_off(self, update_id: int) -> None:
        """The update was not finished, and that was not its fault."""

    async def finish(self, update_id: int, fault: str | None = None) -> None:
        """The update is dealt with, or set aside for a kind of fault: its text goes, its number stays."""

    async def pending(self) -> list[Kept]:
        """What was received and not finished, oldest first."""

    # Messages on their way ---------------------------------------------------------------------

    async def sending(self, update_id: int, part: int, chat_id: int, above: tuple[int, ...]) -> None:
        """Called in the instant before a message goes onto the wire.

        Raises:
            NotOurs: Another process has the update: nothing may be sent.
        """

    async def sent(self, update_id: int, part: int, chat_id: int, message_id: int | None) -> None:
        """Telegram has the message; ``message_id`` is None when only that much is known."""

    async def not_sent(self, update_id: int, part: int) -> None:
        """Telegram refused the message, so it was not delivered."""

    async def delivery(self, update_id: int, part: int) -> Sending | None:
        """What is known of an earlier attempt."""

    async def numbers_above(self, message_id: int) -> set[int]:
        """Numbers above ``message_id`` that messages in private chats and groups are known to have."""

    async def on_their_way(self) -> int:
        """How many messages were written to the wire whose fate is not known yet."""

    async def is_ours(self, chat_id: int, message_id: int) -> bool:
        """Whether this message is known to be one of ours."""

    # How much ----------------------------------------------------------------------------------

    async def asked(self, name: str, key: str, most: int, window: float) -> Verdict:
        """Count one question of ``key``: at most ``most`` in ``window`` seconds, in all processes together."""

    async def turn(self, name: str, step: float) -> float:
        """Take the next place in a line whose places are ``step`` seconds apart; seconds until it is reached."""

    # Settings ----------------------------------------------------------------------------------

    async def user_locale(self, user_id: int) -> str | None:
        """The language a person chose, or None."""

    async def set_user_locale(self, user_id: int, locale: str) -> None:
        """Keep a person's choice."""

    async def chat_settings(self, chat_id: int) -> dict[str, Any]:
        """Settings of a group; empty where nothing was changed."""

    async def set_chat_settings(self, chat_id: int, settings: dict[str, Any]) -> None:
        """Keep a group's settings."""

    async def set_gone(self, chat_id: int, gone: bool) -> None:
        """The bot was removed from, blocked by, or let into a chat."""

    async def migrate_chat(self, old: int, new: int) -> None:
        """A group became a supergroup: its settings move along."""

    async def admit(self, number: int, rule: str | None) -> None:
        """Block or allow a user or a chat (``rule`` is ``block`` or ``allow``); None takes the entry back."""

    async def admission(self) -> dict[int, str]:
        """Every user and chat with a rule."""

    # Answers and votes -------------------------------------------------------------------------

    async def keep_answer(self, answer: StoredAnswer) -> None:
        """Remember a message of an answer for edits and buttons."""

    async def answer(self, chat_id: int, message_id: int) -> StoredAnswer | None:
        """The answer that a message of ours belongs to."""

    async def answers_to(self, chat_id: int, question_id: int) -> list[StoredAnswer]:
        """The messages that answered a question, in order."""

    async def forget_answer(self, chat_id: int, message_id: int) -> None:
        """The message was deleted."""

    def hash_of(self, words: str) -> int:
        """A keyed hash, 64 bits unsigned, that names a place without telling it."""

    def is_asker(self, answer: StoredAnswer, user_id: int) -> bool:
        """Whether this person asked what the answer answers."""

    async def vote(
        self, chat_id: int, message_id: int, user_id: int, *, good: bool, reason: str, source: str
    ) -> None:
        """One person's vote on one answer; a new one replaces it. ``source`` names passages, no words."""

    async def unvote(self, chat_id: int, message_id: int, user_id: int) -> None:
        """Somebody took their vote back."""

    async def keep_unanswered(self, asker: int, text: str) -> None:
        """Keep a question that got no answer; only where the operator chose so, and the asker is told."""

    async def unanswered(self) -> list[tuple[float, str]]:
        """The questions kept so, newest first: seconds since 1970 and words."""

    async def held(self, user_id: int) -> dict[str, Any]:
        """Everything that is held about a person, table by table; times are seconds since 1970."""

    async def forget_person(self, user_id: int) -> None:
        """Delete what is held about a person now; an operator's block stays, or it could be lifted so."""

    # Posts and figures -------------------------------------------------------------------------

    async def lead(self) -> bool:
        """Whether this process sends the scheduled posts."""

    async def tell(self, word: str) -> None:
        """Say something to the other processes."""

    async def hear(self, seconds: float) -> list[str]:
        """What the others said, or nothing after so long."""

    async def wants_news(self) -> list[int]:
        """Chats that switched notices on and that the bot is in."""

    async def subscribed(self) -> list[tuple[int, dict[str, Any]]]:
        """Chats that asked for posts and that the bot is in, with their settings."""

    async def post(self, chat_id: int, slot: str) -> tuple[str, bool] | None:
        """The item that a slot was given and whether it was delivered; None for a slot not begun."""

    async def begin_post(self, chat_id: int, slot: str, item: str) -> None:
        """Give a slot its item, before anything is sent."""

    async def take_post(self, chat_id: int, slot: str) -> bool:
        """Carry on with a slot that was begun; False while the process that began it lives."""

    async def end_post(self, chat_id: int, slot: str) -> None:
        """The slot is dealt with."""

    async def shown(self, chat_id: int) -> dict[str, int]:
        """Tips and quiz questions that a chat has had in this round, and the delivery each was for."""

    async def keep_shown(self, chat_id: int, item: str, number: int, forget: Collection[str] = ()) -> None:
        """Note an item; a new round first forgets the items of the last one."""

    async def count(self, day: str, counts: dict[str, int]) -> None:
        """Add to the counters of a day."""

    async def days(self, most: int) -> dict[str, dict[str, int]]:
        """Counters of the last days, newest first."""

    async def counts(self) -> dict[str, int]:
        """Figures for ``/stats``."""
