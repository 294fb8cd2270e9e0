"""Fixtures that several packages share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

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
        pytest.skip("the statute file is not set up: run `make setup`")
    return path


@pytest.fixture(scope="session")
def library(statute_file: Path) -> Library:
    return load_library(statute_file)
