"""One contract for the state, whichever engine it runs on: a SQLite file, or PostgreSQL."""

from __future__ import annotations

import asyncio

import pytest

from bot.kept.replicas import LEASE_SECONDS
from bot.state import Kept, NotOurs, Sending, StoredAnswer, Verdict
from tests.bot.filling import GROUP, OTHER, PERSON, WORDS

pytest_plugins = ["tests.bot.states"]


def numbers(kept) -> list[int]:
    return [one.update_id for one in kept]


async def two(world):
    """Two processes at work."""
    one, other = await world.open(), await world.open()
    await one.replicas.renew()
    await other.replicas.renew()
    return one, other


# Updates -------------------------------------------------------------------------------------------


async def test_an_update_is_received_once_and_pending_until_it_is_finished(world):
    store = await world.open()
    assert await store.updates.receive(5, '{"a":1}')
    assert not await store.updates.receive(5, '{"a":1}')
    await store.updates.receive(4, '{"b":2}')
    assert await store.updates.pending() == [Kept(4, '{"b":2}'), Kept(5, '{"a":1}')]
    await store.updates.finish(5)
    assert numbers(await store.updates.pending()) == [4]
    assert not await store.updates.receive(5, '{"a":1}')
    assert await store.updates.begin(5) is None
    assert [await store.updates.begin(4) for _ in range(3)] == [1, 2, 3]
    await store.updates.put_off(4)
    assert await store.updates.begin(4) == 3
    assert await store.updates.begin(4, counted=False) == 3
    await store.deliveries.sending(4, 1, 7, ())
    assert await store.deliveries.on_their_way() == 1
    # What came as far as the wire takes no process down, whether Telegram took it or nobody knows.
    assert [await store.updates.begin(4) for _ in range(3)] == [0, 0, 0]
    await store.deliveries.sent(4, 1, 7, 70)
    assert await store.deliveries.on_their_way() == 0
    assert await store.updates.begin(4) == 0
    await store.deliveries.not_sent(4, 1)
    assert await store.updates.begin(4) == 1


async def test_chats_in_work_at_a_death_come_after_all_others_each_in_its_order(world):
    one = await world.open()
    await one.replicas.enter()
    for number, chat in ((1, "chat 1"), (2, "chat 2"), (3, "chat 3"), (4, "chat 2"), (5, "chat 1")):
        await one.updates.receive(number, "{}", chat=chat)
    await one.updates.claim((), 10)
    await one.updates.begin(1)
    await one.updates.begin(2)
    await one.updates.begin(2)
    await one.replicas.leave()
    assert numbers(await one.updates.claim((), 10)) == [3, 1, 5, 2, 4]


async def test_a_chat_belongs_to_whoever_claimed_it_first_and_comes_oldest_first(world):
    one, other = await two(world)
    for number, chat in ((12, "chat 1"), (11, "chat 1"), (13, "chat 2")):
        await one.updates.receive(number, str(number), chat=chat)
    assert await one.updates.claim((), 10) == [Kept(11, "11"), Kept(12, "12"), Kept(13, "13")]
    await other.updates.receive(14, "14", chat="chat 1")
    await other.updates.receive(15, "15", chat="chat 3")
    assert numbers(await other.updates.claim((), 10)) == [15]
    assert await other.updates.begin(14, counted=False) == 0  # nobody's yet: only a claim makes it somebody's
    assert numbers(await one.updates.claim({11, 12, 13}, 10)) == [14]
    assert await other.updates.begin(14) is None
    await one.updates.finish(11)
    assert numbers(await one.updates.claim((), 10)) == [12, 13, 14]


async def test_of_one_chat_no_more_is_claimed_than_it_may_have_in_memory(world, monkeypatch):
    monkeypatch.setattr("bot.kept.updates.MOST_OF_A_CHAT", 2)
    one, _ = await two(world)
    for number in range(1, 6):
        await one.updates.receive(number, "{}", chat="chat 1")
    await one.updates.receive(6, "{}", chat="chat 2")
    assert numbers(await one.updates.claim((), 10)) == [1, 2, 6]
    assert numbers(await one.updates.claim({1, 2, 6}, 10)) == []
    await one.updates.finish(1)
    assert numbers(await one.updates.claim({2, 6}, 10)) == [3]


