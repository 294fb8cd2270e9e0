"""Alternatives of a pattern are found one by one, and an example must need each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.alternatives import MOST_WRITTEN_OUT, alternatives_of, without, written_out
from knowledge.errors import SourceFormatError
from knowledge.places import abroad, places
from knowledge.readers.people import PEOPLE
from knowledge.readers.signs import SIGNS, read_signs, signs_of, unexercised


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("a", []),
        ("a|b", ["a", "b"]),
        ("x(?:a|b)y", ["a", "b"]),
        ("(?P<n>a|b)", ["a", "b"]),
        ("(?>a|b)(?i:c|d)", ["a", "b", "c", "d"]),
        (r"a\|b", []),
        (r"\(a|b\)", [r"\(a", r"b\)"]),
        ("[a|b]", []),
        ("[]|]|[^]|]", ["[]|]", "[^]|]"]),
        (r"[\]|]|b", [r"[\]|]", "b"]),
        ("(?<!a|b)c", []),
        ("(?!a|b)c", ["a", "b"]),
        ("(?:a|(?:b|c))", ["b", "c", "a", "(?:b|c)"]),
    ],
)
def test_alternatives_are_those_of_groups_and_of_the_whole(pattern: str, found: list[str]) -> None:
    assert [pattern[start:end] for start, end in alternatives_of(pattern)] == found
    for span in alternatives_of(pattern):
        re.compile(without(pattern, span))


def test_what_is_taken_away_matches_no_more_and_the_rest_does() -> None:
    first, second = alternatives_of("日本|德国")
    assert not re.search(without("日本|德国", first), "日本")
    assert re.search(without("日本|德国", second), "日本")


def test_an_alternative_that_no_example_needs_is_named(tmp_path: Path) -> None:
    path = tmp_path / "scope.yaml"
    path.write_text(
        "parts:\n  thing: [书, 画]\nsigns:\n"
        "  - {id: a, kind: outside, all: ['{thing}(?:好看|好读)'], none: [版权|侵权], matches: [书好看], spares: [书好看的版权]}\n",
        encoding="utf-8",
    )
    assert unexercised(path) == ("{thing}: 画", "a: 好读", "a: 侵权")


def test_every_alternative_of_our_own_signs_is_needed_by_an_example() -> None:
    for path in sorted([*SIGNS.glob("*.yaml"), *PEOPLE.glob("*.yaml")]):
        assert unexercised(path) == (), path.stem


def test_a_way_or_an_exception_that_no_example_needs_is_named_and_so_is_what_must_not_follow(
    tmp_path: Path,
) -> None:
    path = tmp_path / "scope.yaml"
    path.write_text(
        "parts: {thing: [书, 画]}\nsigns:\n"
        "  - {id: a, kind: outside, any: [买书, 买画, '卖(?!给我|出)'], none: [网上, '{thing}店'],\n"
        "     matches: [买书, 卖], spares: [卖出, 买书店, 卖画店]}\n",
        encoding="utf-8",
    )
    assert unexercised(path) == ("a: 买画", "a: 给我", "a: 网上")


def test_an_example_with_words_to_choose_from_stands_for_every_sentence() -> None:
    assert written_out("(他|她)打(我|)") == ("他打我", "他打", "她打我", "她打")
    assert written_out("民法典（第三条）(草案)") == ("民法典（第三条）(草案)",)
    with pytest.raises(ValueError, match="found 512"):
        written_out("(a|b)" * 9)
    assert MOST_WRITTEN_OUT < 512


def test_every_sentence_that_an_example_stands_for_is_judged(tmp_path: Path) -> None:
    path = tmp_path / "scope.yaml"
    path.write_text(
        "signs:\n  - {id: a, kind: outside, all: ['(?:他|她)打'], matches: ['(他|她)打(我|人)'], spares: ['(你|我)打']}\n",
        encoding="utf-8",
    )
    (sign,) = read_signs(path)
    assert sign.matches == ("他打我", "他打人", "她打我", "她打人")
    assert sign.spares == ("你打", "我打")
    assert unexercised(path) == ()


def test_an_example_that_stands_for_too_many_sentences_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "scope.yaml"
    path.write_text(
        f"signs: [{{id: a, kind: outside, all: [a], matches: ['{'(a|b)' * 9}']}}]\n", encoding="utf-8"
    )
    with pytest.raises(SourceFormatError, match=r"expected signs in scope\.yaml"):
        read_signs(path)


def test_places_with_a_law_of_their_own_are_the_same_list_for_scope_as_for_citations() -> None:
    own = re.compile(abroad())
    for place in places():
        assert place.law or place.group in ("past", "wider")
        for name in place.chinese if place.law else ():
            assert own.fullmatch(name), name
    assert not own.search("国际和唐代")
    (sign,) = [one for one in signs_of("scope") if one.sign_id == "law-of-another-place"]
    assert abroad() in sign.every[0].pattern
