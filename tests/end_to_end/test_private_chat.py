"""A private chat, from the outside: what a person writes and what they read."""

from __future__ import annotations

import json

from tests.end_to_end.fake_bot_api import TOKEN


def test_start_help_and_privacy_answer_in_the_persons_language(api, bot):
    api.say(7, "/start")
    api.say(8, "/start", language="en")
    api.say(9, "/help", language="zh-hant")
    api.say(10, "/privacy")
    assert "开盒犯法吗" in api.wait_for(lambda: api.texts(7))[0]
    assert "Just ask" in api.wait_for(lambda: api.texts(8))[0]
    assert "怎麼用" in api.wait_for(lambda: api.texts(9))[0]
    assert "隐私" in api.wait_for(lambda: len(api.texts(10)) == 2 and api.texts(10))[0]


def test_a_question_gets_one_cited_answer_without_link_preview(api, bot):
    api.say(7, "被造谣了怎么办")
    (sent,) = api.wait_for(lambda: api.messages(7))
    assert "《民法典》第一千一百九十五条" in sent.text
    assert "flk.npc.gov.cn" in sent.text
    assert sent.text.endswith("一般信息，不是法律意见；个案请咨询律师或12348。")
    (call,) = api.called("sendMessage")
    assert call["link_preview_options"] == {"is_disabled": True}
    assert call["parse_mode"] == "HTML"


def test_one_typing_action_comes_before_each_answer(api, bot):
    api.say(7, "被造谣了怎么办")
    api.wait_for(lambda: api.messages(7))
    order = [name for name, _ in api.calls if name in ("sendChatAction", "sendMessage")]
    assert order == ["sendChatAction", "sendMessage"]


def test_html_and_markdown_in_a_question_are_shown_as_typed(api, bot):
    api.say(7, "<b>*[x](http://evil.example)*</b> & <script>alert(1)</script> &lt;")
    (sent,) = api.wait_for(lambda: api.messages(7))
    assert "<b>*[x](http://evil.example)*</b> & <script>alert(1)</script> &lt;" in sent.text
    assert not api.refusals


def test_control_characters_do_not_reach_a_reply(api, bot):
    api.say(7, "开\x00盒\x07犯\u202e法吗")
    (sent,) = api.wait_for(lambda: api.messages(7))
    assert "开盒犯法吗" in sent.text


def test_a_long_answer_comes_in_several_messages_in_order_each_within_the_limit(api, bot):
    api.say(7, "很长的法条")
    api.wait_for(lambda: len(api.messages(7)) >= 2 and api.messages(7)[-1].markup)
    messages = api.messages(7)
    whole = "".join(message.text for message in messages).replace("\n", "")
    places = [whole.index(f"第{n}款，") for n in range(60)]
    assert places == sorted(places)
    assert not api.refusals
    assert [bool(message.markup) for message in messages] == [False] * (len(messages) - 1) + [True]


def test_stickers_voices_and_files_get_one_friendly_sentence(api, bot):
    file = {"file_id": "x", "file_unique_id": "y"}
    api.say(7, voice={**file, "duration": 3})
    api.say(8, sticker={**file, "width": 1, "height": 1, "is_animated": False, "is_video": False,
                        "type": "regular"})  # fmt: skip
    api.say(9, document=file)
    for chat, words in ((7, "听不了语音"), (8, "看不了图片"), (9, "/verify")):
        (text,) = api.wait_for(lambda chat=chat: api.texts(chat))
        assert words in text
    assert not api.called("getFile")


def test_a_caption_is_a_question(api, bot):
    api.say(7, caption="开盒犯法吗", photo=[{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}])
    assert "开盒犯法吗" in api.wait_for(lambda: api.texts(7))[0]


def test_an_edited_question_changes_its_answer(api, bot):
    message = api.say(7, "很长的法条")
    api.wait_for(lambda: len(api.messages(7)) >= 3)
    api.edit(message, "被造谣了怎么办")
    api.wait_for(lambda: len(api.messages(7)) == 1 and "被造谣" in api.texts(7)[0])
    api.edit(message, "被造谣了怎么办")
    api.say(7, "还有一个问题")
    api.wait_for(lambda: len(api.messages(7)) == 2)


def test_an_error_is_one_polite_sentence_and_the_log_keeps_no_words(api, bot):
    api.say(7, "爆炸的秘密问题")
    (text,) = api.wait_for(lambda: api.texts(7))
    assert text == "抱歉，这次没能答上来，请过一会儿再发一次。"
    line = next(json.loads(line) for line in bot.log().splitlines() if "handler failed" in line)
    assert line["exception"] == "RuntimeError"
    assert line["update_id"] == api.last_update_id
    assert any("in ask" in frame or "ask" in frame for frame in line["stack"])
    assert "秘密" not in bot.log()


def test_neither_token_nor_questions_reach_the_log_even_at_debug(api, make_bot):
    with make_bot(YUANFA_LOG_LEVEL="DEBUG") as bot:
        api.fault = lambda method, data: None
        api.say(7, "秘密问题")
        api.wait_for(lambda: api.texts(7))
        api.say(7, "爆炸的秘密问题")
        api.wait_for(lambda: len(api.texts(7)) == 2)
        assert bot.stop() == 0
    assert TOKEN not in bot.log()
    assert TOKEN.split(":")[1] not in bot.log()
    assert "秘密" not in bot.log()


