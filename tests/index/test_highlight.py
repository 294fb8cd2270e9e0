"""Which part of an article answers."""

from datetime import date

import pytest

from index.build import build_index
from index.highlight import DENSE, FEATURES, LEAD, LENGTH, TOLD, load_weights
from index.retriever import load_retriever
from knowledge.models import ArticleNumber, AskedQuestion, LawId
from knowledge.passage_ids import article_passage_id
from tests.factories import HashingEncoder, make_library, make_statute

TODAY = date(2026, 11, 24)
LAW = LawId("sample")
TEXT = "代为保管的财物拒不退还的，处罚金。\n将遗忘物或者埋藏物据为己有的，依照前款处罚。"
ASKED = "捡了手机"


def retriever_of(folder, *questions):
    statute = make_statute("sample", "中华人民共和国样本法", [TEXT, "只有一句话。"])
    asked = {(LAW, ArticleNumber(1)): questions} if questions else {}
    library = make_library([statute], asked=asked)
    encoder = HashingEncoder()
    build_index(
        library, encoder, folder / "index", today=TODAY, travelling=None, own_cache=folder / "vectors.bin"
    )
    return load_retriever(library, encoder, folder / "index", TODAY)


def features(retriever, question, article=1, **told):
    number = article_passage_id(LAW, ArticleNumber(article))
    return retriever.highlights.features(retriever.prepare(question), number, **told)


def test_the_weights_that_travel_name_every_feature():
    assert load_weights().shape == (len(FEATURES),)


def test_a_question_under_a_part_tells_it_apart(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    untold = features(retriever_of(one), ASKED)
    assert not untold[:, TOLD].any()
    taught = retriever_of(other, AskedQuestion(ASKED, "2.1"), AskedQuestion("整条", None))
    told = features(taught, ASKED)
    assert told[1, TOLD] > 0
    assert told[0, TOLD] == 0
    number = article_passage_id(LAW, ArticleNumber(1))
    assert taught.highlights.answering_units(taught.prepare(ASKED), number)[0] == 1


def test_a_question_can_be_left_out(tmp_path):
    taught = retriever_of(tmp_path, AskedQuestion(ASKED, "2.1"))
    assert not features(taught, ASKED, without={ASKED})[:, TOLD].any()


def test_a_part_that_the_text_in_force_does_not_have_is_passed_over(tmp_path):
    taught = retriever_of(tmp_path, AskedQuestion(ASKED, "3.1"))
    assert not features(taught, ASKED)[:, TOLD].any()


def test_other_features_are_of_the_parts(tmp_path):
    found = features(retriever_of(tmp_path), "代为保管的财物拒不退还")
    assert found[0, DENSE] > found[1, DENSE]
    assert found[:, DENSE].sum() == pytest.approx(0, abs=1e-5)
    assert not found[:, LEAD].any()
    assert found[1, LENGTH] > found[0, LENGTH] > 0


def test_an_article_of_one_part_and_what_is_no_article_have_no_features(tmp_path):
    retriever = retriever_of(tmp_path)
    assert features(retriever, "一句话", article=2).shape == (0, len(FEATURES))
    assert retriever.highlights.features(retriever.prepare("问"), "nothing").shape == (0, len(FEATURES))
