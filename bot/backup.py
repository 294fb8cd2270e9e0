"""Backup and restore of what an installation keeps: the store and the imported texts. The index is built again.

BackupError       what was expected, what was found, and what to do; one sentence

A backup is one tar file, readable by its owner alone. The store is copied by SQLite's backup API, which is whole while the bot runs
and writes; copying the file itself would miss what stands in the write-ahead log.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
import time
from pathlib import Path, PurePosixPath

from bot.store import VERSION

MANIFEST = "manifest.json"
FORMAT = 1
STORES = "telegram-*.sqlite3"
TEXTS = "knowledge"
RUNNING_SECONDS = 15.0
"""A running bot writes a row every five seconds."""
LARGEST = 2_000_000_000
"""Bytes that a file of a backup may have."""


class BackupError(Exception):
    """A backup cannot be made or brought back; one sentence."""


def back_up(data_dir: Path, path: Path) -> list[str]:
    """Write a backup of ``data_dir`` to ``path``, also while the bot runs; returns the names in it.

    Raises:
        BackupError: There is nothing to back up, the file exists, or something cannot be read or written.
    """
    if path.exists():
        raise BackupError(f"expected a new file at {path}, found one: name another, or move it away")
    if not path.parent.is_dir():
        raise BackupError(f"expected the folder {path.parent}, found none: create it or name another")
    files: dict[str, bytes | Path] = {}
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
        try:
            for store in sorted(data_dir.glob(STORES)):
                copy = Path(folder) / store.name
                _copy_store(store, copy)
                files[store.name] = copy
            for text in sorted((data_dir / TEXTS).rglob("*")):
                if text.is_file() and not text.is_symlink():
                    files[text.relative_to(data_dir).as_posix()] = text
            if not files:
                raise BackupError(
                    f"expected a store or imported texts in {data_dir}, found none: set YUANFA_DATA_DIR"
                )
            manifest = {
                "format": FORMAT,
                "made": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "files": {
                    name: _digest(Path(file)) for name, file in files.items() if isinstance(file, Path)
                },
            }
            whole = Path(folder) / "whole.tar"
            with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
                _write(out, {MANIFEST: json.dumps(manifest, indent=1).encode(), **files})
            whole.rename(path)
        except (OSError, sqlite3.Error) as error:
            raise BackupError(f"the backup could not be made: {_reason(error)}") from error
    return list(files)


def _copy_store(source: Path, target: Path) -> None:
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600), "wb"):
        pass
    original = sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30.0)
    copy = sqlite3.connect(target)
    try:
        # In steps, so that the bot can write in between.
        original.backup(copy, pages=256, sleep=0.02)
        # What is in it then stands in the one file.
        copy.execute("PRAGMA journal_mode=DELETE")
        # Questions under way belong to the moment, not into a file that is kept.
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute("DELETE FROM updates WHERE payload IS NOT NULL")
        if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'unanswered'").fetchone():
            copy.execute("DELETE FROM unanswered")
        copy.commit()
        copy.execute("VACUUM")
    finally:
        copy.close()
        original.close()


def _write(out: io.BufferedWriter, files: dict[str, bytes | Path]) -> None:
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, file in files.items():
            entry = tarfile.TarInfo(name)
            entry.mode = 0o600
            if isinstance(file, bytes):
                entry.size = len(file)
                tar.addfile(entry, io.BytesIO(file))
                continue
            entry.size = file.stat().st_size
            entry.mtime = int(file.stat().st_mtime)
            with file.open("rb") as data:
                tar.addfile(entry, data)


def restore(data_dir: Path, path: Path) -> tuple[list[str], Path | None]:
    """Bring a backup back; what stood there before is moved aside.

    Returns:
        The names brought back, and the folder that holds what stood in their place, if anything did.

    Raises:
        BackupError: The backup is none, is damaged or of a newer version, the bot runs, or a file cannot be written.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    for store in data_dir.glob(STORES):
        if runs(store):
            raise BackupError(f"the bot is running with {store.name}: stop it, wait 15 seconds, then restore")
    try:
        with tempfile.TemporaryDirectory(dir=data_dir, prefix=".restore-") as folder:
            names = _unpack(path, Path(folder))
            aside = _put_in_place(data_dir, Path(folder), names)
    except (OSError, tarfile.TarError, sqlite3.Error) as error:
        raise BackupError(f"{path} could not be brought back: {_reason(error)}") from error
    return names, aside


