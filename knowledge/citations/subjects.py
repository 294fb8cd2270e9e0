"""A crime named beside an article of the Criminal Law is compared with that article: 刑法264条诈骗罪."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from knowledge.citations.civil_subjects import civil_subjects, with_civil_subject
from knowledge.citations.source import StatuteSource
from knowledge.citations.types import FoundCitation, Resolution
from knowledge.errors import SourceFormatError
from knowledge.importing.alike import Counterpart, moved
from knowledge.models import ArticleNumber, LawId
from knowledge.normalize import normalize
from knowledge.numerals import to_chinese
from knowledge.readers.yaml_source import load_yaml

CRIMINAL_LAW = LawId("criminal-law")

_LAST_OF_THE_GENERAL_PART = 101
"""Articles up to here hold for every crime."""
_AFTER = 24
_BEFORE = 20
_BREAK = re.compile(r"[。;；!?\n]")


@dataclass(frozen=True, slots=True)
class Crime:
    """A crime, the articles that define and punish it, and its names, the usual one first."""

    articles: tuple[ArticleNumber, ...]
    names: tuple[str, ...]


@cache
def crimes() -> dict[str, Crime]:
    """Every crime of ``data/crimes.yaml`` by every name.

    Raises:
        SourceFormatError: The list is not as described in docs/data.md.
    """
    data = load_yaml((files("knowledge") / "data" / "crimes.yaml").read_text(encoding="utf-8"))
    found: dict[str, Crime] = {}
    for entry in data:
        if set(entry) != {"articles", "names"} or not entry["articles"] or not entry["names"]:
            raise SourceFormatError(f"crimes.yaml: expected articles and names, found {entry}")
        numbers = tuple(_number(written) for written in entry["articles"])
        crime = Crime(numbers, tuple(entry["names"]))
        for name in crime.names:
            found[normalize(name).text] = crime
    return found


def _number(written: str) -> ArticleNumber:
    number, _, inserted = written.partition("-")
    return ArticleNumber(int(number), int(inserted or 0))


def crimes_of(followed: Mapping[ArticleNumber, Counterpart] | None) -> Mapping[str, Crime]:
    """Every crime by every name, with its articles in one version of the Criminal Law.

    Args:
        followed: What the articles of the list became in it, as ``Library.followed`` says; None where they stand as
            listed. A crime whose definition became nothing is left out.
    """
    known = crimes()
    if followed is None:
        return known
    there = {
        crime: replace(crime, articles=moved(crime.articles, followed))
        for crime in dict.fromkeys(known.values())
        if crime.articles[0] in followed
    }
    return {name: there[crime] for name, crime in known.items() if crime in there}


def crimes_of_article(
    number: ArticleNumber, followed: Mapping[ArticleNumber, Counterpart] | None
) -> list[Crime]:
    """The crimes that an article of one version of the Criminal Law defines or punishes."""
    every = dict.fromkeys(crimes_of(followed).values())
    return [crime for crime in every if number in crime.articles]


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, crimes()), key=len, reverse=True)))


def crimes_in(text: str) -> list[tuple[int, int, Crime]]:
    """Crimes named in normalised ``text``, with where they stand; the longest name where two overlap."""
    known = crimes()
    return [(*hit.span(), known[hit.group()]) for hit in _names().finditer(text)]


def with_subjects(
    text: str, found: Sequence[FoundCitation], resolved: Sequence[Resolution], source: StatuteSource
) -> list[Resolution]:
    """Resolutions with a sentence where the crime named beside an article is another article's of the same version."""
    known = {CRIMINAL_LAW, *civil_subjects()}
    if all(one.law_id not in known for one in resolved):
        return list(resolved)
    result = list(resolved)
    starts = sorted(citation.span[0] for citation in found)
    ends = sorted(citation.span[1] for citation in found)
    together: dict[tuple[int, int], int] = Counter(one.span for one in resolved if one.number)
    for place, one in enumerate(result):
        if one.law_id not in known or one.number is None or one.source_article is None:
            continue
        followed = source.followed(one.statute) if one.statute else None
        if together[one.span] > 1:
            continue
        if one.law_id != CRIMINAL_LAW:
            following = bisect_left(starts, one.span[1])
            ceiling = starts[following] if following < len(starts) else len(text)
            behind = text[one.span[1] : min(ceiling, one.span[1] + _AFTER)]
            result[place] = with_civil_subject(one, behind, followed)
            continue
        if one.number <= _last_of_the_general_part(followed):
            continue
        last = bisect_right(ends, one.span[0]) - 1
        following = bisect_left(starts, one.span[1])
        floor = ends[last] if last >= 0 else 0
        ceiling = starts[following] if following < len(starts) else len(text)
        crime = crime_beside(text, one.span, floor, ceiling) or _without_the_word(
            text[one.span[1] : min(ceiling, one.span[1] + _AFTER)], one.source_article.text
        )
        crime = crimes_of(followed).get(normalize(crime.names[0]).text) if crime else None
        if crime is None or one.number in crime.articles:
            continue
        own = [known.names[0] for known in crimes_of_article(one.number, followed)]
        if not own and any(_label(number) in one.source_article.text for number in crime.articles):
            continue  # 第二百六十九条 is punished as robbery by its own words
        chinese, english = wrong_subject(one, crime, own)
        result[place] = replace(
            one,
            message=one.message + chinese,
            message_en=f"{one.message_en} {english}".strip(),
            elsewhere=crime.articles[:1],
        )
    return result


