"""The parts of an article that can answer on their own."""

import re

from knowledge.models import ArticleNumber, LawId
from knowledge.units import LONGEST, UNIT_NAME, unit_search_texts, units_holding, units_of
from tests.factories import make_statute

ARTICLE = make_statute(
    texts=[
        "国家保护公民。禁止买卖。\n有下列行为之一的，处五日以下拘留：\n（一）写恐吓信的；\n（二）散布他人隐私的。\n有前款行为的，从重。"
    ]
).articles[0]


def test_sentences_lead_ins_and_items_are_units():
    assert [(unit.name, ARTICLE.text[unit.start : unit.end]) for unit in units_of(ARTICLE)] == [
        ("1.1", "国家保护公民。"),
        ("1.2", "禁止买卖。"),
        ("2.0", "有下列行为之一的，处五日以下拘留："),
        ("2(1)", "（一）写恐吓信的；"),
        ("2(2)", "（二）散布他人隐私的。"),
        ("3.1", "有前款行为的，从重。"),
    ]


def test_an_item_is_read_after_its_lead_in_and_without_its_number():
    assert unit_search_texts(ARTICLE)[3] == "有下列行为之一的，处五日以下拘留：写恐吓信的；"


def test_words_are_held_by_the_units_that_hold_most_of_them():
    assert units_holding(ARTICLE, "散布他人隐私的") == (4,)
    assert units_holding(ARTICLE, "禁止买卖。\n有下") == (1,)
    assert units_holding(ARTICLE, "国家保护公民。禁止买卖。") == (0, 1)
    assert units_holding(ARTICLE, "没有的话") == units_holding(ARTICLE, "") == ()


def test_an_article_of_one_unit_has_none_to_choose_from():
    assert unit_search_texts(make_statute(texts=["试用期最长不得超过六个月。"]).articles[0]) == ()


def test_units_of_every_article_in_force_are_in_order_and_leave_nothing_out(library, today):
    for statute in library.in_force(today):
        for article in statute.articles:
            units = units_of(article)
            end = 0
            for unit in units:
                assert UNIT_NAME.fullmatch(unit.name)
                assert end <= unit.start < unit.end
                assert not article.text[end : unit.start].strip()
                end = unit.end
            # What stands behind the last 款 is an annex of the law.
            assert not article.paragraphs or not article.text[end : article.paragraphs[-1].end].strip()
            assert len({unit.name for unit in units}) == len(units)
            assert all(0 < len(text) <= LONGEST for text in unit_search_texts(article))


def test_a_unit_of_a_real_article_is_what_the_law_says(library, today):
    statute = library.statute(LawId("civil-code"), today)
    article = library.articles(statute)[ArticleNumber(1033)]
    by_name = {unit.name: article.text[unit.start : unit.end] for unit in units_of(article)}
    assert re.match("（五）处理他人的私密信息", by_name["1(5)"])
