"""Forms that titles take: derived names, slips of the pen, likeness, keys of document numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from knowledge.normalize import normalize
from knowledge.readers.yaml_source import load_yaml

PRC = "中华人民共和国"

_ISSUERS = re.compile(
    r"^(?:(?:最高人民法院|最高人民检察院|公安部|司法部|国务院|全国人民代表大会常务委员会|"
    r"全国人民代表大会|国家互联网信息办公室|中央网信办)、?)+(?=关于)"
)
_SLIPS = {"法": "发罚", "典": "点电", "刑": "形型", "民": "明", "诉": "述", "治": "制", "宪": "现"}
"""The same, from the right character; used to list the slips of names of two to four characters."""


def derived_names(title: str) -> Iterator[str]:
    """Forms of a title that need no registering."""
    bare = title.removeprefix(PRC)
    if bare != title:
        yield f"中国{bare}"
    without_issuer = _ISSUERS.sub("", title)
    if without_issuer != title:
        yield without_issuer
        yield without_issuer.removeprefix("关于")
    for form in (title, without_issuer):
        shortened = form.replace(PRC, "")
        if shortened not in (title, bare, without_issuer):
            yield shortened


def slips(name: str) -> Iterator[str]:
    """The name with one character as people mistype it."""
    for position, char in enumerate(name):
        for wrong in _SLIPS.get(char, ""):
            yield name[:position] + wrong + name[position + 1 :]


def words_end(text: str, start: int, words: tuple[str, ...]) -> int:
    """End of ``words`` in ``text`` from ``start`` on, or 0; spaces and hyphens may part them."""
    position = start
    for index, word in enumerate(words):
        if index:
            gap = 0
            while gap < 3 and text[position : position + 1] in (" ", "-", "\n", "'"):
                position, gap = position + 1, gap + 1
        if text[position : position + len(word)].casefold() != word:
            return 0
        position += len(word)
    after = text[position : position + 1]
    return 0 if after.isascii() and after.isalpha() else position


def edit_distance(left: str, right: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours that part two names."""
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, a in enumerate(left, 1):
        current = [row]
        for column, b in enumerate(right, 1):
            cost = min(above[column] + 1, current[-1] + 1, above[column - 1] + (a != b))
            if before and column > 1 and a == right[column - 2] and left[row - 2] == b:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, above = above, current
    return above[-1]


_LIGHT = re.compile(
    # What titles hold besides their subject; only this may be left out of one. 促进 tells a kind: 家庭教育法 was another text.
    "中华人民共和国|管理|权益|保护|处罚|若干|问题|有关|具体|应用|适用|法律|关于|办理|审理|刑事案件|纠纷案件|案件|司法|[的和与及、人]"
)
_ENDINGS = re.compile(
    r"(?:法典|办法|条例|细则|规定|决定|解释|意见|规则|修正案|法)(?:\([^()]{1,8}\)|[一二三四五六七八九十]{1,3})?$"
)
_IDENTITY = frozenset("一二三四五六七八九十0123456789办反非未不无")
"""Characters that tell two texts apart; no slip of the pen touches them."""
_ADDED = frozenset("的之和与")
_LOOKALIKES = frozenset(
    frozenset(pair)
    for pair in (
        [
            "络终",
            "年午",
            "民氏",
            "人入",
            "未末",
            "治冶",
            "诉拆",
            "管营",
            "劳芳",
            "土士",
            "同回",
            "全金",
            "电申",
            "己已",
            "千干",
            "儿几",
            "合台",
            "券卷",
            "险验",
            "专转",
            "责贵",
            "财材",
            "校较",
        ]
    )
)
_SOUNDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


def leaves_out_only_light_words(short: str, long: str) -> bool:
    """``short`` is the title ``long`` without some of its light words: 消费者法 for 消费者权益保护法.

    保护 and 保障 count as one word. Subjects are never left out: 城市管理法 is not 城市房地产管理法.
    """
    short, long = short.replace("保障", "保护"), long.replace("保障", "保护")
    if short[:1] != long[:1] or _ending(short) != _ending(long):
        return False
    reached = {0}
    for position in range(len(long)):
        if not reached:
            return False
        for at in [at for at in reached if at >> 16 == position]:
            reached.discard(at)
            used = at & 0xFFFF
            if used < len(short) and short[used] == long[position]:
                reached.add((position + 1) << 16 | used + 1)
            for word in _LIGHT.finditer(long, position):
                if word.start() == position:
                    reached.add(word.end() << 16 | used)
                break
    return (len(long) << 16 | len(short)) in reached


