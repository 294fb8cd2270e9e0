"""Whatever is answered is counted: nobody makes the bot fill a chat."""

from __future__ import annotations

import time

import pytest

from bot.limits import PER_USER
from tests.end_to_end.fake_bot_api import BOT

GROUP, ADMIN = -50, 900


def settled(api, chat):
    """What is in a chat when nothing more comes."""
    api.wait_for(lambda: not api.undelivered())
    count = -1
    while count != len(api.messages(chat)):
        count = len(api.messages(chat))
        time.sleep(1.5)  # a group's answers come one after the other, on a busy machine slowly
    return api.texts(chat)


@pytest.mark.parametrize(
    ("chat", "text"),
    [
        (GROUP, "/help"),
        (GROUP, "/settings"),
        (GROUP, "/case"),
        (GROUP, "/privacy"),
        (7, "/nonsense"),
        (7, "/start"),
    ],
)
def test_sixty_of_any_command_get_thirty_answers_and_one_notice(api, bot, chat, text):
    for _ in range(60):
        api.say(chat, text, user_id=5)
    texts = settled(api, chat)
    answers = PER_USER
    assert len(texts) == answers + 1
    assert sum("一分钟后再" in one for one in texts) == 1


def test_stickers_count_too(api, bot):
    for _ in range(40):
        api.say(7, sticker={"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1, "is_animated": False,
                            "is_video": False, "type": "regular"})  # fmt: skip
    assert len(settled(api, 7)) == PER_USER + 1


def test_presses_count_and_say_so_in_their_own_notice(api, bot):
    api.say(7, "开盒犯法吗")
    (sent,) = api.wait_for(lambda: api.messages(7))
    presses = [api.press(sent, "全文") for _ in range(40)]
    answers = [api.wait_for(lambda p=p: api.callback_answers.get(p)) for p in presses]
    assert sum("一分钟后再问" in one.get("text", "") for one in answers) == 40 - (PER_USER - 1)
    assert len(settled(api, 7)) == PER_USER


def test_guest_calls_count(api, bot):
    for n in range(40):
        api.push({"guest_message": {
            "message_id": n + 1, "date": 1, "chat": {"id": -9_000 - n, "type": "group", "title": "别的群"},
            "from": {"id": api.real(5), "is_bot": False, "first_name": "甲"}, "guest_query_id": f"g{n}",
            "text": f"@{BOT['username']} 开盒犯法吗",
        }})  # fmt: skip
    api.wait_for(lambda: not api.undelivered())
    time.sleep(1.5)
    calls = api.called("answerGuestQuery")
    assert len(calls) == PER_USER + 1
    assert "一分钟后再问" in str(calls)


def test_inline_says_why_it_is_empty(api, bot):
    for n in range(PER_USER):
        query = api.inline(f"开盒{n}")
    query = api.inline("开盒犯法吗")
    answer = api.wait_for(lambda: api.inline_answers.get(query))
    assert answer["results"] == []
    assert "一分钟" in answer["button"]["text"]


def test_an_album_gets_one_sentence_and_none_beside_the_answer_to_its_caption(api, bot):
    photo = {"photo": [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}]}
    for _ in range(5):
        api.say(7, **photo, media_group_id="a")
    api.say(8, caption="开盒犯法吗", **photo, media_group_id="b")
    for _ in range(4):
        api.say(8, **photo, media_group_id="b")
    assert len(settled(api, 7)) == 1
    (text,) = settled(api, 8)
    assert "开盒犯法吗" in text


def test_the_refusal_to_who_may_not_ask_comes_once_a_minute(api, bot):
    api.admins[GROUP] = {ADMIN}
    api.say(GROUP, "/settings", user_id=ADMIN)
    (panel,) = api.wait_for(lambda: api.messages(GROUP))
    press = api.press(panel, "谁可以提问：所有人", user_id=ADMIN)
    api.wait_for(lambda: api.callback_answers.get(press))
    for _ in range(10):
        api.say(GROUP, "/ask 开盒犯法吗", user_id=5)
    assert len(settled(api, GROUP)) == 2


def test_anonymous_admins_of_different_groups_share_no_limit(api, bot):
    def ask(group):
        api.say(group, "/ask 开盒犯法吗", **{
            "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"},
            "sender_chat": {"id": api.real(group), "type": "group", "title": "测试群"}})  # fmt: skip

    for group in (-51, -52, -53):
        for _ in range(11):
            ask(group)
    assert [len(settled(api, group)) for group in (-51, -52, -53)] == [11, 11, 11]


def test_auto_verify_says_when_telegram_hides_what_is_to_be_checked(api, bot):
    api.admins[GROUP] = {ADMIN}
    api.say(GROUP, "/settings", user_id=ADMIN)
    (panel,) = api.wait_for(lambda: api.messages(GROUP))
    press = api.press(panel, "自动核对引用：关", user_id=ADMIN)
    assert "Group Privacy" in api.wait_for(lambda: api.callback_answers.get(press))["text"]
    press = api.press(panel, "自动核对引用：开", user_id=ADMIN)
    assert not api.wait_for(lambda: api.callback_answers.get(press)).get("text")