async def test_no_more_is_claimed_than_asked_for(world):
    one, other = await two(world)
    for number in range(1, 8):
        await one.updates.receive(number, "{}", chat=f"chat {number}")
    assert numbers(await one.updates.claim((), 3)) == [1, 2, 3]
    assert numbers(await one.updates.claim({1, 2, 3}, 3)) == [4, 5, 6]
    assert await other.updates.claim((), 3) == []


async def test_a_dead_process_is_replaced_within_its_lease_and_a_living_one_never(world):
    one, other = await two(world)
    await one.updates.receive(1, "{}", chat="chat 1")
    assert numbers(await one.updates.claim((), 10)) == [1]
    for _ in range(5):
        world.late += LEASE_SECONDS / 3
        await other.replicas.renew()
        if world.late < LEASE_SECONDS:
            assert await other.updates.claim((), 10) == []
    assert await other.updates.claim((), 10) == [Kept(1, "{}", again=True)]
    with pytest.raises(NotOurs):
        await one.deliveries.sending(1, 1, 7, ())
    assert await one.updates.begin(1) is None
    await one.replicas.renew()
    await one.updates.receive(2, "{}", chat="chat 1")
    assert await one.updates.claim((), 10) == []
    assert numbers(await other.updates.claim({1}, 10)) == [2]


async def test_after_an_outage_nobody_is_taken_for_dead_before_everybody_could_speak(world):
    one, other = await two(world)
    await one.updates.receive(1, "{}", chat="chat 1")
    await one.updates.claim((), 10)
    world.late += 10 * LEASE_SECONDS  # the database was away: nobody could renew
    assert await other.updates.claim((), 10) == []
    await other.replicas.renew()
    assert await other.updates.claim((), 10) == []
    await one.replicas.renew()
    for _ in range(6):
        world.late += LEASE_SECONDS / 3
        await one.replicas.renew()
        await other.replicas.renew()
        assert await other.updates.claim((), 10) == []
    await one.deliveries.sending(1, 1, 7, ())


async def test_who_leaves_frees_everything_at_once(world):
    one, other = await two(world)
    await one.updates.receive(1, "{}", chat="chat 1")
    await one.updates.claim((), 10)
    await one.replicas.leave()
    assert numbers(await other.updates.claim((), 10)) == [1]


async def test_a_new_process_that_finds_only_dead_ones_waits_one_lease(world):
    one = await world.open()
    await one.replicas.renew()
    await one.updates.receive(1, "{}", chat="chat 1")
    await one.updates.claim((), 10)
    world.late += 100 * LEASE_SECONDS
    new = await world.open()
    await new.replicas.enter()
    if world.engine == "postgres":
        assert await new.updates.claim((), 10) == []
        for _ in range(4):
            world.late += LEASE_SECONDS / 3
            await new.replicas.renew()
    assert await new.updates.claim((), 10) == [Kept(1, "{}", again=True)]


async def test_claims_at_the_same_moment_give_every_update_to_one_process_alone(world):
    stores = [await world.open() for _ in range(3)]
    for store in stores:
        await store.replicas.renew()
    await asyncio.gather(
        *(stores[n % 3].updates.receive(n, "{}", chat=f"chat {n % 7}") for n in range(1, 61)),
    )
    got = [
        numbers(kept) for kept in await asyncio.gather(*(store.updates.claim((), 100) for store in stores))
    ]
    rest = [
        numbers(await store.updates.claim(set(mine), 100)) for store, mine in zip(stores, got, strict=True)
    ]
    claimed = [sorted(a + b) for a, b in zip(got, rest, strict=True)]
    assert sorted(number for mine in claimed for number in mine) == list(range(1, 61))
    chats = [{number % 7 for number in mine} for mine in claimed]
    assert not chats[0] & chats[1] | chats[1] & chats[2] | chats[0] & chats[2]


async def test_an_answered_question_leaves_neither_words_nor_chat(world):
    store = await world.open()
    await store.replicas.renew()
    await store.updates.receive(1, f'{{"text":"{WORDS}"}}', chat=f"chat {PERSON}", number=77)
    await store.updates.claim((), 10)
    await store.updates.finish(1)
    ((payload, lane, owner, number),) = world.sql("SELECT payload, lane, owner, number FROM updates")
    assert (payload, lane, owner, number) == (None, None, None, 77)
    assert PERSON not in {value for row in world.sql("SELECT * FROM lanes") for value in row}


