"""The check names every fault of the sources, and finds none in ours."""

from dataclasses import replace

import pytest

from knowledge.check import check_library
from knowledge.models import Tip, Topic, TopicArticle, TopicId


def faults(library, today):
    return check_library(library, today).faults


def test_the_sources_have_no_fault_and_are_counted(library, today):
    report = check_library(library, today)
    assert report.faults == ()
    assert f"{len(library.cases)} cases" in report.summary


def first_topic(library) -> Topic:
    return library.topics[min(library.topics)]


def with_topic(library, topic):
    return replace(library, topics={**library.topics, topic.topic_id: topic})


@pytest.mark.parametrize(
    ("citation", "mark", "named"),
    [
        ("《民法典》第九千条", "", "《民法典》第九千条"),
        ("《不存在法》第一条", "", "不存在法"),
        ("《民法典》第一千一百九十五条", "这几个字不在条文里", "这几个字不在条文里"),
    ],
)
def test_an_article_that_is_none_or_words_it_does_not_have_are_faults(library, today, citation, mark, named):
    topic = first_topic(library)
    broken = replace(topic, articles=(TopicArticle(citation, "civil", mark), *topic.articles))
    found = faults(with_topic(library, broken), today)
    assert any(named in fault and topic.topic_id in fault for fault in found), found


def test_a_phrasing_that_two_topics_claim_is_a_fault(library, today):
    one, other = sorted(library.topics)[:2]
    double = replace(library.topics[TopicId(other)], questions=(library.topics[TopicId(one)].questions[0],))
    found = faults(with_topic(library, double), today)
    assert any(one in fault and other in fault for fault in found), found


def test_too_few_of_anything_is_a_fault(library, today):
    few = replace(library, topics={}, tips={}, quiz={}, cases={})
    found = faults(few, today)
    for word in ("playbooks", "tips", "quiz questions", "cases of the start"):
        assert any(word in fault for fault in found), word


def test_a_tip_must_lean_on_law_in_force(library, today):
    tip = Tip("broken", "贴士。", "Tip.", ("《侵权责任法》第三十六条",))
    found = faults(replace(library, tips={**library.tips, tip.tip_id: tip}), today)
    assert any("broken" in fault for fault in found), found
