"""What is made of a search: which topic speaks, which articles are shown, when readings are offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.answer import Certainty, Choice, Excerpt, Language, Outcome
from bot.compose.confidence import Evidence, Gate
from bot.compose.decision import Decision, Way
from bot.compose.finding import Finder, Found
from bot.compose.general import GeneralAnswers
from bot.compose.topics import MOST_EXCERPTS
from bot.compose.tuned import SAME_QUESTION
from bot.compose.wording import say
from index.query import Query
from index.types import Ranking, Score, TopicMatch
from knowledge.models import Kind, Passage, PassageId, TopicId
from knowledge.people import Side
from tests.bot.factories import make_answer, make_excerpt

NEVER = Gate({"zh": {}, "en": {}}, {}, {}, {"zh": 2.0, "en": 2.0}, {"zh": 2.0, "en": 2.0}, 2.0)
ALWAYS = Gate({"zh": {}, "en": {}}, {}, {}, {"zh": 0.0, "en": 0.0}, {"zh": 0.0, "en": 0.0}, 0.0)
NOTHING = Evidence(0.0, 0.0, 0.0, 0.0, 0.0, False, False, 10)


def query(text: str = "甲") -> Query:
    return Query.unread(text)


def match(name: str, *, cosine: float = 0.9, share: float = 0.5, question: str = "乙") -> TopicMatch:
    passage = Passage(PassageId(f"tp-{name}"), Kind.TOPIC, name, "。", (name,), topic_id=TopicId(name))
    return TopicMatch(passage, cosine, question, 0.9, share)


def article(name: str) -> Excerpt:
    return make_excerpt(passage_id=f"st-{name}", citation=f"《{name}》第一条")


class Topics:
    """Topics whose own articles are those of their names."""

    def __init__(
        self, own: Sequence[str] = (), *, corrects: bool = False, steps_for: Sequence[Side] = ()
    ) -> None:
        self.steps_for = frozenset(steps_for)
        self.own, self.right = tuple(map(article, own)), corrects

    def topic(self, one: TopicMatch) -> Any:
        return SimpleNamespace(steps_for=self.steps_for)

    def corrects(self, query: Query, one: TopicMatch) -> bool:
        return self.right

    def confirms(self, query: Query, one: TopicMatch) -> bool:
        return False

    def excerpts(self, query: Query, one: TopicMatch) -> tuple[Excerpt, ...]:
        return self.own

    def answer(
        self, query: Query, one: TopicMatch, language: Language, excerpts: Any, judged: Any = None
    ) -> Any:
        return make_answer(conclusion=one.passage.title, excerpts=excerpts, steps=("先存证",))


def general(topics: Topics, gate: Gate = ALWAYS) -> GeneralAnswers:
    corpus = SimpleNamespace(library=None)
    made = GeneralAnswers(cast(Any, corpus), cast(Any, None), cast(Any, topics), gate, cast(Any, None))
    cast(Any, made).excerpt = lambda query, hit: article(hit.title)
    return made


def finder(gate: Gate = ALWAYS) -> Finder:
    nothing = cast(Any, None)
    return Finder(nothing, nothing, nothing, nothing, nothing, gate, None)


@pytest.fixture(autouse=True)
def titles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readings are tested by themselves: here each topic is one, by its title."""

    def readings(query: Any, topics: Sequence[TopicMatch], *_: Any, english: bool) -> list[str]:
        return [f"{one.passage.title} in English" if english else one.passage.title for one in topics]

    monkeypatch.setattr("bot.compose.general.readings", readings)
    monkeypatch.setattr(
        "bot.compose.general.near_questions",
        lambda topics, *rest, english, told, tells: [
            Choice(one, one) for one in readings(None, [t for t in topics if t is not told], english=english)
        ],
    )


def found(
    way: Way = Way.CERTAIN, topics: Sequence[TopicMatch] = (), said: TopicMatch | None = None,
    *, local: bool = False, hits: Sequence[str] = ("一", "二", "三", "四"),
) -> Found:  # fmt: skip
    ranking = Ranking(
        [cast(Any, SimpleNamespace(title=name, passage_id=f"st-{name}", score=Score(0.2))) for name in hits]
    )
    return Found(ranking, topics, NOTHING, Decision(way, 0.7, 0.9, said, local))


def shown(answer: Any) -> list[str]:
    return [excerpt.passage_id for excerpt in answer.excerpts]


def test_without_a_topic_the_best_articles_are_shown_and_lead() -> None:
    answer = general(Topics()).answer(query(), found(), Language.ZH)
    assert shown(answer) == ["st-一", "st-二", "st-三"]
    assert answer.certainty is Certainty.CERTAIN
    assert "《一》第一条" in answer.conclusion
    assert answer.confidence == 0.7


def test_an_article_that_leads_says_in_plain_words_what_it_provides() -> None:
    made = general(Topics())
    cast(Any, made).excerpt = lambda query, hit: replace(article(hit.title), gist="租期最长20年")
    sure = made.answer(query(), found(), Language.ZH).conclusion
    unsure = made.answer(query(), found(Way.POSSIBLE), Language.ZH).conclusion
    assert sure == say("statute_gist", Language.ZH, citation="《一》第一条", gist="租期最长20年")
    assert unsure == say("statute_maybe_gist", Language.ZH, citation="《一》第一条", gist="租期最长20年")


