"""Answers, rankings and citations are those kept; a change of them is printed as gained and lost.

A change that is meant is kept by ``make golden``, and its difference read in review.
"""

from __future__ import annotations

from collections import Counter

import pytest

from bot.answer import Outcome
from bot.service import Yuanfa
from knowledge.library import Library
from tests.golden.difference import difference
from tests.golden.gate import day_kept, otherwise_made
from tests.golden.rows import ANSWERS, CITATIONS, QUESTIONS, answers, citations, read


@pytest.mark.index
def test_answers_and_rankings_are_those_kept(service: Yuanfa) -> None:
    if reason := otherwise_made(service.library, service.today):
        pytest.skip(reason)
    texts = {row["id"]: row["question"] for row in read(QUESTIONS)}
    changed = difference(read(ANSWERS), answers(service), texts)
    if changed:
        pytest.fail(f"{changed}\n\nwhat is meant is kept by `make golden`", pytrace=False)


def test_citations_in_the_texts_of_laws_are_those_kept(library: Library) -> None:
    changed = difference(read(CITATIONS), citations(library, day_kept()))
    if changed:
        pytest.fail(f"{changed}\n\nwhat is meant is kept by `make golden`", pytrace=False)


def test_the_questions_reach_every_way_of_answering_in_both_languages() -> None:
    rows = read(ANSWERS)
    asked = [row for row in rows if "outcome" in row]
    assert len(asked) >= 300
    outcomes = Counter(row["outcome"] for row in asked)
    assert set(outcomes) == {outcome.value for outcome in Outcome}
    # No text of the question decides these: the words of the answer do.
    for said in (
        "empty", "noise", "greeting", "thanks", "identity", "refusal ", "citation_shown ", "citations_shown ",
        "citation_digest ", "law_dates ", "premise_wrong", "case ", "several_cases ", "topic ", "statute_lead ",
        "statute_maybe ", "no_source",
    ):  # fmt: skip
        assert any(row["says"].rpartition("; ")[2].startswith(said) for row in asked), said
    added = {line.split(" ")[0] for row in asked for line in row["adds"]}
    assert added >= {
        "scope", "examples", "too_long", "as_of", "beside", "digest", "unofficial", "no_translation",
        "more_articles", "refused_law", "case_source", "inferred", "safety_self_harm", "safety_threat",
        "safety_minor_images", "safety_intimate_images",
    }  # fmt: skip
    assert any(row.get("offers") for row in asked)
    english = [row["id"] for row in read(QUESTIONS) if row["question"].isascii() and "via" not in row]
    assert len(english) >= 30


def test_every_question_has_one_row_and_every_row_a_question() -> None:
    questions, rows = ([row["id"] for row in read(path)] for path in (QUESTIONS, ANSWERS))
    assert questions == rows
    assert len(set(questions)) == len(questions)


def test_a_difference_names_what_was_lost_and_gained() -> None:
    before = [
        {"id": "a", "outcome": "answered", "search": ["st-1", "st-2"]},
        {"id": "b", "outcome": "refused", "search": ["st-3", "st-4"]},
        {"id": "c", "outcome": "refused"},
    ]
    after = [
        {"id": "a", "outcome": "no_source", "search": ["st-1", "st-9"]},
        {"id": "b", "outcome": "refused", "search": ["st-4", "st-3"]},
        {"id": "d", "outcome": "refused"},
    ]
    assert difference(before, before) == ""
    said = difference(before, after, {"a": "问题"})
    assert said.splitlines()[0] == "4 of 4 differ: outcome 3, search 2"
    assert "a  问题" in said
    assert "outcome answered -> no_source" in said
    assert "lost    st-2 (was 2)" in said
    assert "gained  st-9 (now 2)" in said
    assert "order   from place 1: st-3, st-4" in said
    assert "outcome refused -> nothing" in said
    assert "outcome nothing -> refused" in said
