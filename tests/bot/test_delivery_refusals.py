"""What becomes of a message that Telegram refuses for good, and of the chat that it was for."""

import asyncio
from datetime import UTC, datetime

import pytest
from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot import patience
from bot.delivery import Outbox
from bot.inbox import Task, current_task
from bot.metrics import Metrics
from bot.outgoing import Outgoing, Quiz
from bot.store import Store
from bot.wire import Wire, trace_request
from tests.end_to_end.fake_bot_api import TOKEN, FakeBotApi, Fault

CHAT = 7


@pytest.fixture
def api():
    with FakeBotApi() as server:
        yield server


@pytest.fixture
async def outbox(api, tmp_path, monkeypatch):
    monkeypatch.setattr(patience, "FIRST_PAUSE", 0.01)
    request = HTTPXRequest(httpx_kwargs={"event_hooks": {"request": [trace_request]}})
    bot = ExtBot(TOKEN, base_url=api.base_url, request=request)
    await bot.initialize()
    store = await Store.open(tmp_path / "t.sqlite3")
    yield Outbox(bot, store, Metrics(), asyncio.Event())
    await store.close()
    await bot.shutdown()


async def send(outbox, message, update_id=1):
    token = current_task.set(Task(update_id))
    try:
        return await outbox.send(message)
    finally:
        current_task.reset(token)


async def test_a_chat_that_blocked_the_bot_gets_no_posts_until_it_comes_back(api, outbox):
    await outbox.store.chats.set_settings(CHAT, {"posts": "daily"})
    assert [chat for chat, _ in await outbox.store.chats.subscribed()] == [CHAT]
    api.blocked.add(CHAT)
    assert await send(outbox, Outgoing(CHAT, "答")) is None
    assert await outbox.store.chats.subscribed() == []
    assert await outbox.store.deliveries.known(1, 1) is None
    assert len(api.called("sendMessage")) == 1


async def test_what_is_refused_for_good_is_sent_once_and_leaves_no_trace(api, outbox):
    api.unknown_chats.add(CHAT)
    assert await send(outbox, Outgoing(CHAT, "答")) is None
    assert len(api.called("sendMessage")) == 1
    assert await outbox.store.deliveries.known(1, 1) is None


@pytest.mark.parametrize(
    ("reason", "left_out"),
    [
        ("Message to be replied not found", "reply_to"),
        ("Message thread not found", "thread_id"),
        ("TOPIC_CLOSED", "thread_id"),
        ("BUTTON_DATA_INVALID", "markup"),
        ("CHAT_SEND_POLL_FORBIDDEN", "quiz"),
        ("Not enough rights to send polls to the chat", "quiz"),
    ],
)
async def test_what_telegram_refuses_is_left_out_and_the_rest_is_sent(outbox, monkeypatch, reason, left_out):
    tried = []

    async def once(message):
        tried.append(message)
        if getattr(message, left_out) is not None:
            raise BadRequest(reason)
        return Message(5, datetime.now(UTC), Chat(CHAT, Chat.PRIVATE))

    # A slotted dataclass: the method is replaced on the class.
    monkeypatch.setattr(Wire, "_sent", lambda self, message: once(message))
    whole = Outgoing(
        CHAT, "答", InlineKeyboardMarkup([[InlineKeyboardButton("按钮", callback_data="a")]]), 3, 4,
        Quiz("问", ("甲", "乙"), 0, "解"),
    )  # fmt: skip
    assert await send(outbox, whole) == 5
    assert len(tried) == 2
    kept = {
        name for name in ("markup", "reply_to", "thread_id", "quiz") if getattr(tried[1], name) is not None
    }
    assert kept == {"markup", "reply_to", "thread_id", "quiz"} - {left_out}


async def test_the_wait_that_telegram_asks_for_is_kept_and_only_then_is_sent_again(api, outbox):
    waited = []

    async def sleep(seconds):
        waited.append(seconds)

    outbox.patience.sleep = sleep
    left = [2]

    def fault(method, _):
        if method == "sendMessage" and left[0]:
            left[0] -= 1
            return Fault("429", 7)
        return None

    api.fault = fault
    await send(outbox, Outgoing(CHAT, "答"))
    assert waited == [7, 7]
    assert api.texts(CHAT) == ["答"]


async def test_pauses_between_tries_grow(api, outbox):
    waited = []

    async def sleep(seconds):
        waited.append(seconds)

    outbox.patience.sleep = sleep
    left = [4]

    def fault(method, _):
        if method == "sendMessage" and left[0]:
            left[0] -= 1
            return Fault("502")
        return None

    api.fault = fault
    await send(outbox, Outgoing(CHAT, "答"))
    assert waited == [0.01, 0.02, 0.04, 0.08]


async def test_each_message_of_an_update_is_remembered_by_its_own_part(api, outbox):
    token = current_task.set(Task(9))
    first = await outbox.send(Outgoing(CHAT, "一"))
    second = await outbox.send(Outgoing(CHAT, "二"))
    current_task.reset(token)
    kept = [await outbox.store.deliveries.known(9, part) for part in (1, 2)]
    assert [one.message_id for one in kept] == [first, second]
    assert all(one.sent for one in kept)
