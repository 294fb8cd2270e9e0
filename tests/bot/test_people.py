"""A topic answers only whom it is written for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from bot.compose.people import OPPOSITES, fits, serves
from knowledge.models import Topic, TopicId
from knowledge.people import Fact, Side


def topic(side: Collection[Side] = (), needs: Collection[Fact] = (), bars: Collection[Fact] = ()) -> Topic:
    return Topic(
        TopicId("a"), "甲", "A", "能。", "Yes.", (), ("甲？",),
        side=frozenset(side), needs=frozenset(needs), bars=frozenset(bars),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "answered"),
    [((), True), ((Side.TENANT,), True), ((Side.LANDLORD,), False), ((Side.LANDLORD, Side.TENANT), True)],
)
def test_a_topic_of_one_side_is_not_for_the_other(said: Collection[Side], answered: bool) -> None:
    assert fits(topic(side=[Side.TENANT]), said, ()) is answered
    assert fits(topic(), said, ())


def test_steps_for_one_side_are_kept_from_the_other_alone() -> None:
    steps = replace(topic(), steps=("先催告",), steps_for=frozenset({Side.CREDITOR, Side.VICTIM}))
    assert not serves(steps, (Side.DEBTOR, Side.ACCUSED))
    assert serves(steps, (Side.DEBTOR,)), "a debtor may be a victim"
    assert serves(steps, ())
    assert serves(steps, (Side.CREDITOR, Side.ACCUSED))
    assert serves(topic(), (Side.DEBTOR,))


@pytest.mark.parametrize(
    ("facts", "answered"), [((), True), ((Fact.HAS_CONTRACT,), True), ((Fact.NO_CONTRACT,), False)]
)
def test_what_a_topic_needs_must_not_be_otherwise(facts: Collection[Fact], answered: bool) -> None:
    assert fits(topic(needs=[Fact.HAS_CONTRACT]), (), facts) is answered


@pytest.mark.parametrize(
    ("needed", "said"),
    [
        (Fact.PAID, Fact.UNPAID),
        (Fact.DEATH, Fact.ALIVE),
        (Fact.ONLINE, Fact.OFFLINE),
        (Fact.MARRIED, Fact.DIVORCED),
    ],
)
def test_what_needs_one_of_two_facts_is_not_for_whoever_has_the_other(needed: Fact, said: Fact) -> None:
    assert not fits(topic(needs=[needed]), (), (said,))
    assert fits(topic(needs=[needed]), (), (needed,))


def test_whoever_is_married_may_have_been_divorced() -> None:
    assert fits(topic(needs=[Fact.DIVORCED]), (), (Fact.MARRIED,))


def test_what_a_topic_bars_must_not_be_so() -> None:
    assert not fits(topic(bars=[Fact.PROBATION]), (), (Fact.PROBATION,))
    assert fits(topic(bars=[Fact.PROBATION]), (), (Fact.DISMISSED,))


@pytest.mark.parametrize("fact", sorted(OPPOSITES))
def test_what_cannot_be_so_at_once_is_so_neither_way_round(fact: Fact) -> None:
    for other in OPPOSITES[fact]:
        assert fact is not other
        # Somebody divorced may have married again: that one is one way only.
        if {fact, other} != {Fact.MARRIED, Fact.DIVORCED}:
            assert fact in OPPOSITES[other]


def test_two_facts_that_cannot_both_be_so_decide_nothing() -> None:
    assert fits(topic(needs=[Fact.NO_WILL]), (), (Fact.HAS_WILL, Fact.NO_WILL))
    assert fits(topic(bars=[Fact.IN_JOB]), (), (Fact.IN_JOB, Fact.RESIGNED))
    assert not fits(topic(bars=[Fact.IN_JOB]), (), (Fact.IN_JOB, Fact.PAID))
