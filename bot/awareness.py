"""Tips, quiz questions and the posts that a chat has asked for.

A chat gets every item once before any of them twice, in an order of its own. A post is one slot: a local date of
the chat. Its item is fixed in the store before anything is sent and delivered through the outbox under a number of
its own, so that a restart finishes what was begun and repeats nothing. A slot more than an hour old is let go.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from typing import Any
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardMarkup

from bot.answer import Language
from bot.context import Service, Shared
from bot.inbox import InOrder, Task, current_task
from bot.keyboards import LAWS, button
from bot.memory import Reading
from bot.outgoing import Outgoing, Quiz
from bot.patience import Undelivered
from bot.render import escape, render_tip
from bot.script import to_traditional
from bot.state import StoredAnswer, StoreError
from bot.texts import TEXTS, Locale
from knowledge.posts import QuizItem, Tip

log = logging.getLogger(__name__)

ZONES = (
    "Asia/Shanghai",
    "Asia/Urumqi",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "UTC",
)
"""Where readers of Chinese law mostly live, China first."""

DEFAULT_HOUR = 9
LATE_SECONDS = 3600.0
"""A post that could not go out within an hour of its time is no longer timely."""
LOOK_EVERY = 30.0


@dataclass(frozen=True, slots=True)
class Slot:
    """A chat's local date on which a post is due, and the moment."""

    name: str
    at: float


def due(settings: dict[str, Any], now: float) -> Slot | None:
    """The slot that is due now, or None.

    The hour is that of the wall clock: an hour that the clock skips falls to the next one, an hour that it
    repeats counts once, as a slot is a date.

    Args:
        settings: ``posts`` (``daily`` | ``weekly``), ``posts_hour``, ``posts_day`` (0 is Monday),
            ``posts_zone``, and ``posts_since``, the moment of opting in.
        now: Seconds since the epoch.
    """
    zone = ZoneInfo(zone_of(settings))
    today = datetime.fromtimestamp(now, zone).date()
    for day in (today, today - timedelta(days=1)):  # an hour may reach over midnight
        slot = _slot(settings, day, zone)
        if slot is not None and slot.at <= now < slot.at + LATE_SECONDS:
            return slot if slot.at >= float(settings.get("posts_since", 0.0)) else None
    return None


def _slot(settings: dict[str, Any], day: date, zone: ZoneInfo) -> Slot | None:
    if settings.get("posts") == "weekly" and day.weekday() != day_of(settings):
        return None
    at = datetime.combine(day, time_of_day(hour_of(settings)), zone).timestamp()
    return Slot(day.isoformat(), at)


def zone_of(settings: dict[str, Any]) -> str:
    """The chat's time zone."""
    zone = settings.get("posts_zone")
    return zone if zone in ZONES else ZONES[0]


def hour_of(settings: dict[str, Any]) -> int:
    """The hour of its posts, 0 to 23."""
    return int(settings.get("posts_hour", DEFAULT_HOUR)) % 24


def day_of(settings: dict[str, Any]) -> int:
    """The weekday of its weekly posts, 0 is Monday."""
    return int(settings.get("posts_day", 0)) % 7


async def pick(shared: Shared, chat_id: int, items: Sequence[str]) -> str:
    """The chat's next item: one that it has not had in this round.

    The same delivery gets the same item, so that what is sent again after a restart is what was sent before.
    """
    task = current_task.get()
    number = task.update_id if task else 0
    shown = await shared.store.posts.shown(chat_id)
    for item in items:
        if number and shown.get(item) == number:
            return item
    left = [item for item in items if item not in shown]
    chosen = min(left or items, key=lambda item: hashlib.sha256(f"{chat_id} {item}".encode()).digest())
    await shared.store.posts.keep_shown(chat_id, chosen, number, () if left else items)
    return chosen


def tip_message(service: Service, tip: Tip, locale: Locale) -> tuple[str, InlineKeyboardMarkup]:
    """A tip as HTML with the provision that it rests on, and its buttons."""
    texts = TEXTS[locale]
    english = locale is Locale.EN
    words = tip.english if english else tip.text
    if locale is Locale.HANT:
        words = to_traditional(words)
    excerpt = service.excerpt(tip.citations[0])
    html = render_tip(words, excerpt, texts, language=Language.EN if english else Language.ZH)
    row = [button(texts.button_full, "f", excerpt.passage_id)] if excerpt.kind in LAWS else []
    row.append(button(texts.button_next_tip, "n"))
    return html, InlineKeyboardMarkup([row])


def quiz_of(item: QuizItem, locale: Locale) -> Quiz:
    """A quiz question as a poll; its explanation ends with the citation."""
    if locale is Locale.EN:
        explanation = f"{item.english_explanation}\n{item.citations[0]}"
        return Quiz(item.english_question, item.english_options, item.correct, explanation)
    convert = to_traditional if locale is Locale.HANT else str
    return Quiz(
        convert(item.question),
        tuple(map(convert, item.options)),
        item.correct,
        f"{convert(item.explanation)}\n{item.citations[0]}",
    )


