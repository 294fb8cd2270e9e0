"""The question sets of our own: whole, without doubles, in halves that do not depend on the order."""

import re

import pytest

from benchmarks.confidence.questions import FILES, Half, load, overlap

SETS = sorted(FILES)


@pytest.mark.parametrize("name", SETS)
def test_every_question_has_its_own_id_and_wording(name):
    questions = load(name)
    assert len({one.key for one in questions}) == len(questions)
    assert len({one.text for one in questions}) == len(questions)


@pytest.mark.parametrize("name", SETS)
def test_halves_are_disjoint_whole_and_of_like_size(name):
    fit, held = load(name, Half.FIT), load(name, Half.HELD_OUT)
    assert not {one.key for one in fit} & {one.key for one in held}
    assert len(fit) + len(held) == len(load(name))
    assert 0.4 < len(fit) / len(load(name)) < 0.6


def test_sets_are_as_large_as_their_figures_need():
    harmful = load("harmful")
    assert len(load("out_of_field")) >= 400
    assert len(load("in_field")) >= 400
    assert sum(one.refuse for one in harmful) >= 120
    assert sum(not one.refuse for one in harmful) >= 120


def test_every_question_of_the_field_names_full_titles_and_articles():
    for one in load("in_field"):
        assert one.gold, one.text
        for title, article in one.gold:
            assert title.startswith("中华人民共和国"), one.text
            assert re.fullmatch(r"第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十])?", article), (
                one.text
            )


def test_overlap_of_wordings_ignores_punctuation_and_case():
    assert overlap("开盒犯法吗?", "开盒犯法吗") == 1.0
    assert overlap("Is it a crime", "is it a CRIME?") == 1.0
    assert overlap("开盒犯法吗", "红烧肉怎么做") == 0.0
