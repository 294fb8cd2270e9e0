"""Reads official texts that an operator brings, from their lines: title, number, days, articles.

How a file becomes lines is told in ``knowledge.importing.formats``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.errors import SourceFormatError
from knowledge.importing.articles import UNNUMBERED, Body, first_article, read_body
from knowledge.importing.dates import Dates, read_dates, without_day
from knowledge.importing.enacted import plain_title, refuse_what_is_not_enacted, says_that_it_is_gone
from knowledge.importing.lines import bare, clean_lines, compact
from knowledge.importing.orders import document_number, issued_by
from knowledge.models import IMPORTED_VERSION, Article, Kind, Law, LawId, Statute

_ENDING = re.compile(
    r"(?:法|法典|条例|办法|规定|规则|细则|解释|批复|决定|意见|通知|解答|答复|纪要|安排|章程|规程|规范|标准|目录|方案|"
    r"命令|制度|准则|复函|公告|函|修正案|宪法|典)(?:[（(〔][^（）()〔〕]{1,12}[）)〕])*$"
)
_ISSUERS = re.compile(
    r"^(?>最高人民法院|最高人民检察院|公安部|国家安全部|司法部|国务院|中共中央|中央军委|海关总署|全国人民代表大会常务委员会|全国人大常委会|"
    r"全国人民代表大会|[^关于《》。]{2,24}(?:部|委员会|总局|办公厅|办公室|局|署|委|法院|检察院))"
    r"(?>[、 \u3000]*(?>最高人民检察院|最高人民法院|公安部|国家安全部|司法部|国务院|中央军委|[^关于《》。、]{2,24}(?:部|委员会|总局|办公厅|办公室|局|署)))*+"
)
_ORDER = re.compile(
    r"^(?:中华人民共和国)?(?:国务院|主席|[^。，《》]{2,30}(?:部|委员会|总局|署|局|银行|院|办公室))?(?:令|公告|通知|文件)$"
)
_ORDER_NUMBER = re.compile(
    r"^[（(]?(?:第\s?\d+\s?号|[^。，《》\s]{0,12}[〔\[（(]\d{4}[〕\]）)]\s?(?:第\s?)?\d+\s?号)[）)]?$"
)
_PART = re.compile(r"^(?:第[一二三四五六七八九十]+编\s?)?(?:总则|附则|[\u4e00-\u9fff]{1,8}编(?:\s.{0,12})?)$")
_KINDS = (
    (Kind.INTERPRETATION, re.compile(r"最高人民法院|最高人民检察院|解释|批复|解答|罪名")),
    (Kind.REGULATION, re.compile(r"条例|办法|规定|规则|细则|国务院|意见|通知|规范|标准|方案|章程")),
)
_SIGNED_DAY = re.compile(
    r"[0-9０-９零〇○一二三四五六七八九十]{4}\s?年\s?[^年月日]{1,3}\s?月\s?[^年月日]{1,3}\s?日"
)
_HEAD_LIMIT = 40
_LONGEST_TITLE = 160
_LEAST_NAME = 4
_HANDED_ON = re.compile(
    r"关于(?:印发|发布|公布|颁布|批转|转发)《?(?P<named>[^《》]{3,60}?)》?的?(?:通知|公告|决定|命令|令)$"
)
"""A notice that brings a rule: 关于印发《某办法》的通知."""


@dataclass(frozen=True, slots=True)
class OfficialText:
    """One rule as it was read."""

    title: str
    document_number: str | None
    published: date | None
    effective_from: date | None
    articles: tuple[Article, ...]
    issuer: str | None = None
    part: str = ""
    """人格权编, where the file holds a part of a law."""
    preamble: tuple[str, ...] = ()
    dates: Dates | None = None
    gaps: tuple[int, ...] = ()
    doubled: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    counted: bool = True
    gone: bool = False
    """It says of itself that it no longer holds."""

    @property
    def numbered(self) -> tuple[Article, ...]:
        """Its articles without annexes and running text."""
        return tuple(article for article in self.articles if article.number.number < UNNUMBERED)

    @property
    def last(self) -> int:
        """The highest article number; 0 for a running text."""
        return max((article.number.number for article in self.numbered), default=0)


def read_official(path: Path) -> OfficialText:
    """Read one Markdown or plain text file in UTF-8.

    Raises:
        SourceFormatError: It is no text, or says nothing.
    """
    try:
        raw = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceFormatError(
            f"expected a UTF-8 text in {path.name}, found something else; save it as UTF-8"
        ) from error
    return parse_official(clean_lines(raw), path.name)


def parse_official(lines: Sequence[str], name: str) -> OfficialText:
    """The rule in these lines.

    Args:
        lines: As ``clean_lines`` gives them.
        name: The name of the file, for its day and for what an error should point to.

    Raises:
        SourceFormatError: There is no title, or no sentence below it.
    """
    stem = Path(name).stem
    written, start = _title(lines, stem)
    title = plain_title(written)
    split = list(lines[start:])
    opens = first_article(split)
    refuse_what_is_not_enacted(title, lines, name, split[: opens if opens is not None else 2])
    head_end = _head_end(split, opens)
    head = [bare(line) for line in split[:head_end]]
    body = read_body(split[head_end:], title)
    if (
        not title
        or not body.articles
        or not any(says_something(article.text, body) for article in body.articles)
    ):
        raise SourceFormatError(
            f"expected a rule with its title and articles that begin with 第一条 (or 一、, or a running text) in {name}, "
            "found none; give the official text with one article a paragraph"
        )
    part = next((compact(line) for line in split[:3] if _PART.match(bare(line)) and opens), "")
    otherwise = named_otherwise(stem, title)
    dates = read_dates(
        [*lines[:start], *head], _closing(body), "" if otherwise else stem, signed=_signed_on(lines)
    )
    return OfficialText(
        title=title,
        document_number=document_number([*lines[:start], *head]),
        published=dates.published,
        effective_from=dates.effective,
        articles=body.articles,
        issuer=_issuer(title, [*lines[:start], *head]),
        part=part,
        preamble=body.preamble,
        dates=dates,
        gaps=body.gaps,
        doubled=body.doubled,
        odd=(*otherwise, *body.odd),
        counted=body.counted,
        gone=says_that_it_is_gone(
            written, [*lines[:start], *split[: opens if opens is not None else head_end]]
        ),
    )


def says_something(text: str, body: Body) -> bool:
    """A running text is one that has a sentence: a table of contents has none."""
    return bool(text) and (body.counted or re.search("[。；：]", text) is not None)


def named_otherwise(stem: str, title: str) -> tuple[str, ...]:
    """What is to be said of a file whose name is the title of another text: its head counts, and its name's day does not."""
    named = re.sub(r"[^\u4e00-\u9fff]", "", plain_title(_tidy(without_day(stem)))).removeprefix(
        "中华人民共和国"
    )
    own = re.sub(r"[^\u4e00-\u9fff]", "", title).removeprefix("中华人民共和国")
    alike = named in own or own in named or len(set(named) - set(own)) <= len(set(named)) / 3
    if len(named) < _LEAST_NAME or alike or _ENDING.search(named) is None:
        return ()
    return (f"the file is named 《{named}》, its head says 《{title}》, which counts",)


