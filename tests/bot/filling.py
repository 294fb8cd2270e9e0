"""A store with something in every table, of two people."""

from __future__ import annotations

from bot.state import StoredAnswer

PERSON, OTHER, GROUP = 5_000_002, 5_000_003, -70_001
WORDS = "谁也不该读到的问题"


async def fill(store) -> None:
    """One row of everything, for two people."""
    for person in (PERSON, OTHER):
        await store.chats.set_user_locale(person, "en")
        await store.chats.set_settings(person, {"posts": "daily"})
        await store.posts.keep_shown(person, "tip-1", 1)
        await store.posts.begin(person, "2026-11-29", "tip-1")
        await store.deliveries.sent(person, 1, person, 55)
        await store.updates.receive(person, "{}", chat=f"chat {person}")
        await store.answers.keep(StoredAnswer(person, 55, 54, 0, {"source": ["st-x-1"]}, person))
        await store.answers.keep(StoredAnswer(GROUP, person, 54, 0, {"source": ["st-x-2"]}, person))
        await store.answers.vote(GROUP, 60, person, good=True, reason="", source="st-x-2")
        await store.unanswered.keep(person, WORDS)
        await store.unanswered.keep(person, WORDS)
    await store.admission.admit(OTHER, "block")
    await store.figures.count("2026-11-29", {"answered": 2})
    await store.beat()
    await store.replicas.enter()
    await store.updates.claim((), 10)
    await store.counting.asked("questions", str(PERSON), 1, 60.0)
    await store.counting.turn("sends", 0.1)
