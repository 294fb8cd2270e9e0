"""The time that a sentence tells of a citation: 他2023年被拘，决定书写的是治安管理处罚法第43条; 去年的仲裁法.

A time beside the name of the law asks for the law of that day. One further off in the sentence is only read so when the sentence says
that the law was applied then, and nothing in between leads to another time or to another law: a year that dates a birth, a contract, a
case number or another law is left alone.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from knowledge.citations.patterns import CN
from knowledge.numerals import parse_number

_FURTHEST = 90
"""Characters before a citation in which the time of its sentence is looked for."""
_BEHIND = 24
"""Characters behind it in which what was done by it is looked for: 依据公司法第182条判决解散."""

_AGO = rf"(?<![\d{CN}满])(?P<ago>\d{{1,2}}|[{CN}]{{1,3}})年多?(?:以|之)?前"
_RELATIVE_YEAR = r"(?P<relative>大前年|(?<!以)前年(?!度)|去年)"
_TIME = re.compile(
    rf"(?<![\d(\[.])(?P<year>(?:19|20)\d\d)(?:年(?:(?P<month>\d{{1,2}}|[{CN}]{{1,3}})月(?:(?P<day>\d{{1,2}})[日号])?)?"
    r"|(?P<cut>[-./])(?P<month2>\d{1,2})(?:(?P=cut)(?P<day2>\d{1,2}))?(?![\d.]))"
    rf"|(?<![{CN}])(?P<han>[一二][九〇零][〇零一二三四五六七八九]{{2}})年(?:(?P<month3>[{CN}]{{1,3}})月)?"
    rf"|{_RELATIVE_YEAR}(?:(?P<month4>\d{{1,2}}|[{CN}]{{1,3}})月)?|{_AGO}"
)
_BEFORE = re.compile(
    # 去年的仲裁法, 前年底的, 三年前的公司法
    rf"(?:{_RELATIVE_YEAR}(?:年?[底初末]|(?P<month>\d{{1,2}}|[{CN}]{{1,3}})月份?)?|{_AGO})(?:那时候?|那会儿?|的?时候|当时|时)?的?《?\s?$"
)
_HINT = re.compile(rf"(?:19|20)\d\d|去年|前年|年多?[以之]?前|当时|[一二][九〇零][{CN}]{{2}}年")
_OTHER = re.compile(
    # What the time belongs to in place of what was done then; what leads from it to now.
    r"以来|至今|到现在|到今|年?起(?!诉|草|获)|以后|之后|(?<!最)后(?!果|续|者|款|条|半)|开始|出生|生人|生于|入职|施行|实施|生效|出台|公布|颁布|修订|修正|修改|通过|版"
    r"|现在|如今|目前|今天|今年|本月|昨天|前天|刚刚|最近|这次|此次|这回|再次|又|现行|新法|新的?《?$|即将|将要|会被"
)
_BEGAN = re.compile(
    # 1990年生的, 2016年成立的公司, 2019年签的合同: the time of a person or a thing.
    r"^的?生(?!效|产|病|意|活)|^(?:版|的?(?:孩子|人|小孩|男|女))|^[^,。]{0,6}(?:成立|设立|注册|签订|签[了的]|订立|结婚|购买|买[了的]|开业)"
)
_APPLIED = re.compile(
    r"被[^,。]{0,6}(?:拘|罚|判|抓|处|诉|认定|追究|开除|辞退|吊销)|拘留|判[了决处刑令的]|裁[定决判]|决定书?|处罚(?!法)|罚[款了]|罚\d|行拘|定罪|起诉书|告知书|通知书|文书"
    r"|(?:法院|公安|派出所|警[察方]|检察院|仲裁委|监管?局|监局|法官)[^,。]{0,12}(?:依|按|根据|引用|适用|认|以)"
    r"|(?:依据?|依照|按照?|根据|援?引用?|适用|违反|触犯)(?:的是|了)?《?\s?$"
)
_LINK = re.compile(
    # What ties a citation to what was done in a clause before it: 决定书写的是, 理由是违反了
    r"(?:依据?|根据|按照?|依照?|援?引用?|适用|用|写|违反|触犯|说|以)(?:的|了|着)?(?:是|就是)?(?:违反|触犯)?了?《?\s?$"
)
_CLAUSE = re.compile(r"[,:]")
_SENTENCE = re.compile(r"[。;!?\n]")
_CITED = re.compile(rf"》?\s?(?:第\s?)?[0-9{CN}]")
_WHEN = re.compile(
    # 当时按治安管理处罚法第43条
    r"当时(?:是|就|都|也)?(?:按照?|依照?|依据|根据|适用|援?引用?)(?:的是|的)?《?\s?$"
)


class Told(NamedTuple):
    """A time in words, to be read on the day on which they are read."""

    day: date | None = None
    years_ago: int = 0
    month: int = 0
    to_the_day: bool = False
    """三年前 counts from the day itself; 去年 ends with its December."""
    once: bool = False
    """当时: some time ago, nobody says when."""
    beside: bool = False
    """Stands beside the name, and so surely says whose day's law is meant."""

    def on(self, today: date) -> date | None:
        """The last day of the time told, read on ``today``."""
        if self.once:
            return None
        if self.day is not None:
            return self.day
        year = today.year - self.years_ago
        month, day = (today.month, today.day) if self.to_the_day else (self.month or 12, 31)
        return date(year, month, min(day, monthrange(year, month)[1])) if year > 0 else None


