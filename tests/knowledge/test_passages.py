"""Passages: stable names, texts that are searched, nothing that is not in force."""

from itertools import pairwise

from knowledge.models import ArticleNumber, Kind, LawId
from knowledge.passage_ids import article_passage_id
from knowledge.passages import OVERLAP, WINDOW, build_passages, windows


def test_a_long_text_is_cut_into_windows_that_overlap_and_leave_nothing_out():
    text = "".join(chr(0x4E00 + number) for number in range(1500))
    cut = list(windows(text))
    assert all(len(one) <= WINDOW for one in cut)
    assert cut[0] + "".join(one[OVERLAP:] for one in cut[1:]) == text
    for one, following in pairwise(cut):
        assert one.endswith(following[:OVERLAP])


def test_a_short_text_is_one_window():
    assert list(windows("甲")) == ["甲"]
    assert list(windows("")) == [""]


def test_an_inserted_article_has_a_name_of_its_own():
    law = LawId("criminal-law")
    assert article_passage_id(law, ArticleNumber(253, 1)) == "st-criminal-law-253-1"
    assert article_passage_id(law, ArticleNumber(253)) == "st-criminal-law-253"


def test_names_are_unique_and_the_order_is_always_the_same(library, today):
    first = [passage.passage_id for passage in build_passages(library, today)]
    assert len(set(first)) == len(first)
    assert first == [passage.passage_id for passage in build_passages(library, today)]


def test_an_article_is_searched_after_its_laws_name_and_by_our_english_of_it(library, today):
    passages = build_passages(library, today)
    glossed = [p for p in passages if p.kind is Kind.STATUTE and p.search_texts[-1].isascii()]
    assert len(glossed) > 50
    for passage in glossed:
        law = library.laws[passage.law_id]
        assert passage.search_texts[0].startswith(f"{law.short_title} {passage.text[:10].split(chr(10))[0]}")
        assert passage.search_texts[-1].startswith(law.english_names[0])


def test_only_law_in_force_is_a_passage(library, today):
    for passage in build_passages(library, today):
        if passage.law_id is not None:
            statute = library.statute(passage.law_id, today)
            assert statute is not None
            assert passage.verbatim is statute.verbatim
            assert passage.text == library.articles(statute)[passage.article].text
