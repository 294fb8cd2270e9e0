"""Takes imported texts and cases back; what they had replaced shows again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from knowledge.errors import KnowledgeError, SourceFormatError, UnresolvedReference
from knowledge.importing.kept import IMPORTED, ORIGINALS, Origin, imported_files, note, read_kept
from knowledge.readers.cases import read_case
from knowledge.readers.official import as_statute, read_official


def remove(folder: Path, identifier: str) -> list[str]:
    """Take every imported version of ``identifier`` back, or one of them (``ID@DAY``).

    Args:
        folder: The folder of sources in the data folder.
        identifier: As ``knowledge history`` and ``knowledge list`` show it.

    Returns:
        One line per text.

    Raises:
        UnresolvedReference: Nothing of this id was imported.
        SourceFormatError: The folder cannot be written.
    """
    wanted = list(_found(folder, identifier))
    if not wanted:
        raise UnresolvedReference(
            f"expected the id of an imported text or case, found {identifier!r}; `yuanfa knowledge history` shows them"
        )
    said = []
    try:
        for path, title, origins in wanted:
            path.unlink()
            note(
                folder,
                when=datetime.now().astimezone().isoformat(timespec="seconds"),
                did="remove",
                title=title,
                id=identifier.split("@")[0],
                version=path.stem,
                files=[[origin.file, origin.sha256] for origin in origins],
            )
            said.append(f"{path.stem}: 《{title}》 taken back")
        _drop_originals(folder, [origin for _, _, origins in wanted for origin in origins])
    except OSError as error:
        raise SourceFormatError(
            f"expected to write to {folder}, found: {error.strerror}; correct its rights or set YUANFA_DATA_DIR"
        ) from error
    return said


def _found(folder: Path, identifier: str) -> Iterator[tuple[Path, str, tuple[Origin, ...]]]:
    for path in imported_files(folder):
        named = path.stem == identifier or path.stem.split("@")[0] == identifier
        try:
            if path.suffix.lower() == ".json":
                if named:
                    kept = read_kept(path)
                    yield path, kept.text.title, kept.origins
            else:
                text = read_official(path)
                if named or as_statute(text, None)[0].law_id == identifier:
                    yield path, text.title, ()
        except KnowledgeError:
            if named:
                yield path, path.name, ()
    for path in sorted((folder / "cases").glob("*.md")):
        if path.stem == identifier:
            yield path, read_case(path).title, ()


def _drop_originals(folder: Path, origins: list[Origin]) -> None:
    """Originals that no other text came from."""
    used = set()
    for path in (folder / IMPORTED).glob("*.json"):
        try:
            used |= {origin.sha256 for origin in read_kept(path).origins}
        except KnowledgeError:
            return  # what it came from is not known: nothing is deleted
    for origin in origins:
        if origin.sha256 not in used:
            for original in (folder / ORIGINALS).glob(f"{origin.sha256}.*"):
                original.unlink()
