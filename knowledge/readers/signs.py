"""Reads the signs of danger, of harm and of small talk (``signs/*.yaml``; format: docs/data.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import SourceFormatError
from knowledge.readers.yaml_source import load_yaml
from knowledge.signs import Sign

SIGNS = Path(str(resources.files("knowledge") / "data" / "signs"))
"""What decides about a message and not about passages: an index does not depend on it."""

_PLACE = re.compile(r"\{([a-z_]+)\}")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")
    kind: str = Field(pattern=r"^[a-z][a-z_]{0,30}$")
    all: list[str] = Field(min_length=1)
    none: list[str] = []
    matches: list[str] = Field(min_length=1)
    spares: list[str] = []


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    parts: dict[str, list[str]] = {}
    signs: list[_Entry] = Field(min_length=1)


def built_in_signs() -> tuple[Sign, ...]:
    """The signs that come with the project.

    Raises:
        SourceFormatError: A file of them is no file of signs.
    """
    return tuple(sign for path in sorted(SIGNS.glob("*.yaml")) for sign in read_signs(path))


def read_signs(path: Path) -> tuple[Sign, ...]:
    """The signs of one file, in its order; the group is the name of the file.

    Raises:
        SourceFormatError: It holds no signs, or a pattern that is none.
    """
    try:
        held = _File.model_validate(load_yaml(path.read_text(encoding="utf-8")))
        parts = _filled(held.parts)
        return tuple(
            Sign(
                sign_id=entry.id,
                group=path.stem,
                kind=entry.kind,
                every=tuple(_compiled(one, parts) for one in entry.all),
                never=tuple(_compiled(one, parts) for one in entry.none),
                matches=tuple(entry.matches),
                spares=tuple(entry.spares),
            )
            for entry in held.signs
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError, KeyError, re.error) as error:
        first = str(error).splitlines()[0]
        raise SourceFormatError(f"expected signs in {path.name}, found: {first}; see docs/data.md") from error


def _filled(parts: Mapping[str, list[str]]) -> dict[str, str]:
    """Each part as one group of alternatives; a part may hold those that stand before it."""
    filled: dict[str, str] = {}
    for name, alternatives in parts.items():
        filled[name] = "(?:" + "|".join(_with(one, filled) for one in alternatives) + ")"
    return filled


def _with(pattern: str, parts: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: parts[place.group(1)], pattern)


def _compiled(pattern: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(_with(pattern, parts), re.IGNORECASE)
