"""Which part answers, and how sure it is said to be."""

import pytest

from bot.compose.confidence import Gate, log_odds, prefers_topic
from bot.compose.tuned import HELPS, REVIEWED
from bot.service import Yuanfa


def test_log_odds_stay_within_bounds():
    assert log_odds(0.5) == 0
    assert log_odds(0) == -log_odds(1) == -5
    assert 0 < log_odds(0.6) < log_odds(0.9)


@pytest.mark.parametrize(
    ("by_topic", "by_statute", "agrees", "nearest", "helps", "prefers"),
    [
        (0.1, 0.9, True, False, False, True),
        (0.9, 0.5, False, False, False, True),
        (0.5, 0.5 + REVIEWED, False, True, False, True),
        (0.4, 0.55, False, True, False, False),
        (0.4, 0.55, False, True, True, True),
        (0.4, 0.55, False, False, True, False),
        (0.4, 0.45 + HELPS, False, True, True, False),
    ],
)
def test_a_reviewed_topic_goes_before_a_bare_article_unless_that_is_far_likelier(
    by_topic, by_statute, agrees, nearest, helps, prefers
):
    assert prefers_topic(by_topic, by_statute, agrees=agrees, nearest=nearest, helps=helps) is prefers


@pytest.mark.index
def test_a_question_of_our_own_goes_before_a_topic_that_is_farther(service: Yuanfa):
    assert service.ask("一周上六天班合法吗").excerpts[0].title == "中华人民共和国劳动法"


def test_the_fitted_gate_has_weights_for_both_languages():
    gate = Gate.load()
    for weights in (gate.field, gate.topic_right, gate.statute_right, gate.answer_from, gate.topic_floor):
        assert set(weights) == {"zh", "en"}


@pytest.mark.index
@pytest.mark.parametrize(
    "question",
    ["网恋对象拿我裸照要五千", "同事偷拍我发到群里", "有人在群里开盒我怎么办", "前男友威胁要把我照片发网上"],
)
def test_who_is_in_trouble_is_told_what_to_do(service: Yuanfa, question: str):
    answer = service.ask(question)
    assert answer.steps
    assert answer.hotlines
    assert answer.excerpts


@pytest.mark.index
def test_the_best_article_leads_a_playbook_that_names_it(service: Yuanfa):
    answer = service.ask("看完房绕开中介自己跟房东签了，中介费要给吗")
    assert answer.topic_id is not None
    assert answer.excerpts[0].article == "第九百六十五条"


@pytest.mark.index
@pytest.mark.parametrize(
    ("question", "title", "article"),
    [
        ("中华人民共和国海商法里船舶优先权担保哪些请求", "中华人民共和国海商法", "第二十二条"),
        ("枪支管理法规定哪些人可以佩带枪支", "中华人民共和国枪支管理法", "第五条"),
    ],
)
def test_laws_of_which_nothing_is_written_are_found_beside_those_that_much_is_written_of(
    service: Yuanfa, question: str, title: str, article: str
):
    found = [(hit.title, hit.article_label) for hit in service.search(question, 5)]
    assert (title, article) in found or title in {name for name, _ in found[:3]}