# Messages ------------------------------------------------------------------------------------------


async def test_a_message_is_sending_then_sent_or_nothing(world):
    store = await world.open()
    await store.deliveries.sending(9, 1, 7, (3, 8))
    assert await store.deliveries.known(9, 1) == Sending(7, None, False, (3, 8))
    await store.deliveries.sent(9, 1, 7, 55)
    assert await store.deliveries.known(9, 1) == Sending(7, 55, True, ())
    assert await store.deliveries.is_ours(7, 55)
    assert not await store.deliveries.is_ours(8, 55)
    await store.deliveries.not_sent(9, 1)
    assert await store.deliveries.known(9, 1) is None


async def test_what_another_process_noted_of_a_message_stays(world):
    one, other = await two(world)
    await one.updates.receive(1, "{}", chat="chat 1")
    await one.updates.claim((), 10)
    await one.deliveries.sending(1, 1, 7, ())
    await one.replicas.leave()
    await other.updates.claim((), 10)
    await other.deliveries.sending(1, 1, 7, (5, 5))
    await one.deliveries.not_sent(1, 1)
    assert await other.deliveries.known(1, 1) == Sending(7, None, False, (5, 5))


async def test_numbers_of_peoples_messages_and_of_ours_are_known_to_all(world):
    one, other = await two(world)
    await one.updates.receive(1, "{}", number=101)
    await one.deliveries.sent(1, 1, 7, 102)
    await one.deliveries.sent(2, 1, -1_000_000_000_007, 103)
    assert await other.deliveries.numbers_above(100) == {101, 102}
    assert await other.deliveries.numbers_above(101) == {102}


# Limits --------------------------------------------------------------------------------------------


async def test_over_the_limit_there_is_one_notice_in_all_processes_together(world):
    one, other = await two(world)
    said = [await (one, other)[n % 2].counting.asked("user", "7", 3, 60.0) for n in range(6)]
    assert said == [Verdict.ALLOW] * 3 + [Verdict.NOTICE, Verdict.SILENT, Verdict.SILENT]
    assert await other.counting.asked("user", "8", 3, 60.0) is Verdict.ALLOW
    assert await other.counting.asked("group", "7", 3, 60.0) is Verdict.ALLOW
    world.late += 61
    assert await other.counting.asked("user", "7", 3, 60.0) is Verdict.ALLOW
    assert "7" not in {str(row[0]) for row in world.sql("SELECT who FROM asked")}


async def test_a_limit_holds_for_questions_of_the_same_instant(world):
    one, other = await two(world)
    said = await asyncio.gather(
        *((one, other)[n % 2].counting.asked("user", "7", 5, 60.0) for n in range(20))
    )
    assert said.count(Verdict.ALLOW) == 5
    assert said.count(Verdict.NOTICE) == 1


async def test_places_in_a_line_are_kept_apart_for_all_processes(world):
    now = 1000.0
    one, other = await world.open(clock=lambda: now), await world.open(clock=lambda: now)
    waits = [await (one, other)[n % 2].counting.turn("sends", 0.5) for n in range(4)]
    assert waits == pytest.approx([0.0, 0.5, 1.0, 1.5])
    now += 10
    assert await one.counting.turn("sends", 0.5) == 0.0


# Settings, answers, votes, posts -------------------------------------------------------------------


async def test_a_setting_is_seen_by_a_process_that_knew_the_old_one(world):
    if world.engine == "sqlite":
        pytest.skip("a file has one process")
    one, other = await two(world)
    assert await other.chats.user_locale(7) is None
    assert await other.chats.settings(-5) == {}
    await one.chats.set_user_locale(7, "en")
    await one.chats.set_settings(-5, {"length": "long", "词": "“引号”"})
    assert await other.chats.user_locale(7) == "en"
    assert await other.chats.settings(-5) == {"length": "long", "词": "“引号”"}


