"""What is remembered of questions: the same words once, other words again, and no words kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.answer import Answer
from index.recent import Recent
from tests.bot.factories import make_answer


class Maker:
    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> Answer:
        self.made += 1
        return make_answer(conclusion=f"答案{self.made}")


def test_the_same_question_is_answered_once_and_others_anew() -> None:
    recent: Recent[Answer] = Recent(2_000)
    make = Maker()
    first = recent.get(("开盒犯法吗", "开盒犯法吗", "zh"), make)
    assert recent.get(("开盒犯法吗", "开盒犯法吗", "zh"), make) is first
    for other in (
        ("开盒犯法吗", "开盒犯法吗", "en"),
        ("开盒犯法吗", "判几年", "zh"),
        ("开盒犯法", "吗开盒犯法吗", "zh"),
    ):
        assert recent.get(other, make) is not first
    assert make.made == 4


def test_the_oldest_goes_first_and_what_is_asked_again_stays() -> None:
    recent: Recent[Answer] = Recent(2)
    make = Maker()
    for question in ("一", "二", "一", "三", "一"):
        recent.get((question,), make)
    assert make.made == 3
    recent.get(("二",), make)
    assert make.made == 4


def test_no_question_is_kept_in_words() -> None:
    recent: Recent[Answer] = Recent(2_000)
    recent.get(("我的手机号是13800000000怎么办",), Maker())
    assert "13800000000" not in repr(vars(recent))


def test_a_failure_is_not_remembered() -> None:
    recent: Recent[Answer] = Recent(2_000)
    make = Maker()

    def fail() -> Answer:
        raise OSError("the index is gone")

    with pytest.raises(OSError, match="gone"):
        recent.get(("问",), fail)
    assert recent.get(("问",), make).conclusion == "答案1"


def test_several_threads_may_ask_at_once() -> None:
    recent: Recent[Answer] = Recent(8)
    make = Maker()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: recent.get((str(n % 12),), make), range(600)))
    assert len(answers) == 600
    assert make.made >= 12
