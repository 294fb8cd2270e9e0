"""Cases as Markdown: YAML front matter, then sections of points (docs/data.md, ``case-*.md``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from knowledge.errors import SourceFormatError
from knowledge.models import Case, CaseId, Point, Section
from knowledge.readers.yaml_source import load_yaml

SECTIONS = {
    "案情": Section.FACTS,
    "程序": Section.PROCEDURE,
    "结果": Section.OUTCOME,
    "规则": Section.RULE,
    "素材没有写": Section.NOT_STATED,
    "容易说错": Section.CORRECTION,
}
"""Headings of a case file and what they mean, in the order in which they are shown."""

MINOR_INVOLVED = "涉及未成年人，不提供可识别身份的信息。"
"""Stands under a case that a minor is involved in (``minor_involved``)."""

INFERRED = "（推断）"
"""Stands after a reference that the source does not name."""

_FENCE = "---"
_KEY = re.compile(r"([a-z_]+)\s*:")
_HEADING = re.compile(r"##\s++(\S.*)")
_BULLET = re.compile(r"-\s++(\S.*)")
_FIELD = re.compile(r"(问|EN|Q|依据)\s*[:：]\s*(.*)$")
_REFERENCE_BREAK = re.compile(r"[；;|]")

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Slug = Annotated[str, StringConstraints(pattern=r"^case-[a-z0-9-]{1,35}$")]


class _FrontMatter(BaseModel):
    """What stands between the two fences, checked where it enters."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: _Slug
    title: _Text
    english_title: _Text
    names: Annotated[list[_Text], Field(min_length=1)]
    standing: Literal["press", "guiding", "typical", "reference", "press_release", "event", "judgment"]
    standing_text: _Text
    parties: list[_Text] = []
    court: _Text | None = None
    summary: Annotated[_Text, Field(max_length=220)]
    english_summary: _Text
    laws: list[_Text] = []
    confusable_with: list[_Slug] = []
    minor_involved: bool = False
    seed: bool = False
    source: _Text


@dataclass(slots=True)
class _Draft:
    """A point while its lines are being read."""

    section: Section
    line: int
    text: str
    fields: dict[str, str] = field(default_factory=dict)


