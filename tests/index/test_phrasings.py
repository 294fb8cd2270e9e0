"""Which passages phrasings lead to."""

import numpy as np
import pytest

from index import tuned
from index.topics import best_topic
from index.types import AskedMatch, PointMatch, TopicMatch
from knowledge.models import (
    ArticleNumber,
    AskedQuestion,
    Case,
    CaseId,
    LawId,
    Point,
    Section,
    Topic,
    TopicArticle,
    TopicId,
)
from tests.factories import make_library, make_statute
from tests.index.factories import retriever_over

LAW = make_statute("torts", "中华人民共和国侵权样本法", ["权利人有权通知删除。", "出售个人信息的，处拘留。"])


def topic(name, *questions, article="一"):
    return Topic(
        TopicId(name), questions[0], questions[0], "结论。", "Conclusion.",
        (TopicArticle(f"《侵权样本法》第{article}条", "general"),), questions,
    )  # fmt: skip


def case(name, *points):
    return Case(
        CaseId(name), f"{name}案", name, (f"{name}案",), "press", "据素材", (), None, "概要。", "Summary.",
        tuple(Point(Section.FACTS, f"{text}。", questions=(text,)) for text in points), (),
    )  # fmt: skip


def test_a_second_question_is_as_near_as_it_is_and_no_nearer(tmp_path):
    asked = {
        (LawId("torts"), ArticleNumber(2)): (AskedQuestion("卖资料"), AskedQuestion("卖资料给别人用来打电话"))
    }
    retriever = retriever_over(tmp_path, make_library([LAW], asked=asked))
    (match,) = retriever.matches(retriever.prepare("卖资料"))
    assert isinstance(match, AskedMatch)
    assert match.question == "卖资料"
    assert match.cosine == pytest.approx(1.0, abs=0.01)
    assert 0.3 < match.second < 0.8


def test_a_topic_is_as_near_as_its_three_nearest_phrasings_its_words_and_its_articles_together(tmp_path):
    phrasings = ("卖资料犯法吗", "倒卖资料", "资料能卖吗", "完全无关的一句")
    retriever = retriever_over(
        tmp_path, make_library([LAW], topics=[topic("sold", *phrasings, article="二")])
    )
    query = retriever.prepare("卖资料犯法吗")
    (match,) = retriever.matches(query)
    assert isinstance(match, TopicMatch)
    read = [retriever.prepare(one).vectors[0] for one in match.passage.questions]
    cosines = sorted((float(vector @ query.vectors[0]) for vector in read), reverse=True)
    conclusion = retriever.nearness.to_passages(query, [match.passage.passage_id])[match.passage.passage_id]
    article = retriever.nearness.to_passages(query, ["st-torts-2"])["st-torts-2"]
    expected = (
        tuned.AFFINITY["phrasings"] * np.mean(cosines[:3])
        + tuned.AFFINITY["conclusion"] * conclusion
        + tuned.AFFINITY["articles"] * article
        + tuned.AFFINITY["words"] * 1.0
    )
    assert match.affinity == pytest.approx(expected, abs=0.002)
    assert match.share == pytest.approx(1.0)


def test_shares_of_topics_fall_seven_to_one_for_a_hundredth(tmp_path):
    topics = [topic("one", "平台不删帖"), topic("two", "平台不删帖子")]
    retriever = retriever_over(tmp_path, make_library([LAW], topics=topics))
    found = retriever.matches(retriever.prepare("平台不删帖"))
    first, second = sorted(
        (match for match in found if isinstance(match, TopicMatch)), key=lambda match: -match.affinity
    )
    assert first.share + second.share == pytest.approx(1.0)
    odds = np.log(first.share) - np.log(second.share)
    assert odds == pytest.approx(200 * (first.affinity - second.affinity), rel=1e-6)
    assert best_topic([second, first]) is first


def test_only_the_topics_nearest_by_a_phrasing_are_looked_at_as_a_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(tuned, "RANKED_TOPICS", 1)
    topics = [topic("one", "平台不删帖"), topic("two", "平台不删帖子怎么办")]
    retriever = retriever_over(tmp_path, make_library([LAW], topics=topics))
    near, far = retriever.matches(retriever.prepare("平台不删帖"))
    assert isinstance(near, TopicMatch)
    assert isinstance(far, TopicMatch)
    assert near.affinity > 0
    assert (far.affinity, far.share) == (0.0, 0.0)


def test_points_are_looked_for_within_the_cases_named_and_words_of_all_points_count_less(tmp_path):
    cases = [case("甲", "甲案判了几年", "甲案卖了几条"), case("乙", "乙案判了几年")]
    retriever = retriever_over(tmp_path, make_library([LAW], cases=cases))
    query = retriever.prepare("甲案卖了几条")
    found = retriever.phrasings.within(query, {"甲"})
    assert {match.passage.case_id for match in found} == {"甲"}
    assert all(isinstance(match, PointMatch) for match in found)
    assert found[0].question == "甲案卖了几条"
    words = {match.question: match.words for match in found}
    assert words["甲案卖了几条"] == pytest.approx(1.0)
    assert 0 < words["甲案判了几年"] < 0.3
    assert retriever.phrasings.within(query, {"丙"}) == []


def test_each_kind_is_measured_by_its_own_best_and_articles_are_never_crowded_out(tmp_path):
    asked = {(LawId("torts"), ArticleNumber(2)): (AskedQuestion("倒卖资料罚多少钱一条"),)}
    topics = [topic(f"t{n}", f"倒卖资料第{n}问") for n in range(6)]
    retriever = retriever_over(tmp_path, make_library([LAW], topics=topics, asked=asked))
    matches = retriever.phrasings.matches(retriever.prepare("倒卖资料"), k=2)
    assert sum(isinstance(match, TopicMatch) for match in matches) == 2
    (article,) = [match for match in matches if isinstance(match, AskedMatch)]
    assert article.words == pytest.approx(1.0)
