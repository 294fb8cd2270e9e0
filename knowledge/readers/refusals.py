"""Reads the kinds of request that are refused (``refusals.yaml``; format: docs/data.md)."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import SourceFormatError
from knowledge.models import Refusal
from knowledge.readers.yaml_source import load_yaml


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z_]{0,30}$")
    text: str = Field(min_length=1)
    english: str = Field(min_length=1)
    citations: list[str] = []
    alternative: str = ""
    english_alternative: str = ""
    hotlines: list[str] = []
    ask: list[str] = Field(min_length=1)


def read_refusals(path: Path) -> tuple[Refusal, ...]:
    """The refusals, as they stand in the file.

    Raises:
        SourceFormatError: The file is no list of refusals.
    """
    try:
        loaded = load_yaml(path.read_text(encoding="utf-8"))
        entries = [_Entry.model_validate(raw) for raw in loaded]
    except (OSError, yaml.YAMLError, ValidationError, TypeError) as error:
        first = str(error).splitlines()[0]
        raise SourceFormatError(
            f"expected a list of refusals in {path.name}, found: {first}; see docs/data.md"
        ) from error
    return tuple(
        Refusal(
            refusal_id=entry.id,
            text=entry.text,
            english=entry.english,
            citations=tuple(entry.citations),
            alternative=entry.alternative,
            english_alternative=entry.english_alternative,
            questions=tuple(entry.ask),
            hotlines=tuple(entry.hotlines),
        )
        for entry in entries
    )
