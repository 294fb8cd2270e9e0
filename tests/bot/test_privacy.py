"""What is held about people: hashed where it can be, deleted in time, shown and deleted on demand."""

from __future__ import annotations

import asyncio
import sqlite3

from bot.pseudonyms import secret_of
from bot.records import GONE_SECONDS, RETENTION
from bot.store import Store, StoredAnswer

PERSON, OTHER, GROUP = 5_000_002, 5_000_003, -70_001


async def fill(store: Store) -> None:
    """One row of everything, for two people."""
    for person in (PERSON, OTHER):
        await store.set_user_locale(person, "en")
        await store.set_chat_settings(person, {"posts": "daily"})
        await store.keep_shown(person, "tip-1", 1)
        await store.begin_post(person, "2026-11-29", "tip-1")
        await store.sent(person, 1, person, 55)
        await store.receive(person, "{}")
        await store.keep_answer(StoredAnswer(person, 55, 54, 0, {"source": ["st-x-1"]}, person))
        await store.keep_answer(StoredAnswer(GROUP, person, 54, 0, {"source": ["st-x-2"]}, person))
        await store.vote(GROUP, 60, person, good=True, reason="", source="st-x-2")
    await store.admit(OTHER, "block")
    await store.count("2026-11-29", {"answered": 2})
    await store.beat()


def tables_of(path) -> dict[str, int]:
    db = sqlite3.connect(path)
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    counts = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
    db.close()
    return counts


def test_every_table_has_a_retention_and_loses_what_is_older(tmp_path):
    now = 1_000_000.0

    async def scenario():
        nonlocal now
        store = await Store.open(tmp_path / "t.sqlite3", clock=lambda: now)
        await fill(store)
        full = tables_of(tmp_path / "t.sqlite3")
        assert set(full) == set(RETENTION)
        assert all(full.values()), full
        start = now
        for limit in sorted({seconds for _, seconds in RETENTION.values()}):
            due = {table for table, (_, seconds) in RETENTION.items() if seconds == limit}
            now = start + limit - 1
            await store.forget_old()
            assert all(count for table, count in tables_of(tmp_path / "t.sqlite3").items() if table in due)
            now = start + limit + 1
            await store.forget_old()
            assert not any(
                count for table, count in tables_of(tmp_path / "t.sqlite3").items() if table in due
            )
        await store.close()

    asyncio.run(scenario())


def test_a_chat_that_the_bot_has_left_goes_after_a_month_and_one_in_use_stays(tmp_path):
    now = 1_000_000.0

    async def scenario():
        nonlocal now
        store = await Store.open(tmp_path / "t.sqlite3", clock=lambda: now)
        await store.set_chat_settings(GROUP, {"length": "long"})
        await store.set_gone(GROUP - 1, True)
        for _ in range(30):
            now += GONE_SECONDS / 2 + 1
            store._settings.clear()
            await store.chat_settings(GROUP)
            await store.forget_old()
        assert tables_of(tmp_path / "t.sqlite3")["chats"] == 1
        assert await store.chat_settings(GROUP) == {"length": "long"}
        await store.close()

    asyncio.run(scenario())


def test_ids_of_answers_and_votes_stand_nowhere_and_are_recognised_all_the_same(tmp_path):
    async def scenario():
        path = tmp_path / "t.sqlite3"
        store = await Store.open(path, secret=secret_of("1:a"))
        await store.keep_answer(StoredAnswer(PERSON, 55, 54, 0, {}, OTHER))
        await store.vote(GROUP, 60, PERSON, good=True, reason="", source="")
        stored = await store.answer(PERSON, 55)
        assert stored is not None
        assert store.is_asker(stored, OTHER)
        assert not store.is_asker(stored, PERSON)
        await store.close()
        db = sqlite3.connect(path)
        values = [
            v for table in ("answers", "votes") for row in db.execute(f"SELECT * FROM {table}") for v in row
        ]
        db.close()
        assert not {PERSON, OTHER, GROUP} & set(values)
        other_key = await Store.open(path, secret=secret_of("1:b"))
        assert await other_key.answer(PERSON, 55) is None
        await other_key.close()

    asyncio.run(scenario())


def test_what_is_held_about_one_person_is_shown_deleted_and_leaves_others_alone(tmp_path):
    async def scenario():
        store = await Store.open(tmp_path / "t.sqlite3")
        await fill(store)
        held = await store.held(PERSON)
        assert {name: len(rows) for name, rows in held.items()} == {
            "users": 1, "chats": 1, "shown": 1, "posts": 1, "deliveries": 1, "answers": 2, "votes": 1, "admission": 0,
        }  # fmt: skip
        assert held["answers"][0]["data"] == {"source": ["st-x-1"]}
        others = await store.held(OTHER)
        await store.forget_person(PERSON)
        assert not any((await store.held(PERSON)).values())
        assert await store.user_locale(PERSON) is None
        assert await store.chat_settings(PERSON) == {}
        assert await store.held(OTHER) == others
        await store.forget_person(OTHER)
        assert [row["rule"] for row in (await store.held(OTHER))["admission"]] == ["block"]
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
        assert await store.user_locale(PERSON) == "en"
        assert (await store.counts())["good"] == 1
        assert (await store.held(PERSON))["votes"] == []
        await store.close()

    asyncio.run(scenario())
    assert tables_of(path)["answers"] == 0
