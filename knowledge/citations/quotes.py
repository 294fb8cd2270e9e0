"""Words that a text gives as those of the article it cites: quoted behind or before the citation, or unmarked.

``framed`` words are said to be the article's (规定：“……”). ``near`` words stand in quotation marks close by, ``unmarked`` ones without
marks, ``adjoining`` ones right behind the number, ``signed`` ones in a paragraph of their own with the citation or the law's name below it; these count only when they are like the article, so that nothing is compared that was never meant as its wording.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge.citations import patterns as p

FRAMED, NEAR, UNMARKED, SIGNED, ADJOINING = "framed", "near", "unmarked", "signed", "adjoining"

_OTHER = rf"第[0-9{p.CN}]{{1,9}}条"
_NEAR_AFTER = re.compile(
    rf"(?P<between>(?:(?!{_OTHER})[^“”\"《。!?\n]){{0,60}}(?::?\s{{0,2}}\n[\s>]{{0,6}})?)(?:(?P<curly>“(?=[^“”]{{8,600}}”))|[“\"])(?P<quote>(?(curly)[^“”]|[^“”\"]){{8,600}})(?(curly)”|[”\"])"
)
_FRAME = re.compile(
    r"(?:规定|写明|写着|写道|写得[^,]{0,4}|写的是|指出|原文|原话|内容|条文|文本|全文|载明|称|强调|明确|要求|表述|如下|指的是|就是|即|讲)(?:了|为|是|道|的是|的|如下|的话)?[\s:,>]{0,6}$|^[\s:,>]{0,6}$"
)
_OF_ANOTHER = re.compile(
    rf"(?:同条|该条|本条|此条|同一条|这一条|这条)[的之]?第[0-9{p.CN}]{{1,4}}[款项]|[,;:、]第[0-9{p.CN}]{{1,4}}款|前者|后者"
)
"""What leads on to another place, which the words behind it are of: 第一款……，第二款规定“……”."""
_SPEAKER = re.compile(r"[我你他她]|对方|老师|网友|有人|律师|警察|法官|老板|朋友")
_BEFORE = re.compile(
    r"[”\"]\s{0,2}(?:-{1,4}|,|、|\(|\[|见|参见|详见|出自|来自|引自|摘自|来源|出处|语出|这是|这句话?是|即|是|:|依据|根据){0,3}\s{0,2}《?$"
)
_ENGLISH_BEFORE = re.compile(
    r"[”\"]\s{0,2}(?:,\s)?(?:(?:is|are|was)\s(?:what|how|the\s(?:text|wording|words)\sof)|see(?:\salso)?|as\s(?:stated|provided|set\sout|written)\sin|"
    r"(?:according|pursuant)\sto|under|from|in|per|says)\s(?:the\s)?$",
    re.IGNORECASE,
)
_LONGEST_ENGLISH_BEFORE = 36
_NOTE = r"\[{number}\]|\({number}\)|\(?\s?(?:见|参见|详见)?(?:脚注|尾注|注释?)\s?\[?{number}\]?\s?\)?|\^?{number}(?![0-9年月日条款项号])"
_FOOTNOTE = re.compile(
    rf"(?:^|\n)[\s>]{{0,8}}(?:{_NOTE.format(number='[0-9]{1,3}')})"
    r"[\s.:、]{0,4}(?:见|参见|详见|引自|出自|来源:?)?\s?《?$"
)
_NUMBER = re.compile(r"[0-9]{1,3}")
_LONGEST_TO_A_NOTE = 6000
"""Characters from the words to the note that says where they are from."""
_UNMARKED = re.compile(
    rf"(?:的|之)?(?:第[0-9{p.CN}]{{1,4}}[款项])?(?:[中里]?(?:明确|明文|也|还|这样|是这样|是这么|这么)?(?:规定|原文|内容|条文|全文|表述|写道|写明|写的?|指出|要求|载明|明确)(?:得(?:很|非常)?(?:清楚|明白))?(?:了|是|为|如下|的是)?|如下|说的是|讲的是)?"
    r"[\s\]]{0,3}(?:\[[^\[\]\n]{1,30}\]|\([^()\n]{1,24}\))?[\s|]{0,4}(?:[:,]|→|=>|-{1,4}>?|—{1,2})?[\s>|]{0,8}(?P<quote>[^“”\"\n《]{8,400})"
)


class Quotation(NamedTuple):
    """Words given as the article's, ``text[start:end]`` of the normalised text."""

    start: int
    end: int
    kind: str
    until: int
    """End of the marks around them."""


