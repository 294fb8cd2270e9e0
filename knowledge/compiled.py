"""The sources as they were last read, for a quick start: one file that is taken only when it is of these very sources.

Reading and checking every source takes seconds; this file holds what came of it, with the passages of one day and the articles that topics name. Its key covers every byte
of the sources, the modules that read them and the Python that runs; whatever does not fit is read anew. Nothing but
our own value types and expressions comes out of it: a name of anything else ends the reading (``pickle`` alone would call whatever the file says).
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import io
import os
import pickle
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from importlib import import_module, resources
from pathlib import Path
from typing import Any, Final

from knowledge.collector import kept_for_good
from knowledge.errors import UnresolvedReference
from knowledge.expressions import put_together, taken_apart
from knowledge.library import Library, sources_digest
from knowledge.models import Passage
from knowledge.passages import build_passages
from knowledge.readers.people import PEOPLE, people_signs
from knowledge.readers.signs import SIGNS, know
from knowledge.references import Reference, resolve_reference
from knowledge.signs import Sign

START: Final = b"yuanfa sources\n"
VALUE_MODULES: Final = (
    "knowledge.compiled", "knowledge.danger", "knowledge.gists", "knowledge.library", "knowledge.models", "knowledge.people",
    "knowledge.references", "knowledge.posts", "knowledge.signs",
)  # fmt: skip
OTHERS: Final = {
    ("datetime", "date"): date,
    ("re", "_compile"): re.compile,
    ("knowledge.expressions", "put_together"): put_together,
    ("builtins", "frozenset"): frozenset,
}
UNREADABLE: Final = (
    pickle.UnpicklingError, TypeError, ValueError, EOFError, AttributeError, LookupError, RuntimeError,
)  # fmt: skip
"""What reading a file of something else ends in."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the sources came to on one day."""

    library: Library
    passages: tuple[Passage, ...]
    references: Mapping[str, Reference]
    """Articles that topics lean on, by the citation as written."""
    people: tuple[Sign, ...]
    """Signs of what a message says of its asker."""

    @classmethod
    def of(cls, library: Library, as_of: date) -> Compiled:
        """Work out what is looked up at every start.

        What the law of ``as_of`` does not have is left out: a law that changes costs a topic an article, never the start.
        """
        written = {article.citation for topic in library.topics.values() for article in topic.articles}
        references: dict[str, Reference] = {}
        for one in sorted(written):
            with contextlib.suppress(UnresolvedReference):  # told by `yuanfa knowledge check`
                references[one] = resolve_reference(one, library, as_of)
        return cls(library, tuple(build_passages(library, as_of)), references, people_signs())


def key_of(statute_file: Path, folders: Sequence[Path], as_of: date) -> bytes:
    """SHA-256 over all that the sources come from, and the day of the passages."""
    total = hashlib.sha256(f"{sources_digest(statute_file, folders)} {as_of} {sys.version}".encode())
    package = Path(str(resources.files("knowledge")))
    # Signs, gists and whose steps they are, are no sources of an index, and yet part of what is compiled.
    data = package / "data"
    unindexed = [
        *(path for folder in ("signs", "people") for path in (data / folder).glob("*.yaml")),
        *data.glob("gists.tsv"),
        *data.glob("steps.yaml"),
    ]
    for path in sorted([*package.rglob("*.py"), *unindexed]):
        total.update(path.relative_to(package).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.digest()


class _Writer(pickle.Pickler):
    """Writes a frozen value as a call of its class, read five times faster than field by field, and expressions compiled."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, re.Pattern):
            parts = taken_apart(value)
            if parts is None:
                return re._compile, (value.pattern, value.flags)  # type: ignore[attr-defined]
            return put_together, parts
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return type(value), tuple(getattr(value, field.name) for field in dataclasses.fields(value))
        return NotImplemented


class _Reader(pickle.Unpickler):
    """Makes our own value types and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in OTHERS:
            return OTHERS[module, name]
        if module in VALUE_MODULES:
            found = getattr(import_module(module), name, None)
            if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is none of our values")


def write_compiled(path: Path, key: bytes, compiled: Compiled) -> None:
    """Put the file in place, whole or not at all.

    Raises:
        OSError: The folder cannot be written.
    """
    held = io.BytesIO()
    _Writer(held, protocol=5).dump(compiled)
    body = held.getvalue()
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(START + key + hashlib.sha256(body).digest())
            file.write(body)
        Path(partial).chmod(0o644)
        Path(partial).replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(partial).unlink()


def is_compiled(path: Path, key: bytes) -> bool:
    """There is a file of this key."""
    try:
        with path.open("rb") as file:
            return file.read(len(START) + len(key)) == START + key
    except OSError:
        return False


def read_compiled(path: Path, key: bytes) -> Compiled | None:
    """What the file holds, or None when there is none, it is of something else or it is damaged; its signs are not read again."""
    if not is_compiled(path, key):
        return None
    try:
        whole = memoryview(path.read_bytes())
    except OSError:
        return None
    start = len(START) + len(key)
    body = whole[start + hashlib.sha256().digest_size :]
    if hashlib.sha256(body).digest() != whole[start : len(whole) - len(body)]:
        return None
    with kept_for_good():
        try:
            found = _Reader(io.BytesIO(body)).load()
        except UNREADABLE:
            return None
    if not isinstance(found, Compiled):
        return None
    know(SIGNS, found.library.signs)
    know(PEOPLE, found.people)
    return found
