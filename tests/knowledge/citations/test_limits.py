"""The numbers at which reading a citation turns: each on both of its sides."""

from datetime import date

import pytest

from knowledge.citations import Verdict, find_citations, resolve_all
from tests.knowledge.citations.factories import (
    TODAY,
    FakeLibrary,
    make_article,
    make_statute,
    numbered,
    registry,
)


def articles(text: str) -> list[int]:
    """Numbers of the articles that are found."""
    return [
        target.article.number
        for citation in find_citations(text, registry())
        for target in citation.targets
        if target.article
    ]


@pytest.mark.parametrize(
    ("text", "numbers", "truncated"),
    [
        ("刑法第100条至第149条", list(range(100, 150)), False),
        ("刑法第100条至第150条", [100, 150], True),
        ("刑法第100条至第101条", [100, 101], False),
    ],
)
def test_a_range_is_written_out_up_to_fifty_places(text: str, numbers: list[int], truncated: bool) -> None:
    assert articles(text) == numbers
    (citation,) = find_citations(text, registry())
    assert citation.truncated is truncated


@pytest.mark.parametrize("number", [1, 2, 19, 20])
def test_a_low_number_in_prose_that_does_not_speak_of_law_counts_something(number: int) -> None:
    assert articles(f"我昨天看到第{number}条，很好笑，转给你看看") == []


@pytest.mark.parametrize("number", [21, 22, 1195])
def test_a_higher_number_in_such_prose_is_an_article(number: int) -> None:
    assert articles(f"我昨天看到第{number}条，很好笑，转给你看看") == [number]


@pytest.mark.parametrize("number", ["110", "114", "119", "120", "122"])
def test_a_message_that_is_a_hotline_cites_nothing(number: str) -> None:
    assert articles(number) == []
    assert articles(f"{number}？") == []


@pytest.mark.parametrize("number", [111, 113, 115, 118, 121, 123])
def test_a_number_beside_a_hotline_is_an_article(number: int) -> None:
    assert articles(str(number)) == [number]


@pytest.mark.parametrize("year", [1949, 1997, 2015, 2025, 2026, 2035])
def test_a_year_behind_a_law_is_no_article(year: int) -> None:
    assert articles(f"刑法{year}") == []


@pytest.mark.parametrize("number", [1948, 2036])
def test_a_number_that_is_no_year_of_the_republic_may_be_an_article(number: int) -> None:
    assert articles(f"民法典{number}") == [number]


@pytest.mark.parametrize(
    ("text", "expected"), [("刑法253-9", [(253, 9)]), ("刑法253-10", [(253, 0), (10, 0)])]
)
def test_a_dash_before_one_digit_inserts_and_before_two_does_not(
    text: str, expected: list[tuple[int, int]]
) -> None:
    found = [
        (target.article.number, target.article.inserted)
        for citation in find_citations(text, registry())
        for target in citation.targets
        if target.article
    ]
    assert found == expected or found == expected[:1]
    if len(expected) > 1:
        assert (253, 10) not in found


@pytest.mark.parametrize(("inserted", "read"), [("二十", 20), ("二十一", 0)])
def test_more_than_twenty_articles_are_never_inserted_in_one_place(inserted: str, read: int) -> None:
    (citation,) = find_citations(f"刑法第一百二十条之{inserted}", registry())
    assert citation.targets[0].article is not None
    assert citation.targets[0].article.inserted == read


def test_a_version_is_called_after_the_year_of_its_publication_before_that_of_its_force() -> None:
    older = make_statute(
        "cybersecurity-law",
        numbered(79),
        published=date(2016, 11, 7),
        effective=date(2017, 6, 1),
        until=date(2018, 1, 1),
    )
    newer = make_statute(
        "cybersecurity-law",
        [*numbered(79), make_article(80, "新增的一条。")],
        published=date(2017, 11, 4),
        effective=date(2018, 1, 1),
    )
    source = FakeLibrary([older, newer])

    def version(text: str) -> str:
        (found,) = resolve_all(find_citations(text, registry()), source, TODAY)
        assert found.verdict in {Verdict.VALID, Verdict.NO_SUCH_ARTICLE}
        return str(found.statute and found.statute.version_id)

    # Both begin or are published in 2017: the one published then is the law of 2017.
    assert version("网络安全法（2017年）第1条") == newer.version_id
    assert version("网络安全法（2016年）第1条") == older.version_id
    assert version("网络安全法（2018年）第1条") == newer.version_id
