"""Articles in force that a later special law has overtaken: 劳动法第八十二条 still says sixty days, and nobody counts them any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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


def overtaken_by(statute: Statute | None, number: ArticleNumber) -> Overtaken | None:
    """What decides in place of an article; of an imported version nothing is known, the list was written for other texts."""
    if statute is None or statute.imported:
        return None
    return overtaken().get((statute.law.law_id, number))
