"""Figures of the law that people state and want confirmed, each with the provision that has it: ``data/known_figures.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import SourceFormatError
from knowledge.readers.yaml_source import load_yaml

Rule = Literal["exact", "most", "least", "open"]
"""What another figure means: it is wrong; it is wrong above the limit, or below it; nothing by itself."""


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure of the law and the words by which a message speaks of it."""

    words: tuple[re.Pattern[str], ...]
    """All of them are in a message that speaks of this figure."""
    without: re.Pattern[str] | None
    """In no message that does."""
    figures: tuple[str, ...]
    """What is right, in every unit that people use: 3倍, 300%."""
    also_right: tuple[str, ...]
    """Right in other circumstances: neither confirmed nor denied."""
    ignore: tuple[str, ...]
    """Figures of the same unit that tell the circumstances."""
    rule: Rule
    asked: bool
    """An open question (多少天) is answered by it, too."""
    article: str
    """Citation of the provision whose words have the figure."""
    also: tuple[str, ...]
    """Further provisions to show."""
    says: str
    english: str

    def spoken_of(self, text: str) -> bool:
        """True when a folded message has the words."""
        if self.without is not None and self.without.search(text):
            return False
        return all(word.search(text) for word in self.words)


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    words: tuple[str, ...]
    without: str | None = None
    figures: tuple[str, ...]
    also_right: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rule: Rule
    asked: bool = False
    article: str
    also: tuple[str, ...] = ()
    says: str
    english: str


@cache
def known_figures() -> tuple[KnownFigure, ...]:
    """Every entry in its order; the first that a message speaks of decides.

    Raises:
        SourceFormatError: The list is not as described in docs/data.md.
    """
    data = load_yaml((files("knowledge") / "data" / "known_figures.yaml").read_text(encoding="utf-8"))
    found = []
    for place, raw in enumerate(data, 1):
        try:
            entry = _Entry.model_validate(raw)
            found.append(
                KnownFigure(
                    words=tuple(re.compile(word) for word in entry.words),
                    without=re.compile(entry.without) if entry.without else None,
                    figures=entry.figures,
                    also_right=entry.also_right,
                    ignore=entry.ignore,
                    rule=entry.rule,
                    asked=entry.asked,
                    article=entry.article,
                    also=entry.also,
                    says=entry.says,
                    english=entry.english,
                )
            )
        except (ValidationError, re.error, TypeError) as error:
            first = " ".join(str(error).split())[:200]
            raise SourceFormatError(
                f"expected entry {place} of known_figures.yaml to be as docs/data.md has it, found: {first}"
            ) from error
    return tuple(found)
