"""One builder at a time: a lock beside the index folder, and the sweepings of builds that were killed."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexBusy, IndexUnwritable

MEND_SECONDS = 10.0
"""How long a reader waits to be the one that mends a folder."""
WAIT_SECONDS = 900.0
"""A build from nothing takes some minutes on two cores."""
_PARTIAL = re.compile(r"tmp[a-z0-9_]{8}")
"""Names that ``tempfile`` gives: a vector cache on its way to its place."""


def _lock(folder: Path) -> FileLock:
    # One lock for the process, so that a build may read the manifest that it is about to replace.
    return FileLock(folder.with_name(f"{folder.name}.lock"), is_singleton=True, thread_local=False)


@contextlib.contextmanager
def one_builder(folder: Path, seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the right to build ``folder``, after waiting for whoever has it; leftovers of killed builds are gone.

    Raises:
        IndexBusy: Another process kept it for longer than ``seconds``.
        IndexUnwritable: The disk is full, or the folder cannot be written.
    """
    holder = folder.with_name(f"{folder.name}.builder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = _lock(folder)
        with lock.acquire(timeout=seconds):
            holder.write_text(
                json.dumps({"pid": os.getpid(), "since": f"{datetime.now():%Y-%m-%d %H:%M:%S}"})
            )
            try:
                _sweep(folder)
                yield
            finally:
                holder.unlink(missing_ok=True)
    except Timeout as error:
        raise IndexBusy(
            f"expected to be the only builder of the index in {folder}, found {_who(holder)} at it; wait until it "
            "has ended, or end it, and run `yuanfa index build` again"
        ) from error
    except (OSError, RuntimeError) as error:
        # FAISS reports what it cannot write as a RuntimeError.
        if isinstance(error, RuntimeError) and "faiss" not in str(error):
            raise
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "writing failed"
        raise IndexUnwritable(
            f"expected to write the index in {folder}, found: {reason}; free some space or give the right to write "
            "there, and run `yuanfa index build` again"
        ) from error


def _who(holder: Path) -> str:
    try:
        told = json.loads(holder.read_text())
        return f"process {told['pid']} (since {told['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def _sweep(folder: Path) -> None:
    """What a killed build left behind: half a folder, the folder before, a cache on its way."""
    mend(folder)
    for name in (f"{folder.name}.new", f"{folder.name}.old"):
        shutil.rmtree(folder.with_name(name), ignore_errors=True)
    for path in folder.parent.iterdir():
        if path.is_file() and _PARTIAL.fullmatch(path.name):
            path.unlink(missing_ok=True)


def mend(folder: Path) -> None:
    """Put back the old folder when a build was killed between its two renames; the lock must be held."""
    previous = folder.with_name(f"{folder.name}.old")
    if not folder.exists() and previous.exists():
        previous.rename(folder)


def mend_unless_building(folder: Path, seconds: float = MEND_SECONDS) -> None:
    """The same for a reader: while a builder is at work, its folder comes by itself."""
    if folder.exists() or not folder.with_name(f"{folder.name}.old").exists():
        return
    with contextlib.suppress(Timeout, OSError), _lock(folder).acquire(timeout=seconds):
        mend(folder)
