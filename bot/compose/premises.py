"""Does a question assert something, and do its figures stand in the source?

李某被判了十年对吗 asserts ten years; whether that is right is decided by the figures of the case file. What is said in
asking and in stating stands in ``signs/premise.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.query import fold
from knowledge.numerals import NUMERAL_CHARS, parse_amount
from knowledge.readers.signs import signs_of


def _says(text: str, kind: str) -> bool:
    return any(sign.found(text) for sign in signs_of("premise", kind))


def asserts(text: str) -> bool:
    """True when a question states what it wants confirmed: 对吗, 吧, or a statement with a question mark."""
    if _says(text, "claim_first"):
        return True
    if _says(text, "open") and not _says(text, "confirmed"):
        return False
    return _says(text, "confirm") or (_says(text, "question_mark") and not _says(text, "whether"))


def declares(text: str) -> bool:
    """True when a message asserts something or is a plain statement: 一审就判平台赔了3万."""
    return asserts(text) or not (_says(text, "open") or _says(text, "whether") or _says(text, "request"))


def asks(text: str) -> bool:
    """True when a text asks something: an open question, whether something is so, or what to do."""
    return _says(text, "open") or _says(text, "whether") or asserts(text)


_UNITS = {
    "年": "year",
    "个月": "month",
    "天": "day",
    "日": "day",
    "条": "record",
    "张": "picture",
    "元": "yuan",
    "块": "yuan",
    "岁": "age",
    "周岁": "age",
    "人": "person",
    "名": "person",
    "次": "time",
    "部": "video",
    "倍": "fold",
    "小时": "hour",
    "个工作日": "day",
    "工作日": "day",
    "折": "tenth",
    "%": "percent",
}
NUMBER = rf"(?:[0-9]+(?:\.[0-9]+)?|[{NUMERAL_CHARS}]{{1,24}}(?:万(?=[^十百千]?[十百千]|零)[{NUMERAL_CHARS}]{{1,24}})?)"
_QUANTITY = re.compile(
    rf"百分之(?P<percent>{NUMBER})|(?P<half>半年|半个月)"
    rf"|(?<![0-9.第{NUMERAL_CHARS}])(?P<digits>{NUMBER})\s*(?P<scale>[万亿千百]*)\s*(?:余|多|来)?\s*"
    rf"(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})?(?!之|号)"
)
SCALE = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit: 3.9万余条 is (39000, "record")."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure and where it stands in a folded text."""

    quantity: Quantity
    start: int
    end: int


def quantities(text: str) -> list[Quantity]:
    """Figures with units in a text; plain numbers without a unit have unit ``""``.

    >>> quantities("卖了3.9万余条")
    [Quantity(value=39000.0, unit='record')]
    """
    return [placed.quantity for placed in placed_quantities(fold(text))]


def placed_quantities(folded: str) -> list[Placed]:
    """Figures of a folded text in order, with their places."""
    found: list[Placed] = []
    for match in _QUANTITY.finditer(folded):
        quantity = _quantity(match)
        if quantity is not None:
            found.append(Placed(quantity, match.start(), match.end()))
    return found


def _quantity(match: re.Match[str]) -> Quantity | None:
    digits, scale, unit, percent, half = match.group("digits", "scale", "unit", "percent", "half")
    if half:
        return Quantity(6, "month") if half == "半年" else Quantity(15, "day")
    if percent:
        value = value_of(percent, "")
        return None if value is None else Quantity(value, "percent")
    value = value_of(digits, scale)
    if value is None:
        return None
    if unit is None and (not digits[0].isdigit() and len(digits) == 1 and not scale):
        return None  # 一 in 一审, 三 in 第三者
    if unit in ("年", None) and 1900 <= value <= 2100:
        return Quantity(value, "calendar")
    return Quantity(value, _UNITS.get(unit or "", ""))


def value_of(digits: str, scale: str) -> float | None:
    """Value of a numeral, with the 万 and 亿 behind it; None when it is none."""
    if digits[0].isdigit():
        value = float(digits)
    else:
        base, big = digits, 1
        while base and base[-1] in "万亿":
            big *= SCALE[base[-1]]
            base = base[:-1]
        number = parse_amount(base) if base else 1
        if number is None:
            return None
        value = float(number * big)
    for unit in scale:
        value *= SCALE[unit]
    return value


def unsupported(question: str, source: str) -> list[Quantity]:
    """Figures of the question that the source does not have, in its unit or in any."""
    known = quantities(source)
    values = {(quantity.value, quantity.unit) for quantity in known}
    bare = {quantity.value for quantity in known}
    return [
        quantity
        for quantity in quantities(question)
        if (
            quantity.value not in bare if not quantity.unit else (quantity.value, quantity.unit) not in values
        )
    ]
