"""Days of publication and of effect, from the lines above a text, its last article and the name of its file.

A head line carries several days: （2024年9月24日国务院令第790号公布 自2025年1月1日起施行）. Each is read with the words that
belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from knowledge.numerals import parse_number

_DIGIT = "[0-9０-９零〇○一二三四五六七八九十]"
_DAY = re.compile(
    rf"({_DIGIT}{{4}})\s?年\s?({_DIGIT}{{1,3}})\s?月\s?({_DIGIT}{{1,3}})\s?日"
    r"|(?<!\d)((?:19|20)\d{2})[-./](\d{1,2})[-./](\d{1,2})(?!\d)"
)
_IN_NAME = re.compile(r"[（(_ -]?((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})[)）]?$")
_EFFECT = re.compile(r"施行|生效|实施|执行|试行")
_STARTS = re.compile(
    r"^[，,、\s]?(?:起|开始|之日起|正式)?[，,\s]?(?:正式|开始)?(?:施行|生效|实施|执行|试行)(?!的)"
)
_ON_PUBLICATION = re.compile(
    r"(?:自|从|于)?(?:公布|发布|颁布|公告|印发|下发|签发|批准公布)(?:之日|之时|日|后)?\s?(?:起|即)?[，,\s]?(?:即)?(?:开始|正式)?(?:施行|生效|实施|执行|试行)"
)
_PUBLISHED = re.compile(r"公布|发布|颁布|公告|印发|令第|令〔|刊登|下发|签发|发文|印发|起草委员会|号$")
_AMENDED = re.compile(r"修订|修正|修改")
_ADOPTED = re.compile(r"通过|批准|审议|会议|讨论")
_LABELS = (
    (re.compile(r"(?:施行|实施|生效)(?:日期|时间)[:：\s]{0,3}$"), "EFFECTIVE"),
    (re.compile(r"(?:公布|发布|颁布|发文|印发)(?:日期|时间)[:：\s]{0,3}$"), "PUBLISHED"),
)
"""Words of tables before a day: 公布日期：2021.08.20."""
_ANNOUNCED = re.compile(r"现?予(?:以)?(?:公布|发布)")
_OLD = re.compile(r"废止|失效")
_LAG = 120
"""Days within which a text is published after it was passed."""
UNTOLD = "国务院未写明的修改"
"""Words of an amendment that stands in no head line: only the day in the file's name tells of it, and that the State
Council amended the text before."""


class Event(Enum):
    """What happened on a day."""

    ADOPTED = auto()
    PUBLISHED = auto()
    AMENDED = auto()
    EFFECTIVE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Dated:
    """A day with the words that belong to it."""

    day: date
    event: Event
    words: str


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of one version."""

    published: date | None
    """The day on which this wording was published: for an amended text the day of the last amendment."""
    effective: date | None
    """This version's own day of effect, never before its publication; None where the text does not say it."""
    first_effective: date | None = None
    """A day of effect before this wording was published: the first version's, or one that reaches back."""
    amended: bool = False
    adopted: date | None = None
    """The day of the last meeting that passed it, where no publication is told."""
    on_publication: bool = False
    """The text holds from its publication."""
    amendment: tuple[date, str] | None = None
    """Day and words (``UNTOLD`` where no line has them) of the last amendment, to look its day of effect up by."""


def read_day(found: re.Match[str]) -> date | None:
    """The day of a match of the pattern of days; None for the 40th of a month."""
    parts = [part for part in found.groups() if part is not None]
    numbers = [parse_number(part) for part in parts]
    if None in numbers or len(numbers) != 3:
        return None
    try:
        return date(*(number or 0 for number in numbers))
    except ValueError:
        return None


def day_in_name(stem: str) -> date | None:
    """``某规定(2019-12-02)``: the day at the end of a file's name."""
    found = _IN_NAME.search(stem)
    return read_day(found) if found else None


def without_day(stem: str) -> str:
    """The name of a file without the day at its end."""
    return _IN_NAME.sub("", stem).strip(" _-")


