"""Reads the places after a law's name: articles, paragraphs and items, lists and ranges of them.

A place list is a chain of groups. A group is one or more numbers and the unit that they share
(第232、234条); it stands directly behind the group it belongs to (第1195条第2款) or is joined to
it by a separator (第一款、第三款).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from knowledge.citations import patterns as p
from knowledge.citations.types import Target
from knowledge.models import ArticleNumber
from knowledge.numerals import parse_number

RANGE_LIMIT = 50
"""Places listed of one range; longer ones keep their two ends."""
_GROUP_LIMIT = 40
_HIGHEST_ARTICLE = 1300
"""No law has more articles; 5000条 counts."""
_MAX_INSERTED = 20
"""The highest 之N of any law is far below this."""
_MAX_DASHED = 9
"""253-1 is 第二百五十三条之一, 1012-15 is a range."""

_AFTER_CHINESE_NUMBER = re.compile(
    r"\s{0,2}(?:$|[,。;:!?、)\]》\"”\n]|第|款|项|的|和|及|与|是什么|规定|讲|说|怎么)"
)


@dataclass(slots=True)
class _Number:
    value: int
    inserted: int
    end: int
    joined: str = ""
    """Separator before it inside its group."""
    ordinal: bool = False
    bracketed: bool = False
    chinese: bool = False


@dataclass(slots=True)
class _Group:
    numbers: list[_Number]
    unit: str | None
    end: int


@dataclass(slots=True)
class Places:
    """Targets in order and where they end in the text."""

    targets: list[Target] = field(default_factory=list)
    end: int = 0
    ordinal: bool = False
    """The first number has its 第."""
    unit: str | None = None
    """Unit of the first group."""
    truncated: bool = False


def _read_number(text: str, position: int, joined: str = "") -> _Number | None:
    match = p.NUMBER.match(text, position)
    if match is None:
        return None
    end, digits = match.end(), match["num"]
    bracketed = bool(match["open"] and match["close"])
    if match["open"] and not match["close"]:
        return None
    if match["close"] and not match["open"]:
        end = match.end("num")
    if not bracketed and len(digits) == 1 and text[end : end + 1] == ",":
        grouped = _THOUSANDS.match(text, end)  # 1,195条
        if grouped:
            digits, end = digits + grouped["rest"], grouped.end("rest")
    value = parse_number(digits)
    if value is None:
        return None
    inserted = p.INSERTED.match(text, end)
    if inserted is None and value >= 100 and digits.isascii() and not bracketed:
        inserted = p.DOTTED.match(text, end)  # 刑法253.1
    number = 0
    if inserted and not bracketed:
        number = parse_number(inserted["num"]) or 0
        if 0 < number <= _MAX_INSERTED:
            end = inserted.end()
        else:
            number = 0
    return _Number(value, number, end, joined, bool(match["di"]), bracketed, not digits.isascii())


_THOUSANDS = re.compile(r",(?P<rest>\d{3})(?!\d)(?=\s?条)")


def _read_group(text: str, position: int) -> _Group | None:
    first = _read_number(text, position)
    if first is None:
        return None
    numbers = [first]
    while True:
        end = numbers[-1].end
        unit = p.UNIT.match(text, end)
        if unit:
            group = _Group(numbers, unit["unit"], unit.end())
            if group.unit == "条":
                _read_inserted(text, group)
            return group
        separator = p.SEPARATOR.match(text, end)
        if separator is None or len(numbers) >= _GROUP_LIMIT:
            break
        following = _read_number(text, separator.end(), separator["sep"])
        if following is None:
            alone = p.INSERTED.match(text, separator.end())  # 253条之一、之二 and 253之一、之二
            value = parse_number(alone["num"]) if alone else None
            if alone and value and numbers[-1].inserted:
                following = replace(
                    numbers[-1],
                    inserted=value,
                    end=alone.end(),
                    joined=separator["sep"],
                )
        if following is None:
            break
        numbers.append(following)
    return _Group(numbers, None, numbers[-1].end)


def _read_inserted(text: str, group: _Group) -> None:
    """第253条之一, and 第287条之一、之二."""
    inserted = p.INSERTED.match(text, group.end)
    value = parse_number(inserted["num"]) if inserted else None
    if inserted is None or not value or value > _MAX_INSERTED or group.numbers[-1].inserted:
        return
    if re.match(r"[款项]", text[inserted.end() : inserted.end() + 1]):
        return  # 第五条之一款 is 第五条第一款 in bad hand
    group.numbers[-1] = replace(group.numbers[-1], inserted=value)
    group.end = inserted.end()
    while True:
        separator = p.SEPARATOR.match(text, group.end)
        following = p.INSERTED.match(text, separator.end()) if separator else None
        value = parse_number(following["num"]) if following else None
        if not separator or not following or not value or len(group.numbers) >= _GROUP_LIMIT:
            return
        group.numbers.append(replace(group.numbers[-1], inserted=value, joined=separator["sep"]))
        group.end = following.end()


def read_places(text: str, position: int, *, unit_free: bool = False) -> Places | None:
    """Places that begin at ``position``.

    Args:
        text: Normalised text.
        position: Where the first number, or its 第, stands.
        unit_free: Accept numbers without 条 (刑法253); only right behind a name.
    """
    group = _read_group(text, position)
    if group is None:
        return None
    if group.unit is None and not (unit_free and _trim_counts(text, group)):
        return None
    first = group.numbers[0]
    places = Places(ordinal=first.ordinal, unit=group.unit, end=group.end)
    if len(group.numbers) == 1 and group.unit in ("条", None) and not _goes_on(text, group.end, "条"):
        places.targets.append(Target(ArticleNumber(first.value, first.inserted)))
        return places
    reader = _Reader(text, places)
    reader.add(group, joined="")
    reader.go_on()
    return places if places.targets else None


def _trim_counts(text: str, group: _Group) -> bool:
    """Drop numbers at the end of a unit-free group that count or date something else."""
    while group.numbers:
        last = group.numbers[-1]
        year = not last.ordinal and 1949 <= last.value <= 2035
        wrong = p.NOT_AN_ARTICLE.match(text, last.end) or last.bracketed or year
        if last.chinese and not last.inserted and not wrong:
            short = last.value <= 10 and last.end < len(text)
            wrong = short or not _AFTER_CHINESE_NUMBER.match(text, last.end)
        if not wrong and last.joined in (",", ";", "和", "与", "或", "还有", "跟", "/"):
            # A comma before a loose number is punctuation more often than a list.
            wrong = _LOOSE_TAIL.match(text, last.end) is None
        if not wrong:
            group.end = last.end
            return True
        if last.joined == "、":
            return False  # 12、13、14岁 counts from its first number on
        group.numbers.pop()
    return False


_LOOSE_TAIL = re.compile(r"\s{0,2}(?:$|[,。;:!?、)\]》\"”\n/]|和|与|及|的|第|是什么|规定|说的|讲)")


_ANOTHER = {
    level: re.compile(rf"第{p.NUM}(?![0-9{p.CN}])\s?{units}(?!例|件|约|子|式|待|目|链)")
    for level, units in {"条": "条", "款": "[条款]", "项": "[条款项]"}.items()
}
"""By the level reached: what directly behind a place begins a citation of its own."""


def _goes_on(text: str, position: int, level: str) -> bool:
    return p.GOES_ON.match(text, position) is not None and _ANOTHER[level].match(text, position) is None


_ATTACHMENT = re.compile(r"\s{0,3}(?:的|中的|中|里的|里)?\s?")


def _spelt_out(first: ArticleNumber, last: ArticleNumber) -> ArticleNumber:
    """1194-97 is 1194-1197: the end of a range without the digits that it shares."""
    digits = str(last.number)
    if last.number >= first.number or len(digits) < 2 or last.inserted:
        return last
    number = int(str(first.number)[: -len(digits)] + digits)
    return ArticleNumber(number) if first.number < number else last


class _Reader:
    """Attaches group after group to the targets."""

    __slots__ = ("article", "level", "paragraph", "places", "text")

    def __init__(self, text: str, places: Places) -> None:
        self.text = text
        self.places = places
        self.article: ArticleNumber | None = None
        self.paragraph: int | None = None
        self.level = ""

    def go_on(self) -> None:
        """Read what follows the first group."""
        for _ in range(_GROUP_LIMIT):
            position = self.places.end
            if not _goes_on(self.text, position, self.level):
                return
            detail = p.DETAIL.match(self.text, position)
            group = None
            joined = ""
            if detail is None:
                group = self._attached(position)
            if group is None:
                group = self._directly_behind(position)
                joined = "、" if group is not None else ""
            if group is None:
                separator = p.SEPARATOR.match(self.text, position)
                if separator is None:
                    return
                joined = separator["sep"]
                group = self._joined(separator.end(), joined)
                if group is None:
                    return
            self.add(group, joined)
            self.places.end = group.end

    def _directly_behind(self, position: int) -> _Group | None:
        """46条47条: another article without a separator; years and what 条 counts are none."""
        if self.level != "条" or not self.text[position : position + 1].isdigit():
            return None
        group = _read_group(self.text, position)
        if group is None or group.unit != "条" or p.COUNTED.match(self.text, group.end):
            return None
        return group if all(number.value <= _HIGHEST_ARTICLE for number in group.numbers) else None

    def _attached(self, position: int) -> _Group | None:
        """款 behind 条, 项 behind 款 or 条, with nothing or a space between."""
        start = _ATTACHMENT.match(self.text, position)
        group = _read_group(self.text, start.end() if start else position)
        if group is None:
            return None
        number = group.numbers[0]
        if group.unit == "款" and self.level == "条":
            counting = not number.ordinal and self.text[number.end - 1] == "两"
            return None if counting else group
        if group.unit == "项" and self.level in ("条", "款"):
            return group
        if group.unit is None and number.bracketed and len(group.numbers) == 1:
            # 1195(2) is a paragraph; 第五条(一) and (1)(2) are items.
            if self.level == "条" and not number.chinese and number.value < 30:
                group.unit = "款"
                return group
            if self.level in ("条", "款"):
                group.unit = "项"
                return group
        return None

    def _joined(self, position: int, joined: str) -> _Group | None:
        group = _read_group(self.text, position)
        if group is None or group.unit is None:
            if group and self.level == "项" and group.numbers[0].bracketed:
                group.unit = "项"
                return group
            return None
        number = group.numbers[0]
        if group.unit == "条":
            # 1032条，1033条 goes on upwards; 253条，3条都看了 does not.
            upwards = self.article is not None and number.value > self.article.number
            if joined in (",", ";") and not number.ordinal and not upwards:
                return None
            counted = not number.ordinal and p.COUNTED.match(self.text, group.end)
            return None if counted else group
        if self.level == "":
            return None
        if group.unit == "款" and (self.paragraph is not None or joined in p.RANGE_WORDS):
            return group if number.ordinal or joined in p.RANGE_WORDS or joined == "、" else None
        if group.unit == "项" and self.level == "项":
            return group
        return None

    def add(self, group: _Group, joined: str) -> None:
        """Turn one group into targets."""
        if group.unit in ("条", None):
            self._add_articles(group, joined)
        elif group.unit == "款":
            self._add_numbers(group, joined, "款")
        else:
            self._add_numbers(group, joined, "项")

    def _add_articles(self, group: _Group, joined: str) -> None:
        targets = self.places.targets
        for index, number in enumerate(group.numbers):
            separator = number.joined if index else joined
            article = ArticleNumber(number.value, number.inserted)
            previous = self.article
            if (
                separator in ("-", "--")
                and previous
                and not number.ordinal
                and not number.inserted
                and number.value <= _MAX_DASHED
                and number.value < previous.number
                and not previous.inserted
                and targets
                and targets[-1] == Target(previous)
            ):
                targets.pop()  # 253-1 is 第253条之一
                article = ArticleNumber(previous.number, number.value)
                self.article, self.paragraph, self.level = article, None, "条"
                targets.append(Target(article))
                continue
            if separator in p.RANGE_WORDS and previous:
                article = _spelt_out(previous, article)
            if separator in p.RANGE_WORDS and previous and previous < article and targets:
                self._add_range(previous, article)
            targets.append(Target(article))
            self.article, self.paragraph, self.level = article, None, "条"

    def _add_range(self, first: ArticleNumber, last: ArticleNumber) -> None:
        """Everything between two articles; ``through`` also means what was inserted there."""
        targets = self.places.targets
        if first.number == last.number:
            targets.extend(
                Target(ArticleNumber(first.number, inserted))
                for inserted in range(first.inserted + 1, last.inserted)
            )
            return
        if last.number - first.number >= RANGE_LIMIT:
            self.places.truncated = True
            return
        if targets[-1] == Target(first):
            targets[-1] = targets[-1]._replace(through=True)
        targets.extend(
            Target(ArticleNumber(number), through=True) for number in range(first.number + 1, last.number)
        )

    def _add_numbers(self, group: _Group, joined: str, level: str) -> None:
        """Paragraphs or items; directly behind their parent they replace its target."""
        targets = self.places.targets
        if not joined and targets and self.level != "项":
            targets.pop()
        for index, number in enumerate(group.numbers):
            separator = number.joined if index else joined
            value = number.value
            previous = targets[-1] if targets else None
            reached = (previous.paragraph if level == "款" else previous.item) if previous else None
            if separator in p.RANGE_WORDS and reached and reached < value <= reached + RANGE_LIMIT:
                for between in range(reached + 1, value):
                    self._add_one(level, between)
            self._add_one(level, value)

    def _add_one(self, level: str, value: int) -> None:
        if level == "款":
            self.paragraph = value
            target = Target(self.article, value)
        else:
            target = Target(self.article, self.paragraph, value)
        self.places.targets.append(target)
        self.level = level
