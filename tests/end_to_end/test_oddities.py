"""What no server should say and no machine should do: it costs itself alone."""

from __future__ import annotations

import sys
import time

import pytest

from tests.end_to_end.fake_bot_api import FakeBotApi, Fault
from tests.end_to_end.process import BotProcess
from tests.end_to_end.watching import answered


@pytest.fixture
def api():
    with FakeBotApi() as server:
        yield server


def replacing(old: bytes, new: bytes):
    return lambda body: body.replace(old, new)


def calls(api, method, seconds=3.0):
    """How often a method is called within some seconds."""
    before = len(api.called(method))
    time.sleep(seconds)
    return len(api.called(method)) - before


UNREADABLE = {
    "a number of 5,000 digits": b"1" * 5000,
    "nested": b"[" * 100_000 + b"]" * 100_000,
    "no UTF-8": b'"\xff"',
}


@pytest.mark.parametrize("piece", UNREADABLE.values(), ids=UNREADABLE)
def test_an_update_that_is_no_json_costs_itself_alone(api, make_bot, piece):
    with make_bot() as bot:
        answered(api, 7)
        api.mangle = replacing(b'"PIECE"', piece)
        api.say(8, "问题")
        api.push({"message": {"odd": "PIECE"}})
        answered(api, 9)
        api.wait_for(lambda: api.messages(8) and not api.undelivered())
        assert len(api.messages(8)) == 1
        assert bot.log().count("update not read") == 1
        assert calls(api, "getUpdates") < 10


@pytest.mark.parametrize("number", [b'"x"', b"9223372036854775808", b"1.5", b"null"])
def test_an_update_without_a_number_is_not_asked_for_without_end(api, make_bot, number):
    with make_bot():
        answered(api, 7)
        here = api.push({"message": {"odd": True}})
        api.mangle = replacing(b'"update_id": %d,' % here, b'"update_id": %s,' % number)
        api._updates[here] = api._history[here]
        api._wake()
        assert calls(api, "getUpdates") < 12
        answered(api, 8)


@pytest.mark.parametrize("result", [b"true", b"null", b"[]", b'{"message_id": "x"}'])
def test_a_message_sent_of_which_something_odd_comes_back_comes_once(api, make_bot, result):
    with make_bot() as bot:

        def odd(body: bytes) -> bytes:
            if b"sendMessage" not in {name.encode() for name, _ in api.calls[-1:]}:
                return body
            api.mangle = lambda body: body
            return b'{"ok": true, "result": %s}' % result

        api.wait_for(lambda: len(api.called("setMyShortDescription")) == 2)
        api.mangle = odd
        api.say(7, "问题")
        api.wait_for(lambda: api.messages(7))
        api.wait_for(lambda: api.called("editMessageText"))
        time.sleep(1)
        assert len(api.sent) == 1
        assert "failed" not in bot.log()


def test_a_group_that_is_said_to_have_become_itself_is_not_asked_without_end(api, make_bot):
    with make_bot():
        api.migrated[-7] = -7
        api.say(-7, "/ask 问题", user_id=5)
        api.wait_for(lambda: api.called("sendMessage"))
        assert calls(api, "sendMessage") < 8
        answered(api, 8)


@pytest.mark.parametrize("seconds", [0, -5])
def test_a_429_without_a_wait_is_not_taken_at_its_word(api, make_bot, seconds):
    with make_bot():
        api.fault = lambda name, data: (
            Fault("429", seconds) if name == "sendMessage" and data["chat_id"] == 7 else None
        )
        api.say(7, "问题")
        api.wait_for(lambda: api.called("sendMessage"))
        assert calls(api, "sendMessage") < 10
        answered(api, 8)


def test_half_of_a_character_is_answered_like_any_other_text(api, make_bot):
    with make_bot() as bot:
        api.say(8, "问题\ud83d")
        api.say(-9, "/ask 问题\ud83d", user_id=7)
        api.say(10, "/verify \ud800 民法典\ud800")
        query = api.inline("问题\ud800")
        for chat in (8, -9, 10):
            api.wait_for(lambda chat=chat: api.messages(chat))
        api.wait_for(lambda: query in api.inline_answers)
        assert "failed" not in bot.log()


def test_of_a_text_longer_than_telegram_has_the_rest_is_not_read(api, make_bot):
    with make_bot() as bot:
        words = "问题" + "哈" * 5000 + "断电"  # by which the stub would end
        api.say(8, words)
        query = api.inline(words)
        api.wait_for(lambda: api.messages(8) and query in api.inline_answers)
        assert bot.process.poll() is None


def test_two_processes_with_one_token_and_one_store_answer_once(api, make_bot):
    with make_bot() as one, make_bot() as other:
        for number in range(5):
            for chat in range(20, 30):
                api.say(chat, f"问题{number}")
        api.wait_for(lambda: len({(sent.chat_id, sent.reply_to) for sent in api.sent}) == 50)
        time.sleep(2)
        assert len(api.sent) == 50
        assert "Traceback" not in one.log() + other.log()


def test_a_log_that_cannot_be_written_silences_nobody(api, tmp_path):
    stub = f"{sys.executable} -c 'from tests.end_to_end.run_stub import main; main()'"
    with BotProcess(api, tmp_path / "data", command=("sh", "-c", f"exec {stub} >/dev/full 2>&1")):
        api.push({"message": {"nonsense": 1}})
        answered(api, 7)
