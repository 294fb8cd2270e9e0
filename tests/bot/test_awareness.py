"""When posts are due, what a chat is told next, and that nothing is told twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.awareness import ZONES, Posts, delivery_number, due, pick, quiz_of, tip_message
from bot.handlers.settings import _set_posts, settings_view
from bot.inbox import Task, current_task
from bot.memory import Memory
from bot.outgoing import Outgoing
from bot.patience import Undelivered
from bot.store import Store
from bot.texts import TEXTS, Locale
from tests.bot.factories import StubService

DAILY = {"posts": "daily", "posts_hour": 9, "posts_zone": "Asia/Shanghai"}


def at(text: str, zone: str = "Asia/Shanghai") -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-11-27 08:59:59", None),
        ("2026-11-27 09:00:00", "2026-11-27"),
        ("2026-11-27 09:59:59", "2026-11-27"),
        ("2026-11-27 10:00:00", None),
    ],
)
def test_a_daily_post_is_due_for_an_hour(now: str, slot: str | None) -> None:
    found = due(DAILY, at(now))
    assert (found.name if found else None) == slot


def test_a_weekly_post_is_due_on_its_day_alone() -> None:
    weekly = {**DAILY, "posts": "weekly", "posts_day": 4}
    days = [day for day in range(23, 30) if due(weekly, at(f"2026-11-{day} 09:10"))]
    assert days == [27]  # a Friday


def test_an_hour_before_midnight_reaches_into_the_next_day() -> None:
    late = {**DAILY, "posts_hour": 23}
    found = due(late, at("2026-11-27 23:59"))
    assert found is not None
    assert found.name == "2026-11-27"
    assert due(late, at("2026-11-28 00:00")) is None


def test_the_wall_clock_counts_when_clocks_change() -> None:
    berlin = {**DAILY, "posts_zone": "Europe/Berlin"}
    for day in ("2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"):
        found = due(berlin, at(f"{day} 09:05", "Europe/Berlin"))
        assert found is not None
        assert found.name == day
    skipped = {**berlin, "posts_hour": 2}  # 02:00 does not exist on 2026-03-29: clocks go from 02:00 to 03:00
    assert due(skipped, at("2026-03-29 03:10", "Europe/Berlin")) is not None
    twice = {**berlin, "posts_hour": 2}  # 02:00 comes twice on 2026-10-25
    first = at("2026-10-25 02:10", "Europe/Berlin")
    slots = [due(twice, first), due(twice, first + 3600)]
    assert slots[0] is not None
    assert slots[1] is None


def test_a_time_before_opting_in_is_not_made_up_for() -> None:
    assert due({**DAILY, "posts_since": at("2026-11-27 09:20")}, at("2026-11-27 09:30")) is None
    assert due({**DAILY, "posts_since": at("2026-11-27 08:20")}, at("2026-11-27 09:30")) is not None


def test_every_time_zone_on_offer_exists_and_fits_a_button() -> None:
    for zone in ZONES:
        assert ZoneInfo(zone).key == zone
        settings = {**DAILY, "posts": "weekly", "posts_zone": zone, "posts_day": 6, "posts_hour": 23}
        for texts in TEXTS.values():
            _, markup = settings_view(settings, texts, group=True)
            assert len(markup.inline_keyboard) == 9


@pytest.mark.parametrize(
    ("name", "value", "taken"),
    [
        ("posts", "weekly", True),
        ("posts", "hourly", False),
        ("posts_hour", "23", True),
        ("posts_hour", "24", False),
        ("posts_hour", "²", False),
        ("posts_day", "6", True),
        ("posts_day", "7", False),
        ("posts_zone", "UTC", True),
        ("posts_zone", "../etc", False),
        ("verified_at", "0", False),
    ],
)
def test_only_what_our_buttons_say_is_set(name: str, value: str, taken: bool) -> None:
    settings: dict[str, Any] = {}
    assert _set_posts(settings, name, value, None) is taken
    assert bool(settings) is taken


class Outbox:
    """Notes what is sent; can be out of reach, or end the process in the middle."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.tasks: list[tuple[int, bool]] = []
        self.failing = False
        self.arrived = asyncio.Event()

    async def send(self, message: Outgoing, part: int | None = None) -> int | None:
        task = current_task.get()
        assert task is not None
        self.tasks.append((task.update_id, task.replayed))
        if self.failing:
            raise Undelivered
        self.sent.append(message)
        self.arrived.set()
        return len(self.sent)


