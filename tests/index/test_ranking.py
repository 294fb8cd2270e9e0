"""The features and the weights that rank."""

from datetime import date

import numpy as np
import pytest

from index import tuned
from index.build import build_index
from index.ranking import FEATURES, load_weights, shares
from index.retriever import load_retriever
from index.topics import FEATURES as TOPIC_FEATURES
from index.topics import best_topic, features_of
from index.topics import load_weights as load_topic_weights
from index.types import AskedMatch
from knowledge.models import ArticleNumber, AskedQuestion, Kind, LawId, Topic, TopicArticle, TopicId
from tests.factories import HashingEncoder, make_library, make_statute

TODAY = date(2026, 11, 24)


ASKED = "老板让我干一年试用合理不"
"""Shares no word that is rare with the article that answers it."""


@pytest.mark.parametrize("learned", [False, True])
def test_the_weights_that_travel_name_every_feature(learned):
    weights = load_weights(learned=learned)
    assert weights.shape == (len(FEATURES),)
    assert bool(weights[FEATURES.index("learned")] > 0) is learned
    assert weights[FEATURES.index("unit")] > 0


def test_shares_keep_the_order_and_add_up():
    found = shares(np.array([0.0, tuned.EXACT_BOOST, -3.0]))
    assert found.argmax() == 1
    assert found.sum() == pytest.approx(1.0)
    assert not len(shares(np.array([])))


def under(number, *questions, **told):
    """Questions under one article of the sample."""
    return {(LawId("torts"), ArticleNumber(number)): tuple(AskedQuestion(one, **told) for one in questions)}


def retriever_of(folder, asked=None, topics=()):
    statute = make_statute(
        "torts",
        "中华人民共和国侵权样本法",
        [
            "网络用户实施侵权行为的，权利人有权通知删除。",
            "出售个人信息的，处拘留。",
            "试用期不得超过六个月。",
        ],
    )
    library = make_library([statute], asked=asked, topics=topics)
    encoder = HashingEncoder()
    build_index(
        library,
        encoder,
        folder / "index",
        today=TODAY,
        travelling=None,
        own_cache=folder / "vectors.bin",
    )
    return load_retriever(library, encoder, folder / "index", TODAY)


@pytest.fixture
def retriever(tmp_path):
    return retriever_of(tmp_path)


def column(found, name):
    """One feature, by article number."""
    numbers = found.numbers.tolist()
    return dict(zip(numbers, found.features[:, FEATURES.index(name)].tolist(), strict=True))


def test_the_article_that_says_it_ranks_first(retriever):
    query = retriever.prepare("出售个人信息")
    assert retriever.search(query, 1)[0].text == "出售个人信息的，处拘留。"


def test_a_question_of_our_own_speaks_for_its_article(retriever, tmp_path):
    asked = under(3, ASKED)
    (tmp_path / "asked").mkdir()
    taught = retriever_of(tmp_path / "asked", asked)
    found = taught.candidates(taught.prepare(ASKED), 3)
    assert column(found, "asked")[2] > 0
    assert column(found, "echo")[2] == pytest.approx(1.0)
    assert column(found, "asked")[0] == column(found, "echo")[0] == 0
    assert taught.search(taught.prepare(ASKED), 1)[0].text == "试用期不得超过六个月。"
    untaught = retriever.candidates(retriever.prepare(ASKED), 3)
    assert not any(column(untaught, "asked").values())
    names = [name for name, _ in taught.search(taught.prepare(ASKED), 1)[0].score.boosts]
    assert "asked" in names


def test_a_question_of_our_own_that_is_far_says_nothing(tmp_path):
    taught = retriever_of(tmp_path, under(3, ASKED))
    found = taught.candidates(taught.prepare("网络用户通知删除"), 3)
    assert not any(column(found, "asked").values())


