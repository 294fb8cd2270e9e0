"""Every question answered exactly once, whatever happens to process and network."""

from __future__ import annotations

import time

import pytest

from bot.texts import TEXTS, Locale
from tests.end_to_end.fake_bot_api import FakeBotApi, Fault


@pytest.fixture
def api():
    """A server for each test: what happens here must not happen to the next."""
    with FakeBotApi() as server:
        yield server


@pytest.fixture
def bot(make_bot):
    """A process for each test, too."""
    with make_bot() as process:
        yield process


def only(kind, method="sendMessage", chat=None, times=1, seconds=1.0):
    """A fault for the first ``times`` calls of a method (to a chat)."""
    left = [times]

    def fault(name, data):
        if name == method and (chat is None or data.get("chat_id") == chat) and left[0]:
            left[0] -= 1
            return Fault(kind, seconds)
        return None

    return fault


def settle(api, seconds=1.0):
    """Give a wrong second answer the time to arrive."""
    time.sleep(seconds)


def test_an_update_delivered_twice_is_answered_once_also_after_a_restart(api, make_bot):
    with make_bot():
        api.say(7, "问题")
        number = api.last_update_id
        api.wait_for(lambda: api.messages(7))
        api.redeliver(number)
        api.wait_for(lambda: not api.undelivered())
        settle(api)
    with make_bot():
        api.redeliver(number)
        api.wait_for(lambda: not api.undelivered())
        settle(api)
    assert len(api.messages(7)) == 1


def test_a_question_in_work_when_the_process_is_killed_is_answered_after_the_restart(api, make_bot):
    bot = make_bot(STUB_SECONDS="5").start()
    api.say(7, "问题")
    api.wait_for(lambda: api.called("sendChatAction") and not api.undelivered())
    bot.kill()
    assert not api.messages(7)
    with make_bot():
        assert "问题" in api.wait_for(lambda: api.texts(7))[0]
        settle(api)
    assert len(api.messages(7)) == 1


def test_many_questions_in_work_at_three_kills_are_all_answered_after_the_last_restart(api, make_bot):
    bot = make_bot(STUB_SECONDS="5").start()
    chats = range(20, 28)
    for chat in chats:
        api.say(chat, "问题")
    api.wait_for(lambda: len(api.called("sendChatAction")) >= len(chats) and not api.undelivered())
    bot.kill()
    for _ in range(2):
        bot = make_bot(STUB_SECONDS="5").start()
        settle(api, 1.0)
        bot.kill()
    with make_bot():
        api.wait_for(lambda: all(api.messages(chat) for chat in chats))
        settle(api)
    # Only the one that was alone in work at both of the later deaths may be taken for what did it.
    answered = [chat for chat in chats if "问题" in api.texts(chat)[0]]
    assert len(answered) >= len(chats) - 1
    assert all(len(api.messages(chat)) == 1 for chat in chats)


def test_a_kill_between_the_send_and_its_answer_sends_nothing_twice(api, make_bot):
    bot = make_bot().start()
    api.fault = only("hang", seconds=30)
    api.say(7, "问题")
    api.wait_for(lambda: api.messages(7))
    settle(api, 0.2)
    bot.kill()
    with make_bot():
        api.say(8, "另一个问题")
        api.wait_for(lambda: api.messages(8))
        settle(api)
    assert len(api.messages(7)) == 1


def test_a_kill_before_telegram_took_the_message_loses_nothing(api, make_bot):
    bot = make_bot().start()
    api.fault = only("hang_before", seconds=30)
    api.say(7, "问题")
    api.wait_for(lambda: api.called("sendMessage"))
    settle(api, 0.2)
    bot.kill()
    with make_bot():
        api.wait_for(lambda: api.messages(7))
        settle(api)
    assert len(api.messages(7)) == 1


