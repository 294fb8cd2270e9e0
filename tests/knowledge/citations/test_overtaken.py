"""Articles that a later special law has overtaken say so."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.citations import Verdict, check_text
from knowledge.citations.overtaken import overtaken
from knowledge.library import Library
from knowledge.references import resolve_reference


def test_every_entry_names_articles_of_today(library: Library, today: date) -> None:
    for (law_id, number), told in overtaken().items():
        statute = library.statute(law_id, today)
        assert statute is not None
        assert number in library.articles(statute)
        assert all(resolve_reference(one, library, today) for one in told.by)
        assert told.english


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("劳动法第82条", "《劳动争议调解仲裁法》第二十七条"),
        ("《劳动法》第三十六条", "四十小时"),
        ("劳动法62条", "九十八天"),
    ],
)
def test_an_overtaken_article_is_valid_and_names_what_decides(
    library: Library, today: date, text: str, said: str
) -> None:
    (found,) = check_text(text, library, today)
    assert found.verdict is Verdict.VALID
    assert said in found.hint


def test_an_article_that_nothing_has_overtaken_says_nothing(library: Library, today: date) -> None:
    (found,) = check_text("劳动法第四十四条", library, today)
    assert found.hint == ""


def test_an_inserted_article_names_all_others_of_its_number(library: Library, today: date) -> None:
    (found,) = check_text("刑法287条之一", library, today)
    assert found.hint == "另有《刑法》第287条、第287条之二，是不同的条文。"