def _unpack(path: Path, folder: Path) -> list[str]:
    if not path.is_file():
        raise BackupError(
            f"expected a backup at {path}, found none: name the file that `yuanfa backup` wrote"
        )
    try:
        with tarfile.open(path, "r:") as tar:
            members = {member.name: member for member in tar.getmembers()}
            found = tar.extractfile(members[MANIFEST]) if MANIFEST in members else None
            manifest = json.loads(found.read(10_000_000)) if found is not None else {}
            wanted = manifest.get("files", {}) if isinstance(manifest, dict) else {}
            if manifest.get("format") != FORMAT or not wanted:
                raise BackupError(
                    f"expected a backup of `yuanfa backup` at {path}, found something else or a newer one: "
                    "name another file, or update Yuanfa"
                )
            for name, digest in wanted.items():
                member = members.get(name)
                data = tar.extractfile(member) if member is not None and member.isfile() else None
                if member is None or data is None or not _is_ours(name) or member.size > LARGEST:
                    raise BackupError(
                        f"expected {name!r} whole in {path}, found it missing or strange: take another"
                    )
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
                    while block := data.read(1 << 20):
                        out.write(block)
                if _digest(target) != digest:
                    raise BackupError(
                        f"expected {name} as it was backed up in {path}, found it changed: take another"
                    )
                if name.endswith(".sqlite3"):
                    _check_store(target, name)
    except (tarfile.TarError, ValueError, AttributeError) as error:
        raise BackupError(f"expected a whole backup at {path}, found a damaged file: take another") from error
    return list(wanted)


def _is_ours(name: str) -> bool:
    """Only what ``back_up`` writes: no absolute path, no way up, no other place."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        return False
    return (path.parts[0] == TEXTS and len(path.parts) > 1) or (len(path.parts) == 1 and path.match(STORES))


def _check_store(file: Path, name: str) -> None:
    db = sqlite3.connect(file)
    try:
        whole = db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
    finally:
        db.close()
    if not whole:
        raise BackupError(f"expected a whole store in {name}, found it damaged: take another backup")
    if version > VERSION:
        raise BackupError(
            f"expected a store of this version in {name}, found a newer one: update Yuanfa first"
        )


def _put_in_place(data_dir: Path, folder: Path, names: list[str]) -> Path | None:
    aside = data_dir / f"before-restore-{time.strftime('%Y%m%d-%H%M%S')}"
    moved = False
    stores = {name for name in names if name.endswith(".sqlite3")}
    old = [data_dir / f"{name}{end}" for name in stores for end in ("", "-wal", "-shm")]
    if any(name not in stores for name in names):
        old.append(data_dir / TEXTS)
    for file in old:
        if file.exists():
            aside.mkdir(mode=0o700, exist_ok=True)
            file.rename(aside / file.name)
            moved = True
    for name in names:
        target = data_dir / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (folder / name).rename(target)
    return aside if moved else None


def runs(store: Path) -> bool:
    """Whether a bot writes this store."""
    try:
        db = sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=5.0)
        try:
            row = db.execute("SELECT max(at) FROM beat").fetchone()
        finally:
            db.close()
    except sqlite3.Error:
        return False  # damaged: that is why it is brought back
    return row[0] is not None and abs(time.time() - row[0]) < RUNNING_SECONDS


def _digest(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror or 'unreadable'} ({error.filename or 'the file'}); free space or check its rights"
    return "the store is damaged or held by another process; end that, or take another file"
