"""Chinese numerals of statutes, both ways: 一千二百六十 <-> 1260.

The grammar is closed and small: articles, paragraphs and items run from 1 to 9999, amounts of a sentence to 99,999.
"""

from __future__ import annotations

from functools import lru_cache

_DIGITS = {
    **{char: value for value, char in enumerate("〇一二三四五六七八九")},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{char: value for value, char in enumerate("○壹貳叄肆伍陸柒捌玖")},
    "两": 2,
    "兩": 2,
    "弌": 1,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TEN_THOUSAND = ("万", "萬")
_TENS = {"廿": 2, "卅": 3, "卌": 4}
_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_ASCII = frozenset("0123456789")
_ZEROS = frozenset("〇零○")

NUMERAL_CHARS = "".join({*_DIGITS, *_UNITS, *_TENS})
"""Every character the numeral of an article may be written with, before normalisation; 万 is none of them."""

LARGEST = 99_999
"""Numbers above this are no article of any law."""


@lru_cache(maxsize=4096)
def parse_number(text: str) -> int | None:
    """Value of a numeral as people write it, or None when it is none.

    Takes Arabic digits of either width, Chinese numerals in the common and the formal hand,
    positional ones (一九五), and the two loose ways in which people drop a unit at the end:
    一百三 is 130, 一千一百九五 is 1195. ``parse_number("一千二百六十") == 1260``. 万 wants its digit: 万一 is a word.
    """
    text = text.translate(_WIDTH)
    if not text:
        return None
    if _ASCII.issuperset(text):
        value = int(text) if len(text) <= 6 else LARGEST + 1
        return value if value <= LARGEST else None
    if all(char in _DIGITS for char in text):
        return _positional(text) if len(text) <= 5 else None
    return _with_units(text)


def _positional(text: str) -> int | None:
    value = 0
    for char in text:
        value = value * 10 + _DIGITS[char]
    return value


def _with_units(text: str) -> int | None:
    """Numerals with 十百千万, units strictly descending, digits between them."""
    total = 0
    digits = ""
    last_unit = 10_000
    above = text[1:2] in _TEN_THOUSAND
    if above:
        total, text = _DIGITS.get(text[0], 0) * 10_000, text[2:]
        if not total:
            return None
    for char in text:
        if char in _DIGITS:
            digits += char
            continue
        if char in _TENS:
            if digits.strip("〇零○") or last_unit <= 10:
                return None
            total, digits, last_unit = total + _TENS[char] * 10, "", 10
            continue
        unit = _UNITS.get(char)
        if unit is None or unit >= last_unit:
            return None
        digit = _unit_digit(digits, first=last_unit == 10_000 and not above)
        if digit is None:
            return None
        total, digits, last_unit = total + digit * unit, "", unit
    tail = _tail(digits, last_unit)
    return None if tail is None else total + tail


def parse_amount(text: str) -> int | None:
    """Value of a numeral that counts money or things: as ``parse_number``, and in Chinese up to 99,999,999.

    ``parse_amount("十二万三千") == 123_000``.
    """
    value = parse_number(text)
    if value is not None:
        return value
    head, found, rest = text.replace("萬", "万").partition("万")
    thousands = parse_number(head) if found and not _ASCII & set(text.translate(_WIDTH)) else None
    if not thousands or thousands >= 10_000:
        return None
    # Behind 一万 the same forms stand as behind any other.
    below = parse_number(f"一万{rest}")
    return None if below is None else thousands * 10_000 + below - 10_000


def _unit_digit(digits: str, *, first: bool) -> int | None:
    """The factor before a unit: 二 in 二百, 零一 in 一千零一十, nothing in 十二."""
    if not digits:
        return 1
    if digits[0] in _ZEROS and not first:
        digits = digits[1:] or "一"
    if len(digits) != 1 or digits in _ZEROS:
        return None
    return _DIGITS[digits]


def _tail(digits: str, last_unit: int) -> int | None:
    """What follows the last unit: ones, or digits whose unit people leave out."""
    if not digits:
        return 0
    if digits[0] in _ZEROS:
        rest = digits[1:]
        if not rest:
            return None
        return _positional(rest) if len(rest) == 1 and rest not in _ZEROS else None
    if last_unit == 10:
        return _DIGITS[digits] if len(digits) == 1 else None
    if len(digits) == 1:  # spoken: 一百三 is 130
        return _DIGITS[digits] * last_unit // 10
    width = len(str(last_unit)) - 1
    return _positional(digits) if len(digits) == width else None


@lru_cache(maxsize=4096)
def to_chinese(number: int) -> str:
    """The numeral as statutes write it: ``to_chinese(110) == "一百一十"``, ``to_chinese(12) == "十二"``.

    Raises:
        ValueError: outside 0 to 99,999.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"numerals run from 0 to {LARGEST}, not {number}")
    if number == 0:
        return "零"
    names = "零一二三四五六七八九"
    parts: list[str] = []
    pending_zero = False
    for unit, name in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if not digit:
            pending_zero = bool(parts)
            continue
        if pending_zero:
            parts.append("零")
            pending_zero = False
        parts.append(name if digit == 1 and unit == 10 and not parts else names[digit] + name)
    return "".join(parts)
