"""Whatever is kept in memory is bounded, however many people, chats and messages there are."""

from __future__ import annotations

import asyncio

from bot import limits, memory, numbers
from bot.answer import Answer
from bot.limits import Limiter
from bot.memory import Memory, Reading
from bot.numbers import Numbers
from bot.store import Store
from index.recent import Recent
from tests.bot.factories import make_answer

MANY = 400


def test_limiters_and_readings_forget_the_oldest(monkeypatch):
    monkeypatch.setattr(limits, "MOST_KEYS", 50)
    monkeypatch.setattr(memory, "MOST", 50)
    limiter, kept = Limiter(30), Memory()
    for n in range(MANY):
        limiter._check(str(n))
        kept.keep(n, None, n, Reading("问"))
        kept.keep_of(n, n, n, Reading("问"))
        kept.keep_token(str(n), n, Reading("问"))
    assert len(limiter._windows) == 50
    assert [len(shelf.kept) for shelf in (kept._recent, kept._answers, kept._tokens)] == [50] * 3
    assert kept.last(MANY - 1, None, MANY - 1) is not None
    assert kept.last(0, None, 0) is None


def test_message_numbers_and_recent_answers_forget_the_oldest(monkeypatch, tmp_path):
    for name in ("MOST_SEQUENCES", "REMEMBER_OWN", "REMEMBER_SHARED", "MOST_CHATS"):
        monkeypatch.setattr(numbers, name, 20)
    answers: Recent[Answer] = Recent(20)

    async def scenario():
        store = await Store.open(tmp_path / "t.sqlite3")
        known = Numbers(store.deliveries)
        for n in range(MANY):
            known.saw(7, n)
            known.saw(n, n)
            known.saw(-1_000_000_000_500, n)
            known.saw(-1_000_000_001_000 - n, n)
            answers.get((str(n),), make_answer)
        assert max(len(taken) for taken in known._taken.values()) <= 20
        assert len(known._taken) <= 20
        assert len(known._highest) <= 20
        assert known.above(MANY - 1) == (MANY - 1, MANY - 1)
        await store.close()

    asyncio.run(scenario())
    assert len(answers._made) == 20
