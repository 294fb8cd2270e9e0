"""Nothing silences the bot: each way that once did, against the real process."""

from __future__ import annotations

import contextlib
import json
import socket
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from index.store import FORMAT, Manifest
from tests.end_to_end.fake_bot_api import BOT_ID, FakeBotApi, Fault

STORE = f"telegram-{BOT_ID}.sqlite3"


@pytest.fixture
def api():
    with FakeBotApi() as server:
        yield server


def health(port: int, path: str = "health") -> tuple[int, dict[str, Any]]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except OSError:
        return 0, {"checks": {}}


def bad(port: int) -> set[str]:
    return {name for name, check in health(port)[1]["checks"].items() if not check["ok"]}


def answered(api, chat, seconds=20.0, text="问题"):
    count = len(api.messages(chat))
    api.say(chat, text)
    api.wait_for(lambda: len(api.messages(chat)) > count, seconds)


def one_sentence(bot) -> str:
    """Everything it wrote to standard error that is no line of the log."""
    lines = [line for line in bot.log().splitlines() if line.strip() and not line.startswith("{")]
    assert len(lines) == 1, bot.log()[-3000:]
    return lines[0]


PINNED_OUT_OF_SIGHT = {
    "pinned_message": {"message_id": 77, "date": 0, "chat": {"id": -5, "type": "group", "title": "群"}}
}


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


def test_a_kept_update_that_cannot_be_read_is_set_aside_with_its_number_and_kind(api, make_bot):
    with make_bot():
        answered(api, 7)
    path = make_bot().data_dir / STORE
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.executemany(
            "INSERT INTO updates (update_id, received, payload) VALUES (?, ?, ?)",
            [(5, time.time(), '{"update_id":5,"message":{"message_id":1}}'), (6, time.time(), "{"), (7, time.time(), "[]")],
        )  # fmt: skip
    with make_bot() as bot:
        answered(api, 8)
        assert bot.log().count("update not read") == 3
    with contextlib.closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT payload, fault FROM updates WHERE update_id = 5").fetchone() == (
            None, "not read: KeyError",
        )  # fmt: skip


