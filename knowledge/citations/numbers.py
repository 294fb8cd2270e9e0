"""Document and case numbers: 法释〔2017〕10号第五条, 国务院令第766号, 指导案例192号, 检例第137号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.citations import patterns as p
from knowledge.citations.places import RANGE_LIMIT
from knowledge.citations.scan import Candidate, Scan, after_name
from knowledge.citations.types import Form, LawMention
from knowledge.numerals import parse_number


def candidates(text: str) -> Iterator[Candidate]:
    """Every place of normalised ``text`` where a number of a document or case may stand."""
    for match in p.DOCUMENT.finditer(text):
        yield match.start(), 1, _read_document, match
    for order in _ORDER_WORD.finditer(text):
        # The issuer may be any ministry, so the search begins shortly before its 令.
        found = p.ORDER.search(text, max(0, order.start() - _LONGEST_ISSUER), order.end() + 12)
        if found:
            yield found.start(), 1, _read_document, found
    if "案例" in text or "检例" in text:
        for pattern in (p.GUIDING, p.GUIDING_AFTER):
            for match in pattern.finditer(text):
                yield match.start(), 1, _read_guiding, match
    for match in p.CASE_NUMBER.finditer(text):
        yield match.start(), 1, _read_case, match


_ORDER_WORD = re.compile(r"令(?=\s?第?\s?\d)|(?<=号)令")
_LONGEST_ISSUER = 16


def _read_document(scan: Scan, match: re.Match[str]) -> None:
    if match.start() < scan.reached:
        return
    start, end = match.span()
    opened = scan.text[start - 1 : start] == "("
    places, _ = after_name(scan.text, end + (opened and scan.text[end : end + 1] == ")"))
    number = _document_number(match)
    law_id = scan.registry.document(number)
    span = scan.norm.span(start, end)
    law = LawMention(scan.norm.original[span[0] : span[1]], span, (law_id,) if law_id else ())
    scan.emit(
        Form.DOCUMENT_NUMBER,
        start,
        places.end if places else end,
        tuple(places.targets) if places else (),
        law=law,
        number=number,
        truncated=bool(places and places.truncated),
    )


def _document_number(match: re.Match[str]) -> str:
    """The number with its year set apart, however it was run together."""
    groups = match.groupdict()
    year = groups.get("year") or groups.get("year2")
    if not year:
        return match.group()
    kind = re.split(r"[\[(\d\s]", match.group(), maxsplit=1)[0]
    return f"{kind}[{year}]{groups['no'] or groups['no2']}号"


def _read_guiding(scan: Scan, match: re.Match[str]) -> None:
    if match.start() < scan.reached:
        return
    procuratorate = "检例" in match.group()
    first = parse_number(match["from"]) or 0
    last = int(match.groupdict().get("to") or first)
    if not first <= last <= first + RANGE_LIMIT:
        last = first
    for value in range(first, last + 1):
        number = f"检例第{value}号" if procuratorate else f"指导案例{value}号"
        scan.emit(Form.CASE_NUMBER, match.start(), match.end(), number=number)


def _read_case(scan: Scan, match: re.Match[str]) -> None:
    if match.start() >= scan.reached:
        scan.emit(Form.CASE_NUMBER, match.start(), match.end(), number=match.group())
