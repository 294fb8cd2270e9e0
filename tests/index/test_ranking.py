"""The map of a question's vector and the weights that rank."""

from datetime import date

import numpy as np
import pytest

from index.build import build_index
from index.question_map import QuestionMap, load_question_map, map_path
from index.ranking import FEATURES, Weights, shares
from index.retriever import EXACT_BOOST, load_retriever
from knowledge.models import Kind
from tests.factories import HashingEncoder, make_library, make_statute

TODAY = date(2026, 11, 24)


def a_map(dimension=8, rank=2):
    rng = np.random.default_rng(1)
    return QuestionMap(
        rng.normal(size=(dimension, rank)).astype(np.float32),
        rng.normal(size=(rank, dimension)).astype(np.float32),
        "some-encoder",
    )


def test_a_mapped_vector_is_of_unit_length_and_another():
    vectors = np.eye(8, dtype=np.float32)[:3]
    mapped = a_map()(vectors)
    assert mapped.shape == (3, 8)
    assert mapped.dtype == np.float32
    assert np.allclose(np.linalg.norm(mapped, axis=1), 1, atol=1e-6)
    assert not np.allclose(mapped, vectors, atol=0.05)


def test_a_map_is_read_as_it_was_written(tmp_path):
    one = a_map()
    one.save(tmp_path / "map.npz")
    again = QuestionMap.load(tmp_path / "map.npz")
    assert again.fingerprint == "some-encoder"
    assert np.allclose(again.down, one.down, atol=2e-3)
    assert np.allclose(again.up, one.up, atol=2e-3)


def test_the_map_only_fits_its_own_encoder():
    held = QuestionMap.load(map_path())
    assert load_question_map(held.fingerprint) is not None
    assert load_question_map("another-model") is None


def test_the_weights_that_travel_name_every_feature():
    weights = Weights.load()
    assert weights.mapped.shape == weights.plain.shape == (len(FEATURES),)
    assert weights.plain[FEATURES.index("tuned")] == 0
    assert (weights.mapped > 0).all()


def test_shares_keep_the_order_and_add_up():
    found = shares(np.array([0.0, EXACT_BOOST, -3.0]))
    assert found.argmax() == 1
    assert found.sum() == pytest.approx(1.0)
    assert not len(shares(np.array([])))


@pytest.fixture
def retriever(tmp_path):
    statute = make_statute(
        "torts",
        "中华人民共和国侵权样本法",
        [
            "网络用户实施侵权行为的，权利人有权通知删除。",
            "出售个人信息的，处拘留。",
            "试用期不得超过六个月。",
        ],
    )
    library = make_library([statute])
    encoder = HashingEncoder()
    build_index(
        library,
        encoder,
        tmp_path / "index",
        today=TODAY,
        travelling=None,
        own_cache=tmp_path / "vectors.bin",
    )
    return load_retriever(library, encoder, tmp_path / "index", TODAY)


def test_another_encoder_ranks_without_a_map(retriever):
    query = retriever.prepare("出售个人信息")
    assert not query.mapped
    assert retriever.search(query, 1)[0].text == "出售个人信息的，处拘留。"


def test_a_mapped_vector_is_one_of_the_features(retriever):
    plain = retriever.prepare("出售个人信息")
    found = retriever.candidates(plain, 3)
    assert not found.features[:, FEATURES.index("tuned")].any()
    mapped = type(plain)(plain.text, plain.english, plain.wordings, plain.vectors, plain.vectors)
    tuned = retriever.candidates(mapped, 3).features[:, FEATURES.index("tuned")]
    near = retriever.candidates(mapped, 3).features[:, FEATURES.index("dense")]
    assert np.allclose(tuned * 0.1, near * 0.05)


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
