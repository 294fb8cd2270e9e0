"""A subject named right behind an article of another law than the Criminal Law is compared with that article: 民法典1079条离婚冷静期."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from knowledge.citations.types import Resolution, Verdict
from knowledge.errors import SourceFormatError
from knowledge.importing.alike import Counterpart, moved
from knowledge.models import ArticleNumber, LawId, Status
from knowledge.normalize import normalize
from knowledge.numerals import to_chinese
from knowledge.readers.yaml_source import load_yaml

_BEHIND = 24
"""Characters behind a citation in which its subject is named."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What one article of a law is about, as people call it."""

    article: ArticleNumber
    also: tuple[ArticleNumber, ...]
    """Other articles that bear on it."""
    names: tuple[str, ...]
    says: str
    """Words of the article that no other article of the law has."""


@cache
def civil_subjects() -> Mapping[LawId, tuple[Subject, ...]]:
    """Every entry of ``data/subjects.yaml`` by its law.

    Raises:
        SourceFormatError: The list is not as described in docs/data.md.
    """
    data = load_yaml((files("knowledge") / "data" / "subjects.yaml").read_text(encoding="utf-8"))
    found: dict[LawId, tuple[Subject, ...]] = {}
    for entry in data:
        if set(entry) - {"also"} != {"law", "article", "names", "says"} or not entry["names"]:
            raise SourceFormatError(f"subjects.yaml: expected law, article, names and says, found {entry}")
        also = tuple(ArticleNumber(int(number)) for number in entry.get("also", ()))
        one = Subject(ArticleNumber(int(entry["article"])), also, tuple(entry["names"]), entry["says"])
        found[LawId(entry["law"])] = (*found.get(LawId(entry["law"]), ()), one)
    return found


@cache
def _directly(law_id: LawId) -> re.Pattern[str]:
    names = sorted((name for one in civil_subjects()[law_id] for name in one.names), key=len, reverse=True)
    return re.compile(
        rf"[\s,:、(《-]{{0,4}}(?:的|所)?(?:规定|关于|讲|说|是|对)?(?:的是|了|的)?(?P<name>{'|'.join(map(re.escape, names))})"
    )


def with_civil_subject(
    one: Resolution, behind: str, followed: Mapping[ArticleNumber, Counterpart] | None = None
) -> Resolution:
    """The resolution with a sentence where the subject that directly follows it is that of another article.

    Args:
        one: An article cited.
        behind: The text behind the citation, up to the next one.
        followed: What the articles of the list became in the version that is cited; None where they stand as listed.
    """
    law_id, number, article = one.law_id, one.number, one.source_article
    if law_id is None or law_id not in civil_subjects() or number is None or article is None:
        return one
    if one.verdict is not Verdict.VALID or one.status is not Status.IN_FORCE:
        return one
    named = _directly(law_id).match(normalize(behind[:_BEHIND]).text)
    if named is None:
        return one
    subject = next(known for known in civil_subjects()[law_id] if named["name"] in known.names)
    right = next(iter(moved((subject.article,), followed)), None)
    if right is None or number == right or number in moved(subject.also, followed):
        return one
    label = f"第{to_chinese(right.number)}条"
    if label in article.text:
        return one
    if any(name in article.text for name in subject.names):
        return one
    title = one.citation.removesuffix(one.citation.partition("》")[2])
    return replace(
        one,
        message=f"{one.message}{named['name']}规定在{title}{label}，不是{one.article}。",
        message_en=f"{one.message_en} {named['name']} is in {label} of {title}, not in {one.article}.".strip(),
        elsewhere=(right,),
    )
