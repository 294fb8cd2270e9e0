"""The check names every fault of the sources, and finds none in ours."""

from dataclasses import replace

import pytest

from knowledge.check import check_library
from knowledge.models import Topic, TopicArticle, TopicId
from knowledge.posts import Tip


@pytest.fixture(scope="module")
def added(few, today):
    """The faults that a library has and ``few`` has not."""
    own = set(check_library(few, today).faults)
    return lambda broken: [fault for fault in check_library(broken, today).faults if fault not in own]


def test_the_sources_have_no_fault_and_are_counted(library, today):
    report = check_library(library, today)
    assert report.faults == ()
    assert f"{len(library.cases)} cases" in report.summary


def first_topic(few) -> Topic:
    return few.topics[min(few.topics)]


def with_topic(few, topic):
    return replace(few, topics={**few.topics, topic.topic_id: topic})


@pytest.mark.parametrize(
    ("citation", "mark", "named"),
    [
        ("《民法典》第九千条", "", "《民法典》第九千条"),
        ("《不存在法》第一条", "", "不存在法"),
        ("《民法典》第一千一百九十五条", "这几个字不在条文里", "这几个字不在条文里"),
    ],
)
def test_an_article_that_is_none_or_words_it_does_not_have_are_faults(few, added, citation, mark, named):
    topic = first_topic(few)
    broken = replace(topic, articles=(TopicArticle(citation, "civil", mark), *topic.articles))
    found = added(with_topic(few, broken))
    assert any(named in fault and topic.topic_id in fault for fault in found), found


def test_cases_that_are_asked_alike_must_be_told_apart(few, added):
    one, other = sorted(few.cases)[:2]
    asked = few.cases[one].points[0].questions[0] if few.cases[one].points[0].questions else "谁判的"
    point = replace(few.cases[other].points[0], questions=(asked,))
    own = replace(few.cases[one].points[0], questions=(asked,))
    cases = {
        **few.cases,
        one: replace(few.cases[one], points=(own,), confusable_with=()),
        other: replace(few.cases[other], points=(point,), confusable_with=()),
    }
    found = added(replace(few, cases=cases))
    assert any(asked in fault and one in fault and other in fault for fault in found), found
    told = {
        one: replace(cases[one], confusable_with=(other,)),
        other: replace(cases[other], confusable_with=(one,)),
    }
    assert not any(f"“{asked}”" in fault for fault in added(replace(few, cases={**cases, **told})))


def test_a_hotline_that_does_not_exist_is_a_fault(few, added):
    topic = replace(first_topic(few), hotlines=("99999",))
    found = added(with_topic(few, topic))
    assert any("99999" in fault and topic.topic_id in fault for fault in found), found


def test_a_phrasing_that_two_topics_claim_is_a_fault(few, added):
    one, other = sorted(few.topics)[:2]
    double = replace(few.topics[TopicId(other)], questions=(few.topics[TopicId(one)].questions[0],))
    found = added(with_topic(few, double))
    assert any(one in fault and other in fault for fault in found), found


def test_too_few_of_anything_is_a_fault(few, today):
    found = check_library(replace(few, topics={}, tips={}, quiz={}, cases={}), today).faults
    for word in ("playbooks", "tips", "quiz questions", "cases of the start"):
        assert any(word in fault for fault in found), word


def test_a_tip_must_lean_on_law_in_force(few, added):
    tip = Tip("broken", "贴士。", "Tip.", ("《侵权责任法》第三十六条",))
    found = added(replace(few, tips={**few.tips, tip.tip_id: tip}))
    assert any("broken" in fault for fault in found), found


def topic_of(few, **changes) -> Topic:
    """A topic that cites 产假98天 and the annual leave of 5, 10 and 15 days."""
    return replace(
        first_topic(few),
        articles=(TopicArticle("《女职工劳动保护特别规定》第七条第一款", "civil"),),
        steps=(),
        english_steps=(),
        figure_sources=(),
        **changes,
    )


def test_a_figure_that_no_cited_provision_has_is_a_fault(few, added):
    found = added(with_topic(few, topic_of(few, conclusion="产假不少于90天。")))
    assert any("90天" in fault and "sources" in fault for fault in found), found
    assert not added(with_topic(few, topic_of(few, conclusion="产假98天，难产加15天。")))


def test_a_figure_may_name_its_source_and_a_source_without_a_figure_is_a_fault(few, added):
    named = topic_of(few, conclusion="产假90天。")
    fine = replace(named, figure_sources=(("90天", "劳动法第六十二条"),))
    idle = replace(named, conclusion="产假98天。", figure_sources=(("90天", "劳动法第六十二条"),))
    assert not added(with_topic(few, fine))
    assert any("take it out" in fault for fault in added(with_topic(few, idle)))


def test_an_age_in_a_step_says_on_which_side_of_the_birthday_it_falls(few, added):
    vague = replace(topic_of(few, conclusion="产假98天。"), steps=("8岁以下的找学校。",))
    assert any("8岁以下" in fault and "birthday" in fault for fault in added(with_topic(few, vague)))


def test_nothing_cites_a_repealed_clause(few, added):
    repealed = "《劳动争议解释（一）》第三十二条第一款"
    topic = replace(topic_of(few, conclusion="产假98天。"), articles=(TopicArticle(repealed, "civil"),))
    tip = Tip("broken", "贴士。", "Tip.", (repealed,))
    for broken in (
        with_topic(few, topic),
        replace(few, tips={**few.tips, tip.tip_id: tip}),
    ):
        assert any("repealed" in fault for fault in added(broken))
    kept = replace(tip, citations=("《劳动争议解释（一）》第三十二条第二款",))
    assert not added(replace(few, tips={**few.tips, tip.tip_id: kept}))


def test_what_has_no_english_is_told_and_is_no_fault(few, today):
    before = check_library(few, today)
    topic = replace(first_topic(few), questions_en=())
    after = check_library(with_topic(few, topic), today)
    assert after.faults == before.faults
    assert len(after.notes) >= len(before.notes)
    (note,) = [line for line in after.notes if line.startswith("topics") and "ask_en" in line]
    counts = [line for line in before.notes if line.startswith("topics") and "ask_en" in line]
    assert note not in counts
