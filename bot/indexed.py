"""The sources that an index was built from: kept beside it, so that a start after an import has what fits the index.

    <data>/indexed/<corpus digest>/<number>/   copies of the files of each folder of sources, in their order

An import changes the sources at once, and embedding it may take an hour: until the new index stands in its place, the
bot serves the old one with the sources that it was built from.
"""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from knowledge.library import source_files

log = logging.getLogger(__name__)

INDEXED = "indexed"
"""Its name in the data folder."""
_LENGTH = 32
"""Characters of a digest that name a folder."""


def keep_indexed(data_dir: Path, folders: Sequence[Path], corpus: str) -> None:
    """Copy every file that an index is built from; done before the index takes its place.

    Args:
        data_dir: The data folder.
        folders: The folders of sources beside the built-in one.
        corpus: Digest of all sources.

    Raises:
        OSError: The disk is full, or the folder cannot be written.
    """
    target = _folder(data_dir, corpus)
    if target.is_dir():
        return
    fresh = target.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for number, folder in enumerate(folders):
        here = fresh / f"{number:03}"
        here.mkdir()
        for kind, files in source_files(folder).items():
            if files:
                (here / kind).mkdir(exist_ok=True)
            for path in files:
                shutil.copyfile(path, here / kind / path.name)
    fresh.rename(target)


def drop_others(data_dir: Path, corpus: str) -> None:
    """Delete what earlier indexes were built from; done once the index has taken its place."""
    wanted = _folder(data_dir, corpus)
    for path in wanted.parent.glob("*"):
        if path != wanted:
            shutil.rmtree(path, ignore_errors=True)


def indexed_folders(data_dir: Path, corpus: str) -> tuple[Path, ...] | None:
    """The folders of sources as they were when the index of this digest was built; None when they were not kept."""
    kept = _folder(data_dir, corpus)
    return tuple(sorted(kept.iterdir())) if kept.is_dir() else None


def _folder(data_dir: Path, corpus: str) -> Path:
    return data_dir / INDEXED / corpus[:_LENGTH]


async def build_beside(is_current: Callable[[], bool], command: Sequence[str] = ()) -> None:
    """Build the index in a process of its own, at low priority, unless it is current; ended when this task is.

    Args:
        is_current: True when there is nothing to do.
        command: What builds; by default ``yuanfa index build --gently`` of this installation.
    """
    import asyncio  # a question in the terminal needs none of it

    if await asyncio.to_thread(is_current):
        return
    log.info("index being built")
    process = await asyncio.create_subprocess_exec(
        *(command or (sys.executable, "-m", "bot", "index", "build", "--gently")),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await process.communicate()
    finally:
        if process.returncode is None:
            process.terminate()  # it has kept what it embedded and goes on at the next start
            await process.wait()
    if process.returncode:
        last = said.decode("utf-8", "replace").replace("\r", "\n").strip().rpartition("\n")[2]
        log.error("index not built", extra={"reason": last[:300]})
