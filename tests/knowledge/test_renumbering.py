"""Where articles stand once a decision has inserted, deleted, merged and moved some of them."""

from datetime import date

import pytest

from knowledge.amendment_text import Delete, InsertArticle, Move, Place
from knowledge.amendments import apply, consolidate, old_numbers, renumber
from knowledge.errors import AmendmentError
from knowledge.models import ArticleNumber
from tests.knowledge.test_amendments import make_amendment, make_statute


def numbers(count):
    return [ArticleNumber(n) for n in range(1, count + 1)]


def moved(count, *operations):
    return {old.number: new.number for old, new in renumber(numbers(count), operations).items()}


def deleted(number):
    return Delete(Place(ArticleNumber(number)))


def inserted(number):
    return InsertArticle(ArticleNumber(number), "新。")


def placed(old, new):
    return Move((Place(ArticleNumber(old)),), ArticleNumber(new))


@pytest.mark.parametrize(
    ("operations", "expected"),
    [
        # Nothing is inserted or moved: a deleted number stays free.
        ((deleted(2),), {1: 1, 3: 3, 4: 4, 5: 5}),
        # Numbers are given anew: the gap closes.
        ((deleted(2), placed(4, 3)), {1: 1, 3: 2, 4: 3, 5: 4}),
        ((deleted(2), inserted(4)), {1: 1, 3: 2, 4: 3, 5: 5}),
        ((inserted(1),), {1: 2, 2: 3, 3: 4, 4: 5, 5: 6}),
        ((inserted(2), inserted(4)), {1: 1, 2: 3, 3: 5, 4: 6, 5: 7}),
        # Two articles become one: both lose their number, those behind close up.
        ((Move((Place(ArticleNumber(2)), Place(ArticleNumber(3))), ArticleNumber(2)),), {1: 1, 4: 3, 5: 4}),
        # A paragraph that goes elsewhere leaves its article where it is.
        ((Move((Place(ArticleNumber(2), 1),), ArticleNumber(6)),), {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}),
        # A deleted paragraph deletes no article.
        ((Delete(Place(ArticleNumber(2), 1)), inserted(3)), {1: 1, 2: 2, 3: 4, 4: 5, 5: 6}),
        # An article split into two: its number is nobody's any more.
        (
            (
                Move((Place(ArticleNumber(3), 1),), ArticleNumber(3)),
                Move((Place(ArticleNumber(3), 2),), ArticleNumber(4)),
            ),
            {1: 1, 2: 2, 4: 5, 5: 6},
        ),
    ],
)
def test_articles_that_nobody_names_fill_the_numbers_that_are_left(operations, expected):
    assert moved(5, *operations) == expected


def test_two_articles_never_get_one_number_and_never_change_their_order():
    for operations in ((placed(2, 4), placed(3, 4)), (placed(4, 2), placed(2, 4))):
        with pytest.raises(AmendmentError):
            renumber(numbers(5), operations)


def test_a_law_with_an_inserted_article_is_not_numbered_anew():
    held = [ArticleNumber(1), ArticleNumber(1, 1), ArticleNumber(2)]
    with pytest.raises(AmendmentError, match="no inserted article"):
        renumber(held, [inserted(2)])
    assert renumber(held, [InsertArticle(ArticleNumber(2, 1), "新。")]) == {n: n for n in held}


def test_old_numbers_are_read_off_a_text_that_holds_the_decision():
    statute = make_statute(*(f"第{n}。" for n in range(1, 7)))
    found = old_numbers(statute, (inserted(3),))
    assert {old.number: new.number for old, new in found.items()} == {1: 1, 2: 2, 3: 4, 4: 5, 5: 6}


def test_an_amendment_ends_the_version_before_on_its_own_first_day_and_the_next_begins_there():
    before, after = consolidate(
        [make_statute("旧。", "留。")],
        [make_amendment('将第一条修改为："新。"', "本决定自2024年7月1日起施行。")],
    )[0]
    assert (before.effective_until, after.effective_from) == (date(2024, 7, 1), date(2024, 7, 1))
    assert (after.published, after.effective_until) == (date(2024, 5, 1), None)
    assert after.version_note == "2024年修正"
    assert after.last_article == 2


def test_amendments_are_applied_in_the_order_of_their_days_whatever_the_order_they_lie_in():
    first = make_amendment('将第一条修改为："中。"', published="2022-03-01")
    second = make_amendment('将第一条中的"中"修改为"新"。', published="2024-03-01")
    statutes, problems = consolidate([make_statute("旧。")], [second, first])
    assert problems == []
    assert [statute.articles[0].text for statute in statutes] == ["旧。", "中。", "新。"]


def test_a_clause_that_cannot_be_applied_leaves_the_others_applied():
    amended, problems = apply(
        make_statute("甲。", "乙。"), make_amendment('将第二条修改为："丁。"', '将第九条修改为："丙。"')
    )
    assert [article.text for article in amended.articles] == ["甲。", "丁。"]
    assert len(problems) == 1
    assert amended.articles[0].provenance == ()


def test_a_text_that_holds_half_of_an_amendment_is_amended():
    amended, _ = apply(
        make_statute("新。", "旧。"), make_amendment('将第一条修改为："新。"', '将第二条修改为："也新。"')
    )
    assert [article.text for article in amended.articles] == ["新。", "也新。"]
    assert amended.version_id != "v1"


def test_a_word_that_is_replaced_must_be_gone_unless_the_new_one_holds_it():
    held, problems = apply(make_statute("两年以下。"), make_amendment('将第一条中的"一年"修改为"两年"。'))
    assert (held.version_id, problems) == ("v1", [])
    both, _ = apply(make_statute("一年以下，两年以上。"), make_amendment('将第一条中的"一年"修改为"两年"。'))
    assert both.articles[0].text == "两年以下，两年以上。"
