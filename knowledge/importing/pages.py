"""The text of web pages and of saved archives of them."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from typing import Any

from knowledge.errors import SourceFormatError
from knowledge.importing.encodings import decode

_BLOCKS = [
    "p",
    "div",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "tr",
    "table",
    "ul",
    "ol",
    "dd",
    "dt",
    "blockquote",
    "section",
    "article",
    "title",
    "header",
    "footer",
    "pre",
    "hr",
    "td",
]
_ASIDE = [
    "script",
    "style",
    "noscript",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "iframe",
    "svg",
    "template",
    "head",
]


_START, _END = "\ue123", "\ue124"
_BLANK = " \t\u3000\u00a0"
_OPENING = re.compile(
    r"^[ \t\u3000\u00a0]*第[ \u3000]?(?:[一二三四五六七八九十百千零〇]{1,8}|\d{1,4})[ \u3000]?条"
    r"(?![ \u3000]?(?:的|[至到和或及、，]|规定|第))"
)
_TITLE = re.compile(
    r"(?!第.{1,4}[编章节])[^（(：:>|，。；]{2,80}(?:法|法典|条例|办法|规定|规则|细则|解释|批复|决定|意见|通知|解答|答复|方案|章程|规程|准则|公告|命令)"
    r"(?:[（(][^（）()]{1,12}[)）])*"
)
"""A line that can be nothing but a title: pages put paths, tables and buttons above it."""
_ISSUER = re.compile(
    r"(?:中华人民共和国)?(?:最高人民法院|最高人民检察院|国务院|[\u4e00-\u9fff]{2,14}(?:部|委员会|总局|局|署))(?:[ \u3000、]+(?:最高人民检察院|公安部|司法部))*"
)
_LABEL = re.compile(
    r"((?:发布|公布|颁布|施行|实施|生效)日期|发文字号|文\s?号|时效性|效力状态)[ \u3000]*[：:]"
)


def saved_page(name: str, data: bytes) -> bytes | str:
    """The page of a saved archive (MHTML)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload
    raise SourceFormatError(f"expected a web page in {name}, found none; save the page as HTML")


def page_text(data: bytes | str) -> str:
    """The text of a page from its first heading on, without navigation, scripts and forms."""
    from bs4 import BeautifulSoup
    from bs4.dammit import EncodingDetector
    from bs4.element import PreformattedString

    declared = (
        EncodingDetector.find_declared_encoding(data, is_html=True) if isinstance(data, bytes) else None
    )
    if isinstance(data, bytes) and (declared or "").lower() in ("gb2312", "gbk", "x-gbk"):
        data = data.decode("gb18030", "replace")
    elif isinstance(data, bytes) and declared is None:
        data = decode("the page", data)[0]
    page = BeautifulSoup(data, "html.parser")
    for element in page.find_all(_ASIDE):
        element.decompose()
    for words in page.find_all(string=True):
        if isinstance(words, PreformattedString):
            words.extract()  # doctype and comments: put back as a text they would be read
        elif words.parent is not None and words.parent.name != "pre":
            words.replace_with(re.sub(r"[\r\n\t ]+", " ", str(words)))
    for element in page.find_all(_BLOCKS):
        element.insert_before("\n")
        if element.name != "br":
            element.insert_after("\n")
    body = _holding_the_articles(page)
    if body is not None:
        body.insert_after(_END)
        text = page.get_text().split(_END, 1)[0]
        lines = [line for line in (part.strip(_BLANK) for part in text.split("\n")) if line]
        return "\n".join(_from_the_title(lines))
    start = page.find(["h1", "h2"])
    if start is not None:
        start.insert_before(_START)
    return page.get_text().split(_START)[-1]


def _holding_the_articles(page: Any) -> Any:
    """The innermost element that holds every line beginning with 第N条; None where there are fewer than two."""
    openings = [words for words in page.find_all(string=_OPENING) if words.parent is not None]
    if len(openings) < 2:
        return None
    last = {id(parent) for parent in openings[-1].parents}
    return next((one for one in openings[0].parents if id(one) in last and one.parent is not None), None)


def _from_the_title(lines: Sequence[str]) -> list[str]:
    """Lines from the title on, behind it what a table above says of days and number; all of them where no title is seen."""
    opens = next((place for place, line in enumerate(lines) if _OPENING.match(line)), 0)
    place = next(
        (at for at in range(opens - 1, -1, -1) if _TITLE.fullmatch(re.sub(r"\s", "", lines[at]))), None
    )
    if place is None:
        return list(lines)
    start = place
    while start and _ISSUER.fullmatch(lines[start - 1]):
        start -= 1
    return [*lines[start : place + 1], *_told_above(lines[:start]), *lines[place + 1 :]]


def _told_above(lines: Sequence[str]) -> Iterator[str]:
    for at, line in enumerate(lines):
        label = _LABEL.match(line)
        if label is not None:
            value = line[label.end() :].strip(_BLANK) or (lines[at + 1] if at + 1 < len(lines) else "")
            yield f"{label.group(1)}：{value}"
