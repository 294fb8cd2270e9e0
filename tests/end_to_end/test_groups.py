"""Groups and topics: silent unless called, short when called."""

from __future__ import annotations

import time

from tests.end_to_end.fake_bot_api import BOT, BOT_ID

GROUP, SUPER = -50, -1_000_000_000_050
ADMIN = 900


def bot_message(sent):
    return {"message_id": sent.message_id, "date": 1, "chat": {"id": sent.chat_id, "type": "group"},
            "from": BOT, "text": sent.text}  # fmt: skip


def other_message(text, chat=GROUP, number=3):
    return {"message_id": number, "date": 1, "chat": {"id": chat, "type": "group"},
            "from": {"id": 44, "is_bot": False, "first_name": "乙"}, "text": text}  # fmt: skip


def nothing_for(api, chat, seconds=0.7):
    time.sleep(seconds)
    return not api.messages(chat)


def test_plain_talk_is_not_answered_and_commands_are(api, bot):
    api.say(GROUP, "民法典9999条怎么说", user_id=5)
    assert nothing_for(api, GROUP)
    api.say(GROUP, f"/ask@{BOT['username']} 开盒犯法吗", user_id=5)
    (sent,) = api.wait_for(lambda: api.messages(GROUP))
    assert "开盒犯法吗" in sent.text
    assert sent.text.count("《民法典》第一千一百九十五条") == 1
    url = sent.buttons["详情"]["url"]
    assert url.startswith(f"https://t.me/{BOT['username']}?start=")
    assert url.endswith("__law-st-civil-code-1195")
    assert not api.called("sendChatAction")


def test_a_command_for_another_bot_is_not_ours(api, bot):
    api.say(GROUP, "/ask@another_bot 开盒犯法吗", user_id=5)
    assert nothing_for(api, GROUP)


def test_ask_in_reply_answers_the_message_that_was_replied_to(api, bot):
    asked = api.say(GROUP, "被人肉了怎么办", user_id=44)
    api.say(GROUP, "/ask", user_id=5, reply_to_message=asked)
    (sent,) = api.wait_for(lambda: api.messages(GROUP))
    assert "被人肉了怎么办" in sent.text
    assert sent.reply_to == asked["message_id"]


def test_a_reply_to_the_bot_and_a_mention_are_calls(api, bot):
    api.say(GROUP, "/ask 开盒犯法吗", user_id=5)
    (sent,) = api.wait_for(lambda: api.messages(GROUP))
    api.say(GROUP, "那第二款呢", user_id=5, reply_to_message=bot_message(sent))
    api.wait_for(lambda: any("接着“开盒犯法吗”" in text for text in api.texts(GROUP)))
    name = f"@{BOT['username']}"
    api.say(GROUP, f"{name} 偷拍犯法吗", user_id=6,
            entities=[{"type": "mention", "offset": 0, "length": len(name)}])  # fmt: skip
    api.wait_for(lambda: any("关于“偷拍犯法吗”" in text for text in api.texts(GROUP)))


def test_law_case_and_verify(api, bot):
    api.say(GROUP, "/law 《民法典》第一千一百九十五条", user_id=5)
    api.wait_for(lambda: len(api.messages(GROUP)) == 1)
    api.say(GROUP, "/case", user_id=5)
    cases = api.wait_for(lambda: len(api.messages(GROUP)) == 2 and api.messages(GROUP)[1])
    assert "测试案：出售个人信息" in cases.buttons
    checked = other_message("民法典9999条和《民法典》第一千一百九十五条都说了")
    api.say(GROUP, "/verify", user_id=5, reply_to_message=checked)
    report = api.wait_for(lambda: len(api.messages(GROUP)) == 3 and api.texts(GROUP)[2])
    assert "核对了 2 处引用" in report
    assert "没有第9999条" in report
    assert "存在，现行有效" in report


def test_a_laws_name_alone_is_told_of_and_an_unknown_name_is_not(api, bot):
    api.say(GROUP, "/law 民法典", user_id=5)
    assert "《民法典》什么时候施行" in api.wait_for(lambda: api.texts(GROUP))[0]
    api.say(GROUP, "/law 随便", user_id=5)
    assert "没有认出法条" in api.wait_for(lambda: len(api.texts(GROUP)) == 2 and api.texts(GROUP))[1]


def test_commands_without_words_say_how_to_use_them(api, bot):
    for number, command in enumerate(("/ask", "/law", "/verify"), 1):
        api.say(GROUP, command, user_id=5)
        api.wait_for(lambda number=number: len(api.messages(GROUP)) == number)
    assert all("例如" in text or "贴上" in text for text in api.texts(GROUP))


def test_answers_stay_in_their_topic_and_only_there(api, bot):
    api.topics[SUPER] = {12}
    api.say(SUPER, "/ask 开盒犯法吗", user_id=5, message_thread_id=12, is_topic_message=True)
    (sent,) = api.wait_for(lambda: api.messages(SUPER))
    assert sent.thread_id == 12
    api.say(GROUP, "/ask 开盒犯法吗", user_id=5, message_thread_id=99)
    (sent,) = api.wait_for(lambda: api.messages(GROUP))
    assert sent.thread_id is None
    assert not api.refusals


def test_danger_gets_safety_first_and_an_invitation_to_the_private_chat(api, bot):
    api.say(GROUP, "/ask 有人拿我裸照威胁我", user_id=5)
    (sent,) = api.wait_for(lambda: api.messages(GROUP))
    assert sent.text.startswith("如果正在被威胁，请先打 110。\n请先保证安全；细节请私聊我")