def test_near_questions_are_offered_but_beside_choices_and_the_very_question() -> None:
    one, other = match("甲"), match("丙")
    articles = general(Topics()).answer(query(), found(topics=[one, other]), Language.ZH)
    assert [near.label for near in articles.near] == ["甲", "丙"]
    assert articles.outcome is Outcome.ANSWERED
    assert articles.choices == ()
    said = general(Topics(["一"])).answer(query(), found(topics=[one, other], said=one), Language.ZH)
    assert [near.label for near in said.near] == ["丙"]
    the_very_one = match("甲", cosine=SAME_QUESTION)
    told = found(topics=[the_very_one, other], said=the_very_one)
    assert general(Topics(["一"])).answer(query(), told, Language.ZH).near == ()
    asked = general(Topics()).answer(query(), found(Way.CHOOSE, [one, other]), Language.ZH)
    assert asked.near == ()


def test_what_the_gate_turns_away_is_never_certain_and_has_no_conclusion_of_a_topic() -> None:
    one = match("甲")
    answer = general(Topics(["一"]), NEVER).answer(query(), found(topics=[one], said=one), Language.ZH)
    assert answer.certainty is Certainty.POSSIBLE
    assert answer.conclusion == say("statute_maybe", Language.ZH, citation="《一》第一条")


def test_the_topic_said_speaks_with_the_articles_of_the_search_and_one_of_its_own() -> None:
    one = match("甲")
    answer = general(Topics(["九"])).answer(query(), found(topics=[one], said=one), Language.ZH)
    assert answer.conclusion == "甲"
    assert shown(answer) == ["st-一", "st-二", "st-九"]
    answer = general(Topics(["二"])).answer(query(), found(topics=[one], said=one), Language.ZH)
    assert shown(answer) == ["st-一", "st-二", "st-三"]


def test_a_topic_that_is_the_question_itself_shows_its_own_articles() -> None:
    one = match("甲", cosine=SAME_QUESTION)
    answer = general(Topics(["七", "八", "九", "十"])).answer(
        query(), found(topics=[one], said=one), Language.ZH
    )
    assert shown(answer) == ["st-七", "st-八", "st-九"][:MOST_EXCERPTS]


def test_a_wrong_premise_is_set_right_though_nothing_is_certain() -> None:
    one = match("甲")
    answer = general(Topics(["九"], corrects=True)).answer(
        query(), found(Way.POSSIBLE, topics=[one]), Language.ZH
    )
    assert answer.conclusion == "甲"
    assert shown(answer) == ["st-九"]


def test_steps_of_the_other_side_are_left_out_and_the_conclusion_stays() -> None:
    one = match("甲")
    topics = Topics(["一"], steps_for=[Side.WORKER])
    for sides, steps in (((Side.EMPLOYER,), ()), ((Side.WORKER,), ("先存证",)), ((), ("先存证",))):
        asked = replace(found(topics=[one], said=one), sides=sides)
        answer = general(topics).answer(query(), asked, Language.ZH)
        assert answer.conclusion == "甲"
        assert answer.steps == steps


def test_what_local_rules_decide_says_so_first() -> None:
    answer = general(Topics()).answer(query(), found(Way.POSSIBLE, local=True), Language.ZH)
    assert answer.notices[0] == say("local", Language.ZH)


@pytest.mark.parametrize(("way", "key"), [(Way.CHOOSE, "choose"), (Way.ASK_BACK, "ask_back")])
def test_readings_are_offered_in_words_that_say_why(way: Way, key: str) -> None:
    answer = general(Topics()).answer(query(), found(way, [match("甲"), match("丙")]), Language.ZH)
    assert answer.outcome is Outcome.CLARIFY
    assert answer.conclusion == say(key, Language.ZH)
    assert [choice.label for choice in answer.choices] == ["甲", "丙"]
    assert shown(answer) == ["st-一", "st-二", "st-三"]
    english = general(Topics()).answer(query(), found(way, [match("甲"), match("丙")]), Language.EN)
    assert english.choices[0].label == "甲 in English"


def test_one_reading_is_no_choice() -> None:
    answer = general(Topics()).answer(query(), found(Way.CHOOSE, [match("甲")]), Language.ZH)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.choices == ()


def test_a_phrasing_of_ours_is_the_question_whatever_its_marks_and_case() -> None:
    far = match("甲", cosine=0.5, question="被 Doxx 了怎么办？")
    assert Finder._same(query("被doxx了，怎么办"), [match("乙", cosine=0.96), far]) is far
    near = match("乙", cosine=SAME_QUESTION)
    assert Finder._same(query("别的话"), [far, near]) is near
    assert Finder._same(query("别的话"), [far]) is None
    assert Finder._same(query("别的话"), []) is None


def test_where_nothing_was_found_nothing_is_ours() -> None:
    assert finder().ours(found())
    assert not finder().ours(found(hits=()))
    assert not finder(NEVER_LONG).ours(found())


NEVER_LONG = Gate({"zh": {"bias": -9.0}, "en": {"bias": -9.0}}, {}, {}, {"zh": 0.5, "en": 0.5}, {}, 0.5)


def test_where_articles_alone_may_be_told_no_near_question_is() -> None:
    one = match("甲")
    guarded = found(topics=[one], said=one).unsaid()
    assert guarded.decision.way is Way.POSSIBLE
    answer = general(Topics(["一"])).answer(query(), guarded, Language.ZH)
    assert answer.near == ()
    assert answer.certainty is Certainty.POSSIBLE
