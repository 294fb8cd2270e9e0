"""What operators can do from Telegram, and nobody else."""

from __future__ import annotations

import time

GROUP, ADMIN = -50, 900


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