def test_a_second_question_that_is_near_says_more(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    alone = retriever_of(one, under(3, ASKED))
    again = retriever_of(two, under(3, ASKED, ASKED + "吗"))
    assert column(alone.candidates(alone.prepare(ASKED), 3), "again")[2] == 0
    found = again.candidates(again.prepare(ASKED), 3)
    assert 0 < column(found, "again")[2] <= column(found, "asked")[2]
    assert column(found, "often") == pytest.approx({0: 0.0, 1: 0.0, 2: np.log(3)})


def test_the_words_of_a_question_count_for_its_article(tmp_path):
    taught = retriever_of(tmp_path, under(3, ASKED))
    found = taught.candidates(taught.prepare("老板让我干一年"), 3)
    assert column(found, "cover")[2] == 0
    assert column(found, "either")[2] > 0
    assert column(found, "either")[0] == column(found, "cover")[0]


def test_a_question_that_only_tells_parts_apart_leads_nowhere(tmp_path):
    taught = retriever_of(tmp_path, under(3, ASKED, leads=False))
    assert taught.matches(taught.prepare(ASKED)) == []
    found = taught.candidates(taught.prepare(ASKED), 3)
    for name in ("asked", "again", "often", "echo"):
        assert not any(column(found, name).values())
    assert column(found, "either") == column(found, "cover")


def topic(name, article, *questions):
    return Topic(
        TopicId(name),
        questions[0],
        questions[0],
        "结论。",
        "Conclusion.",
        (TopicArticle(f"《中华人民共和国侵权样本法》第{article}条", "general"),),
        questions,
    )


def test_of_two_topics_the_one_whose_article_ranks_first_is_likelier(tmp_path):
    asked = "出售个人信息怎么处罚"
    built = retriever_of(
        tmp_path, topics=[topic("notice", "一", asked + "吗"), topic("sale", "二", asked + "呢")]
    )
    query = built.prepare(asked)
    matches = built.matches(query)
    hits = built.search(query, 3, matches=matches)
    assert hits[0].article == ArticleNumber(2)
    ranked = built.topics.rank(query, matches, hits)
    assert [one.passage.topic_id for one in ranked] == ["sale", "notice"]
    assert sum(one.share for one in ranked) == pytest.approx(1.0)
    assert built.corpus.names(ranked[0], hits[0].passage_id)
    assert not built.corpus.names(ranked[1], hits[0].passage_id)
    assert built.corpus.articles_of(ranked[0])[0].article == ArticleNumber(2)
    assert built.topics.rank(query, [], hits) == []


def test_the_weights_of_topics_that_travel_name_every_feature():
    weights = load_topic_weights()
    assert weights.shape == (len(TOPIC_FEATURES),)
    assert (weights >= 0).all()


def test_a_share_says_more_the_greater_it_is_but_nothing_when_it_is_tiny():
    near, shares = np.array([0.9, 0.9, 0.95, 0.9]), np.array([0.001, 0.01, 0.0, 0.5])
    rows = features_of(near, shares, np.zeros(4), np.zeros(4))
    assert rows.shape == (4, len(TOPIC_FEATURES))
    assert rows[:, 0].tolist() == pytest.approx([0, 0, 1, 0])
    assert rows[1, 1] - rows[0, 1] < 0.5 < 2 < rows[3, 1] - rows[1, 1]


def test_questions_under_articles_are_no_topics(tmp_path):
    asked = under(3, ASKED)
    taught = retriever_of(tmp_path, asked)
    (match,) = taught.matches(taught.prepare(ASKED))
    assert match.passage.article == ArticleNumber(3)
    assert match.question == ASKED
    assert isinstance(match, AskedMatch)
    assert best_topic([match]) is None


def test_what_lies_beside_a_near_article_is_nearer(retriever):
    found = retriever.candidates(retriever.prepare("出售个人信息的，处拘留。"), 3)
    beside, dense = column(found, "beside"), column(found, "dense")
    assert beside[0] == pytest.approx(dense[1])
    assert beside[2] == pytest.approx(dense[1])
    assert beside[1] == pytest.approx(max(dense[0], dense[2]))


def test_cover_is_the_share_of_words_held(retriever):
    covered = column(retriever.candidates(retriever.prepare("出售个人信息的权利人"), 3), "cover")
    assert covered[1] > covered[0] > covered[2] == 0


def test_an_article_without_units_is_its_own_unit(retriever):
    found = retriever.candidates(retriever.prepare("出售个人信息"), 3)
    assert column(found, "unit") == pytest.approx(column(found, "dense"))
    assert max(column(found, "dense").values()) <= 1 / tuned.COSINE_UNIT + 1e-6


def test_candidates_are_of_the_kinds_asked_for(retriever):
    query = retriever.prepare("出售个人信息")
    assert len(retriever.candidates(query, 3, kinds=[Kind.STATUTE]).numbers) == 3
    assert not len(retriever.candidates(query, 3, kinds=[Kind.CASE]).numbers)
    assert not retriever.search(query, 3, kinds=[Kind.CASE])


def test_a_cosine_is_that_of_the_nearest_wording(retriever):
    passage = retriever.corpus.passages[1]
    asked = retriever.prepare("出售个人信息")
    other = retriever.prepare("试用期")
    both = type(asked)(
        asked.text,
        False,
        ("试用期", asked.text),
        np.concatenate([other.vectors, asked.vectors]),
        np.concatenate([other.taught, asked.taught]),
        np.concatenate([other.guarding, asked.guarding]),
    )
    near = retriever.nearness.to_passages(asked, [passage.passage_id])[passage.passage_id]
    far = retriever.nearness.to_passages(other, [passage.passage_id])[passage.passage_id]
    assert near > far
    assert retriever.nearness.to_passages(both, [passage.passage_id])[passage.passage_id] == pytest.approx(
        near
    )
    assert retriever.nearness.to_passages(both, []) == {}