async def tip_for(
    shared: Shared, chat_id: int, locale: Locale, tip_id: str | None = None
) -> tuple[Tip, Outgoing]:
    """The chat's next tip, or the one of an id, and its message."""
    tips = {tip.tip_id: tip for tip in shared.service.tips()}
    if tip_id not in tips:
        tip_id = await pick(shared, chat_id, list(tips))
    tip = tips[tip_id]
    html, markup = await shared.work(lambda: tip_message(shared.service, tip, locale))
    return tip, Outgoing(chat_id, html, markup)


async def post_tip(
    shared: Shared, chat_id: int, locale: Locale, tip_id: str | None = None, *, thread_id: int | None = None
) -> None:
    """Send a tip, and note what it is about for whoever replies to it."""
    tip, outgoing = await tip_for(shared, chat_id, locale, tip_id)
    number = await shared.outbox.send(replace(outgoing, thread_id=thread_id))
    if number is None:
        return
    excerpt = await shared.work(lambda: shared.service.excerpt(tip.citations[0]))
    data = {"choices": [], "source": [str(excerpt.passage_id)]}
    await shared.store.answers.keep(StoredAnswer(chat_id, number, None, 0, data))
    shared.memory.keep_of(chat_id, number, 0, Reading(f"{excerpt.citation} {tip.text}", tells=True))


async def quiz_for(shared: Shared, chat_id: int, locale: Locale) -> Outgoing:
    """The chat's next quiz question."""
    items = {item.quiz_id: item for item in shared.service.quiz()}
    item = items[await pick(shared, chat_id, list(items))]
    quiz = await shared.work(lambda: quiz_of(item, locale))
    return Outgoing(chat_id, escape(TEXTS[locale].quiz_refused), quiz=quiz)


class Posts:
    """Sends what is due, over and over."""

    def __init__(self, shared: Shared, order: InOrder, clock: Callable[[], float] = time.time) -> None:
        """Go by ``clock``, each post in the turn of its chat."""
        self._shared = shared
        self._order = order
        self._clock = clock
        self._at_work: dict[tuple[int, str], asyncio.Task[bool]] = {}

    async def run(self) -> None:
        """Look for due posts until cancelled."""
        try:
            while True:
                try:
                    await self.look()
                except Exception:  # a broken store today must not end all posts for good
                    log.exception("posts failed")
                await asyncio.sleep(LOOK_EVERY)
        finally:
            for task in self._at_work.values():
                task.cancel()

    async def look(self) -> list[asyncio.Task[bool]]:
        """Begin every post that is due and not at work; each ends with whether it went out.

        Nobody waits for them here: a chat that Telegram holds up must not make the others miss their hour.
        """
        begun: list[asyncio.Task[bool]] = []
        if not await self._shared.store.replicas.lead():
            return begun
        for chat_id, settings in await self._shared.store.chats.subscribed():
            slot = due(settings, self._clock())
            if slot is None or (chat_id, slot.name) in self._at_work:
                continue
            key = (chat_id, slot.name)
            task = asyncio.create_task(self._in_turn(chat_id, settings, slot))
            self._at_work[key] = task
            task.add_done_callback(lambda _, key=key: self._at_work.pop(key, None))  # type: ignore[misc]
            begun.append(task)
        return begun

    async def _in_turn(self, chat_id: int, settings: dict[str, Any], slot: Slot) -> bool:
        try:
            async with self._order.turn(("chat", chat_id)):
                return await self._send(chat_id, settings, slot)
        except (Undelivered, StoreError):
            return False  # tried again at a later look, while the hour lasts
        except Exception:
            log.exception("post failed")
            return False

    async def _send(self, chat_id: int, settings: dict[str, Any], slot: Slot) -> bool:
        store = self._shared.store
        known = await store.posts.begun(chat_id, slot.name)
        if known is not None and (known[1] or not await store.posts.take(chat_id, slot.name)):
            return False
        task = Task(delivery_number(chat_id, slot.name), replayed=known is not None)
        token = current_task.set(task)
        try:
            if known is None:
                item = await pick(self._shared, chat_id, [tip.tip_id for tip in self._shared.service.tips()])
                await store.posts.begin(chat_id, slot.name, item)
            else:
                item = known[0]
            locale, thread = await self._locale(chat_id, settings), settings.get("posts_thread")
            await post_tip(self._shared, chat_id, locale, item, thread_id=thread)
        finally:
            current_task.reset(token)
        await store.posts.end(chat_id, slot.name)
        return True

    async def _locale(self, chat_id: int, settings: dict[str, Any]) -> Locale:
        chosen = settings.get("locale")
        if chosen is None and chat_id > 0:
            chosen = await self._shared.store.chats.user_locale(chat_id)
        return Locale(chosen) if chosen in set(Locale) else Locale.HANS


def delivery_number(chat_id: int, slot: str) -> int:
    """The number under which the outbox keeps a post: negative, as those of updates are positive."""
    digest = hashlib.sha256(f"{chat_id} {slot}".encode()).digest()
    return -1 - (int.from_bytes(digest[:8]) >> 2)
