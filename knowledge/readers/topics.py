"""Reads the curated files of topics, hotlines, slang and glosses (formats: docs/data.md).

Pydantic checks what enters; what leaves are the dataclasses of :mod:`knowledge.models`. Whether the
articles and cases that a topic names exist is for the library to say, which alone holds them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints, ValidationError, model_validator

from knowledge.danger import Danger
from knowledge.errors import SourceFormatError
from knowledge.models import CaseId, Correction, Hotline, Slang, Topic, TopicArticle, TopicId
from knowledge.people import Fact, Side
from knowledge.readers.yaml_source import load_yaml

Line = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\n]+$")]
"""One line of text; a line break in it is a slip of indentation in the file."""

MAX_STEPS = 4
"""What fits on the screen of a phone beside the excerpts (expectations for an answer)."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True, frozen=True)


class _ArticleEntry(_Entry):
    cite: Line
    layer: Literal["criminal", "public_order", "administrative", "civil", "platform", "procedure", "general"]
    mark: str = ""


class _CorrectionEntry(_Entry):
    premises: list[Line] = Field(min_length=1)
    text: Line
    english: str = ""


class _AppliesEntry(_Entry):
    side: list[Annotated[Side, Strict(False)]] = Field(default_factory=list)
    needs: list[Annotated[Fact, Strict(False)]] = Field(default_factory=list)
    bars: list[Annotated[Fact, Strict(False)]] = Field(default_factory=list, alias="not")

    @model_validator(mode="after")
    def _possible(self) -> _AppliesEntry:
        if not (self.side or self.needs or self.bars):
            raise ValueError("names no side and no fact; leave applies out")
        if both := set(self.needs) & set(self.bars):
            raise ValueError(f"{min(both)} stands under needs and under not; keep one")
        for name in ("side", "needs", "bars"):
            if twice := _first_repeated(getattr(self, name)):
                raise ValueError(f"{name} has {twice!r} twice")
        return self


class _TopicEntry(_Entry):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    title: Annotated[Line, StringConstraints(max_length=40)]
    english_title: Line
    of: str = ""
    field: str = ""
    danger: Annotated[Danger, Strict(False)] | Literal[""] = ""
    conclusion: Annotated[Line, StringConstraints(max_length=220)]
    english_conclusion: Line
    articles: list[_ArticleEntry] = Field(min_length=1, max_length=8)
    applies: _AppliesEntry | None = None
    sources: dict[Line, Line] = Field(default_factory=dict)
    steps: list[Line] = Field(default_factory=list, max_length=MAX_STEPS)
    english_steps: list[Line] = Field(default_factory=list, max_length=MAX_STEPS)
    hotlines: list[Line] = Field(default_factory=list, max_length=3)
    ask: list[Line] = Field(min_length=1)
    ask_en: list[Line] = Field(default_factory=list)
    corrections: list[_CorrectionEntry] = Field(default_factory=list)
    related_cases: list[Annotated[str, StringConstraints(pattern=r"^case-[a-z0-9-]+$")]] = Field(
        default_factory=list
    )

    @model_validator(mode="after")
    def _consistent(self) -> _TopicEntry:
        if bool(self.of) == bool(self.field):
            raise ValueError(
                "expected either field or of (the topic whose field, steps and hotlines hold here, too)"
            )
        if len(self.steps) != len(self.english_steps):
            raise ValueError(
                f"{len(self.steps)} steps but {len(self.english_steps)} english_steps, "
                "expected one English step for each step"
            )
        for name in ("hotlines", "ask", "ask_en", "related_cases"):
            if twice := _first_repeated(getattr(self, name)):
                raise ValueError(f"{name} has {twice!r} twice")
        return self


class _HotlineEntry(_Entry):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,19}$")]
    label: Line
    use: Line
    hours: Line
    english: Line
    source: Line


class _SlangEntry(_Entry):
    words: list[Line] = Field(min_length=1)
    legal: Line
    english: str = ""


_Model = TypeVar("_Model", bound=_Entry)


def read_topic_file(path: Path) -> tuple[Topic, ...]:
    """The topics of one file, as they stand in it: what one takes from another topic is not filled in."""
    return tuple(_topic(_validated(_TopicEntry, raw, path, name)) for name, raw in _entries(path, key="id"))


def read_hotlines(path: Path) -> tuple[Hotline, ...]:
    """The hotlines, as they stand in the file; ids are unique."""
    hotlines: list[Hotline] = []
    for name, raw in _entries(path, key="id"):
        entry = _validated(_HotlineEntry, raw, path, name)
        if any(entry.id == known.hotline_id for known in hotlines):
            raise SourceFormatError(f"{path.name}, entry {entry.id}: the id stands in it twice.")
        hotlines.append(Hotline(entry.id, entry.label, entry.use, entry.hours, entry.english, entry.source))
    return tuple(hotlines)


def read_slang(path: Path) -> tuple[Slang, ...]:
    """The slang, as it stands in the file; a word has one meaning (the longest match wins)."""
    slang: list[Slang] = []
    seen: dict[str, str] = {}
    for name, raw in _entries(path, key="words"):
        entry = _validated(_SlangEntry, raw, path, name)
        for word in entry.words:
            if word in seen:
                raise SourceFormatError(
                    f"{path.name}, entry {name}: the word {word} stands under {seen[word]} already."
                )
            seen[word] = name
        slang.append(Slang(tuple(entry.words), entry.legal, entry.english))
    return tuple(slang)


