"""The index folder: written beside the old one, then swapped in; loaded only when it fits.

index/
manifest.json      format, encoder, corpus digest, counts, SHA-256 of every other file
text.faiss         vectors of the texts of passages
question.faiss     vectors of the phrasings that passages answer
units.npy          vectors of the units of articles, float16 [units, dim]; mapped, not read
rows.npz           text_rows, question_rows, unit_rows: int32, row number to passage number
text-words/        BM25 over texts
question-words/    BM25 over phrasings
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, ValidationError

from index.dense import DenseIndex
from index.errors import IndexDamaged, IndexMismatch, IndexMissing
from index.lexical import LexicalIndex
from index.lock import mend_unless_building
from index.mapped import mapped

FORMAT = 3
"""Raised when the layout or the meaning of a file changes, or which texts are searched."""

INDEX_FOLDER = "index"
"""Its name in the data folder."""
MANIFEST = "manifest.json"
REBUILD = "run `yuanfa index build`"

Rows = npt.NDArray[np.int32]


class Manifest(BaseModel):
    """What an index folder was built from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    encoder: str
    dimension: int
    corpus: str
    as_of: date
    """The day whose law is indexed."""
    next_change: date | None
    """First later day on which the law held changes: from then on the index must be built anew."""
    passages: int
    texts: int
    questions: int
    units: int
    files: dict[str, str]


class IndexParts(BaseModel):
    """The arrays and indexes of a folder, in memory."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    text_dense: DenseIndex
    question_dense: DenseIndex
    unit_vectors: npt.NDArray[np.float16]
    text_words: LexicalIndex
    question_words: LexicalIndex
    text_rows: Rows
    question_rows: Rows
    unit_rows: Rows


def write_index(folder: Path, parts: IndexParts, describe: Callable[[dict[str, str]], Manifest]) -> Manifest:
    """Write a folder beside ``folder`` and swap it in; a crash leaves the old one in place."""
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    parts.text_dense.save(fresh / "text.faiss")
    parts.question_dense.save(fresh / "question.faiss")
    parts.text_words.save(fresh / "text-words")
    parts.question_words.save(fresh / "question-words")
    np.save(fresh / "units.npy", parts.unit_vectors)
    np.savez(
        fresh / "rows.npz",
        text_rows=parts.text_rows,
        question_rows=parts.question_rows,
        unit_rows=parts.unit_rows,
    )
    manifest = describe(_checksums(fresh))
    (fresh / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")

    previous = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(previous, ignore_errors=True)
    if folder.exists():
        folder.rename(previous)
    fresh.rename(folder)
    shutil.rmtree(previous, ignore_errors=True)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Read what a folder was built from.

    Raises:
        IndexMissing: There is no index in the folder.
        IndexDamaged: The manifest cannot be read.
        IndexMismatch: Another version of Yuanfa wrote it.
    """
    mend_unless_building(folder)
    path = folder / MANIFEST
    if not path.is_file():
        raise IndexMissing(f"expected an index in {folder} (YUANFA_DATA_DIR), found none; {REBUILD}")
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(raw, dict) and raw.get("format") != FORMAT:
            raise IndexMismatch(
                f"expected an index of format {FORMAT} in {folder}, found format "
                f"{raw.get('format')}; {REBUILD}"
            )
        return Manifest.model_validate(raw)
    except (ValidationError, ValueError, OSError) as error:
        raise IndexDamaged(
            f"expected a readable {MANIFEST} in {folder}, found a damaged one; {REBUILD}"
        ) from error


def check_fit(folder: Path | str, manifest: Manifest, *, encoder: str, corpus: str, today: date) -> None:
    """Refuse a folder, or another place so called, that was built from something else.

    Raises:
        IndexMismatch: The encoder, the sources or the law in force are not those of the folder.
    """
    if manifest.encoder != encoder:
        raise IndexMismatch(
            f"expected an index for the embedding model {encoder} (YUANFA_EMBEDDING_MODEL), found "
            f"one for {manifest.encoder} in {folder}; {REBUILD}"
        )
    if manifest.corpus != corpus:
        raise IndexMismatch(
            f"expected the index in {folder} to be built from the sources as they are now, found "
            f"one built from others; {REBUILD}"
        )
    if manifest.next_change is not None and today >= manifest.next_change:
        raise IndexMismatch(
            f"expected the index in {folder} to hold the law of {today}, found the law as it was "
            f"before {manifest.next_change}; {REBUILD}"
        )


def load_parts(folder: Path, manifest: Manifest) -> IndexParts:
    """Read the folder after comparing every checksum.

    Raises:
        IndexDamaged: A file is absent or not as it was written.
    """
    verify_files(folder, manifest)
    try:
        with np.load(folder / "rows.npz", allow_pickle=False) as rows:
            text_rows, question_rows, unit_rows = (
                rows[name] for name in ("text_rows", "question_rows", "unit_rows")
            )
        unit_vectors = mapped(folder / "units.npy")
    except (OSError, ValueError, KeyError) as error:
        raise IndexDamaged(
            f"expected readable rows.npz and units.npy in {folder}, found one that is not; {REBUILD}"
        ) from error
    return IndexParts(
        text_dense=DenseIndex.load(folder / "text.faiss"),
        question_dense=DenseIndex.load(folder / "question.faiss"),
        unit_vectors=unit_vectors,
        text_words=LexicalIndex.load(folder / "text-words", manifest.texts),
        question_words=LexicalIndex.load(folder / "question-words", manifest.questions),
        text_rows=text_rows,
        question_rows=question_rows,
        unit_rows=unit_rows,
    )


def verify_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the checksum in the manifest.

    Raises:
        IndexDamaged: One differs, is absent or is too many.
    """
    found = _checksums(folder)
    for name in sorted(set(found) | set(manifest.files)):
        if found.get(name) != manifest.files.get(name):
            state = "absent" if name not in found else "changed or added"
            raise IndexDamaged(f"expected {folder / name} as it was built, found it {state}; {REBUILD}")


def _checksums(folder: Path) -> dict[str, str]:
    sums = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST:
            with path.open("rb") as file:
                sums[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return sums