def quotation(text: str, start: int, end: int, *, marked: bool) -> Quotation | None:
    """The words that belong to the citation ``text[start:end]``, the surest first.

    Args:
        text: Normalised text.
        start: Where the citation begins.
        end: Where it ends.
        marked: Whether the text holds quotation marks at all.
    """
    if not marked:
        return signed_above(text, start, end) or _without_marks(text, end)
    framed = p.QUOTE_AFTER.match(text, end)
    if framed is not None:
        return Quotation(*framed.span("quote"), FRAMED, framed.end())
    if text[end : end + 1] == ")" and (opening := _opening(text, start)) >= 0:
        inside = p.QUOTE_BEFORE.match(text, opening, start)
        if inside is not None:
            return Quotation(*inside.span("quote"), FRAMED, end)
    near = _NEAR_AFTER.match(text, end)
    if near is not None and _OF_ANOTHER.search(near["between"]) is None:
        between = near["between"]
        sure = _FRAME.search(between) is not None and _SPEAKER.search(between) is None
        return Quotation(*near.span("quote"), FRAMED if sure else NEAR, near.end())
    before = _BEFORE.search(text, max(0, start - 12), start)
    if before is not None:
        opening = _opening(text, before.start())
        if 0 <= opening < before.start() - 8:
            return Quotation(opening + 1, before.start(), NEAR, end)
    in_english = _ENGLISH_BEFORE.search(text, max(0, start - _LONGEST_ENGLISH_BEFORE), start)
    if in_english is not None:
        opening = _opening(text, in_english.start())
        if 0 <= opening < in_english.start() - 8:
            return Quotation(opening + 1, in_english.start(), NEAR, end)
    return _by_footnote(text, start, end) or signed_above(text, start, end) or _without_marks(text, end)


def _by_footnote(text: str, start: int, end: int) -> Quotation | None:
    """“……”[1] and, in a line of its own, [1] 《民法典》第八百九十九条: the words before the same mark."""
    note = _FOOTNOTE.search(text, max(0, start - 20), start)
    number = _NUMBER.search(note.group()) if note is not None else None
    if note is None or number is None:
        return None
    mark = re.compile(rf"(?<=[”\"])\s?(?:{_NOTE.format(number=number.group())})")
    words = None
    for found in mark.finditer(text, max(0, note.start() - _LONGEST_TO_A_NOTE), note.start() + 1):
        words = found
    if words is None:
        return None
    closing = words.start() - 1
    opening = _opening(text, closing)
    return Quotation(opening + 1, closing, NEAR, end) if 0 <= opening < closing - 8 else None


_SIGNS = frozenset("-自:源处《 ")
"""Cheap test for what stands before a signature."""
SIGNATURE = r"(?:-{1,4}|\()\s?(?:(?:摘自|引自|出自|语出|见|来源|出处):?)?\s?"
"""What leads from words to the law that they are from: ——, （来源：."""
_SIGNED = re.compile(rf"(?P<line>\n[\s>]{{0,8}})?{SIGNATURE}《?$")
_HEADING = re.compile(rf"[\s>*\-【\[]{{0,8}}(?:第[0-9{p.CN}]{{1,9}}条(?:之[{p.CN}])?[】\]]?[\s:]{{0,3}})?")
_BLOCK = re.compile(r"\n[ \t>]{0,8}\n")
_LONGEST_SIGNED = 600
_SHORTEST_SIGNED = 10


def signed_above(text: str, start: int, end: int) -> Quotation | None:
    """The paragraph that ends in a signature with the citation: > words / > ——《民法典》第七百零五条."""
    if text[start - 1 : start] not in _SIGNS:
        return None
    sign = _SIGNED.search(text, max(0, start - 20), start)
    if sign is None:
        return None
    return words_between(text, max(0, sign.start() - _LONGEST_SIGNED), sign.start(), end)


def words_between(text: str, floor: int, stop: int, until: int) -> Quotation | None:
    """The last paragraph of ``text[floor:stop]`` as signed words, without its marks and the number at its head."""
    while stop > floor and text[stop - 1] in " \n>\t":
        stop -= 1
    start = max([floor, *(gap.end() for gap in _BLOCK.finditer(text, floor, stop))])
    head = _HEADING.match(text, start, stop)
    start = head.end() if head else start
    while start < stop and text[start] in '“"':
        start += 1
    while stop > start and text[stop - 1] in '”"':
        stop -= 1
    return Quotation(start, stop, SIGNED, until) if stop - start >= _SHORTEST_SIGNED else None


_BEGINS = frozenset(":,的之第中里明也还规原内条全表写指要如说讲][>(|-—→= \n")
"""Cheap test for what stands between a citation and unmarked words."""

_ADJOINING = re.compile(r"(?P<quote>[\u4e00-\u9fff][^“”\"\n《]{7,60})")


def _without_marks(text: str, end: int) -> Quotation | None:
    if text[end : end + 1] not in _BEGINS:
        adjoining = _ADJOINING.match(text, end)
        return Quotation(*adjoining.span("quote"), ADJOINING, end) if adjoining else None
    unmarked = _UNMARKED.match(text, end)
    return Quotation(*unmarked.span("quote"), UNMARKED, end) if unmarked else None


def _opening(text: str, end: int) -> int:
    """Where the quotation opens whose closing mark stands right before ``end``."""
    opening = text.rfind("“", max(0, end - 620), end)
    return opening if opening >= 0 else text.rfind('"', max(0, end - 620), max(0, end - 4))