def read_glosses(path: Path) -> dict[str, str]:
    """Our unofficial English of articles and paragraphs, by the reference as written."""
    loaded = _load(path)
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise SourceFormatError(
            f"{path.name}: expected a mapping from references to English, found a {type(loaded).__name__}."
        )
    for reference, english in loaded.items():
        if not (isinstance(reference, str) and isinstance(english, str) and english.strip()):
            raise SourceFormatError(
                f"{path.name}, entry {reference}: expected a reference and its English as text, "
                f"found {type(english).__name__}."
            )
    return {reference: " ".join(english.split()) for reference, english in loaded.items()}


def read_steps_for(path: Path) -> dict[TopicId, frozenset[Side]]:
    """Whose steps a topic has, by its id; topics whose steps are everybody's are not named.

    Raises:
        SourceFormatError: it is no mapping from ids to lists of sides.
    """
    loaded = _load(path) or {}
    known = {side.value for side in Side}
    if not isinstance(loaded, dict):
        raise SourceFormatError(
            f"{path.name}: expected a mapping from topics to sides, found a {type(loaded).__name__}."
        )
    for topic_id, sides in loaded.items():
        if not isinstance(sides, list) or not sides or not known.issuperset(sides):
            raise SourceFormatError(
                f"{path.name}, entry {topic_id}: expected a list of {', '.join(sorted(known))}, found {sides}."
            )
    return {TopicId(topic_id): frozenset(map(Side, sides)) for topic_id, sides in loaded.items()}


def filled_in(
    topics: Mapping[TopicId, Topic], steps_for: Mapping[TopicId, frozenset[Side]]
) -> dict[TopicId, Topic]:
    """Topics by id; one within another has that one's field, and its steps and hotlines where it has none of its own.

    Args:
        topics: As their files have them.
        steps_for: From ``read_steps_for``; of topics with steps of their own.

    Raises:
        SourceFormatError: no whole topic has the id that ``of`` names, or none with steps one that ``steps_for`` names.
    """
    for topic_id in steps_for:
        if topic_id not in topics or not topics[topic_id].steps:
            raise SourceFormatError(f"steps.yaml: expected a topic with steps of its own, found {topic_id}.")
    told = {
        key: replace(topic, steps_for=steps_for[key]) if key in steps_for else topic
        for key, topic in topics.items()
    }
    return {key: topic if topic.of is None else _inherited(topic, told) for key, topic in told.items()}


def _inherited(topic: Topic, topics: Mapping[TopicId, Topic]) -> Topic:
    assert topic.of is not None
    whole = topics.get(topic.of)
    if whole is None or whole.of is not None:
        found = "no topic that has this id" if whole is None else "one that is itself within another"
        raise SourceFormatError(
            f"topic {topic.topic_id}: expected a whole topic under of, found {found} ({topic.of})."
        )
    return replace(
        topic,
        field=whole.field,
        steps=topic.steps or whole.steps,
        steps_for=topic.steps_for if topic.steps else whole.steps_for,
        english_steps=topic.english_steps or whole.english_steps,
        hotlines=topic.hotlines or whole.hotlines,
    )


def _topic(entry: _TopicEntry) -> Topic:
    return Topic(
        topic_id=TopicId(entry.id),
        title=entry.title,
        english_title=entry.english_title,
        conclusion=entry.conclusion,
        english_conclusion=entry.english_conclusion,
        articles=tuple(TopicArticle(a.cite, a.layer, a.mark) for a in entry.articles),
        questions=tuple(entry.ask),
        questions_en=tuple(entry.ask_en),
        steps=tuple(entry.steps),
        english_steps=tuple(entry.english_steps),
        hotlines=tuple(entry.hotlines),
        danger=entry.danger,
        corrections=tuple(Correction(tuple(c.premises), c.text, c.english) for c in entry.corrections),
        related_cases=tuple(CaseId(case) for case in entry.related_cases),
        field=entry.field,
        of=TopicId(entry.of) if entry.of else None,
        side=frozenset(entry.applies.side if entry.applies else ()),
        needs=frozenset(entry.applies.needs if entry.applies else ()),
        bars=frozenset(entry.applies.bars if entry.applies else ()),
        figure_sources=tuple(entry.sources.items()),
    )


def _load(path: Path) -> Any:
    try:
        return load_yaml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceFormatError(f"{path.name}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise SourceFormatError(f"{path.name}: expected UTF-8 text, found other bytes.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        problem = getattr(error, "problem", None) or "not YAML"
        raise SourceFormatError(f"{path.name}{where}: {problem}.") from error


def _entries(path: Path, *, key: str) -> list[tuple[str, Any]]:
    """The entries of a list file, each with a name to find it by in an error message."""
    loaded = _load(path)
    if loaded is None:
        return []
    if not isinstance(loaded, list):
        raise SourceFormatError(f"{path.name}: expected a list of entries, found a {type(loaded).__name__}.")
    named = []
    for position, raw in enumerate(loaded, start=1):
        value = raw.get(key) if isinstance(raw, dict) else None
        first = value[0] if isinstance(value, list) and value else value
        named.append((str(first) if first else f"number {position}", raw))
    return named


def _validated(model: type[_Model], raw: Any, path: Path, name: str) -> _Model:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        detail = f"{where}: {message}" if where else message
        raise SourceFormatError(f"{path.name}, entry {name}: {detail}.") from error


def _first_repeated(values: Sequence[str]) -> str | None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None
