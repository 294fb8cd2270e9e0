"""Figures as bounds: 三年以上十年以下, 不超过半年, 2倍 and 百分之二百 are read alike, whoever writes them.

A span has its figures in one unit of each kind: hours for days and hours, months for years and months, per cent for 倍, 成, 折 and 分之.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.compose import tuned
from bot.compose.premises import NUMBER, value_of
from index.query import fold
from knowledge.numerals import NUMERAL_CHARS

_UNITS: Final = {
    "个工作日": ("workday", 1.0),
    "工作日": ("workday", 1.0),
    "小时": ("hour", 1.0),
    "个小时": ("hour", 1.0),
    "天": ("hour", 24.0),
    "日": ("hour", 24.0),
    "个月": ("month", 1.0),
    "年": ("month", 12.0),
    "倍": ("percent", 100.0),
    "成": ("percent", 10.0),
    "折": ("percent", 10.0),
    "%": ("percent", 1.0),
    "元": ("yuan", 1.0),
    "块": ("yuan", 1.0),
    "周岁": ("age", 1.0),
    "岁": ("age", 1.0),
    "条": ("record", 1.0),
    "次": ("time", 1.0),
    "个": ("count", 1.0),
    "名": ("count", 1.0),
    "人": ("count", 1.0),
    "位": ("count", 1.0),
    "毫升": ("millilitre", 1.0),
    "公里": ("kilometre", 1.0),
    "千米": ("kilometre", 1.0),
    "平方米": ("square", 1.0),
    "平米": ("square", 1.0),
    "千克": ("gram", 1000.0),
    "公斤": ("gram", 1000.0),
    "克": ("gram", 1.0),
}
"""Units of one kind are compared with each other; 工作日 are no 日."""

_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_SPOKEN = (
    (re.compile(r"双倍|双薪"), "二倍"),
    (re.compile(r"三薪"), "三倍"),
    (re.compile(r"俩"), "两个"),
    (re.compile(r"(?<=[\d岁])(?=[男女])"), ","),
    (re.compile(r"(?<=[男女])([的性方]?)(\d{2})(?![\d岁周年月个日天.万千块元%人名位斤])"), r"\1\2岁"),
    (re.compile(r"半年"), "六个月"),
    (re.compile(r"半个月"), "十五日"),
    (re.compile(r"一半(?!天)|半数"), "百分之五十"),
    (
        re.compile(
            rf"(?<![0-9.{NUMERAL_CHARS}])(?P<a>{NUMBER})(?P<s>[万亿]?)(?P<u>{_UNIT})?(?:到|至|-|~|—+)(?P<b>{NUMBER})(?P<t>[万亿]?)(?P<v>{_UNIT})?"
        ),
        None,
    ),
)
_FIGURE = re.compile(
    rf"百分之(?P<percent>{NUMBER})|(?P<below>[二三四五六七八九十])分之(?P<of>[一二两三四五六七八九])"
    rf"|(?<![第0-9.月{NUMERAL_CHARS}])(?P<digits>{NUMBER})(?P<scale>[万亿千百]{{0,4}})(?:余|多)?(?P<unit>{_UNIT})?(?P<half>半(?!天))?"
)
_FLOOR = re.compile(r"(?:不(?:得|能)?(?:低于|少于|早于|短于)|至少|最少|最低|起码|起步)[^,;。\d]{0,6}$")
_CAP = re.compile(
    r"(?:不(?:得|能)?(?:超过|高于|多于|晚于|迟于)|不满|未满|不足|没满|不到|没到|低于|少于|最多|最长|最高|顶多|上限|封顶)[^,;。\d]{0,8}$"
)
_PAST = re.compile(r"(?:满|超过|多于|高于|提前)[^,;。\d]{0,1}$")
_ABOVE = re.compile(r"\s?(?:及|或者|或)?(?:以上|往上|起步)|起(?![诉算码])")
_BELOW = re.compile(r"\s?(?:及|或者|或)?(?:以下|以内|之内|封顶|为限)|内(?!容|部|在)")
_BAN = re.compile(r"(?:以内|之内|内)(?:一律)?不(?:得|能|准|可)")
_TO = re.compile(r"^(?:以上)?(?:但)?(?:不满|未满|不足|至|到|以上)?$")
_PENAL = re.compile(r"^(?:以上|以下)?(?:的)?(?:有期徒刑|拘役|管制|拘留|罚款|罚金|徒刑)")
_HARD = re.compile(r"^\s?(?:及|或者|或)?以[上下]")
_YEARS: Final = (1900, 2100)
LEAST_MONEY: Final = 100
"""A figure without a unit is money from here on: 罚一千到两千."""

ASKED = re.compile(
    r"(?:对不对|是不是|对吗|对吧|对么|是吗|是吧|没错吧|不是吗|真的吗|是真的吗|真的假的|属实吗|有没有|吧|吗)\s*[?？。!！]*$|^(?:听说|据说|我记得|难道|所以|看来|是不是|不是说)"
)
"""What asks for a word on a statement, before and behind it."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a figure, or two of them, lets through; and where it stands in the text read."""

    unit: str
    low: float | None
    high: float | None
    bare: bool
    """Neither 以上 nor 以下 nor any word like them."""
    exact: bool
    """A term within which something is to be done (十日内): a shorter one is another one."""
    hard: bool
    """以上 or 以下, which another figure does not carry in silence."""
    penal: bool
    start: int
    end: int
    written: str

    @property
    def value(self) -> float:
        """Its one figure, the lower of two."""
        found = self.low if self.low is not None else self.high
        assert found is not None  # no span without a figure
        return found

    @property
    def limits(self) -> tuple[str, float | None, float | None]:
        """What makes two spans the same."""
        return self.unit, self.low, self.high

    def holds(self, value: float) -> bool:
        """True of a value inside; the upper end of 一年以上不满三年 is outside."""
        if self.bare:
            return value == self.low
        return (self.low is None or value >= self.low) and (
            self.high is None or value < self.high or (value == self.high and self.low is None)
        )


