"""A store with something in every table, of two people."""

from __future__ import annotations

from bot.state import StoredAnswer

PERSON, OTHER, GROUP = 5_000_002, 5_000_003, -70_001
WORDS = "谁也不该读到的问题"


async def fill(store) -> None:
    """One row of everything, for two people."""
    for person in (PERSON, OTHER):
        await store.set_user_locale(person, "en")
        await store.set_chat_settings(person, {"posts": "daily"})
        await store.keep_shown(person, "tip-1", 1)
        await store.begin_post(person, "2026-11-29", "tip-1")
        await store.sent(person, 1, person, 55)
        await store.receive(person, "{}", chat=f"chat {person}")
        await store.keep_answer(StoredAnswer(person, 55, 54, 0, {"source": ["st-x-1"]}, person))
        await store.keep_answer(StoredAnswer(GROUP, person, 54, 0, {"source": ["st-x-2"]}, person))
        await store.vote(GROUP, 60, person, good=True, reason="", source="st-x-2")
        await store.keep_unanswered(person, WORDS)
        await store.keep_unanswered(person, WORDS)
    await store.admit(OTHER, "block")
    await store.count("2026-11-29", {"answered": 2})
    await store.beat()
    await store.enter()
    await store.claim((), 10)
    await store.asked("questions", str(PERSON), 1, 60.0)
    await store.turn("sends", 0.1)
