"""Updates in: kept on disk before Telegram is told that we have them, then handled in order within a chat.

What Telegram sends is stored as the JSON that came over the wire, before anything reads it. An update that cannot
be read, or that took the process down twice, costs itself alone: it is set aside with its number and the kind of
fault, the latter with a sentence to whoever sent it. What was kept and not finished is handled again, after a while or after a restart.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, Update

from bot.kept.replicas import RENEW_SECONDS
from bot.lanes import EPHEMERAL, HIGHEST, is_ephemeral, number_in, order_key, place_of
from bot.metrics import Metrics
from bot.state import StoreError
from bot.store import Store

log = logging.getLogger(__name__)

Handles = Callable[[Update], Awaitable[None]]

MOST_WAITING = 5_000
"""Updates in memory; beyond, nothing more is asked of Telegram until some are done."""

MOST_TRIES = 2
"""How often an update is begun that takes the process down each time, once it is known to have been in work alone."""
MOST_TRIES_SHARED = 4
"""The same where several processes share a bot: machines and deployments take processes down more often than updates do."""

AGAIN_SECONDS = 30.0
"""After so long an update is handled again that could not be finished through no fault of its own."""


@dataclass(slots=True)
class Task:
    """The update in work: numbers its messages, and says whether to try it again."""

    update_id: int
    replayed: bool = False
    """True when an earlier try may have sent a part of the answer."""
    parts: int = 0
    unfinished: bool = False
    came: int = 0
    """Its place among all updates that came since the start."""
    on_safe: Callable[[], None] | None = None

    def next_part(self) -> int:
        """Number of the next message sent for this update; the same at every try."""
        self.parts += 1
        return self.parts

    def safe(self) -> None:
        """It has come so far that it does not take the process down."""
        if self.on_safe is not None:
            self.on_safe()
            self.on_safe = None


current_task: ContextVar[Task | None] = ContextVar("current_task", default=None)


LOOK_SECONDS = 1.0
"""How often it is looked for what another process left, beside what is heard."""


@dataclass(slots=True)
class _Lane:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class InOrder:
    """Many chats at once, one update at a time within a chat; a chat that waits takes nobody's place."""

    def __init__(self, store: Store, metrics: Metrics, handle: Handles, give_up: Handles) -> None:
        """Have updates handled by ``handle``, and finish them in ``store``; ``give_up`` hears of those given up."""
        self._give_up = give_up
        self._store = store
        self._metrics = metrics
        self._handle_one = handle
        self._lanes: dict[tuple[str, int], _Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._later: set[asyncio.Task[None]] = set()
        self._suspect = asyncio.Lock()
        self._in_hand = 0
        """Kept updates that are being handled."""
        self._done: set[int] = set()
        self.held: set[int] = set()
        """Numbers of kept updates that this process works on or will."""
        self._came = itertools.count(1)
        self._room = asyncio.Event()
        self._room.set()
        self.stopping = asyncio.Event()

    @property
    def waiting(self) -> int:
        """Updates received and not handled."""
        return len(self._tasks)

    def add(self, update: Update, *, replayed: bool = False) -> None:
        """Handle an update when it is its chat's turn."""
        if not is_ephemeral(update):
            self.held.add(update.update_id)
        self._spawn(
            self._tasks, self._in_turn(update, Task(update.update_id, replayed, came=next(self._came)))
        )
        if len(self._tasks) >= MOST_WAITING:
            self._room.clear()

    def _spawn(self, into: set[asyncio.Task[None]], work: Any) -> None:
        task = asyncio.create_task(work)
        into.add(task)
        task.add_done_callback(into.discard)

    async def room(self) -> None:
        """Wait until more may be received."""
        await self._room.wait()

    async def join(self) -> None:
        """Wait until everything that was added is handled."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Drop what is left; the store keeps it."""
        left = [*self._tasks, *self._later]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    @asynccontextmanager
    async def turn(self, key: tuple[str, int]) -> AsyncIterator[None]:
        """Wait until everything of this key that came before is done, and keep what comes later waiting."""
        lane = self._lanes.setdefault(key, _Lane())
        lane.waiting += 1
        try:
            async with lane.lock:
                yield
        finally:
            lane.waiting -= 1
            if not lane.waiting:
                del self._lanes[key]

    async def _in_turn(self, update: Update, task: Task) -> None:
        try:
            async with self.turn(order_key(update)):
                # After a stop nothing new begins: it is kept in the store, and answered after the restart.
                if not self.stopping.is_set():
                    await self._handle(update, task)
        except Exception as error:  # nothing that an update does may cost another
            self._metrics.failed.labels(type(error).__name__).inc()
            log.error("update failed", exc_info=error, extra={"update_id": task.update_id})
        finally:
            if len(self._tasks) <= MOST_WAITING:
                self._room.set()

    async def _handle(self, update: Update, task: Task) -> None:
        if is_ephemeral(update):
            await self._in_work(task, self._handle_one(update))
            return
        async with self._alone(task, suspect=task.replayed):
            try:
                tries = await self._store.updates.begin(
                    task.update_id, counted=task.replayed or not self._in_hand
                )
            except StoreError:
                self._spawn(self._later, self._again(update))
                return
            if tries is None:
                self.held.discard(task.update_id)
                return
            self._in_hand += 1
            try:
                over = await self._try(update, task, tries)
            finally:
                self._in_hand -= 1
        if over:
            return
        if not task.unfinished:
            await self._finish(task.update_id)
            return
        try:
            await self._store.updates.put_off(task.update_id)
        except StoreError as error:
            log.warning("store failed", extra={"reason": str(error)})
        if not self.stopping.is_set():
            self._spawn(self._later, self._again(update))

    async def _try(self, update: Update, task: Task, tries: int) -> bool:
        """Handle an update, or give it up after too many tries; True when nothing is left to do for it."""
        most = MOST_TRIES_SHARED if self._store.shared else MOST_TRIES
        if tries <= most:
            await self._in_work(task, self._handle_one(update))
            return False
        log.error("update given up", extra={"update_id": task.update_id})
        # Once: were it the telling that takes the process down, the next start goes without.
        if tries == most + 1:
            await self._in_work(task, self._give_up(update))
        await self._finish(task.update_id, "took the process down")
        return True

    @staticmethod
    async def _in_work(task: Task, work: Awaitable[None]) -> None:
        token = current_task.set(task)
        try:
            await work
        finally:
            current_task.reset(token)

    @asynccontextmanager
    async def _alone(self, task: Task, *, suspect: bool) -> AsyncIterator[None]:
        """Those left by a process that died are handled one by one: who is alone in work when it dies again did it.

        A try counts for an update that is alone, or was left; one of many in work may have died of another, or of a
        machine that was switched off.
        """
        if suspect:
            await self._suspect.acquire()
            task.on_safe = self._suspect.release
        try:
            yield
        finally:
            task.safe()

    async def _again(self, update: Update) -> None:
        await asyncio.sleep(AGAIN_SECONDS)
        if not self.stopping.is_set():
            self.add(update, replayed=True)

    async def _finish(self, update_id: int, fault: str | None = None) -> None:
        try:
            await self._store.updates.finish(update_id, fault)
            self.held.discard(update_id)
        except StoreError:
            # Answered; only its text is still there. ``settle`` sees to it when the store can be written again.
            self._done.add(update_id)

    async def settle(self) -> None:
        """Finish in the store what was finished while it could not be written.

        Raises:
            StoreError: It still cannot.
        """
        for update_id in list(self._done):
            await self._store.updates.finish(update_id)
            self._done.discard(update_id)
            self.held.discard(update_id)


class Inbox:
    """Takes what Telegram sends: kept, then claimed, then read, then handed over."""

    def __init__(
        self,
        store: Store,
        metrics: Metrics,
        order: InOrder,
        bot: Bot,
        told: Callable[[str], None] = lambda word: None,
        see: Callable[[Update], None] = lambda update: None,
    ) -> None:
        """Keep updates in ``store``, read them for ``bot``, show them to ``see``, hand them to ``order``.

        ``told`` hears other processes.
        """
        self._store = store
        self._see = see
        self._metrics = metrics
        self._order = order
        self._bot = bot
        self._told = told
        self._claiming = asyncio.Lock()
        self._unreadable: int | None = None
        """Number of the last one that was no JSON."""

    async def take(self, raw: object) -> None:
        """Keep one update and have it handled, here or by the process that has its chat; one seen before is dropped.

        Raises:
            StoreError: It could not be kept, so Telegram must not be told that we have it.
        """
        number = raw.get("update_id") if isinstance(raw, dict) else None
        if not isinstance(raw, dict) or not isinstance(number, int) or not 0 <= number < HIGHEST:
            log.warning("update without a number")
            return
        if any(kind in raw for kind in EPHEMERAL):
            self._metrics.received.inc()
            update = await self._read(number, raw)
            if update is not None:
                self._order.add(update)
            return
        chat, message = place_of(raw)
        text = json.dumps(raw, separators=(",", ":"))
        if not await self._store.updates.receive(number, text, chat=chat, number=message):
            log.info("update seen before", extra={"update_id": number})
            return
        self._metrics.received.inc()
        try:
            await self._claim()
        except StoreError as error:  # it is kept: whoever can claims it later
            log.warning("store failed", extra={"reason": str(error)})
        if self._store.shared and number not in self._order.held:
            await self._store.replicas.tell("work")

    async def unreadable(self, payload: bytes) -> int | None:
        """What is no JSON though it has the number of an update: set aside when it comes again, since it may have been cut off.

        Returns:
            The number, once it is set aside.

        Raises:
            StoreError: It could not be noted.
        """
        number = number_in(payload)
        if number is None or number != self._unreadable:
            self._unreadable = number
            return None
        if await self._store.updates.receive(number, "{}"):
            await self._store.updates.finish(number, "not read: no JSON")
        log.warning("update not read", extra={"update_id": number, "reason": "no JSON"})
        return number

    async def replay(self) -> int:
        """Begin to work, with what was received and not finished before the last stop; returns how many."""
        await self._store.replicas.enter()
        return await self._claim()

    async def _claim(self) -> int:
        count = 0
        async with self._claiming:
            # Before they are read: what cannot be read is finished, and held no longer.
            for kept in await self._store.updates.claim(self._order.held, MOST_WAITING):
                update = await self._read(kept.update_id, kept.payload)
                if update is not None:
                    await self._follow(update)
                    self._order.add(update, replayed=kept.again)
                    count += 1
        return count

    async def keep_claiming(self) -> None:
        """Claim what others received for chats of ours, or left behind; until cancelled."""
        while True:
            for word in await self._store.replicas.hear(LOOK_SECONDS):
                self._told(word)
            try:
                await self._order.room()
                await self._claim()
            except StoreError as error:
                log.warning("store failed", extra={"reason": str(error)})

    async def keep_renewing(self) -> None:
        """Say that this process lives; until cancelled."""
        while True:
            try:
                await self._store.replicas.renew()
            except StoreError as error:
                log.warning("store failed", extra={"reason": str(error)})
            await asyncio.sleep(RENEW_SECONDS)

    async def _read(self, number: int, raw: dict[str, Any] | str) -> Update | None:
        """The update, or None when it cannot be read: it is set aside then."""
        try:
            update = Update.de_json(json.loads(raw) if isinstance(raw, str) else raw, self._bot)
            order_key(update)
            # Now, and not when it is its chat's turn: who looks for a message needs to know what came meanwhile.
            self._see(update)
        except Exception as error:  # whatever a constructor makes of data it does not know
            reason = type(error).__name__
            log.warning("update not read", extra={"update_id": number, "reason": reason})
            self._metrics.failed.labels(reason).inc()
            try:
                await self._store.updates.finish(number, f"not read: {reason}")
            except StoreError as second:
                log.warning("store failed", extra={"reason": str(second)})
            return None
        return update

    async def _follow(self, update: Update) -> None:
        """A group became a supergroup: its settings are there before anything of the new chat is handled."""
        message = update.message
        if message is None or not (message.migrate_to_chat_id or message.migrate_from_chat_id):
            return
        old, new = (
            message.migrate_from_chat_id or message.chat.id,
            message.migrate_to_chat_id or message.chat.id,
        )
        try:
            await self._store.chats.migrate(old, new)
        except (StoreError, OverflowError) as error:  # a number that no chat has
            log.warning("settings not moved", extra={"reason": type(error).__name__})
