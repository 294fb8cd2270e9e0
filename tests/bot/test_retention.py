"""How long the state keeps what, and what it holds of one person: on either engine."""

from __future__ import annotations

from bot.kept.privacy import GONE_SECONDS, RETENTION
from bot.pseudonyms import secret_of
from bot.state import StoredAnswer
from tests.bot.filling import GROUP, OTHER, PERSON, fill

pytest_plugins = ["tests.bot.states"]


async def test_every_table_has_a_retention_and_loses_what_is_older(world):
    now = 1_000_000.0
    store = await world.open(clock=lambda: now)
    await fill(store)

    def rows() -> dict[str, int]:
        return {name: world.sql(f"SELECT count(*) FROM {name}")[0][0] for name in world.tables()}

    full = rows()
    assert set(full) == set(RETENTION)
    assert all(full.values()), full
    start = now
    for limit in sorted({seconds for _, seconds in RETENTION.values()}):
        due = {table for table, (_, seconds) in RETENTION.items() if seconds == limit}
        now = start + limit - 1
        await store.privacy.forget_old()
        assert all(count for table, count in rows().items() if table in due)
        now = start + limit + 1
        await store.privacy.forget_old()
        assert not any(count for table, count in rows().items() if table in due)


async def test_a_chat_that_the_bot_has_left_goes_after_a_month(world):
    now = 1_000_000.0
    store = await world.open(clock=lambda: now)
    await store.chats.set_gone(GROUP, True)
    await store.chats.set_settings(GROUP - 1, {"length": "long"})
    now += GONE_SECONDS + 1
    await store.privacy.forget_old()
    assert world.sql("SELECT chat_id FROM chats") == [(GROUP - 1,)]


async def test_ids_of_answers_and_votes_stand_nowhere_and_are_recognised_all_the_same(world):
    store = await world.open()
    await store.answers.keep(StoredAnswer(PERSON, 55, 54, 0, {}, OTHER))
    await store.answers.vote(GROUP, 60, PERSON, good=True, reason="", source="")
    stored = await store.answers.at(PERSON, 55)
    assert stored is not None
    assert store.answers.is_asker(stored, OTHER)
    assert not store.answers.is_asker(stored, PERSON)
    values = {v for table in ("answers", "votes") for row in world.sql(f"SELECT * FROM {table}") for v in row}
    assert not {PERSON, OTHER, GROUP} & values
    other_key = await world.open(secret_of("1:b"))
    assert await other_key.answers.at(PERSON, 55) is None


async def test_what_is_held_about_one_person_is_shown_deleted_and_leaves_others_alone(world):
    store = await world.open()
    await fill(store)
    held = await store.privacy.held(PERSON)
    assert {name: len(rows) for name, rows in held.items()} == {
        "users": 1, "chats": 1, "shown": 1, "posts": 1, "deliveries": 1, "answers": 2, "votes": 1, "admission": 0, "unanswered": 1,
        "lanes": 1,
    }  # fmt: skip
    assert held["answers"][0]["data"] == {"source": ["st-x-1"]}
    assert held["chats"][0]["settings"] == {"posts": "daily"}
    others = await store.privacy.held(OTHER)
    await store.privacy.forget(PERSON)
    assert not any((await store.privacy.held(PERSON)).values())
    assert await store.chats.user_locale(PERSON) is None
    assert await store.chats.settings(PERSON) == {}
    assert await store.privacy.held(OTHER) == others
    await store.privacy.forget(OTHER)
    assert [row["rule"] for row in (await store.privacy.held(OTHER))["admission"]] == ["block"]