def test_a_store_held_by_another_process_for_nine_seconds_loses_and_repeats_nothing(api, make_bot):
    with make_bot() as bot:
        answered(api, 7)
        with contextlib.closing(sqlite3.connect(bot.data_dir / STORE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for chat in range(8, 14):
                api.say(chat, "问题")
            time.sleep(9)
            other.execute("ROLLBACK")
        for chat in range(8, 14):
            api.wait_for(lambda chat=chat: api.messages(chat), 20)
        answered(api, 14)
        time.sleep(1)
        assert [len(api.messages(chat)) for chat in range(7, 15)] == [1] * 8


def test_what_a_full_disk_cannot_keep_is_not_acknowledged_and_answered_when_there_is_room(
    api, make_bot, port
):
    with make_bot(STUB_MOST_PAGES="1", STUB_AGAIN="1", YUANFA_HTTP_PORT=str(port)) as bot:
        for chat in range(7, 12):
            api.say(chat, "问" * 1000)
        api.wait_for(lambda: "getUpdates failed" in bot.log())
        api.wait_for(lambda: "store" in bad(port), 30)
        assert health(port)[0] == 503
        assert api.undelivered()
        (bot.data_dir / "room").touch()
        for chat in range(7, 12):
            api.wait_for(lambda chat=chat: api.messages(chat), 40)
        api.wait_for(lambda: not api.undelivered())
        api.wait_for(lambda: health(port)[0] == 200, 30)
        time.sleep(1.5)
        assert [len(api.messages(chat)) for chat in range(7, 12)] == [1] * 5


def test_a_token_revoked_while_running_ends_the_process_with_a_sentence(api, make_bot):
    with make_bot() as bot:
        answered(api, 7)
        api.revoked = True
        api.say(7, "问题")
        assert bot.process.wait(40) == 1
        assert one_sentence(bot).startswith("TELEGRAM_BOT_TOKEN was refused")


def test_endless_conflicts_turn_health_bad_and_operators_are_told_and_told_when_it_is_over(
    api, make_bot, port
):
    with make_bot(YUANFA_HTTP_PORT=str(port), YUANFA_ADMIN_IDS="99") as bot:
        answered(api, 7)
        assert health(port) == (200, health(port)[1])
        api.fault = lambda name, data: Fault("409") if name == "getUpdates" else None
        api.say(7, "问题")
        api.wait_for(lambda: "receiving" in bad(port), 40)
        assert health(port)[0] == health(port, "ready")[0] == 503
        assert "Conflict" in health(port)[1]["checks"]["receiving"]["text"]
        api.wait_for(lambda: any("receiving" in text and "⚠️" in text for text in api.texts(99)), 30)
        api.fault = lambda name, data: None
        api.wait_for(lambda: any("receiving" in text and "✅" in text for text in api.texts(99)), 40)
        assert sum("receiving" in text for text in api.texts(99)) == 2
        assert health(port)[0] == 200
        answered(api, 7)
        assert bot.stop() == 0


@pytest.mark.alone
def test_a_question_that_takes_too_long_costs_itself_alone_and_gets_one_sentence(api, make_bot):
    with make_bot(STUB_LIMIT="1") as bot:
        for chat in range(7, 10):
            api.say(chat, "想很久的问题")
        started = time.monotonic()
        answered(api, 11)
        assert time.monotonic() - started < 6
        for chat in range(7, 10):
            assert api.wait_for(lambda chat=chat: api.texts(chat)) == [
                "抱歉，这个问题想得太久，已经停下；请换个短些的说法再问。"
            ]
        started = time.monotonic()
        assert bot.stop() == 0
        assert time.monotonic() - started < 10


def test_a_task_that_keeps_ending_ends_the_process_with_a_sentence(api, make_bot):
    with make_bot(STUB_BREAK="post") as bot:
        assert bot.process.wait(90) == 1
        assert "post keeps ending (RuntimeError)" in one_sentence(bot)
        assert "Traceback" not in bot.log()


def test_a_task_that_ends_once_is_started_again(api, make_bot, port):
    with make_bot(STUB_BREAK_ONCE="receive", YUANFA_HTTP_PORT=str(port)) as bot:
        answered(api, 7)
        assert "task ended" in bot.log()
        api.wait_for(lambda: health(port)[0] == 200, 20)


def damaged(path: Path) -> None:
    path.write_bytes(b"no database at all" * 1000)


def folder(path: Path) -> None:
    path.mkdir()


def newer(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version=99")


def half(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE a (b)")
        db.executemany("INSERT INTO a VALUES (?)", [("x" * 500,) for _ in range(500)])
        db.commit()
    path.write_bytes(path.read_bytes()[:9000])


@pytest.mark.parametrize("spoil", [damaged, folder, newer, half])
def test_a_store_that_cannot_be_used_ends_the_start_with_one_sentence(api, make_bot, spoil):
    bot = make_bot()
    bot.data_dir.mkdir(parents=True)
    spoil(bot.data_dir / STORE)
    bot.launch()
    assert bot.process.wait(30) == 1
    assert STORE in one_sentence(bot)


def test_a_store_that_stays_locked_at_the_start_ends_it_with_one_sentence(api, make_bot):
    with make_bot():
        pass
    bot = make_bot()
    with contextlib.closing(sqlite3.connect(bot.data_dir / STORE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        bot.launch()
        assert bot.process.wait(60) == 1
    assert "held by another process" in one_sentence(bot)
    with make_bot():
        answered(api, 7)


def test_a_folder_that_cannot_be_made_ends_the_start_with_one_sentence(api, make_bot):
    bot = make_bot(YUANFA_DATA_DIR="/proc/nope")
    bot.launch()
    assert bot.process.wait(30) == 1
    assert "/proc/nope" in one_sentence(bot)


SECRET = "ZZTOPSECRET"


def words_on_disk(folder: Path) -> list[str]:
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and path.name != "log.jsonl" and SECRET.encode() in path.read_bytes()
    ]


def test_the_words_of_a_question_are_in_no_file_of_the_data_folder_after_the_answer(api, make_bot):
    bot = make_bot().start()
    for number in range(30):
        api.say(7 + number, f"{SECRET} 第{number}问")
    for number in range(30):
        api.wait_for(lambda number=number: api.messages(7 + number))
    api.wait_for(lambda: not words_on_disk(bot.data_dir), 5)
    api.say(-5, f"{SECRET} 群里闲聊", user_id=7)
    api.wait_for(lambda: not api.undelivered())
    api.wait_for(lambda: not words_on_disk(bot.data_dir), 5)
    bot.kill()
    assert not words_on_disk(bot.data_dir)
    with make_bot():
        assert not words_on_disk(bot.data_dir)
    assert not words_on_disk(bot.data_dir)


def test_the_words_of_a_question_killed_in_the_middle_are_gone_after_it_is_answered(api, make_bot):
    bot = make_bot(STUB_SECONDS="5").start()
    api.say(7, f"{SECRET} 问")
    api.wait_for(lambda: api.called("sendChatAction") and not api.undelivered())
    bot.kill()
    assert words_on_disk(bot.data_dir), "it must be kept until it is answered"
    with make_bot():
        api.wait_for(lambda: api.messages(7))
        api.wait_for(lambda: not words_on_disk(bot.data_dir), 5)


@pytest.mark.alone
def test_one_chat_behind_a_long_429_with_hundreds_of_lines_delays_nobody(api, make_bot):
    with make_bot():
        group = -1_000_000_000_005
        api.fault = lambda name, data: (
            Fault("429", 30) if name == "sendMessage" and data.get("chat_id") == group else None
        )
        api.say(group, "/ask 问题", user_id=7)
        api.wait_for(lambda: api.called("sendMessage"))
        for number in range(600):
            api.say(group, f"闲聊{number}", user_id=8)
        api.wait_for(lambda: not api.undelivered(), 30)
        started = time.monotonic()
        answered(api, 9)
        assert time.monotonic() - started < 3


def test_a_send_given_up_is_tried_again_without_a_restart(api, make_bot):
    with make_bot(STUB_GIVE_UP="1", STUB_AGAIN="1") as bot:
        api.fault = lambda name, data: Fault("502") if name == "sendMessage" else None
        api.say(7, "问题")
        api.wait_for(lambda: "kept for later" in bot.log(), 20)
        api.fault = lambda name, data: None
        api.wait_for(lambda: api.messages(7), 30)
        time.sleep(2)
        assert len(api.messages(7)) == 1


@pytest.mark.parametrize("kind", ["garbage", "garbage_after"])
def test_an_answer_that_is_no_json_leaves_the_message_in_doubt_and_it_comes_once(api, make_bot, kind):
    with make_bot():
        left = [1]
        api.fault = lambda name, data: (
            Fault(kind) if name == "sendMessage" and left and left.pop() else None
        )
        api.say(7, "问题")
        api.wait_for(lambda: api.messages(7), 40)
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
    bot = make_bot(STUB_TODAY="1", YUANFA_HTTP_PORT=str(port), YUANFA_ADMIN_IDS="99", STUB_SECONDS="0.2")
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
            api.wait_for(lambda chat=chat: api.messages(chat), 30)
        assert [len(api.messages(chat)) for chat in range(20, 40)] == [1] * 20
        text = version(10)
        assert "第2版" in text
        assert "法律变动" not in text
        assert health(port)[0] == 200


def test_a_webhook_keeps_what_it_takes_and_costs_nobody_what_it_cannot_read(api, make_bot, port):
    def post(body: bytes, secret: str = "s3cret", path: str = "/hook") -> int:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}", body,
            {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret},
        )  # fmt: skip
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code

    def update(number: int, **message) -> bytes:
        whole = {"message_id": number, "date": 1, "chat": {"id": 7, "type": "private"}, **message}
        return json.dumps({"update_id": number, "message": whole}).encode()

    person = {"from": {"id": 7, "is_bot": False, "first_name": "某"}}
    with make_bot(
        TELEGRAM_WEBHOOK_URL=f"http://127.0.0.1:{port}/hook", TELEGRAM_WEBHOOK_PORT=str(port),
        TELEGRAM_WEBHOOK_SECRET="s3cret",
    ) as bot:  # fmt: skip
        api.wait_for(lambda: post(b"{}", "wrong") == 403)
        assert post(update(1, **PINNED_OUT_OF_SIGHT)) == 200
        assert post(json.dumps({"update_id": 2, "message": {"nonsense": True}}).encode()) == 200
        assert post(b"no json") == 400
        assert post(b"[]") == 200
        assert post(b"{}", path="/other") == 404
        assert post(update(3, text="问题", **person)) == 200
        assert post(update(3, text="问题", **person)) == 200
        api.wait_for(lambda: api.messages(7))
        with contextlib.closing(sqlite3.connect(bot.data_dir / STORE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            asking = threading.Thread(target=lambda: post(update(4, text="又一个问题", **person)))
            asking.start()
            time.sleep(5)
            other.execute("ROLLBACK")
            asking.join()
        api.wait_for(lambda: len(api.messages(7)) == 2, 20)
        before = memory(bot.process.pid)
        with contextlib.suppress(OSError):
            post(b"x" * 60_000_000, "wrong")
        assert memory(bot.process.pid) - before < 20_000
        assert post(update(5, text="问题", **person)) == 200


def test_a_webhook_that_was_taken_away_is_set_again_and_one_set_elsewhere_turns_health_bad(api, make_bot):
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        hook, page = one.getsockname()[1], other.getsockname()[1]
    url = f"http://127.0.0.1:{hook}/hook"
    with make_bot(
        TELEGRAM_WEBHOOK_URL=url, TELEGRAM_WEBHOOK_PORT=str(hook), YUANFA_HTTP_PORT=str(page), STUB_HOOK="0.3",
    ):  # fmt: skip
        api.wait_for(lambda: health(page)[0] == 200)
        api.webhook = {}
        api.wait_for(lambda: api.webhook.get("url") == url)
        api.wait_for(lambda: health(page)[0] == 200)
        api.webhook = {"url": "https://elsewhere.example.org/hook"}
        api.wait_for(lambda: bad(page) == {"receiving"})
        assert "set elsewhere" in health(page)[1]["checks"]["receiving"]["text"]
        api.webhook = {
            "url": url,
            "last_error_date": int(time.time()) + 1,
            "last_error_message": "Bad Gateway",
        }
        api.wait_for(lambda: "Bad Gateway" in health(page)[1]["checks"]["receiving"]["text"])
        api.webhook = {"url": url}
        api.wait_for(lambda: health(page)[0] == 200)


def memory(pid: int) -> int:
    """Kilobytes that a process holds."""
    line = next(
        line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")
    )
    return int(line.split()[1])
