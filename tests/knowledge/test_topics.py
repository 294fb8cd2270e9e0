"""The reader of topics, hotlines, slang and glosses, and the playbooks of our own field."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.errors import SourceFormatError
from knowledge.models import CaseId, Correction, Hotline, Slang, Topic, TopicArticle, TopicId
from knowledge.people import Fact, Side
from knowledge.readers.topics import (
    filled_in,
    read_glosses,
    read_hotlines,
    read_slang,
    read_steps_for,
    read_topic_file,
)

DATA = Path(__file__).parents[2] / "knowledge" / "data"

ENTRY = """
- id: doxxed
  title: 被“开盒”了怎么办
  english_title: I have been doxxed
  field: own
  danger: threat
  applies: {side: [victim], needs: [minor], not: [admits]}
  sources: {二十四小时: 平台规则}
  conclusion: 可能构成犯罪：先存证再报警。
  english_conclusion: It may be a crime.
  articles:
    - {cite: 《刑法》第二百五十三条之一第一款, layer: criminal, mark: 情节严重的}
  steps: [存证, 报警]
  english_steps: [Keep evidence, Call the police]
  hotlines: ["110"]
  ask: [被开盒了怎么办]
  ask_en: [I was doxxed]
  corrections:
    - {premises: [有开盒罪吧], text: 没有这个罪名。, english: No.}
  related_cases: [case-jingan-pi]
"""


def topics_of(folder: Path) -> tuple[Topic, ...]:
    """Of all files, as the library has them."""
    read = [topic for path in sorted(folder.glob("*.yaml")) for topic in read_topic_file(path)]
    return tuple(filled_in({topic.topic_id: topic for topic in read}, {}).values())


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_becomes_the_dataclass_with_everything_in_it(tmp_path):
    (topic,) = read_topic_file(write(tmp_path, "own.yaml", ENTRY))
    assert topic == Topic(
        topic_id=TopicId("doxxed"),
        title="被“开盒”了怎么办",
        english_title="I have been doxxed",
        conclusion="可能构成犯罪：先存证再报警。",
        english_conclusion="It may be a crime.",
        articles=(TopicArticle("《刑法》第二百五十三条之一第一款", "criminal", "情节严重的"),),
        questions=("被开盒了怎么办",),
        questions_en=("I was doxxed",),
        steps=("存证", "报警"),
        english_steps=("Keep evidence", "Call the police"),
        hotlines=("110",),
        danger="threat",
        corrections=(Correction(("有开盒罪吧",), "没有这个罪名。", "No."),),
        related_cases=(CaseId("case-jingan-pi"),),
        field="own",
        side=frozenset({Side.VICTIM}),
        needs=frozenset({Fact.MINOR}),
        bars=frozenset({Fact.ADMITS}),
        figure_sources=(("二十四小时", "平台规则"),),
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("  title: 被“开盒”了怎么办\n", "", "title"),
        ("layer: criminal", "layer: penal", "layer"),
        ("danger: threat", "danger: fire", "danger"),
        ("steps: [存证, 报警]", "steps: [存证]", "english_steps"),
        ("steps: [存证, 报警]", "steps: [一, 二, 三, 四, 五]", "steps"),
        ('hotlines: ["110"]', "hotlines: [110]", "hotlines"),
        ("ask: [被开盒了怎么办]", "ask: [被开盒了怎么办, 被开盒了怎么办]", "twice"),
        ("ask: [被开盒了怎么办]", "ask: []", "ask"),
        ("  field: own\n", "  field: own\n  colour: red\n", "colour"),
        ("related_cases: [case-jingan-pi]", "related_cases: [jingan]", "related_cases"),
        ("id: doxxed", "id: 开盒", "id"),
        ("side: [victim]", "side: [plaintiff]", "applies.side"),
        ("side: [victim]", "side: [victim, victim]", "twice"),
        ("needs: [minor]", "needs: [admits]", "under not"),
        ("{side: [victim], needs: [minor], not: [admits]}", "{}", "leave applies out"),
        ("二十四小时: 平台规则", "二十四小时: ''", "sources"),
    ],
)
def test_a_broken_entry_is_named_in_one_sentence(tmp_path, old, new, found):
    assert old in ENTRY
    path = write(tmp_path, "own.yaml", ENTRY.replace(old, new, 1))
    with pytest.raises(SourceFormatError) as caught:
        read_topic_file(path)
    message = str(caught.value)
    assert message.startswith("own.yaml, entry ")
    assert found in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("text", "found"),
    [("a: [", "own.yaml, line"), ("just words", "a list of entries"), ("- 7", "entry number 1")],
)
def test_a_file_that_is_no_list_of_topics_is_refused(tmp_path, text, found):
    with pytest.raises(SourceFormatError, match=re.escape(found)):
        read_topic_file(write(tmp_path, "own.yaml", text))


def test_bytes_that_are_not_utf8_are_refused_by_name(tmp_path):
    (tmp_path / "own.yaml").write_bytes("- id: 开盒".encode("gb18030"))
    with pytest.raises(SourceFormatError, match=r"own\.yaml: expected UTF-8"):
        read_topic_file(tmp_path / "own.yaml")


WITHIN = """- id: doxxed-price
  of: {of}
  title: 开盒要多少钱才算犯罪
  english_title: The sum
  conclusion: 不看钱。
  english_conclusion: Money does not matter.
  articles: [{{cite: 《刑法》第二百五十三条之一第一款, layer: criminal}}]
  ask: [没收钱也犯法吗]