def test_a_follow_up_knows_the_question_before(api, bot):
    api.say(7, "民法典1195条")
    api.wait_for(lambda: api.texts(7))
    api.say(7, "那第二款呢")
    assert "（接着“民法典1195条”）" in api.wait_for(lambda: len(api.texts(7)) > 1 and api.texts(7))[1]
    api.say(8, "那第二款呢")
    assert "接着" not in api.wait_for(lambda: api.texts(8))[0]


def test_a_number_or_a_button_picks_from_a_clarifying_question(api, bot):
    api.say(7, "哪个李某")
    (sent,) = api.wait_for(lambda: api.messages(7))
    assert "1. 暗网案李某" in sent.text
    api.say(7, "2")
    api.wait_for(lambda: any("静安案的李某判了几年" in text for text in api.texts(7)))
    api.press(sent, "1. 暗网案李某")
    api.wait_for(lambda: any("暗网案的李某判了几年" in text for text in api.texts(7)))


def test_a_quoted_message_can_be_asked_about(api, bot):
    other = {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"},
             "from": {"id": 3, "is_bot": False, "first_name": "甲"}, "text": "根据民法典1195条平台要删"}  # fmt: skip
    api.say(7, "这说得对吗", reply_to_message=other)
    assert "根据民法典1195条平台要删\n这说得对吗" in api.wait_for(lambda: api.texts(7))[0]


def test_menus_and_descriptions_are_set_per_scope_and_language(api, make_bot):
    with make_bot():
        api.wait_for(lambda: len(api.called("setMyShortDescription")) == 2)
    scopes = {(c["scope"]["type"], c.get("language_code")) for c in api.called("setMyCommands")}
    kinds = ("all_private_chats", "all_group_chats", "all_chat_administrators")
    assert scopes == {(kind, code) for kind in kinds for code in (None, "en")}
    assert not api.refusals


def test_a_failure_to_set_menus_does_not_stop_the_start(api, make_bot):
    from tests.end_to_end.fake_bot_api import Fault

    api.fault = lambda method, data: Fault("502") if method.startswith("setMy") else None
    with make_bot():
        api.say(7, "开盒犯法吗")
        assert api.wait_for(lambda: api.texts(7))


def test_deep_links_open_an_article_or_a_case(api, bot):
    api.say(7, "/start law-st-civil-code-1195")
    api.say(8, "/start case-test")
    api.say(9, "/start law-st-civil-code-99999")
    assert "权利人有权通知" in api.wait_for(lambda: api.texts(7))[0]
    assert "3.9万余条" in api.wait_for(lambda: api.texts(8))[0]
    assert "法律库已更新" in api.wait_for(lambda: api.texts(9))[0]


def test_too_many_questions_get_one_polite_notice(api, bot):
    for number in range(36):
        api.say(7, f"问题{number}")
    api.wait_for(lambda: any("问得有点快" in text for text in api.texts(7)))
    api.say(8, "别人的问题")
    api.wait_for(lambda: api.texts(8))
    assert sum("问得有点快" in text for text in api.texts(7)) == 1
    assert len(api.texts(7)) == 31


def test_writers_of_traditional_chinese_read_our_sentences_so_and_the_law_as_enacted(api, bot):
    api.say(7, "網上被人造謠怎麼辦")
    (sent,) = api.wait_for(lambda: api.messages(7))
    assert "可以通知平臺刪除" in sent.text
    assert "权利人有权通知" in sent.text
    assert "怎麼做" in sent.text


def test_privacy_names_who_is_responsible_shows_what_is_held_exports_and_deletes_it(api, make_bot):
    with make_bot(YUANFA_CONTROLLER="某某法律援助 <中心>", YUANFA_CONTACT="privacy@example.org") as bot:
        api.say(7, "开盒犯法吗")
        sent = api.wait_for(lambda: api.messages(7))[0]
        api.press(sent, "👍")
        api.wait_for(lambda: api.callback_answers)
        api.say(7, "/privacy")
        api.wait_for(lambda: len(api.messages(7)) == 3)
        statement, held = api.texts(7)[1:]
        assert "某某法律援助 <中心>" in statement
        assert "privacy@example.org" in statement
        assert "回答的记录：1　👍/👎：1" in held
        assert "最近问题：1" in held
        api.say(7, "/export")
        (file,) = api.wait_for(lambda: api.called("sendDocument"))
        assert any("st-civil-code-1195" in str(value) for value in file.values())
        assert any("开盒犯法吗" in str(value) for value in file.values())
        api.say(7, "/forget")
        api.wait_for(lambda: "已删除" in api.texts(7)[-1])
        api.say(7, "/privacy")
        api.wait_for(lambda: "回答的记录：0　👍/👎：0" in api.texts(7)[-1])
        assert "最近问题：0" in api.texts(7)[-1]
        api.say(-50, "/export", user_id=7)
        api.wait_for(lambda: "私聊" in api.texts(-50)[-1] if api.texts(-50) else False)
        assert len(api.called("sendDocument")) == 1
        assert "handler failed" not in bot.log()
