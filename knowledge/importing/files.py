"""The files of a path that an operator names: a file, a folder or a zip of them; nothing outside of it, nothing too large."""

from __future__ import annotations

import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from knowledge.errors import SourceFormatError
from knowledge.importing.encodings import LARGEST_FILE, too_large
from knowledge.importing.formats import SUFFIXES, TOLD

LARGEST_TOTAL: Final = 500_000_000
MOST_FILES: Final = 20_000
_RATIO: Final = 200
"""Text packs to about a quarter; a file that unpacks to hundreds of times its size is a bomb."""
_SMALL: Final = 1_000_000
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Found:
    """One file: its bytes, or the sentence on why it is not read."""

    name: str
    """Its path below the one that was named."""
    data: bytes = b""
    fault: str = ""


def find_files(path: Path) -> Iterator[Found]:
    """Every file of a path in the order of names; files that begin with ``_`` or ``.`` are left aside.

    Raises:
        SourceFormatError: There is nothing to read.
    """
    if not path.exists():
        raise SourceFormatError(
            f"expected a file, a folder or a zip of official texts at {path}, found nothing; name one"
        )
    found = False
    for one in _folder(path) if path.is_dir() else _file(path, path.name):
        found = True
        yield one
    if not found:
        raise SourceFormatError(
            f"expected official texts (.docx, .pdf, .html, .md, .txt, .zip) in {path}, found none; name another folder"
        )


def _folder(path: Path) -> Iterator[Found]:
    root = path.resolve()
    total = 0
    for number, (file, name) in enumerate(_walk(root)):
        if number >= MOST_FILES:
            yield Found(
                name,
                fault=f"expected at most {MOST_FILES} files in a folder, found more; import them in parts",
            )
            return
        for one in _file(file, name, root):
            total += len(one.data)
            if total > LARGEST_TOTAL:
                yield Found(
                    name,
                    fault=f"expected at most {LARGEST_TOTAL // 1_000_000} MB at once, found more; import in parts",
                )
                return
            yield one


def _walk(root: Path) -> Iterator[tuple[Path, str]]:
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        for name in sorted(folders):
            link = here / name
            if link.is_symlink():
                yield link, str(link.relative_to(root))
        folders[:] = sorted(
            one for one in folders if not one.startswith((".", "_")) and not (here / one).is_symlink()
        )
        for name in sorted(files):
            file = here / name
            if not name.startswith((".", "_", "~$")) and file.suffix.lower() in SUFFIXES | TOLD | {".zip"}:
                yield file, str(file.relative_to(root))


def _file(file: Path, name: str, root: Path | None = None) -> Iterator[Found]:
    if file.is_symlink() and root is not None:
        target = file.resolve()
        if not target.exists():
            yield Found(name, fault=f"expected a file at {name}, found a link to nothing; remove it")
            return
        if target.is_dir() or not target.is_relative_to(root):
            yield Found(
                name,
                fault=f"expected a file inside the folder at {name}, found a link out of it; copy the file",
            )
            return
    try:
        info = file.stat()
        if not stat.S_ISREG(info.st_mode):
            yield Found(name, fault=f"expected a file at {name}, found something else; remove it")
            return
        if file.suffix.lower() == ".zip":
            yield from _zip(file, name)
            return
        if info.st_size > LARGEST_FILE:
            yield Found(name, fault=str(too_large(name, info.st_size)))
            return
        yield Found(name, file.read_bytes())
    except OSError as error:
        yield Found(
            name, fault=f"expected a readable file at {name}, found: {error.strerror}; check its rights"
        )


def _zip(file: Path, name: str) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
                yield Found(
                    name,
                    fault=f"expected at most {LARGEST_TOTAL // 1_000_000} MB and {MOST_FILES} files in {name}, found more; unpack it and import parts",
                )
                return
            for entry in sorted(entries, key=lambda one: one.filename):
                inner = PurePosixPath(_entry_name(entry))
                if entry.is_dir() or inner.name.startswith((".", "_", "~$")) or "__MACOSX" in inner.parts:
                    continue
                if inner.suffix.lower() in SUFFIXES | TOLD | {".zip"}:
                    yield _entry(package, entry, inner, f"{name}/{inner}")
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        yield Found(
            name,
            fault=f"expected a whole zip in {name}, found a broken one ({str(error)[:60]}); pack it again".replace(
                "\n", " "
            ),
        )


def _entry(package: zipfile.ZipFile, entry: zipfile.ZipInfo, inner: PurePosixPath, name: str) -> Found:
    if inner.is_absolute() or ".." in inner.parts or "\\" in str(inner) or ":" in str(inner)[:3]:
        return Found(name, fault=f"expected a path inside the zip, found {inner}; pack it again")
    if entry.flag_bits & 1:
        return Found(
            name, fault=f"expected a zip without a password, found {inner} with one; unpack it first"
        )
    if inner.suffix.lower() == ".zip":
        return Found(name, fault=f"expected texts in the zip, found another zip ({inner}); unpack it first")
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Found(name, fault=f"expected a file, found a link ({inner}); pack the file itself")
    bomb = entry.file_size > _SMALL and entry.file_size > _RATIO * max(entry.compress_size, 1)
    if entry.file_size > LARGEST_FILE or bomb:
        return Found(name, fault=str(too_large(name, entry.file_size)))
    try:
        with package.open(entry) as stream:
            data = stream.read(LARGEST_FILE + 1)
    except _BROKEN:
        return Found(
            name, fault=f"expected a whole file in the zip at {inner}, found a broken one; pack it again"
        )
    if len(data) > LARGEST_FILE:
        return Found(name, fault=str(too_large(name, len(data))))
    return Found(name, data)


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """Names that Chinese Windows packed come as cp437 unless the entry says UTF-8."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename
