"""Which article of a later version is which of the one before: by the same words, else by words that are much alike."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge import tuned
from knowledge.importing.parts import numbered, plain, wording
from knowledge.models import Article, ArticleNumber, Statute

SHORTEST: Final = 20
"""Characters: shorter articles (本法自公布之日起施行) say the same in several places."""
_REFERENCE: Final = re.compile("第[一二三四五六七八九十百千零]+[条款项]")
_MANY: Final = 40
"""Articles below which no pair counts as common."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The article of a later version that an earlier article became."""

    article: Article
    same: bool
    """Its words are the same, whatever numbers of other articles they name."""


def without_references(article: Article) -> str:
    """The words of an article without references to others, which change with their numbers."""
    return _REFERENCE.sub("", wording(article))


def same_words(one: str, other: str) -> bool:
    """Two passages read the same but for punctuation, blanks and the numbers of other articles."""
    return _REFERENCE.sub("", plain(one)) == _REFERENCE.sub("", plain(other))


def counterparts(older: Statute, newer: Statute) -> Mapping[ArticleNumber, Counterpart]:
    """The article of ``newer`` for each number of ``older`` that has one.

    The same words lead, under the same number first, and beside a neighbour where they are short or stand in several
    places; then the likest article that is not taken, when each is the likest of the other. A digest has no words of the law: nothing is found for it.
    """
    if not older.verbatim or not newer.verbatim:
        return {}
    before = list(numbered(older.articles).values())
    after = list(numbered(newer.articles).values())
    found = _of_same_words(before, after)
    taken = {one.article.number for one in found.values()}
    rest = [one for one in before if one.number not in found]
    free = [one for one in after if one.number not in taken]
    for old, new in _likest(rest, free):
        found[old.number] = Counterpart(new, same=False)
    return found


def moved(
    numbers: Sequence[ArticleNumber], followed: Mapping[ArticleNumber, Counterpart] | None
) -> tuple[ArticleNumber, ...]:
    """Numbers of articles as a later version has them, without those that became nothing; as they are with None."""
    if followed is None:
        return tuple(numbers)
    return tuple(followed[number].article.number for number in numbers if number in followed)


def _of_same_words(before: Sequence[Article], after: Sequence[Article]) -> dict[ArticleNumber, Counterpart]:
    there: dict[str, list[Article]] = defaultdict(list)
    for article in after:
        there[without_references(article)].append(article)
    often = Counter(map(without_references, before))
    found = {}
    for article in before:
        words = without_references(article)
        candidates = there.get(words, [])
        kept = next((one for one in candidates if one.number == article.number), None)
        alone = len(candidates) == 1 and often[words] == 1 and len(words) >= SHORTEST
        one = kept or (candidates[0] if alone else None)
        if one is not None:
            found[article.number] = Counterpart(one, same=True)
    return _beside_their_neighbours(before, after, there, found)


def _beside_their_neighbours(
    before: Sequence[Article],
    after: Sequence[Article],
    there: Mapping[str, Sequence[Article]],
    found: dict[ArticleNumber, Counterpart],
) -> dict[ArticleNumber, Counterpart]:
    """Those found, and articles too short or too common to tell by words alone that stand next to what became of a neighbour."""
    places = {article.number: place for place, article in enumerate(after)}
    taken = {one.article.number for one in found.values()}
    for place, article in enumerate(before):
        if article.number in found:
            continue
        beside = {
            places[found[before[place + step].number].article.number] - step
            for step in (-1, 1)
            if 0 <= place + step < len(before) and before[place + step].number in found
        }
        for one in there.get(without_references(article), ()):
            if one.number not in taken and places[one.number] in beside:
                found[article.number] = Counterpart(one, same=True)
                taken.add(one.number)
                break
    return found


def _likest(before: Sequence[Article], after: Sequence[Article]) -> list[tuple[Article, Article]]:
    """Pairs of which each is the likest of the other, and like enough."""
    pairs_before = [_pairs(one) for one in before]
    pairs_after = [_pairs(one) for one in after]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, pairs in enumerate(pairs_after):
        for pair in pairs:
            holders[pair].append(place)
    most = max(_MANY, int(tuned.COMMON_PAIR * len(after)))
    best_before: dict[int, tuple[float, int]] = {}
    best_after: dict[int, tuple[float, int]] = {}
    for place, pairs in enumerate(pairs_before):
        near = {other for pair in pairs if len(holders[pair]) <= most for other in holders[pair]}
        for other in near:
            likeness = 2 * len(pairs & pairs_after[other]) / (len(pairs) + len(pairs_after[other]))
            if likeness < tuned.ARTICLES_ALIKE:
                continue
            best_before[place] = max(best_before.get(place, (0.0, 0)), (likeness, other))
            best_after[other] = max(best_after.get(other, (0.0, 0)), (likeness, place))
    return [
        (before[place], after[other])
        for place, (_, other) in sorted(best_before.items())
        if best_after[other][1] == place
    ]


def _pairs(article: Article) -> frozenset[str]:
    words = without_references(article)
    if len(words) < SHORTEST:
        return frozenset()
    return frozenset(words[at : at + 2] for at in range(len(words) - 1))
