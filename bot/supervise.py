"""Tasks that must not end: each is watched, started again when it ends, and when it keeps ending the process is.

Hopeless      nothing that is started again can mend this; its sentence is the process's last word
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
MOST_ENDS, WITHIN_SECONDS = 8, 300.0
"""A task that ends more often than this within the time will not live."""


class Hopeless(Exception):
    """The process cannot go on; one sentence with the remedy."""


class Supervisor:
    """Keeps tasks alive."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Measure by ``clock``."""
        self._clock = clock
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self.down: dict[str, str] = {}
        """Tasks that ended and wait to be started again, and what ended them."""
        self.verdict = ""
        """Why the process must end, or nothing."""
        self.over = asyncio.Event()
        """Set with the verdict."""

    def keep(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run ``work`` for good."""
        self._tasks[name] = asyncio.create_task(self._keep(name, work), name=name)

    @property
    def names(self) -> list[str]:
        """The tasks that are kept."""
        return list(self._tasks)

    def alive(self, name: str) -> bool:
        """Whether a task is at work, and not waiting to be started again."""
        task = self._tasks.get(name)
        return task is not None and not task.done() and name not in self.down

    async def stop(self, *names: str) -> None:
        """End tasks, all of them without names."""
        ending = [self._tasks.pop(name) for name in (names or tuple(self._tasks)) if name in self._tasks]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    async def _keep(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        ends: deque[float] = deque(maxlen=MOST_ENDS)
        pause = FIRST_PAUSE
        while True:
            began = self._clock()
            try:
                await work()
                reason = "returned"
                log.error("task ended", extra={"task": name, "reason": reason})
            except Hopeless as error:
                self._give_up(str(error))
                return
            except Exception as error:
                reason = type(error).__name__
                log.error("task ended", exc_info=error, extra={"task": name, "reason": reason})
            now = self._clock()
            ends.append(now)
            if len(ends) == MOST_ENDS and now - ends[0] < WITHIN_SECONDS:
                self._give_up(
                    f"the task that should {name} keeps ending ({reason}): look into the log above, then start again"
                )
                return
            self.down[name] = reason
            pause = FIRST_PAUSE if now - began > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
            await asyncio.sleep(pause)
            del self.down[name]

    def _give_up(self, verdict: str) -> None:
        self.verdict = self.verdict or verdict
        self.over.set()