def test_a_long_answer_killed_in_the_middle_is_completed(api, make_bot):
    bot = make_bot().start()
    seen: list[str] = []

    def second_waits(name, data):
        if name == "sendMessage":
            seen.append(name)
        return Fault("429", 60) if name == "sendMessage" and len(seen) == 2 else None

    api.fault = second_waits
    api.say(7, "很长的法条")
    api.wait_for(lambda: len(seen) == 2)
    settle(api, 0.2)
    bot.kill()
    with make_bot():
        api.wait_for(lambda: api.messages(7) and api.messages(7)[-1].markup)
        settle(api)
    whole = "".join(api.texts(7)).replace("\n", "")
    assert [whole.count(f"第{n}款，") for n in range(60)] == [1] * 60


def test_one_chats_flood_control_stops_no_other_chat(api, bot):
    api.fault = only("429", chat=7, seconds=6)
    api.say(7, "甲的问题")
    api.wait_for(lambda: ("sendMessage", 7) in [(n, d.get("chat_id")) for n, d in api.calls])
    api.say(8, "乙的问题")
    api.wait_for(lambda: api.messages(8))
    assert not api.messages(7)
    api.wait_for(lambda: api.messages(7))
    settle(api)
    assert len(api.messages(7)) == 1


def test_bad_gateways_and_dropped_connections_are_tried_again(api, bot):
    for chat, kind in ((7, "502"), (8, "drop")):
        api.fault = only(kind, chat=chat, times=2)
        api.say(chat, "问题")
        api.wait_for(lambda chat=chat: api.messages(chat))
        settle(api)
        assert len(api.messages(chat)) == 1


def test_a_connection_dropped_after_the_message_was_taken_sends_nothing_twice(api, bot):
    api.fault = only("drop_after")
    api.say(7, "问题")
    api.wait_for(lambda: api.messages(7))
    settle(api, 2)
    assert len(api.messages(7)) == 1


OTHERS = range(100, 140)


def unheard(api):
    """Forty messages of others that have their numbers already and of which the bot has not heard yet."""
    return [{"message": {**api._new_message(chat, chat, "zh-hans"), "text": "别人的问题"}} for chat in OTHERS]


def test_messages_of_others_that_come_late_do_not_hide_one_whose_connection_was_dropped(api, make_bot):
    with make_bot(STUB_SECONDS="1"):
        api.wait_for(lambda: len(api.called("setMyShortDescription")) == 2)
        api.fault = only("drop_after", chat=7)
        api.say(7, "问题")
        api.wait_for(lambda: api.called("sendChatAction"))
        updates = unheard(api)
        api.wait_for(lambda: api.messages(7))
        for update in updates:
            api.push(update)
        api.wait_for(lambda: all(api.messages(chat) for chat in OTHERS))
        settle(api)
    assert len([sent for sent in api.sent if sent.chat_id == 7]) == 1


def test_messages_of_others_that_come_late_do_not_hide_one_on_its_way_at_a_kill(api, make_bot):
    bot = make_bot(STUB_SECONDS="1").start()
    api.wait_for(lambda: len(api.called("setMyShortDescription")) == 2)
    api.fault = only("hang", chat=7, seconds=30)
    api.say(7, "问题")
    api.wait_for(lambda: api.called("sendChatAction"))
    updates = unheard(api)
    api.wait_for(lambda: api.messages(7))
    settle(api, 0.2)
    bot.kill()
    for update in updates:
        api.push(update)
    with make_bot():
        api.wait_for(lambda: all(api.messages(chat) for chat in OTHERS))
        settle(api)
    assert len([sent for sent in api.sent if sent.chat_id == 7]) == 1


def test_who_has_the_answer_is_not_told_after_more_kills_that_there_is_none(api, make_bot):
    bot = make_bot().start()
    api.fault = only("hang", seconds=30)
    api.say(7, "问题")
    api.wait_for(lambda: api.messages(7))
    settle(api, 0.2)
    bot.kill()
    for _ in range(3):
        calls = len(api.called("sendChatAction"))
        bot = make_bot(STUB_SECONDS="5").start()
        api.wait_for(lambda calls=calls: len(api.called("sendChatAction")) > calls)
        settle(api, 0.2)
        bot.kill()
    with make_bot() as bot:
        api.say(8, "问题")
        api.wait_for(lambda: api.messages(8))
        settle(api)
        assert "given up" not in bot.log()
    assert len(api.messages(7)) == 1


