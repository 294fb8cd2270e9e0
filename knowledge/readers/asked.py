"""Reads what people ask, by the article that answers (``asked/*.yaml``; format: docs/data.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from knowledge.errors import SourceFormatError
from knowledge.models import ArticleNumber
from knowledge.numerals import parse_number
from knowledge.readers.yaml_source import load_yaml

Number = Annotated[str, StringConstraints(pattern=r"^\d{1,4}(之[一二三四五六七八九十])?$")]
Question = Annotated[str, StringConstraints(min_length=2, max_length=80)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    law: str = Field(min_length=1)
    asked: dict[Number, Annotated[list[Question], Field(min_length=1)]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions about one law."""

    law: str
    """A title or short title of the registry."""
    questions: Mapping[ArticleNumber, tuple[str, ...]]


def read_asked(path: Path) -> Asked:
    """Read one file.

    Raises:
        SourceFormatError: The file is no law with questions by article number.
    """
    try:
        loaded = load_yaml(path.read_text(encoding="utf-8"))
        # A number without 之 is a number to YAML.
        numbered = {str(number): asked for number, asked in loaded["asked"].items()}
        held = _File.model_validate({**loaded, "asked": numbered})
    except (OSError, yaml.YAMLError, ValidationError, TypeError, KeyError, AttributeError) as error:
        first = " ".join(str(error).split())[:200]
        raise SourceFormatError(
            f"expected a law and questions by article number in {path.name}, found: {first}; see docs/data.md"
        ) from error
    return Asked(held.law, {_number(written): tuple(asked) for written, asked in held.asked.items()})


def _number(written: str) -> ArticleNumber:
    main, _, inserted = written.partition("之")
    return ArticleNumber(int(main), parse_number(inserted) or 0 if inserted else 0)
