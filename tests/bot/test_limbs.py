"""A figure is judged by the limb of the article that the message speaks of; where that cannot be told, by none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.compose.bounds import agrees, plain, spans
from bot.compose.claims import Bearing
from bot.compose.limbs import limbs
from bot.compose.verdicts import Judgement, figures_nowhere, judge
from knowledge.library import Library
from knowledge.references import resolve_reference

PAIRS = [
    line.split("|")
    for line in (Path(__file__).parent / "limb_pairs.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
FEWEST_JUDGED = 0.95
"""Share of the statements that get a verdict; none gets a wrong one."""

APPEAL = (
    "不服判决的上诉和抗诉的期限为十日，不服裁定的上诉和抗诉的期限为五日，从接到判决书、裁定书的第二日起算。"
)
MARRIAGE = "结婚年龄，男不得早于二十二周岁，女不得早于二十周岁。"
PROBATION = (
    "劳动合同期限三个月以上不满一年的，试用期不得超过一个月；劳动合同期限一年以上不满三年的，试用期不得超过二个月；"
    "三年以上固定期限和无固定期限的劳动合同，试用期不得超过六个月。"
)


def judged(statement: str, written: str, library: Library) -> Judgement | None:
    article = resolve_reference(written, library, date.today()).article
    return judge(statement, article.text, title=written)


@pytest.mark.parametrize(("written", "right", "wrong"), PAIRS)
def test_what_is_so_is_never_denied_and_what_is_not_never_confirmed(
    written: str, right: str, wrong: str, library: Library
) -> None:
    of_right, of_wrong = judged(right, written, library), judged(wrong, written, library)
    assert of_right is None or of_right.bearing is not Bearing.DENIES
    assert of_wrong is None or of_wrong.bearing is not Bearing.SAYS


def test_nearly_all_of_them_get_their_verdict(library: Library) -> None:
    found = [
        (one := judged(statement, written, library)) is not None and one.bearing is bearing
        for written, right, wrong in PAIRS
        for statement, bearing in ((right, Bearing.SAYS), (wrong, Bearing.DENIES))
    ]
    assert sum(found) >= FEWEST_JUDGED * len(found)


def test_every_quotation_of_a_limb_stands_in_its_article(library: Library) -> None:
    for written, _, _ in PAIRS:
        text = resolve_reference(written, library, date.today()).article.text
        for limb in limbs(text):
            assert limb.quote in text


@pytest.mark.parametrize("statement", ["上诉期10天", "上诉的期限是五日"])
def test_a_figure_of_a_limb_that_cannot_be_told_gets_no_verdict_and_all_limbs(statement: str) -> None:
    found = judge(statement, APPEAL)
    assert found is not None
    assert found.bearing is Bearing.SILENT
    assert {limb.span.written for limb in found.limbs} == {"十日", "五日"}


def test_several_figures_of_one_kind_are_judged_each_by_its_own_limb() -> None:
    assert judge("男的满22岁、女的满20岁才能结婚", MARRIAGE).bearing is Bearing.SAYS  # type: ignore[union-attr]
    assert judge("男的满20岁、女的满22岁才能结婚", MARRIAGE).bearing is Bearing.DENIES  # type: ignore[union-attr]


def test_a_figure_of_the_condition_chooses_the_limb() -> None:
    assert judge("两年的合同试用期两个月", PROBATION).bearing is Bearing.SAYS  # type: ignore[union-attr]
    assert judge("五年的合同试用期两个月", PROBATION).bearing is Bearing.SILENT  # type: ignore[union-attr]
    assert judge("两年的合同试用期六个月", PROBATION).bearing is Bearing.DENIES  # type: ignore[union-attr]


def test_what_says_more_than_the_figure_is_not_confirmed() -> None:
    text = "饮酒后驾驶机动车的，处暂扣六个月机动车驾驶证，并处一千元以上二千元以下罚款。"
    assert judge("酒驾暂扣六个月驾照", text).bearing is Bearing.SAYS  # type: ignore[union-attr]
    assert judge("酒驾只暂扣六个月驾照", text).bearing is Bearing.SILENT  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("stated", "law"),
    [
        ("1.5倍", "百分之一百五十"),
        ("双倍", "百分之二百"),
        ("八成", "百分之八十"),
        ("三天内", "七十二小时内"),
        ("不超过半年", "不得超过六个月"),
        ("三到七年", "三年以上七年以下"),
        ("1000-2000元", "一千元以上二千元以下"),
        ("0.5亿元以下", "五千万元以下"),
    ],
)
def test_equivalent_figures_are_one(stated: str, law: str) -> None:
    (one,), (other,) = spans(plain(stated)), spans(plain(law))
    assert agrees(one, other) is True


@pytest.mark.parametrize(
    ("stated", "law"),
    [
        ("三年以下", "三年以上十年以下"),
        ("十年以上", "三年以上十年以下"),
        ("三年以上", "三年以下"),
        ("五年以上十年以下", "三年以上十年以下"),
        ("十五日内", "十日内"),
        ("三年", "五年内不得"),
    ],
)
def test_other_bounds_are_others(stated: str, law: str) -> None:
    (one,), (other,) = spans(plain(stated)), spans(plain(law))
    assert agrees(one, other) is False


def test_a_term_within_a_range_is_neither_right_nor_wrong() -> None:
    (one,), (other,) = spans("判五年"), spans("处三年以上十年以下有期徒刑")
    assert agrees(one, other) is None


def test_days_of_the_calendar_and_numbers_of_articles_are_no_figures() -> None:
    assert spans("2024年5月1日第二日第六项") == []


def test_a_figure_of_a_kind_that_an_article_has_none_of_is_named() -> None:
    assert figures_nowhere("罚四千元对吗", MARRIAGE) == "四千元"
    assert figures_nowhere("满25岁对吗", MARRIAGE) is None
    assert figures_nowhere("三十天对吗", "期限不得超过一个月。") is None


CARDS = (
    "十六周岁以上公民的居民身份证的有效期为十年、二十年、长期。十六周岁至二十五周岁的，发给有效期十年的居民身份证；"
    "二十六周岁至四十五周岁的，发给有效期二十年的居民身份证；四十六周岁以上的，发给长期有效的居民身份证。"
)


@pytest.mark.parametrize(
    ("message", "bearing"),
    [
        ("十六岁到二十五岁的身份证有效期十年，对吧", Bearing.SAYS),
        ("十六岁到二十五岁的身份证有效期二十年，对吧", Bearing.DENIES),
        ("二十六岁到四十五岁的身份证有效期二十年，对吧", Bearing.SAYS),
        ("二十六岁到四十五岁的身份证有效期十年，对吧", Bearing.DENIES),
    ],
)
def test_a_part_with_a_condition_of_its_own_is_not_under_that_of_the_part_before(message, bearing):
    found = judge(message, CARDS)
    assert found is not None
    assert found.bearing is bearing


EXTENDED = "公安机关应当在三日以内作出决定。\n在特殊情况下，作出决定的时间可以延长一日至四日。"
SHORT_TERM = "拘役的期限，为一个月以上六个月以下。"
SEVERAL_CRIMES = "一人犯数罪的，管制最高不能超过三年，拘役最高不能超过一年。"


def test_the_most_is_not_what_may_be_made_longer() -> None:
    assert judge("公安机关作出决定最长三天,对吧", EXTENDED).bearing is Bearing.SILENT
    assert judge("公安机关要在三天内作出决定,对吧", EXTENDED).bearing is Bearing.SAYS


def test_the_most_of_another_limb_denies_no_figure_that_the_same_words_have() -> None:
    assert judge("拘役最长一年,对吧", SEVERAL_CRIMES).bearing is not Bearing.DENIES
    assert judge("拘役最长两年,对吧", SEVERAL_CRIMES).bearing is Bearing.DENIES


def test_of_one_crime_the_rule_for_several_says_nothing() -> None:
    assert judge("一个罪的拘役最长一年,对吧", SEVERAL_CRIMES) is None
    assert judge("一个罪的拘役最长一年,对吧", SHORT_TERM).bearing is Bearing.DENIES


def test_whoever_is_grown_up_is_eighteen_where_the_article_tells_ages() -> None:
    passport = "普通护照的有效期为：护照持有人未满十六周岁的五年，十六周岁以上的十年。"
    assert judge("成年人的普通护照有效期五年,对吧", passport).bearing is Bearing.DENIES
    assert judge("未成年人的普通护照有效期五年,对吧", passport).bearing is not Bearing.DENIES


DETAINED_BEFORE = "拘役的刑期，从判决执行之日起计算；判决执行以前先行羁押的，羁押一日折抵刑期一日。"
DISMISSED = (
    "有下列情形之一的，用人单位提前三十日以书面形式通知劳动者本人或者额外支付劳动者一个月工资后，可以解除劳动合同：\n"
    "（一）劳动者患病，在规定的医疗期满后不能从事原工作的；\n（二）劳动者不能胜任工作的。"
)


def test_a_figure_of_other_words_of_the_paragraph_or_of_its_list_denies_nothing() -> None:
    assert judge("拘役的刑期从一个月到六个月,对吧", DETAINED_BEFORE).bearing is Bearing.SILENT
    assert judge("医疗期最短四个月,对吗", DISMISSED).bearing is Bearing.SILENT
    assert judge("解除劳动合同要提前十日通知本人,对吗", DISMISSED).bearing is Bearing.DENIES
