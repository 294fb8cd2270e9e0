"""The number and the issuer of a rule, from the lines of its head: 国家互联网信息办公室、公安部令第19号."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from knowledge.importing.lines import bare

MOST_READ: Final = 240
"""Characters of a line that are read: the head of a rule names some ten issuers at most, and a longer line is none."""

_DOCUMENT = re.compile(
    r"([^\s，。；：《》（）()〔〕\[\]]{1,8})\s?[〔\[（(]\s?((?:19|20)\d{2})\s?[〕\]）)]\s?(?:第\s?)?(\d{1,4})\s?号"
)
_ORDER = re.compile(
    r"((?:国务院、中央军事委员会|国务院|[\u4e00-\u9fff]{2,20}(?:部|总局|委员会|署|局|办公室|银行|院)))"
    r"(?:、[\u4e00-\u9fff]{2,20}(?:部|委员会|总局|署|局|办公室|银行)){0,8}令?\s?(?:第\s?(\d{1,4})\s?号(?:令)?)"
)
_BODY = r"[\u4e00-\u9fff]{2,20}?(?:部|总局|委员会|署|局|办公室|办公厅|银行)"
_ISSUED = re.compile(
    rf"((?:国务院|{_BODY})(?:、(?:国务院|{_BODY})){{0,8}})\s?(?:令\s?(?:第|[〔\[]|$)|公布|发布|批准|第\d+次常务会议)"
)


def document_number(lines: Sequence[str]) -> str | None:
    """The number of a document in the lines of a head, ``法释〔2020〕16号`` or ``公安部令第19号``; the last order of several."""
    joined = re.sub(r"令\n[（(]?(?=第\s?\d)", "令", "\n".join(map(bare, lines)))
    head = [line[:MOST_READ] for line in joined.split("\n")]
    for line in head:
        found = _DOCUMENT.search(line)
        if found:
            short = re.sub(r"^.*[日以为按据由院第号]", "", found.group(1))
            return f"{short or found.group(1)}〔{found.group(2)}〕{found.group(3)}号"
    orders = [found for line in head for found in _ORDER.finditer(line)]
    if not orders:
        return None
    issuer = re.sub(r"^.*[年月日]", "", orders[-1].group(1)).removeprefix("中华人民共和国")
    return f"{issuer}令第{orders[-1].group(2)}号"


def issued_by(line: str) -> str:
    """Who issued a rule, by the order that published it, several joined by 、; empty when the line tells of none."""
    found = _ISSUED.search(line[:MOST_READ])
    return re.sub(r"^.*[年月日]", "", found.group(1)).replace("中华人民共和国", "") if found else ""
