"""What a test sees of a bot from outside: its health page, whether it answers, what it says when it ends."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

from tests.end_to_end.fake_bot_api import BOT_ID

STORE = f"telegram-{BOT_ID}.sqlite3"


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
