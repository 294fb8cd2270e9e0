"""The features and the weights that rank."""

from datetime import date

import numpy as np
import pytest

from index.build import build_index
from index.ranking import COSINE_UNIT, FEATURES, load_weights, shares
from index.retriever import EXACT_BOOST, best_topic, load_retriever
from knowledge.models import ArticleNumber, Kind, LawId
from tests.factories import HashingEncoder, make_library, make_statute

TODAY = date(2026, 11, 24)


ASKED = "老板让我干一年试用合理不"
"""Shares no word that is rare with the article that answers it."""


@pytest.mark.parametrize("small", [False, True])
def test_the_weights_that_travel_name_every_feature(small):
    weights = load_weights(small=small)
    assert weights.shape == (len(FEATURES),)
    assert (weights > 0).all()


def test_shares_keep_the_order_and_add_up():
    found = shares(np.array([0.0, EXACT_BOOST, -3.0]))
    assert found.argmax() == 1
    assert found.sum() == pytest.approx(1.0)
    assert not len(shares(np.array([])))


def retriever_of(folder, asked=None):
    statute = make_statute(
        "torts",
        "中华人民共和国侵权样本法",
        [
            "网络用户实施侵权行为的，权利人有权通知删除。",
            "出售个人信息的，处拘留。",
            "试用期不得超过六个月。",
        ],
    )
    library = make_library([statute], asked=asked)
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
    asked = {(LawId("torts"), ArticleNumber(3)): (ASKED,)}
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
    taught = retriever_of(tmp_path, {(LawId("torts"), ArticleNumber(3)): (ASKED,)})
    found = taught.candidates(taught.prepare("网络用户通知删除"), 3)
    assert not any(column(found, "asked").values())


def test_questions_under_articles_are_no_topics(tmp_path):
    asked = {(LawId("torts"), ArticleNumber(3)): (ASKED,)}
    taught = retriever_of(tmp_path, asked)
    (match,) = taught.matches(taught.prepare(ASKED))
    assert match.passage.article == ArticleNumber(3)
    assert match.question == ASKED
    assert match.share == match.affinity == 0
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
    assert max(column(found, "dense").values()) <= 1 / COSINE_UNIT + 1e-6


def test_candidates_are_of_the_kinds_asked_for(retriever):
    query = retriever.prepare("出售个人信息")
    assert len(retriever.candidates(query, 3, kinds=[Kind.STATUTE]).numbers) == 3
    assert not len(retriever.candidates(query, 3, kinds=[Kind.CASE]).numbers)
    assert retriever.search(query, 3, kinds=[Kind.CASE]) == []


def test_a_cosine_is_that_of_the_nearest_wording(retriever):
    passage = retriever.passages[1]
    asked = retriever.prepare("出售个人信息")
    other = retriever.prepare("试用期")
    both = type(asked)(
        asked.text, False, ("试用期", asked.text), np.concatenate([other.vectors, asked.vectors])
    )
    near = retriever.cosines(asked, [passage.passage_id])[passage.passage_id]
    far = retriever.cosines(other, [passage.passage_id])[passage.passage_id]
    assert near > far
    assert retriever.cosines(both, [passage.passage_id])[passage.passage_id] == pytest.approx(near)
    assert retriever.cosines(both, []) == {}
