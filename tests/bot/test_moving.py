"""``yuanfa state move``: everything comes along, once, or nothing does."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.opening import connect
from bot.pseudonyms import secret_of
from bot.state import Kept
from bot.store import Store
from tests.bot.filling import GROUP, OTHER, PERSON, fill

pytest_plugins = ["tests.bot.states"]
TOKEN = "770077:secret-of-the-test"
WAITING = '{"text":"谁也不该读到的问题"}'


@pytest.fixture
def filled(tmp_path, server, monkeypatch):
    """A store as a bot leaves it, and the settings to move it."""
    import psycopg

    path = tmp_path / "telegram-770077.sqlite3"

    async def scenario():
        store = await Store.open(path, secret=secret_of(TOKEN))
        await fill(store)
        await store.updates.receive(1, WAITING, chat="chat 1")
        await store.close()

    asyncio.run(scenario())
    db = sqlite3.connect(path)
    db.execute("UPDATE beat SET at = at - 100")  # stopped a while ago
    db.commit()
    db.close()
    for name, value in (("TELEGRAM_BOT_TOKEN", TOKEN), ("YUANFA_DATA_DIR", str(tmp_path)),
                        ("YUANFA_STATE_URL", server.url)):  # fmt: skip
        monkeypatch.setenv(name, value)
    yield path
    with psycopg.connect(server.url) as db:
        db.execute("DROP SCHEMA IF EXISTS yuanfa_770077 CASCADE")


def move():
    return CliRunner().invoke(app, ["state", "move"])


def test_everything_comes_along_and_the_words_of_a_waiting_question_are_sealed(filled, server):
    import psycopg

    result = move()
    assert result.exit_code == 0, result.output
    assert "2 users" in result.output

    async def scenario():
        old = await Store.open(filled, secret=secret_of(TOKEN))
        new = await connect(server.url, "770077", secret_of(TOKEN))
        for person in (PERSON, OTHER):
            was, now = await old.privacy.held(person), await new.privacy.held(person)
            assert was.pop("lanes")
            assert not now.pop("lanes")
            assert was == now
        assert await new.admission.rules() == {OTHER: "block"}
        assert await new.chats.settings(GROUP) == {}
        assert await new.figures.days(9) == {"2026-11-29": {"answered": 2}}
        await new.replicas.enter()
        assert Kept(1, WAITING, False) in await new.updates.claim((), 10)
        await old.close()
        await new.close()

    asyncio.run(scenario())
    with psycopg.connect(server.url) as db:
        payloads = [row[0] for row in db.execute("SELECT payload FROM yuanfa_770077.updates")]
    assert len(payloads) == 3
    assert not [payload for payload in payloads if "谁也" in payload or "{" in payload]


def test_a_state_in_use_is_not_moved_over_and_a_running_bot_not_moved(filled, server):
    assert move().exit_code == 0
    again = move()
    assert again.exit_code == 1
    assert "expected an empty state" in again.output
    db = sqlite3.connect(filled)
    db.execute("UPDATE beat SET at = unixepoch()")
    db.commit()
    db.close()
    assert "stop it" in move().output


def test_a_wrong_address_is_one_sentence_without_the_password(filled, monkeypatch):
    monkeypatch.setattr("bot.postgres.START_WAIT_SECONDS", 0.0)
    monkeypatch.setenv("YUANFA_STATE_URL", "postgresql://yuanfa:hush-hush@127.0.0.1:1/nowhere")
    result = move()
    assert result.exit_code == 1
    assert "127.0.0.1:1/nowhere cannot be reached" in result.output
    assert "hush" not in result.output
    monkeypatch.setenv("YUANFA_STATE_URL", "mysql://yuanfa:hush-hush@127.0.0.1/x")
    result = move()
    assert "YUANFA_STATE_URL has a bad value" in result.output
    assert "hush" not in result.output
