"""From the raw text of a file to clean lines: no comments, no markup, no page numbers, no editors' lines."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc]")
_OTHER_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_STRONG = re.compile(r"\*\*|__")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,200})\]\(([^()\n]{0,500})\)")
_INLINE_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|s|font|span|sup|sub|small|big|center|a|br|p|div|script|style)(?:\s[^<>\n]{0,300})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|middot|mdash|hellip|#\d{2,6}|#x[0-9a-f]{2,5});")
_SPACES = " \t\u3000\u00a0\u2002\u2003\u2009"
_PAGE = re.compile(
    r"[-—–－―·\s]{0,6}\d{1,4}[-—–－―·\s]{0,6}|第\s?\d{1,4}\s?页(?:[，,\s]{0,3}共\s?\d{1,4}\s?页)?|\d{1,4}\s?/\s?\d{1,4}"
)
_EDITORS = re.compile(
    r"[（(]?(?:责任?编辑|编辑|责编|校对|来源|作者|审核|编审|排版|浏览次数|阅读次数|打印本页|关闭窗口|分享到|字号|字体)"
    r"\s?[:：].{0,60}|[（(]此件(?:公开|主动|依申请).{0,8}[)）]|"
    r"[\u4e00-\u9fff]{0,16}公报[\s·\u3000]{0,3}(?:19|20)\d{2}[\s·\u3000]{0,3}年[\s·\u3000]{0,3}第?\s?\d{1,3}\s?[期号]|"
    r"(?:【?打印】?|【?关闭】?|\[?打印\]?|\[?关闭\]?|返回顶部|上一篇.{0,80}|下一篇.{0,80})"
)
_LONGEST_NOISE = 90
_RULES = frozenset("-=_*—·•～~ ")


def without_comments(raw: str) -> str:
    """A text without what stands between ``<!--`` and ``-->``; an opening that is never closed is text."""
    kept: list[str] = []
    place = 0
    while (opening := raw.find("<!--", place)) >= 0 and (closing := raw.find("-->", opening + 4)) >= 0:
        kept.append(raw[place:opening])
        place = closing + len("-->")
    return "".join([*kept, raw[place:]])


def clean_lines(raw: str) -> list[str]:
    """The lines of a text that say something, outer white space taken off; ``#`` of headings stays.

    Front matter between two ``---`` at the top, comments, emphasis, invisible characters, page numbers and the
    lines of web editors (责任编辑, 打印) are left out.
    """
    text = _INVISIBLE.sub("", without_comments(raw.replace("\r\n", "\n").replace("\r", "\n")))
    text = _OTHER_ENDS.sub("\n", text)
    stripped = [_cells(_LINK.sub(r"\1", _STRONG.sub("", line)).strip(_SPACES)) for line in text.split("\n")]
    return [line for line in _without_front_matter(stripped) if line and not is_noise(line)]


def _cells(line: str) -> str:
    """A row of a Markdown table with tabs between its cells, as the rows of other formats; nothing for the line below its head."""
    if len(line) < 3 or not (line.startswith("|") and line.endswith("|")):
        return line
    if set(line) <= set("|-: "):
        return ""
    return "\t".join(cell.strip(_SPACES) for cell in line[1:-1].split("|"))


def without_tags(text: str) -> str:
    """A plain text without the tags and the entities of HTML that stand in it here and there."""
    return (
        html.unescape(_INLINE_TAG.sub("", text)) if _INLINE_TAG.search(text) or _ENTITY.search(text) else text
    )


def is_noise(line: str) -> bool:
    """A page number, a rule of dashes or an editor's line."""
    return len(line) < _LONGEST_NOISE and (
        set(line) <= _RULES or _PAGE.fullmatch(line) is not None or _EDITORS.fullmatch(line) is not None
    )


def _without_front_matter(lines: Sequence[str]) -> Sequence[str]:
    first = next((place for place, line in enumerate(lines) if line), None)
    if first is None or lines[first] != "---":
        return lines
    for place in range(first + 1, min(len(lines), first + 40)):
        if lines[place] == "---":
            return lines[place + 1 :]
    return lines


def bare(line: str) -> str:
    """A heading without its ``#``."""
    return line.lstrip("#").strip(_SPACES) if line.startswith("#") else line


def compact(line: str) -> str:
    """A line without its ``#`` and without any white space."""
    return re.sub(r"\s+", "", bare(line))