def test_settings_are_for_admins_and_survive_a_kill_and_the_move_to_a_supergroup(api, make_bot):
    api.admins[GROUP] = {ADMIN}
    api.admins[SUPER] = {ADMIN}
    bot = make_bot().start()
    api.say(GROUP, "/settings", user_id=5)
    api.wait_for(lambda: any("只有群管理员" in text for text in api.texts(GROUP)))
    api.say(GROUP, "/settings", user_id=ADMIN)
    panel = api.wait_for(lambda: len(api.messages(GROUP)) == 2 and api.messages(GROUP)[1])
    assert "管理员" in _answer(api, api.press(panel, "谁可以提问：所有人", user_id=5))["text"]
    _answer(api, api.press(panel, "谁可以提问：所有人", user_id=ADMIN))
    assert "谁可以提问：管理员" in panel.buttons
    bot.kill()
    with make_bot():
        api.say(GROUP, None, user_id=ADMIN, migrate_to_chat_id=SUPER)
        api.say(SUPER, "/ask 开盒犯法吗", user_id=5)
        api.wait_for(lambda: any("只有管理员可以提问" in text for text in api.texts(SUPER)))
        api.say(SUPER, "/ask 开盒犯法吗", user_id=ADMIN)
        api.wait_for(lambda: any("关于“开盒犯法吗”" in text for text in api.texts(SUPER)))


def test_auto_verify_is_off_by_default_and_corrects_only_what_is_wrong_once_in_a_while(api, bot):
    api.admins[GROUP] = {ADMIN}
    api.say(GROUP, "民法典9999条", user_id=5)
    assert nothing_for(api, GROUP)
    api.say(GROUP, "/settings", user_id=ADMIN)
    panel = api.wait_for(lambda: api.messages(GROUP))[0]
    _answer(api, api.press(panel, "自动核对引用：关", user_id=ADMIN))
    api.say(GROUP, "《民法典》第一千一百九十五条", user_id=5)
    api.say(GROUP, "民法典9999条", user_id=5)
    api.wait_for(lambda: any("没有第9999条" in text for text in api.texts(GROUP)))
    api.say(GROUP, "民法典9999条", user_id=5)
    time.sleep(0.7)
    assert len(api.messages(GROUP)) == 2


def test_bots_channels_and_our_own_inline_results_are_not_answered(api, bot):
    channel = {"id": -1_000_000_000_001, "type": "channel", "title": "频道"}
    api.say(GROUP, "/ask 甲", **{"from": {"id": 9, "is_bot": True, "first_name": "别的机器人"}})
    api.say(GROUP, "/ask 乙", user_id=5, is_automatic_forward=True, sender_chat=channel)
    api.say(GROUP, "/ask 丙", user_id=5, via_bot=BOT)
    api.push({"channel_post": {"message_id": 1, "date": 1, "chat": channel, "text": "/ask 丁"}})
    api.say(7, "开盒犯法吗", via_bot=BOT)
    api.say(GROUP, "/ask 戊", user_id=5)
    api.wait_for(lambda: api.messages(GROUP))
    time.sleep(0.5)
    assert len(api.messages(GROUP)) == 1
    assert "戊" in api.texts(GROUP)[0]
    assert not api.messages(7)


def test_an_anonymous_admin_may_ask_and_change_settings(api, bot):
    anonymous = {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"},
                 "sender_chat": {"id": api.real(GROUP), "type": "group", "title": "测试群"}}  # fmt: skip
    api.say(GROUP, "/ask 开盒犯法吗", **anonymous)
    api.wait_for(lambda: len(api.messages(GROUP)) == 1)
    api.say(GROUP, "/settings", **anonymous)
    api.wait_for(lambda: len(api.messages(GROUP)) == 2)
    assert "本群设置" in api.texts(GROUP)[1]


def test_an_edited_command_changes_the_answer(api, bot):
    message = api.say(GROUP, "/ask 开盒犯法吗", user_id=5)
    (sent,) = api.wait_for(lambda: api.messages(GROUP))
    api.edit(message, "/ask 偷拍犯法吗")
    api.wait_for(lambda: "偷拍犯法吗" in sent.text)
    assert len(api.messages(GROUP)) == 1


def member(status):
    user = {k: BOT[k] for k in ("id", "is_bot", "first_name", "username")}
    rights = ["can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories"]  # fmt: skip
    extra: dict[str, object] = {
        "kicked": {"until_date": 0},
        "administrator": dict.fromkeys(rights, False),
    }.get(status, {})
    return {"status": status, "user": user, **extra}


def test_the_bot_says_hello_when_added_and_leaves_quietly(api, bot):
    def change(old, new):
        return {"my_chat_member": {
            "chat": {"id": api.real(GROUP), "type": "group", "title": "测试群"}, "date": 1,
            "from": {"id": 5, "is_bot": False, "first_name": "甲", "language_code": "zh-hans"},
            "old_chat_member": member(old), "new_chat_member": member(new)}}  # fmt: skip

    assert BOT["id"] == BOT_ID
    api.push(change("left", "member"))
    assert "我是援法" in api.wait_for(lambda: api.texts(GROUP))[0]
    api.push(change("member", "administrator"))
    api.push(change("administrator", "kicked"))
    api.say(7, "开盒犯法吗")
    api.wait_for(lambda: api.messages(7))
    assert len(api.messages(GROUP)) == 1
    assert "handler failed" not in bot.log()


def _answer(api, query_id):
    return api.wait_for(lambda: api.callback_answers.get(query_id))
