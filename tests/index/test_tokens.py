"""The tokenizer."""

import pytest

from index.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("开盒犯法", ["开", "盒", "犯", "法", "开盒", "盒犯", "犯法"]),
        ("開盒", ["开", "盒", "开盒"]),  # traditional characters
        ("ＰＩＰＬ 第１０条", ["pipl", "第", "10", "条"]),  # full width
        ("Is doxxing a crime", ["doxxing", "crime"]),
        ("3.9万", ["3.9", "万"]),
        ("", []),
        ("😀!?", []),
    ],
)
def test_text_becomes_tokens(text, tokens):
    assert tokenize(text) == tokens


def test_build_and_query_give_the_same_tokens_for_both_scripts():
    assert sorted(tokenize("個人信息保護法")) == sorted(tokenize("个人信息保护法"))
