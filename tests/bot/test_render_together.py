"""What must stand together, in which order, and what a group's short form keeps."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answer, Choice, Language, Outcome
from bot.render import EXPANDABLE_FROM, SHORT_EXCERPTS, render, render_short, render_tip, utf16
from bot.texts import TEXTS, Locale
from knowledge.models import Kind, Status
from tests.bot.factories import make_answer, make_excerpt

CITATION = re.compile(r"《民法典》第一千一百九十五条｜")


@settings(max_examples=200, deadline=None)
@given(
    sizes=st.lists(st.integers(20, 260), min_size=1, max_size=5),
    limit=st.integers(420, 900),
    english=st.booleans(),
)
def test_a_quotation_that_fits_a_message_stands_in_it_with_its_citation(
    sizes: list[int], limit: int, english: bool
) -> None:
    answer = make_answer(
        excerpts=tuple(make_excerpt(text=f"{n}" + "字" * size) for n, size in enumerate(sizes)),
        language=Language.EN if english else Language.ZH,
    )
    messages = render(answer, limit=limit)
    assert all(utf16(message) <= limit for message in messages)
    for message in messages:
        assert message.count("<blockquote") == len(CITATION.findall(message))
        assert message.count("<blockquote") == message.count("</blockquote>")


def test_a_citation_stands_on_the_line_right_behind_its_quotation() -> None:
    (message,) = render(make_answer())
    assert "</blockquote>\n《民法典》第一千一百九十五条" in message


def test_parts_are_parted_by_an_empty_line() -> None:
    parts = render(make_answer())[0].split("\n\n")
    begin = ["<b>可以通知平台删除", "<blockquote>网络用户", "<b>怎么做", "<b>", "<i>"]
    assert [part.startswith(words) for part, words in zip(parts, begin, strict=True)] == [True] * 5


def test_parts_that_a_reader_needs_first_stand_first() -> None:
    answer = make_answer(
        safety=("先顾安全。",), notices=("说明一。",), choices=(Choice("另一条", "另一条"),),
    )  # fmt: skip
    (message,) = render(answer)
    order = [
        "先顾安全",
        "可以通知平台删除",
        "<blockquote",
        "保存链接",
        "12377",
        "说明一",
        "另一条",
        "法律意见",
    ]
    places = [message.index(words) for words in order]
    assert places == sorted(places)


def test_the_short_form_keeps_safety_steps_and_the_first_notice_only() -> None:
    answer = make_answer(safety=("先顾安全。",), notices=("说明一。", "说明二。"))
    (message,) = render_short(answer)
    assert "先顾安全。" in message
    assert "保存链接和截图。" in message
    assert "说明一。" in message
    assert "说明二。" not in message


@pytest.mark.parametrize(("second", "shown"), [(0, 2), (1, 1)])
def test_the_short_form_shows_a_second_quotation_while_both_are_short(second: int, shown: int) -> None:
    first = make_excerpt(text="字" * 100)
    other = make_excerpt("st-civil-code-1194", text="字" * (SHORT_EXCERPTS - 100 + second))
    (message,) = render_short(make_answer(excerpts=(first, other)))
    assert message.count("<blockquote") == shown


@pytest.mark.parametrize(("more", "folds"), [(0, False), (1, True)])
def test_a_quotation_folds_from_a_length_on(more: int, folds: bool) -> None:
    (message,) = render(make_answer(excerpts=(make_excerpt(text="字" * (EXPANDABLE_FROM + more)),)))
    assert ("<blockquote expandable>" in message) is folds


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"shortened": True}, True),
        ({"shortened": True, "paragraph": 1}, False),
        ({"shortened": True, "paragraph": 1, "item": "（一）"}, False),
        ({"shortened": False}, False),
    ],
)
def test_only_a_part_that_the_citation_does_not_name_is_called_an_excerpt(
    changes: dict[str, Any], says: bool
) -> None:
    (message,) = render(make_answer(excerpts=(make_excerpt(**changes),)))
    assert (TEXTS[Locale.HANS].shortened in message) is says


def test_a_case_is_no_digest_and_a_digest_names_where_its_official_text_is() -> None:
    case = make_excerpt(kind=Kind.CASE, verbatim=False, citation="某案", source="据所收素材")
    digest = make_excerpt(kind=Kind.INTERPRETATION, verbatim=False, source="官方正文：court.gov.cn")
    label = TEXTS[Locale.HANS].digest_label
    (of_case,) = render(make_answer(excerpts=(case,)))
    (of_digest,) = render(make_answer(excerpts=(digest,)))
    assert label not in of_case
    assert "据所收素材" in of_case
    assert label in of_digest
    assert "官方正文：court.gov.cn" in of_digest
    assert "核对：" not in of_digest


def test_a_repealed_text_says_so_in_its_citation_line() -> None:
    (message,) = render(make_answer(excerpts=(make_excerpt(status=Status.REPEALED),)))
    line = message[message.index("</blockquote>") :].split("\n")[1]
    assert TEXTS[Locale.HANS].status_repealed in line


@pytest.mark.parametrize(
    ("outcome", "carries"),
    [
        (Outcome.ANSWERED, True),
        (Outcome.NO_SOURCE, True),
        (Outcome.REFUSED, True),
        (Outcome.GREETING, False),
        (Outcome.CLARIFY, False),
    ],
)
def test_what_answers_carries_a_disclaimer_and_what_asks_back_does_not(
    outcome: Outcome, carries: bool
) -> None:
    (message,) = render(Answer(outcome, "结论。"))
    assert (TEXTS[Locale.HANS].disclaimer in message) is carries


def test_a_tip_shows_its_words_the_provision_and_that_it_is_no_advice() -> None:
    message = render_tip("保存证据。", make_excerpt(), TEXTS[Locale.HANS])
    places = [
        message.index(words)
        for words in ("保存证据。", "权利人有权通知", "核对：", TEXTS[Locale.HANS].disclaimer)
    ]
    assert places == sorted(places)


def test_a_long_text_is_cut_behind_a_sentence_and_never_inside_a_joined_character() -> None:
    text = "".join(f"第{n}句到此为止。" for n in range(200))
    pieces = render(make_answer(excerpts=(make_excerpt(text=text),)), limit=600)
    inner = [part.split("</blockquote>")[0] for part in pieces if "<blockquote" in part]
    assert len(inner) > 2
    assert all(part.endswith("。") for part in inner)
    family = "👨‍👩‍👧" * 200
    for piece in render(make_answer(conclusion=family, excerpts=(), steps=()), limit=500):
        words = re.sub(r"<[^>]+>", "", piece)
        assert not words.startswith("\u200d")
        assert not words.endswith("\u200d")
