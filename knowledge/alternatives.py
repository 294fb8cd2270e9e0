"""The alternatives of a regular expression, one by one: so that examples can be shown to need each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from math import prod

NOTHING = r"[^\s\S]"
"""Matches nowhere: stands in for an alternative that is taken away."""

MOST_WRITTEN_OUT = 500
"""Sentences that one example may stand for: more of them nobody has read."""

_CHOICE = re.compile(r"\(([^()|]*(?:\|[^()|]*)+)\)")
_OPENING = re.compile(r"\((?:\?(?:P<\w+>|<?[=!]|>|:|[a-zA-Z-]+:))?")
_BEHIND = ("(?<=", "(?<!")
"""What looks behind must have one width: its alternatives are no ways on and are left alone."""


def alternatives_of(pattern: str) -> Iterator[tuple[int, int]]:
    """Spans of the alternatives of every group that has several, and of the whole expression.

    >>> [("a|b(?:c|[|])"[start:end]) for start, end in alternatives_of("a|b(?:c|[|])")]
    ['c', '[|]', 'a', 'b(?:c|[|])']
    """
    # Each open group: where its text begins, where its alternatives end so far, whether it looks behind.
    stack: list[tuple[int, list[int], bool]] = [(0, [], False)]
    place = 0
    while place < len(pattern):
        character = pattern[place]
        if character == "\\":
            place += 2
        elif character == "[":
            place = _end_of_class(pattern, place)
        elif character == "(":
            opening = _OPENING.match(pattern, place)
            assert opening is not None  # a bracket opens
            place = opening.end()
            stack.append((place, [], opening.group() in _BEHIND or stack[-1][2]))
        elif character == "|":
            stack[-1][1].append(place)
            place += 1
        elif character == ")":
            yield from _spans(*stack.pop(), place)
            place += 1
        else:
            place += 1
    yield from _spans(*stack.pop(), len(pattern))


def without(pattern: str, span: tuple[int, int]) -> str:
    """The expression with one of its alternatives taken away."""
    start, end = span
    return f"{pattern[:start]}{NOTHING}{pattern[end:]}"


def written_out(example: str) -> tuple[str, ...]:
    """Every sentence that an example stands for: of words in round brackets with bars between them each is put in.

    >>> written_out("(他|她)拿着(刀|枪)")
    ('他拿着刀', '他拿着枪', '她拿着刀', '她拿着枪')

    Raises:
        ValueError: They are more than ``MOST_WRITTEN_OUT``.
    """
    pieces = _CHOICE.split(example)  # text and what stands in brackets, in turn
    choices = [piece.split("|") if place % 2 else [piece] for place, piece in enumerate(pieces)]
    if (count := prod(map(len, choices))) > MOST_WRITTEN_OUT:
        raise ValueError(
            f"expected an example of at most {MOST_WRITTEN_OUT} sentences, found {count} in “{example}”"
        )
    return tuple(map("".join, product(*choices)))


def _spans(start: int, ends: list[int], behind: bool, end: int) -> Iterator[tuple[int, int]]:
    if ends and not behind:
        yield from zip([start, *(one + 1 for one in ends)], [*ends, end], strict=True)


def _end_of_class(pattern: str, start: int) -> int:
    place = start + 1
    if pattern.startswith("^", place):
        place += 1
    # A bracket that stands first is a member.
    place += 2 if pattern[place] == "\\" else 1
    while pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place + 1