def events(lines: Iterable[str]) -> Iterator[Dated]:
    """Every day of the lines with what happened on it."""
    for line in lines:
        found = list(_DAY.finditer(line))
        for place, match in enumerate(found):
            day = read_day(match)
            if day is None:
                continue
            end = found[place + 1].start() if place + 1 < len(found) else len(line)
            before = line[found[place - 1].end() if place else 0 : match.start()]
            yield Dated(day, _event(before, line[match.end() : end]), line[match.end() : end].strip())


def _event(before: str, after: str) -> Event:
    for words, name in _LABELS:
        if words.search(before):
            return Event[name]
    outside = re.sub(r"《[^《》]{0,120}》", "", after)
    first = re.split(r"[，,；;。\s]", outside.lstrip("，, \u3000"), maxsplit=1)[0]
    if _STARTS.match(outside) or (re.search(r"[自从于]\s?$", before) and _EFFECT.search(first)):
        return Event.EFFECTIVE
    if _OLD.search(outside):
        return Event.OTHER
    if _AMENDED.search(outside):
        return Event.AMENDED
    if _ADOPTED.search(outside) and _ANNOUNCED.search(outside):
        return Event.ADOPTED  # 已经……会议通过，现予公布: the day is the meeting's
    if _PUBLISHED.search(outside):
        return Event.PUBLISHED
    return Event.ADOPTED if _ADOPTED.search(outside) or _ADOPTED.search(after) else Event.OTHER


def read_dates(head: Sequence[str], closing: str, name: str, signed: str = "") -> Dates:
    """Days of a text.

    Args:
        head: The lines above its first article.
        closing: Its last articles, which say when it takes effect.
        name: The stem of its file.
        signed: The day under the text, which counts where nothing else says when it was published.
    """
    told = [*events(head)]
    plain = [one for one in told if one.event in (Event.PUBLISHED, Event.AMENDED)]
    published = max((one.day for one in plain), default=None)
    adopted = max((one.day for one in told if one.event is Event.ADOPTED), default=None)
    amended = (
        any(one.event is Event.AMENDED for one in told)
        or len({one.day.year for one in told if one.event is Event.ADOPTED}) > 1
    )
    in_name = day_in_name(name)
    alone = [one.day for one in told if one.event is Event.OTHER and not one.words.strip("）)。 ")]
    if published is None:
        candidates = [day for day in (in_name, *alone) if day is not None]
        published = max((day for day in candidates if adopted is None or day >= adopted), default=adopted)
    if published is None:
        published = max((one.day for one in events([signed])), default=None)
    later = max((day for day in (in_name, adopted) if day is not None), default=None)
    if published is not None and later is not None and later > published + timedelta(days=_LAG):
        # Passed again, or named after a day long after it was published: this is a later wording.
        published, amended = later, True
    starts = [one.day for one in told if one.event is Event.EFFECTIVE]
    effective = max(starts, default=None)
    on_publication = effective is None and any(_ON_PUBLICATION.search(line) for line in head)
    if effective is None and not on_publication:
        closing_day = [one.day for one in events([closing]) if one.event is Event.EFFECTIVE]
        effective = max(closing_day, default=None)
        on_publication = effective is None and _ON_PUBLICATION.search(closing) is not None
    first = None
    if on_publication and not amended:
        effective = published
    # A day of effect before this wording was published is the first version's, or reaches back: no day from which we
    # could say that these words held.
    if effective is not None and published is not None and effective < published:
        effective, first = None, effective
    return Dates(
        published=published,
        effective=effective,
        first_effective=first,
        amended=amended,
        adopted=adopted,
        on_publication=on_publication,
        amendment=_last_amendment(told, published) if amended else None,
    )


def _last_amendment(told: Sequence[Dated], published: date | None) -> tuple[date, str] | None:
    """Day and words of the amendment that made this wording; an earlier one is not taken for it."""
    history = [one for one in told if one.event in (Event.AMENDED, Event.ADOPTED)]
    latest = max(history, key=lambda one: one.day, default=None)
    if published is None or (latest is not None and published <= latest.day + timedelta(days=_LAG)):
        return (latest.day, latest.words) if latest else None
    return (published, UNTOLD) if any("国务院" in one.words for one in told) else None
