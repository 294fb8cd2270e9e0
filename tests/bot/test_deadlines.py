"""What a message says of the time gone by, against the term of the conclusion."""

from __future__ import annotations

import pytest

from bot.compose.deadlines import passed
from index.query import fold

APPEAL = "能上诉：一审判决15日内、裁定10日内，把上诉状交原一审法院；二审判决是终审，只能在6个月内申请再审。"
REVIEW = "交警10日内出认定书；不服的自送达起3日内书面申请复核，只能一次。"
FINE = "可以复议或起诉：知道处罚起60日内申请复议，6个月内起诉。"


@pytest.mark.parametrize(
    ("text", "conclusion", "told"),
    [
        ("判决书是28号签收的，想上诉，今天已经是第16天了", APPEAL, ("第16天", "15日内")),
        ("认定书收到五天前，还能申请复核吗", REVIEW, ("五天前", "3日内")),
        ("处罚决定书都快五个月了，当时不知道能复议", FINE, ("快五个月", "60日内")),
        ("罚款是半年前的，还能复议吗", FINE, ("半年前", "60日内")),
    ],
)
def test_a_term_that_is_shorter_than_the_time_gone_by_is_told(
    text: str, conclusion: str, told: tuple[str, str]
) -> None:
    assert passed(fold(text), conclusion) == told


@pytest.mark.parametrize(
    ("text", "conclusion"),
    [
        ("判决书收到第15天，想上诉", APPEAL),  # the last day is in time
        ("判决书收到三天了，想上诉", APPEAL),
        ("裁定和判决第12天，想上诉", APPEAL),  # in time for one of two
        ("判了已经两个月了，能申请再审吗", APPEAL),
        ("处罚决定书都快五个月了，还能起诉吗", FINE),  # in time for what is asked
        ("交警过了20天才出认定书", REVIEW),  # nothing that whoever asks wants to do
        ("工资拖了半年了，想申请复议", "公司应当在30日内支付，劳动监察60日内答复。"),
        ("每月上3天班，想上诉", "能上诉。"),
    ],
)
def test_what_is_in_time_or_of_something_else_is_not(text: str, conclusion: str) -> None:
    assert passed(fold(text), conclusion) is None


def test_a_term_of_somebody_else_is_none() -> None:
    assert passed(fold("复议交上去已经三个月了"), "复议机关60日内作出复议决定。") is None
