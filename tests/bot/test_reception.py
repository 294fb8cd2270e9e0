"""When everything that people wrote has come in, so that a number which is missing is missing."""

from __future__ import annotations

import asyncio

import pytest

from bot import receiving
from bot.receiving import MOST_IN_POLL, Reception


class Clock:
    """Moves when somebody sleeps."""

    def __init__(self, monkeypatch):
        self.now = 100.0
        self.then = {}
        monkeypatch.setattr("bot.receiving.asyncio.sleep", self._sleep)

    async def _sleep(self, seconds):
        self.now += seconds
        for at in sorted(at for at in self.then if at <= self.now):
            self.then.pop(at)()

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def waited(state, clock):
    began = clock.now
    asyncio.run(state.caught_up())
    return clock.now - began


def test_a_poll_that_stays_open_says_that_nothing_waits(clock):
    state = Reception(clock)
    state.polling()
    assert waited(state, clock) == pytest.approx(0.5, abs=0.1)
    clock.now += 10
    # However long it is open: what was written just now needs its instant.
    assert waited(state, clock) == pytest.approx(0.5, abs=0.1)


def test_a_full_poll_says_that_more_may_wait_and_one_begun_before_says_nothing(clock):
    state = Reception(clock)
    state.polling()
    clock.now += 1
    clock.then = {
        101.1: lambda: (state.polled(3), state.polling()),
        101.2: lambda: (state.polled(MOST_IN_POLL), state.polling()),
        101.3: lambda: (state.polled(MOST_IN_POLL), state.polling()),
        101.4: lambda: state.polled(MOST_IN_POLL - 1),
    }
    assert waited(state, clock) == pytest.approx(0.4, abs=0.1)


def test_without_a_poll_it_is_not_waited_for_ever(clock):
    state = Reception(clock)
    state.polling()
    clock.then = {100.1: lambda: state.bad("Conflict")}
    assert waited(state, clock) == pytest.approx(receiving.CATCH_UP_SECONDS, abs=0.2)


def test_a_webhook_gets_an_instant(clock):
    state = Reception(clock)
    state.polls = False
    assert waited(state, clock) == pytest.approx(0.5, abs=0.1)