def tells_times(text: str) -> bool:
    """One look at the whole text spares most of it a look at every citation."""
    return _HINT.search(text) is not None


def time_beside(text: str, start: int) -> Told | None:
    """去年的, 三年前的 right before the name that begins at ``start`` of the normalised text."""
    found = _BEFORE.search(text, max(0, start - 20), start)
    return _relative(found, found["month"], beside=True) if found else None


def time_of_sentence(text: str, start: int, end: int, names: Iterable[tuple[int, int]]) -> Told | None:
    """The time at which the law cited at ``text[start:end]`` was applied, where its sentence says so.

    Args:
        text: Normalised text.
        start: Where the citation begins.
        end: Where it ends.
        names: Where other laws are named shortly before it.
    """
    head = _SENTENCE.split(text[max(0, start - _FURTHEST) : start])[-1]
    if _WHEN.search(head):
        return Told(once=True)
    found = next(reversed([*_TIME.finditer(head)]), None)
    if found is None:
        return None
    between = head[found.end() :]
    if _OTHER.search(between) or _BEGAN.match(between):
        return None
    offset = start - len(between)
    if any(offset <= name[0] and not _CITED.match(text, name[1]) for name in names):
        return None
    clauses = _CLAUSE.split(between)
    if not clauses[0].strip() and len(clauses) > 1:
        clauses = clauses[1:]  # 2024年3月，派出所根据
    told = _CLAUSE.split(head[: found.start()])[-1] + clauses[0]
    if len(clauses) > 1:
        applied = _APPLIED.search(told) and _LINK.search(clauses[-1])
    else:
        applied = _APPLIED.search(told) or _APPLIED.search(_SENTENCE.split(text[end : end + _BEHIND])[0])
    if not applied:
        return None
    return _absolute(found) if found["year"] or found["han"] else _relative(found, found["month4"])


def _month(written: str | None) -> int:
    month = parse_number(written) if written else 0
    return month if month and month <= 12 else 0


def _relative(found: re.Match[str], month: str | None, *, beside: bool = False) -> Told | None:
    if found["ago"]:
        years = parse_number(found["ago"]) or 0
        return Told(years_ago=years, to_the_day=True, beside=beside) if years else None
    years = {"去年": 1, "前年": 2, "大前年": 3}[found["relative"]]
    return Told(years_ago=years, month=_month(month), beside=beside)


_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def _absolute(found: re.Match[str]) -> Told | None:
    year = int(found["year"] or found["han"].translate(_HAN_DIGITS))
    month = _month(found["month"] or found["month2"] or found["month3"])
    last = monthrange(year, month or 12)[1]
    day = int(found["day"] or found["day2"] or last)
    return Told(day=date(year, month or 12, min(max(day, 1), last) if month else last))
