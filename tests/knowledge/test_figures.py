"""Figures read the same however they are written; what is no figure is none."""

from fractions import Fraction

import pytest

from knowledge.figures import Figure, figures_in, vague_ages


def figures(text: str) -> list[tuple[str, str]]:
    return [(str(figure.value), figure.unit) for figure, _ in figures_in(text)]


@pytest.mark.parametrize(
    ("ours", "the_laws"),
    [
        ("3到10年", "三年以上十年以下有期徒刑"),
        ("50%到100%", "百分之五十以上百分之一百以下"),
        ("3%到45%", "百分之三至百分之四十五"),
        ("5000到5万元", "五千元以上五万元以下"),
        ("3到5万元", "三万元以上五万元以下"),
        ("12012元", "一万二千零一十二元"),
        ("35000元到50000元", "三万五千元以上五万元以下"),
        ("105000元", "十万五千元"),
        ("500元、1000元", "五百元或者一千元"),
        ("15日", "十五天"),
        ("48小时", "四十八小时"),
        ("0.05%", "万分之五"),
        ("20个工作日", "二十个工作日"),
        ("27、25、23、21个月", "二十七个月、二十五个月、二十三个月、二十一个月"),
    ],
)
def test_our_way_and_the_laws_way_of_writing_give_the_same_figures(ours, the_laws):
    assert figures(ours) == figures(the_laws) != []


@pytest.mark.parametrize(
    "text",
    [
        "2026年1月1日起施行",
        "第二百三十二条第一款",
        "法释〔2017〕10号",
        "一次性付清",
        "次年三月一日",
        "小心二次诈骗",
    ],
)
def test_dates_article_numbers_and_turns_of_phrase_are_no_figures(text):
    assert figures(text) == []


def test_units_that_say_the_same_are_the_same():
    assert Figure(Fraction(12), "月") in Figure(Fraction(1), "年").same_as()
    assert Figure(Fraction(50), "%") in Figure(Fraction(1, 2), "倍").same_as()
    assert Figure(Fraction(2), "日") not in Figure(Fraction(2), "年").same_as()


@pytest.mark.parametrize("text", ["8岁以下的孩子", "8周岁以下", "14到16岁", "18岁"])
def test_an_age_that_leaves_the_birthday_open_is_named(text):
    assert list(vague_ages(text))


@pytest.mark.parametrize("text", ["不满8岁", "满8周岁", "8周岁以上不满18周岁", "未满十四周岁", "75周岁以上"])
def test_an_age_that_says_on_which_side_it_falls_is_clear(text):
    assert not list(vague_ages(text))
