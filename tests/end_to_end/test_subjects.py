"""Buttons, edits and replies keep their subject: whoever presses or replies, in whatever topic, after whatever else."""

from __future__ import annotations

import pytest

from tests.end_to_end.fake_bot_api import BOT
from tests.end_to_end.test_groups import bot_message, other_message

GROUP, SUPER = -50, -1_000_000_000_050
NAME = f"@{BOT['username']}"
MENTION = [{"type": "mention", "offset": 0, "length": len(NAME)}]


def answered(api, query_id):
    return api.wait_for(lambda: api.callback_answers.get(query_id))


def next_message(api, chat, text, **extra):
    count = len(api.messages(chat))
    asked = api.say(chat, text, **extra)
    return asked, api.wait_for(lambda: len(api.messages(chat)) > count and api.messages(chat)[-1])


def test_the_other_language_of_a_follow_up_is_read_with_what_it_leaned_on(api, bot):
    next_message(api, 7, "开盒犯法吗")
    _, sent = next_message(api, 7, "判几年")
    next_message(api, 7, "试用期最长多久")
    answered(api, api.press(sent, "English"))
    assert "On 判几年: yes.（接着“开盒犯法吗”）" in sent.text


def test_an_edited_follow_up_keeps_what_it_leaned_on(api, bot):
    next_message(api, 7, "开盒犯法吗")
    asked, sent = next_message(api, 7, "判几年")
    next_message(api, 7, "试用期最长多久")
    api.edit(asked, "判几年？")
    api.wait_for(lambda: "判几年？" in sent.text)
    assert "接着“开盒犯法吗”" in sent.text


def test_a_choice_has_its_own_words_in_the_other_language_by_number_and_by_button(api, bot):
    _, clarify = next_message(api, 7, "哪个李某")
    _, typed = next_message(api, 7, "2")
    answered(api, api.press(typed, "English"))
    assert "On 静安案的李某判了几年: yes." in typed.text
    answered(api, api.press(clarify, "1. 暗网案李某"))
    pressed = api.messages(7)[-1]
    answered(api, api.press(pressed, "English"))
    assert "On 暗网案的李某判了几年: yes." in pressed.text
    answered(api, api.press(pressed, "中文"))
    assert "关于“暗网案的李某判了几年”" in pressed.text


def test_a_deleted_question_changes_nothing_and_nothing_else_takes_its_place(api, make_bot):
    with make_bot():
        _, sent = next_message(api, 7, "开盒犯法吗")
        _, leaning = next_message(api, 7, "判几年")
        for one in (sent, leaning):
            api._messages[one.chat_id, one.message_id].pop("reply_to_message")
        next_message(api, 7, "试用期最长多久")
        answered(api, api.press(sent, "English"))
        assert "On 开盒犯法吗: yes." in sent.text
    before = leaning.text
    with make_bot():
        assert "较早" in answered(api, api.press(leaning, "English"))["text"]
        assert "较早" in answered(api, api.press(leaning, "更多结果"))["text"]
        assert leaning.text == before


def test_after_a_restart_words_that_no_longer_lead_to_what_was_shown_are_not_used(api, make_bot):
    with make_bot():
        asked, sent = next_message(api, 7, "开盒犯法吗")
    before = sent.text
    api._messages[sent.chat_id, sent.message_id]["reply_to_message"] = {**asked, "text": "哪个李某"}
    with make_bot():
        assert "较早" in answered(api, api.press(sent, "English"))["text"]
        assert sent.text == before


def test_whoever_replies_to_an_answer_goes_on_from_it(api, bot):
    _, sent = next_message(api, GROUP, "/ask 开盒犯法吗", user_id=5)
    next_message(api, GROUP, "/ask 试用期最长多久", user_id=6)
    _, other = next_message(api, GROUP, "判几年", user_id=6, reply_to_message=bot_message(sent))
    assert "接着“开盒犯法吗”" in other.text
    _, clarify = next_message(api, GROUP, "/ask 哪个李某", user_id=5)
    _, chosen = next_message(api, GROUP, "2", user_id=6, reply_to_message=bot_message(clarify))
    assert "静安案的李某判了几年" in chosen.text


def test_a_reply_to_an_answer_of_before_a_restart_goes_on_from_the_article_that_it_showed(api, make_bot):
    with make_bot():
        _, sent = next_message(api, GROUP, "/ask 开盒犯法吗", user_id=5)
    with make_bot():
        _, other = next_message(api, GROUP, "那第二款呢", user_id=6, reply_to_message=bot_message(sent))
        assert "接着“《民法典》第一千一百九十五条”" in other.text


def test_a_reply_to_a_tip_is_about_the_tip(api, bot):
    _, tip = next_message(api, GROUP, "/tip", user_id=5)
    _, sent = next_message(api, GROUP, "怎么罚", user_id=6, reply_to_message=bot_message(tip))
    assert "条小贴士：通知平台要写明证据" in sent.text


def test_topics_do_not_mix(api, bot):
    api.topics[SUPER] = {7, 9}
    for topic, text in ((7, "开盒犯法吗"), (9, "试用期最长多久")):
        next_message(api, SUPER, f"/ask {text}", user_id=5, message_thread_id=topic, is_topic_message=True)
    _, sent = next_message(api, SUPER, "/ask 判几年", user_id=5, message_thread_id=7, is_topic_message=True)
    assert "接着“开盒犯法吗”" in sent.text
    assert sent.thread_id == 7


