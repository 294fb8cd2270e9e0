"""What phrasings, words and citations say of a candidate, at the edges of every chosen number."""

from dataclasses import replace

import numpy as np
import pytest

from index import tuned
from index.ranking import FEATURES
from index.types import AskedMatch, PointMatch, TopicMatch
from knowledge.models import (
    ArticleNumber,
    AskedQuestion,
    Kind,
    LawId,
    Renumbering,
    Topic,
    TopicArticle,
    TopicId,
)
from tests.factories import make_library, make_statute
from tests.index.factories import ANIMALS, CASE, TODAY, retriever_over

TORTS = make_statute(
    "torts",
    "中华人民共和国侵权样本法",
    [
        "网络用户实施侵权行为的，权利人有权通知删除。",
        "出售个人信息的，处拘留。",
        "试用期不得超过六个月。",
        "WiFi password 不得公开。",
    ],
)


def topic(name, *articles, title="题目"):
    return Topic(
        TopicId(name), title, title, "结论。", "Conclusion.",
        tuple(TopicArticle(f"《侵权样本法》第{one}条", "general") for one in articles), (f"{name}怎么办",),
    )  # fmt: skip


MOVED = Renumbering(LawId("torts"), ArticleNumber(30), (ArticleNumber(3),), TODAY, "试用期")


@pytest.fixture(scope="module")
def retriever(tmp_path_factory):
    library = make_library(
        [TORTS, ANIMALS],
        cases=[CASE],
        topics=[topic("sold", "二", "一"), topic("tried", "三", "二")],
        asked={
            (LawId("torts"), ArticleNumber(3)): (AskedQuestion("试用一年合理不"), AskedQuestion("试用两年")),
            (LawId("animals"), ArticleNumber(1)): (AskedQuestion("不引路", leads=False),),
        },
    )
    return retriever_over(tmp_path_factory.mktemp("index"), replace(library, moves=(MOVED,)))


def passage(retriever, name):
    return retriever.corpus.passage(name)


def feature(found, retriever, name, feature_name):
    place = found.numbers.tolist().index(retriever.corpus.number_of[name])
    return float(found.features[place, FEATURES.index(feature_name)])


def boost(found, retriever, name):
    return float(found.boosts[found.numbers.tolist().index(retriever.corpus.number_of[name])])


def found_by(retriever, *matches, text="无关", **more):
    return retriever.candidates(retriever.prepare(text), 5, matches=matches, **more)


def sold(retriever, affinity, share=1.0):
    (number,) = [n for n, p in enumerate(retriever.corpus.passages) if p.topic_id == "sold"]
    return TopicMatch(retriever.corpus.passages[number], 0.9, "问", affinity, share)


def tried(retriever, affinity, share=1.0):
    (number,) = [n for n, p in enumerate(retriever.corpus.passages) if p.topic_id == "tried"]
    return TopicMatch(retriever.corpus.passages[number], 0.9, "问", affinity, share)


@pytest.mark.parametrize(("affinity", "part"), [(0.80, 0.0), (0.83, 0.5), (0.86, 1.0), (0.95, 1.0)])
def test_a_topic_lifts_its_first_article_the_more_the_nearer_it_is(retriever, affinity, part):
    found = found_by(retriever, sold(retriever, affinity, share=0.6), text="出售个人信息")
    assert feature(found, retriever, "st-torts-2", "topic") == pytest.approx(0.6 * part)
    above = (affinity - 0.80) / tuned.COSINE_UNIT
    assert feature(found, retriever, "st-torts-2", "affinity") == pytest.approx(above)


def test_a_later_article_of_a_topic_gains_a_tenth_less_for_each_place(retriever):
    found = found_by(retriever, sold(retriever, 0.9, share=0.5))
    assert feature(found, retriever, "st-torts-2", "topic") == pytest.approx(0.5)
    assert feature(found, retriever, "st-torts-1", "topic") == pytest.approx(0.5 / 1.1)


def test_topics_that_name_one_article_add_up_and_the_nearer_one_is_named(retriever):
    near, far = sold(retriever, 0.90, share=0.4), tried(retriever, 0.88, share=0.3)
    for order in ((near, far), (far, near)):
        found = found_by(retriever, *order)
        assert feature(found, retriever, "st-torts-2", "topic") == pytest.approx(0.4 + 0.3 / 1.1)
        assert feature(found, retriever, "st-torts-2", "affinity") == pytest.approx(0.10 / tuned.COSINE_UNIT)
        assert found.topics[retriever.corpus.number_of["st-torts-2"]] == "sold"
        assert found.topics[retriever.corpus.number_of["st-torts-3"]] == "tried"


@pytest.mark.parametrize(
    ("cosine", "gain"), [(0.80, 0.0), (0.88, 0.0), (0.925, 2.5), (0.97, 5.0), (1.0, 5.0)]
)
def test_a_phrasing_lifts_its_point_of_a_case_from_a_floor_to_certainty(retriever, cosine, gain):
    name = "case-sample-1"
    match = PointMatch(passage(retriever, name), cosine, "问")
    found = found_by(retriever, match, text="李某卖了信息")
    assert boost(found, retriever, name) == pytest.approx(gain)


