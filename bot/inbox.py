"""Updates in: kept on disk before Telegram is told that we have them, then handled in order within a chat.

PTB confirms updates by its next ``getUpdates`` (or by answering the webhook) as soon as ``update_queue.put``
returns, so ``put`` writes them to the store first. What was kept and not finished is handled after a restart.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from telegram import Bot, Update
from telegram.ext import BaseUpdateProcessor
from telegram.request import HTTPXRequest

from bot.metrics import Metrics
from bot.store import Store

log = logging.getLogger(__name__)

CONCURRENT = 512
"""Updates in work at once, waiting chats included; searches themselves are bounded by the worker pool."""

MOST_TRIES = 5
"""Restarts after which an update that was in work at each of them is left alone."""

EPHEMERAL = ("inline_query", "chosen_inline_result")
"""Kinds that are worth nothing after a restart: the person has typed on."""


@dataclass(slots=True)
class Task:
    """The update in work: numbers its messages, and says whether to try it again after a restart."""

    update_id: int
    replayed: bool = False
    """True when an earlier process may have sent a part of the answer."""
    parts: int = 0
    unfinished: bool = False

    def next_part(self) -> int:
        """Number of the next message sent for this update; the same after a restart."""
        self.parts += 1
        return self.parts


current_task: ContextVar[Task | None] = ContextVar("current_task", default=None)


class Inbox(asyncio.Queue[object]):
    """The application's update queue, durable."""

    def __init__(self, store: Store, metrics: Metrics) -> None:
        """Keep updates in ``store``."""
        super().__init__()
        self._store = store
        self._metrics = metrics
        self.replayed: set[int] = set()
        """Updates that an earlier process left unfinished."""

    async def put(self, item: object) -> None:
        """Keep an update, then queue it; one that was seen before is dropped."""
        if isinstance(item, Update) and not is_ephemeral(item):
            payload = json.dumps(item.to_dict(), ensure_ascii=False, separators=(",", ":"))
            if not await self._store.receive(item.update_id, payload):
                log.info("update seen before", extra={"update_id": item.update_id})
                return
        if isinstance(item, Update):
            self._metrics.received.inc()
            await self._follow(item)
        await super().put(item)

    async def _follow(self, update: Update) -> None:
        """A group became a supergroup: its settings are there before anything of the new chat is handled."""
        message = update.message
        if message is not None and message.migrate_to_chat_id:
            await self._store.migrate_chat(message.chat.id, message.migrate_to_chat_id)
        elif message is not None and message.migrate_from_chat_id:
            await self._store.migrate_chat(message.migrate_from_chat_id, message.chat.id)

    async def replay(self, bot: Bot) -> int:
        """Queue what was received and not finished before the last stop; returns how many."""
        count = 0
        for payload in await self._store.pending():
            update = Update.de_json(json.loads(payload), bot)
            self.replayed.add(update.update_id)
            await super().put(update)
            count += 1
        return count


class PollRequest(HTTPXRequest):
    """``getUpdates`` that survives an update PTB cannot read.

    PTB drops the whole batch then and asks for it again without end, so nobody is answered any more. Here
    such an update arrives as its bare number: it is confirmed and everything after it is handled.
    """

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """The response with unreadable updates emptied."""
        code, payload = await super().do_request(*args, **kwargs)
        if code != HTTPStatus.OK:
            return code, payload
        answer = self.parse_json_payload(payload)
        updates = answer.get("result")
        if not isinstance(updates, list) or all(_is_readable(update) for update in updates):
            return code, payload
        answer["result"] = [
            update if _is_readable(update) else {"update_id": update["update_id"]} for update in updates
        ]
        return code, json.dumps(answer).encode()


def _is_readable(update: dict[str, Any]) -> bool:
    try:
        Update.de_json(update, None)
    except Exception as error:  # whatever a constructor makes of data it does not know
        number = update.get("update_id")
        log.warning("update not read", extra={"update_id": number, "reason": type(error).__name__})
        return False
    return True


def is_ephemeral(update: Update) -> bool:
    """Whether an update is neither kept nor deduplicated."""
    return any(getattr(update, kind) is not None for kind in EPHEMERAL)


def order_key(update: object) -> tuple[str, int]:
    """Updates with the same key are handled one after the other: a chat, or a person typing inline."""
    if isinstance(update, Update):
        if update.effective_chat is not None:
            return "chat", update.effective_chat.id
        if update.effective_user is not None:
            return "user", update.effective_user.id
        return "update", update.update_id
    return "other", id(update)


@dataclass(slots=True)
class _Lane:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class InOrder(BaseUpdateProcessor):
    """Many chats at once, one update at a time within a chat."""

    __slots__ = ("_inbox", "_lanes", "_store", "stopping")

    def __init__(self, store: Store, inbox: Inbox) -> None:
        """Finish updates of ``inbox`` in ``store``."""
        super().__init__(CONCURRENT)
        self._store = store
        self._inbox = inbox
        self._lanes: dict[tuple[str, int], _Lane] = {}
        self.stopping = asyncio.Event()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn, handle, finish; after ``stopping`` nothing new begins."""
        async with self.turn(order_key(update)):
            if self.stopping.is_set():
                # Kept in the store, answered after the restart.
                coroutine.close()  # type: ignore[attr-defined]
                return
            await self._handle(update, coroutine)

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

    async def _handle(self, update: object, coroutine: Awaitable[Any]) -> None:
        task = Task(update.update_id if isinstance(update, Update) else 0)
        if task.update_id in self._inbox.replayed:
            self._inbox.replayed.discard(task.update_id)
            task.replayed = True
            if await self._store.try_again(task.update_id) > MOST_TRIES:
                # Whatever it is, it takes the process down: the others must be answered.
                log.error("update given up", extra={"update_id": task.update_id})
                await self._store.finish(task.update_id)
                coroutine.close()  # type: ignore[attr-defined]
                return
        token = current_task.set(task)
        try:
            await coroutine
        finally:
            current_task.reset(token)
        if isinstance(update, Update) and not is_ephemeral(update) and not task.unfinished:
            await self._store.finish(task.update_id)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""
