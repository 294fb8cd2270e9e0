"""Traditional Chinese: our sentences change, the law does not."""

from __future__ import annotations

import pytest

from bot.script import in_traditional, to_traditional, writes_traditional
from tests.bot.factories import make_answer


@pytest.mark.parametrize(
    ("text", "traditional"),
    [
        ("網上被人造謠怎麼辦", True), ("小區偷拍報警有用嗎", True), ("网上被人造谣怎么办", False),
        ("民法典1195", False), ("Is doxxing a crime?", False), ("我叫陳某，被人肉了怎么办", False),
        ("", False),
    ],
)  # fmt: skip
def test_writers_of_traditional_chinese_are_recognised(text, traditional):
    assert writes_traditional(text) is traditional


def test_titles_quotations_and_places_stay_as_enacted():
    sentence = "《中华人民共和国刑法》第二百五十三条之一规定“情节严重的”，可能构成犯罪。"
    assert to_traditional(sentence) == (
        "《中华人民共和国刑法》第二百五十三条之一規定“情节严重的”，可能構成犯罪。"
    )


def test_an_answer_is_converted_and_its_excerpts_are_not():
    answer = make_answer(steps=("保存证据。",), safety=("请先报警。",))
    converted = in_traditional(answer)
    assert converted.steps == ("保存證據。",)
    assert converted.safety == ("請先報警。",)
    assert converted.excerpts == answer.excerpts
