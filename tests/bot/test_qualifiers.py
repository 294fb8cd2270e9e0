"""A figure may be right and what is said of it wrong."""

from __future__ import annotations

import pytest

from bot.compose.qualifiers import goes_further
from bot.service import Yuanfa


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("竞业限制至少要两年", "竞业限制不得超过二年"),
        ("定金超过百分之二十整个条款无效", "超过的部分不产生定金的效力"),
        ("商家没有欺诈也要赔三倍", "有欺诈行为的，赔偿价款的三倍"),
        ("两年内被发现的不再处罚", "在二年内未被发现的，不再给予行政处罚"),
        ("时效三年，从签合同那天开始算", "从知道或者应当知道权利受损之日起算三年"),
        ("起诉离婚也得先等三十天", "协议离婚的冷静期是三十日"),
    ],
)
def test_words_that_the_law_does_not_have_go_further_than_the_figure(message, told):
    assert goes_further(message, told)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("竞业限制最长两年", "竞业限制不得超过二年"),
        ("两年内没被发现的不再处罚", "在二年内未被发现的，不再给予行政处罚"),
        ("试用期不得超过六个月", "最长六个月"),
        ("竞业限制是两年", "竞业限制不得超过二年"),
    ],
)
def test_words_that_the_law_has_too_do_not(message, told):
    assert not goes_further(message, told)


@pytest.mark.index
@pytest.mark.parametrize(
    "statement",
    [
        "竞业限制至少要两年，对吗", "所有劳动合同试用期都是六个月，对吗", "诉讼时效三年，从签合同那天开始算，对吗",
        "民法典1082条，分娩后一年内女方也不能提离婚，对吗", "刑事诉讼法79条，取保候审最短十二个月，对吗",
        "消法55条，商家没有欺诈也要赔三倍，对吗", "离婚冷静期三十天，从领到离婚证那天起算，对吗",
    ],
)  # fmt: skip
def test_what_goes_further_is_told_the_rule_and_not_called_right(service: Yuanfa, statement):
    answer = service.ask(statement)
    assert not answer.conclusion.startswith("对")
    assert answer.excerpts


@pytest.mark.index
@pytest.mark.parametrize("statement", ["竞业限制最长两年，对吗", "诉讼时效是三年，对吗"])
def test_what_does_not_is(service: Yuanfa, statement):
    assert service.ask(statement).conclusion.startswith("对")
