"""How surely a question is answered, and in which way."""

from collections.abc import Mapping

import numpy as np
import pytest

from bot.compose import decision, tuned
from bot.compose.decision import Way, Weights, decide
from bot.compose.likeness import KINDS
from index.types import TopicMatch
from knowledge.models import Kind, Passage, PassageId, TopicId

WEIGHTS = Weights({"first": 1.0}, {"topic": 1.0})


def topic(cosine: float = 0.9) -> TopicMatch:
    passage = Passage(PassageId("tp-a"), Kind.TOPIC, "甲", "甲。", ("甲",), topic_id=TopicId("a"))
    return TopicMatch(passage, cosine, "甲", 0.9, 0.8)


def kinds(**of: float) -> np.ndarray:
    return np.array([of.get(name, 0.0) for name in KINDS])


def features(first: float, *, tells: float = 0.9, agrees: bool = True) -> Mapping[str, float]:
    """Of a search whose two probabilities are these."""
    return {
        "first": decision.log_odds(first),
        "topic": decision.log_odds(tells),
        "agree_three": float(agrees),
    }


@pytest.mark.parametrize(
    ("first", "way"),
    [
        (tuned.SURE + 0.01, Way.CERTAIN),
        ((tuned.ASK_BELOW + tuned.SURE) / 2, Way.POSSIBLE),
        (tuned.ASK_BELOW - 0.01, Way.CHOOSE),
    ],
)
def test_the_probability_of_the_first_excerpt_decides_the_way(first, way):
    made = decide(WEIGHTS, features(first, tells=0.1), [topic()], kinds(answerable=1.0), same=None)
    assert made.way is way
    assert made.first == pytest.approx(first)


def test_an_unsure_message_that_says_too_little_is_asked_back_about():
    unclear = kinds(answerable=0.6, unclear=tuned.UNCLEAR)
    assert decide(WEIGHTS, features(0.1, tells=0.1), [topic()], unclear, same=None).way is Way.ASK_BACK
    assert decide(WEIGHTS, features(0.9, tells=0.1), [topic()], unclear, same=None).way is Way.CERTAIN


def test_a_message_that_says_nothing_gets_neither_articles_nor_choices():
    nothing = kinds(answerable=1 - tuned.TOO_VAGUE, unclear=tuned.TOO_VAGUE)
    assert decide(WEIGHTS, features(0.1, tells=0.1), [topic()], nothing, same=None).way is Way.UNCLEAR
    of_no_law = kinds(answerable=1 - tuned.TOO_VAGUE, not_law=tuned.TOO_VAGUE)
    assert decide(WEIGHTS, features(0.1, tells=0.1), [topic()], of_no_law, same=None).way is Way.UNCLEAR
    little = kinds(answerable=0.5, unclear=0.5)
    assert decide(WEIGHTS, features(0.1, tells=0.1), [topic()], little, same=None).way is Way.ASK_BACK


def test_a_conclusion_that_surely_answers_is_given_unless_the_message_says_too_little_and_no_excerpt_is_likely():
    clear, unclear = kinds(answerable=1.0), kinds(answerable=0.6, unclear=tuned.UNCLEAR)
    surely, hardly = tuned.SURELY_TELLS + 0.01, tuned.SURELY_TELLS - 0.01
    made = decide(WEIGHTS, features(0.1, tells=surely, agrees=False), [topic()], clear, same=None)
    assert made.way is Way.CERTAIN
    assert made.topic is not None
    assert decide(WEIGHTS, features(0.1, tells=hardly), [topic()], unclear, same=None).topic is None
    assert decide(WEIGHTS, features(0.1, tells=surely), [topic()], unclear, same=None).way is Way.ASK_BACK
    assert decide(WEIGHTS, features(0.9, tells=surely), [topic()], unclear, same=None).topic is not None
    local = kinds(local=tuned.LOCAL)
    assert decide(WEIGHTS, features(0.1, tells=surely), [topic()], local, same=None).way is Way.POSSIBLE


def test_the_less_likely_a_conclusion_answers_the_surer_its_first_excerpt_must_be():
    sure, tells = kinds(answerable=1.0), 0.3
    needed = 2 * (tuned.TELLS_WITH_FIRST - tells)
    assert decide(WEIGHTS, features(needed + 0.01, tells=tells), [topic()], sure, same=None).topic is not None
    assert decide(WEIGHTS, features(needed - 0.01, tells=tells), [topic()], sure, same=None).topic is None


def test_what_local_rules_decide_is_never_certain():
    local = kinds(answerable=0.5, local=tuned.LOCAL)
    made = decide(WEIGHTS, features(0.9), [topic()], local, same=None)
    assert made.local
    assert made.way is Way.POSSIBLE


def test_a_conclusion_is_given_only_where_it_is_likely_to_the_point_and_its_article_is_shown():
    sure = kinds(answerable=1.0)
    likely, unlikely = tuned.TELLS + 0.01, tuned.TELLS - 0.01
    assert decide(WEIGHTS, features(0.9, tells=likely), [topic()], sure, same=None).topic is not None
    assert decide(WEIGHTS, features(0.9, tells=unlikely), [topic()], sure, same=None).topic is None
    beside = features(0.9, tells=likely, agrees=False)
    assert decide(WEIGHTS, beside, [topic()], sure, same=None).topic is None


def test_the_question_itself_is_answered_by_its_topic():
    made = decide(WEIGHTS, features(0.1), [], kinds(local=1.0), same=topic())
    assert made.way is Way.CERTAIN
    assert made.topic is not None


def test_the_weights_that_travel_name_only_features_that_there_are():
    known = decision.signs.__doc__ or ""
    weights = Weights.load()
    assert "Features by name" in known
    assert set(weights.first) | set(weights.tells) <= {
        "bias", "first", "three", "gap", "agree", "agree_three", "topic", "topic_gap", "affinity", "near",
        "dense", "learned", "unclear", "local", "not_law", "length",
    }  # fmt: skip
