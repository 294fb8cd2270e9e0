"""Articles in force that a later special law has overtaken: 劳动法第八十二条 still says sixty days, and nobody counts them any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from knowledge.citations.renumbered import renumbered
from knowledge.citations.source import StatuteSource
from knowledge.errors import SourceFormatError
from knowledge.models import ArticleNumber, LawId, Statute
from knowledge.readers.yaml_source import load_yaml


@dataclass(frozen=True, slots=True)
class Overtaken:
    """An article whose words stand, and the provisions that decide in its place."""

    by: tuple[str, ...]
    """Citations, the one that decides most first."""
    says: str
    english: str


@cache
def overtaken() -> Mapping[tuple[LawId, ArticleNumber], Overtaken]:
    """Every entry of ``data/overtaken.yaml``.

    Raises:
        SourceFormatError: The list is not as described in docs/data.md.
    """
    data = load_yaml((files("knowledge") / "data" / "overtaken.yaml").read_text(encoding="utf-8"))
    found = {}
    for entry in data:
        if set(entry) != {"law", "article", "by", "says", "english"} or not entry["by"]:
            raise SourceFormatError(
                f"overtaken.yaml: expected law, article, by, says and english, found {entry}"
            )
        number, _, inserted = str(entry["article"]).partition("-")
        key = LawId(entry["law"]), ArticleNumber(int(number), int(inserted or 0))
        found[key] = Overtaken(tuple(entry["by"]), entry["says"], entry["english"])
    return found


def overtaken_by(
    statute: Statute | None, number: ArticleNumber, source: StatuteSource, day: date
) -> Overtaken | None:
    """What decides in place of an article of a version, its sentences with the numbers of the law of ``day``.

    Of an imported version it is known where the words of the article are those that the list was written for.
    """
    if statute is None:
        return None
    followed = source.followed(statute)
    if followed is not None:
        same = (old for old, one in followed.items() if one.same and one.article.number == number)
        written = next(same, None)
    else:
        written = None if statute.imported else number
    told = overtaken().get((statute.law.law_id, written)) if written else None
    if told is None:
        return None
    said = (renumbered(text, source, day) for text in (told.says, told.english))
    return Overtaken(told.by, *said)