@pytest_asyncio.fixture
async def shared(tmp_path: Path) -> AsyncIterator[Any]:
    store = await Store.open(tmp_path / "bot.sqlite3")

    async def work(function: Any) -> Any:
        return function()

    yield SimpleNamespace(store=store, service=StubService(), outbox=Outbox(), work=work, memory=Memory())
    await store.close()


class Order:
    """Every chat's turn comes at once."""

    @asynccontextmanager
    async def turn(self, key: tuple[str, int]) -> AsyncIterator[None]:
        assert key[0] == "chat"
        yield


async def send_due(shared: Any, now: str) -> int:
    posts = Posts(shared, Order(), clock=lambda: at(now))  # type: ignore[arg-type]
    return sum(await asyncio.gather(*await posts.look()))


@pytest.mark.asyncio
async def test_a_chat_hears_everything_once_before_anything_twice(shared: Any) -> None:
    items = [f"tip-{n}" for n in range(5)]
    rounds = [[await pick(shared, 7, items) for _ in items] for _ in range(3)]
    assert all(sorted(told) == items for told in rounds)
    assert [await pick(shared, 8, items) for _ in items] != rounds[0]


@pytest.mark.asyncio
async def test_a_post_goes_out_once_however_often_we_look(shared: Any, tmp_path: Path) -> None:
    await shared.store.chats.set_settings(7, DAILY)
    assert await send_due(shared, "2026-11-27 09:05") == 1
    assert await send_due(shared, "2026-11-27 09:05") == 0
    again = await Store.open(tmp_path / "bot.sqlite3")  # as after a restart
    shared.store = again
    assert await send_due(shared, "2026-11-27 09:50") == 0
    assert await send_due(shared, "2026-11-28 09:50") == 1
    assert len(shared.outbox.sent) == 2
    assert shared.outbox.sent[0].html != shared.outbox.sent[1].html
    await again.close()


@pytest.mark.asyncio
async def test_what_could_not_be_sent_is_tried_again_within_the_hour_only(shared: Any) -> None:
    await shared.store.chats.set_settings(7, DAILY)
    shared.outbox.failing = True
    assert await send_due(shared, "2026-11-27 09:05") == 0
    shared.outbox.failing = False
    assert await send_due(shared, "2026-11-27 09:06") == 1
    number = delivery_number(7, "2026-11-27")
    assert shared.outbox.tasks == [(number, False), (number, True)]  # the second looks for the first
    shared.outbox.failing = True
    assert await send_due(shared, "2026-11-28 09:05") == 0
    shared.outbox.failing = False
    assert await send_due(shared, "2026-11-28 10:05") == 0


@pytest.mark.asyncio
async def test_a_chat_that_is_held_up_does_not_hold_up_the_others(shared: Any) -> None:
    for chat in (1, 2):
        await shared.store.chats.set_settings(chat, DAILY)
    held, sent = asyncio.Event(), shared.outbox.send

    async def send(message: Outgoing, part: int | None = None) -> int | None:
        if message.chat_id == 1:
            await held.wait()
        return await sent(message, part)

    shared.outbox.send = send
    posts = Posts(shared, Order(), clock=lambda: at("2026-11-27 09:05"))  # type: ignore[arg-type]
    first, second = await posts.look()
    assert await second
    assert not first.done()
    (again,) = await posts.look()  # the first is at work and not begun twice, the second has had its post
    assert not await again
    assert len(shared.outbox.sent) == 1
    held.set()
    assert await first


