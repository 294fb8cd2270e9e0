"""Canonical forms, and that reading what was written gives it back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.citations import article_label, find_citations, format_citation
from knowledge.citations.format import format_title
from knowledge.models import ArticleNumber, LawId
from knowledge.numerals import to_chinese
from tests.knowledge.citations.factories import make_law, registry

_LAWS = sorted(registry().laws)
_NUMBERS = st.builds(ArticleNumber, st.integers(1, 1300), st.integers(0, 12))
_PARAGRAPHS = st.none() | st.integers(1, 12)
_ITEMS = st.none() | st.integers(1, 20)


def test_the_canonical_form() -> None:
    law = make_law("criminal-law")
    number = ArticleNumber(253, 1)
    assert format_citation(law, number, 1, 3) == "《刑法》第二百五十三条之一第一款第（三）项"
    assert format_citation(law, number) == "《刑法》第二百五十三条之一"
    assert format_citation(law, number, None, 3) == "《刑法》第二百五十三条之一第（三）项"
    assert format_citation(law, number, full=True) == "《中华人民共和国刑法》第二百五十三条之一"


def test_titles_inside_titles_are_set_in_angle_brackets() -> None:
    law = make_law("tort-interpretation-1")
    assert format_title(law.title) == "《最高人民法院关于适用〈中华人民共和国民法典〉侵权责任编的解释（一）》"


def test_parts_without_a_number_have_no_label() -> None:
    assert article_label(ArticleNumber(900_001)) == ""


@settings(deadline=None)
@given(st.sampled_from(_LAWS), _NUMBERS, _PARAGRAPHS, _ITEMS, st.booleans())
def test_reading_a_canonical_form_and_writing_it_again_changes_nothing(
    law_id: LawId, number: ArticleNumber, paragraph: int | None, item: int | None, full: bool
) -> None:
    law = registry().law(law_id)
    written = format_citation(law, number, paragraph, item, full=full)
    found = find_citations(written, registry())
    assert len(found) == 1
    assert found[0].matched == written
    assert found[0].law is not None
    assert found[0].law.law_ids == (law_id,)
    (target,) = found[0].targets
    assert target.article is not None
    again = format_citation(law, target.article, target.paragraph, target.item, full=full)
    assert again == written


@settings(deadline=None)
@given(_NUMBERS, _PARAGRAPHS, st.sampled_from(["civil-code", "criminal-law", "pipl"]))
def test_english_forms_are_read_back(number: ArticleNumber, paragraph: int | None, law_id: str) -> None:
    law = registry().law(LawId(law_id))
    if number.inserted and number.inserted > number.number:
        return  # 1-5 is a range
    inserted = f"-{number.inserted}" if number.inserted else ""
    part = f"({paragraph})" if paragraph is not None else ""
    written = f"Article {number.number}{inserted}{part}, {law.english_names[0]}"
    found = find_citations(written, registry())
    assert [c.law and c.law.law_ids for c in found] == [(law_id,)]
    assert (found[0].targets[0].article, found[0].targets[0].paragraph) == (number, paragraph)


@settings(deadline=None)
@given(_NUMBERS, st.sampled_from(_LAWS))
def test_short_forms_are_read_back(number: ArticleNumber, law_id: LawId) -> None:
    inserted = f"之{to_chinese(number.inserted)}" if number.inserted else ""
    written = f"{registry().law(law_id).short_title}{number.number}条{inserted}"
    found = find_citations(written, registry())
    assert [c.targets[0].article for c in found] == [number]
    assert found[0].law is not None
    assert found[0].law.law_ids == (law_id,)
