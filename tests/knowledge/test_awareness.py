"""Tips and quiz questions: what the reader refuses, and what the check finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.check import QUIZ_ITEMS, TIPS, check_library
from knowledge.errors import SourceFormatError
from knowledge.library import Library
from knowledge.models import CaseId
from knowledge.posts import QuizItem, Tip
from knowledge.readers.awareness import read_quiz, read_tips

TODAY = date(2026, 11, 27)

TIP = """\
- id: tip-notice
  text: 通知平台要写明证据。
  english: A notice needs evidence.
  citations: [《民法典》第一千一百九十五条第一款]
"""
QUIZ = """\
- id: quiz-notice
  question: 通知平台要写什么？
  english_question: What does a notice need?
  options: [什么都不用, 证据和身份]
  english_options: [Nothing, Evidence and identity]
  correct: 1
  explanation: 要写证据和身份。
  english_explanation: Evidence and identity.
  citations: [《民法典》第一千一百九十五条第一款]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_entries_come_as_they_are_written(tmp_path: Path) -> None:
    (tip,) = read_tips(written(tmp_path, TIP))
    assert tip == Tip(
        "tip-notice",
        "通知平台要写明证据。",
        "A notice needs evidence.",
        ("《民法典》第一千一百九十五条第一款",),
    )
    (item,) = read_quiz(written(tmp_path, QUIZ))
    assert item.options[item.correct] == "证据和身份"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (TIP.replace("english: ", "englisch: "), "english"),
        (TIP.replace("[《民法典》第一千一百九十五条第一款]", "[]"), "citations"),
        (TIP + TIP, "twice"),
        ("just words", "just words"),
        ("- [", "found"),
    ],
)
def test_a_file_that_is_no_list_of_tips_is_one_sentence(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(SourceFormatError) as caught:
        read_tips(written(tmp_path, text))
    assert "file.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)
    if word not in {"just words", "found"}:
        assert word in str(caught.value)


def library_with(library: Library, *, tip: Tip | None = None, item: QuizItem | None = None) -> Library:
    tips = {**library.tips, **({tip.tip_id: tip} if tip else {})}
    quiz = {**library.quiz, **({item.quiz_id: item} if item else {})}
    return replace(library, tips=tips, quiz=quiz)


def some_tip(**changes: object) -> Tip:
    tip = Tip("tip-test", "一句话。", "One line.", ("《民法典》第一千一百九十五条",))
    return replace(tip, **changes)  # type: ignore[arg-type]


def some_item(**changes: object) -> QuizItem:
    item = QuizItem(
        "quiz-test",
        "问？",
        "Asked?",
        ("甲", "乙"),
        ("a", "b"),
        0,
        "因为。",
        "Because.",
        ("《民法典》第一条",),
    )
    return replace(item, **changes)  # type: ignore[arg-type]


def test_the_data_of_the_project_has_no_fault(library: Library) -> None:
    faults = [fault for fault in check_library(library, TODAY).faults if "tip" in fault or "quiz" in fault]
    assert faults == []
    assert len(library.tips) >= TIPS
    assert len(library.quiz) >= QUIZ_ITEMS


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"tip": some_tip(citations=("《民法典》第九千条",))}, "tip tip-test"),
        ({"tip": some_tip(cases=(CaseId("case-nowhere"),))}, "case-nowhere has no file"),
        ({"item": some_item(question="长" * 301)}, "the question in one line"),
        ({"item": some_item(options=("甲" * 101, "乙"))}, "the option in one line"),
        ({"item": some_item(explanation="因" * 195)}, "the explanation in one line"),
        ({"item": some_item(english_explanation="two\nlines")}, "the explanation in one line"),
        ({"item": some_item(options=("甲", "甲"))}, "two options are the same"),
        ({"item": some_item(english_options=("a", "b", "c"))}, "as many options"),
        ({"item": some_item(correct=2)}, "`correct` to be one of them"),
    ],
)
def test_each_kind_of_fault_is_found(few: Library, changed: dict[str, object], words: str) -> None:
    broken = library_with(few, **changed)  # type: ignore[arg-type]
    assert any(words in fault for fault in check_library(broken, TODAY).faults)


def test_too_few_and_one_sided_collections_are_faults(few: Library) -> None:
    faults = check_library(replace(few, tips={}, quiz={}), TODAY).faults
    assert f"tips: expected at least {TIPS}, found 0" in faults
    always_first = {
        key: replace(
            item,
            options=tuple(sorted(item.options, key=lambda one: one != item.options[item.correct])),
            correct=0,
        )
        for key, item in few.quiz.items()
    }
    faults = check_library(replace(few, quiz=always_first), TODAY).faults
    assert any("the right answer is option 1" in fault for fault in faults)
