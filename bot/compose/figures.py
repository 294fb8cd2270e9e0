"""Figures of a sentence, each with the words that it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.compose.premises import Placed, Quantity, placed_quantities
from index.query import fold


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and what it is said of."""

    quantity: Quantity
    """Years are given in months."""
    words: frozenset[str]
    """Characters that carry meaning, of the words around it."""
    stage: str
    """一审 or 二审 when the sentence has said so before."""
    most: bool
    """Said to be the most that there is: 最高七年."""
    least: bool
    capped: bool
    """不超过六个月, 七年以下."""
    above: bool | None
    """True of 三年以上, False of 三年以下, None of a bare figure."""
    tiers: frozenset[str]
    """What the part of the sentence up to it says of how grave the matter is: 重伤, 巨大."""
    sentence: str
    text: int
    """Which of the texts has it."""
    written: str


_SENTENCE = re.compile(r"[。；;\n!?！？]")
_CLAUSE = re.compile(r"[，,：:]")
_CARRY_NOTHING = frozenset(
    "的了是在吧对吗就才会要有也和被把这那个他她它们我你其以上下并或者及处可能到至多少共元余还只都很所于为与等则且而"
    "满超过最"
    "，。？！、：；“”\"'《》（）()?!,.:; 0123456789一二三四五六七八九十百千万亿两零〇"
)
_ALTERNATIVE = re.compile(r"(?:以上|以下)?(?:或者?|和|、|以及)")
"""价款十倍或损失三倍赔偿: what follows the second figure is said of both."""
_STAGE = re.compile(r"一审|二审|再审")
_TIER = re.compile(
    r"特别巨大|巨大|较大|特别严重|严重|较重|较轻|轻微伤|轻伤|重伤|死亡|特别恶劣|恶劣|特别重大|重大|轻微"
)
"""Steps of gravity, each of which has figures of its own."""
_ABOVE = re.compile(r"\s?(?:以上|起|往上)")
_SHORT_OF = re.compile(r"(?:不(?:得)?超过|不满|未满|不足|不到|没满|没到|低于|少于|小于)$")
_PAST = re.compile(r"(?:满|超过|多于|高于|大于)$")
_BELOW = re.compile(r"\s?(?:以下|以内|之内|封顶|为限)")
_CAP_BEFORE = re.compile(r"(?:最高|最多|最长|上限|不超过|不得超过|不得多于)[^,，。;；]{0,4}$")
_CAP_BEHIND = re.compile(r"(?:以下|以内|为限|封顶)")
_MOST_STATED = re.compile(r"最高|最多|最长|上限|封顶|顶格|顶多")
_LEAST_STATED = re.compile(r"最低|最少|至少|起步")
_NO_FIGURE = re.compile(r"(?:[哪某每另]|(?<!合)同)一$")
_NAME_OF_RATE = re.compile(r"期(?:lpr|LPR|的?贷款(?:市场)?(?:报价)?利率)")
"""一年期LPR is the name of a rate, which states no year."""
_BEHIND = 6
"""Characters behind a figure that still tell what it is said of."""


def figures(text: str, place: int = 0) -> list[Figure]:
    """Figures of a text with the words that they are said of; days of the calendar and numbers of articles are none."""
    return list(_figures(fold(text), place))


def _figures(folded: str, place: int) -> Iterator[Figure]:
    for sentence in _SENTENCE.split(folded):
        stage, before = "", frozenset[str]()
        tiers = frozenset[str]()
        for clause in _CLAUSE.split(sentence):
            placed = _joined(clause, placed_quantities(clause))
            position = 0
            for number, one in enumerate(placed):
                front = clause[position : one.start]
                tiers = frozenset(_TIER.findall(front)) or tiers
                until = placed[number + 1].start if number + 1 < len(placed) else len(clause)
                behind = clause[one.end : min(until, one.end + _BEHIND)]
                if number + 1 < len(placed) and _ALTERNATIVE.match(clause, one.end):
                    last = placed[number + 1].end
                    behind += " " + clause[last : last + _BEHIND]
                stages = _STAGE.findall(front)
                stage = stages[-1] if stages else stage
                words = carrying(front + " " + behind)
                if len(carrying(front)) < 2:
                    words |= before
                if _counts(clause, one):
                    yield Figure(
                        one.quantity,
                        words,
                        stage,
                        _MOST_STATED.search(front) is not None,
                        _LEAST_STATED.search(front) is not None,
                        _CAP_BEFORE.search(front) is not None or _CAP_BEHIND.match(behind) is not None,
                        _above(front, clause[one.end :]),
                        tiers,
                        sentence,
                        place,
                        clause[one.start : one.end],
                    )
                before = words
                position = one.end
            tiers = frozenset(_TIER.findall(clause[position:])) or tiers
            stages = _STAGE.findall(clause)
            stage = stages[-1] if stages else stage
            before = before if placed else carrying(clause)


def _above(front: str, behind: str) -> bool | None:
    """See ``Figure.above``: by 以上 and 以下 behind it, else by 满 and 不满 before it."""
    if _ABOVE.match(behind):
        return True
    if _BELOW.match(behind) or _SHORT_OF.search(front):
        return False
    return True if _PAST.search(front) else None


def _counts(clause: str, one: Placed) -> bool:
    """Not 2021年, the 5 and 20 of 5月20日, 哪一年, 一部分."""
    if one.quantity.unit == "calendar" or _NO_FIGURE.search(clause[: one.start + 1]):
        return False
    if _NAME_OF_RATE.match(clause, one.end):
        return False
    behind, before = clause[one.end : one.end + 1], clause[max(0, one.start - 1) : one.start]
    return behind not in ("月", "分") and before != "月"


def _joined(clause: str, placed: list[Placed]) -> list[Placed]:
    """一年三个月 is fifteen months, and years are months."""
    joined: list[Placed] = []
    for one in placed:
        quantity = one.quantity
        if quantity.unit == "year":
            half = clause[one.end : one.end + 1] == "半"
            one = Placed(Quantity(quantity.value * 12 + 6 * half, "month"), one.start, one.end + half)
        last = joined[-1] if joined else None
        if (
            last is not None
            and quantity.unit == one.quantity.unit == last.quantity.unit == "month"
            and clause[last.end : one.start] in ("", "零", "又")
        ):
            total = Quantity(last.quantity.value + quantity.value, "month")
            joined[-1] = Placed(total, last.start, one.end)
        else:
            joined.append(one)
    return joined


def carrying(text: str) -> frozenset[str]:
    """Characters of a text that carry meaning; those that say of a figure that it is the most are none."""
    return frozenset(_LEAST_STATED.sub("", _MOST_STATED.sub("", text))) - _CARRY_NOTHING


def stated_figures(text: str) -> list[Figure]:
    """Figures of a message that can be right or wrong: they have a unit or are counted in 万 and the like."""
    return [one for one in figures(text) if one.quantity.unit or one.quantity.value >= 1_000]
