"""Days that a message states of a law as such: since when it applies, in its first version or today's."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer import Outcome
from bot.compose.law_days import day_meant, is_so, stated_day
from knowledge.library import Library
from knowledge.models import LawId

TODAY = date(2026, 11, 30)


def so(text: str, name: str, library: Library) -> bool | None:
    match = library.registry.match(name)
    assert match is not None
    law_id: LawId = match.law_ids[0]
    statute = library.statute(law_id, TODAY)
    assert statute is not None
    return is_so(text, statute, library.versions(law_id), TODAY)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("是2008年施行的", "劳动合同法", True),
        ("2008年1月1日开始施行", "劳动合同法", True),
        ("2013年7月1日施行", "劳动合同法", True),
        ("是1997年10月1日起施行的", "刑法", True),
        ("2004年5月1日起施行", "道路交通安全法", True),
        ("2021年11月1日起施行", "个人信息保护法", True),
        ("2022年1月1日才施行", "个人信息保护法", False),
        ("是2020年1月1日实施的", "民法典", False),
        ("新版2025年7月1日就施行了", "治安管理处罚法", False),
        ("1998年施行", "刑法", None),
        ("2020年通过", "民法典", True),
        ("2020年的案子", "民法典", None),
        ("2019年和2020年施行", "民法典", None),
    ],
)
def test_a_stated_day_is_one_of_the_days_known_or_surely_none(
    text: str, name: str, expected: bool | None, library: Library
) -> None:
    assert so(text, name, library) is expected


def test_days_are_read_as_far_as_they_are_said() -> None:
    may = stated_day("今年五月就施行了", TODAY)
    assert may is not None
    assert (may.year, may.month, may.day) == (2026, 5, None)
    assert may.is_(date(2026, 5, 1))
    assert not may.is_(date(2026, 6, 1))
    assert day_meant("2008年施行", [date(2013, 7, 1), date(2008, 1, 1)], TODAY) == date(2008, 1, 1)
    assert day_meant("2009年施行", [date(2008, 1, 1)], TODAY) is None


@pytest.mark.index
@pytest.mark.parametrize(
    ("question", "outcome", "says"),
    [
        ("国家公园法生效了没有", Outcome.ANSWERED, "2026-01-01起施行"),
        ("国防动员法现在施行的是哪一版", Outcome.ANSWERED, "2026年修订"),
        ("渔业法现在用的是哪年的版本", Outcome.ANSWERED, "2025年修订"),
        ("海洋环境保护法现在还是有效的吧", Outcome.CORRECTED, "废止"),
        ("土壤污染防治法还是现行法吗", Outcome.CORRECTED, "生态环境法典"),
        ("收养法没废止吧", Outcome.CORRECTED, "废止"),
        ("民法典没废止吧", Outcome.ANSWERED, "有效。"),
        ("劳动合同法是2008年施行的吧", Outcome.ANSWERED, "对。它自2008-01-01起施行"),
        ("劳动合同法最早什么时候施行的", Outcome.ANSWERED, "最早自2008-01-01起施行"),
        ("新商标法今年已经施行了吧", Outcome.CORRECTED, "2027-01-01"),
        ("危险化学品安全法是不是今年五月就施行了", Outcome.ANSWERED, "对。"),
    ],
)
def test_laws_as_such_are_answered_however_it_is_put(service, question, outcome, says):
    answer = service.ask(question)
    assert answer.outcome is outcome
    assert says in answer.conclusion