def _title(lines: Sequence[str], stem: str) -> tuple[str, int]:
    """The title and the line after it."""
    for place, line in enumerate(lines[:_HEAD_LIMIT]):
        text = bare(line)
        if _ORDER.match(compact(line)) and place + 1 < len(lines):
            named = _ordered(lines, place + 1)
            if named is not None:
                return named
            continue
        if _ORDER_NUMBER.match(text):
            continue
        if re.match(r"^(?:[（(]?\d{4}年|第.{1,6}条|第.{1,4}[编章节](?:\s|$))", text):
            break
        title, count = _joined(lines, place)
        handed = _HANDED_ON.search(_tidy(title))
        return (handed and _handed_on(lines, place + count, handed["named"])) or (_tidy(title), place + count)
    return _tidy(without_day(stem)), 0


def _joined(lines: Sequence[str], place: int) -> tuple[str, int]:
    """A title that runs over several lines put together: 最高人民法院 / 最高人民检察院 / 关于……的解释."""
    title = bare(lines[place])
    count = 1
    while (
        not _ENDING.search(compact(title))
        and place + count < len(lines)
        and len(title) < _LONGEST_TITLE
        and count < 5
    ):
        following = bare(lines[place + count])
        if (
            re.match(
                r"^[（(]?\d{4}年|^第.{1,6}条|^第.{1,3}[编章节]|^目\s*录|^[一二三四五六七八九十]、", following
            )
            or "。" in following
        ):
            break
        if _ORDER_NUMBER.match(following) or _PART.match(following):
            break
        issuers = _ISSUERS.fullmatch(title) is not None
        title += ("、" if issuers and _ISSUERS.fullmatch(following) else "") + following
        count += 1
    if count > 1 and not _ENDING.search(compact(title)):
        return bare(lines[place]), 1
    if place + count < len(lines) and re.fullmatch(
        r"[（(](?:试行|暂行|一|二|三|四|五|六|七|八)[）)]", bare(lines[place + count])
    ):
        title += bare(lines[place + count])
        count += 1
    return title, count


def _ordered(lines: Sequence[str], start: int) -> tuple[str, int] | None:
    """A title below an order that publishes it: 《网络数据安全管理条例》已经……，现予公布."""
    for place in range(start, min(len(lines), start + 12)):
        named = re.search(r"《([^《》]{2,80}(?:《[^《》]{2,60}》[^《》]{0,60}){0,3})》", lines[place])
        if named is None:
            continue
        wanted = compact(named.group(1))
        for later in range(place + 1, min(len(lines), place + 20)):
            if re.match(r"^[（(]?\d{4}\s?年", bare(lines[later])):
                continue
            title, count = _joined(lines, later)
            if _tidy(title).endswith(_tidy(wanted).removeprefix("中华人民共和国")) and "》" not in title[-2:]:
                return _tidy(title), later + count
        return None
    return None


