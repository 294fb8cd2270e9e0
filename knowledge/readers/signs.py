"""Reads the signs of what a message is or asks for (``signs/*.yaml``; format: docs/data.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from knowledge import places
from knowledge.alternatives import alternatives_of, without, written_out
from knowledge.errors import SourceFormatError
from knowledge.readers.yaml_source import load_yaml
from knowledge.signs import Sign

SIGNS = Path(str(resources.files("knowledge") / "data" / "signs"))
"""What decides about a message and not about passages: an index does not depend on it."""

_PLACE = re.compile(r"\{([a-z_]+)\}")
_FORBIDS = "(?!"

_Examples = Annotated[
    list[str], AfterValidator(lambda examples: [text for one in examples for text in written_out(one)])
]
"""As an author writes them, ``(他|她)打我``, and as they are read: written out."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")
    kind: str = Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")
    all: list[str] = []
    any: list[str] = []
    none: list[str] = []
    matches: _Examples = Field(min_length=1)
    spares: _Examples = []

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if not self.all and not self.any:
            raise ValueError(f"sign {self.id} has neither all nor any")
        return self


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    cased: bool = False
    together: bool = False
    parts: dict[str, list[str]] = {}
    signs: list[_Entry] = Field(min_length=1)


_known: dict[Path, tuple[Sign, ...]] = {}


def know(folder: Path, signs: tuple[Sign, ...]) -> None:
    """Take what was read from a folder of signs before, instead of reading it; what is read already stays."""
    _known.setdefault(folder, signs)


def signs_in(folder: Path) -> tuple[Sign, ...]:
    """The signs of all files of a folder, read once.

    Raises:
        SourceFormatError: A file of them is no file of signs.
    """
    if folder not in _known:
        know(folder, tuple(sign for path in sorted(folder.glob("*.yaml")) for sign in read_signs(path)))
    return _known[folder]


def built_in_signs() -> tuple[Sign, ...]:
    """The signs that come with the project.

    Raises:
        SourceFormatError: A file of them is no file of signs.
    """
    return signs_in(SIGNS)


@cache
def signs_of(group: str, kind: str | None = None) -> tuple[Sign, ...]:
    """Those of one file, or of one kind in it; at least one.

    Raises:
        SourceFormatError: There are none.
    """
    found = tuple(sign for sign in built_in_signs() if sign.group == group and kind in {None, sign.kind})
    if not found:
        raise SourceFormatError(f"expected signs of {kind or 'any kind'} in {group}.yaml, found none")
    return found


def read_signs(path: Path) -> tuple[Sign, ...]:
    """The signs of one file, in its order; the group is the name of the file.

    Raises:
        SourceFormatError: It holds no signs, or a pattern that is none.
    """
    try:
        held = _read(path)
        return _signs(path.stem, held, held.signs, _joined(held.parts))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError, KeyError, re.error) as error:
        first = str(error).splitlines()[0]
        raise SourceFormatError(f"expected signs in {path.name}, found: {first}; see docs/data.md") from error


@cache
def unexercised(path: Path) -> tuple[str, ...]:
    """Alternatives and ways of a file of signs that no example of it needs: without each, every example is judged as before.

    Returns:
        ``verdict: 胜算`` for one of a sign, ``{lawish}: 条例`` for one of a part.
    """
    held = _read(path)
    joined = _joined(held.parts)
    proofs = [_Proof(entry, _filled(joined), held.cased) for entry in held.signs]
    return tuple(_of_parts(joined, proofs)) + tuple(_of_signs(joined, proofs))


