"""The cards: short topics that lead an everyday question to the article that answers it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from knowledge.library import DATA, Library
from knowledge.models import Topic
from knowledge.normalize import fold
from knowledge.readers.topics import read_topic_file
from knowledge.references import Reference, resolve_reference

FOLDER = DATA / "topics"
FILES = sorted(FOLDER.glob("cards-*.yaml"))
CARDS = [card for path in FILES for card in read_topic_file(path)]
LEAST_QUESTIONS = 9
"""Fewer ways to put a question leave too much to chance: people do not use the words of the law."""


def _key(question: str) -> str:
    """A question as it is compared: script, width, case and punctuation do not count."""
    return re.sub(r"\W", "", fold(question)).lower()


def _name(card: Topic) -> str:
    return card.topic_id


def _cited_text(reference: Reference) -> str:
    """The words that a citation points to: the item, else the paragraph, else the whole article."""
    text = reference.article.text
    if reference.paragraph is None:
        items = [item for part in reference.article.paragraphs for item in part.items]
    else:
        paragraph = reference.article.paragraphs[reference.paragraph - 1]
        if reference.item is None:
            return text[paragraph.start : paragraph.end]
        items = list(paragraph.items)
    if reference.item is None:
        return text
    return "".join(text[i.start : i.end] for i in items if i.label == reference.item)


def test_there_is_a_card_for_every_theme_of_our_field() -> None:
    own = [card for card in CARDS if card.field == "own"]
    assert len(CARDS) >= 260
    assert len(own) >= 150


def test_ids_of_topics_are_unique_and_those_of_cards_are_recognisable() -> None:
    counts = Counter(topic.topic_id for path in FOLDER.glob("*.yaml") for topic in read_topic_file(path))
    assert [topic_id for topic_id, count in counts.items() if count > 1] == []
    assert [card.topic_id for card in CARDS if not card.topic_id.startswith("card-")] == []


@pytest.mark.parametrize("card", CARDS, ids=_name)
def test_a_card_answers_in_one_sentence_in_both_languages(card: Topic) -> None:
    assert card.conclusion.endswith("。")
    assert "\n" not in card.conclusion
    assert re.search(r"[\u4e00-\u9fff]", card.conclusion)
    assert card.english_conclusion.endswith(".")
    assert card.articles[0].mark


@pytest.mark.parametrize("card", CARDS, ids=_name)
def test_a_card_is_asked_for_in_many_ways_and_in_english(card: Topic) -> None:
    assert len(card.questions) >= LEAST_QUESTIONS
    assert len(card.questions_en) >= 2
    assert not any(re.search(r"[\u4e00-\u9fff]", question) for question in card.questions_en)


def test_no_question_leads_to_two_cards() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for card in CARDS:
        premises = [premise for entry in card.corrections for premise in entry.premises]
        for question in (*card.questions, *card.questions_en, *premises):
            owners[_key(question)].add(card.topic_id)
    assert {question: ids for question, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("card", [card for card in CARDS if card.corrections], ids=_name)
def test_a_correction_begins_by_denying_the_premise(card: Topic) -> None:
    for correction in card.corrections:
        assert correction.text.startswith("不是。")
        assert correction.english.startswith("No.")


@pytest.mark.parametrize("card", CARDS, ids=_name)
def test_every_mark_of_a_card_stands_in_the_paragraph_or_item_that_it_names(
    card: Topic, library: Library, today: date
) -> None:
    for article in card.articles:
        reference = resolve_reference(article.citation, library, today)
        assert article.mark in _cited_text(reference), article.citation


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_are_text_without_tabs_or_trailing_spaces(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert "\t" not in text
    assert re.findall(r"(?m)[ \t]+$", text) == []
