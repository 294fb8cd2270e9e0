"""Choices, and near questions: which are offered, which are told at once, and where their conclusions stand."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.answer import Answer, Certainty, Choice, Further, Language, Outcome
from bot.compose.readings import (
    CRIMINAL_LAW,
    MOST_NEAR,
    MOST_OF_ARTICLES,
    led_by_near,
    near_questions,
    readings,
)
from bot.compose.tuned import NEAR_BESIDE, NEAR_LIKELY, NEAR_TOLD, OFFERED
from bot.compose.wording import say
from index.types import TopicMatch
from knowledge.models import Kind, Passage, PassageId, TopicId
from tests.bot.factories import make_answer, make_excerpt


def match(name: str, share: float) -> TopicMatch:
    passage = Passage(PassageId(f"tp-{name}"), Kind.TOPIC, name, "。", (name,), topic_id=TopicId(name))
    return TopicMatch(passage, 0.9, name, 0.9, share)


class Topics:
    """Topics that conclude their own names; those of ``crimes`` begin with an article of criminal law."""

    def __init__(self, crimes: Sequence[str] = ()) -> None:
        self.crimes = crimes

    def topic(self, one: TopicMatch) -> Any:
        name = one.passage.title
        layer = "criminal" if name in self.crimes else "civil"
        return SimpleNamespace(
            title=name,
            english_title=f"{name} in English",
            questions=(name,),
            conclusion=f"{name}的结论",
            english_conclusion=f"{name} concluded",
            articles=[SimpleNamespace(layer=layer)],
        )


def article(name: str, share: float, law: str = "civil-code") -> Any:
    return SimpleNamespace(passage_id=f"st-{name}", law_id=law, score=SimpleNamespace(total=share))


def offered(
    topics: Sequence[TopicMatch],
    ranked: Sequence[Any],
    shown: Sequence[str] = (),
    *,
    cosine: float = OFFERED,
    english: bool = False,
) -> list[str]:
    """Choices, where each topic leads to an article of its name and each article has one question of ours."""
    names = [one.passage_id for one in ranked]
    corpus = SimpleNamespace(
        articles_of=lambda one: [SimpleNamespace(passage_id=f"st-{one.passage.title}", kind=Kind.STATUTE)],
        number_of={name: number for number, name in enumerate(names)},
        questions_of=[[number] for number in range(len(names))],
        question_texts=[f"{name.removeprefix('st-')}的问题" for name in names],
    )
    nearness = SimpleNamespace(to_questions=lambda query, rows: [cosine] * len(rows))
    made: Any = (None, topics, ranked, shown, Topics(), corpus, nearness)
    return readings(*made, english=english)


def test_a_likely_article_that_no_topic_leads_to_is_offered_by_a_question_under_it() -> None:
    ranked = [article("甲", 0.3), article("乙", 0.2), article("丙", 0.1)]
    assert offered([match("甲", 0.4)], ranked) == ["甲", "乙的问题", "丙的问题"]
    assert offered([match("甲", 0.4)], ranked, shown=["st-乙", "st-丙"]) == ["甲"]


def test_articles_are_offered_where_their_question_is_near_and_two_of_them_at_most() -> None:
    ranked = [article(name, 0.2) for name in "甲乙丙丁"]
    assert len(offered([], ranked)) == MOST_OF_ARTICLES
    assert offered([], ranked, cosine=OFFERED - 0.01) == []
    assert offered([match("戊", 0.1)], ranked, english=True) == ["戊 in English"]


def test_an_article_of_a_crime_is_offered_only_where_the_articles_are_of_crime() -> None:
    ranked = [article("甲", 0.1), article("乙", 0.2, CRIMINAL_LAW)]
    assert offered([], ranked) == ["甲的问题"]
    assert offered([], [*ranked, article("丙", 0.3, CRIMINAL_LAW)]) == ["丙的问题", "乙的问题"]


def near(
    topics: Sequence[TopicMatch], of: Topics | None = None, *, told: TopicMatch | None = None
) -> list[Choice]:
    corpus = SimpleNamespace(articles_of=lambda one: ())
    return near_questions(
        topics, (), cast(Any, of or Topics()), cast(Any, corpus), english=False, told=told, tells=told is None
    )


def test_the_likely_ones_are_told_and_the_less_likely_only_named() -> None:
    offered = near([match("甲", 0.5), match("乙", NEAR_TOLD), match("丙", NEAR_LIKELY), match("丁", 0.01)])
    assert [(one.label, one.conclusion) for one in offered] == [
        ("甲", "甲的结论"), ("乙", "乙的结论"), ("丙", ""),
    ]  # fmt: skip


def test_beside_a_conclusion_others_are_named_only_and_it_is_not_among_them() -> None:
    given = match("甲", 0.5)
    offered = near([given, match("乙", NEAR_BESIDE), match("丙", NEAR_BESIDE - 0.01)], told=given)
    assert [(one.label, one.conclusion) for one in offered] == [("乙", "")]


def test_no_more_than_fit_and_nobody_is_accused_where_the_articles_are_of_no_crime() -> None:
    many = [match(name, 0.2) for name in "甲乙丙丁"]
    assert len(near(many)) == MOST_NEAR
    assert [one.label for one in near(many, Topics(crimes=["甲"]))] == ["乙", "丙", "丁"]


def answer(certainty: Certainty = Certainty.CERTAIN, **rest: Any) -> Answer:
    offered = (Choice("甲", "甲", "甲的结论"), Choice("乙", "乙", "乙的结论"), Choice("丙", "丙"))
    return make_answer(
        **{
            "conclusion": "最对得上的规定",
            "near": offered,
            "certainty": certainty,
            "outcome": Outcome.ANSWERED,
            **rest,
        }
    )


def line(name: str, label: str) -> str:
    return say(name, Language.ZH, question=label) + f"{label}的结论"


def test_near_conclusions_stand_before_articles_that_are_sure() -> None:
    assert led_by_near(answer()).said.split("\n") == [
        line("near", "甲"), line("near_also", "乙"), "最对得上的规定",
    ]  # fmt: skip


def test_where_nothing_is_concluded_they_stand_below_what_says_so() -> None:
    said = led_by_near(answer(Certainty.POSSIBLE)).said.split("\n")
    assert said == ["最对得上的规定", line("near", "甲"), line("near_also", "乙")]


def test_what_another_ask_gets_is_not_told_twice() -> None:
    further = Further("乙呢", "乙的结论", make_excerpt(), topic_id="b")
    made = led_by_near(answer(further=(further,)))
    assert made.said.split("\n") == [line("near", "甲"), "最对得上的规定"]
    assert [one.label for one in made.near] == ["甲", "丙"]


@pytest.mark.parametrize("outcome", [Outcome.CORRECTED, Outcome.CLARIFY])
def test_a_verdict_or_a_question_back_keeps_its_own_first_line(outcome: Outcome) -> None:
    assert led_by_near(answer(outcome=outcome)).said == "最对得上的规定"
