"""The playbooks of our own: what each must say, and what none may."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge.library import Library
from knowledge.models import Topic, TopicId
from knowledge.people import Fact, Side
from knowledge.readers.topics import (
    read_hotlines,
    read_slang,
    read_topic_file,
)
from knowledge.readers.yaml_source import load_yaml
from knowledge.references import resolve_reference
from tests.knowledge.test_topics import topics_of

DATA = Path(__file__).parents[2] / "knowledge" / "data"


@pytest.fixture(scope="module")
def own() -> tuple[Topic, ...]:
    return tuple(t for path in sorted((DATA / "topics").glob("own-*.yaml")) for t in read_topic_file(path))


def sentences(topic: Topic) -> list[str]:
    """What a topic asserts; wrong premises and the ways a question is put are not asserted."""
    said = [topic.conclusion, *topic.steps, *(c.text for c in topic.corrections)]
    return [part for text in said for part in re.split(r"[。；]", text) if part]


def test_there_are_enough_playbooks_of_our_own(own):
    assert sum(1 for topic in own if topic.steps) >= 60


def test_every_topic_of_our_own_is_asked_in_many_ways(own):
    for topic in own:
        assert len(topic.questions) >= 10, topic.topic_id
        assert 4 <= len(topic.questions_en) <= 8, topic.topic_id
        assert len({len(question) for question in topic.questions}) >= 5, topic.topic_id


def test_no_two_topics_of_our_own_are_asked_in_the_same_words(own):
    asked: dict[str, str] = {}
    for topic in own:
        for question in (*topic.questions, *topic.questions_en):
            assert question not in asked, (question, asked.get(question), topic.topic_id)
            asked[question] = topic.topic_id


def test_traditional_characters_and_typing_slips_are_among_the_phrasings(own):
    asked = "".join(question for topic in own for question in topic.questions)
    for written in ("開盒", "開盒犯法嗎", "kaihe", "开合", "威脅", "網暴", "luoliao", "威协", "网爆", "個資"):
        assert written in asked, written


def test_every_hotline_that_our_files_name_exists(own):
    known = {hotline.hotline_id for hotline in read_hotlines(DATA / "hotlines.yaml")}
    assert known >= {hotline for topic in own for hotline in topic.hotlines}
    assert {"12339", "12380"}.isdisjoint(known)


def test_whoever_may_be_in_danger_is_given_the_police_and_steps(own):
    for topic in own:
        if topic.danger:
            assert "110" in topic.hotlines, topic.topic_id
            assert topic.steps, topic.topic_id


def test_suicidal_words_get_a_voice_before_any_article(own):
    (topic,) = (topic for topic in own if topic.danger == "self_harm")
    assert topic.hotlines == ("110", "120", "12356")
    assert "110" in topic.conclusion
    assert "12356" in topic.conclusion


@pytest.mark.parametrize("topic_id", ["minor-nude-images", "minor-obscene-possession", "remote-molestation"])
def test_images_of_minors_are_never_to_be_copied(own, topic_id):
    (topic,) = (topic for topic in own if topic.topic_id == topic_id)
    assert any(re.search(r"不要[^。]{0,12}(转存|转发)", step) for step in topic.steps)


@pytest.mark.parametrize("topic_id", ["intimate-image-threat", "nude-chat-blackmail", "minor-nude-images"])
def test_blackmailed_people_are_told_not_to_pay(own, topic_id):
    (topic,) = (topic for topic in own if topic.topic_id == topic_id)
    assert re.search(r"不付款|不付|不要付", topic.conclusion + topic.steps[0])


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        (r"开盒罪|网暴罪|网络暴力罪|人肉搜索罪|持有儿童色情罪", r"没有|不是"),
        (r"(二十四|24)\s*小时.{0,8}(删|下架|期限)|(删|下架).{0,8}(二十四|24)\s*小时", r"没有|不"),
        (r"侵权责任法.{0,8}(有效|适用)", r"废止|不对"),
        (r"(百分之百|保证|一定能|肯定能)(追回|立案|胜诉|判|赢)", r"不"),
        (r"平台(必须|一定要?)赔", r"不一定|不"),
        (r"转发.{0,6}五千次|浏览.{0,6}五百次", r"弄反|不对"),
        (r"反网络暴力法.{0,12}(规定|施行|生效)", r"没有|草案|征求意见"),
        (r"普通.{0,8}五百条", r"不"),
    ],
)
def test_nothing_is_claimed_that_the_law_does_not_say(own, claim, denial):
    for topic in own:
        for sentence in sentences(topic):
            if re.search(claim, sentence):
                assert re.search(denial, sentence), (topic.topic_id, sentence)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("开盒罪", "第二百五十三条之一"),
        ("24小时", "及时"),
        ("缓刑就不用交罚金", "附加刑仍须执行"),
        ("13岁开盒要坐牢", "已满十六周岁"),
        ("转发五千次", "五千次以上，或者被转发五百次"),
        ("侵权责任法36条仍然有效", "废止"),
        ("警察绝对不管", "应当按治安案件立案调查"),
        ("不赚钱就不犯法", "不以赚钱为条件"),
        ("公开信息可以随便发", "合理范围"),
        ("网暴罪", "侮辱罪"),
        ("反网络暴力法已经生效", "征求意见稿"),
    ],
)
def test_common_false_beliefs_are_set_right(own, wrong, words):
    texts = [
        correction.text
        for topic in own
        for correction in topic.corrections
        if any(wrong in re.sub(r"(?<=\d)\s", "", premise) for premise in correction.premises)
    ]
    assert any(words in text for text in texts), texts


def test_conclusions_fit_a_phone_and_are_sentences(own):
    for topic in own:
        assert len(topic.conclusion) <= 190, topic.topic_id
        assert topic.conclusion.endswith("。"), topic.topic_id
        assert topic.english_conclusion.endswith("."), topic.topic_id


def test_articles_of_topics_resolve_and_marks_stand_in_the_very_paragraph(own, library: Library, today: date):
    straight = str.maketrans({"“": '"', "”": '"'})
    for topic in own:
        for article in topic.articles:
            reference = resolve_reference(article.citation, library, today)
            text = reference.article.text
            if reference.paragraph is not None:
                paragraph = reference.article.paragraphs[reference.paragraph - 1]
                text = text[paragraph.start : paragraph.end]
            assert article.mark or not reference.statute.verbatim, (topic.topic_id, article.citation)
            assert article.mark.translate(straight) in text.translate(straight), article


def test_criminal_claims_rest_on_more_than_the_harshest_layer(own):
    """Where a topic gives a crime for what a person did, it gives the lighter layers too."""
    by_id = {topic.topic_id: topic for topic in own}
    for topic_id in ("doxxing-illegal", "defamed", "insulted", "deepfake", "buying-data", "call-sms-bombing"):
        layers = {article.layer for article in by_id[topic_id].articles}
        assert "criminal" in layers
        assert layers & {"public_order", "civil", "administrative"}


def test_slang_covers_what_people_say():
    words = {word: entry.legal for entry in read_slang(DATA / "slang.yaml") for word in entry.words}
    assert len(words) >= 200
    assert all(len(word) >= 2 for word in words)
    for word in (
        "开盒",
        "人肉",
        "挂人",
        "社工库",
        "查档",
        "黄谣",
        "网暴",
        "水军",
        "判三缓三",
        "炒鱿鱼",
        "老赖",
        "小三",
        "996",
    ):
        assert word in words, word
    assert "个人信息" in words["开盒"]
    assert "缓刑" in words["判三缓三"]
    assert "劳动合同" in words["炒鱿鱼"]


def test_slang_inside_longer_slang_means_something_akin_or_is_the_longer_word():
    """The longest match wins, so a short word may stand in a long one only if both read alike."""
    words = {word: entry.legal for entry in read_slang(DATA / "slang.yaml") for word in entry.words}
    strange = [
        (short, long)
        for long in words
        for short in words
        if short != long and short in long and words[short] != words[long]
    ]
    assert set(strange) <= {("霸凌", "网络霸凌"), ("霸凌", "网路霸凌")}


@pytest.mark.parametrize("word", ["拉黑我了", "私生子", "抄底", "饭盒"])
def test_slang_is_not_found_inside_other_words(library, word):
    found = [one for entry in library.slang for one in entry.words if one in word]
    assert found == [] or max(map(len, found)) == len(word), found


OURS = sorted(
    [*(DATA / "topics").glob("*.yaml"), *(DATA / "digests").glob("*.yaml")]
    + [DATA / f"{name}.yaml" for name in ("hotlines", "tips", "quiz", "glosses")]
)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_a_file_reads_the_same_without_libyaml(path):
    text = path.read_text(encoding="utf-8")
    assert yaml.load(text, Loader=yaml.SafeLoader) == load_yaml(text)


EVERYDAY = [
    topic
    for path in sorted((DATA / "topics").glob("*.yaml"))
    if path.stem.startswith(("general-", "cards-everyday-", "everyday-"))
    for topic in read_topic_file(path)
]


def test_everyday_topics_say_what_to_do_and_whom_to_call():
    helped = [topic for topic in EVERYDAY if topic.steps]
    assert len(helped) >= 250
    assert [topic.topic_id for topic in helped if not topic.hotlines] == []


@pytest.mark.parametrize(
    "topic", [topic for topic in EVERYDAY if topic.steps], ids=lambda topic: topic.topic_id
)
def test_steps_name_no_hotline_that_the_topic_does_not_give(topic):
    """A number in a step is one of hotlines.yaml: nothing is invented."""
    known = {hotline.hotline_id for hotline in read_hotlines(DATA / "hotlines.yaml")}
    named = set(
        re.findall(r"(?<![\d.])(?:1[12]0|119|12\d{3}|96110)(?!\d|元|日|条|个|万|倍|%)", " ".join(topic.steps))
    )
    assert named <= known, named - known


@pytest.mark.parametrize(
    "topic", read_topic_file(DATA / "topics" / "everyday-more.yaml"), ids=lambda topic: topic.topic_id
)
def test_a_new_everyday_topic_is_asked_from_many_sides_and_answers_with_law_and_steps(topic):
    assert len(topic.questions) >= 8
    assert len(topic.questions_en) >= 2
    assert len(topic.steps) >= 2
    assert topic.articles[0].mark
    assert topic.side


def test_preconditions_are_given_where_a_conclusion_is_right_for_one_side_only():
    topics = topics_of(DATA / "topics")
    assert sum(1 for topic in topics if topic.side or topic.needs or topic.bars) >= 300
    by_id = {topic.topic_id: topic for topic in topics}
    assert by_id[TopicId("intimate-image-threat")].bars == {Fact.MINOR}
    assert by_id[TopicId("doxxed-someone")].side == {Side.ACCUSED, Side.SPEAKER}
    assert Side.WORKER in by_id[TopicId("m-accused-of-theft-at-work")].side