def test_a_stop_waits_for_the_answers_in_work(api, make_bot):
    bot = make_bot(STUB_SECONDS="1").start()
    for chat in (7, 8, 9):
        api.say(chat, "问题")
    api.wait_for(lambda: len(api.called("sendChatAction")) == 3)
    assert bot.stop() == 0
    assert [len(api.messages(chat)) for chat in (7, 8, 9)] == [1, 1, 1]


def test_a_chat_hears_its_answers_in_order(api, make_bot):
    with make_bot(STUB_SECONDS="0.02"):
        for number in range(10):
            for chat in range(7, 12):
                api.say(chat, f"问题{number}号")
        for chat in range(7, 12):
            api.wait_for(lambda chat=chat: len(api.messages(chat)) == 10)
            texts = api.texts(chat)
            assert [f"问题{n}号" in texts[n] for n in range(10)] == [True] * 10


def test_blocked_and_unknown_chats_are_passed_over_quietly(api, bot):
    api.blocked.add(7)
    api.unknown_chats.add(8)
    api.say(7, "问题")
    api.say(8, "问题")
    api.say(9, "问题")
    api.wait_for(lambda: api.messages(9))
    settle(api)
    sends = [data["chat_id"] for data in api.called("sendMessage")]
    assert sorted(sends) == [7, 8, 9]
    assert "handler failed" not in bot.log()


def test_a_second_poller_is_survived(api, make_bot):
    with make_bot() as first, make_bot() as second:
        api.wait_for(lambda: "getUpdates failed" in first.log() + second.log())
        second.stop()
        api.say(7, "问题")
        api.wait_for(lambda: api.messages(7))
        assert "Traceback" not in first.log()


def test_a_refused_token_stops_the_start_with_one_sentence(api, make_bot):
    api.revoked = True
    bot = make_bot()
    bot.launch()
    assert bot.process.wait(90) == 1
    last = bot.log().strip().splitlines()[-1]
    assert last.startswith("TELEGRAM_BOT_TOKEN was refused")
    assert "Traceback" not in bot.log()


def test_an_unknown_setting_stops_the_start_with_one_sentence(api, make_bot):
    bot = make_bot(YUANFA_DATADIR="x")
    bot.launch()
    assert bot.process.wait(90) == 1
    assert bot.log().strip() == "YUANFA_DATADIR is no setting of Yuanfa: did you mean YUANFA_DATA_DIR?"


def test_an_update_that_cannot_be_read_does_not_hold_up_the_others(api, bot):
    api.push({"my_chat_member": {"chat": {"id": 7, "type": "private"}, "unheard": "of"}})
    api.say(7, "问题")
    api.wait_for(lambda: api.messages(7))
    api.push({"message": {"nonsense": True}})
    api.wait_for(lambda: not api.undelivered())
    assert len(api.called("getUpdates")) < 20


def test_a_question_that_takes_the_process_down_is_given_up_with_one_sentence_to_the_asker(api, make_bot):
    bot = make_bot().start()
    asked = api.say(7, "断电的问题")
    assert bot.process.wait(90) == 9
    bot = make_bot()
    bot.launch()
    assert bot.process.wait(90) == 9
    with make_bot() as bot:
        assert "update given up" in api.wait_for(lambda: "update given up" in bot.log() and bot.log())
        api.say(8, "问题")
        api.wait_for(lambda: api.messages(8))
        (sorry,) = api.wait_for(lambda: api.messages(7))
        assert sorry.text == TEXTS[Locale.HANS].gave_up
        assert sorry.reply_to == asked["message_id"]
    with make_bot():
        api.say(8, "问题")
        api.wait_for(lambda: len(api.messages(8)) == 2)
        assert len(api.messages(7)) == 1
