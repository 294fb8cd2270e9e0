"""Nothing silences the bot: each way that once did, against the real process."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from index.store import FORMAT, Manifest
from tests.end_to_end.fake_bot_api import FakeBotApi, Fault
from tests.end_to_end.watching import PINNED_OUT_OF_SIGHT, answered, bad, health, one_sentence


@pytest.fixture
def api():
    with FakeBotApi() as server:
        yield server


def test_a_pinned_message_that_the_bot_may_not_see_silences_nobody_also_after_a_restart(api, make_bot):
    with make_bot():
        api.say(-5, user_id=7, **PINNED_OUT_OF_SIGHT)
        answered(api, 7)
    with make_bot():
        api.redeliver(api.last_update_id - 1)
        answered(api, 8)


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"message_id": 1}},
        {"message": {"nonsense": True}},
        {"message": "text"},
        {"message": {"message_id": 1, "date": "yesterday", "chat": {"id": 7, "type": "private"}, "text": "x"}},
        {"callback_query": {"id": 5}},
        {"my_chat_member": {"chat": {"id": 7, "type": "private"}}},
        {"message": {"message_id": 2, "date": 1, "chat": {"id": "?", "type": "private"}, "text": "问"}},
        {"unheard_of": {"of": []}},
        {},
    ],
)  # fmt: skip
def test_an_update_that_cannot_be_read_costs_itself_alone(api, make_bot, update):
    with make_bot() as bot:
        api.push(update)
        answered(api, 7)
        assert len(api.called("getUpdates")) < 10
        bot.kill()
    with make_bot():
        answered(api, 8)


def test_numbers_that_nothing_has_cost_their_update_alone(api, make_bot):
    person = {"id": 7, "is_bot": False, "first_name": "某"}
    chat = {"id": 7, "type": "private"}
    with make_bot() as bot:
        for message in (
            {"message_id": 2**70, "date": 1, "chat": chat, "from": person, "text": "问题"},
            {"message_id": "x", "date": 1, "chat": chat, "from": person, "text": "问题"},
            {"message_id": 5, "date": 1, "chat": {"id": 2**70, "type": "private"}, "text": "问题"},
            {"message_id": 6, "date": 1, "chat": {"id": -5, "type": "group"}, "migrate_to_chat_id": -(2**70)},
        ):
            api.push({"message": message})
        answered(api, 8)
        assert "task ended" not in bot.log()
        assert not api.undelivered()
        bot.kill()  # a stop would wait for the answer that no chat takes


def test_a_token_revoked_while_running_ends_the_process_with_a_sentence(api, make_bot):
    with make_bot() as bot:
        answered(api, 7)
        api.revoked = True
        api.say(7, "问题")
        assert bot.process.wait(90) == 1
        assert one_sentence(bot).startswith("TELEGRAM_BOT_TOKEN was refused")


def test_endless_conflicts_turn_health_bad_and_operators_are_told_and_told_when_it_is_over(
    api, make_bot, port
):
    with make_bot(
        YUANFA_HTTP_PORT=str(port), YUANFA_ADMIN_IDS="99", STUB_LOOK="0.5", STUB_LONGEST_PAUSE="1"
    ) as bot:
        answered(api, 7)
        assert health(port)[0] == 200
        api.fault = lambda name, data: Fault("409") if name == "getUpdates" else None
        api.say(7, "问题")
        api.wait_for(lambda: "receiving" in bad(port))
        assert health(port)[0] == health(port, "ready")[0] == 503
        assert "Conflict" in health(port)[1]["checks"]["receiving"]["text"]
        api.wait_for(lambda: any("receiving" in text and "⚠️" in text for text in api.texts(99)))
        api.fault = lambda name, data: None
        api.wait_for(lambda: any("receiving" in text and "✅" in text for text in api.texts(99)))
        assert sum("receiving" in text for text in api.texts(99)) == 2
        assert health(port)[0] == 200
        answered(api, 7)
        assert bot.stop() == 0


def test_a_question_that_takes_too_long_costs_itself_alone_and_gets_one_sentence(api, make_bot):
    with make_bot(STUB_LIMIT="1") as bot:
        for chat in range(7, 10):
            api.say(chat, "想很久的问题")
        answered(api, 11)  # they would think for 30 s, longer than anybody is waited for here
        for chat in range(7, 10):
            assert api.wait_for(lambda chat=chat: api.texts(chat)) == [
                "抱歉，这个问题想得太久，已经停下；请换个短些的说法再问。"
            ]
        assert bot.stop(15) == 0


def test_a_task_that_keeps_ending_ends_the_process_with_a_sentence(api, make_bot):
    with make_bot(STUB_BREAK="post") as bot:
        assert bot.process.wait(90) == 1
        assert "post keeps ending (RuntimeError)" in one_sentence(bot)
        assert "Traceback" not in bot.log()


def test_a_task_that_ends_once_is_started_again(api, make_bot, port):
    with make_bot(STUB_BREAK_ONCE="receive", YUANFA_HTTP_PORT=str(port)) as bot:
        answered(api, 7)
        assert "task ended" in bot.log()
        api.wait_for(lambda: health(port)[0] == 200)


def test_one_chat_behind_a_long_429_with_hundreds_of_lines_delays_nobody(api, make_bot):
    with make_bot() as bot:
        group = -1_000_000_000_005
        api.fault = lambda name, data: (
            Fault("429", 90) if name == "sendMessage" and data.get("chat_id") == group else None
        )
        api.say(group, "/ask 问题", user_id=7)
        api.wait_for(lambda: api.called("sendMessage"))
        for number in range(600):
            api.say(group, f"闲聊{number}", user_id=8)
        api.wait_for(lambda: not api.undelivered())
        answered(api, 9)
        assert not api.messages(group)
        bot.kill()  # a stop would wait for the group


def test_a_chat_that_is_stuck_takes_nobodys_place_and_loses_nothing(api, make_bot):
    with make_bot(STUB_WAITING="40", STUB_OF_A_CHAT="10"):
        stuck = [True]
        api.fault = lambda name, data: (
            Fault("429", 1) if name == "sendMessage" and data.get("chat_id") == 7 and stuck else None
        )
        asked = [api.say(7, f"问题{number}")["message_id"] for number in range(25)]
        for number in range(60):
            api.say(7, sticker={"file_id": "s", "file_unique_id": f"s{number}", "width": 1, "height": 1,
                                "is_animated": False, "is_video": False, "type": "regular"})  # fmt: skip
        api.wait_for(lambda: not api.undelivered())
        answered(api, 9)
        assert not api.messages(7)
        stuck.clear()
        api.wait_for(lambda: {sent.reply_to for sent in api.messages(7)} >= set(asked))
        replies = [sent.reply_to for sent in api.messages(7) if sent.reply_to in asked]
        assert replies == asked


def test_a_send_given_up_is_tried_again_without_a_restart(api, make_bot):
    with make_bot(STUB_GIVE_UP="1", STUB_AGAIN="1") as bot:
        api.fault = lambda name, data: Fault("502") if name == "sendMessage" else None
        api.say(7, "问题")
        api.wait_for(lambda: "kept for later" in bot.log())
        api.fault = lambda name, data: None
        api.wait_for(lambda: api.messages(7))
        time.sleep(2)
        assert len(api.messages(7)) == 1


@pytest.mark.parametrize("kind", ["garbage", "garbage_after"])
def test_an_answer_that_is_no_json_leaves_the_message_in_doubt_and_it_comes_once(api, make_bot, kind):
    with make_bot(STUB_AGAIN="1"):
        left = [1]
        api.fault = lambda name, data: (
            Fault(kind) if name == "sendMessage" and left and left.pop() else None
        )
        api.say(7, "问题")
        api.wait_for(lambda: api.messages(7))
        time.sleep(1)
        assert len(api.messages(7)) == 1


def stand_index(folder: Path, as_of: str, next_change: str | None) -> None:
    """An index folder as far as its manifest goes, put in the place of the one that stood there."""
    (folder / "index").mkdir(parents=True, exist_ok=True)
    manifest = Manifest(
        format=FORMAT, encoder="stub", dimension=1, corpus="stub", as_of=as_of, next_change=next_change,
        passages=1, texts=1, questions=1, units=1, files={},
    )  # fmt: skip
    (folder / "index" / "fresh.json").write_text(manifest.model_dump_json())
    (folder / "index" / "fresh.json").replace(folder / "index" / "manifest.json")


def test_at_the_day_of_a_change_answers_say_so_until_a_new_index_is_loaded_without_a_lost_question(
    api, make_bot, port
):
    bot = make_bot(
        STUB_TODAY="1", YUANFA_HTTP_PORT=str(port), YUANFA_ADMIN_IDS="99", STUB_SECONDS="0.2", STUB_LOOK="0.5"
    )
    stand_index(bot.data_dir, "2026-12-31", "2027-01-01")
    (bot.data_dir / "today").write_text("2026-12-31")

    def version(chat: int, question: str = "哪一版") -> str:
        api.say(chat, question, language="en" if question.isascii() else "zh-hans")
        return api.wait_for(lambda: api.texts(chat))[0]

    with bot:
        text = version(7)
        assert "第1版" in text
        assert "法律变动" not in text
        assert health(port)[0] == 200

        (bot.data_dir / "today").write_text("2027-01-01")
        text = version(8)
        assert "第1版" in text
        assert "2027-01-01起有法律变动" in text
        assert "changed on 2027-01-01" in version(9, "which one")
        assert bad(port) == {"law"}
        api.wait_for(
            lambda: any("law" in told and "yuanfa index build" in told for told in api.texts(99)), 30
        )

        for chat in range(20, 40):
            api.say(chat, "哪一版")
        stand_index(bot.data_dir, "2027-01-01", "2027-03-01")
        for chat in range(20, 40):
            api.wait_for(lambda chat=chat: api.messages(chat))
        assert [len(api.messages(chat)) for chat in range(20, 40)] == [1] * 20
        text = version(10)
        assert "第2版" in text
        assert "法律变动" not in text
        assert health(port)[0] == 200
