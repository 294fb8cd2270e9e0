"""Buttons: short enough for Telegram, whatever they point to."""

from __future__ import annotations

import pytest
from telegram.constants import InlineKeyboardButtonLimit

from bot.answer import Choice, Language, Outcome
from bot.keyboards import button, case_list, in_group, languages, reasons, under_answer, under_article
from bot.texts import TEXTS, Locale
from knowledge.models import CaseId, Kind
from tests.bot.factories import make_answer, make_case, make_excerpt

HANS = TEXTS[Locale.HANS]
LONGEST = "st-" + "x" * 28 + "-1234-99"


def buttons_of(markup):
    return [one for row in markup.inline_keyboard for one in row]


def test_callback_data_fit_for_the_longest_ids():
    excerpts = (
        make_excerpt(passage_id="x" * 48, citation="《" + "长" * 300 + "》"),
        make_excerpt(kind=Kind.CASE, case_id=CaseId("case-" + "y" * 40)),
    )
    found = buttons_of(under_answer(make_answer(excerpts=excerpts), HANS, cases_at="x" * 48))
    found += buttons_of(under_article("x" * 48, (LONGEST, LONGEST), HANS, has_cases=True))
    found += buttons_of(case_list([make_case()], english=True))
    found += buttons_of(languages()) + buttons_of(reasons(HANS))
    for one in found:
        if one.callback_data:
            assert len(one.callback_data.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
        if one.copy_text:
            assert len(one.copy_text.text) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT


def test_data_that_do_not_fit_are_our_mistake_and_not_sent():
    with pytest.raises(ValueError, match="too long"):
        button("x", "f", "y" * 64)


def test_choices_become_numbered_buttons_and_nothing_else():
    answer = make_answer(outcome=Outcome.CLARIFY, choices=(Choice("甲", "甲？"), Choice("乙", "乙？")))
    labels = [one.text for one in buttons_of(under_answer(answer, HANS, cases_at=None))]
    assert labels == ["1. 甲", "2. 乙"]


def test_near_questions_stand_above_the_buttons_of_the_articles():
    answer = make_answer(near=(Choice("甲", "甲？"), Choice("乙", "乙？")))
    labels = [one.text for one in buttons_of(under_answer(answer, HANS, cases_at=None))]
    assert labels[:2] == ["1. 甲", "2. 乙"]
    assert HANS.button_good in labels


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.GREETING, Outcome.NO_SOURCE])
def test_where_there_is_nothing_to_open_there_are_no_buttons(outcome):
    assert under_answer(make_answer(outcome=outcome), HANS, cases_at=None) is None


def test_the_other_language_is_offered():
    labels = [one.text for one in buttons_of(under_answer(make_answer(), HANS, cases_at=None))]
    assert "English" in labels
    english = make_answer(language=Language.EN)
    labels = [one.text for one in buttons_of(under_answer(english, TEXTS[Locale.EN], cases_at=None))]
    assert "中文" in labels


def test_the_first_and_last_article_have_one_way_to_turn():
    labels = [one.text for one in buttons_of(under_article("a", (None, "b"), HANS, has_cases=False))]
    assert labels == ["下一条 ›"]
    assert under_article("a", (None, None), HANS, has_cases=False) is None


def test_a_deep_link_carries_a_passage():
    one = buttons_of(in_group(make_answer(), HANS, "yuanfa_bot", f"law-{LONGEST}"))[0]
    assert one.url == f"https://t.me/yuanfa_bot?start=law-{LONGEST}"


def test_articles_that_an_article_refers_to_are_a_button_away_and_a_long_list_is_cut():
    references = [(f"《刑法》第{n}条", f"st-criminal-law-{n}") for n in range(1, 9)]
    markup = under_article("a", (None, "b"), HANS, references=references, has_cases=True)
    shown = [one for one in buttons_of(markup) if one.text.startswith("→")]
    assert [one.callback_data for one in shown] == [f"f:st-criminal-law-{n}" for n in range(1, 6)]
    assert buttons_of(markup)[-1].callback_data == "c:a"


def test_the_cases_offered_are_those_of_the_passage_that_has_them():
    found = buttons_of(under_answer(make_answer(), HANS, cases_at="tp-doxxed"))
    assert [one.callback_data for one in found if one.text == HANS.button_cases] == ["c:tp-doxxed"]
