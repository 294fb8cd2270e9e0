"""The state of the Telegram side: what runs its SQL, what it is asked with and answers with, and its errors.

One process keeps it in a SQLite file, several in one PostgreSQL: ``bot.database.Database`` and ``bot.postgres.Postgres``
are the two engines. The SQL is written once, in what both understand, part by part in ``bot.kept``;
``tests/bot/test_state.py`` holds both engines to it.

StoreError        the state cannot be used now; one sentence with its name and the remedy
NotOurs           another process has taken an update over: nothing may be sent for it here any longer
"""

from __future__ import annotations

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
