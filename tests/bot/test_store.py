"""What the SQLite file alone promises; the contract of both engines is ``test_state``."""

from __future__ import annotations

import asyncio
import sqlite3

from bot.kept.replicas import LEASE_SECONDS
from bot.state import Kept
from bot.store import _MIGRATIONS, Store


def test_a_finished_question_leaves_no_words_in_the_file_nor_in_its_log(tmp_path):
    async def scenario():
        store = await Store.open(tmp_path / "t.sqlite3")
        await store.updates.receive(5, '{"a":1}')
        await store.updates.finish(5)
        await store.close()
        for file in tmp_path.iterdir():
            assert b'{"a":1}' not in file.read_bytes()

    asyncio.run(scenario())


def test_after_a_restart_what_waits_is_claimed_at_once(tmp_path):
    async def scenario():
        store = await Store.open(tmp_path / "t.sqlite3")
        await store.replicas.enter()
        await store.updates.receive(5, "{}", chat="chat 1")
        await store.updates.claim((), 10)
        await store.close()  # as killed: nothing was left
        again = await Store.open(tmp_path / "t.sqlite3")
        await again.replicas.enter()
        assert await again.updates.claim((), 10) == [Kept(5, "{}", again=True)]
        await again.close()

    assert LEASE_SECONDS > 1
    asyncio.run(scenario())


def test_questions_that_waited_in_a_file_of_an_earlier_version_are_claimed(tmp_path):
    path = tmp_path / "t.sqlite3"
    db = sqlite3.connect(path)
    for script in _MIGRATIONS[:4]:
        db.executescript(script)
    db.execute("PRAGMA user_version=4")
    db.execute("INSERT INTO updates (update_id, received, payload) VALUES (7, 5e9, '{}')")
    db.commit()
    db.close()

    async def scenario():
        store = await Store.open(path)
        await store.replicas.enter()
        assert await store.updates.claim((), 10) == [Kept(7, "{}", again=True)]
        await store.close()

    asyncio.run(scenario())
