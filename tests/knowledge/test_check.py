"""The check names every fault of the sources, and finds none in ours."""

from dataclasses import replace

import pytest

from knowledge.check import check_library
from knowledge.models import Topic, TopicArticle, TopicId
from knowledge.posts import Tip


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


def test_a_hotline_that_does_not_exist_is_a_fault(library, today):
    topic = replace(first_topic(library), hotlines=("99999",))
    found = faults(with_topic(library, topic), today)
    assert any("99999" in fault and topic.topic_id in fault for fault in found), found


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


def topic_of(library, **changes) -> Topic:
    """A topic that cites 产假98天 and the annual leave of 5, 10 and 15 days."""
    return replace(
        first_topic(library),
        articles=(TopicArticle("《女职工劳动保护特别规定》第七条第一款", "civil"),),
        steps=(),
        english_steps=(),
        figure_sources=(),
        **changes,
    )


def test_a_figure_that_no_cited_provision_has_is_a_fault(library, today):
    found = faults(with_topic(library, topic_of(library, conclusion="产假不少于90天。")), today)
    assert any("90天" in fault and "sources" in fault for fault in found), found
    assert not faults(with_topic(library, topic_of(library, conclusion="产假98天，难产加15天。")), today)


def test_a_figure_may_name_its_source_and_a_source_without_a_figure_is_a_fault(library, today):
    named = topic_of(library, conclusion="产假90天。")
    fine = replace(named, figure_sources=(("90天", "劳动法第六十二条"),))
    idle = replace(named, conclusion="产假98天。", figure_sources=(("90天", "劳动法第六十二条"),))
    assert not faults(with_topic(library, fine), today)
    assert any("take it out" in fault for fault in faults(with_topic(library, idle), today))


def test_an_age_in_a_step_says_on_which_side_of_the_birthday_it_falls(library, today):
    vague = replace(topic_of(library, conclusion="产假98天。"), steps=("8岁以下的找学校。",))
    assert any(
        "8岁以下" in fault and "birthday" in fault for fault in faults(with_topic(library, vague), today)
    )


def test_nothing_cites_a_repealed_clause(library, today):
    repealed = "《劳动争议解释（一）》第三十二条第一款"
    topic = replace(topic_of(library, conclusion="产假98天。"), articles=(TopicArticle(repealed, "civil"),))
    tip = Tip("broken", "贴士。", "Tip.", (repealed,))
    for broken in (
        with_topic(library, topic),
        replace(library, tips={**library.tips, tip.tip_id: tip}),
    ):
        assert any("repealed" in fault for fault in faults(broken, today))
    kept = replace(tip, citations=("《劳动争议解释（一）》第三十二条第二款",))
    assert not faults(replace(library, tips={**library.tips, tip.tip_id: kept}), today)


def test_what_has_no_english_is_told_and_is_no_fault(library, today):
    before = check_library(library, today)
    topic = replace(first_topic(library), questions_en=())
    after = check_library(with_topic(library, topic), today)
    assert after.faults == ()
    assert len(after.notes) >= len(before.notes)
    (note,) = [line for line in after.notes if line.startswith("topics") and "ask_en" in line]
    counts = [line for line in before.notes if line.startswith("topics") and "ask_en" in line]
    assert note not in counts
