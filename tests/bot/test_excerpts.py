"""Which words of an article are shown and marked."""

import pytest

from bot.compose.excerpts import best_sentence, distinct, find_words, slice_of, version_line
from knowledge.models import ArticleNumber, LawId
from knowledge.references import resolve_reference
from tests.factories import make_statute

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


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("卖个人信息拘留几天", "出售个人信息的，处十日以上十五日以下拘留"),
        ("试用期最长多久", "试用期最长不得超过六个月"),
    ],
)
def test_the_sentence_that_shares_most_with_the_question_is_marked(question, sentence):
    text = (
        "国家保护公民。出售个人信息的，处十日以上十五日以下拘留；情节较轻的，罚款。试用期最长不得超过六个月。"
    )
    start, end = best_sentence(question, text)
    assert text[start:end] == sentence


def test_nothing_is_marked_when_nothing_is_shared():
    assert best_sentence("zzz", "国家保护公民。") is None


def test_every_excerpt_of_a_statute_is_a_slice_of_its_text(library, today):
    from bot.compose.excerpts import ExcerptMaker

    maker = ExcerptMaker(library, today)
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
    from bot.compose.excerpts import ExcerptMaker

    maker = ExcerptMaker(library, today)
    statute = library.statute(LawId("civil-code"), today)
    article = library.articles(statute)[ArticleNumber(1195)]
    whole = maker.of_article(statute, article, whole=True)
    second = maker.of_article(statute, article, paragraph=2)
    third = maker.of_article(statute, article, paragraph=3)
    assert distinct([whole, second], 3) == (whole,)
    assert distinct([second, third, second], 3) == (second, third)
