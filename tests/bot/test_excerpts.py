"""Which words of an article are shown and marked."""

import pytest

from bot.compose.excerpts import ExcerptMaker, distinct, slice_of, version_line
from index.query import Query
from knowledge.models import ArticleNumber, LawId
from knowledge.references import resolve_reference
from knowledge.units import find_words
from tests.factories import make_statute


def no_units(asked: Query, passage_id: str) -> list[int]:
    return []


LONG = "甲" * 150
ARTICLE = make_statute(
    texts=[
        f"{LONG}。\n有下列行为之一的，处五日以下拘留：\n（一）写恐吓信的；\n（二）散布他人隐私的。\n有前款行为的，从重。",
    ]
).articles[0]


def shown(**how):
    cut = slice_of(ARTICLE, **how)
    return ARTICLE.text[cut.start : cut.end], cut.paragraph, cut.item


def test_a_cited_paragraph_is_shown_alone():
    assert shown(paragraph=3) == ("有前款行为的，从重。", 3, None)


def test_a_cited_item_keeps_its_lead_in():
    text, paragraph, item = shown(paragraph=2, item="（二）")
    assert text.startswith("有下列行为之一的")
    assert text.endswith("（二）散布他人隐私的。")
    assert (paragraph, item) == (2, "（二）")


def test_of_a_long_article_the_paragraph_of_the_marked_words_is_shown():
    at = ARTICLE.text.index("散布")
    text, paragraph, _ = shown(around=(at, at + 2))
    assert paragraph == 2
    assert "散布他人隐私" in text
    assert LONG not in text


def test_a_look_up_shows_the_whole_article():
    assert shown(whole=True) == (ARTICLE.text, None, None)


def test_marked_words_are_found_whatever_the_quotation_marks():
    assert find_words('称"以上"包括本数', "“以上”") == (1, 5)
    assert find_words("没有", "有的") is None
    assert find_words("没有", "") is None


def query(text: str) -> Query:
    return Query.unread(text)


STATUTE = make_statute(texts=[ARTICLE.text])


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ([0, 1, 2, 3, 4], f"{LONG}"),
        ([3, 1], "（二）散布他人隐私的"),
        ([1], "有下列行为之一的，处五日以下拘留"),
        ([4], "有前款行为的，从重"),
    ],
)
def test_the_unit_that_answers_is_marked_without_its_last_punctuation(library, today, order, words):
    maker = ExcerptMaker(library, today, lambda asked, passage_id: order)
    excerpt = maker.of_article(STATUTE, STATUTE.articles[0], query=query("散布隐私"))
    if excerpt.highlight is None:
        assert excerpt.text.rstrip("。") == words  # all of what is shown
    else:
        start, end = excerpt.highlight
        assert excerpt.text[start:end] == words


def test_of_a_cited_paragraph_only_its_own_units_are_marked(library, today):
    maker = ExcerptMaker(library, today, lambda asked, passage_id: [0, 4, 2])
    excerpt = maker.of_article(STATUTE, STATUTE.articles[0], paragraph=2, query=query("恐吓信"))
    start, end = excerpt.highlight
    assert excerpt.text[start:end] == "（一）写恐吓信的"


def test_words_given_by_hand_are_marked_before_any_unit(library, today):
    maker = ExcerptMaker(library, today, lambda asked, passage_id: [4])
    excerpt = maker.of_article(STATUTE, STATUTE.articles[0], mark="五日以下拘留", query=query("恐吓信"))
    start, end = excerpt.highlight
    assert excerpt.text[start:end] == "五日以下拘留"


def test_nothing_is_marked_when_no_unit_answers(library, today):
    maker = ExcerptMaker(library, today, lambda asked, passage_id: [])
    assert maker.of_article(STATUTE, STATUTE.articles[0], query=query("天气")).highlight is None


def test_every_excerpt_of_a_statute_is_a_slice_of_its_text(library, today):
    maker = ExcerptMaker(library, today, no_units)
    for topic in library.topics.values():
        for one in topic.articles:
            reference = resolve_reference(one.citation, library, today)
            excerpt = maker.of_reference(reference, mark=one.mark)
            assert excerpt.text in reference.article.text
            assert excerpt.verbatim is reference.statute.verbatim
            if excerpt.highlight:
                start, end = excerpt.highlight
                assert 0 <= start < end <= len(excerpt.text)


def test_the_version_line_says_no_more_than_is_known(library, today):
    assert version_line(library.statute(LawId("cybersecurity-law"), today)) == "2025年修正，2026-01-01起施行"
    assert version_line(make_statute(effective_from=None)) == ""


def test_the_same_words_are_not_shown_twice(library, today):
    maker = ExcerptMaker(library, today, no_units)
    statute = library.statute(LawId("civil-code"), today)
    article = library.articles(statute)[ArticleNumber(1195)]
    whole = maker.of_article(statute, article, whole=True)
    second = maker.of_article(statute, article, paragraph=2)
    third = maker.of_article(statute, article, paragraph=3)
    assert distinct([whole, second], 3) == (whole,)
    assert distinct([second, third, second], 3) == (second, third)