"""


def test_a_question_within_a_topic_takes_its_field_steps_and_hotlines(tmp_path):
    write(tmp_path, "own.yaml", ENTRY)
    write(tmp_path, "within.yaml", WITHIN.format(of="doxxed"))
    whole, within = topics_of(tmp_path)
    assert (within.field, within.steps, within.english_steps, within.hotlines) == (
        (whole.field, whole.steps, whole.english_steps, whole.hotlines)
    )
    assert (within.side, within.danger) == (frozenset(), "")


@pytest.mark.parametrize("of", ["nothing", "doxxed-price"])
def test_a_question_within_no_whole_topic_is_refused(tmp_path, of):
    write(tmp_path, "own.yaml", ENTRY)
    write(tmp_path, "within.yaml", WITHIN.format(of=of))
    with pytest.raises(SourceFormatError, match=rf"topic doxxed-price: expected a whole topic .*{of}"):
        topics_of(tmp_path)


def test_an_entry_has_a_field_or_stands_within_a_topic(tmp_path):
    with pytest.raises(SourceFormatError, match="either field or of"):
        read_topic_file(write(tmp_path, "own.yaml", ENTRY.replace("  field: own\n", "")))


def test_an_empty_file_has_no_topics(tmp_path):
    assert read_topic_file(write(tmp_path, "own.yaml", "# nothing yet\n")) == ()


def test_hotlines_are_read_and_ids_are_unique(tmp_path):
    one = '- {id: "110", label: "110", use: 报案, hours: 24 小时, english: police, source: 公知}\n'
    assert read_hotlines(write(tmp_path, "h.yaml", one)) == (
        Hotline("110", "110", "报案", "24 小时", "police", "公知"),
    )
    with pytest.raises(SourceFormatError, match=r"h\.yaml, entry 110: .*twice"):
        read_hotlines(write(tmp_path, "h.yaml", one + one))


def test_a_slang_word_has_one_meaning(tmp_path):
    one = "- {words: [开盒, 盒了], legal: 非法公开他人个人信息, english: doxxing}\n"
    assert read_slang(write(tmp_path, "s.yaml", one)) == (
        Slang(("开盒", "盒了"), "非法公开他人个人信息", "doxxing"),
    )
    two = one + "- {words: [人肉, 盒了], legal: 非法获取}\n"
    with pytest.raises(SourceFormatError, match=r"s\.yaml, entry 人肉: the word 盒了"):
        read_slang(write(tmp_path, "s.yaml", two))


def test_slang_written_as_a_number_is_refused(tmp_path):
    with pytest.raises(SourceFormatError, match=r"s\.yaml, entry 996"):
        read_slang(write(tmp_path, "s.yaml", "- {words: [996], legal: 加班}\n"))


def test_glosses_are_joined_to_one_line_and_must_be_text(tmp_path):
    text = "《民法典》第一千零三十二条: |\n  A natural person\n  has privacy.\n"
    assert read_glosses(write(tmp_path, "g.yaml", text)) == {
        "《民法典》第一千零三十二条": "A natural person has privacy."
    }
    assert read_glosses(write(tmp_path, "g.yaml", "")) == {}
    with pytest.raises(SourceFormatError, match=r"g\.yaml, entry 第一条: .*found list"):
        read_glosses(write(tmp_path, "g.yaml", "第一条: [a]\n"))
    with pytest.raises(SourceFormatError, match=r"g\.yaml: expected a mapping"):
        read_glosses(write(tmp_path, "g.yaml", "- a\n"))


def test_whose_steps_a_topic_has_goes_to_those_within_it_that_have_none(tmp_path):
    whole = Topic(TopicId("a"), "甲", "A", "能。", "Yes.", (), ("甲？",), steps=("先催告",))
    bare = replace(whole, topic_id=TopicId("b"), steps=(), of=TopicId("a"))
    other = replace(whole, topic_id=TopicId("c"), steps=("先还",), of=TopicId("a"))
    topics = {one.topic_id: one for one in (whole, bare, other)}
    told = read_steps_for(write(tmp_path, "steps.yaml", "a: [creditor]\nc: [debtor, guarantor]\n"))
    found = filled_in(topics, told)
    assert found[TopicId("a")].steps_for == found[TopicId("b")].steps_for == {Side.CREDITOR}
    assert found[TopicId("c")].steps_for == {Side.DEBTOR, Side.GUARANTOR}
    with pytest.raises(SourceFormatError, match="steps of its own, found b"):
        filled_in(topics, {TopicId("b"): frozenset({Side.DEBTOR})})


@pytest.mark.parametrize("written", ["a: [lender]\n", "a: creditor\n", "- a\n"])
def test_a_side_that_there_is_not_is_named(tmp_path, written):
    with pytest.raises(SourceFormatError, match=r"steps\.yaml"):
        read_steps_for(write(tmp_path, "steps.yaml", written))
