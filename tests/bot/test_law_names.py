"""Names of laws told apart, abolished institutions, and laws that are gone in a message with more than that."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer import Outcome
from bot.service import Yuanfa


@pytest.mark.parametrize(
    ("message", "head"),
    [
        ("消法就是消费者权益保护法吧", "对。“消法”说的就是《消费者权益保护法》。"),
        ("反电诈法就是反电信网络诈骗法吧", "对。“反电诈法”说的就是《反电信网络诈骗法》。"),
        ("道交法是道路交通安全法的简称吗", "“道交法”说的就是《道路交通安全法》。"),
        ("劳动法就是劳动合同法，对吧", "不对。《劳动法》和《劳动合同法》是两部法律。"),
        ("民法典就是民事诉讼法，对吧", "不对。《民法典》和《民事诉讼法》是两部法律。"),
        ("工会法和劳动法是两部法，对吧", "对。《工会法》和《劳动法》是两部法律。"),
        ("《网络安全法》和《数据安全法》是同一部法律吧", "不对。《网络安全法》和《数据安全法》是两部法律。"),
        ("公司法和合伙企业法不是一部法，对吧", "对。《公司法》和《合伙企业法》是两部法律。"),
        ("消法和消费者权益保护法是两部法，对吧", "不对。“消法”说的就是《消费者权益保护法》。"),
        ("家庭教育促进法是真有这部法吗", "有效。《家庭教育促进法》"),
        ("监狱法现在是哪年的版本", "《监狱法》2026年修订"),
        ("劳动教养制度现在还在用吧", "不对。劳动教养制度2013年12月28日"),
        ("投机倒把罪现在还有吗", "投机倒把罪1997年10月1日起"),
        ("嫖宿幼女罪判几年", "嫖宿幼女罪2015年11月1日起由刑法修正案（九）取消"),
        ("刑法里流氓罪最高判多少年", "流氓罪1997年10月1日起"),
        ("反革命罪现在怎么判", "反革命罪1997年10月1日起随修订后的刑法取消"),
        ("物权法现在和民法典一起用，都有效，对吧", "不对。《物权法》2021年1月1日起废止"),
        ("继承法废止了，遗产现在按民法典来分，对吧", "《继承法》2021年1月1日起废止"),
        (
            "失业保险法存在吗",
            "没有查到《失业保险法》：收录的国家法律中没有这个名称，请核对名称。是不是想查《失业保险条例》？",
        ),
    ],
)
def test_names_of_laws_are_told_apart(service: Yuanfa, message: str, head: str) -> None:
    assert service.ask(message).conclusion.startswith(head)


def test_what_a_second_clause_says_is_not_called_right_with_the_first(service: Yuanfa) -> None:
    answer = service.ask("继承法废止了，遗产由国家收走，对吧")
    assert answer.outcome is not Outcome.CORRECTED
    assert "对。" not in answer.conclusion


def test_a_name_that_does_not_exist_leads_to_the_text_of_the_same_subject(service: Yuanfa) -> None:
    said = [one.message for one in service.cite("《失业保险法》第十四条和《工会条例》第三条")]
    assert "《失业保险条例》" in said[0]
    assert "《工会法》" in said[1]


@pytest.mark.parametrize(
    ("message", "day", "head"),
    [
        ("婚姻法现在还有效吗", date(2020, 12, 31), "2020-12-31时《婚姻法》还有效"),
        ("婚姻法现在还有效吗", date(2021, 1, 1), "《婚姻法》2021年1月1日起废止"),
        ("劳动教养还在用吗", date(2013, 12, 27), "2013-12-27时《劳动教养制度》还有效"),
        ("环境保护法还有效吗", date(2026, 8, 14), "有效。《环境保护法》"),
        ("环境保护法还有效吗", date(2026, 8, 15), "《环境保护法》2026年8月15日"),
    ],
)
def test_what_held_on_another_day_is_said_to_have_held(
    service: Yuanfa, message: str, day: date, head: str
) -> None:
    assert service.ask(message, as_of=day).conclusion.startswith(head)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("侵权编解释一第10条", "侵权责任编的解释（一）"),
        ("劳动争议解释一32条", "劳动争议案件适用法律问题的解释（一）"),
        ("环保法典第518条", "生态环境法典"),
    ],
)
def test_numbers_without_brackets_are_those_of_an_interpretation(
    service: Yuanfa, written: str, title: str
) -> None:
    (found,) = service.cite(written)
    assert found.title.endswith(title)


def test_a_name_of_three_characters_is_no_slip_for_another(service: Yuanfa) -> None:
    assert "信托法" not in service.cite("《信访法》第二条")[0].message
