"""No text that anybody can write makes a regular expression of the project take its time."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

import pytest

from bot.compose.guards import Guards
from bot.compose.smalltalk import Trivial, trivial
from index.query import Query
from knowledge.importing.lines import without_comments
from knowledge.readers.signs import built_in_signs
from tests.bot.conftest import ROOT


def probe(*arguments: str) -> dict[str, Any]:
    # In a process of its own: a search that blows up holds the interpreter, and with it every other test.
    done = subprocess.run(
        [sys.executable, "-m", "tests.bot.pattern_probe", *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.slow
def test_every_pattern_is_linear_on_the_inputs_that_repetition_fears():
    report = probe()
    assert report["patterns"] > 150
    assert report["searches"] > 20_000
    assert report["over"] == []


def test_the_probe_finds_patterns_that_are_not():
    bad = (
        r"^(?:[哈6]+|[.。?]+|好的?)+[~!]*$",
        r"(?s)<!--.*?-->",
        r"<\s*/?\s*(?:script|img)",
        r"(?:吗)\s*[?？]?\s*$",
        r"(?:a|a)*b",
        r"(?:ab?)+(?:ab?)+c",
        r"-\s+(.*\S)\s*$",
    )
    assert {where for where, _, _, _ in probe(*bad)["over"]} == set(bad)


@pytest.mark.parametrize(
    "text",
    [
        "哈" * 40 + "笑死我了",
        "?" * 60 + "犯法吗",
        "。。。…" * 20 + "我被开盒了",
        "6" * 90 + "a",
        "！" * 4000 + "我被骗了",
    ],
    ids=range(5),
)
def test_laughter_before_a_question_takes_no_time_and_is_no_noise(text):
    trivial("哈")  # the signs are read from their file once
    started = time.process_time()
    assert trivial(text) is None
    assert time.process_time() - started < 0.1


@pytest.mark.parametrize(
    "text",
    [
        "哈哈哈哈",
        "hahaha",
        "hhhaha",
        "lol",
        "23333！！",
        "666",
        "。。。",
        "嗯嗯好的",
        "好的好",
        "ok~",
        "test",
        "xswl哈哈",
    ],
)
def test_laughter_alone_is_noise(text):
    assert trivial(text) is Trivial.NOISE


def test_the_signs_read_no_more_than_a_message_holds():
    guards = Guards(built_in_signs(), None)
    started = time.process_time()
    for text in ("代查" * 500_000, "我想" * 500_000, "有人" * 500_000):
        query = Query.unread(text)
        guards.harmful(query), guards.dangers(query)
    assert time.process_time() - started < 3


def test_comments_leave_an_imported_text_and_an_unclosed_one_stays():
    assert without_comments("甲<!-- 注 -->乙<!--->丙-->丁<!-- 未完") == "甲乙丁<!-- 未完"
    started = time.process_time()
    assert len(without_comments("<!--" * 250_000)) == 1_000_000
    assert time.process_time() - started < 1
