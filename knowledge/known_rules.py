"""Rules of the law that people state without a figure and want confirmed: ``data/known_rules.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import SourceFormatError
from knowledge.readers.yaml_source import load_yaml


@dataclass(frozen=True, slots=True)
class KnownRule:
    """A rule, how people state it rightly and wrongly, and the provision that decides."""

    words: tuple[tuple[re.Pattern[str], ...], ...]
    """Each of them is in a message that speaks of this rule, as its form has it (没登记 is n登记). One that has opposites
    (单位 or 职工) has each apart."""
    without: re.Pattern[str] | None
    """In no message that does."""
    so: tuple[str, ...]
    """Right statements."""
    not_so: tuple[str, ...]
    """Wrong ones."""
    article: str
    """Citation of the provision that decides."""
    also: tuple[str, ...]
    """Further provisions to show."""
    basis: str
    """Its words, *verbatim*."""
    says: str
    """Our sentence, where the words alone do not tell the rule; else nothing."""


OPPOSITE = "~"
"""Between the opposites of a word."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...] = Field(min_length=1)
    without: str | None = None
    so: tuple[str, ...] = Field(min_length=1)
    not_so: tuple[str, ...] = Field(min_length=1)
    article: str
    also: tuple[str, ...] = ()
    basis: str
    says: str = ""


@cache
def known_rules() -> tuple[KnownRule, ...]:
    """Every entry in its order.

    Raises:
        SourceFormatError: The list is not as described in docs/data.md.
    """
    data = load_yaml((files("knowledge") / "data" / "known_rules.yaml").read_text(encoding="utf-8"))
    found = []
    for place, raw in enumerate(data, 1):
        try:
            entry = _Entry.model_validate(raw)
            found.append(
                KnownRule(
                    words=tuple(
                        tuple(re.compile(one) for one in word.split(OPPOSITE)) for word in entry.words
                    ),
                    without=re.compile(entry.without) if entry.without else None,
                    so=entry.so,
                    not_so=entry.not_so,
                    article=entry.article,
                    also=entry.also,
                    basis=entry.basis,
                    says=entry.says,
                )
            )
        except (ValidationError, re.error, TypeError) as error:
            first = " ".join(str(error).split())[:200]
            raise SourceFormatError(
                f"expected entry {place} of known_rules.yaml to be as docs/data.md has it, found: {first}"
            ) from error
    return tuple(found)
