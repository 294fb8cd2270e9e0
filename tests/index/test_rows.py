"""Rows of passages, halves made floats, the highest of many scores, hits made when looked at: against the plain way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dense import taken
from index.hits import UNSCORED, Made
from index.nearness import best
from index.runs import Runs
from index.tokens import Folded, tokenize
from index.types import Hit, Ranking
from knowledge.models import Kind, PassageId, Status


def test_every_finite_half_becomes_the_float_that_a_cast_gives() -> None:
    every = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    finite = every[np.isfinite(every)].reshape(-1, 8)
    rows = np.arange(len(finite))[::-1]
    found = taken(finite, rows)
    np.testing.assert_array_equal(found, finite[rows].astype(np.float32))
    np.testing.assert_array_equal(np.signbit(found), np.signbit(finite[rows]))


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8), st.data())
def test_rows_of_passages_are_those_that_name_them(lengths: list[int], data: st.DataObject) -> None:
    owners = np.repeat(np.arange(len(lengths)), lengths).astype(np.int32)
    runs = Runs(owners, len(lengths))
    plain = [np.flatnonzero(owners == number).tolist() for number in range(len(lengths))]
    assert [rows.tolist() for rows in runs] == plain
    numbers = data.draw(st.lists(st.integers(0, len(lengths) - 1), max_size=6))
    wanted = [row for number in numbers for row in plain[number]]
    assert runs.of(np.array(numbers, dtype=np.int64)).tolist() == wanted
    assert runs.first.tolist() == [rows[0] if rows else -1 for rows in plain]


@pytest.mark.parametrize("k", [1, 7, 60, 399, 400, 500])
def test_the_highest_scores_are_those_of_a_whole_sort(k: int) -> None:
    scores = np.random.default_rng(k).integers(0, 50, 400).astype(np.float32)
    assert best(scores, k).tolist() == np.argsort(-scores, kind="stable")[:k].tolist()


@given(
    st.text(alphabet="开盒犯法吗the art10.5，个人", max_size=30), st.text(alphabet="开盒犯法the art10.5，人")
)
def test_a_word_is_held_where_cutting_a_text_up_finds_it(text: str, question: str) -> None:
    words = list(dict.fromkeys(word for word in tokenize(question) if len(word) > 1))
    assert Folded.of(text).held(words) == [word for word in words if word in set(tokenize(text))]


def test_of_ranked_hits_only_those_looked_at_are_made() -> None:
    made: list[int] = []

    def make(place: int) -> Hit:
        made.append(place)
        name = PassageId(f"p{place}")
        return Hit(name, Kind.STATUTE, "", None, None, "", "", True, Status.IN_FORCE, None, UNSCORED, "")

    ranking = Ranking(Made(100, make), {PassageId("p9"): 0.5})
    assert ranking.share_of(PassageId("p9")) == 0.5
    assert [hit.passage_id for hit in ranking[:2]] == ["p0", "p1"]
    assert ranking[-1].passage_id == "p99"
    assert ranking[0] is ranking[0]
    assert made == [0, 1, 99]