def _handed_on(lines: Sequence[str], start: int, wanted: str) -> tuple[str, int] | None:
    """The rule that a notice brings, where it stands below under its own title."""
    for place in range(start, min(len(lines), start + _HEAD_LIMIT)):
        if first_article(lines[place : place + 1]) is not None:
            return None
        title, count = _joined(lines, place)
        if _tidy(title).removeprefix("中华人民共和国") == wanted.removeprefix("中华人民共和国"):
            return _tidy(title), place + count
    return None


def _tidy(title: str) -> str:
    """A title as the registry writes it: no blanks, full-width brackets, 、 between two courts."""
    text = re.sub(
        r"(最高人民法院|最高人民检察院)[ \u3000]+(?=最高人民|公安部|国家安全部|司法部)",
        r"\1、",
        title.strip("# \u3000"),
    )
    text = re.sub(r"\s+", "", text).replace("(", "（").replace(")", "）")
    return (
        text.strip("《》")
        if text.startswith("《") and text.count("《") == 1 and text.endswith("》")
        else text
    )


def _head_end(lines: Sequence[str], opens: int | None) -> int:
    """Where the head ends: days, numbers, history; what comes after is preamble or text."""
    end = 0
    for place, line in enumerate(lines[: opens if opens is not None else _HEAD_LIMIT]):
        text = bare(line)
        if re.search(r"\d{4}\s?年|[〔\[]\d{4}[〕\]]|第\s?\d+\s?号|施行|公布|发布|通过|修订|修正", text) and (
            "。" not in text.rstrip("。）)") or text.startswith(("（", "("))
        ):
            if opens is None and not re.search(r"\d{4}\s?年|[〔\[]\d{4}[〕\]]|之日", text):
                break
            if re.search(r"解释如下|规定如下|批复如下|通知如下|[：:]$", text):
                break
            end = place + 1
        elif _PART.match(text) and place < 2:
            end = place + 1
        elif opens is None:
            break
    return end


def _signed_on(lines: Sequence[str]) -> str:
    """The day under a notice or a reply, which has none above."""
    return next((bare(line) for line in reversed(lines[-4:]) if _SIGNED_DAY.fullmatch(bare(line))), "")


def _closing(body: Body) -> str:
    """The articles that say when the rule takes effect: the last three that are numbered, or the end of the text."""
    numbered = [one for one in body.articles if one.number.number < UNNUMBERED]
    if numbered:
        return "\n".join(one.text for one in numbered[-3:] if re.search("施行|生效|实施|执行|试行", one.text))
    return body.articles[0].text[-200:] if body.articles else ""


def _issuer(title: str, head: Sequence[str]) -> str | None:
    """Who issued it, by the title or by the lines above the text."""
    if "关于" in title[:40]:
        found = _ISSUERS.fullmatch(title.split("关于", 1)[0])
        if found:
            return found.group()
    told = {line: issuer for line in head if (issuer := issued_by(line))}
    of_council = [issuer for issuer in told.values() if "国务院" in issuer]
    for line in head:
        for name in ("全国人民代表大会常务委员会", "全国人民代表大会", "最高人民法院、最高人民检察院"):
            if name in line:
                return name
        if line in told:
            # What a department issued, the council may have amended.
            return (of_council or list(told.values()))[0]
        for name in ("最高人民法院", "最高人民检察院"):
            if name in line:
                return name
    return None


def kind_of(title: str) -> Kind:
    """What a title says that its text is."""
    if re.search(r"法(?:（[^（）]+）)?$|法典$|宪法", title) and "办法" not in title:
        return Kind.STATUTE
    return next((kind for kind, words in _KINDS if words.search(title)), Kind.STATUTE)


def as_statute(text: OfficialText, known: Law | None) -> tuple[Law, Statute]:
    """The rule as a verbatim version of a law that we know, or of a new one.

    Args:
        text: What was read.
        known: The law of this title in the library, when there is one.
    """
    law = known or Law(
        law_id=LawId("imp-" + hashlib.sha256(text.title.encode()).hexdigest()[:12]),
        title=text.title,
        kind=kind_of(text.title),
        document_number=text.document_number,
        issuer=text.issuer,
        source="operator",
    )
    return law, Statute(
        law=law,
        version_id=f"{law.law_id}{IMPORTED_VERSION}{text.published or 'undated'}",
        articles=text.articles,
        published=text.published,
        effective_from=text.effective_from,
        verbatim=True,
        version_note=f"{text.published}公布" if text.published else "",
        source="运营者导入的官方文本",
        last_article=text.last or None,
    )
