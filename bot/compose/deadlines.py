"""A message that says how long ago something was, and a conclusion that gives so many days: told when they do not go together.

上诉第16天了 under 15日内上诉: the rule is right, and may be of no use to whoever asks. From which day it runs the message hardly
ever says, so that this is told as a condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from knowledge.numerals import NUMERAL_CHARS, parse_number

_DAYS_OF: Final = {
    "个星期": 7, "个礼拜": 7, "个月": 30, "星期": 7, "礼拜": 7, "周": 7, "天": 1, "日": 1, "年": 365,
}  # fmt: skip
_UNIT = "|".join(_DAYS_OF)
_NUMBER = rf"[0-9]{{1,3}}|[{NUMERAL_CHARS}]{{1,4}}"

_AGO = re.compile(
    rf"(?P<nth>第(?P<day>{_NUMBER})天)"
    rf"|(?P<ago>(?:过了|过去了?|已经|都|快)(?P<n>{_NUMBER}|半)(?:多)?(?P<unit>{_UNIT})(?:多)?(?=了|以后|后|才|[,。!?;]|$)"
    rf"|(?P<m>{_NUMBER}|半)(?:多)?(?P<of>{_UNIT})(?:多)?(?:前|之前|以前))"
)
"""How long ago something was, as people say it; 三天两头 and 每月3天 are none."""

_ACT = re.compile("上诉|复议|行政诉讼|申请仲裁|劳动仲裁|再审|工伤认定|复核|异议|撤销|起诉")
"""What has to be done in time. Conclusions give most terms for these."""

_TERM = re.compile(r"(?P<n>[0-9]{1,3})(?P<unit>日|天|个月|年)(?:内|之内|以内)")
_OF_OTHERS = re.compile(
    r"(?:法院|公安|检察院|机关|部门|公司|单位|平台|对方|房东|商家|保险|交警|民政|劳动局|人社局|医院|他们?)[^,，]{0,12}$"
)
"""Words before a term that is somebody else's: 法院15日内审查."""
_SENTENCE = re.compile(r"[。；;\n]")


def _days(number: str, unit: str) -> int | None:
    if number == "半":
        return _DAYS_OF[unit] // 2
    value = parse_number(number)
    return None if value is None else value * _DAYS_OF[unit]


def _ago(text: str) -> Iterator[tuple[str, int]]:
    for hit in _AGO.finditer(text):
        if hit["nth"]:
            found = _days(hit["day"], "天")
        else:
            found = _days(hit["n"] or hit["m"], hit["unit"] or hit["of"])
        if found is not None:
            yield hit.group(), found


def _terms(conclusion: str, acts: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Terms for one of these acts, in days; a term is for the act named next, else for the one before."""
    for sentence in _SENTENCE.split(conclusion):
        named = list(_ACT.finditer(sentence))
        for hit in _TERM.finditer(sentence):
            next_one = next((act for act in named if act.start() >= hit.end()), named[-1] if named else None)
            days = _days(hit["n"], hit["unit"])
            if next_one is None or next_one.group() not in acts or days is None:
                continue
            if not _OF_OTHERS.search(sentence, 0, hit.start()):
                yield hit.group(), days


def passed(text: str, conclusion: str) -> tuple[str, str] | None:
    """What the message says of the time that has gone by and the term of the conclusion that is shorter, in their words.

    None where every term for what the message wants to do is longer, or none is given. Of several terms the longest decides: a
    message that is past the shorter one may be in time for the other.

    >>> passed("判决书收到今天是第16天了还能上诉吗", "能上诉：一审判决15日内、裁定10日内上诉")
    ('第16天', '15日内')
    """
    acts = frozenset(_ACT.findall(text))
    terms = sorted(_terms(conclusion, acts), key=lambda one: -one[1]) if acts else []
    gone = max(_ago(text), key=lambda one: one[1], default=None)
    if not terms or gone is None or gone[1] <= terms[0][1]:
        return None
    return gone[0], terms[0][0]
