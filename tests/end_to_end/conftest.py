"""Fixtures: a fake Bot API server, and the bot as a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end_to_end.fake_bot_api import FakeBotApi
from tests.end_to_end.process import BotProcess


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    """A fresh server."""
    with FakeBotApi() as server:
        yield server


@pytest.fixture
def bot(api: FakeBotApi, tmp_path: Path) -> Iterator[BotProcess]:
    """The application with the stub service, started and polling."""
    with BotProcess(api, tmp_path / "data") as process:
        yield process


@pytest.fixture
def make_bot(api: FakeBotApi, tmp_path: Path) -> Iterator[Callable[..., BotProcess]]:
    """Makes processes that are not started yet; they share one data folder and end with the test."""
    made: list[BotProcess] = []

    def make(**settings: str) -> BotProcess:
        made.append(BotProcess(api, tmp_path / "data", **settings))
        return made[-1]

    yield make
    for process in made:
        if process.process is not None and process.process.poll() is None:
            process.kill()
