"""A figure that a message denies or forbids: 冷静期不是六十天, 试用期不能约定八个月, 租期三十年不行.

Such a message is right where the figure is wrong: no verdict on the figure may be read as one on the message.
"""

from __future__ import annotations

import re

from bot.compose.bounds import Span, as_stated, plain, spans

_BOUND = r"超|低于|少于|高于|多于|早于|晚于|短于|长于|满|足|大于|小于|迟于|以[上下内]"
_NOT_THE_FIGURE = re.compile(
    r"(?:不|并非|不再|不会|不应该?|不等于|不等|没有说)是?(?<=[是非于])[^,;。\d]{0,3}$|不再(?:是|要|按|算)?[^,;。\d]{0,3}$"
)
_FORBIDDEN = re.compile(
    rf"(?:不能|不得|不可以|不可|不允许|不准|不许|不应当?|不该|无权|不让|禁止)(?![^,;。]{{0,8}}(?:{_BOUND}))[^,;。\d]{{0,9}}$"
)
_BOUND_BEHIND = re.compile(r"^\s?(?:及|或者|或)?(?:以[上下内]|之?[内后前])")
_FORBIDDEN_BEHIND = re.compile(r"^[^,;。\d]{0,12}?(?:不行|违法|不合法|不合规|犯法|不可以$|不能$|不允许$)")
_NOT_OF_THAT_AGE = re.compile(
    rf"^[^,;。\d]{{0,12}}?(?:不|无权|没有?资格|禁止|无须|无需|未(?!成年))(?![^,;。]{{0,4}}(?:{_BOUND}|定))"
)
"""不能结婚, 不算童工, 不负刑事责任, of somebody of an age; 五年不能重新考 is said of a term, and denies no figure."""
_BEFORE_A_BOUND = re.compile(
    r"(?:不满|未满|没满|不到|没到|不足|超过|多于|低于|少于|高于|满|至少|最[多少长高低]|必须|才)[^,;。\d]{0,3}$"
)
_ONLY = re.compile(r"(?:不能|不得|不可以|不应当?|不该)只[^,;。\d]{0,6}$")


def negates_a_figure(message: str) -> bool:
    """Whether a folded message denies or forbids a figure that it states.

    >>> [negates_a_figure(one) for one in ("冷静期不是六十天,对吧", "试用期不能约定八个月", "试用期不能超过六个月", "租期三十年不行吧")]
    [True, True, False, True]
    >>> [negates_a_figure(one) for one in ("没到二十二岁不能结婚", "十九岁的女生不能结婚", "法定节假日加班不能只给两倍工资")]
    [False, True, True]
    """
    text = plain(as_stated(message))
    return any(_is_negated(text, one) for one in spans(text))


def _is_negated(text: str, one: Span) -> bool:
    front, behind = text[max(0, one.start - 16) : one.start], text[one.end :]
    if _NOT_THE_FIGURE.search(front) or _ONLY.search(front):
        return True
    if _BOUND_BEHIND.match(behind) or _BEFORE_A_BOUND.search(front):
        return False
    ban = _NOT_OF_THAT_AGE if one.unit == "age" else _FORBIDDEN_BEHIND
    return _FORBIDDEN.search(front) is not None or ban.search(behind) is not None
