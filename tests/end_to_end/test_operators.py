"""What operators can do from Telegram, and nobody else."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import time

from tests.end_to_end.fake_bot_api import BOT_ID, TOKEN, Fault

GROUP, ADMIN = -50, 900
NEWS = json.dumps({"news": "on"})


def nothing_for(api, chat, count=0):
    time.sleep(0.7)
    return len(api.messages(chat)) == count


def last(api, chat, count):
    return api.wait_for(lambda: len(api.messages(chat)) == count and api.texts(chat)[-1])


def test_the_blocked_are_not_answered_until_they_are_taken_off_the_list(api, make_bot):
    with make_bot(YUANFA_ADMIN_IDS=str(ADMIN)):
        api.say(ADMIN, "/block 7")
        assert "不答：7" in last(api, ADMIN, 1)
        api.say(7, "开盒犯法吗")
        api.say(GROUP, "/ask 开盒犯法吗", user_id=7)
        assert nothing_for(api, 7)
        assert nothing_for(api, GROUP)
        api.say(GROUP, "/ask 开盒犯法吗", user_id=8)
        last(api, GROUP, 1)
    with make_bot(YUANFA_ADMIN_IDS=str(ADMIN)):
        api.say(7, "开盒犯法吗")
        assert nothing_for(api, 7)
        api.say(ADMIN, "/unlist 7")
        last(api, ADMIN, 2)
        api.say(7, "开盒犯法吗")
        last(api, 7, 1)


def test_where_some_are_allowed_nobody_else_is_answered(api, make_bot):
    with make_bot(YUANFA_ADMIN_IDS=str(ADMIN)):
        api.say(ADMIN, f"/allow {GROUP}")
        last(api, ADMIN, 1)
        api.say(7, "开盒犯法吗")
        api.say(GROUP, "/ask 开盒犯法吗", user_id=7)
        last(api, GROUP, 1)
        assert nothing_for(api, 7)
        api.say(ADMIN, "/allow everybody")
        assert "编号" in last(api, ADMIN, 2)


def test_a_notice_goes_to_chats_that_switched_it_on_and_once(api, make_bot):
    with make_bot(YUANFA_ADMIN_IDS=str(ADMIN)):
        for chat in (7, 8):
            api.say(chat, "/settings")
            last(api, chat, 1)
        press = api.press(api.messages(7)[0], "运营通知：关")
        api.wait_for(lambda: api.callback_answers.get(press))
        api.say(ADMIN, "/broadcast 今晚停机 <十分钟>")
        assert "1 个聊天" in last(api, ADMIN, 1)
        assert "今晚停机 <十分钟>" in last(api, 7, 2)
        assert nothing_for(api, 8, 1)


def test_a_notice_under_kills_reaches_each_chat_once(api, make_bot):
    chats = [*range(7, 27), -60, -61, -1_000_000_000_062]
    bot = make_bot(YUANFA_ADMIN_IDS=str(ADMIN)).start()
    api.wait_for(lambda: not api.undelivered())
    bot.stop()
    with contextlib.closing(sqlite3.connect(bot.data_dir / f"telegram-{BOT_ID}.sqlite3")) as db:
        for chat in chats:
            db.execute(
                "INSERT INTO chats (chat_id, settings, at) VALUES (?, ?, ?)", (chat, NEWS, time.time())
            )
        db.commit()
    for number in range(4):
        bot = make_bot(YUANFA_ADMIN_IDS=str(ADMIN), YUANFA_SENDS_PER_SECOND="8").start()
        if number == 0:
            api.say(ADMIN, "/broadcast 今晚停机")
        done = number * 5 + 4
        api.wait_for(lambda done=done: len(api.sent) > done)
        if number == 1:
            # One kill with a message on its way: taken by Telegram, the answer never read.
            api.fault = lambda name, data: Fault("hang", 20) if name == "sendMessage" else None
            api.wait_for(lambda done=done: len(api.sent) > done + 1)
            api.fault = lambda name, data: None
        bot.kill()
    with make_bot(YUANFA_ADMIN_IDS=str(ADMIN)):
        assert f"{len(chats)} 个聊天" in api.wait_for(lambda: api.texts(ADMIN))[-1]
    assert [len(api.messages(chat)) for chat in chats] == [1] * len(chats)


def test_a_question_without_an_answer_is_kept_only_with_the_sentence_that_says_so(api, make_bot):
    asked = "没有依据的问题，我叫王小明"
    with make_bot(YUANFA_KEEP_UNANSWERED="true") as bot:
        api.say(7, asked)
        assert "留存 30 天" in last(api, 7, 1)
        api.say(8, "开盒犯法吗")
        assert "留存" not in last(api, 8, 1)
        assert kept(bot) == [asked]
        api.say(7, "/privacy")
        statement = api.wait_for(lambda: len(api.messages(7)) == 3 and api.texts(7))
        assert "选择了留存文字 30 天" in statement[1]
        assert "没有答上而留存的问题：1" in statement[2]
        api.say(7, "/forget")
        last(api, 7, 4)
        assert kept(bot) == []
    with make_bot() as bot:
        api.say(9, asked)
        assert "留存" not in last(api, 9, 1)
        assert kept(bot) == []
        api.say(9, "/privacy")
        assert "选择了留存" not in api.wait_for(lambda: len(api.messages(9)) == 3 and api.texts(9))[1]


def kept(bot) -> list[str]:
    """What ``yuanfa unanswered`` prints."""
    run = subprocess.run(
        [sys.executable, "-m", "bot", "unanswered"], capture_output=True, text=True, check=True,
        env={**os.environ, "YUANFA_DATA_DIR": str(bot.data_dir), "TELEGRAM_BOT_TOKEN": TOKEN},
    )  # fmt: skip
    return [json.loads(line)["question"] for line in run.stdout.splitlines()]


def test_figures_per_day_and_none_of_it_for_others(api, make_bot):
    with make_bot(YUANFA_ADMIN_IDS=str(ADMIN)):
        for n in range(3):
            api.say(7, f"开盒犯法吗{n}")
        last(api, 7, 3)
        api.say(ADMIN, "/stats")
        assert f"{time.strftime('%Y-%m-%d')}：答上 3，没有依据 0" in last(api, ADMIN, 1)
        for n, command in enumerate(("/stats", "/block 900", "/broadcast 假的"), 4):
            api.say(7, command)
            assert "怎么用" in last(api, 7, n)
        api.say(GROUP, "/block 900", user_id=7)
        assert nothing_for(api, GROUP)
