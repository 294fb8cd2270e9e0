"""The application's life in one event loop: stop, restart, what is kept."""

from __future__ import annotations

import asyncio

import pytest

from bot import app
from bot.settings import Settings
from tests.bot.factories import StubService
from tests.end_to_end.fake_bot_api import TOKEN, FakeBotApi, Fault


@pytest.fixture
def api():
    with FakeBotApi() as server:
        yield server


def settings_for(api, tmp_path):
    return Settings(
        _env_file=None, telegram_bot_token=TOKEN, telegram_base_url=api.base_url, data_dir=tmp_path
    )


async def until(condition, seconds=10.0):
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - another thread makes it true
            await asyncio.sleep(0.02)


async def test_a_stop_during_flood_control_keeps_the_question_for_the_next_start(api, tmp_path, monkeypatch):
    monkeypatch.setattr(app, "GRACE_SECONDS", 0.3)
    api.fault = lambda name, data: Fault("429", 60) if name == "sendMessage" else None
    stop = asyncio.Event()
    first = asyncio.create_task(app.serve(settings_for(api, tmp_path), StubService(), stop=stop))
    api.say(7, "问题")
    await until(lambda: api.called("sendMessage"))
    stop.set()
    await asyncio.wait_for(first, 10)
    assert not api.messages(7)

    api.fault = lambda name, data: None
    stop = asyncio.Event()
    second = asyncio.create_task(app.serve(settings_for(api, tmp_path), StubService(), stop=stop))
    await until(lambda: api.messages(7))
    await asyncio.sleep(0.5)
    stop.set()
    await asyncio.wait_for(second, 10)
    assert len(api.messages(7)) == 1


async def test_searches_run_in_the_pool_and_never_on_the_event_loop(api, tmp_path):
    service, stop = StubService(seconds=0.3), asyncio.Event()
    task = asyncio.create_task(app.serve(settings_for(api, tmp_path), service, stop=stop))
    for chat in (7, 8):
        api.say(chat, "问题")
    ticks = 0
    while len(api.messages(7)) + len(api.messages(8)) < 2:
        await asyncio.sleep(0.01)
        ticks += 1
    stop.set()
    await asyncio.wait_for(task, 10)
    assert ticks > 20
    assert all(name.startswith("answer") for name in service.threads)
