"""What survives a restart."""

from __future__ import annotations

import asyncio

from bot.records import RETENTION
from bot.store import Kept, Sending, Store, StoredAnswer


def run(scenario):
    return asyncio.run(scenario)


def test_an_update_is_received_once_and_pending_until_it_is_finished(tmp_path):
    async def scenario():
        store = await Store.open(tmp_path / "t.sqlite3")
        assert await store.receive(5, '{"a":1}')
        assert not await store.receive(5, '{"a":1}')
        await store.receive(4, '{"b":2}')
        await store.close()
        store = await Store.open(tmp_path / "t.sqlite3")
        assert await store.pending() == [Kept(4, '{"b":2}'), Kept(5, '{"a":1}')]
        await store.finish(5)
        assert await store.pending() == [Kept(4, '{"b":2}')]
        assert not await store.receive(5, '{"a":1}')
        assert await store.begin(5) is None
        assert [await store.begin(4) for _ in range(3)] == [1, 2, 3]
        await store.put_off(4)
        assert await store.begin(4) == 3
        await store.sending(4, 1, 7, ())
        assert await store.begin(4) == 1
        await store.close()
        assert b'{"a":1}' not in (tmp_path / "t.sqlite3").read_bytes()

    run(scenario())


def test_a_message_is_sending_then_sent_or_nothing(tmp_path):
    async def scenario():
        store = await Store.open(tmp_path / "t.sqlite3")
        await store.sending(9, 1, 7, (3, 8))
        assert await store.delivery(9, 1) == Sending(7, None, False, (3, 8))
        await store.sent(9, 1, 7, 55)
        assert await store.delivery(9, 1) == Sending(7, 55, True, ())
        assert await store.is_ours(7, 55)
        await store.not_sent(9, 1)
        assert await store.delivery(9, 1) is None
        await store.close()

    run(scenario())


def test_old_numbers_are_forgotten(tmp_path):
    now = 1_000_000.0

    async def scenario():
        nonlocal now
        store = await Store.open(tmp_path / "t.sqlite3", clock=lambda: now)
        await store.receive(1, "{}")
        await store.sent(1, 1, 7, 55)
        now += RETENTION["updates"][1] + 1
        await store.forget_old()
        assert await store.pending() == []
        assert await store.delivery(1, 1) is None
        await store.close()

    run(scenario())


def test_answers_settings_and_votes_are_kept(tmp_path):
    async def scenario():
        store = await Store.open(tmp_path / "t.sqlite3")
        answer = StoredAnswer(7, 55, 50, 0, {"choices": ["甲"]})
        await store.keep_answer(answer)
        assert await store.answer(7, 55) == answer
        assert await store.answers_to(7, 50) == [answer]
        await store.set_chat_settings(-5, {"length": "long"})
        await store.migrate_chat(-5, -1005)
        assert await store.chat_settings(-1005) == {"length": "long"}
        assert await store.chat_settings(-5) == {}
        await store.vote(7, 55, 7, good=True, reason="", source="st-x-1")
        await store.vote(7, 55, 7, good=False, reason="wrong", source="st-x-1")
        assert await store.counts() == {"pending": 0, "good": 0, "bad": 1}
        await store.close()

    run(scenario())
