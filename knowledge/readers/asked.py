"""Reads what people ask, by the article that answers (``asked/*.yaml``; format: docs/data.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from knowledge.errors import SourceFormatError
from knowledge.models import ArticleNumber, AskedQuestion
from knowledge.numerals import parse_number
from knowledge.readers.yaml_source import load_yaml
from knowledge.units import UNIT_NAME

WHOLE: Final = "条"
"""Stands for the whole article where others of its questions are put under its parts."""

Number = Annotated[str, StringConstraints(pattern=r"^\d{1,4}(之[一二三四五六七八九十])?$")]
Question = Annotated[str, StringConstraints(min_length=2, max_length=80)]
Questions = Annotated[list[Question], Field(min_length=1)]
Part = Annotated[str, StringConstraints(pattern=rf"^({WHOLE}|{UNIT_NAME.pattern})$")]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    law: str = Field(min_length=1)
    asked: dict[Number, Questions | Annotated[dict[Part, Questions], Field(min_length=1)]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions about one law."""

    law: str
    """A title or short title of the registry."""
    questions: Mapping[ArticleNumber, tuple[AskedQuestion, ...]]


def read_asked(path: Path) -> Asked:
    """Read one file.

    Raises:
        SourceFormatError: The file is no law with questions by article number.
    """
    try:
        # Plain: 1.10 is the tenth sentence of a 款, not the first.
        held = _File.model_validate(load_yaml(path.read_text(encoding="utf-8"), plain=True))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        first = " ".join(str(error).split())[:200]
        raise SourceFormatError(
            f"expected a law and questions by article number in {path.name}, found: {first}; see docs/data.md"
        ) from error
    return Asked(held.law, {_number(written): _questions(asked) for written, asked in held.asked.items()})


def _questions(asked: list[str] | dict[str, list[str]]) -> tuple[AskedQuestion, ...]:
    parts = asked if isinstance(asked, dict) else {WHOLE: asked}
    return tuple(
        AskedQuestion(question, None if part == WHOLE else part)
        for part, questions in parts.items()
        for question in questions
    )


def _number(written: str) -> ArticleNumber:
    main, _, inserted = written.partition("之")
    return ArticleNumber(int(main), parse_number(inserted) or 0 if inserted else 0)
