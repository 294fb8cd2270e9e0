"""A crime named beside an article of the Criminal Law is compared with that article: 刑法264条诈骗罪."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from knowledge.citations.types import FoundCitation, Resolution
from knowledge.errors import SourceFormatError
from knowledge.models import ArticleNumber, LawId
from knowledge.normalize import normalize
from knowledge.numerals import to_chinese
from knowledge.readers.yaml_source import load_yaml

CRIMINAL_LAW = LawId("criminal-law")

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


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, crimes()), key=len, reverse=True)))


def crimes_in(text: str) -> list[tuple[int, int, Crime]]:
    """Crimes named in normalised ``text``, with where they stand; the longest name where two overlap."""
    known = crimes()
    return [(*hit.span(), known[hit.group()]) for hit in _names().finditer(text)]


def with_subjects(
    text: str, found: Sequence[FoundCitation], resolved: Sequence[Resolution]
) -> list[Resolution]:
    """Resolutions with a sentence where the crime named beside an article is another article's."""
    if "罪" not in text:
        return list(resolved)
    result = list(resolved)
    spans = [citation.span for citation in found]
    for place, one in enumerate(result):
        if one.law_id != CRIMINAL_LAW or one.number is None or one.source_article is None:
            continue
        shared = [r.number for r in result if r.span == one.span and r.number]
        crime = crime_beside(text, one.span, spans)
        if crime is None or set(crime.articles) & set(shared) or len(shared) > 1:
            continue
        chinese, english = wrong_subject(one, crime)
        result[place] = replace(
            one,
            message=one.message + chinese,
            message_en=f"{one.message_en} {english}".strip(),
            elsewhere=crime.articles[:1],
        )
    return result


def crime_beside(text: str, span: tuple[int, int], others: Sequence[tuple[int, int]]) -> Crime | None:
    """The one crime named beside a citation: right behind it, else right before it, in the same sentence."""
    start = max([0, span[0] - _BEFORE, *(end for _, end in others if end <= span[0])])
    end = min([len(text), span[1] + _AFTER, *(first for first, _ in others if first >= span[1])])
    behind = _BREAK.split(normalize(text[span[1] : end]).text, maxsplit=1)[0]
    named = crimes_in(behind)
    if named:
        return named[0][2] if len({crime.names for _, _, crime in named}) == 1 else None
    before = _BREAK.split(normalize(text[start : span[0]]).text)[-1]
    named = crimes_in(before)
    return named[0][2] if len({crime.names for _, _, crime in named}) == 1 else None


def wrong_subject(one: Resolution, crime: Crime) -> tuple[str, str]:
    """Our sentence, in Chinese and in English."""
    right = crime.articles[0]
    own = [known.names[0] for known in dict.fromkeys(crimes().values()) if one.number in known.articles]
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
