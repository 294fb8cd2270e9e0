"""Threads that compose answers, each answer within a time limit.

Overran       the work took longer than it may; its thread is left to itself and another takes its place

A thread cannot be ended from outside, so what makes the limit mean something is that no work holds the interpreter:
every regular expression is linear (``tests/bot/test_patterns.py``) and the libraries beneath let go of its lock.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

_T = TypeVar("_T")

WORKERS = 2
"""Threads that search. The work is CPU bound; the libraries beneath let go of the interpreter lock."""
ANSWER_SECONDS = 20.0


class Overran(Exception):
    """An answer took longer than it may."""


@dataclass(slots=True)
class _Job:
    function: Callable[[], Any]
    future: Future[Any] = field(default_factory=Future)
    ended: bool = False
    left: bool = False
    """True when nobody waits for it any longer."""


class Workers:
    """A small pool whose threads can be given up; as daemons they hold no exit."""

    def __init__(self, count: int = WORKERS, seconds: float | None = None) -> None:
        """``count`` threads, ``seconds`` (``ANSWER_SECONDS``) for each piece of work."""
        self.count = count
        self.seconds = ANSWER_SECONDS if seconds is None else seconds
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._free = count
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        """A heap: who came first is served first, also when it asks a second time."""
        self._turns = itertools.count()
        self._lock = threading.Lock()
        self._made = 0
        self._lost = 0
        for _ in range(count):
            self._hire()

    @property
    def lost(self) -> int:
        """Threads that are still at work which nobody waits for."""
        return self._lost

    def _hire(self) -> None:
        self._made += 1
        threading.Thread(target=self._work, name=f"answer-{self._made}", daemon=True).start()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job.future.set_result(job.function())
            except BaseException as error:  # whatever it is, it belongs to who waits
                job.future.set_exception(error)
            with self._lock:
                job.ended = True
                if job.left:
                    self._lost -= 1
                    return  # another has this one's place

    async def run(self, function: Callable[[], _T], came: int = 0) -> _T:
        """The result of ``function``; waiting for a free thread does not count.

        Args:
            function: What to do.
            came: Place of whoever waits for it among all who wait: the lowest is served first.

        Raises:
            Overran: It took longer than it may.
        """
        await self._take_slot(came)
        try:
            return await self._run(function)
        finally:
            self._give_slot()

    async def _take_slot(self, came: int) -> None:
        if self._free:
            self._free -= 1
            return
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (came, next(self._turns), mine))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self._give_slot()
            raise

    def _give_slot(self) -> None:
        while self._waiting:
            *_, next_one = heapq.heappop(self._waiting)
            if not next_one.done():
                next_one.set_result(None)
                return
        self._free += 1

    async def _run(self, function: Callable[[], _T]) -> _T:
        job = _Job(function)
        self._jobs.put(job)
        result: asyncio.Future[_T] = asyncio.wrap_future(job.future)
        # So that nobody complains of an error which comes when nobody waits any longer.
        result.add_done_callback(lambda future: future.cancelled() or future.exception())
        done, _ = await asyncio.wait({result}, timeout=self.seconds)
        if done:
            return result.result()
        with self._lock:
            if not job.ended:
                self._lost += 1
                job.left = True
                self._hire()
        if job.left:
            raise Overran
        return await result

    def close(self) -> None:
        """End the threads that have nothing to do."""
        for _ in range(self.count):
            self._jobs.put(None)