class _Proof:
    """Which examples of one sign each of its patterns is found in, so that a changed pattern alone is searched again."""

    def __init__(self, entry: _Entry, parts: Mapping[str, str], cased: bool) -> None:
        self.entry = entry
        self._cased = cased
        self._examples = (*entry.matches, *entry.spares)
        every = range(len(self._examples))
        self._has = {
            field: [self._found(_compiled(one, parts, cased), every) for one in patterns]
            for field, patterns in self.patterns()
        }

    def patterns(self) -> Iterator[tuple[str, list[str]]]:
        """The sign's conditions by the field that they stand in."""
        for field in ("all", "any", "none"):
            yield field, getattr(self.entry, field)

    def alike(self, changed: Mapping[tuple[str, int], str | None], parts: Mapping[str, str]) -> bool:
        """Every example is still judged right with these patterns, by field and place, instead; None takes one away."""
        has = {field: dict(enumerate(found)) for field, found in self._has.items()}
        for (field, place), pattern in changed.items():
            before = has[field].pop(place)
            if pattern is not None:
                compiled = _compiled(pattern, parts, self._cased)
                # Fewer alternatives find less, but where they stand in what must not follow.
                touched = range(len(self._examples)) if _FORBIDS in compiled.pattern else before
                has[field][place] = self._found(compiled, touched)
        judged = set(range(len(self._examples))).intersection(*has["all"].values())
        if self.entry.any:
            judged &= set().union(*has["any"].values())
        return judged.difference(*has["none"].values()) == set(range(len(self.entry.matches)))

    def _found(self, pattern: re.Pattern[str], places: Iterable[int]) -> set[int]:
        return {place for place in places if pattern.search(self._examples[place])}


def _of_parts(joined: Mapping[str, str], proofs: Sequence[_Proof]) -> Iterator[str]:
    for name, whole in joined.items():
        users = [
            (proof, changed)
            for proof in proofs
            if (
                changed := {
                    (field, place): pattern
                    for field, patterns in proof.patterns()
                    for place, pattern in enumerate(patterns)
                    if name in _parts_of(pattern, joined)
                }
            )
        ]
        for span in alternatives_of(whole):
            parts = _filled({**joined, name: without(whole, span)})
            # One after the other: the first sign that needs it ends the search.
            if all(proof.alike(changed, parts) for proof, changed in users):
                yield f"{{{name}}}: {whole[slice(*span)]}"


def _parts_of(pattern: str, joined: Mapping[str, str]) -> frozenset[str]:
    """The parts that a pattern is made of, and the parts that these are made of."""
    found: set[str] = set()
    left = [pattern]
    while left:
        new = {name for name in _PLACE.findall(left.pop()) if name in joined} - found
        found |= new
        left += [joined[name] for name in new]
    return frozenset(found)


def _of_signs(joined: Mapping[str, str], proofs: Sequence[_Proof]) -> Iterator[str]:
    parts = _filled(joined)
    for proof in proofs:
        for field, patterns in proof.patterns():
            for place, pattern in enumerate(patterns):
                # What is nothing but a part is proved where the part stands.
                whole = field == "any" or (field == "none" and not _PLACE.fullmatch(pattern))
                if whole and proof.alike({(field, place): None}, parts):
                    yield f"{proof.entry.id}: {pattern}"
                for span in alternatives_of(pattern):
                    if proof.alike({(field, place): without(pattern, span)}, parts):
                        yield f"{proof.entry.id}: {pattern[slice(*span)]}"


def _read(path: Path) -> _File:
    return _File.model_validate(load_yaml(path.read_text(encoding="utf-8")))


def _signs(group: str, held: _File, entries: list[_Entry], joined: Mapping[str, str]) -> tuple[Sign, ...]:
    parts = _filled(joined)
    return tuple(
        Sign(
            sign_id=entry.id,
            group=group,
            kind=entry.kind,
            every=tuple(
                _compiled(one, parts, held.cased)
                for one in (*entry.all, *(["|".join(entry.any)] if entry.any else []))
            ),
            never=tuple(_compiled(one, parts, held.cased) for one in entry.none),
            matches=tuple(entry.matches),
            spares=tuple(entry.spares),
            together=held.together,
        )
        for entry in entries
    )


def _joined(parts: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: "(?:" + "|".join(alternatives) + ")" for name, alternatives in parts.items()}


@cache
def _given() -> dict[str, str]:
    """Parts that every file may use: the places whose law is not that of mainland China."""
    return {"abroad": f"(?:{places.abroad()})"}


def _filled(joined: Mapping[str, str]) -> dict[str, str]:
    """Each part with the parts in it filled in; a part may hold those that stand before it."""
    filled = dict(_given())
    for name, whole in joined.items():
        filled[name] = _with(whole, filled)
    return filled


def _with(pattern: str, parts: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: parts[place.group(1)], pattern)


def _compiled(pattern: str, parts: Mapping[str, str], cased: bool) -> re.Pattern[str]:
    return re.compile(_with(pattern, parts), re.NOFLAG if cased else re.IGNORECASE)
