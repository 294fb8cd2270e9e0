"""Who may answer at all: each number of the gate on both of its sides."""

from dataclasses import replace
from typing import Any, cast

import pytest

from bot.compose.confidence import Evidence, Gate
from bot.compose.tuned import CLEAR, NEAR, SAME

NEVER = Gate.of(
    {
        "field": {"zh": {"bias": -100.0}, "en": {"bias": -100.0}},
        "topic_right": {"zh": {}, "en": {}},
        "statute_right": {"zh": {"first": 1.0}, "en": {"first": 1.0}},
        "answer_from": {"zh": 0.5, "en": 0.5},
        "topic_floor": {"zh": 0.87, "en": 0.86},
        "sure": 0.5,
    }
)
"""A gate whose weights turn everything away: what passes, passes by being near."""

NOTHING = Evidence(
    topic=0.0, outside=0.0, dense=0.9, margin=0.0, lexical=0.0, agrees=False, english=False, length=10
)


@pytest.mark.parametrize("by", ["topic", "asked"])
@pytest.mark.parametrize(
    ("near", "outside", "ours"),
    [
        (NEAR, NEAR - CLEAR - 0.001, True),
        (NEAR - 0.001, 0.0, False),
        (0.99, 0.99 - CLEAR + 0.001, False),
        (0.99, 0.99, False),
        (0.99, 0.0, True),
    ],
)
def test_a_question_is_ours_when_it_is_near_and_clearly_nearer_than_what_is_not(
    by: str, near: float, outside: float, ours: bool
) -> None:
    assert NEVER.ours(replace(NOTHING, **cast(Any, {by: near}), outside=outside)) is ours


def test_otherwise_the_weights_of_its_language_decide() -> None:
    gate = replace(NEVER, field={"zh": {"bias": 100.0}, "en": {"bias": -100.0}})
    assert gate.ours(NOTHING)
    assert not gate.ours(replace(NOTHING, english=True))


def test_a_topic_is_nearest_unless_a_question_under_an_article_is_clearly_nearer() -> None:
    assert replace(NOTHING, topic=0.90, asked=0.90 + SAME - 0.001).topic_is_nearest
    assert not replace(NOTHING, topic=0.90, asked=0.90 + SAME + 0.001).topic_is_nearest


def test_what_lies_outside_counts_against_and_what_lies_near_counts_for_within_bounds() -> None:
    far = replace(NOTHING, topic=0.80, outside=0.95).vector()["lead"]
    even = replace(NOTHING, topic=0.90, outside=0.90).vector()["lead"]
    near = replace(NOTHING, topic=0.99, outside=0.60).vector()["lead"]
    assert (far, even, near) == (-1.0, 0.0, 2.0)


@pytest.mark.parametrize(("length", "short"), [(1, 1.0), (6, 1.0), (7, 0.0)])
def test_a_question_of_few_characters_is_short(length: int, short: float) -> None:
    assert replace(NOTHING, length=length).vector()["short"] == short


def test_the_share_of_the_best_article_raises_its_probability() -> None:
    shares = (0.01, 0.2, 0.5, 0.9)
    found = [NEVER.statute(replace(NOTHING, first=share)) for share in shares]
    assert found == sorted(found)
    assert found[2] == pytest.approx(0.5)