def crime_beside(text: str, span: tuple[int, int], floor: int, ceiling: int) -> Crime | None:
    """The one crime named beside a citation: right behind it, else right before it, in the same sentence.

    Args:
        text: The text.
        span: Of the citation.
        floor: Where the citation before it ends, or 0.
        ceiling: Where the citation behind it begins, or the end of the text.
    """
    start, end = max(floor, span[0] - _BEFORE), min(ceiling, span[1] + _AFTER)
    behind = _BREAK.split(normalize(text[span[1] : end]).text, maxsplit=1)[0]
    named = crimes_in(behind)
    if named:
        return named[0][2] if len({crime.names for _, _, crime in named}) == 1 else None
    before = _BREAK.split(normalize(text[start : span[0]]).text)[-1]
    named = crimes_in(before)
    return named[0][2] if len({crime.names for _, _, crime in named}) == 1 else None


_BARE = re.compile(
    r"[\s,:的]{0,2}(?:规定的|是)?(?P<act>[\u4e00-\u9fff、]{2,24}?)(?=\s?(?:$|[,。;:!?)]|怎么|要?判|吗|吧|的?量刑|的?立案))"
)


def _without_the_word(behind: str, article: str) -> Crime | None:
    """The crime that directly follows a citation without 罪 (刑法275条职务侵占), unless the article itself speaks of the act."""
    hit = _BARE.match(normalize(behind).text)
    if hit is None or hit["act"] in article:
        return None
    return crimes().get(hit["act"] + "罪")


def _last_of_the_general_part(followed: Mapping[ArticleNumber, Counterpart] | None) -> ArticleNumber:
    last = ArticleNumber(_LAST_OF_THE_GENERAL_PART)
    there = [one.article.number for number, one in (followed or {}).items() if number <= last]
    return max(there, default=last)


def wrong_subject(one: Resolution, crime: Crime, own: Sequence[str]) -> tuple[str, str]:
    """Our sentence, in Chinese and in English; ``own`` are the crimes of the article that is cited."""
    right = crime.articles[0]
    label = _label(right)
    said = f"；{one.article}规定的是{'、'.join(own[:3])}" if own else ""
    said_en = f"; {one.article} is about something else" if own else ""
    return (
        f"{crime.names[0]}规定在《刑法》{label}，不是{one.article}{said}。",
        f"{crime.names[0]} is in {label} of the Criminal Law, not in {one.article}{said_en}.",
    )


def _label(number: ArticleNumber) -> str:
    inserted = f"之{to_chinese(number.inserted)}" if number.inserted else ""
    return f"第{to_chinese(number.number)}条{inserted}"
