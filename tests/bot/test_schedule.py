"""When a post is due, that it is due once, and that nobody gets the tip of the morning in the evening."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from bot.posts import delivery_key
from bot.schedule import (
    LATE_SECONDS,
    MOST_TRIES,
    TICK_SECONDS,
    ZONES,
    Every,
    Post,
    Schedule,
    Scheduler,
    Slot,
    Timing,
    What,
    kind_of,
    next_slot,
)
from bot.store import Store

CHAT = -50
DAILY = Schedule(Every.DAILY, hour=9, locale="zh-Hans")


def moment(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def slot(local: str, utc: str) -> Slot:
    return Slot(local, moment(utc))


@pytest.mark.parametrize(
    ("schedule", "after", "expected"),
    [
        (DAILY, "2026-01-05T00:59", slot("2026-01-05T09:00", "2026-01-05T01:00")),
        (DAILY, "2026-01-05T01:00", slot("2026-01-06T09:00", "2026-01-06T01:00")),
        # Urumqi is two hours behind Shanghai.
        (
            Schedule(Every.DAILY, hour=9, zone="Asia/Urumqi"),
            "2026-01-05T00:00",
            slot("2026-01-05T09:00", "2026-01-05T03:00"),
        ),
        # It is Monday already in Sydney while UTC still has Sunday.
        (
            Schedule(Every.DAILY, hour=0, zone="Australia/Sydney"),
            "2026-01-04T12:59",
            slot("2026-01-05T00:00", "2026-01-04T13:00"),
        ),
        # Wednesday is 2.
        (
            Schedule(Every.WEEKLY, weekday=2, hour=20),
            "2026-01-05T00:00",
            slot("2026-01-07T20:00", "2026-01-07T12:00"),
        ),
        (
            Schedule(Every.WEEKLY, weekday=2, hour=20),
            "2026-01-07T12:00",
            slot("2026-01-14T20:00", "2026-01-14T12:00"),
        ),
    ],
)
def test_the_next_slot_is_the_hour_on_the_chats_own_wall(schedule, after, expected):
    assert next_slot(schedule, moment(after)) == expected


def test_nothing_is_due_where_nothing_is_wanted():
    assert next_slot(Schedule(), moment("2026-01-05T00:00")) is None


def slots_between(schedule: Schedule, start: str, end: str) -> list[Slot]:
    found, after = [], moment(start)
    while (following := next_slot(schedule, after)) is not None and following.at < moment(end):
        found.append(following)
        after = following.at
    return found


def test_the_hour_stays_the_same_when_the_clocks_change():
    berlin = Schedule(Every.DAILY, hour=9, zone="Europe/Berlin")
    spring = slots_between(berlin, "2026-03-27T00:00", "2026-03-31T00:00")
    assert [(one.local[11:], datetime.fromtimestamp(one.at, UTC).hour) for one in spring] == [
        ("09:00", 8), ("09:00", 8), ("09:00", 7), ("09:00", 7),
    ]  # fmt: skip


def test_an_hour_that_is_left_out_in_spring_is_posted_once_an_hour_later():
    berlin = Schedule(Every.DAILY, hour=2, zone="Europe/Berlin")
    found = slots_between(berlin, "2026-03-28T12:00", "2026-03-30T12:00")
    # 02:00 does not exist on the 29th; 01:00 UTC is 03:00 summer time.
    assert found == [
        slot("2026-03-29T02:00", "2026-03-29T01:00"),
        slot("2026-03-30T02:00", "2026-03-30T00:00"),
    ]


def test_an_hour_that_comes_twice_in_autumn_is_posted_once():
    berlin = Schedule(Every.DAILY, hour=2, zone="Europe/Berlin")
    found = slots_between(berlin, "2026-10-24T12:00", "2026-10-26T12:00")
    assert found == [
        slot("2026-10-25T02:00", "2026-10-25T00:00"),
        slot("2026-10-26T02:00", "2026-10-26T01:00"),
    ]


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_on_offer_has_one_slot_a_day_for_a_year(zone):
    for hour in (0, 2, 23):
        found = slots_between(
            Schedule(Every.DAILY, hour=hour, zone=zone), "2026-01-01T12:30", "2027-01-01T12:30"
        )
        assert len({one.local for one in found}) == len(found) == 365


def test_by_turns_means_every_other_slot():
    both = Schedule(Every.DAILY, what=What.BOTH)
    kinds = [kind_of(both, one) for one in slots_between(both, "2026-01-01T00:00", "2026-01-05T00:00")]
    assert kinds in ([What.TIP, What.QUIZ] * 2, [What.QUIZ, What.TIP] * 2)
    weekly = Schedule(Every.WEEKLY, what=What.BOTH)
    kinds = [kind_of(weekly, one) for one in slots_between(weekly, "2026-01-01T00:00", "2026-01-29T00:00")]
    assert kinds in ([What.TIP, What.QUIZ] * 2, [What.QUIZ, What.TIP] * 2)


class World:
    """A store, a clock, and what the scheduler hands on."""

    def __init__(self, path):
        self.path = path
        self.now = moment("2026-01-05T00:30")
        self.handed: list[Post] = []

    async def __aenter__(self):
        await self.start()
        return self

    async def __aexit__(self, *_):
        await self.store.close()

    async def start(self):
        self.store = await Store.open(self.path, clock=lambda: self.now)
        self.scheduler = Scheduler(self.store.posts, self._deliver, Timing(lambda: self.now))

    async def restart(self):
        """As after a kill: nothing is finished that was not."""
        await self.store.close()
        await self.start()
        await self.scheduler.resume()

    async def _deliver(self, post: Post) -> None:
        self.handed.append(post)

    async def subscribe(self, chat=CHAT, schedule=DAILY):
        await self.store.posts.set_schedule(chat, schedule, next_slot(schedule, self.now))

    async def at(self, text: str):
        self.now = moment(text)
        await self.scheduler.tick()
        return [(post.chat_id, post.slot.local) for post in self.handed]


@pytest.fixture
async def world(tmp_path):
    async with World(tmp_path / "t.sqlite3") as one:
        yield one


async def test_a_post_is_handed_on_at_its_hour_and_once(world):
    await world.subscribe()
    assert await world.at("2026-01-05T00:59:59") == []
    assert await world.at("2026-01-05T01:00:30") == [(CHAT, "2026-01-05T09:00")]
    assert await world.at("2026-01-05T01:01:30") == [(CHAT, "2026-01-05T09:00")]
    assert len(await world.at("2026-01-06T01:00:00")) == 2


async def test_a_slot_is_claimed_once_whatever_the_settings_do_meanwhile(world):
    await world.subscribe()
    await world.at("2026-01-05T01:00:00")
    # Off and on again, in a zone where it is still before nine of the same day.
    await world.subscribe(schedule=Schedule())
    await world.subscribe(schedule=Schedule(Every.DAILY, hour=9, zone="Asia/Urumqi"))
    assert await world.at("2026-01-05T03:00:00") == [(CHAT, "2026-01-05T09:00")]
    assert len(await world.at("2026-01-06T03:00:00")) == 2


async def test_switching_on_after_the_hour_waits_for_the_next_day(world):
    world.now = moment("2026-01-05T01:20")
    await world.subscribe()
    assert await world.at("2026-01-05T01:21") == []


async def test_a_post_missed_by_less_than_an_hour_is_made_up_for_and_one_missed_by_more_is_not(world):
    await world.subscribe()
    await world.subscribe(-51, Schedule(Every.DAILY, hour=8, zone="Asia/Shanghai"))
    # Both are waited for from the fifth on; the process is away for three days.
    await world.restart()
    assert await world.at("2026-01-08T01:59:00") == [(CHAT, "2026-01-08T09:00")]
    assert await world.at("2026-01-09T00:00:00") == [(CHAT, "2026-01-08T09:00"), (-51, "2026-01-09T08:00")]


async def test_exactly_an_hour_is_not_too_late_and_a_second_more_is(world):
    await world.subscribe()
    assert len(await world.at("2026-01-05T02:00:00")) == 1
    assert len(await world.at("2026-01-06T02:00:01")) == 1
    assert LATE_SECONDS == 3600


async def test_after_a_kill_a_claimed_post_is_taken_up_once_more_and_a_finished_one_is_not(world):
    await world.subscribe()
    await world.subscribe(-51)
    await world.at("2026-01-05T01:00:00")
    done = next(post for post in world.handed if post.chat_id == -51)
    await world.store.posts.finish(done.post_id)
    world.handed.clear()
    await world.restart()
    assert [(post.chat_id, post.replayed) for post in world.handed] == [(CHAT, True)]
    world.handed.clear()
    assert await world.at("2026-01-05T01:02:00") == []


async def test_a_claimed_post_is_given_up_after_an_hour_and_after_too_many_tries(world):
    await world.subscribe()
    await world.at("2026-01-05T01:00:00")
    world.handed.clear()
    for _ in range(MOST_TRIES + 2):
        await world.restart()
    assert len(world.handed) == MOST_TRIES
    await world.at("2026-01-06T01:00:00")
    world.handed.clear()
    world.now = moment("2026-01-06T02:00:01")
    await world.restart()
    assert world.handed == []


async def test_a_chat_that_is_gone_is_left_alone_until_it_is_back(world):
    await world.subscribe()
    await world.store.set_gone(CHAT, True)
    assert await world.at("2026-01-05T01:00:00") == []
    await world.store.set_gone(CHAT, False)
    assert await world.at("2026-01-05T03:00:00") == []
    assert await world.at("2026-01-06T01:00:00") == [(CHAT, "2026-01-06T09:00")]


async def test_posts_and_what_was_shown_move_to_the_supergroup(world):
    new = -1_000_000_000_050
    await world.subscribe()
    first = await world.store.posts.pick(CHAT, What.TIP, ("a", "b"), 1)
    await world.at("2026-01-05T01:00:00")
    await world.store.migrate_chat(CHAT, new)
    assert await world.store.posts.schedule(new) == DAILY
    assert await world.store.posts.schedule(CHAT) == Schedule()
    assert await world.store.posts.claim(new, world.handed[0].slot) is None
    assert await world.store.posts.pick(new, What.TIP, ("a", "b"), 2) != first


async def test_settings_changed_while_a_post_is_handed_on_are_not_overwritten(world):
    await world.subscribe()
    later = Schedule(Every.DAILY, hour=12)

    async def change(post: Post) -> None:
        await world.subscribe(schedule=later)

    world.scheduler = Scheduler(world.store.posts, change, Timing(lambda: world.now))
    await world.at("2026-01-05T01:00:00")
    world.scheduler = Scheduler(world.store.posts, world._deliver, Timing(lambda: world.now))
    assert await world.at("2026-01-05T04:00:00") == [(CHAT, "2026-01-05T12:00")]


async def test_a_broken_look_at_the_clock_does_not_end_those_that_follow(world, caplog):
    await world.subscribe()
    world.now = moment("2026-01-05T01:00")
    broken = [True]

    async def deliver(post: Post) -> None:
        if broken:
            raise OSError(broken.pop())
        await world._deliver(post)

    scheduler = Scheduler(world.store.posts, deliver, Timing(lambda: world.now, tick=0.01))
    running = asyncio.create_task(scheduler.run())
    await asyncio.sleep(0.1)
    world.now = moment("2026-01-06T01:00")
    async with asyncio.timeout(5):
        while not world.handed:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    running.cancel()
    assert "posts not handed out" in caplog.text
    assert TICK_SECONDS == 60


async def test_no_item_comes_back_before_all_were_shown_and_never_twice_in_a_row(world):
    items = ("a", "b", "c", "d")
    seen = []
    for key in range(1, 13):
        if key % 3 == 0:
            await world.restart()
        seen.append(await world.store.posts.pick(CHAT, What.TIP, items, key))
    assert [sorted(seen[n : n + 4]) for n in (0, 4, 8)] == [sorted(items)] * 3
    assert all(one != other for one, other in pairwise(seen))


async def test_the_same_update_gets_the_same_item_and_kinds_and_chats_are_counted_apart(world):
    posts = world.store.posts
    first = await posts.pick(CHAT, What.TIP, ("a", "b", "c"), 7)
    await world.restart()
    posts = world.store.posts
    assert await posts.pick(CHAT, What.TIP, ("a", "b", "c"), 7) == first
    assert await posts.pick(CHAT, What.TIP, ("a", "b", "c"), delivery_key(7)) != first
    assert await posts.pick(CHAT, What.QUIZ, ("a",), 8) == "a"
    assert await posts.pick(CHAT, What.QUIZ, ("a",), 9) == "a"
    assert await posts.pick(-51, What.TIP, (), 8) is None


async def test_an_item_that_was_taken_out_of_the_files_is_not_picked_again(world):
    posts = world.store.posts
    first = await posts.pick(CHAT, What.TIP, ("a", "b"), 7)
    left = tuple({"a", "b", "c"} - {first})
    assert await posts.pick(CHAT, What.TIP, left, 7) in left
