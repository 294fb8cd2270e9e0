"""The webhook: what it takes is kept, and one that is taken away is set again."""

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

import pytest

from tests.end_to_end.fake_bot_api import FakeBotApi
from tests.end_to_end.watching import PINNED_OUT_OF_SIGHT, STORE, bad, health


@pytest.fixture
def api():
    with FakeBotApi() as server:
        yield server


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
        poison = b'{"update_id": 9, "message": ' + b"[" * 100_000
        assert [post(poison), post(poison)] == [400, 200]
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
        api.wait_for(lambda: len(api.messages(7)) == 2)
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
