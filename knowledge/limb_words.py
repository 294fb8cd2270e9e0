"""Words by which people speak of a limb of an article, with those of the law: ``data/limb_words.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.errors import SourceFormatError
from knowledge.readers.yaml_source import load_yaml


@dataclass(frozen=True, slots=True)
class LimbWord:
    """周末 and 休息日."""

    said: re.Pattern[str]
    """In a folded message."""
    law: tuple[str, ...]
    """As articles have it."""


@cache
def limb_words() -> tuple[LimbWord, ...]:
    """Every entry in its order.

    Raises:
        SourceFormatError: The list is not as described in docs/data.md.
    """
    data = load_yaml((files("knowledge") / "data" / "limb_words.yaml").read_text(encoding="utf-8"))
    found = []
    for place, entry in enumerate(data, 1):
        if not isinstance(entry, dict) or set(entry) != {"said", "law"} or not entry["law"]:
            raise SourceFormatError(
                f"expected said and law in entry {place} of limb_words.yaml, found: {entry}"
            )
        try:
            found.append(LimbWord(re.compile(str(entry["said"])), tuple(str(one) for one in entry["law"])))
        except re.error as error:
            raise SourceFormatError(
                f"expected a pattern in entry {place} of limb_words.yaml, found: {entry['said']}"
            ) from error
    return tuple(found)
