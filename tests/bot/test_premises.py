"""What a question asserts, and the figures in it."""

import pytest

from bot.compose.premises import Quantity, asserts, quantities, unsupported


@pytest.mark.parametrize(
    "text",
    [
        "李某被判了十年对吗",
        "静安法院已经判了王某某五年?",
        "王某的官司输了对吧，法院说平台没责任",
        "网络安全法去年没改过吧，还是79条",
        "判缓刑就不用交罚金了吧",
        "听说开盒要判死刑",
        "裸照案的李某和颜值检测的李某是不是同一个人",
        "The case was a public interest lawsuit, right?",
    ],
)
def test_statements_that_want_to_be_confirmed(text):
    assert asserts(text)


@pytest.mark.parametrize(
    "text",
    [
        "李某判了几年?",
        "平台赔了多少钱",
        "李某上诉了吗",
        "开盒犯法吗?",
        "怎么办?",
        "什么是缓刑",
        "What happened on appeal?",
    ],
)
def test_open_questions_assert_nothing(text):
    assert not asserts(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("卖了3.9万余条", [Quantity(39_000, "record")]),
        ("39000条", [Quantity(39_000, "record")]),
        ("1.5亿余条，去重后8100万余条", [Quantity(1.5e8, "record"), Quantity(8.1e7, "record")]),
        ("1751张照片", [Quantity(1751, "picture")]),
        ("一年三个月", [Quantity(1, "year"), Quantity(3, "month")]),
        ("十年", [Quantity(10, "year")]),
        ("罚金一万元", [Quantity(10_000, "yuan")]),
        ("赔一万二千零一十二元", [Quantity(12_012, "yuan")]),
        ("十万五千元", [Quantity(105_000, "yuan")]),
        ("赔了三万一审就输了", [Quantity(30_000, "")]),
        ("2021年2月", [Quantity(2021, "calendar"), Quantity(2, "")]),
        ("一审驳回", []),
    ],
)
def test_figures_with_their_units(text, found):
    assert quantities(text) == found


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("李某判了十年", [Quantity(10, "year")]),
        ("李某判了三年", []),
        ("偷了1751条", [Quantity(1751, "record")]),
        ("偷了1751张", []),
        ("卖了39000条", []),
    ],
)
def test_a_figure_must_stand_in_the_source_in_its_unit(question, wrong):
    source = "窃取照片1751张，其中100余条；卖出3.9万余条；判有期徒刑三年，罚金一万元。"
    assert unsupported(question, source) == wrong
