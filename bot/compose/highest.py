"""The highest punishment that an article has for its one crime, against the one that a message states: 最高判五年."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from knowledge.citations.subjects import Crime, crimes, crimes_in
from knowledge.numerals import parse_number, to_chinese

_STATED = re.compile(
    r"(?:最高|最多|顶格|顶多)(?:可以|可|能|会|才|只|也就|就|要)?(?:被)?(?:判处?|处|关|坐牢?)?(?P<most>死刑|无期(?:徒刑)?|(?P<years>[0-9]{1,2}|[一二三四五六七八九十]{1,3})年)"
)
_UP_TO = re.compile(r"([一二三四五六七八九十]{1,3})年以下有期徒刑")
_UPWARDS = re.compile(r"[一二三四五六七八九十]{1,3}年以上有期徒刑")
_BEFORE_THE_MOST = re.compile(r"(?:的话|的|了|一般|现在)$")
_BEFORE_THE_NAME = re.compile(r"^(?:请问|听说|据说|我记得|朋友说|律师说|所以|难道)?[ ,]?(?:犯了?|构成)?")
_GENERAL_LIMIT = 15
"""Years of fixed-term imprisonment where an article names no upper end (刑法第四十五条)."""
_SHORTEST_WITHOUT_CRIME = 4
"""Characters of a name that stands without 罪."""


@dataclass(frozen=True, slots=True)
class Highest:
    """What a message states of a crime, and what the article has."""

    right: bool
    most: str
    """死刑, 无期徒刑, 七年有期徒刑."""
    most_en: str


def stated_highest(text: str) -> tuple[Crime, str, str] | None:
    """The one crime of a folded message, its name there and the highest punishment stated for it, or None."""
    hit = _STATED.search(text)
    if hit is None:
        return None
    named = (
        {crime.names: crime for _, _, crime in crimes_in(text)}
        or {crime.names: crime for name, crime in _without_the_word() if name in text}
        or _right_before(text[: hit.start()])
    )
    if len(named) != 1:
        return None
    (crime,) = named.values()
    # Several crimes of one article have limits of their own.
    if sum(crime.articles[0] in other.articles for other in dict.fromkeys(crimes().values())) != 1:
        return None
    names = (written for one in crime.names for written in (one, one.removesuffix("罪")) if written in text)
    name = next(names, crime.names[0])
    return crime, name, "无期徒刑" if hit["most"].startswith("无期") else hit["years"] or hit["most"]


def _right_before(said: str) -> dict[tuple[str, ...], Crime]:
    """The crime whose short name ends what is said before the highest punishment: 醉驾, 盗窃; nothing where a longer word ends so."""
    bare = _BEFORE_THE_MOST.sub("", said.rstrip(" ,")).rstrip(" ,")
    return {
        crime.names: crime for name, crime in crimes().items() if _BEFORE_THE_NAME.sub("", bare) == name[:-1]
    }


def highest(crime: Crime, stated: str, article: str) -> Highest | None:
    """Judge what is stated by the words of the article; None when it names no punishment in years, or several crimes."""
    punishing = [line for line in article.splitlines() if "年以下有期徒刑" in line or _UPWARDS.search(line)]
    if len(crime.names) > 1 and len(punishing) > 1:
        return None  # 袭警罪 is a paragraph of its own beside 妨害公务罪
    if "死刑" in article:
        return Highest(stated == "死刑", "死刑", "death")
    if "无期徒刑" in article:
        return Highest(stated == "无期徒刑", "无期徒刑", "life imprisonment")
    if _UPWARDS.search(article):
        years = _GENERAL_LIMIT
    else:
        found = [parse_number(number) or 0 for number in _UP_TO.findall(article)]
        if not found:
            # 处拘役，并处罚金, and nothing more: 醉驾 by itself.
            most, most_en = "拘役（一个月以上六个月以下）", "criminal detention (1 to 6 months)"
            return Highest(False, most, most_en) if "处拘役" in article else None
        years = max(found)
    said = parse_number(stated) if stated not in ("死刑", "无期徒刑") else None
    return Highest(said == years, f"{to_chinese(years)}年有期徒刑", f"{years} years")


@cache
def _without_the_word() -> tuple[tuple[str, Crime], ...]:
    return tuple(
        (name.removesuffix("罪"), crime)
        for name, crime in crimes().items()
        if len(name) > _SHORTEST_WITHOUT_CRIME
    )
