"""How much one person or one group may ask, and how much the bot may send.

Sliding windows in memory where one process has the bot; in the state where several have it.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.kept.counting import Counting
from bot.state import StoreError, Verdict

__all__ = ["Limiter", "Pace", "SharedLimiter", "SharedPace", "Verdict"]

WINDOW_SECONDS = 60.0
PER_USER = 30
"""Questions a minute in private: far more than anybody types, little enough to keep one core free."""
PER_GROUP = 40
MOST_A_SECOND = 30
"""Messages to all chats together: the Bot API answers more with 429."""
MOST_KEYS = 20_000
"""Bound on memory: the longest silent people are forgotten first."""


@dataclass(slots=True)
class _Window:
    times: deque[float]
    noticed: float = float("-inf")


class Limiter:
    """Counts questions per key in a sliding window."""

    def __init__(
        self,
        most: int,
        window: float = WINDOW_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Allow ``most`` questions in any ``window`` seconds per key."""
        self._most = most
        self._window = window
        self._clock = clock
        self._windows: OrderedDict[str, _Window] = OrderedDict()

    async def check(self, key: object) -> Verdict:
        """Count one question of ``key``, which is known by its ``repr``, and say whether to answer it."""
        return self._check(repr(key))

    def _check(self, key: str) -> Verdict:
        now = self._clock()
        window = self._windows.setdefault(key, _Window(deque()))
        self._windows.move_to_end(key)
        while len(self._windows) > MOST_KEYS:
            self._windows.popitem(last=False)
        while window.times and now - window.times[0] >= self._window:
            window.times.popleft()
        if len(window.times) < self._most:
            window.times.append(now)
            return Verdict.ALLOW
        if now - window.noticed >= self._window:
            window.noticed = now
            return Verdict.NOTICE
        return Verdict.SILENT


class SharedLimiter(Limiter):
    """The same, counted for all processes together."""

    def __init__(self, counting: Counting, name: str, most: int, window: float = WINDOW_SECONDS) -> None:
        """Count in ``counting`` under ``name``."""
        super().__init__(most, window)
        self._counting, self._name = counting, name

    async def check(self, key: object) -> Verdict:
        """As ``Limiter.check``; where the state cannot be used, this process counts alone."""
        try:
            return await self._counting.asked(self._name, repr(key), self._most, self._window)
        except StoreError:
            return self._check(repr(key))


class Pace:
    """No more messages a second than Telegram takes of one bot."""

    def __init__(self, most: int = MOST_A_SECOND, clock: Callable[[], float] = time.monotonic) -> None:
        """``most`` in any second of ``clock``."""
        self._clock = clock
        self._sent: deque[float] = deque(maxlen=most)
        self._lock = asyncio.Lock()

    async def turn(self) -> None:
        """Wait until one more may go."""
        async with self._lock:
            if len(self._sent) == self._sent.maxlen:
                await asyncio.sleep(max(0.0, self._sent[0] + 1.0 - self._clock()))
            self._sent.append(self._clock())


class SharedPace(Pace):
    """The same for all processes together: sends follow each other at least ``1 / most`` seconds apart."""

    def __init__(self, counting: Counting, most: int = MOST_A_SECOND) -> None:
        """Take places in a line that stands in ``counting``."""
        super().__init__(most)
        self._counting, self._step = counting, 1.0 / most

    async def turn(self) -> None:
        """Wait until one more may go; where the state cannot be used, this process counts alone."""
        try:
            wait = await self._counting.turn("sends", self._step)
        except StoreError:
            await super().turn()
        else:
            await asyncio.sleep(wait)
