"""The fuzz: its inputs can be made again, its checks see what they look for, and a run of it finds nothing."""

from __future__ import annotations

import pytest

from benchmarks.fuzz import stages
from benchmarks.fuzz.__main__ import feed
from benchmarks.fuzz.inputs import text
from benchmarks.fuzz.stages import STAGES, Wrong, valid_html


def record():
    return {"done": 0, "faults": {}, "slow": [], "slowest": 0.0, "cpu": 0.0}


def test_an_input_follows_from_its_stage_and_number():
    assert [text("find", n) for n in range(50)] == [text("find", n) for n in range(50)]
    assert len({text("find", n) for n in range(200)}) > 150
    assert text("find", 3) != text("fold", 3)


@pytest.mark.parametrize("name", ["find", "fold", "render", "readers"])
def test_some_inputs_of_every_run_find_nothing(name):
    STAGES[name][0](0)  # what is loaded once is no input's time
    found = record()
    for number in range(1_000_000, 1_000_060):
        feed(name, number, found)
    assert not found["faults"]
    assert not found["slow"]


@pytest.mark.parametrize(
    "messages", [[], ["<b>a"], ["a < b"], [" "], ["\n"], ["x" * 4097], ["<i>&nbsp;</i>"], ["\ud800"]]
)
def test_what_telegram_refuses_is_seen(messages):
    with pytest.raises(Wrong):
        valid_html(messages)


def test_a_crash_is_kept_with_its_place_and_its_number(monkeypatch):
    def broken(number):
        raise IndexError("x")

    monkeypatch.setitem(stages.STAGES, "find", (broken, STAGES["find"][1]))
    found = record()
    feed("find", 7, found)
    feed("find", 8, found)
    ((kind, numbers),) = found["faults"].items()
    assert kind.startswith("IndexError at test_fuzz.py:")
    assert numbers == [7, 8]
