"""Chinese numerals, both ways; cn2an is the oracle and nothing else."""

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numerals import LARGEST, parse_amount, parse_number, to_chinese


@given(st.integers(min_value=0, max_value=LARGEST))
def test_writing_and_reading_are_inverse(number: int) -> None:
    assert parse_number(to_chinese(number)) == number
    assert parse_number(str(number)) == number


def test_every_numeral_that_is_written_is_read_back() -> None:
    wrong = [
        number
        for number in range(LARGEST + 1)
        if parse_number.__wrapped__(to_chinese.__wrapped__(number)) != number
    ]
    assert not wrong


def test_every_article_number_is_written_as_the_oracle_writes_it() -> None:
    for number in range(1, 10_000):
        expected = cn2an.an2cn(number)
        # The oracle writes 一十二; statutes write 十二.
        assert to_chinese(number) == (expected[1:] if expected.startswith("一十") else expected)


@given(st.integers(min_value=1, max_value=9999))
def test_formal_numerals_are_read_as_the_oracle_writes_them(number: int) -> None:
    assert parse_number(cn2an.an2cn(number, "up")) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一千二百六十", 1260),
        ("二百五十三", 253),
        ("两百五十三", 253),
        ("一百〇三", 103),
        ("一百零三", 103),
        ("一千零一十", 1010),
        ("百一十", 110),
        ("十", 10),
        ("廿三", 23),
        ("卅", 30),
        ("壹仟壹佰玖拾伍", 1195),
        ("壹仟貳佰陸拾", 1260),
        ("１１９５", 1195),
        ("0012", 12),
        ("一九五", 195),
        ("一一九五", 1195),
        ("一二〇", 120),
        ("一万二千零一十二", 12012),
        ("壹萬零伍佰", 10500),
        ("两万", 20000),
        ("一万零三", 10003),
        # People leave the last unit out.
        ("三万五", 35000),
        ("一百三", 130),
        ("一千二", 1200),
        ("一千一百九五", 1195),
    ],
)
def test_numerals_as_people_write_them(text: str, value: int) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "条",
        "十十",
        "百千",
        "一百零",
        "二百零零三",
        "一十百",
        "一二三四五六",
        "1a",
        "一1",
        "100000",
        "9" * 40,
        "三十百",
        "万",
        "万一",
        "十万",
        "零万三",
        "一万万",
        "一万零",
        "一千万",
        "²",
    ],
)
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_numbers_outside_the_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="numerals run from 0"):
        to_chinese(number)


@given(st.text(alphabet="一二两三〇零十百千万壹拾0123456789", max_size=30))
def test_reading_never_fails_and_stays_in_range(text: str) -> None:
    value = parse_number(text)
    assert value is None or 0 <= value <= LARGEST


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十二万三千", 123_000),
        ("十万零五百", 100_500),
        ("三万五", 35_000),
        ("一百二十万", 1_200_000),
        ("十万五", 105_000),
        ("三十", 30),
        ("500", 500),
        ("万", None),
        ("三千万", 30_000_000),
        ("一万万", None),
        ("十万百", 100_100),
        ("十万零", None),
        ("3万5", None),
    ],
)
def test_amounts_go_beyond_the_numbers_of_articles(text: str, value: int | None) -> None:
    assert parse_amount(text) == value
