"""Questions typed in pinyin."""

import doctest
from itertools import pairwise

import pytest

import index.pinyin
from index.pinyin import LONGEST, Spelled, syllables

PHRASINGS = [
    "开盒犯法吗",
    "平台不删怎么办",
    "试用期最长多久",
    "银行卡被盗刷了",
    "女人能不能分房",
    "Is doxxing a crime?",
]


def test_examples_hold():
    assert doctest.testmod(index.pinyin).failed == 0


@pytest.mark.parametrize(
    ("typed", "phrasing"),
    [
        ("kaihe fanfa ma", "开盒犯法吗"),
        ("KAIHE FANFA MA?", "开盒犯法吗"),
        ("kai he fan fa", "开盒犯法吗"),
        ("pingtai bushan zenmeban", "平台不删怎么办"),
        ("shiyongqi zuichang duojiu", "试用期最长多久"),
        ("yinhangka bei daoshua le", "银行卡被盗刷了"),
        ("nv ren neng bu neng fen fang", "女人能不能分房"),
    ],
)
def test_what_sounds_like_a_phrasing_stands_for_it(typed, phrasing):
    assert Spelled(PHRASINGS).nearest(typed) == phrasing


@pytest.mark.parametrize(
    "text",
    [
        "", "ma", "kaihe", "can you sue me", "women can marry", "Is doxxing a crime in China?", "开盒犯法吗", "kaihe 犯法吗",
        "tianqi zenmeyang", "kaihe fanfa ma 123", "kaihe fanfa ma " * 100,
    ],
)  # fmt: skip
def test_english_short_mixed_and_unknown_text_stands_for_nothing(text):
    assert Spelled(PHRASINGS).nearest(text) is None


def test_words_that_come_again_are_spelled_as_pypinyin_spells_the_whole():
    from pypinyin import lazy_pinyin

    phrasings = [
        "银行卡被盗刷了，银行赔不赔",
        "长大了还能长高吗",
        "重新签合同重要吗",
        "Is it 违法 to 开盒?",
        "行不行",
        "",
    ]
    spelled = Spelled(phrasings)
    spelled.warm()
    for number, phrasing in enumerate(phrasings):
        whole = set(pairwise(lazy_pinyin(phrasing, errors="ignore", v_to_u=False)))
        assert {pair for pair, rows in spelled._held().items() if number in rows} == whole


def test_long_text_is_not_split():
    assert syllables("a" * (LONGEST + 1)) == []
    assert syllables("g" * LONGEST) == []