async def test_answers_settings_and_votes_are_kept_and_replaced(world):
    store = await world.open()
    answer = StoredAnswer(7, 55, 50, 0, {"choices": ["甲"]})
    await store.answers.keep(answer)
    await store.answers.keep(answer)
    assert await store.answers.at(7, 55) == answer
    assert await store.answers.to(7, 50) == [answer]
    await store.answers.vote(7, 55, 7, good=True, reason="", source="st-x-1")
    await store.answers.vote(7, 55, 7, good=False, reason="wrong", source="st-x-1")
    await store.answers.vote(7, 55, 8, good=True, reason="", source="st-x-1")
    await store.answers.unvote(7, 55, 8)
    assert await store.figures.counts() == {"pending": 0, "good": 0, "bad": 1}
    await store.answers.forget(7, 55)
    assert await store.answers.at(7, 55) is None
    await store.chats.set_user_locale(7, "en")
    await store.chats.set_user_locale(7, "zh")
    assert await store.chats.user_locale(7) == "zh"


async def test_a_group_that_becomes_a_supergroup_takes_everything_along(world):
    store = await world.open()
    await store.chats.set_settings(-5, {"posts": "daily"})
    await store.posts.keep_shown(-5, "tip-1", 1)
    await store.posts.keep_shown(-1005, "tip-1", 2)
    await store.posts.begin(-5, "2026-11-29", "tip-1")
    await store.posts.begin(-1005, "2026-11-29", "tip-2")
    await store.chats.migrate(-5, -1005)
    assert await store.chats.settings(-1005) == {"posts": "daily"}
    assert await store.chats.settings(-5) == {}
    assert await store.posts.shown(-1005) == {"tip-1": 1}
    assert await store.posts.shown(-5) == {}
    assert await store.posts.begun(-1005, "2026-11-29") == ("tip-1", False)
    assert await store.posts.begun(-5, "2026-11-29") is None


async def test_only_chats_that_asked_get_posts_and_news(world):
    store = await world.open()
    await store.chats.set_settings(-1, {"posts": "daily", "posts_hour": 9})
    await store.chats.set_settings(-2, {"posts": "off", "news": "on"})
    await store.chats.set_settings(-3, {"posts": "weekly", "news": "on"})
    await store.chats.set_gone(-3, True)
    await store.chats.set_gone(-4, False)
    assert await store.chats.subscribed() == [(-1, {"posts": "daily", "posts_hour": 9})]
    assert await store.chats.wants_news() == [-2]
    await store.chats.set_gone(-3, False)
    assert await store.chats.wants_news() == [-3, -2]


async def test_a_post_that_was_begun_is_carried_on_only_when_its_process_is_dead(world):
    one, other = await two(world)
    await one.posts.begin(-1, "2026-11-29", "tip-1")
    assert await one.posts.take(-1, "2026-11-29")
    assert not await other.posts.take(-1, "2026-11-29")
    for _ in range(4):
        world.late += LEASE_SECONDS / 3
        await other.replicas.renew()
    assert await other.posts.take(-1, "2026-11-29")
    await other.posts.end(-1, "2026-11-29")
    assert await other.posts.begun(-1, "2026-11-29") == ("tip-1", True)
    assert not await one.posts.take(-1, "2026-11-29")


async def test_one_process_leads_and_another_when_that_is_gone(world):
    if world.engine == "sqlite":
        assert await (await world.open()).replicas.lead()
        return
    one, other = await two(world)
    assert [
        await one.replicas.lead(),
        await other.replicas.lead(),
        await one.replicas.lead(),
        await other.replicas.lead(),
    ] == [True, False] * 2
    await one.close()
    assert await other.replicas.lead()


async def test_processes_hear_each_other(world):
    if world.engine == "sqlite":
        pytest.skip("a file has one process")
    one, other = await two(world)
    for _ in range(50):
        await one.replicas.tell("forget 7")
        if heard := await other.replicas.hear(0.2):
            break
    assert heard[0] == "forget 7"


async def test_rules_and_days_are_kept(world):
    store = await world.open()
    await store.admission.admit(OTHER, "block")
    await store.admission.admit(OTHER, "allow")
    await store.admission.admit(GROUP, "block")
    await store.admission.admit(GROUP, None)
    assert await store.admission.rules() == {OTHER: "allow"}
    for day in ("2026-11-27", "2026-11-28", "2026-11-29"):
        await store.figures.count(day, {"answered": 1, "refused": 2})
    await store.figures.count("2026-11-29", {"answered": 2})
    assert await store.figures.days(2) == {"2026-11-29": {"answered": 3, "refused": 2},
                                   "2026-11-28": {"answered": 1, "refused": 2}}  # fmt: skip
