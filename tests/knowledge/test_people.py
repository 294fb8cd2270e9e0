"""What a message says of its asker."""

import re

import pytest

from knowledge.people import Fact, Side
from knowledge.readers.people import people_signs, said_of_asker

SIGNS = people_signs()


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.says.value)
def test_every_match_is_found_and_nothing_spared(sign):
    assert [text for text in sign.matches if not sign.found(text)] == []
    assert [text for text in sign.spares if sign.found(text)] == []


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.says.value)
def test_every_alternative_is_exercised_by_a_match(sign):
    unused = [one for one in sign.signs if not any(re.search(one, text) for text in sign.matches)]
    assert unused == []


@pytest.mark.parametrize(
    ("text", "side", "fact"),
    [
        ("公司拖欠我工资", Side.WORKER, None),
        ("我店里的员工偷东西，我是老板", Side.EMPLOYER, None),
        ("超市说我偷东西，我根本没偷", None, Fact.DENIES),
        ("我13岁，想注册账号", None, Fact.UNDER_14),
        ("我十六岁能打工吗", None, Fact.MINOR),
        ("我35岁被裁了", Side.WORKER, Fact.ADULT),
        ("没领证，孩子归谁", None, Fact.UNMARRIED),
    ],
)
def test_side_and_facts_of_a_message(text, side, fact):
    sides, facts = said_of_asker(text)
    assert side is None or side in sides
    assert fact is None or fact in facts


def test_a_message_that_says_nothing_of_its_asker_gives_nothing():
    assert said_of_asker("民法典什么时候施行") == (frozenset(), frozenset())
