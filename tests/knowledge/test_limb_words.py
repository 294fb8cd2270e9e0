"""The words of the law that stand for people's own are those of texts in force."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.library import Library
from knowledge.limb_words import limb_words


@pytest.fixture(scope="module")
def everything(library: Library) -> str:
    texts = (library.statute(law_id, date.today()) for law_id in library.laws)
    return "\n".join(article.text for text in texts if text is not None for article in text.articles)


@pytest.mark.parametrize("words", limb_words(), ids=lambda one: one.said.pattern)
def test_every_word_of_law_stands_in_a_text_in_force(words, everything: str) -> None:
    assert [word for word in words.law if word not in everything] == []