@pytest.mark.parametrize(("cosine", "says"), [(0.85, 0.0), (0.90, 0.0), (0.95, 1.0), (1.0, 2.0)])
def test_a_question_of_our_own_speaks_for_its_article_from_a_floor_on(retriever, cosine, says):
    article = passage(retriever, "st-torts-3")
    found = found_by(retriever, AskedMatch(article, cosine, "问", second=cosine - 0.03, words=0.7))
    assert feature(found, retriever, "st-torts-3", "asked") == pytest.approx(says)
    assert feature(found, retriever, "st-torts-3", "again") == pytest.approx(max(says - 0.6, 0.0))
    assert feature(found, retriever, "st-torts-3", "echo") == pytest.approx(0.7)


def test_the_article_cited_first_is_worth_most_and_a_moved_one_is_lifted_where_it_stands_now(retriever):
    found = found_by(retriever, text="侵权样本法第二条和第一条")
    first, second = (boost(found, retriever, name) for name in ("st-torts-2", "st-torts-1"))
    assert first == pytest.approx(tuned.EXACT_BOOST)
    assert 0 < second < first
    moved = found_by(retriever, text="侵权样本法第三十条")
    assert boost(moved, retriever, "st-torts-3") == pytest.approx(tuned.EXACT_BOOST)
    hits = retriever.search(retriever.prepare("侵权样本法第三十条"), 1)
    assert (hits[0].passage_id, hits[0].score.exact) == ("st-torts-3", True)


def test_words_of_an_english_question_say_nothing_of_chinese_articles(retriever):
    english = found_by(retriever, text="is my WiFi password public")
    for name in ("words", "cover", "either"):
        assert feature(english, retriever, "st-torts-4", name) == 0
    chinese = found_by(retriever, text="公开 WiFi password 违法吗")
    for name in ("words", "cover", "either"):
        assert feature(chinese, retriever, "st-torts-4", name) > 0


def test_the_last_article_of_a_law_does_not_lie_beside_the_first_of_the_next(retriever):
    number_of = retriever.corpus.number_of
    assert number_of["st-torts-1"] - number_of["st-animals-2"] == 1
    query = retriever.prepare("网络用户实施侵权行为的，权利人有权通知删除。")
    found = retriever.candidates(query, 20)
    beside = feature(found, retriever, "st-animals-2", "beside")
    assert beside == pytest.approx(feature(found, retriever, "st-animals-1", "dense"))
    assert beside < feature(found, retriever, "st-torts-1", "dense") / 2


def test_what_is_asked_for_by_kind_is_all_that_is_proposed(retriever):
    match = PointMatch(passage(retriever, "case-sample-1"), 1.0, "问")
    cases = found_by(retriever, match, kinds=[Kind.CASE])
    assert {retriever.corpus.passages[n].kind for n in cases.numbers.tolist()} == {Kind.CASE}
    everything = retriever.candidates(retriever.prepare("题目"), 20)
    assert Kind.TOPIC not in {retriever.corpus.passages[n].kind for n in everything.numbers.tolist()}


def test_questions_that_lead_nowhere_do_not_count_how_often_an_article_is_asked_for(retriever):
    found = found_by(retriever, text="试用期 烈性犬")
    assert feature(found, retriever, "st-torts-3", "often") == pytest.approx(np.log(3))
    assert feature(found, retriever, "st-animals-1", "often") == 0


def test_a_law_that_topics_name_is_asked_about_more_and_one_of_none_still_counts_a_little(retriever):
    found = retriever.candidates(retriever.prepare("遛狗应当牵绳"), 20)
    named, unnamed = (feature(found, retriever, n, "law") for n in ("st-torts-1", "st-animals-1"))
    assert named == pytest.approx(np.log(4.5 / 4))
    assert unnamed == pytest.approx(np.log(0.5 / 4))


def test_a_share_does_not_depend_on_how_many_hits_are_wanted(retriever):
    query = retriever.prepare("个人信息 通知删除 试用期")
    one, many = retriever.search(query, 1), retriever.search(query, 6)
    assert one[0].score.total == pytest.approx(many[0].score.total)
    assert one[0].score.total < 0.99
    assert many.share_of(many[1].passage_id) == many[1].score.total
    assert many.share_of("st-nothing") == 0
    assert sum(hit.score.total for hit in many) <= 1 + 1e-9


def test_equal_passages_stand_in_the_order_of_their_ids(tmp_path):
    same = make_statute("same", "中华人民共和国同文法", ["同样的一句话。", "同样的一句话。"])
    retriever = retriever_over(tmp_path, make_library([same]))
    hits = retriever.search(retriever.prepare("同样的一句话"), 2)
    assert [hit.passage_id for hit in hits] == ["st-same-1", "st-same-2"]
    assert hits[0].score.total == pytest.approx(hits[1].score.total)
