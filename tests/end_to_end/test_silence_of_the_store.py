"""A store that is held, full, damaged or killed silences nobody, and keeps no words that are answered."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from pathlib import Path

import pytest

from tests.end_to_end.fake_bot_api import FakeBotApi
from tests.end_to_end.watching import STORE, answered, bad, health, one_sentence


@pytest.fixture
def api():
    with FakeBotApi() as server:
        yield server


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
            api.wait_for(lambda chat=chat: api.messages(chat))
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
        api.wait_for(lambda: "store" in bad(port))
        assert health(port)[0] == 503
        assert api.undelivered()
        (bot.data_dir / "room").touch()
        for chat in range(7, 12):
            api.wait_for(lambda chat=chat: api.messages(chat))
        api.wait_for(lambda: not api.undelivered())
        api.wait_for(lambda: health(port)[0] == 200)
        time.sleep(1.5)
        assert [len(api.messages(chat)) for chat in range(7, 12)] == [1] * 5


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
    assert bot.process.wait(90) == 1
    assert STORE in one_sentence(bot)


def test_a_store_that_stays_locked_at_the_start_ends_it_with_one_sentence(api, make_bot):
    with make_bot():
        pass
    bot = make_bot(STUB_START_WAIT="2")
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
    assert bot.process.wait(90) == 1
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
