"""The best article of a search beside a topic that does not name it."""

from dataclasses import replace

import pytest

from bot.answer import Excerpt
from bot.compose.topics import HOLDS, MOST_EXCERPTS, OWN_EXCERPTS, Beside, TopicAnswers
from bot.service import Yuanfa
from knowledge.models import Kind, PassageId, Status

ONE = Excerpt(
    PassageId("one"),
    Kind.STATUTE,
    "样本法",
    "《样本法》第一条",
    "文字。",
    True,
    Status.IN_FORCE,
    None,
    0.9,
    "test",
)


def excerpts(*names: str) -> tuple[Excerpt, ...]:
    return tuple(replace(ONE, passage_id=PassageId(name)) for name in names)


def beside(name: str, **shares: float) -> Beside:
    return Beside(excerpts(name)[0], {PassageId(key): share for key, share in {name: 0.5, **shares}.items()})


def names(shown: tuple[Excerpt, ...]) -> list[str]:
    return [one.passage_id for one in shown]


def test_it_takes_the_place_of_the_third():
    own = excerpts("a", "b", "c")
    assert len(own) == MOST_EXCERPTS
    assert names(TopicAnswers._with(own, beside("x"))) == ["a", "b", "x"]


def test_fewer_excerpts_keep_their_places():
    assert names(TopicAnswers._with(excerpts("a"), beside("x"))) == ["a", "x"]
    assert names(TopicAnswers._with(excerpts(*"ab"[:OWN_EXCERPTS]), beside("x"))) == ["a", "b", "x"]


def test_what_is_there_already_is_not_shown_twice():
    own = excerpts("a", "b")
    assert TopicAnswers._with(own, beside("b")) is own


@pytest.mark.parametrize(("share", "kept"), [(HOLDS * 0.5, True), (HOLDS * 0.5 - 0.01, False)])
def test_a_third_that_is_nearly_as_likely_stays(share, kept):
    shown = names(TopicAnswers._with(excerpts("a", "b", "c"), beside("x", c=share)))
    assert shown == (["a", "b", "c"] if kept else ["a", "b", "x"])


@pytest.mark.index
@pytest.mark.parametrize("question", ["快递柜被人偷拿快递"])
def test_it_is_shown_last_and_said_to_be_so(service: Yuanfa, question: str):
    answer = service.ask(question)
    assert answer.topic_id is not None
    topic = service.library.topics[answer.topic_id]
    last = answer.excerpts[-1]
    assert last.citation not in {article.citation for article in topic.articles}
    assert any("最后一条" in notice for notice in answer.notices)


@pytest.mark.index
def test_nothing_unlikely_stands_beside_a_topic(service: Yuanfa):
    answer = service.ask("Who gets custody of a one-year-old?")
    assert {one.title for one in answer.excerpts} == {"中华人民共和国民法典"}
    assert not any("last provision" in notice for notice in answer.notices)
