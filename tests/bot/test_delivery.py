"""The outbox against a server that misbehaves: retried where it may be, looked for where it may not."""

from __future__ import annotations

import asyncio

import pytest
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot import delivery, patience
from bot.delivery import Outbox
from bot.inbox import Task, current_task
from bot.metrics import Metrics
from bot.outgoing import Outgoing
from bot.patience import Undelivered
from bot.store import Store
from bot.wire import trace_request
from tests.end_to_end.fake_bot_api import TOKEN, FakeBotApi, Fault

CHAT = 7


@pytest.fixture
def api():
    with FakeBotApi() as server:
        yield server


@pytest.fixture
async def outbox(api, tmp_path, monkeypatch):
    monkeypatch.setattr(patience, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(delivery, "LOOK_AGAIN_AFTER", (0.0, 0.1, 0.2))
    request = HTTPXRequest(read_timeout=0.4, httpx_kwargs={"event_hooks": {"request": [trace_request]}})
    bot = ExtBot(TOKEN, base_url=api.base_url, request=request)
    await bot.initialize()
    store = await Store.open(tmp_path / "t.sqlite3")
    box = Outbox(bot, store, Metrics(), asyncio.Event())
    asked = api.say(CHAT, "问题")
    box.numbers.saw(CHAT, asked["message_id"])
    yield box
    await store.close()
    await bot.shutdown()


async def send(outbox, text="答", update_id=1, replayed=False):
    token = current_task.set(Task(update_id, replayed))
    try:
        return await outbox.send(Outgoing(CHAT, text))
    finally:
        current_task.reset(token)


def first(kind, seconds=1.0, times=1, method="sendMessage"):
    left = [times]

    def fault(name, data):
        if name == method and left[0]:
            left[0] -= 1
            return Fault(kind, seconds)
        return None

    return fault


async def test_after_a_read_timeout_a_message_that_is_there_is_found_and_not_sent_again(api, outbox):
    api.fault = first("hang", seconds=3)
    number = await send(outbox)
    assert api.texts(CHAT) == ["答"]
    assert number == api.messages(CHAT)[0].message_id
    assert len(api.called("sendMessage")) == 1


async def test_after_a_read_timeout_a_message_that_is_not_there_is_sent(api, outbox):
    api.fault = first("hang_before", seconds=3)
    await send(outbox)
    assert api.texts(CHAT) == ["答"]
    assert len(api.called("sendMessage")) == 2


async def test_after_a_read_timeout_with_nothing_to_look_at_nothing_is_sent_blindly(api, outbox):
    faults = {"sendMessage": Fault("hang", 3), "editMessageText": Fault("unauthorized")}
    api.fault = lambda name, data: faults.get(name)
    await send(outbox)
    assert api.texts(CHAT) == ["答"]
    assert len(api.called("sendMessage")) == 1


async def test_looking_passes_over_messages_that_are_known(api, outbox):
    await send(outbox, "第一条", update_id=1)
    api.fault = first("drop_after")
    await send(outbox, "第二条", update_id=2)
    assert api.texts(CHAT) == ["第一条", "第二条"]
    assert all(not message.edits for message in api.messages(CHAT))


@pytest.mark.parametrize("shown", [True, False], ids=["lines that we see", "lines that privacy mode hides"])
async def test_a_slow_server_in_a_busy_supergroup_brings_no_second_answer(api, outbox, shown, monkeypatch):
    monkeypatch.setattr(delivery, "LOOK_AGAIN_AFTER", (0.0, 0.1, 2.0))
    group = -1_000_000_000_005
    asked = api.say(group, "/ask 问题", user_id=7)
    outbox.numbers.saw(group, asked["message_id"])
    api.fault = first("slow", seconds=0.8)
    token = current_task.set(Task(1))
    sending = asyncio.create_task(outbox.send(Outgoing(group, "答")))
    current_task.reset(token)
    await asyncio.to_thread(api.wait_for, lambda: api.called("sendMessage"))
    for n in range(40):
        line = api.say(group, f"闲聊{n}", user_id=8)
        if shown:
            outbox.numbers.saw(group, line["message_id"])
    number = await asyncio.wait_for(sending, 120)
    assert api.texts(group) == ["答"]
    assert number == api.messages(group)[0].message_id
    assert len(api.called("sendMessage")) == 1
    probes = len(api.called("editMessageText"))
    assert probes <= (60 if shown else 170), probes


async def test_where_too_many_lines_hide_the_message_it_counts_as_delivered(api, outbox):
    group = -1_000_000_000_005
    asked = api.say(group, "/ask 问题", user_id=7)
    outbox.numbers.saw(group, asked["message_id"])
    for n in range(120):
        api.say(group, f"闲聊{n}", user_id=8)
    api.fault = first("hang", seconds=3)
    token = current_task.set(Task(1))
    try:
        assert await outbox.send(Outgoing(group, "答")) is None
    finally:
        current_task.reset(token)
    assert api.texts(group) == ["答"]
    assert len(api.called("sendMessage")) == 1


async def test_a_request_that_is_worked_off_after_all_leaves_one_message(api, outbox):
    requests = []

    def late(name, data):
        if name != "sendMessage":
            return None
        requests.append(data)
        if len(requests) == 1:
            return Fault("drop")
        api._do_sendMessage(requests[0])
        return None

    api.fault = late
    number = await send(outbox)
    assert [sent.deleted for sent in api.sent] == [False, True]
    assert (
        number == api.messages(CHAT)[0].message_id == (await outbox.store.deliveries.known(1, 1)).message_id
    )


async def test_messages_of_ours_on_their_way_to_others_do_not_hide_one(api, outbox):
    for number in range(30):
        await outbox.store.deliveries.sending(100 + number, 1, 200 + number, (1, 1))
        api._do_sendMessage({"chat_id": 200 + number, "text": "给别人的"})
    api.fault = first("drop_after")
    await send(outbox)
    assert len(api.messages(CHAT)) == len(api.called("sendMessage")) == 1


async def test_where_too_many_unknown_numbers_lie_between_nothing_is_sent_blindly(api, outbox):
    asked = api.say(9, "问题")
    api._message_ids[0] += 150
    late = api.say(9, "问题")
    outbox.numbers.saw(9, asked["message_id"])
    outbox.numbers.saw(9, late["message_id"])
    await outbox.store.deliveries.sending(1, 1, CHAT, (101, 101))
    assert await send(outbox, replayed=True) is None
    assert not api.called("sendMessage")


@pytest.mark.parametrize("kind", ["502", "429", "drop"])
async def test_refusals_and_drops_are_tried_again(api, outbox, kind):
    api.fault = first(kind, times=2)
    await send(outbox)
    assert api.texts(CHAT) == ["答"]


async def test_a_refused_connection_is_tried_again(api, outbox):
    port = api.port
    api.__exit__()
    task = asyncio.create_task(send(outbox))
    await asyncio.sleep(0.3)
    assert not task.done()
    api.port = port
    api.__enter__()
    await asyncio.wait_for(task, 10)
    assert api.texts(CHAT) == ["答"]


async def test_a_message_sent_before_is_not_sent_again(api, outbox):
    first_number = await send(outbox, update_id=5)
    assert await send(outbox, update_id=5, replayed=True) == first_number
    assert len(api.called("sendMessage")) == 1


async def test_a_stop_ends_the_wait_and_keeps_the_message_for_the_next_start(api, outbox):
    api.fault = first("429", seconds=60)
    task = asyncio.create_task(send(outbox))
    await asyncio.sleep(0.3)
    outbox.stopping.set()
    with pytest.raises(Undelivered):
        await asyncio.wait_for(task, 5)
    assert await outbox.store.deliveries.known(1, 1) is None


async def test_a_message_follows_its_group_into_the_supergroup(api, outbox):
    api.migrated[-7] = -1_000_000_000_077
    await outbox.store.chats.set_settings(-7, {"length": "long"})
    token = current_task.set(Task(9))
    await outbox.send(Outgoing(-7, "答", reply_to=3))
    current_task.reset(token)
    assert api.texts(-1_000_000_000_077) == ["答"]
    assert await outbox.store.chats.settings(-1_000_000_000_077) == {"length": "long"}


async def test_a_deleted_topic_or_question_does_not_lose_the_answer(api, outbox):
    token = current_task.set(Task(9))
    await outbox.send(Outgoing(CHAT, "答", reply_to=99_999, thread_id=5))
    current_task.reset(token)
    assert api.texts(CHAT) == ["答"]


async def test_an_edit_that_changes_nothing_is_fine_and_one_of_a_deleted_message_is_reported(api, outbox):
    number = await send(outbox)
    assert await outbox.edit(CHAT, number, "答")
    assert await outbox.edit(CHAT, number, "改")
    await outbox.delete(CHAT, number)
    await outbox.delete(CHAT, number)
    assert not await outbox.edit(CHAT, number, "再改")