def plain(text: str) -> str:
    """A folded text with its spoken figures written as the law writes them: 双倍 二倍, 三到七年 三年以上七年以下.

    >>> plain("判三到七年")
    '判三年以上七年以下'
    """
    for pattern, written in _SPOKEN:
        text = pattern.sub(written if written is not None else _from_to, text)
    return text


def _from_to(match: re.Match[str]) -> str:
    first, scale, unit, second, scale_2, unit_2 = match.group("a", "s", "u", "b", "t", "v")
    unit_2 = unit_2 or unit
    if unit_2 is None and (value_of(second, scale_2) or 0) < LEAST_MONEY:
        return match.group()  # 十到二十, of which nobody knows what
    if unit is None:  # 三到七年, 1到10万元: the first has the words of the second
        unit, scale = unit_2 or "元", scale or scale_2
    return f"{first}{scale}{unit}以上{second}{scale_2}{unit_2 or '元'}以下"


def as_stated(message: str) -> str:
    """A message as its figures are read: folded, plain, without what asks for a word."""
    return plain(ASKED.sub("", fold(message)).strip(" ,。?!"))


def spans(text: str) -> list[Span]:
    """Spans of a plain text in order; days of the calendar, numbers of articles and counts of one are none.

    >>> [(one.low, one.high) for one in spans("处三年以上十年以下有期徒刑")]
    [(36.0, 120.0)]
    """
    found: list[Span] = []
    for match in _FIGURE.finditer(text):
        one = _span(text, match)
        if one is None:
            continue
        last = found[-1] if found else None
        if last is not None and last.unit == one.unit:
            between = text[last.end : one.start]
            if one.unit == "month" and between in ("", "零", "又") and last.bare:
                found[-1] = _joined(text, last, one)
                continue
            if last.high is None and last.low is not None and one.value > last.value and _TO.match(between):
                found[-1] = Span(
                    one.unit,
                    last.low,
                    one.value,
                    False,
                    False,
                    True,
                    one.penal,
                    last.start,
                    one.end,
                    text[last.start : one.end],
                )
                continue
        found.append(one)
    return found


def _joined(text: str, first: Span, second: Span) -> Span:
    """一年三个月."""
    total = first.value + second.value
    low = total if second.low is not None else None
    high = total if second.high is not None else None
    return Span(
        "month",
        low,
        high,
        second.bare,
        second.exact,
        second.hard,
        second.penal,
        first.start,
        second.end,
        text[first.start : second.end],
    )


def _span(text: str, match: re.Match[str]) -> Span | None:
    read = _read(text, match)
    if read is None:
        return None
    unit, value = read
    front, behind = text[max(0, match.start() - 14) : match.start()], text[match.end() :]
    if unit == "month" and re.search(r"[\d一二三四五六七八九十]$", front) and match.group("unit") == "日":
        return None
    low: float | None = value
    high: float | None = value
    bare, exact = False, False
    if _BAN.match(behind):  # 五年内不得重新取得: neither more nor less
        bare, exact = True, True
    elif _ABOVE.match(behind):
        high = None
    elif _BELOW.match(behind):
        low, exact = None, not _HARD.match(behind)
    elif _FLOOR.search(front):
        high = None
    elif _CAP.search(front):
        low = None
    elif _PAST.search(front):
        high = None
    else:
        bare = True
    return Span(
        unit,
        low,
        high,
        bare,
        exact or (bare and front.endswith(("期限为", "期为", "期限是", "有效期为"))),
        _HARD.match(behind) is not None,
        _PENAL.match(behind) is not None,
        match.start(),
        match.end(),
        match.group(),
    )


