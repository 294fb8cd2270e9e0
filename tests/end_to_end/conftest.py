"""Fixtures: a fake Bot API server, and the bot as a process of its own."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end_to_end.fake_bot_api import FakeBotApi
from tests.end_to_end.process import STUB, BotProcess


@pytest.fixture(scope="module")
def shared_server() -> Iterator[FakeBotApi]:
    """One server for the tests of a file."""
    with FakeBotApi() as server:
        yield server


@pytest.fixture(scope="module")
def shared_bot(shared_server: FakeBotApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """One process for the tests of a file: starting takes longer than most of them."""
    with BotProcess(shared_server, tmp_path_factory.mktemp("shared")) as process:
        shared_server.wait_for(lambda: len(shared_server.called("setMyShortDescription")) == 2)
        yield process


@pytest.fixture
def api(request: pytest.FixtureRequest) -> Iterator[FakeBotApi]:
    """A server: the file's own when the test uses the shared ``bot``, else a fresh one."""
    if "bot" in request.fixturenames:
        server = request.getfixturevalue("shared_server")
        request.getfixturevalue("shared_bot")
        server.fresh()
        yield server
    else:
        with FakeBotApi() as server:
            yield server


@pytest.fixture
def bot(api: FakeBotApi, shared_bot: BotProcess) -> BotProcess:
    """The application with the stub service, started and polling, with people who are new to it."""
    shared_bot.forget_log()
    return shared_bot


@pytest.fixture
def port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def make_bot(api: FakeBotApi, tmp_path: Path) -> Iterator[Callable[..., BotProcess]]:
    """Makes processes that are not started yet; they share one data folder and end with the test."""
    made: list[BotProcess] = []

    def make(**settings: str) -> BotProcess:
        made.append(BotProcess(api, tmp_path / "data", STUB, **settings))
        return made[-1]

    yield make
    for process in made:
        if process.process is not None and process.process.poll() is None:
            process.kill()
