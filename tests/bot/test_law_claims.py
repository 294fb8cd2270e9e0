"""What a message claims of the standing of a law is confirmed or set right; it is not looked up as a question of law."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer import Outcome
from bot.compose.as_of import day_of_the_facts
from bot.compose.law_claims import claimed
from bot.compose.laws import MOST_NAMED
from bot.compose.standing import Asked, clauses

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("behind", "gone", "draft"),
    [
        ("已经废止了,对吗", True, False),
        ("没有废止,对吧", False, False),
        ("不管用了吧", True, False),
        ("还管用吧", False, False),
        ("被医师法取代了,对吗", True, False),
        ("还只是征求意见稿吧", False, True),
        ("还没施行,对吧", False, True),
    ],
)
def test_a_claim_says_that_a_law_is_gone_or_holds_or_is_to_come(behind, gone, draft):
    claim = claimed(f"某法{behind}", behind)
    assert claim is not None
    assert (claim.gone, claim.draft) == (gone, draft)


@pytest.mark.parametrize(
    "behind", ["是不是废止了", "还有效吗", "废止了没有", "什么时候废止的,对吧", "规定几天内退货,对吧"]
)
def test_a_question_claims_nothing(behind):
    assert claimed(f"某法{behind}", behind) is None


@pytest.mark.parametrize(
    ("behind", "so"),
    [
        ("2022年3月1日起废止,对吧", True),
        ("2022年就废止了,对吧", True),
        ("2021年就废止了,对吧", False),
        ("被医师法取代了,对吧", True),
        ("被护士法取代了,对吧", None),
        ("没有废止,对吧", False),
    ],
)
def test_a_claim_on_a_law_that_is_gone_is_held_against_its_day_and_its_successor(behind, so):
    claim = claimed(f"执业医师法{behind}", behind)
    assert claim is not None
    message = "《执业医师法》2022年3月1日起废止，由医师法取代。"
    assert claim.of_gone_since(date(2022, 3, 1), message, TODAY) is so


def test_what_asks_whether_the_part_before_it_is_so_is_no_part_of_its_own():
    assert [(one.text, one.asks) for one in clauses("物权法早就废止了,对吧?")] == [
        ("物权法早就废止了,对吧", True)
    ]
    assert [one.text for one in clauses("物权法早就废止了,那我怎么办")] == ["物权法早就废止了", "那我怎么办"]


@pytest.mark.parametrize(
    "text", ["海商法2025年10月28日起就施行了", "合同法2021年1月1日废止的", "2025年10月开始施行的那部法"]
)
def test_the_day_of_a_law_is_no_day_of_the_facts(text):
    assert day_of_the_facts(text, TODAY) is None


def test_the_day_of_a_deed_is_one():
    assert day_of_the_facts("2019年3月起他就不还钱", TODAY) == date(2019, 3, 31)


@pytest.mark.index
@pytest.mark.parametrize(
    ("question", "outcome", "begins", "names"),
    [
        ("物权法早就废止了，对吧", Outcome.ANSWERED, "对。", "2021年1月1日"),
        ("侵权责任法2021年起就不能用了，是吧", Outcome.ANSWERED, "对。", "民法典"),
        ("侵权责任法2019年就废止了，是吧", Outcome.CORRECTED, "不对。", "2021年1月1日"),
        ("继承法还管用，对吧", Outcome.CORRECTED, "不对。", "2021年1月1日"),
        ("噪声污染防治法已经作废了，对不对", Outcome.ANSWERED, "对。", "2026年8月15日"),
        ("大气污染防治法现在仍然有效，对吧", Outcome.CORRECTED, "不对。", "2026年8月15日"),
        ("大气污染防治法2025年1月1日就废止了，对吧", Outcome.CORRECTED, "不对。", "2026年8月15日"),
        ("执业医师法被医师法取代了，没错吧", Outcome.ANSWERED, "对。", "2022年3月1日"),
        ("医师法一施行，执业医师法就废止了，对吧", Outcome.ANSWERED, "对。", "2022年3月1日"),
        ("婚姻法、收养法都废止了，对吧", Outcome.ANSWERED, "对。", "收养法"),
        ("婚姻法、收养法都废止了，对吧", Outcome.ANSWERED, "对。", "婚姻法"),
        ("学位法实施以后，学位条例就废止了，对吧", Outcome.ANSWERED, "对。", "学位条例"),
        ("关税法生效之后，进出口关税条例就作废了，对吧", Outcome.ANSWERED, "对。", "进出口关税条例"),
        ("劳动合同法已经废止了，对吧", Outcome.CORRECTED, "不对。", "劳动合同法"),
        ("学前教育法还只是草案，对吧", Outcome.CORRECTED, "不对。", "2025-06-01"),
        ("新海商法2026年1月1日起施行，对吧", Outcome.CORRECTED, "不对。", "2026-05-01"),
        ("渔业法修订后2026年1月1日就施行了，是吧", Outcome.CORRECTED, "不对。", "2026-05-01"),
        ("新修改的农业法已经施行了，对吧", Outcome.CORRECTED, "不对。", "2027-01-01"),
    ],
)  # fmt: skip
def test_claims_on_standing_are_confirmed_or_set_right(service, question, outcome, begins, names):
    answer = service.ask(question)
    assert (answer.outcome, answer.conclusion[: len(begins)]) == (outcome, begins)
    assert names in answer.conclusion
    assert not any("的事发生在" in notice for notice in answer.notices)


@pytest.mark.index
def test_of_another_day_the_law_of_that_day_is_told(service):
    answer = service.ask("环境保护法还有效吗", as_of=date(2026, 6, 1))
    assert answer.conclusion.startswith("有效。《环境保护法》")


@pytest.mark.index
@pytest.mark.parametrize(
    "question", ["物权法规定业主能停车吗", "合同约定的有效期过了，对吧", "营业执照被取消了，对吗"]
)
def test_what_is_not_about_a_law_as_such_is_not_taken_for_it(service, question):
    assert "废止" not in service.ask(question).conclusion[:12]


@pytest.mark.index
@pytest.mark.parametrize("name", ["退婚法", "宠物保护法", "老赖惩治法"])
def test_a_law_named_in_marks_that_there_is_not_is_said_not_to_be_known(service, name):
    answer = service.ask(f"《{name}》规定必须退还彩礼，对吧")
    assert answer.conclusion.startswith(f"没有查到《{name}》")


@pytest.mark.index
@pytest.mark.parametrize("name", ["民法典", "合同法", "消费者权益保护法"])
def test_a_law_named_in_marks_that_there_is_is_not(service, name):
    assert "没有查到" not in service.ask(f"《{name}》规定退货要七天，对吧").conclusion


def test_of_a_message_full_of_names_the_first_ones_are_read(service, monkeypatch):
    read = []
    of = Asked.of
    monkeypatch.setattr(Asked, "of", lambda mention, text: read.append(mention) or of(mention, text))
    service.ask("《民法典》" * 800)
    assert 0 < len(read) <= 2 * MOST_NAMED
