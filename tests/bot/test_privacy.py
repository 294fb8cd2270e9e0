"""What is held about people: hashed where it can be, deleted in time, shown and deleted on demand."""

from __future__ import annotations

import asyncio
import sqlite3

from bot.kept.privacy import GONE_SECONDS
from bot.store import Store

PERSON, OTHER, GROUP = 5_000_002, 5_000_003, -70_001


def tables_of(path) -> dict[str, int]:
    db = sqlite3.connect(path)
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    counts = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
    db.close()
    return counts


def test_a_chat_that_the_bot_has_left_goes_after_a_month_and_one_in_use_stays(tmp_path):
    now = 1_000_000.0

    async def scenario():
        nonlocal now
        store = await Store.open(tmp_path / "t.sqlite3", clock=lambda: now)
        await store.chats.set_settings(GROUP, {"length": "long"})
        await store.chats.set_gone(GROUP - 1, True)
        for _ in range(30):
            now += GONE_SECONDS / 2 + 1
            store.chats.drop(GROUP)
            await store.chats.settings(GROUP)
            await store.privacy.forget_old()
        assert tables_of(tmp_path / "t.sqlite3")["chats"] == 1
        assert await store.chats.settings(GROUP) == {"length": "long"}
        await store.close()

    asyncio.run(scenario())


def test_a_file_of_an_earlier_version_keeps_its_settings_and_loses_the_numbers_of_people(tmp_path):
    from bot import store as module

    path = tmp_path / "t.sqlite3"
    db = sqlite3.connect(path)
    for script in module._MIGRATIONS[:3]:
        db.executescript(script)
    db.execute("PRAGMA user_version=3")
    db.execute("INSERT INTO users VALUES (?, 'en')", (PERSON,))
    db.execute("INSERT INTO answers VALUES (?, 1, 2, 0, '{}', 5e9)", (PERSON,))
    db.execute("INSERT INTO votes VALUES (?, 1, ?, 1, '', 'st-x-1', 5e9)", (PERSON, PERSON))
    db.commit()
    db.close()

    async def scenario():
        store = await Store.open(path)
        assert await store.chats.user_locale(PERSON) == "en"
        assert (await store.figures.counts())["good"] == 1
        assert (await store.privacy.held(PERSON))["votes"] == []
        await store.close()

    asyncio.run(scenario())
    assert tables_of(path)["answers"] == 0