def read_case(path: Path) -> Case:
    """The case of one file.

    Raises:
        SourceFormatError: one sentence with file and line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8."
        raise SourceFormatError(message) from None
    return parse_case(text, str(path))


def parse_case(text: str, name: str) -> Case:
    """The case written in ``text``; ``name`` is the file that an error should point to."""
    lines = text.splitlines()
    end = _end_of_front_matter(lines, name)
    front = _front_matter(lines[1:end], name)
    points = tuple(_point(draft, name) for draft in _drafts(lines, end + 1, name))
    if not points:
        raise _wrong(name, len(lines), "no point found; write at least one bullet under ## 案情")
    return Case(
        case_id=CaseId(front.id),
        title=front.title,
        english_title=front.english_title,
        names=tuple(front.names),
        standing=front.standing,
        standing_text=_standing(front),
        parties=tuple(front.parties),
        court=front.court,
        summary=front.summary,
        english_summary=front.english_summary,
        points=points,
        laws=tuple(front.laws),
        confusable_with=tuple(CaseId(other) for other in front.confusable_with),
        minor_involved=front.minor_involved,
        source=front.source,
        seed=front.seed,
    )


def _standing(front: _FrontMatter) -> str:
    """What kind of source a case has; where a minor is involved it says that nobody is made identifiable."""
    if not front.minor_involved or MINOR_INVOLVED in front.standing_text:
        return front.standing_text
    return f"{front.standing_text.rstrip('。')}；{MINOR_INVOLVED}"


def _wrong(name: str, line: int, message: str) -> SourceFormatError:
    """One sentence that begins with file and line, as editors and terminals jump to it."""
    return SourceFormatError(f"{name}:{line}: {message}.")


def _end_of_front_matter(lines: list[str], name: str) -> int:
    """Index of the closing fence."""
    if not lines or lines[0].rstrip() != _FENCE:
        raise _wrong(name, 1, "a case begins with front matter; the first line should be ---")
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return index
    raise _wrong(name, 1, "the front matter is not closed; end it with a line that holds only ---")


def _front_matter(lines: list[str], name: str) -> _FrontMatter:
    """The checked front matter; line numbers of errors count from the top of the file."""
    keys: dict[str, int] = {}
    for number, line in enumerate(lines, start=2):
        match = _KEY.match(line)
        if match is None:
            continue
        # YAML would keep the last of two equal keys without a word.
        if match[1] in keys:
            raise _wrong(name, number, f"the key {match[1]} stands twice")
        keys[match[1]] = number
    try:
        data = load_yaml("\n".join(lines))
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark.line + 2 if error.problem_mark else 2
        raise _wrong(name, where, f"the front matter is not YAML: {error.problem}") from None
    except yaml.YAMLError:
        raise _wrong(name, 2, "the front matter holds a character YAML does not allow") from None
    if not isinstance(data, dict):
        raise _wrong(name, 2, "the front matter should be a list of keys with values")
    try:
        return _FrontMatter.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        key = str(first["loc"][0]) if first["loc"] else ""
        path = ".".join(str(part) for part in first["loc"])
        raise _wrong(name, keys.get(key, 2), f"{path}: {first['msg']}") from None


def _drafts(lines: list[str], start: int, name: str) -> Iterator[_Draft]:
    """Points as written, one after the other."""
    section: Section | None = None
    seen: set[Section] = set()
    draft: _Draft | None = None
    for number, line in enumerate(lines[start:], start=start + 1):
        if not line.strip():
            continue
        if heading := _HEADING.match(line):
            if draft is not None:
                yield draft
                draft = None
            section = _section(heading[1].rstrip(), name, number)
            if section in seen:
                raise _wrong(name, number, f"the section {heading[1]} stands twice")
            seen.add(section)
        elif section is None:
            raise _wrong(name, number, "text before the first section; put it under ## 案情")
        elif bullet := _BULLET.match(line):
            if draft is not None:
                yield draft
            draft = _Draft(section, number, bullet[1].rstrip())
        elif draft is not None and line[0] in " \t":
            _take_line(draft, line.strip(), name, number)
        else:
            raise _wrong(name, number, "expected a bullet (- ...) or an indented line of one")
    if draft is not None:
        yield draft


def _section(title: str, name: str, number: int) -> Section:
    """The section with this heading."""
    try:
        return SECTIONS[title]
    except KeyError:
        known = "、".join(SECTIONS)
        raise _wrong(name, number, f"unknown section {title}; expected one of {known}") from None


def _take_line(draft: _Draft, line: str, name: str, number: int) -> None:
    """Add an indented line to its point: a field, or the rest of a long text."""
    match = _FIELD.match(line)
    if match is None:
        if draft.fields:
            raise _wrong(name, number, "an indented line should begin with 问：, EN:, Q: or 依据：")
        draft.text += line
        return
    key, value = match[1], match[2].strip()
    if key in draft.fields:
        raise _wrong(name, number, f"the point has two lines that begin with {key}")
    if not value:
        raise _wrong(name, number, f"nothing stands after {key}")
    draft.fields[key] = value


def _point(draft: _Draft, name: str) -> Point:
    """The finished point.

    A point nobody can ask for would never be shown.
    """
    if "问" not in draft.fields:
        raise _wrong(name, draft.line, "the point has no 问： line and could never be found")
    written = _split(draft.fields.get("依据", ""), _REFERENCE_BREAK)
    return Point(
        section=draft.section,
        text=draft.text,
        english=draft.fields.get("EN", ""),
        questions=_split(draft.fields["问"], re.compile(r"\|")),
        questions_en=_split(draft.fields.get("Q", ""), re.compile(r"\|")),
        citations=tuple(reference.replace(INFERRED, "").strip() for reference in written),
        inferred=any(INFERRED in reference for reference in written),
    )


def _split(value: str, separator: re.Pattern[str]) -> tuple[str, ...]:
    """The parts between separators, without empty ones."""
    return tuple(part.strip() for part in separator.split(value) if part.strip())
