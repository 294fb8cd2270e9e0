"""Logs: JSON lines without tokens, library arguments or exception messages."""

from __future__ import annotations

import io
import json
import logging

import pytest

from bot.logs import set_up_logs

TOKEN = "12:very-secret"


@pytest.fixture
def stream():
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    out = io.StringIO()
    set_up_logs("DEBUG", secrets=(TOKEN,), stream=out)
    yield out
    root.handlers[:] = before
    root.setLevel(level)


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_record_is_one_json_line_with_its_context(stream):
    logging.getLogger("bot.x").info("kept", extra={"update_id": 5})
    (line,) = lines(stream)
    assert (line["event"], line["update_id"], line["level"]) == ("kept", 5, "info")


def test_the_token_is_blotted_out_wherever_it_stands(stream):
    logging.getLogger("bot.x").warning("at %s", f"http://h/bot{TOKEN}/getMe", extra={"a": [TOKEN]})
    assert TOKEN not in stream.getvalue()
    assert "***" in stream.getvalue()


def test_an_exception_leaves_type_and_frames_and_not_its_message(stream):
    def question():
        raise ValueError("秘密问题")

    try:
        question()
    except ValueError:
        logging.getLogger("bot.x").exception("failed")
    (line,) = lines(stream)
    assert line["exception"] == "ValueError"
    assert line["stack"][-1].endswith("question")
    assert "秘密" not in stream.getvalue()


def test_arguments_of_library_records_are_dropped(stream):
    logging.getLogger("telegram.ext.Updater").critical("Received %r", {"text": "秘密问题"})
    logging.getLogger("httpx").info("HTTP Request: %s", "秘密")
    (line,) = lines(stream)
    assert line["event"] == "Received %r"
