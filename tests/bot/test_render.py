"""Rendering: valid HTML, within limits, nothing lost, nothing injected."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.constants import MessageLimit

from bot.answer import Answer, Certainty, Choice, Language, Outcome
from bot.render import MESSAGE_LIMIT, clean, render, render_excerpt, render_short
from bot.texts import TEXTS, Locale
from knowledge.models import Kind, Status
from tests.bot.factories import make_answer, make_excerpt
from tests.end_to_end.telegram_html import parse, utf16

# All of Unicode that a file or a chat can hold, with the characters that break things in front.
WILD = st.text(
    st.one_of(st.sampled_from("<>&\"'/\n。；👨‍👩‍👧é\x00\x07\u202e第条"), st.characters(codec="utf-8")),
    max_size=400,
)


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", clean(text))


@st.composite
def excerpts(draw):
    text = draw(WILD)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    return make_excerpt(
        text=text,
        highlight=draw(st.sampled_from([None, (start, end)])),
        verbatim=draw(st.booleans()),
        kind=draw(st.sampled_from(list(Kind))),
        status=draw(st.sampled_from(list(Status))),
        citation=draw(st.text(max_size=40)),
        english=draw(st.sampled_from(["", "A <gloss> & more"])),
    )


@st.composite
def answers(draw):
    return Answer(
        outcome=draw(st.sampled_from(list(Outcome))),
        conclusion=draw(WILD),
        excerpts=tuple(draw(st.lists(excerpts(), max_size=4))),
        steps=tuple(draw(st.lists(WILD, max_size=4))),
        notices=tuple(draw(st.lists(WILD, max_size=2))),
        hotlines=tuple(draw(st.lists(st.text(max_size=20), max_size=2))),
        choices=tuple(Choice(label, "q") for label in draw(st.lists(st.text(max_size=20), max_size=3))),
        near=tuple(Choice("近", "q", said, "如果是“近”：") for said in draw(st.lists(WILD, max_size=2))),
        certainty=draw(st.sampled_from(list(Certainty))),
        safety=tuple(draw(st.lists(st.text(max_size=40), max_size=2))),
        language=draw(st.sampled_from(list(Language))),
    )


@settings(max_examples=150, deadline=None)
@given(answers(), st.sampled_from([120, 300, 4096]))
def test_every_message_is_valid_html_within_the_limit_and_nothing_is_lost(answer, limit):
    messages = render(answer, limit=limit)
    seen = ""
    for message in messages:
        text, _ = parse(message)
        assert text.strip()
        assert utf16(message) <= limit
        seen += text
    for part in (
        answer.conclusion,
        *(one.conclusion for one in answer.near),
        *(e.text for e in answer.excerpts),
        *answer.steps,
    ):
        assert squeeze(part) in squeeze(seen)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", seen)


def test_the_limit_is_the_librarys():
    assert MESSAGE_LIMIT == MessageLimit.MAX_TEXT_LENGTH


def test_parts_stand_in_the_order_of_need():
    answer = make_answer(
        safety=("如有危险请先打110。",), notices=("旧第42条现为第50条。",), choices=(Choice("甲", "甲？"),)
    )
    (message,) = render(answer)
    text, _ = parse(message)
    order = ["如有危险", "可以通知平台", "权利人有权通知", "《民法典》第一千一百九十五条｜", "怎么做",
             "12377", "旧第42条", "1. 甲", "一般信息，不是法律意见"]  # fmt: skip
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert text.endswith("一般信息，不是法律意见；个案请咨询律师或12348。")


def test_the_citation_line_names_version_and_place_to_check():
    (message,) = render(make_answer())
    assert "《民法典》第一千一百九十五条｜2021-01-01起施行｜核对：flk.npc.gov.cn" in message


def test_the_answering_words_are_marked_inside_the_quotation():
    (message,) = render(make_answer())
    quoted = make_answer().excerpts[0].text[18:25]
    assert f"<b>{quoted}</b>" in message.split("<blockquote>")[1].split("</blockquote>")[0]


def test_a_digest_is_called_one_and_is_not_put_in_quotation_marks():
    excerpt = make_excerpt(
        verbatim=False, kind=Kind.INTERPRETATION, text="情节严重：五百条以上。", source="最高人民法院"
    )
    (message,) = render(make_answer(excerpts=(excerpt,)))
    assert "要旨（非原文）" in message
    assert "“情节严重" not in message
    assert "flk.npc.gov.cn" not in message
    assert "最高人民法院" in message


@pytest.mark.parametrize(
    ("status", "says"),
    [(Status.REPEALED, "已废止"), (Status.NOT_YET_IN_FORCE, "尚未施行"), (Status.AMENDED, "旧文本")],
)
def test_a_text_that_is_not_in_force_says_so(status, says):
    assert says in render(make_answer(excerpts=(make_excerpt(status=status),)))[0]


def test_long_quotations_fold_and_short_ones_do_not():
    long = render(make_answer(excerpts=(make_excerpt(text="应当依法处理。" * 60),)))[0]
    assert "<blockquote expandable>" in long
    assert "<blockquote expandable>" not in render(make_answer())[0]


def test_excerpts_are_not_parted_from_their_citation_when_both_fit_a_message():
    answer = make_answer(excerpts=tuple(make_excerpt(text="字" * 1500) for _ in range(4)))
    for message in render(answer):
        assert message.count("<blockquote") == message.count("｜核对：flk.npc.gov.cn")


def test_an_excerpt_longer_than_a_message_is_cut_at_a_paragraph_end():
    text = "\n".join(f"第{n}款" + "字" * 900 for n in range(1, 9))
    messages = render(make_answer(excerpts=(make_excerpt(text=text),)))
    assert len(messages) >= 2
    for message in messages[1:-1]:
        assert re.match(r"<blockquote[^>]*>第\d款", message)


def test_english_answers_keep_the_chinese_text_and_mark_the_gloss():
    (message,) = render(make_answer(language=Language.EN, conclusion="Yes."))
    assert "权利人有权通知" in message
    assert "A right holder may notify the provider. <i>(unofficial translation)</i>" in message
    assert "What to do" in message
    assert "General information, not legal advice" in message


def test_readers_of_traditional_chinese_get_our_labels_so_and_the_law_as_enacted():
    (message,) = render(make_answer(), locale=Locale.HANT)
    assert "怎麼做" in message
    assert "权利人有权通知" in message


def test_a_greeting_carries_no_disclaimer():
    answer = Answer(Outcome.GREETING, "你好，请问想问什么？")
    assert render(answer) == ["<b>你好，请问想问什么？</b>"]


def test_the_short_form_shows_the_first_quotation_and_more_only_while_they_are_short():
    brief = make_excerpt("st-civil-code-1194")
    assert render_short(make_answer(excerpts=(brief, brief)))[0].count("<blockquote") == 2
    long = make_excerpt(text="应当依法处理。" * 50)
    assert render_short(make_answer(excerpts=(long, brief)))[0].count("<blockquote") == 1


def test_one_excerpt_can_stand_alone():
    (message,) = render_excerpt(make_excerpt(), TEXTS[Locale.HANS], heading="民法典 <全文>")
    assert message.startswith("<b>民法典 &lt;全文&gt;</b>")


def test_of_near_questions_the_first_line_stands_out_and_of_the_others_their_questions():
    near = (
        Choice("甲", "甲", "可以。", "如果你问的是“甲”："),
        Choice("乙", "乙", "不行。", "如果是“乙”："),
        Choice("丙", "丙", "看情况。"),
    )
    (page,) = render(make_answer(conclusion="最对得上的规定是《民法典》第一条。", near=near))
    assert page.startswith(
        "<b>如果你问的是“甲”：可以。</b>\n<b>如果是“乙”：</b>不行。\n最对得上的规定是《民法典》第一条。\n"
    )
