"""Tasks that must not end."""

from __future__ import annotations

import asyncio

import pytest

from bot import supervise
from bot.supervise import Hopeless, Supervisor


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(supervise, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(supervise, "LONGEST_PAUSE", 0.01)


async def test_a_task_that_raises_or_returns_is_started_again():
    begun = []

    async def work():
        begun.append(1)
        if len(begun) == 1:
            raise ValueError
        if len(begun) > 2:
            await asyncio.Event().wait()

    supervisor = Supervisor()
    supervisor.keep("post", work)
    async with asyncio.timeout(5):
        while len(begun) < 3 or not supervisor.alive("post"):  # noqa: ASYNC110
            await asyncio.sleep(0.001)
    assert not supervisor.over.is_set()
    await supervisor.stop()
    assert not supervisor.alive("post")


async def test_a_task_that_keeps_ending_is_the_end_and_says_which_and_why():
    async def work():
        raise KeyError("what somebody wrote")

    supervisor = Supervisor()
    supervisor.keep("post", work)
    await asyncio.wait_for(supervisor.over.wait(), 5)
    assert "post" in supervisor.verdict
    assert "KeyError" in supervisor.verdict
    assert "wrote" not in supervisor.verdict
    await supervisor.stop()


async def test_what_cannot_be_mended_is_the_end_at_once():
    begun = []

    async def work():
        begun.append(1)
        raise Hopeless("copy the token again")

    supervisor = Supervisor()
    supervisor.keep("receive", work)
    await asyncio.wait_for(supervisor.over.wait(), 5)
    assert (supervisor.verdict, len(begun)) == ("copy the token again", 1)
