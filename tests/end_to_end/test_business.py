"""Chats of somebody's own account: silent unless called, answered once, through the connection."""

from __future__ import annotations

import time

from tests.end_to_end.fake_bot_api import BOT, BOT_ID

OWNER, CUSTOMER = 600, 601
CONNECTION = "biz1"


def person(api, number):
    return {"id": api.real(number), "is_bot": False, "first_name": "某人", "language_code": "zh-hans"}


def connect(api, *, may_reply, enabled=True):
    api.push({"business_connection": {
        "id": CONNECTION, "user": person(api, OWNER), "user_chat_id": api.real(OWNER), "date": 1,
        "is_enabled": enabled, "rights": {"can_reply": may_reply},
    }})  # fmt: skip


def write(api, text, number, *, writer=CUSTOMER, **more):
    command = text.split()[0] if text.startswith("/") else ""
    entities = [{"type": "bot_command", "offset": 0, "length": len(command)}] if command else []
    if text.startswith("@"):
        entities = [{"type": "mention", "offset": 0, "length": len(text.split()[0])}]
    api.push({"business_message": {
        "message_id": number, "date": 1, "business_connection_id": CONNECTION, "from": person(api, writer),
        "chat": {"id": api.real(CUSTOMER), "type": "private", "first_name": "某人"}, "text": text,
        "entities": entities, **more,
    }})  # fmt: skip


def test_who_connects_is_told_what_happens_there_and_who_disconnects_is_not(api, bot):
    connect(api, may_reply=True)
    assert f"@{BOT['username']}" in api.wait_for(lambda: api.texts(OWNER))[0]
    connect(api, may_reply=False)
    assert "没有给我回复的权限" in api.wait_for(lambda: len(api.texts(OWNER)) == 2 and api.texts(OWNER))[1]
    connect(api, may_reply=True, enabled=False)
    time.sleep(0.7)
    assert len(api.messages(OWNER)) == 2


def test_only_a_call_is_answered_by_one_message_through_the_connection(api, bot):
    for number, text in enumerate(
        ("开盒犯法吗", "民法典9999条怎么说", "/start", "/ask@another_bot 开盒"), 900
    ):
        write(api, text, number)
    write(api, "/ask 我们发过的话", 905, sender_business_bot={**BOT, "id": BOT_ID})
    time.sleep(0.7)
    assert not api.messages(CUSTOMER)
    write(api, "/ask 开盒犯法吗", 910)
    (sent,) = api.wait_for(lambda: api.messages(CUSTOMER))
    assert "开盒犯法吗" in sent.text
    assert sent.markup is None
    assert [call.get("business_connection_id") for call in api.called("sendMessage")] == [CONNECTION]
    write(api, f"@{BOT['username']} 偷拍犯法吗", 911, writer=OWNER)
    api.wait_for(lambda: len(api.messages(CUSTOMER)) == 2)
    story = {"message_id": 912, "date": 1, "from": person(api, CUSTOMER), "text": "房东把锁换了不让我进门还扔了东西",
             "chat": {"id": api.real(CUSTOMER), "type": "private", "first_name": "某人"}}  # fmt: skip
    write(api, "/ask", 913, writer=OWNER, reply_to_message=story)
    api.wait_for(lambda: "房东把锁换了" in api.texts(CUSTOMER)[-1])
    assert "handler failed" not in bot.log()


def test_calls_there_count_like_any_question_and_a_customers_own_chat_is_untouched(api, bot):
    for number in range(40):
        write(api, f"/ask 问题{number}", 1000 + number)
    api.wait_for(lambda: len(api.messages(CUSTOMER)) == 30, 60)
    time.sleep(0.7)
    assert len(api.messages(CUSTOMER)) == 30
    assert not api.called("editMessageText")
