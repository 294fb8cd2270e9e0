"""Posts at a local time: when the next one is due, and the clock that hands out those that are.

A slot is an hour on a chat's own wall: "2026-03-29T09:00" in Europe/Berlin. It is the key under which a post is
claimed, so a slot is posted once, whatever the offset from UTC does. An hour that the switch to summer time leaves out
is moved as ``zoneinfo`` moves it (02:00 becomes 03:00); one that comes twice in autumn counts the first time.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as wall_time
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

log = logging.getLogger(__name__)

LATE_SECONDS = 3600.0
"""A post missed by more than this is skipped: nobody wants the tip of the morning in the evening."""

TICK_SECONDS = 60.0
PACE_SECONDS = 0.05
"""Between two posts: Telegram takes about thirty messages a second from a bot, and people come first."""

MOST_TRIES = 3
"""Restarts after which a post that was in work at each of them is left alone."""

ZONES = (
    "Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Tokyo", "Asia/Singapore",
    "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Australia/Sydney", "UTC",
)  # fmt: skip
"""Offered in settings; the first is the default."""


class Every(StrEnum):
    """How often a chat wants a post."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"


class What(StrEnum):
    """What a chat wants posted."""

    TIP = "tip"
    QUIZ = "quiz"
    BOTH = "both"
    """By turns."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a chat asked for."""

    every: Every = Every.OFF
    weekday: int = 0
    """0 is Monday."""
    hour: int = 9
    zone: str = ZONES[0]
    what: What = What.TIP
    thread_id: int | None = None
    """The forum topic that posts go to."""
    locale: str = ""
    """Language of whoever switched it on, for chats that never chose one."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One hour at which a post is due."""

    local: str
    """``2026-03-29T09:00``: the hour on the chat's wall, the same for a moved or a doubled hour."""
    at: float
    """Seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class Post:
    """A claimed post on its way through the application's update queue."""

    post_id: int
    chat_id: int
    slot: Slot
    replayed: bool = False
    """True when an earlier process may have sent it."""


def next_slot(schedule: Schedule, after: float) -> Slot | None:
    """The first slot later than ``after``; None when nothing is wanted."""
    if schedule.every is Every.OFF:
        return None
    zone = ZoneInfo(schedule.zone)
    day = datetime.fromtimestamp(after, zone).date() - timedelta(days=1)
    while True:
        if schedule.every is Every.DAILY or day.weekday() == schedule.weekday:
            wall = datetime.combine(day, wall_time(schedule.hour))
            at = wall.replace(tzinfo=zone).timestamp()
            if at > after:
                return Slot(wall.isoformat(timespec="minutes"), at)
        day += timedelta(days=1)


def following(schedule: Schedule, slot: Slot, now: float) -> Slot | None:
    """The slot to wait for after ``slot``; of those that were missed, only one that is not too late."""
    return next_slot(schedule, max(slot.at, now - LATE_SECONDS))


def kind_of(schedule: Schedule, slot: Slot) -> What:
    """Tip or quiz; by turns it follows from the date, so a post tried again stays what it was."""
    if schedule.what is not What.BOTH:
        return schedule.what
    days = date.fromisoformat(slot.local[:10]).toordinal()
    turn = days // 7 if schedule.every is Every.WEEKLY else days
    return What.QUIZ if turn % 2 else What.TIP


class Claims(Protocol):
    """What the scheduler needs of ``bot.posts.Posts``."""

    async def waiting(self, now: float) -> list[tuple[int, Schedule, Slot]]:
        """Chats whose slot has come, the earliest first."""

    async def claim(self, chat_id: int, slot: Slot) -> int | None:
        """A number for the post of this slot, or None when it was claimed before."""

    async def wait_for(self, chat_id: int, slot: Slot, following: Slot | None) -> None:
        """After ``slot`` the chat waits for ``following``."""

    async def unfinished(self) -> list[Post]:
        """Posts that an earlier process claimed and did not finish."""

    async def try_again(self, post_id: int) -> int:
        """Count one more beginning; returns how many there were."""

    async def finish(self, post_id: int) -> None:
        """The post is dealt with."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The clock, and how often it is looked at."""

    clock: Callable[[], float] = time.time
    tick: float = TICK_SECONDS


class Scheduler:
    """Claims what is due and hands it on; each slot once, over restarts too."""

    def __init__(self, claims: Claims, deliver: Callable[[Post], Awaitable[None]], timing: Timing) -> None:
        """Hand posts to ``deliver``."""
        self._claims = claims
        self._deliver = deliver
        self._timing = timing

    async def run(self) -> None:
        """Until cancelled."""
        await self._guarded(self.resume)
        while True:
            await self._guarded(self.tick)
            await asyncio.sleep(self._timing.tick - self._timing.clock() % self._timing.tick)

    async def resume(self) -> None:
        """Take up what was claimed before a restart, unless it is too late by now."""
        for post in await self._claims.unfinished():
            late = self._timing.clock() - post.slot.at > LATE_SECONDS
            if late or await self._claims.try_again(post.post_id) > MOST_TRIES:
                await self._claims.finish(post.post_id)
            else:
                await self._deliver(post)

    async def tick(self) -> None:
        """Claim and hand on what is due now; set every chat to its next slot."""
        for chat_id, schedule, slot in await self._claims.waiting(self._timing.clock()):
            # A slot that a gap in running left behind may be followed by one that is due as well.
            due: Slot | None = slot
            while due is not None and due.at <= (now := self._timing.clock()):
                if now - due.at <= LATE_SECONDS:
                    post_id = await self._claims.claim(chat_id, due)
                    if post_id is not None:
                        await self._deliver(Post(post_id, chat_id, due))
                        await asyncio.sleep(PACE_SECONDS)
                due = following(schedule, due, now)
            await self._claims.wait_for(chat_id, slot, due)

    async def _guarded(self, step: Callable[[], Awaitable[None]]) -> None:
        """A failure ends one look at the clock, not all that follow."""
        try:
            await step()
        except Exception as error:  # the store's disk, a zone that the machine does not know
            log.error("posts not handed out", exc_info=error)
