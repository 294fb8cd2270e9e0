"""Waiting and trying again, as long as the process is not told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.metrics import Metrics
from bot.outgoing import seconds_of

log = logging.getLogger(__name__)
_T = TypeVar("_T")

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0


class Undelivered(Exception):
    """The message could not be sent now; its update must be handled again."""


def growing() -> Iterator[float]:
    """Pauses in seconds, each twice as long as the one before, up to ``LONGEST_PAUSE``."""
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(pause * 2, LONGEST_PAUSE)


@dataclass(slots=True)
class Patience:
    """Pauses of one chat, and calls that may be made more than once."""

    metrics: Metrics
    stopping: asyncio.Event
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def wait(self, seconds: float) -> None:
        """Pause this chat; a stop ends the pause and leaves the rest to the next start.

        Raises:
            Undelivered: The process is stopping.
        """
        if not self.stopping.is_set():
            sleeper = asyncio.ensure_future(self.sleep(seconds))
            stopper = asyncio.ensure_future(self.stopping.wait())
            _, waiting = await asyncio.wait({sleeper, stopper}, return_when=asyncio.FIRST_COMPLETED)
            for future in waiting:
                future.cancel()
        if self.stopping.is_set():
            raise Undelivered

    async def insist(self, call: Callable[[], Awaitable[_T]], tries: int = 6) -> _T:
        """Repeat a call that may be repeated without harm.

        Raises:
            Undelivered: The process is stopping.
            telegram.error.TelegramError: It was refused, or the last try failed.
        """
        pauses = growing()
        for _ in range(tries - 1):
            try:
                return await call()
            except RetryAfter as error:
                await self.wait(seconds_of(error))
            except (BadRequest, Forbidden, InvalidToken, ChatMigrated):
                raise
            except NetworkError as error:
                self.metrics.retried.labels(type(error.__cause__ or error).__name__).inc()
                await self.wait(next(pauses))
        return await call()


async def quietly(call: Callable[[], Awaitable[Any]], seconds: float = 10.0, *, tries: int = 1) -> None:
    """A call whose failure changes nothing: typing, a button's answer, the command menu."""
    for left in reversed(range(tries)):
        try:
            async with asyncio.timeout(seconds):
                await call()
        except (TelegramError, TimeoutError) as error:
            log.info("call failed quietly", extra={"reason": type(error).__name__})
            if left and isinstance(error, NetworkError) and not isinstance(error, BadRequest):
                continue
        return