@pytest.mark.parametrize("call", ["/ask 这合法吗", f"{NAME} 这合法吗"])
def test_a_call_in_reply_to_somebody_reads_both_texts(api, bot, call):
    entities = MENTION if call.startswith("@") else [{"type": "bot_command", "offset": 0, "length": 4}]
    asked, sent = next_message(
        api,
        GROUP,
        call,
        user_id=5,
        reply_to_message=other_message("房东半夜换锁不让租客进门"),
        entities=entities,
    )
    assert "房东半夜换锁不让租客进门\n这合法吗" in sent.text
    assert sent.reply_to == asked["message_id"]


def test_under_a_channels_post_the_answer_is_for_the_asker_and_about_the_question(api, bot):
    post = {**other_message("本频道今天讲租房押金"), "is_automatic_forward": True,
            "sender_chat": {"id": -1_000_000_000_001, "type": "channel", "title": "频道"}}  # fmt: skip
    asked, sent = next_message(api, GROUP, "/ask 公司不交社保怎么办", user_id=5, reply_to_message=post)
    assert sent.reply_to == asked["message_id"]
    assert "押金" not in sent.text
    _, sent = next_message(api, GROUP, "/ask 这说得对吗", user_id=5, reply_to_message=post)
    assert "押金" in sent.text


def test_a_guest_call_in_reply_reads_the_message_that_it_replies_to(api, bot):
    for text in (NAME, f"{NAME} 这犯法吗"):
        count = len(api.called("answerGuestQuery"))
        api.push({"guest_message": {
            "message_id": 5, "date": 1, "chat": {"id": -9_000, "type": "group", "title": "别的群"},
            "from": {"id": 5, "is_bot": False, "first_name": "甲", "language_code": "zh-hans"},
            "guest_query_id": f"g{count}", "text": text, "reply_to_message": other_message("把裸照发到群里", -9_000),
        }})  # fmt: skip
        api.wait_for(lambda count=count: len(api.called("answerGuestQuery")) > count)
        content = str(api.called("answerGuestQuery")[-1])
        assert "裸照" in content or "110" in content


def test_in_a_group_only_the_asker_and_admins_change_an_answer_and_vote(api, bot):
    api.admins[GROUP] = {900}
    _, sent = next_message(api, GROUP, "/ask 开盒犯法吗", user_id=5)
    before = sent.text
    for label in ("English", "👍", "👎"):
        assert "只有提问的人" in answered(api, api.press(sent, label, user_id=6))["text"]
    assert sent.text == before
    answered(api, api.press(sent, "English", user_id=5))
    assert "On 开盒犯法吗" in sent.text
    answered(api, api.press(sent, "中文", user_id=900))
    assert answered(api, api.press(sent, "👍", user_id=900))["text"] == "谢谢，记下了。"


def test_where_only_admins_may_ask_nobody_else_makes_the_bot_speak_by_a_button(api, bot):
    api.admins[GROUP] = {900}
    _, tip = next_message(api, GROUP, "/tip", user_id=5)
    _, panel = next_message(api, GROUP, "/settings", user_id=900)
    answered(api, api.press(panel, "谁可以提问：所有人", user_id=900))
    count = len(api.messages(GROUP))
    assert "管理员" in answered(api, api.press(tip, "再来一条", user_id=5))["text"]
    assert len(api.messages(GROUP)) == count


def test_details_opens_the_whole_answer_with_its_steps_in_private(api, make_bot):
    with make_bot():
        _, sent = next_message(api, GROUP, "/ask 开盒犯法吗", user_id=5)
        assert "保存链接和截图" not in sent.text
        payload = sent.buttons["详情"]["url"].split("start=")[1]
        _, whole = next_message(api, 5, f"/start {payload}")
        assert "关于“开盒犯法吗”" in whole.text
        assert "保存链接和截图" in whole.text
    with make_bot():
        _, article = next_message(api, 5, f"/start {payload}")
        assert "第一千一百九十五条" in article.text
        _, gone = next_message(api, 5, "/start case-nope")
        assert "不在了" in gone.text


def react(api, sent, user_id, *emojis):
    api.push({"message_reaction": {
        "chat": {"id": sent.chat_id, "type": "private" if sent.chat_id > 0 else "group", "title": "测试群"},
        "message_id": sent.message_id, "date": 1, "user": {"id": api.real(user_id), "is_bot": False, "first_name": "甲"},
        "old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": one} for one in emojis]}})  # fmt: skip


def test_an_emoji_under_an_answer_is_a_vote_of_the_asker_and_can_be_taken_back(api, bot):
    def votes(user_id):
        count = len(api.messages(user_id))
        api.say(user_id, "/privacy")
        api.wait_for(lambda: len(api.messages(user_id)) == count + 2)
        return api.texts(user_id)[-1].split("👍/👎：")[1][0]

    _, sent = next_message(api, GROUP, "/ask 开盒犯法吗", user_id=5)
    react(api, sent, 6, "👍")
    react(api, sent, 5, "👍")
    assert (votes(5), votes(6)) == ("1", "0")
    react(api, sent, 5)
    assert votes(5) == "0"
    react(api, sent, 5, "🤮")
    assert votes(5) == "1"
    assert "handler failed" not in bot.log()


def test_a_forwarded_post_is_what_the_next_message_points_at(api, bot):
    next_message(api, 7, "震惊：网上转发五百次就要坐牢", forward_origin={
        "type": "hidden_user", "date": 1, "sender_user_name": "某号"})  # fmt: skip
    _, sent = next_message(api, 7, "这个是真的吗")
    assert "转发五百次就要坐牢\n这个是真的吗" in sent.text
    _, sent = next_message(
        api, 7, None, caption="偷拍犯法吗", document={"file_id": "x", "file_unique_id": "y"}
    )
    assert "关于“偷拍犯法吗”" in sent.text