def leaves_out(short: str, long: str) -> bool:
    """All of ``short`` stands in ``long`` in order, both begin alike but for 反, or ``long`` ends with it; the kind is the same."""
    if _ending(short) != _ending(long):
        return False
    short, long = short.removeprefix("反"), long.removeprefix("反")
    if long.endswith(short):
        return True
    rest = iter(long)
    return short[:1] == long[:1] and all(char in rest for char in short)


def subject(title: str) -> str:
    """What a title is about: it without its kind and the light words."""
    return _LIGHT.sub("", title.removesuffix(_ending(title)).replace("保障", "保护"))


def _ending(title: str) -> str:
    found = _ENDINGS.search(title)
    return found.group() if found else ""


def is_slip(name: str, title: str) -> bool:
    """``name`` is ``title`` with a slip of the pen: a like-sounding or like-looking character, one left out or doubled, two swapped.

    From ten characters on two characters may be wrong. Kind and number of the text are never mended.
    """
    if abs(len(name) - len(title)) > 1 or _ending(name) != _ending(title):
        return False
    if len(name) == len(title):
        wrong = [place for place, (a, b) in enumerate(zip(name, title, strict=True)) if a != b]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1 and _swapped(name, title, wrong[0]):
            return True
        return len(wrong) <= (2 if len(name) >= 10 else 1) and all(
            _alike(name[place], title[place]) for place in wrong
        )
    longer, shorter = (name, title) if len(name) > len(title) else (title, name)
    place = next((at for at, char in enumerate(shorter) if longer[at] != char), len(shorter))
    extra = longer[place]
    if longer[:place] + longer[place + 1 :] != shorter or extra in _IDENTITY:
        return False
    return longer is title or extra in _ADDED or extra in longer[max(0, place - 1) : place]


def _swapped(name: str, title: str, place: int) -> bool:
    pair = title[place : place + 2]
    return name[place : place + 2] == pair[::-1] and not _IDENTITY.intersection(pair)


def _alike(written: str, meant: str) -> bool:
    """Two characters that input methods or eyes take for one another."""
    if written in _IDENTITY or meant in _IDENTITY or {written, meant} == {"行", "刑"}:
        return False  # 行诉法 and 刑诉法 are two laws
    if frozenset((written, meant)) in _LOOKALIKES:
        return True
    return bool(_syllables(written) & _syllables(meant))


def _syllables(char: str) -> frozenset[str]:
    return _sounds().get(char, frozenset())


@cache
def _sounds() -> dict[str, frozenset[str]]:
    """How characters are read, without tones and without what dialects confuse."""
    data = load_yaml((files("knowledge") / "data" / "syllables.yaml").read_text(encoding="utf-8"))
    sounds: dict[str, frozenset[str]] = {}
    for syllable, chars in data.items():
        for spelt, heard in _SOUNDS:
            syllable = syllable.replace(spelt, heard)
        for char in chars:
            sounds[char] = sounds.get(char, frozenset()) | {syllable}
    return sounds


_DOCUMENT_KEY = re.compile(r"[\[\]()\s年第令]|中华人民共和国|(?<=\D)0+(?=\d)")
_DOCUMENT_ISSUER = re.compile(r"国家互联网信息办公室|国家网信办|中央网信办")


def document_key(number: str) -> str:
    """One key for every way to write a document number: ``法释2017/10号``, ``国务院766号``."""
    folded = normalize(number).text
    folded = re.sub(r"(\d{4})[\])年\s-]+第?(\d)", r"\1/\2", folded)
    return _DOCUMENT_ISSUER.sub("网信办", _DOCUMENT_KEY.sub("", folded))


def without_last_brackets(name: str) -> str:
    """A name as people type it whose number stands in brackets: 劳动争议解释一 of 劳动争议解释（一）."""
    return _LAST_BRACKETS.sub(r"\1", name)


_LAST_BRACKETS = re.compile(r"[（(]([一二三四五六七八九十])[)）]$")
