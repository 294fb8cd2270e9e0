"""The one reading of a message, and several asks answered one under the other."""

import numpy as np
import pytest

from bot.answer import Answer, Further, Outcome
from bot.as_json import ask_object
from bot.brief import render_brief
from bot.compose.asks import LONGEST_STORY, Asks
from bot.compose.people import fits
from bot.render import render
from bot.script import in_traditional
from bot.service import Yuanfa
from index.query import Query
from knowledge.models import Topic, TopicId
from knowledge.people import Side
from tests.bot.factories import make_excerpt


@pytest.mark.parametrize(
    ("text", "asked", "story"),
    [
        ("结婚三年了,他打我,能离婚吗?孩子归谁?彩礼要退吗", ("能离婚吗", "孩子归谁", "彩礼要退吗"), "结婚三年了,他打我"),
        ("公司不给我交社保,怎么办", ("公司不给我交社保,怎么办",), ""),
        ("房东不退押金,怎么办,违法吗", ("房东不退押金,怎么办",), ""),
        ("网购假货,赔多少?去哪投诉?", ("网购假货,赔多少", "去哪投诉"), ""),
        ("我被公司辞退了", (), "我被公司辞退了"),
        ("", (), ""),
    ],
)  # fmt: skip
def test_asks_are_told_apart_from_the_story(text: str, asked: tuple[str, ...], story: str) -> None:
    asks = Asks.of(text)
    assert (asks.asked, asks.story) == (asked, story)


def test_of_a_long_story_the_end_is_kept() -> None:
    asks = Asks.of("很久以前的事。" * 60 + "能起诉吗?")
    assert asks.asked == ("能起诉吗",)
    assert len(asks.story) <= LONGEST_STORY


def topic_for(side: Side) -> Topic:
    return Topic(TopicId("t"), "题", "Title", "能。", "Yes.", (), ("能吗",), side=frozenset({side}))


def test_a_side_bars_only_what_is_for_the_side_that_faces_it() -> None:
    for_spouse = topic_for(Side.SPOUSE)
    for_employer = topic_for(Side.EMPLOYER)
    assert fits(for_spouse, {Side.VICTIM}, ())
    assert fits(for_employer, {Side.PARENT}, ())
    assert not fits(for_employer, {Side.WORKER}, ())
    assert fits(for_employer, {Side.WORKER, Side.EMPLOYER}, ())


def answer_with_further() -> Answer:
    return Answer(
        Outcome.ANSWERED,
        "能。",
        excerpts=(make_excerpt(),),
        further=(
            Further(
                "孩子归谁", "看年龄和谁更有利。", make_excerpt(citation="《民法典》第一千零八十四条"), "t"
            ),
        ),
    )


def test_further_asks_stand_under_the_answer_with_their_article() -> None:
    (page,) = render(answer_with_further())
    assert page.index("能。") < page.index("还问到：孩子归谁") < page.index("第一千零八十四条")
    found = ask_object(answer_with_further(), 1)
    assert [one["citation"] for one in found["excerpts"]][-1] == "《民法典》第一千零八十四条"
    assert found["further"] == [{"ask": "孩子归谁", "conclusion": "看年龄和谁更有利。"}]


def test_a_group_gets_the_first_ask_alone_and_traditional_readers_their_script() -> None:
    assert "孩子归谁" not in "".join(render_brief(answer_with_further()))
    assert in_traditional(answer_with_further()).further[0].conclusion == "看年齡和誰更有利。"


def test_a_question_without_vectors_has_its_words_alone() -> None:
    query = Query.unread("Is it legal?")
    assert query.english
    assert query.vectors.shape == query.taught.shape == (0, 0)
    assert isinstance(query.vectors, np.ndarray)


@pytest.mark.index
def test_a_message_is_read_into_asks_side_facts_and_danger(service: Yuanfa) -> None:
    told = service.explain("老公打我，能离婚吗？孩子三岁归谁？", previous=["《民法典》第1079条是什么"])
    reading = told["reading"]
    assert reading["asks"] == ["能离婚吗", "孩子三岁归谁"]
    assert "home_violence" in reading["dangers"]
    assert "minor" in reading["facts"]
    assert reading["subject"]
    assert told["found"]["articles"]


@pytest.mark.index
def test_several_asks_are_answered_one_under_the_other(service: Yuanfa) -> None:
    answer = service.ask("老公打我，能离婚吗？孩子三岁归谁？彩礼要退吗？")
    told = answer.conclusion + "".join(one.conclusion for one in answer.further)
    assert answer.safety
    assert "领证又一起过了的一般不退" in told
    assert "两周岁" in told
    assert "应当判离" in told


@pytest.mark.model
def test_a_message_of_another_matter_is_read_without_the_subject_before(service: Yuanfa):
    before = ["我威胁过前女友说要发她照片 但没发 她报警了"]
    for text, subject in (
        ("厂里上班手指被机器压断了老板只给两千", None),
        ("当时我喝醉了", before[0]),
        ("我说要发照片的时候她已经先骂我了怎么算", before[0]),
    ):
        reading = service.explain(text, previous=before)["reading"]
        assert reading["subject"] == subject, text
