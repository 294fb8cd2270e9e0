"""Gold questions are judged as their file says, and a broken line is named."""

import json
from dataclasses import replace

import pytest

from bot.answer import Outcome
from bot.evaluate import evaluate_file, judge
from knowledge.errors import SourceFormatError
from tests.bot.factories import StubService, make_answer, make_excerpt

CIVIL = "中华人民共和国民法典"
GOLD = {"law": CIVIL, "article": "第一千一百九十五条"}
OTHER = {"law": CIVIL, "article": "第一千一百九十七条"}


def test_one_of_the_gold_articles_is_enough_unless_all_are_required():
    answer = make_answer()
    assert judge(answer, {"gold": [GOLD, OTHER], "require": "any"}) == ((), True)
    faults, first = judge(answer, {"gold": [OTHER, GOLD], "require": "all"})
    assert first
    assert faults == ("gold not shown: 中华人民共和国民法典第一千一百九十七条",)


def test_the_first_excerpt_is_judged_apart():
    answer = make_answer(excerpts=(make_excerpt("st-civil-code-1194"), make_excerpt()))
    assert judge(answer, {"gold": [GOLD]}) == ((), False)


def test_words_that_must_be_there_may_have_alternatives_and_other_punctuation():
    answer = make_answer(conclusion="罚金１万元。")
    assert judge(answer, {"gold": [GOLD], "must_contain": ["1万元|一万元", "通知网络服务提供者"]})[0] == ()
    assert judge(answer, {"gold": [GOLD], "must_contain": ["缓刑"]})[0] == ("does not contain 缓刑",)


@pytest.mark.parametrize(
    ("outcome", "expect", "good"),
    [
        (Outcome.ANSWERED, "answer", True),
        (Outcome.NO_SOURCE, "answer", False),
        (Outcome.NO_SOURCE, "abstain", True),
        (Outcome.REFUSED, "refuse", True),
        (Outcome.ANSWERED, "refuse", False),
    ],
)
def test_the_outcome_must_be_the_one_expected(outcome, expect, good):
    answer = replace(make_answer(outcome=outcome), excerpts=())
    assert (not judge(answer, {"expect": expect})[0]) is good


def test_an_excerpt_where_nothing_should_be_cited_is_a_fault():
    faults, _ = judge(make_answer(outcome=Outcome.NO_SOURCE), {"expect": "abstain"})
    assert faults == ("cites 《民法典》第一千一百九十五条",)


def test_a_file_gives_a_table_by_kind(tmp_path):
    path = tmp_path / "gold.jsonl"
    lines = [
        {"id": "a", "kind": "x", "question": "平台不删怎么办", "gold": [GOLD], "expect": "answer"},
        {"id": "b", "kind": "y", "question": "平台不删怎么办", "gold": [OTHER], "expect": "answer"},
    ]
    path.write_text("\n\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    report = evaluate_file(path, StubService())
    kinds = report.as_json()["kinds"]
    assert (kinds["x"]["good"], kinds["y"]["good"], kinds["all"]["good"]) == (1.0, 0.0, 0.5)
    assert list(report.as_json()["failed"]) == ["b"]
    assert "b: answered" in report.table(failures=True)
    assert "b: answered" not in report.table()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("{", "line 2"),
        ("[]", "line 2"),
        ('{"id": "a"}', "line 2"),
        ('{"question": "q", "expect": "joy"}', "joy"),
    ],
)
def test_a_line_that_is_no_gold_question_is_named(tmp_path, line, found):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"question": "q"}\n' + line, encoding="utf-8")
    with pytest.raises(SourceFormatError, match=found) as caught:
        evaluate_file(path, StubService())
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SourceFormatError, match="name a file"):
        evaluate_file(tmp_path / "none.jsonl", StubService())