@pytest.mark.asyncio
async def test_what_is_sent_again_after_a_restart_is_the_same_tip(shared: Any) -> None:
    items = [f"tip-{n}" for n in range(5)]
    token = current_task.set(Task(4711))
    try:
        first = await pick(shared, 7, items)
        assert await pick(shared, 7, items) == first
    finally:
        current_task.reset(token)
    assert await pick(shared, 7, items) != first


@pytest.mark.asyncio
async def test_chats_that_are_gone_or_said_no_are_left_alone(shared: Any) -> None:
    await shared.store.chats.set_settings(1, {**DAILY, "posts": "off"})
    await shared.store.chats.set_settings(2, {})
    await shared.store.chats.set_settings(3, DAILY)
    await shared.store.chats.set_gone(3, True)
    assert await send_due(shared, "2026-11-27 09:05") == 0
    await shared.store.chats.set_gone(3, False)
    assert await send_due(shared, "2026-11-27 09:05") == 1


@pytest.mark.asyncio
async def test_subscriptions_follow_a_group_to_its_supergroup(shared: Any) -> None:
    await shared.store.chats.set_settings(-5, DAILY)
    assert await send_due(shared, "2026-11-27 09:05") == 1
    await shared.store.chats.migrate(-5, -1_000_000_000_005)
    assert await send_due(shared, "2026-11-27 09:05") == 0  # today's was told already
    assert [chat for chat, _ in await shared.store.chats.subscribed()] == [-1_000_000_000_005]


@pytest.mark.asyncio
async def test_posts_are_in_the_language_and_topic_of_the_chat(shared: Any) -> None:
    await shared.store.chats.set_settings(-5, {**DAILY, "locale": "en", "posts_thread": 12})
    await send_due(shared, "2026-11-27 09:05")
    (sent,) = shared.outbox.sent
    assert "Legal tip" in sent.html
    assert sent.thread_id == 12


@pytest.mark.asyncio
async def test_one_broken_look_does_not_end_the_posts(shared: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.awareness.LOOK_EVERY", 0.01)
    await shared.store.chats.set_settings(7, DAILY)
    looked = 0

    def clock() -> float:
        nonlocal looked
        looked += 1
        if looked == 1:
            raise OSError("the disk is full")
        return at("2026-11-27 09:05")

    running = asyncio.create_task(Posts(shared, Order(), clock=clock).run())
    await asyncio.wait_for(shared.outbox.arrived.wait(), 5)
    running.cancel()
    assert len(shared.outbox.sent) == 1


def test_delivery_numbers_never_meet_those_of_updates() -> None:
    numbers = {delivery_number(chat, f"2026-11-{day:02}") for chat in range(50) for day in range(1, 29)}
    assert len(numbers) == 50 * 28
    assert all(-(2**63) <= number < 0 for number in numbers)


def test_a_tip_shows_the_provision_and_its_words_in_the_script_of_the_chat() -> None:
    service = StubService()
    html, markup = tip_message(service, service.tips()[1], Locale.HANT)
    assert "通知平臺要寫明證據" in html
    assert "网络用户利用网络服务实施侵权行为的" in html  # the law stays as enacted
    labels = [one.text for row in markup.inline_keyboard for one in row]
    assert labels == ["全文", "再來一條"]


def test_a_quiz_is_within_the_limits_in_every_language(library: Any) -> None:
    for item in library.quiz.values():
        for locale in Locale:
            quiz = quiz_of(item, locale)
            assert len(quiz.question) <= 300
            assert all(0 < len(option) <= 100 for option in quiz.options)
            assert len(quiz.explanation) <= 200
            assert quiz.explanation.count("\n") <= 2
            assert item.citations[0] in quiz.explanation
            assert 0 <= quiz.correct < len(quiz.options)
