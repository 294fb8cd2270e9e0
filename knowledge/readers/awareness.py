"""Reads legal tips and quiz questions (``tips.yaml``, ``quiz.yaml``; format: docs/data.md)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import SourceFormatError
from knowledge.models import CaseId
from knowledge.posts import QuizItem, Tip
from knowledge.readers.yaml_source import load_yaml

_Id = r"^[a-z][a-z0-9-]{0,39}$"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: str = Field(pattern=_Id)
    citations: list[str] = Field(min_length=1)
    cases: list[str] = []


class _Tip(_Entry):
    text: str = Field(min_length=1)
    english: str = Field(min_length=1)


class _Quiz(_Entry):
    question: str = Field(min_length=1)
    english_question: str = Field(min_length=1)
    options: list[str] = Field(min_length=2, max_length=4)
    english_options: list[str] = Field(min_length=2, max_length=4)
    correct: int = Field(ge=0)
    explanation: str = Field(min_length=1)
    english_explanation: str = Field(min_length=1)


_E = TypeVar("_E", bound=_Entry)


def _read(path: Path, kind: type[_E], what: str) -> list[_E]:
    try:
        entries = [kind.model_validate(raw) for raw in load_yaml(path.read_text(encoding="utf-8"))]
    except (OSError, yaml.YAMLError, ValidationError, TypeError) as error:
        first = "; ".join(str(error).splitlines()[:3])
        raise SourceFormatError(
            f"expected a list of {what} in {path.name}, found: {first}; see docs/data.md"
        ) from error
    twice = [key for key, count in Counter(entry.id for entry in entries).items() if count > 1]
    if twice:
        raise SourceFormatError(
            f"expected every id once in {path.name}, found {twice[0]} twice; rename one of them"
        )
    return entries


def read_tips(path: Path) -> tuple[Tip, ...]:
    """The tips, in the order of the file.

    Raises:
        SourceFormatError: The file is no list of tips.
    """
    return tuple(
        Tip(
            tip_id=entry.id,
            text=entry.text,
            english=entry.english,
            citations=tuple(entry.citations),
            cases=tuple(map(CaseId, entry.cases)),
        )
        for entry in _read(path, _Tip, "tips")
    )


def read_quiz(path: Path) -> tuple[QuizItem, ...]:
    """The quiz questions, in the order of the file.

    Raises:
        SourceFormatError: The file is no list of quiz questions.
    """
    return tuple(
        QuizItem(
            quiz_id=entry.id,
            question=entry.question,
            english_question=entry.english_question,
            options=tuple(entry.options),
            english_options=tuple(entry.english_options),
            correct=entry.correct,
            explanation=entry.explanation,
            english_explanation=entry.english_explanation,
            citations=tuple(entry.citations),
            cases=tuple(map(CaseId, entry.cases)),
        )
        for entry in _read(path, _Quiz, "quiz questions")
    )
