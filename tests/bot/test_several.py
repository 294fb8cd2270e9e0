"""Several statements in one message: each has its own verdict, or none."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer import Answer, Language, Outcome
from bot.compose.several import SeveralStatements
from knowledge.library import Library


def never(statement: str, as_of: date | None) -> Answer:
    raise AssertionError(statement)


@pytest.mark.parametrize(
    ("message", "statements"),
    [
        (
            "三个问题：①试用期最长六个月对吗 ②违法辞退赔两倍对吗 ③仲裁时效六十天对吗",
            ["试用期最长六个月", "违法辞退赔两倍", "仲裁时效六十天"],
        ),
        ("1、试用期最长一年 2、辞职提前三十天。哪句不对？", ["试用期最长一年", "辞职提前三十天"]),
        ("听说诉讼时效三年，租期最长二十年，都对吗", ["诉讼时效三年", "租期最长二十年"]),
        ("酒驾扣6个月驾照，醉驾10年不能考，这两个说法对不对", ["酒驾扣6个月驾照", "醉驾10年不能考"]),
        ("劳动合同法37条三十天、87条三倍，都对吗", ["劳动合同法37条三十天", "《劳动合同法》第87条三倍"]),
        ("盗窃264条，抢劫265条。有错吗", ["《刑法》第264条是盗窃罪", "《刑法》第265条是抢劫罪"]),
        ("男的22岁、女的20岁才能结婚，对吗", []),
        ("公司两个月没发工资，我能辞职吗", []),
        ("1. 我被辞退了 2. 公司没交社保，怎么办", []),
    ],
)
def test_statements_are_told_apart(message: str, statements: list[str], library: Library) -> None:
    assert SeveralStatements(library.registry, never).statements(message) == statements


def test_one_statement_is_left_to_the_others(library: Library) -> None:
    assert SeveralStatements(library.registry, never).answer("试用期最长一年对吗", Language.ZH, None) is None


def test_what_is_refused_or_dangerous_is_left_to_the_message_as_a_whole(library: Library) -> None:
    def refused(statement: str, as_of: date | None) -> Answer:
        return Answer(Outcome.REFUSED, statement)

    several = SeveralStatements(library.registry, refused)
    assert several.answer("①试用期最长一年 ②冷静期60天，哪个错了", Language.ZH, None) is None


@pytest.mark.index
def test_each_statement_has_its_own_line(service):
    answer = service.ask("①男22岁能结婚 ②冷静期30天 ③定金最多30%，哪条错了？")
    lines = answer.conclusion.split("\n")
    assert answer.outcome is Outcome.CORRECTED
    assert [line.split("：", 1)[1][:2] for line in lines] == ["对。", "对。", "不对"]
    assert "百分之二十" in lines[2]
    assert len(answer.excerpts) == 3
