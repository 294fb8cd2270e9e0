"""Was all of a statement tested? 对 is read as said of every part of it: of 退货运费由商家出 behind the seven days, too.

A verdict of right needs that the words that carry it have every figure of the message, each condition that something was
not done (没写利息), and most of every clause without a figure.
"""

from __future__ import annotations

import re
from typing import Final

from bot.compose import tuned
from bot.compose.bounds import Span, as_stated, plain, spans
from bot.compose.figures import carrying
from index.query import fold

_NOT_DONE = re.compile(
    r"(?<!有)(?:没有?|未|不)(?:明确)?(?P<what>写明?|约定|说好|谈好?|签订?|订立|登记|公证|报案|通知|申请|缴纳?|交)(?!超过)"
)
"""没写, 没约定: the law has such a case for itself, and what it says of the others holds not there."""
_SPOKEN: Final = ((re.compile(r"[写说谈]"), "约定"), (re.compile(r"签"), "订立"), (re.compile(r"交"), "缴"))
_CLAUSE = re.compile(r"[^,，、;；。:：\s]+")
_FRAME = re.compile(
    r"听说|据说|我记得|请问|朋友|律师|他们|人家|规定|法律|一般|通常|如果|的话|可以|应该|应当|需要|必须|就能|公司|单位|老板"
)


def all_tested(message: str, told: str) -> bool:
    """Whether the words that carry a verdict have all that a message states.

    >>> all_tested("过期食品赔十倍,不够一千按五百赔", "食品赔价款十倍,不足1000元按1000元")
    False
    >>> all_tested("借款没写利息,可以按lpr四倍要", "借款约定的利率不得超过四倍")
    False
    """
    text = as_stated(message)
    words = plain(fold(told))
    return has_figures(text, words) and _has_omissions(text, words) and _has_clauses(text, words)


def has_figures(text: str, told: str) -> bool:
    """Whether each figure of a plain text stands in another."""
    known = {limit for one in spans(told) for limit in _limits(one)}
    return all(_limits(one) <= known for one in spans(text))


def has_range(text: str) -> bool:
    """Whether a plain text states a range with two bounds: 满十年不满二十年."""
    return any(one.low is not None and one.high is not None and one.low < one.high for one in spans(text))


def _limits(span: Span) -> frozenset[tuple[str, float]]:
    return frozenset((span.unit, one) for one in (span.low, span.high) if one is not None)


def _has_omissions(text: str, told: str) -> bool:
    known = {_as_law(found["what"]) for found in _NOT_DONE.finditer(told)}
    return all(_as_law(found["what"]) in known for found in _NOT_DONE.finditer(text))


def _as_law(verb: str) -> str:
    for spoken, written in _SPOKEN:
        if spoken.match(verb):
            return written[:1]
    return verb[:1]


def _has_clauses(text: str, told: str) -> bool:
    chars, behind = carrying(told), False
    for clause in _CLAUSE.findall(text):
        if spans(clause):
            behind = True
            continue
        own = _FRAME.sub("", clause)
        if len(carrying(own)) < tuned.LEAST_OF_A_CLAUSE:
            continue
        pairs = [own[place : place + 2] for place in range(len(own) - 1)]
        if behind and sum(pair not in told for pair in pairs) > tuned.MOST_UNTOLD_BEHIND * len(pairs):
            return False
        if len(carrying(own) - chars) > tuned.MOST_UNTOLD * len(carrying(own)):
            return False
    return True
