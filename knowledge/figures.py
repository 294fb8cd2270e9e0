"""Figures with their units, as sentences and provisions write them: 三年, 15日, 百分之五十, 5万元, 3到10年.

A conclusion may say 3 where the law says 三, and 30% where it says 百分之三十; both read as the same
:class:`Figure`. Calendar dates and the numbers of articles are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from knowledge.numerals import parse_amount, parse_number

_CHINESE = "零〇一二三四五六七八九十百千两"
# Bounded, like all repetition here: a row of digits must not be read from each of its places to its end.
_NUMBER = rf"(?:\d[\d,，]{{0,20}}+(?:\.\d{{1,8}}+)?+|[{_CHINESE}]{{1,20}}+(?:万[{_CHINESE}]{{1,20}}+)?+)"
_SCALE = {
    "": 1,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
_UNITS = {
    "周岁": "岁",
    "岁": "岁",
    "个工作日": "日",
    "工作日": "日",
    "日": "日",
    "天": "日",
    "周年": "年",
    "年": "年",
    "个月": "月",
    "小时": "小时",
    "元": "元",
    "%": "%",
    "％": "%",
    "倍": "倍",
    "次": "次",
    "条": "条",
}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_RANGE = r"(?:到|至|—|–|-|~|、|或者|或)"
_FIGURE = re.compile(
    rf"(?<![第〔\d.])(?P<listed>(?:{_NUMBER}、){{1,12}}+)?+(?:(?P<low>{_NUMBER})(?P<low_scale>百万|千万|[百千万亿])?(?P<low_unit>{_UNIT})?{_RANGE})?"
    rf"(?P<value>{_NUMBER})(?P<scale>百万|千万|[百千万亿])?多?余?(?P<unit>{_UNIT})"
)
_PERCENT = re.compile(
    rf"百分之(?P<value>[{_CHINESE}]+(?:点[{_CHINESE}]+)?)(?:{_RANGE}(?P<high>[{_CHINESE}]+)(?!分之))?"
)
_PER_TEN_THOUSAND = re.compile(rf"万分之([{_CHINESE}]+|\d+)")
_NO_FIGURE = re.compile(
    rf"\d{{4}}年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?|\d{{1,2}}月\d{{1,2}}日|[{_CHINESE}]{{1,3}}月[{_CHINESE}]{{1,3}}日"
    rf"|第[{_CHINESE}\d]+(?:条之[{_CHINESE}]+|[条款项次年日天个])|〔\d{{4}}〕\d+号|一次性|[一两]次分?割|再一次|二次诈骗|《[^《》]*》"
)
_AGE = re.compile(rf"(?P<before>[满足])?(?P<value>{_NUMBER})(?P<unit>周岁|岁)(?P<after>以上|以下|以内)?")


@dataclass(frozen=True, slots=True, order=True)
class Figure:
    """A number with its unit: days, months, years, hours, 岁, 元, %, 倍, 次, 条."""

    value: Fraction
    unit: str

    def same_as(self) -> frozenset[Figure]:
        """The figure and what says the same in other units: one year is twelve months, 倍 one hundred per cent."""
        others = {self}
        if self.unit == "年":
            others.add(Figure(self.value * 12, "月"))
        elif self.unit == "月" and self.value % 12 == 0:
            others.add(Figure(self.value / 12, "年"))
        elif self.unit == "倍":
            others.add(Figure(self.value * 100, "%"))
        elif self.unit == "%":
            others.add(Figure(self.value / 100, "倍"))
        elif self.unit == "小时" and self.value % 24 == 0:
            others.add(Figure(self.value / 24, "日"))
        elif self.unit == "日":
            others.add(Figure(self.value * 24, "小时"))
        return frozenset(others)


def figures_in(text: str) -> Iterator[tuple[Figure, str]]:
    """Every figure with the words that give it; a range gives both its ends, a list each of its numbers."""
    text = _NO_FIGURE.sub(lambda found: "。" * len(found.group()), text)
    for found in _PERCENT.finditer(text):
        for group in ("value", "high"):
            value = _value(found.group(group) or "", "")
            if value is not None:
                yield Figure(value, "%"), found.group()
    for found in _PER_TEN_THOUSAND.finditer(text):
        value = _value(found.group(1), "")
        if value is not None:
            yield Figure(value / 100, "%"), found.group()
    text = _PERCENT.sub("。", _PER_TEN_THOUSAND.sub("。", text))
    for found in _FIGURE.finditer(text):
        unit = _UNITS[found.group("unit")]
        high = _value(found.group("value"), found.group("scale") or "")
        if high is None or (unit == "次" and high == 1):
            continue
        for written in (found.group("listed") or "").split("、")[:-1]:
            listed = _value(written, "")
            if listed is not None:
                yield Figure(listed, unit), found.group()
        if found.group("low"):
            low = _value(found.group("low"), found.group("low_scale") or "")
            # 3到5万元 is 30,000 to 50,000, but 5000到1万元 begins at 5,000.
            shared = found.group("scale") if not found.group("low_scale") else None
            if low is not None and shared and low * _SCALE[shared] < high:
                low *= _SCALE[shared]
            if low is not None:
                yield Figure(low, _UNITS[found.group("low_unit") or found.group("unit")]), found.group()
        yield Figure(high, unit), found.group()


def vague_ages(text: str) -> Iterator[str]:
    """Ages that leave open on which side the birthday falls: 8岁以下, 14到16岁. 不满, 满, 以上 and 周岁 say it."""
    for found in _AGE.finditer(text):
        clear = found.group("before") or found.group("after") == "以上" or found.group("unit") == "周岁"
        if found.group("after") in ("以下", "以内") or not clear:
            yield found.group()


def _value(written: str, scale: str) -> Fraction | None:
    written = written.replace(",", "").replace("，", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", written):
        return Fraction(written) * _SCALE[scale]
    whole, _, decimals = written.partition("点")
    number = parse_amount(whole)
    if number is None:
        return None
    if decimals:
        digits = "".join(str(parse_number(one) or 0) for one in decimals)
        return Fraction(f"{number}.{digits}") * _SCALE[scale]
    return Fraction(number) * _SCALE[scale]
