"""The rule on a web page or in a saved archive of one: its title, what stands below it, and what tables above say of its days."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from knowledge import tuned
from knowledge.errors import SourceFormatError
from knowledge.importing.encodings import decode
from knowledge.importing.lines import is_noise
from knowledge.importing.markup import Element, Line, Page, read_page

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


_SAYS = re.compile("[。；]")
_LISTED = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_SIGNED = re.compile(
    r"[（(]?[0-9０-９零〇○一二三四五六七八九十]{4}\s?年[^年月日]{1,4}月[^年月日]{1,4}日[）)]?|附\s?[件表录：:].{0,60}"
)
_FOOT = re.compile(
    r"(?:主办|承办|协办|技术支持|版权|联系电话|地址|邮编|来源|信息来源|发布时间|字体|字号|分享)[^。；]{0,3}[:：].*|相关(?:稿件|链接|阅读|新闻|文档)"
)
_NO_BODY: Final = frozenset(
    ["p", "span", "font", "b", "strong", "a", "li", "h1", "h2", "h3", "h4", "i", "em", "u", "td"]
)
"""Elements that hold one paragraph: none of them is the body of a rule."""
_LEAST_TITLE: Final = 6
"""Letters that a line and the title of the page must have in common."""
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?([\w-]{3,20})", re.IGNORECASE
)


def page_text(data: bytes | str) -> str:
    """The rule on a page from its title on, without menus, paths, scripts, links around it and the foot of the page.

    Args:
        data: Its source.

    Raises:
        SourceFormatError: Its elements stand too deep within one another, or it is no text.
    """
    page = read_page(data if isinstance(data, str) else _decoded(data))
    kept = _without_what_is_around(page)
    openings = _openings(page, kept)
    if not openings:
        return "\n".join(page.lines[at].text for at in kept)
    body = _holding(page, openings)
    end = _with_signature(page, body.end if body is not None else len(page.lines))
    inside = [page.lines[at] for at in kept if at < end]
    first = sum(1 for at in kept if at < openings[0])
    while len(inside) > first + 1 and _is_of_the_foot(inside[-1]):
        inside.pop()
    return "\n".join(_from_the_title(inside, first, page.title))


def _decoded(data: bytes) -> str:
    """The source of a page, in the encoding that it names where that fits."""
    declared = _CHARSET.search(data[:4096])
    name = declared.group(1).decode("ascii", "replace").lower() if declared else ""
    name = "gb18030" if name in ("gb2312", "gbk", "x-gbk", "gb_2312-80") else name
    if not name or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decode("the page", data)[0]
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        pass
    try:
        return decode("the page", data)[0]
    except SourceFormatError:
        return data.decode("gb18030" if name == "gb18030" else "utf-8", "replace")


class _Sums:
    """How many letters of sentences, and how many articles, stand in any stretch of lines."""

    def __init__(self, page: Page, kept: Sequence[int]) -> None:
        count = [0] * len(page.lines)
        letters = [0] * len(page.lines)
        for at in kept:
            text = page.lines[at].text
            count[at] = _OPENING.match(text) is not None
            letters[at] = len(text) if _SAYS.search(text) and not page.lines[at].linked else 0
        self._count, self._letters = [0, *accumulate(count)], [0, *accumulate(letters)]
        self.total = self._letters[-1]

    def letters(self, one: Element) -> int:
        """Letters of the sentences in an element."""
        return self._letters[one.end] - self._letters[one.first]

    def articles(self, one: Element) -> int:
        """Lines in it that begin with 第N条."""
        return self._count[one.end] - self._count[one.first]


def _without_what_is_around(page: Page) -> list[int]:
    """Places of the lines that stand in no menu, path or foot; one that holds the articles is none (a form round the page)."""
    sums = _Sums(page, range(len(page.lines)))
    around: set[int] = set()
    passed = 0
    for element in page.elements:
        if not element.around or element.end <= passed:
            continue
        if sums.letters(element) * 2 > sums.total or sums.articles(element):
            continue
        passed = element.end
        around.update(range(element.first, element.end))
    return [at for at, line in enumerate(page.lines) if at not in around and not is_noise(line.text)]


def _openings(page: Page, kept: Sequence[int]) -> list[int]:
    """Places where articles begin: 第N条, else 一、, else the sentences of a running text."""
    for pattern in (_OPENING, _LISTED):
        found = [at for at in kept if pattern.match(page.lines[at].text)]
        if len(found) > 1:
            return found
    sums = _Sums(page, kept)
    said = [at for at in kept if _SAYS.search(page.lines[at].text) and not page.lines[at].linked]
    holding = [
        one
        for one in page.elements
        if one.tag not in _NO_BODY and sums.letters(one) >= tuned.BODY_OF_A_PAGE * sums.total > 0
    ]
    body = min(holding, key=lambda one: one.end - one.first, default=None)
    return [at for at in said if body is None or body.first <= at < body.end]


def _holding(page: Page, openings: Sequence[int]) -> Element | None:
    """The innermost element that holds every article."""
    holds = [
        one
        for one in page.elements
        if one.tag not in _NO_BODY and one.first <= openings[0] and openings[-1] < one.end
    ]
    return min(holds, key=lambda one: one.end - one.first, default=None)


def _with_signature(page: Page, end: int) -> int:
    """The line behind the signature and the annexes that follow a body."""
    while end < len(page.lines) and (
        _SIGNED.fullmatch(page.lines[end].text) or _ISSUER.fullmatch(page.lines[end].text)
    ):
        end += 1
    return end


def _is_of_the_foot(line: Line) -> bool:
    return _FOOT.fullmatch(line.text) is not None or (line.linked and not _SAYS.search(line.text))


def _from_the_title(lines: Sequence[Line], opens: int, named: str) -> list[str]:
    """Lines from the title on, behind it what a table above says of days and number.

    Args:
        lines: Of the page, up to the end of the body.
        opens: Where the first article stands in them.
        named: The title of the page, which has the name of the site behind it.
    """
    texts = [line.text for line in lines]
    place = _title_place(lines[:opens], named)
    if place is None:
        return texts
    start = place
    while start and _goes_on(texts[start - 1], texts[start], _letters(named)):
        start -= 1
    title = (
        "".join(texts[start : place + 1])
        if start < place and not _ISSUER.fullmatch(texts[place - 1])
        else None
    )
    head = [title] if title is not None else texts[start : place + 1]
    while start and _ISSUER.fullmatch(texts[start - 1]):
        start -= 1
        head.insert(0, texts[start])
    return [*head, *_told_above(texts[:start]), *texts[place + 1 :]]


def _title_place(lines: Sequence[Line], named: str) -> int | None:
    """Where the title ends: the line that the page is named after, else the last line that can be nothing else."""
    wanted = _letters(named)
    likely = [
        at
        for at, line in enumerate(lines)
        if _TITLE.fullmatch(re.sub(r"\s", "", line.text))
        and not (line.linked and _letters(line.text) not in wanted)
    ]
    of_page = [
        at
        for at in likely
        if len(_letters(lines[at].text)) >= _LEAST_TITLE and _letters(lines[at].text) in wanted
    ]
    return max(of_page or likely, default=None)


def _letters(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


def _goes_on(line: str, following: str, named: str) -> bool:
    """A title goes on from one line to the next: 最高人民法院关于适用《某法》 / 若干问题的解释.

    Args:
        line: The first of them.
        following: The other.
        named: The letters of the page's title, which may have both.
    """
    text, rest = re.sub(r"\s", "", line), re.sub(r"\s", "", following)
    if re.search("[。；：:>＞|]", text) or _TITLE.fullmatch(text):
        return False
    if (
        text == "中华人民共和国"
        or text.count("《") > text.count("》")
        or ("关于" in text and "关于" not in rest)
    ):
        return True
    begins = named.find(_letters(text)[:4]) if len(_letters(text)) >= 4 else -1
    return 0 <= begins < named.find(_letters(rest))


def _told_above(lines: Sequence[str]) -> Iterator[str]:
    for at, line in enumerate(lines):
        label = _LABEL.match(line)
        if label is not None:
            value = line[label.end() :].strip(_BLANK) or (lines[at + 1] if at + 1 < len(lines) else "")
            yield f"{label.group(1)}：{value}"
