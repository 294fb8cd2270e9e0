"""What is held against a list of titles and days that an operator names: missing, newer, repealed."""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from knowledge.errors import SourceFormatError
from knowledge.importing.encodings import decode
from knowledge.importing.parts import SAME_VERSION, title_key
from knowledge.library import Library
from knowledge.models import Status, Statute

LARGEST_LIST: Final = 20_000_000
_TIMEOUT: Final = 30
_NAMES: Final = {
    "title": ("title", "name", "标题", "名称", "法规名称"),
    "published": (
        "published",
        "publish",
        "publishDate",
        "promulgationDate",
        "公布日期",
        "发布日期",
        "颁布日期",
    ),
    "effective": ("effective", "effectiveDate", "expiry", "施行日期", "生效日期", "实施日期"),
    "standing": ("standing", "status", "时效性", "效力状态", "状态"),
}
_WRITTEN_DAY: Final = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_GONE: Final = ("repealed", "废止", "失效", "已废止")


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list."""

    title: str
    published: date | None
    effective: date | None
    repealed: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """What a line of the list says of what is held."""

    what: str
    """``missing`` | ``newer`` | ``repealed`` | ``unchecked``."""
    title: str
    law_id: str
    said: str

    def as_object(self) -> dict[str, str | None]:
        """For ``--json``."""
        return {"finding": self.what, "title": self.title, "id": self.law_id or None, "message": self.said}


def read_list(source: str) -> list[Listed]:
    """Read a list: JSON, JSON Lines, or a table with a line of names, from a file or an https address.

    Raises:
        SourceFormatError: It cannot be fetched or read.
    """
    data = _fetched(source) if source.startswith(("https://", "http://")) else _read(Path(source))
    text, _ = decode(source, data)
    rows = list(_rows(text, source))
    found = [one for row in rows if (one := _listed(row, source)) is not None]
    if not found:
        columns = "、".join(str(name) for name in rows[0])[:80] if rows else "nothing"
        raise SourceFormatError(
            f"expected a list with a title (标题) on every line in {source}, found {columns}; docs/data.md has the format"
        )
    return found


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_LIST:
            raise SourceFormatError(
                f"expected a list of at most {LARGEST_LIST // 1_000_000} MB at {path}, found a larger one"
            )
        return path.read_bytes()
    except OSError as error:
        raise SourceFormatError(
            f"expected a list at {path}, found: {error.strerror}; name a readable file"
        ) from error


def _fetched(address: str) -> bytes:
    if not address.startswith("https://"):
        raise SourceFormatError(
            f"expected an address that begins with https://, found {address}; or save the list as a file"
        )
    try:
        with urllib.request.urlopen(address, timeout=_TIMEOUT) as answer:  # noqa: S310  (https alone)
            if not answer.geturl().startswith("https://"):
                raise ValueError(f"it leads on to {answer.geturl()[:80]}, which is not https")
            data: bytes = answer.read(LARGEST_LIST + 1)
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise SourceFormatError(
            f"expected a list at {address}, found: {error}; save it as a file and name that"
        ) from error
    if len(data) > LARGEST_LIST:
        raise SourceFormatError(
            f"expected a list of at most {LARGEST_LIST // 1_000_000} MB at {address}, found a larger one"
        )
    return data


def _rows(text: str, source: str) -> Iterator[Mapping[str, Any]]:
    stripped = text.lstrip()
    try:
        if stripped.startswith("["):
            yield from (row for row in json.loads(text) if isinstance(row, dict))
        elif stripped.startswith("{"):
            yield from _json_lines(text, source)
        else:
            first = stripped.split("\n", 1)[0]
            table = csv.reader(io.StringIO(stripped), delimiter="\t" if "\t" in first else ",")
            names = [name.strip() for name in next(table, [])]
            yield from (dict(zip(names, cells, strict=False)) for cells in table if any(cells))
    except (ValueError, RecursionError, csv.Error) as error:
        raise SourceFormatError(
            f"expected JSON, one JSON object a line or a table in {source}, found: {error}; correct the list"
        ) from error


def _json_lines(text: str, source: str) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        try:
            row = json.loads(line) if line.strip() else None
        except (ValueError, RecursionError) as error:
            raise SourceFormatError(
                f"expected one JSON object a line in {source}, found something else on line {number}; correct the line"
            ) from error
        if isinstance(row, dict):
            yield row


def _listed(row: Mapping[str, Any], source: str) -> Listed | None:
    def value(field: str) -> str:
        return next((str(row[name]).strip() for name in _NAMES[field] if row.get(name)), "")

    title = value("title").strip("《》")
    if not title:
        return None
    return Listed(
        title,
        _day(value("published"), title, source),
        _day(value("effective"), title, source),
        any(word in value("standing") for word in _GONE),
    )


def _day(value: str, title: str, source: str) -> date | None:
    if not value:
        return None
    found = _WRITTEN_DAY.match(value)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(value[:10])
    except ValueError as error:
        raise SourceFormatError(
            f"expected a day like 2026-01-31 for 《{title}》 in {source}, found {value!r}; correct the list"
        ) from error


def outdated(listed: list[Listed], library: Library, today: date) -> Iterator[Finding]:
    """What the list has that is not held so, in the order of the list."""
    by_key = {title_key(law.title): law for law in library.laws.values()}
    for one in listed:
        law = by_key.get(title_key(one.title))
        versions = library.versions(law.law_id) if law is not None else ()
        if law is None or not versions:
            if not one.repealed:
                yield Finding(
                    "missing",
                    one.title,
                    law.law_id if law else "",
                    f"《{one.title}》 of {one.published or 'no day'} is not held",
                )
            continue
        yield from _of_law(one, law.law_id, versions, today)


def _of_law(one: Listed, law_id: str, versions: Any, today: date) -> Iterator[Finding]:
    latest: Statute = versions[-1]
    if one.repealed:
        same = [held for held in versions if _is(held, one)] or ([latest] if one.published is None else [])
        if any(held.status_on(today) is Status.IN_FORCE for held in same):
            yield Finding(
                "repealed",
                one.title,
                law_id,
                f"《{one.title}》 is held as in force, the list says that it was repealed",
            )
        return
    known = latest.published or latest.effective_from
    if one.published is not None and known is not None and one.published - known > SAME_VERSION:
        yield Finding(
            "newer",
            one.title,
            law_id,
            f"《{one.title}》 of {one.published} is newer than what is held, of {known}",
        )
    elif latest.unchecked:
        yield Finding(
            "unchecked",
            one.title,
            law_id,
            f"《{one.title}》 is held, its standing is not known: {latest.unchecked}",
        )
    elif not latest.verbatim:
        yield Finding(
            "missing",
            one.title,
            law_id,
            f"《{one.title}》 is held as a digest only; import its official text",
        )


def _is(held: Statute, one: Listed) -> bool:
    return (
        held.published is not None
        and one.published is not None
        and abs(held.published - one.published) <= SAME_VERSION
    )
