"""Fixtures that several packages share."""

from __future__ import annotations

import os
import pickle
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import yaml

from bot.service import Yuanfa, load_service
from bot.settings import load_settings
from bot.sources import source_folders
from index.errors import EncoderMissing, IndexMissing
from knowledge.errors import SourceMissing
from knowledge.fetch import LAWS, share_dir
from knowledge.library import Library, load_library
from knowledge.readers import yaml_source
from knowledge.readers.statutes import StatuteFile, read_statutes

TODAY = date(2026, 11, 24)

# The client of Milvus writes to standard error while other tests listen to it (too_many_pings of a server that waits).
os.environ["GRPC_VERBOSITY"] = "NONE"

# How long one example takes says nothing on a machine that runs other tests beside it.
hypothesis.settings.register_profile("tests", deadline=None)
hypothesis.settings.load_profile("tests")


@pytest.hookimpl(tryfirst=True)  # before the plugin reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Beside others (``-n``), share out what can be shared out, dear set-up kept together.

    The index is loaded in one process, and in those of ``BUILDING``. A file is one piece, because of its fixtures; a test
    that starts a bot of its own is one by itself. Those wait more than they work, so they are strewn among the others,
    and the longest come first.
    """
    if not hasattr(config, "workerinput"):
        return
    piece = {item: _piece_of(item) for item in items}
    for item in items:
        item.add_marker(pytest.mark.xdist_group(piece[item]))
    items.sort(key=lambda item: (piece[item] not in LONGEST, zlib.crc32(piece[item].encode()), piece[item]))


BUILDING = ("knowledge/importing/test_newer_version.py", "knowledge/importing/test_renumbered.py")
"""They build indexes of their own, which takes longer than to load that of the others once more."""
LONGEST = ("index", "bot/test_patterns.py", "test_packaging.py", *BUILDING)


def _piece_of(item: pytest.Item) -> str:
    used = getattr(item, "fixturenames", ())
    file = item.nodeid.partition("::")[0].removeprefix("tests/")
    if not {"service", "built"}.isdisjoint(used) and file not in BUILDING:
        return "index"
    if file.startswith("end_to_end/") and not {"shared_bot", "world"} & set(used):
        return item.nodeid
    return file


@pytest.fixture(scope="session", autouse=True)
def yaml_is_parsed_once() -> Iterator[None]:
    """The files of the project, which some eighty tests read anew, do not change meanwhile; each gets its own copy."""

    @cache
    def kept(text: str, loader: Any) -> bytes:
        return pickle.dumps(yaml.load(text, Loader=loader))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_source, "yaml", _Yaml(yaml, lambda *of: pickle.loads(kept(*of))))
        yield


@pytest.fixture(scope="session", autouse=True)
def statutes_are_read_once() -> Iterator[None]:
    """Of one file and one registry of laws: some eighty tests load a library, and nobody can change what was read."""
    kept: list[tuple[object, StatuteFile]] = []

    def once(path: Path, *known: Any) -> StatuteFile:
        of = (path, path.stat().st_mtime_ns if path.is_file() else None, *known)
        for before, statutes in kept:
            if before == of:
                return statutes
        kept.append((of, read_statutes(path, *known)))
        return kept[-1][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("knowledge.library.read_statutes", once)
        yield


class _Yaml:
    """The module with another ``load``."""

    def __init__(self, module: Any, load: Callable[[str, Any], Any]) -> None:
        self._module, self._load = module, load

    def load(self, text: str, *, Loader: Any) -> Any:
        return self._load(text, Loader)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def statute_file() -> Path:
    path = share_dir() / LAWS.name
    if not path.is_file():
        pytest.skip("the statute file is not set up: run `yuanfa setup`")
    return path


@pytest.fixture(scope="session")
def library(statute_file: Path) -> Library:
    return load_library(statute_file)


@pytest.fixture(scope="session")
def service() -> Yuanfa:
    """Yuanfa over the index of the data folder; one that no longer fits its sources fails with its sentence."""
    settings = load_settings()
    folders = source_folders(settings.data_dir, settings.knowledge_dirs)
    try:
        return load_service(settings.data_dir, folders=folders, model=settings.embedding_model)
    except (IndexMissing, EncoderMissing, SourceMissing) as error:
        pytest.skip(f"the index is not built: {error}")
