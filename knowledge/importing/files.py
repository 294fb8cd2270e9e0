"""The files of a path that an operator names: a file, a folder or a zip of them; nothing outside of it, nothing too large."""

from __future__ import annotations

import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
    aside: str = ""
    """Why it is not even tried: it is hidden, a list of contents, a lock file."""
    unsure: bool = False
    """Its suffix is none of a text: what it is, its bytes say, and one that is no rule is no fault."""


def find_files(path: Path) -> Iterator[Found]:
    """Every file of a path in the order of names; of those that are left aside the name and the reason.

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
        if why := _left_aside(PurePosixPath(name).name):
            yield Found(name, aside=why)
            continue
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
        for name in sorted(folders):
            if _left_aside(name) and not (here / name).is_symlink():
                yield here / name, str((here / name).relative_to(root))
        folders[:] = sorted(one for one in folders if not _left_aside(one) and not (here / one).is_symlink())
        for name in sorted(files):
            yield here / name, str((here / name).relative_to(root))


def _left_aside(name: str) -> str:
    """Why a file or folder of this name is not tried; nothing for the others."""
    if name.startswith("~$"):
        return "a lock file of Word"
    if name.startswith("."):
        return "its name begins with a dot: hidden"
    return "its name begins with _: no text but about texts" if name.startswith("_") else ""


def _is_unsure(suffix: str) -> bool:
    return suffix.lower() not in SUFFIXES | TOLD | {".zip"}


def _file(file: Path, name: str, root: Path | None = None) -> Iterator[Found]:
    unsure = root is not None and _is_unsure(file.suffix)
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
            yield Found(name, fault=str(too_large(name, info.st_size)), unsure=unsure)
            return
        yield Found(name, file.read_bytes(), unsure=unsure)
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
                if entry.is_dir() or "__MACOSX" in inner.parts:
                    continue  # what macOS adds of its own
                why = next((told for part in inner.parts if part != ".." and (told := _left_aside(part))), "")
                if why:
                    yield Found(f"{name}/{inner}", aside=why)
                    continue
                found = _entry(package, entry, inner, f"{name}/{inner}")
                yield replace(found, unsure=_is_unsure(inner.suffix))
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
