"""Sentences of ours that name articles (保险法第四十一条, Article 41 of the Insurance Law), with the numbers of the law now held."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Final

from knowledge.citations.format import article_label
from knowledge.citations.source import StatuteSource
from knowledge.importing.alike import Counterpart
from knowledge.models import ArticleNumber, Law
from knowledge.readers.statutes import parse_label

_NUMERAL: Final = "[一二三四五六七八九十百千零]+"
LABEL: Final = re.compile(rf"第{_NUMERAL}条(?:之[一二三四五六七八九十]+)?")
"""The label of an article as our sentences write it."""
_PLACE: Final = rf"第{_NUMERAL}条(?:之[一二三四五六七八九十]+)?(?:第{_NUMERAL}款)?(?:第（?{_NUMERAL}）?项)?"
_BETWEEN: Final = r"[^，。；：、（）《》第\d释例规则]{0,6}[（(]?"
"""What may stand between a name and its number: 民法典合同编（第四百六十三条起）."""
_OF_THE_PAST: Final = re.compile("旧第|原第|改为第|改成第")
"""A sentence on how numbers changed before is left as it is."""
_NAMED_BEFORE: Final = re.compile(r"(?:》|[法典释定例则条款][、至到和或及与]?)$")
"""What stands before a label that is another law's."""
_ANOTHER_LAW: Final = re.compile("[法典释定例则。；《]")
"""Between a law with its article and a label that may be another law's."""
_ARABIC: Final = re.compile(r"\d+(?:-\d+)?")
_NUMBERS: Final = r"\d+(?:-\d+)?(?:(?:, | and | to )\d+(?:-\d+)?)*"
_NAMES_ANY: Final = re.compile(r"条|[Aa]rt(?:icle|\.|s\.)")


def renumbered(text: str, source: StatuteSource, day: date, bare: Mapping[str, str] | None = None) -> str:
    """A sentence of ours with the numbers that its articles have in the law of ``day``.

    Articles named with a law of which an import brought another version are touched, and of one that became nothing
    the number stays.

    Args:
        text: The sentence.
        source: The library.
        day: Whose law.
        bare: Labels that stand without a law, and what they are now.
    """
    if not _NAMES_ANY.search(text) or _OF_THE_PAST.search(text):
        return text
    tables = source.followed_laws(day)
    edits: dict[tuple[int, int], str] = {}
    named: list[tuple[int, Mapping[ArticleNumber, Counterpart]]] = []
    for law_id, table in tables.items():
        chinese, english = _named(source.registry.law(law_id))
        for run in chinese.finditer(text):
            for label in LABEL.finditer(text, *run.span()):
                edits[label.span()] = _label(label, table)
            named.append((run.end(), table))
        for run in english.finditer(text):
            for number in _ARABIC.finditer(text, *run.span(run.lastgroup or 0)):
                edits[number.span()] = _number(number, table)
    for label in LABEL.finditer(text) if tables else ():
        if label.span() in edits or _NAMED_BEFORE.search(text[: label.start()]):
            continue
        end, table = max(
            (one for one in named if one[0] <= label.start()), default=(0, {}), key=itemgetter(0)
        )
        if bare and label.group() in bare:
            edits[label.span()] = bare[label.group()]
        elif table and not _ANOTHER_LAW.search(text[end : label.start()]):
            edits[label.span()] = _label(label, table)
    for (start, end), now in sorted(edits.items(), reverse=True):
        text = text[:start] + now + text[end:]
    return text


def moved_in(text: str, source: StatuteSource, day: date) -> list[str]:
    """What a text of ours names under a number that it no longer has on ``day``, as ``刑法第二百六十四条 (now 第二百六十五条)``."""
    found = []
    for law_id, table in source.followed_laws(day).items() if _NAMES_ANY.search(text) else ():
        law = source.registry.law(law_id)
        for run in _named(law)[0].finditer(text):
            for label in LABEL.finditer(run.group()):
                if (now := _label(label, table)) != label.group():
                    found.append(f"{law.short_title}{label.group()} (now {now})")
    return list(dict.fromkeys(found))


@lru_cache(maxsize=64)
def _named(law: Law) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Articles named with a law in Chinese and in English."""
    names = sorted({law.title, law.short_title, *law.short_names}, key=len, reverse=True)
    name = "|".join(map(re.escape, names))
    english = "|".join(sorted(map(re.escape, law.english_names), key=len, reverse=True)) or "(?!)"
    return (
        re.compile(rf"(?:{name})》?{_BETWEEN}{_PLACE}(?:[、至到和或及与]{_PLACE})*"),
        re.compile(
            rf"\b[Aa]rticles? (?P<first>{_NUMBERS})(?:\(\d+\))? of the (?:{english})\b"
            rf"|\b(?:{english}),? (?:from )?(?:[Aa]rticles?|[Aa]rts?\.) (?P<last>{_NUMBERS})"
        ),
    )


def _label(found: re.Match[str], table: Mapping[ArticleNumber, Counterpart]) -> str:
    number = parse_label(found.group())
    one = table.get(number) if number else None
    return article_label(one.article.number) if one else found.group()


def _number(found: re.Match[str], table: Mapping[ArticleNumber, Counterpart]) -> str:
    number, _, inserted = found.group().partition("-")
    one = table.get(ArticleNumber(int(number), int(inserted or 0)))
    if one is None:
        return found.group()
    there = one.article.number
    return f"{there.number}-{there.inserted}" if there.inserted else str(there.number)
