"""Reads what people ask, by the article that answers (``asked/*.yaml``; format: docs/data.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from knowledge.errors import SourceFormatError
from knowledge.models import ArticleNumber, AskedQuestion, Law, LawId
from knowledge.numerals import parse_number
from knowledge.readers.yaml_source import load_yaml
from knowledge.units import UNIT_NAME

WHOLE: Final = "条"
"""Stands for the whole article where others of its questions are put under its parts."""

Number = Annotated[str, StringConstraints(pattern=r"^\d{1,4}(之[一二三四五六七八九十])?$")]
Question = Annotated[str, StringConstraints(min_length=2, max_length=80)]
Questions = Annotated[list[Question], Field(min_length=1)]
Part = Annotated[str, StringConstraints(pattern=rf"^({WHOLE}|{UNIT_NAME.pattern})$")]

Parts = Annotated[dict[Part, Questions], Field(min_length=1)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    law: str = Field(min_length=1)
    asked: dict[Number, Questions | Parts] = {}
    within: dict[Number, Parts] = {}

    @model_validator(mode="after")
    def _asks(self) -> _File:
        if not self.asked and not self.within:
            raise ValueError("asked and within are both empty")
        return self


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
    found: dict[ArticleNumber, tuple[AskedQuestion, ...]] = {}
    for group, leads in ((held.asked, True), (held.within, False)):
        for written, asked in group.items():
            number = _number(written)
            found[number] = found.get(number, ()) + _questions(asked, leads=leads)
    return Asked(held.law, found)


def _questions(asked: list[str] | dict[str, list[str]], *, leads: bool) -> tuple[AskedQuestion, ...]:
    parts = asked if isinstance(asked, dict) else {WHOLE: asked}
    return tuple(
        AskedQuestion(question, None if part == WHOLE else part, leads)
        for part, questions in parts.items()
        for question in questions
    )


def _number(written: str) -> ArticleNumber:
    main, _, inserted = written.partition("之")
    return ArticleNumber(int(main), parse_number(inserted) or 0 if inserted else 0)


def read_all_asked(
    paths: Iterable[Path], laws: Mapping[LawId, Law]
) -> dict[tuple[LawId, ArticleNumber], tuple[AskedQuestion, ...]]:
    """Questions of every folder, by the article that answers; those of several files about one article are put together.

    Raises:
        SourceFormatError: A file cannot be read, or stands under the name of no law.
    """
    by_name = {name: law.law_id for law in laws.values() for name in (law.short_title, law.title)}
    found: dict[tuple[LawId, ArticleNumber], tuple[AskedQuestion, ...]] = {}
    for path in paths:
        held = read_asked(path)
        law_id = by_name.get(held.law)
        if law_id is None:
            raise SourceFormatError(
                f"expected the title or short title of a law in {path.name}, found “{held.law}”; "
                "`yuanfa cite` shows titles"
            )
        for number, questions in held.questions.items():
            found[law_id, number] = found.get((law_id, number), ()) + questions
    return found
