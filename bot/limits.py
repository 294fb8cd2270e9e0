"""How much one person or one group may ask: sliding windows in memory, one notice per window."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

WINDOW_SECONDS = 60.0
PER_USER = 30
"""Questions a minute in private: far more than anybody types, little enough to keep one core free."""
PER_GROUP = 40
MOST_KEYS = 20_000
"""Bound on memory: the longest silent people are forgotten first."""


class Verdict(StrEnum):
    """What to do with a question."""

    ALLOW = "allow"
    NOTICE = "notice"
    """Over the limit for the first time in this window: say so once."""
    SILENT = "silent"


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
        self._windows: OrderedDict[int, _Window] = OrderedDict()

    def check(self, key: int) -> Verdict:
        """Count one question of ``key`` and say whether to answer it."""
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
