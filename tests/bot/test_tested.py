"""对 is said of a statement all of whose parts were tested, and of no other."""

from __future__ import annotations

import pytest

from bot.answer import Outcome
from bot.compose.claims import Bearing, bearing
from bot.compose.tested import all_tested, has_range
from bot.compose.verdicts import judge
from bot.service import Yuanfa

RETURN = "网购的商品收到之日起七日内可以无理由退货，退货的运费由消费者承担。"
LEAVE = "工作满一年不满十年的，年休假五天；满十年不满二十年的，年休假十天；满二十年的，年休假十五天。"


@pytest.mark.parametrize(
    ("message", "told", "tested"),
    [
        ("网购七天内无理由退货，对吗", RETURN, True),
        ("网购七天内无理由退货，运费由消费者承担，对吗", RETURN, True),
        ("网购七天内无理由退货，运费由网店承担，对吗", RETURN, False),
        ("网购七天内无理由退货，三天内退款，对吗", RETURN, False),
        ("借款没写明利息，按四倍收，对吗", "约定的利率不得超过四倍。", False),
        ("借款没写明利息，按四倍收，对吗", "没有约定利息的借款不得按四倍收利息。", True),
        ("借款的利率按四倍收，对吗", "约定的利率不得超过四倍，借款按此收。", True),
    ],
)
def test_every_figure_omission_and_clause_must_stand_in_the_words(message: str, told: str, tested: bool):
    assert all_tested(message, told) is tested


def test_a_range_has_two_bounds():
    assert has_range("满十年不满二十年")
    assert not has_range("满十年")
    assert not has_range("不满二十年")


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("工作满十年不满二十年，年休假十天", Bearing.SAYS),
        ("工作满十年不满二十年，年休假十五天", Bearing.DENIES),
        ("工作满十二年不满十五年，年休假十天", Bearing.SAYS),
        ("工作满一年不满二十年，年休假五天", Bearing.SILENT),
        ("工作满五年不满十五年，年休假十天", Bearing.SILENT),
        ("工作了十四年，年休假十天", Bearing.SAYS),
        ("工作了十四年，年休假五天", Bearing.DENIES),
    ],
)
def test_a_range_is_judged_by_the_limb_that_holds_all_of_it(message: str, found: Bearing):
    judgement = judge(message, LEAVE)
    assert judgement is not None
    assert judgement.bearing is found


def test_a_bound_that_a_word_tells_denies_nothing():
    text = "八周岁以上的未成年人为限制民事行为能力人。"
    right = judge("八周岁以上不满十八周岁的未成年人为限制民事行为能力人", text)
    wrong = judge("七周岁以上不满十八周岁的未成年人为限制民事行为能力人", text)
    assert right is not None
    assert right.bearing is not Bearing.DENIES
    assert wrong is not None
    assert wrong.bearing is Bearing.DENIES


def test_an_item_of_conditions_denies_nothing_of_a_message_with_figures_of_its_own():
    item = "符合下列条件的，可以领取失业保险金：\n（一）已经缴纳失业保险费满一年的；"
    assert judge("缴纳失业保险费满十年，失业保险金最多领二十四个月", item) is None


def test_the_name_of_a_rate_is_no_figure():
    assert bearing("没约定利息按一年期LPR算", ["逾期起按当时一年期LPR算"]) is Bearing.SILENT
    assert bearing("逾期利息从一年起算", ["逾期利息从一年起算"]) is Bearing.SAYS


TRUE = (
    "工龄满一年不满十年，年休假五天，对吗",
    "失业保险累计缴费七年，最长能领十八个月失业金，对吗",
    "六个月以上不满一年的，经济补偿按一年计算，对吧",
    "年满八周岁以上不满十八周岁的，是限制民事行为能力人，对吧",
    "单位没去申请工伤认定，职工本人一年内自己申请，对吧",
    "试用期三天前告诉公司就能离职，对吧",
    "劳动合同一年以上不满三年，试用期最多两个月，对吗",
    "酒后开公交车，要拘留十五天罚五千，对吧",
)
FALSE = (
    "工龄满一年不满十年，年休假十天，对吗",
    "失业保险累计缴费七年，最长能领二十四个月失业金，对吗",
    "六个月以上不满一年的，经济补偿按两年计算，对吧",
    "七周岁以上不满十八周岁的，是限制民事行为能力人，对吧",
    "劳动合同一年以上不满三年，试用期最多六个月，对吗",
    "酒后开公交车，要拘留五天罚五百，对吧",
    "借条没约定利息，可以要LPR四倍的利息，对吧",
    "网购无理由退货七天，退货邮费由网店出，对吧",
    "食品过期赔十倍，不够一千的按三百赔，对吧",
    "商家欺诈赔三倍，不够五百的按一千赔，对吧",
    "单位要在一年内申请工伤认定，职工自己要在三十天内，对吧",
)


@pytest.mark.parametrize("question", TRUE)
def test_what_is_so_is_never_denied(service: Yuanfa, question: str):
    answer = service.ask(question)
    assert answer.outcome is not Outcome.CORRECTED
    assert not answer.conclusion.startswith("不对")


@pytest.mark.parametrize("question", FALSE)
def test_what_is_not_so_is_never_confirmed(service: Yuanfa, question: str):
    assert not service.ask(question).conclusion.startswith("对。")


def test_most_of_them_get_their_verdict(service: Yuanfa):
    right = [service.ask(one).conclusion.startswith("对。") for one in TRUE]
    wrong = [service.ask(one).conclusion.startswith("不对") for one in FALSE]
    assert sum(right) >= len(TRUE) / 2
    assert sum(wrong) >= len(FALSE) / 3
