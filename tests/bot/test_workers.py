"""Answers in threads, each within its time."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from bot.workers import Overran, Workers


async def test_work_that_overruns_costs_itself_alone_and_its_thread_is_replaced():
    workers, gate = Workers(2, seconds=0.2), threading.Event()
    stuck = [asyncio.create_task(workers.run(lambda: gate.wait(30))) for _ in range(4)]
    await asyncio.sleep(0)
    assert await workers.run(lambda: threading.current_thread().name.startswith("answer"))
    for task in stuck:
        with pytest.raises(Overran):
            await task
    assert workers.lost == 4
    gate.set()
    for _ in range(100):
        if not workers.lost:
            break
        await asyncio.sleep(0.02)
    assert workers.lost == 0
    assert [await workers.run(lambda: 7) for _ in range(5)] == [7] * 5
    workers.close()


async def test_waiting_for_a_free_thread_does_not_count():
    workers = Workers(1, seconds=0.4)
    started = time.monotonic()
    await asyncio.gather(*(workers.run(lambda: threading.Event().wait(0.2)) for _ in range(4)))
    assert time.monotonic() - started >= 0.8
    workers.close()


async def test_an_error_goes_to_who_asked():
    workers = Workers(1)
    with pytest.raises(ZeroDivisionError):
        await workers.run(lambda: 1 // 0)
    assert await workers.run(lambda: 1) == 1
    workers.close()
