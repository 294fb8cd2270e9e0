"""Reads the registry: laws with their names and versions, moved articles, named texts.

The formats of ``laws.yaml``, ``renumbering.yaml`` and ``named_texts.yaml`` are in docs/data.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from knowledge.errors import SourceFormatError
from knowledge.models import ArticleNumber, Kind, Law, LawId, NamedText, Renumbering
from knowledge.readers.statutes import KnownVersion
from knowledge.readers.yaml_source import load_yaml

_Confidence = Literal["checked", "web", "memory"]
_Slug = Annotated[str, Field(pattern=r"^[a-z0-9-]{2,28}$")]
_Name = Annotated[str, Field(min_length=2, pattern=r"^\S(?:.*\S)?$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Version(_Strict):
    published: date
    effective: date | None
    first_effective: date | None = None
    """When the law first came into force, where this version came later (defect D3)."""
    repealed: date | None = None
    note: str = ""
    articles: Annotated[int, Field(ge=1)] | None
    held: bool = True
    """False: the version is known, its text is not in the statute file."""
    confidence: _Confidence

    @model_validator(mode="after")
    def _dates_follow_each_other(self) -> _Version:
        if self.repealed is not None and self.repealed <= self.published:
            raise ValueError(f"repealed on {self.repealed}, before it was published")
        if self.first_effective and self.effective and self.first_effective > self.effective:
            raise ValueError(f"first_effective {self.first_effective} is after effective {self.effective}")
        return self


class _Law(_Strict):
    id: _Slug
    title: _Name
    kind: Literal["statute", "interpretation", "regulation"]
    short: Annotated[tuple[_Name, ...], Field(min_length=1)]
    english: Annotated[tuple[_Name, ...], Field(min_length=1)]
    document_number: Annotated[str, Field(pattern=r"^[^〔]+〔\d{4}〕\d+号$")] | None = None
    issuer: _Name
    predecessor: str | None = None
    versions: Annotated[tuple[_Version, ...], Field(min_length=1)]
    official_url: Annotated[str, Field(pattern=r"^https://")]
    source: _Name
    confidence: _Confidence
    doubt: str = ""

    @field_validator("versions")
    @classmethod
    def _oldest_first(cls, versions: tuple[_Version, ...]) -> tuple[_Version, ...]:
        days = [version.published for version in versions]
        if days != sorted(set(days)):
            raise ValueError(f"versions are not in the order of their publication: {days}")
        return versions


_Article = Annotated[str, Field(pattern=r"^[1-9]\d*(?:-[1-9]\d*)?$")]


class _Renumbering(_Strict):
    law: _Slug
    since: date
    old: _Article
    new: tuple[_Article, ...]
    subject: _Name
    note: str = ""
    source: _Name

    @field_validator("old", mode="before")
    @classmethod
    def _one(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value

    @field_validator("new", mode="before")
    @classmethod
    def _many(cls, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return [str(number) if isinstance(number, int) else number for number in value]


class _NamedText(_Strict):
    title: _Name
    names: tuple[_Name, ...]
    standing: Literal["repealed", "draft", "not_held", "foreign", "invented"]
    message: _Name
    message_en: _Name
    successors: tuple[_Name, ...] = ()
    articles: dict[Annotated[int, Field(ge=1)], tuple[_Name, ...]] = {}
    source: _Name
    until: date | None = None


_Model = TypeVar("_Model", bound=BaseModel)


def read_laws(path: Path) -> list[tuple[Law, Sequence[KnownVersion]]]:
    """Read the registry of laws, each with its known versions, oldest first."""
    found: list[tuple[Law, Sequence[KnownVersion]]] = []
    seen: dict[str, str] = {}
    for entry in _read(path, _Law):
        for key in (entry.id, entry.title):
            if key in seen:
                raise SourceFormatError(
                    f"{path.name}, entry {entry.id}: expected ids and titles to be unique, found {key} again"
                )
            seen[key] = entry.id
        law = Law(
            law_id=LawId(entry.id),
            title=entry.title,
            kind=Kind(entry.kind),
            short_names=entry.short,
            english_names=entry.english,
            document_number=entry.document_number,
            issuer=entry.issuer,
            predecessor=entry.predecessor,
            official_url=entry.official_url,
            source=entry.source,
            first_effective=_first_day(entry.versions),
            known_changes=tuple((v.effective or v.published, v.note) for v in entry.versions),
            doubt=entry.doubt,
        )
        versions = tuple(
            KnownVersion(
                published=version.published,
                effective_from=version.effective,
                note=version.note,
                trusted=version.effective is not None,
            )
            for version in entry.versions
        )
        found.append((law, versions))
    return found


def _first_day(versions: Sequence[_Version]) -> date:
    """Since when a law has been in force in some version; ``date.min`` where only a revision of an older one is known."""
    first = versions[0]
    if "修" in first.note and first.first_effective is None and len(versions) == 1:
        return date.min
    return min(v.first_effective or v.effective or v.published for v in versions)


def read_repeals(path: Path) -> dict[LawId, date]:
    """Read the first day on which each repealed law of the registry no longer holds."""
    return {
        LawId(entry.id): version.repealed
        for entry in _read(path, _Law)
        for version in entry.versions
        if version.repealed is not None
    }


def read_renumberings(path: Path) -> list[Renumbering]:
    """Read where articles of earlier versions stand today."""
    return [
        Renumbering(
            law_id=LawId(entry.law),
            old=_number(entry.old),
            new=tuple(_number(number) for number in entry.new),
            since=entry.since,
            subject=entry.subject,
            note=entry.note,
            source=entry.source,
        )
        for entry in _read(path, _Renumbering)
    ]


def read_named_texts(path: Path) -> list[NamedText]:
    """Read the texts that people cite though they are no law in force."""
    return [
        NamedText(
            title=entry.title,
            names=entry.names,
            standing=entry.standing,
            message=entry.message,
            message_en=entry.message_en,
            successors=entry.successors,
            article_successors=tuple(sorted(entry.articles.items())),
            source=entry.source,
            until=entry.until,
        )
        for entry in _read(path, _NamedText)
    ]


def _number(text: str) -> ArticleNumber:
    """``253-1`` is 第二百五十三条之一."""
    number, _, inserted = text.partition("-")
    return ArticleNumber(int(number), int(inserted or 0))


def _read(path: Path, model: type[_Model]) -> list[_Model]:
    """Read a YAML list of entries; the first fault is told in one sentence."""
    try:
        data = load_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise SourceFormatError(f"{path.name}: expected a readable YAML file, found: {reason}") from error
    if not isinstance(data, list):
        raise SourceFormatError(f"{path.name}: expected a list of entries, found {type(data).__name__}")
    entries: list[_Model] = []
    for position, raw in enumerate(data, 1):
        try:
            entries.append(model.model_validate(raw))
        except ValidationError as error:
            raise SourceFormatError(_sentence(path, position, raw, error)) from error
    return entries


def _sentence(path: Path, position: int, raw: object, error: ValidationError) -> str:
    name = ""
    if isinstance(raw, dict):
        name = str(raw.get("id") or raw.get("title") or f"{raw.get('law')} {raw.get('old')}")
    fault = error.errors()[0]
    where = ".".join(str(part) for part in fault["loc"]) or "the entry"
    value = fault.get("input")
    shown = repr(value)
    if len(shown) > 80:
        shown = shown[:80] + "…"
    return (
        f"{path.name}, entry {position} ({name or 'unnamed'}), {where}: "
        f"expected {fault['msg'].lower()}, found {shown}"
    )
