"""Tips, quiz polls and scheduled posts, against a fake Bot API server."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

from bot.store import Store
from tests.end_to_end.fake_bot_api import TOKEN, Fault

PRIVATE, GROUP, SUPER = 70, -70, -1_000_000_000_070
ADMIN = 900


def answer(api, query):
    return api.wait_for(lambda: api.callback_answers.get(query))


def subscribed(bot, chat, **settings):
    """Write what the buttons write: a daily post at the hour that has begun."""

    async def write():
        store = await Store.open(bot.data_dir / f"telegram-{TOKEN.split(':')[0]}.sqlite3")
        await store.chats.set_settings(
            chat, {"posts": "daily", "posts_zone": "UTC", "posts_hour": datetime.now(UTC).hour, **settings}
        )
        await store.close()

    asyncio.run(write())


def test_a_tip_has_its_provision_and_the_next_one_is_another(api, bot):
    api.say(PRIVATE, "/tip")
    (first,) = api.wait_for(lambda: api.messages(PRIVATE))
    assert first.text.startswith("普法小贴士\n第")
    assert "《民法典》第一千一百九十" in first.text
    assert set(first.buttons) == {"全文", "再来一条"}
    answer(api, api.press(first, "再来一条"))
    second = api.wait_for(lambda: len(api.messages(PRIVATE)) == 2 and api.messages(PRIVATE)[1])
    assert second.text != first.text
    answer(api, api.press(second, "全文"))
    api.wait_for(lambda: len(api.messages(PRIVATE)) == 3)


def test_three_tips_are_three_and_the_fourth_begins_again(api, bot):
    for count in range(1, 5):
        api.say(PRIVATE, "/tip")
        api.wait_for(lambda count=count: len(api.messages(PRIVATE)) == count)
    told = [sent.text for sent in api.messages(PRIVATE)]
    assert len(set(told[:3])) == 3
    assert told[3] in told[:3]


def test_a_quiz_is_a_native_poll_with_the_right_answer_and_the_citation(api, bot):
    api.say(PRIVATE, "/quiz")
    (sent,) = api.wait_for(lambda: api.messages(PRIVATE))
    assert sent.poll["type"] == "quiz"
    call = api.called("sendPoll")[-1]
    assert [option["text"] for option in call["options"]][
        call["correct_option_ids"][0]
    ] == "初步证据和真实身份"
    assert "《民法典》第" in call["explanation"]


def test_a_quiz_in_english_for_those_who_read_english(api, bot):
    api.say(PRIVATE, "/quiz", language="en")
    (sent,) = api.wait_for(lambda: api.messages(PRIVATE))
    assert sent.poll["question"].startswith("Question")


def test_polls_stay_in_their_topic(api, bot):
    api.topics[SUPER] = {12}
    api.say(SUPER, "/quiz", user_id=5, message_thread_id=12, is_topic_message=True)
    (sent,) = api.wait_for(lambda: api.messages(SUPER))
    assert sent.thread_id == 12


def test_where_polls_are_forbidden_one_sentence_says_so(api, bot):
    def forbid(method, data):
        return Fault("no_polls") if method == "sendPoll" else None

    api.fault = forbid
    api.say(GROUP, "/quiz", user_id=5)
    (sent,) = api.wait_for(lambda: api.messages(GROUP))
    assert "不允许发投票" in sent.text
    assert sent.poll is None


def test_only_those_who_may_ask_get_tips(api, bot):
    api.admins[GROUP] = {ADMIN}
    api.say(GROUP, "/settings", user_id=ADMIN)
    (panel,) = api.wait_for(lambda: api.messages(GROUP))
    answer(api, api.press(panel, "谁可以提问：所有人", user_id=ADMIN))
    api.say(GROUP, "/tip", user_id=5)
    api.wait_for(lambda: any("只有管理员可以提问" in text for text in api.texts(GROUP)))
    assert not any("普法小贴士" in text for text in api.texts(GROUP))


def test_posts_are_chosen_by_admins_with_buttons(api, bot):
    api.admins[GROUP] = {ADMIN}
    api.say(GROUP, "/settings", user_id=ADMIN)
    (panel,) = api.wait_for(lambda: api.messages(GROUP))
    assert not any("时区" in label for label in panel.buttons)
    assert "管理员" in answer(api, api.press(panel, "普法推送：关", user_id=5))["text"]
    for before, after in (
        ("普法推送：关", "普法推送：每天"),
        ("普法推送：每天", "普法推送：每周"),
        ("推送日：周一", "推送日：周二"),
        ("时间：09:00", "时间：10:00"),
        ("−", "时间：09:00"),
        ("时区：Asia/Shanghai", "时区：Asia/Urumqi"),
    ):
        answer(api, api.press(panel, before, user_id=ADMIN))
        assert after in panel.buttons


def test_a_person_chooses_posts_in_the_private_chat(api, bot):
    api.say(PRIVATE, "/settings")
    (panel,) = api.wait_for(lambda: api.messages(PRIVATE))
    assert list(panel.buttons) == ["运营通知：关", "普法推送：关"]
    answer(api, api.press(panel, "普法推送：关"))
    assert "普法推送：每天" in panel.buttons


def test_a_post_goes_out_once_whatever_happens_to_the_process(api, make_bot):
    first = make_bot()
    subscribed(first, PRIVATE)
    subscribed(first, GROUP, locale="en")
    first.start()
    api.wait_for(lambda: api.messages(PRIVATE) and api.messages(GROUP))
    assert "Legal tip" in api.texts(GROUP)[0]
    first.kill()
    with make_bot():
        time.sleep(1.5)
    assert len(api.messages(PRIVATE)) == len(api.messages(GROUP)) == 1


def test_a_post_that_was_on_its_way_when_the_process_was_killed_is_not_repeated(api, make_bot):
    api.fault = lambda method, data: Fault("hang") if method == "sendMessage" else None
    first = make_bot()
    subscribed(first, PRIVATE)
    first.start()
    api.wait_for(lambda: api.messages(PRIVATE))  # it has arrived, and nobody was told
    first.kill()
    api.fault = lambda method, data: None
    with make_bot():
        time.sleep(1.5)
    assert len(api.messages(PRIVATE)) == 1


def test_a_quiz_whose_answer_was_lost_is_there_once(api, make_bot):
    api.fault = lambda method, data: Fault("hang") if method == "sendPoll" else None
    first = make_bot().start()
    api.say(PRIVATE, "/quiz")
    api.wait_for(lambda: api.messages(PRIVATE))
    first.kill()
    api.fault = lambda method, data: None
    with make_bot():
        time.sleep(1.5)
    assert len(api.messages(PRIVATE)) == 1


def test_a_quiz_that_never_reached_telegram_is_sent_after_the_restart(api, make_bot):
    api.fault = lambda method, data: Fault("hang_before", 30) if method == "sendPoll" else None
    first = make_bot().start()
    api.say(PRIVATE, "/quiz")
    api.wait_for(lambda: api.called("sendPoll"))
    first.kill()
    api.fault = lambda method, data: None
    with make_bot():
        (sent,) = api.wait_for(lambda: api.messages(PRIVATE))
    assert sent.poll is not None


def test_missed_posts_and_chats_that_threw_the_bot_out_are_let_go(api, make_bot):
    two_hours_ago = (datetime.now(UTC) - timedelta(hours=2)).hour
    bot = make_bot()
    subscribed(bot, PRIVATE, posts_hour=two_hours_ago)
    subscribed(bot, GROUP)
    api.blocked.add(GROUP)
    with bot:
        api.wait_for(lambda: any(call["chat_id"] == GROUP for call in api.called("sendMessage")))
        time.sleep(0.7)
    assert not api.messages(PRIVATE)
    tries = len([call for call in api.called("sendMessage") if call["chat_id"] == GROUP])
    with make_bot():
        time.sleep(1.0)
    assert len([call for call in api.called("sendMessage") if call["chat_id"] == GROUP]) == tries == 1


def test_a_topic_that_was_closed_does_not_lose_its_post(api, make_bot):
    bot = make_bot()
    subscribed(bot, SUPER, posts_thread=99)
    with bot:
        (sent,) = api.wait_for(lambda: api.messages(SUPER))
    assert sent.thread_id is None
