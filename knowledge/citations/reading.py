"""Text as it is read for citations: without Markdown, emoji, and the line ends, page numbers and spaces inside names and numbers.

Everything is read on normalised text; what is left out here only stands between the characters that are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.normalize import Normalized, normalize

_NUM = "0-9０-９〇零一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟"
_MARKUP = re.compile(
    r"[*`]+|__+|</?(?:b|i|u|s|em|strong|code|mark|span|p|a)(?:\s[^<>]{0,80})?>"
    r"|[\u20e3\ufe0e\ufe0f]+"
)
_EMOJI = re.compile(
    # Between a name and its number; elsewhere it parts words as any other sign does.
    r"(?<=[\u4e00-\u9fff》])[\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]{1,4}(?=\s?(?:第|[0-9]))"
)
_BREAK = r"[ \t]{0,40}\r?\n(?:[ \t]{0,8}[-—–－·]{0,3}[ \t]{0,8}(?:第[ \t]?)?\d{1,4}(?:[ \t]?页)?[ \t]{0,8}[-—–－·]{0,3}[ \t]{0,8}\r?\n)?[ \t]{0,40}"
_BROKEN = re.compile(_BREAK)
_MARKED = re.compile(r"《[^《》]{1,120}》")
_NUMBER = re.compile(rf"第[{_NUM}\s—–－·-]{{1,40}}[条條款项項]")
_SPACED = re.compile(
    rf"(?<![^\s,，。:：;；])(?:[\u4e00-\u9fff{_NUM}《》()（）][ \t\u3000]{{1,2}}){{4,400}}[\u4e00-\u9fff{_NUM}《》()（）](?![^\s,，。:：;；!！?？])"
)
_SPACE = re.compile(r"[ \t\u3000]+")
_CHINESE_BREAK = re.compile(r"(?<=[\u4e00-\u9fff])[ \t]*\r?\n[ \t]*(?=[\u4e00-\u9fff])")
_SINGLE = str.maketrans("‘’", "“”")
"""Single marks quote where a text has no double ones."""
_STRAIGHT = re.compile(r"(?<![A-Za-z0-9])'(?=[\u4e00-\u9fff《])([^'\n]{6,600})'(?![A-Za-z0-9])")
"""So do straight ones around Chinese: 'words' is what Article 5 says. An apostrophe stands in a word."""
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DOUBLE = re.compile('[“”"＂「『]')
_SIDE = 14
"""Characters on either side of a line end in which a broken name is looked for."""
_MOST_BREAKS = 2000


def readable(text: str, spans_a_name: Callable[[str, str], bool]) -> Normalized:
    """Normalised text without what stands inside names and numbers only by chance.

    Args:
        text: Anything.
        spans_a_name: Whether a known name begins in one text and ends in the other.
    """
    original, text = text, _EMOJI.sub(lambda hit: " " * len(hit.group()), text)
    if "‘" in text and _DOUBLE.search(text) is None:
        text = text.translate(_SINGLE)
    if "'" in text and _DOUBLE.search(text) is None:
        text = _STRAIGHT.sub(r"“\1”", text)
    text = text.translate(_SUPERSCRIPT)
    removed = [hit.span() for hit in _MARKUP.finditer(text)]
    if "\n" in text:
        for inside in (*_MARKED.finditer(text), *_NUMBER.finditer(text)):
            if "\n" in inside.group():
                removed.extend(hit.span() for hit in _BROKEN.finditer(text, *inside.span()))
        for number, hit in enumerate(_CHINESE_BREAK.finditer(text)):
            if number >= _MOST_BREAKS:
                break
            before, after = (
                text[max(0, hit.start() - _SIDE) : hit.start()],
                text[hit.end() : hit.end() + _SIDE],
            )
            if spans_a_name(before, after):
                removed.append(hit.span())
    for run in _SPACED.finditer(text):
        removed.extend(hit.span() for hit in _SPACE.finditer(text, *run.span()))
    if removed:
        return _without(original, text, sorted(removed))
    plain = normalize(text)
    return plain if text is original else Normalized(original, plain.text, plain.offsets)


def _without(original: str, text: str, removed: list[tuple[int, int]]) -> Normalized:
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for start, end in removed:
        if start > position:
            pieces.append(text[position:start])
            offsets.extend(range(position, start))
        position = max(position, end)
    pieces.append(text[position:])
    offsets.extend(range(position, len(text)))
    inner = normalize("".join(pieces))
    if inner.offsets is not None:
        offsets = [offsets[at] for at in inner.offsets]
    return Normalized(original, inner.text, tuple(offsets))
