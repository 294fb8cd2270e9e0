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


async def test_who_came_first_is_served_first_also_when_it_asks_again():
    workers, gate, served = Workers(1), threading.Event(), []

    async def ask(came, times):
        for _ in range(times):
            await workers.run(lambda: served.append(came), came)

    busy = asyncio.create_task(workers.run(gate.wait))
    asking = [asyncio.create_task(ask(came, 2)) for came in (3, 1, 2)]
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(busy, *asking)
    # The thread that gets free is the next one's already; then who asks again is before who came later.
    assert served == [1, 2, 1, 2, 3, 3]
    workers.close()


async def test_who_waits_no_longer_takes_nobodys_place():
    workers, gate = Workers(1), threading.Event()
    busy = asyncio.create_task(workers.run(gate.wait))
    gone, stays = (asyncio.create_task(workers.run(lambda: 7, came)) for came in (1, 2))
    await asyncio.sleep(0)
    gone.cancel()
    gate.set()
    assert await asyncio.wait_for(stays, 5) == 7
    await busy
    first, second = (asyncio.create_task(workers.run(lambda: 7, came)) for came in (1, 2))
    await asyncio.sleep(0)
    first.cancel()
    second.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    assert await asyncio.wait_for(workers.run(lambda: 8), 5) == 8
    workers.close()
