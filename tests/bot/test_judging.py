"""Figures of a message are judged by the article that has its words, shown or not; never where two articles gainsay each other."""

from __future__ import annotations

import pytest

from bot.answer import Outcome
from bot.service import Yuanfa


@pytest.mark.parametrize(
    ("message", "outcome", "citation"),
    [
        # Not among the articles that would be shown.
        ("两次献血中间隔四个月就可以，对吗", Outcome.CORRECTED, "《献血法》第九条"),
        ("献血一次最多能抽六百毫升，对吧", Outcome.CORRECTED, "《献血法》第九条"),
        ("有限责任公司股东最多七十人，对吗", Outcome.CORRECTED, "《公司法》第四十二条"),
        ("单个罪判拘役，最长能判十个月，对吧", Outcome.CORRECTED, "《刑法》第四十二条"),
        # Whose age is told by 成年人.
        ("成年人的普通护照有效期是八年，对吧", Outcome.CORRECTED, "《护照法》第七条"),
        # Ages without 岁.
        ("结婚年龄男的21女的19，对吧", Outcome.CORRECTED, "《民法典》第一千零四十七条"),
    ],
)
def test_the_article_with_the_words_of_a_message_decides(
    service: Yuanfa, message: str, outcome: Outcome, citation: str
) -> None:
    answer = service.ask(message)
    assert answer.outcome is outcome
    assert answer.conclusion.startswith("不对。")
    assert answer.excerpts[0].citation.startswith(citation)


@pytest.mark.parametrize(
    "message",
    [
        "一般传唤不能超过十二小时，对吗",  # the police have eight hours, the investigators of a crime twelve
        "刑事拘留最长三天，对吧",  # and may be made longer
        "拘役最长一年，对吧",  # of several crimes
        "成年人满一年才能献血，对吧",
    ],
)
def test_neither_word_where_articles_tell_different_things(service: Yuanfa, message: str) -> None:
    conclusion = service.ask(message).conclusion
    assert not conclusion.startswith(("对。", "不对。"))
