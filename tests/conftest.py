"""Fixtures that several packages share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.service import Yuanfa, load_service
from bot.settings import load_settings
from bot.sources import source_folders
from index.errors import EncoderMissing, IndexMissing
from knowledge.errors import SourceMissing
from knowledge.fetch import LAWS, share_dir
from knowledge.library import Library, load_library

TODAY = date(2026, 11, 24)


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