def _read(text: str, match: re.Match[str]) -> tuple[str, float] | None:
    """Unit and value; None of what is no figure of the law."""
    percent, below, part, digits, scale, written, half = match.group(
        "percent", "below", "of", "digits", "scale", "unit", "half"
    )
    if percent:
        value = value_of(percent, "")
        return None if value is None else ("percent", value)
    if below:
        whole, share = value_of(below, ""), value_of(part, "")
        return None if not whole or share is None else ("percent", round(100 * share / whole, 2))
    value = value_of(digits, scale)
    if value is None or text[match.end() : match.end() + 1] in ("月", "分", "号", "之", "款", "项", "般"):
        return None
    if written is None:
        return ("yuan", value) if value >= LEAST_MONEY and not _YEARS[0] <= value <= _YEARS[1] else None
    if written == "年" and _YEARS[0] <= value <= _YEARS[1]:
        return None
    if written == "日" and text[: match.start()].endswith("月"):
        return None
    unit, times = _UNITS[written]
    if unit in ("count", "time") and value <= 1:
        return None
    if re.search(r"(?:[哪某每另]|(?<!合)同)$", text[: match.start()]) and value == 1:
        return None
    if half and unit in ("month", "percent"):
        value += 1 / 2
    return unit, value * times


HOURS_OF_A_MONTH: Final = 720.0


def in_unit(claim: Span, unit: str) -> Span | None:
    """A span of hours in months, or the other way round, as near as that is; None of other kinds."""
    times = {("hour", "month"): 1 / HOURS_OF_A_MONTH, ("month", "hour"): HOURS_OF_A_MONTH}.get(
        (claim.unit, unit)
    )
    if times is None:
        return None
    low = None if claim.low is None else claim.low * times
    high = None if claim.high is None else claim.high * times
    return replace(claim, unit=unit, low=low, high=high)


def is_far(claim: Span, law: Span) -> bool:
    """True when two spans of one unit have no figures that are near each other."""
    return all(
        abs(one - other) > tuned.SPANS_APART * max(one, other)
        for one in (claim.low, claim.high)
        for other in (law.low, law.high)
        if one is not None and other is not None
    )


def agrees(claim: Span, law: Span, *, allows: bool = False, most: bool = False) -> bool | None:
    """Whether a span that is stated is that of the law; None when neither can be said.

    Args:
        claim: Stated.
        law: Of the same unit.
        allows: The message says what may be (可以三个月), which less than a cap is not against.
        most: It says that there is no more: 最高五年.
    """
    if most and law.high is not None and not law.bare:
        return claim.value == law.high
    if claim.limits == law.limits:
        return True
    if claim.bare:
        return _of_one_figure(claim.value, law, allows=allows)
    if law.bare:
        if claim.value != law.value or (claim.low is not None and claim.high is not None):
            return False
        return None if claim.hard else True
    if claim.low is not None and claim.high is not None:
        # 八周岁以上不满十八周岁 of 八周岁以上的未成年人: the other bound may be told by a word.
        return None if law.high is None and law.low == claim.low else False
    if claim.unit == "age" and (claim.low is None) != (law.low is None):
        return None  # 满十四岁 and 不满十四岁 are of different people
    if claim.low is not None:
        if law.low is None:
            return False
        if claim.low == law.low:
            return True
        return None if allows and claim.low > law.low else False
    if law.high is None:
        # 最多六个月 of what the law has as 六个月以上 is against it; a cap below a floor is, too.
        return False
    assert claim.high is not None  # no span is without both
    if claim.high == law.high:
        return True
    return None if allows and claim.high < law.high and not claim.hard else False


def _of_one_figure(value: float, law: Span, *, allows: bool) -> bool | None:
    if law.unit == "age":
        return False if allows and not law.holds(value) and law.high is None else None
    if law.low is not None and law.high is not None:
        return None if law.low <= value <= law.high else False
    limit = law.value
    if value == limit:
        return None if law.penal else True
    if law.exact and (law.bare or not allows):
        return False
    inside = value < limit if law.high is not None else value > limit
    return None if inside else False


__all__ = ["ASKED", "Span", "agrees", "as_stated", "in_unit", "is_far", "plain", "spans"]
