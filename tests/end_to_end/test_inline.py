"""Inline mode, guest messages, operators, webhook and metrics."""

from __future__ import annotations

import json
import urllib.request

import pytest

from tests.end_to_end.fake_bot_api import BOT


def results(api, query, **kwargs):
    query_id = api.inline(query, **kwargs)
    return api.wait_for(lambda: api.inline_answers.get(query_id))


def test_an_inline_query_gives_the_answer_first_and_then_cited_passages(api, bot):
    answer = results(api, "开盒犯法吗")
    first, *others = answer["results"]
    assert first["id"] == "answer"
    assert "开盒犯法吗" in first["title"]
    content = first["input_message_content"]
    assert "《民法典》第一千一百九十五条" in content["message_text"]
    assert content["link_preview_options"] == {"is_disabled": True}
    assert [result["id"] for result in others] == [f"st-civil-code-{n}" for n in (1194, 1195, 1196)]
    assert all(result["title"] and result["description"] for result in others)
    assert answer["is_personal"] is True
    assert answer["cache_time"] >= 60
    assert not api.refusals


def test_nothing_found_offers_the_private_chat(api, bot):
    assert results(api, "")["button"]["start_parameter"] == "ask"


def test_a_guest_message_is_answered_once_where_the_bot_is_no_member(api, bot):
    api.push({"guest_message": {
        "message_id": 4, "date": 1, "chat": {"id": -60, "type": "group", "title": "别的群"},
        "from": {"id": 5, "is_bot": False, "first_name": "甲"}, "guest_query_id": "g1",
        "text": f"@{BOT['username']} 开盒犯法吗"}})  # fmt: skip
    (call,) = api.wait_for(lambda: api.called("answerGuestQuery"))
    assert call["guest_query_id"] == "g1"
    assert "开盒犯法吗" in call["result"]["input_message_content"]["message_text"]
    assert not api.messages(-60)


def test_stats_and_alarms_are_for_operators_only_and_hold_no_words(api, make_bot):
    with make_bot(YUANFA_ADMIN_IDS="7"):
        api.say(8, "爆炸的秘密问题")
        api.wait_for(lambda: api.messages(8))
        (alarm,) = api.wait_for(lambda: api.texts(7))
        assert "RuntimeError" in alarm
        assert "秘密" not in alarm
        api.say(7, "/stats")
        api.wait_for(lambda: any("出错 1 次" in text for text in api.texts(7)))
        api.say(8, "/stats")
        api.wait_for(lambda: len(api.messages(8)) == 2)
        assert "怎么用" in api.texts(8)[1]


def test_the_webhook_takes_updates_with_the_secret_only_and_each_once(api, make_bot, port):
    with make_bot(
        TELEGRAM_WEBHOOK_URL=f"http://127.0.0.1:{port}/hook", TELEGRAM_WEBHOOK_PORT=str(port),
        TELEGRAM_WEBHOOK_SECRET="s3cret",
    ) as bot:  # fmt: skip
        api.wait_for(lambda: "bot started" in bot.log())
        assert api.webhook["secret_token"] == "s3cret"
        message = api.say(7, "开盒犯法吗")
        update = {"update_id": api.last_update_id, "message": message}

        def post(secret):
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/hook", json.dumps(update).encode(),
                {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret},
            )  # fmt: skip
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status

        with pytest.raises(urllib.error.HTTPError):
            post("wrong")
        assert post("s3cret") == 200
        assert post("s3cret") == 200
        api.wait_for(lambda: api.messages(7))
        api.say(8, "x")
        assert len(api.messages(7)) == 1


def test_health_and_metrics_are_served_on_the_port_that_is_set(api, make_bot, port):
    with make_bot(YUANFA_HTTP_PORT=str(port)):
        api.say(7, "开盒犯法吗")
        api.wait_for(lambda: api.messages(7))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as response:
            assert json.load(response)["status"] == "ok"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as response:
            assert b'yuanfa_answers_total{outcome="answered"} 1.0' in response.read()
