"""The page that says how the bot is, and clients that do not behave."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket

import pytest

from bot import health as module
from bot.health import Check, Health, Page
from bot.metrics import Metrics


class Stub(Health):
    """Checks of the test's own."""

    def __init__(self, **checks: Check) -> None:
        self.now = checks
        self.said: list[str] = []
        self.serving = True
        self._bad_looks, self._told = {}, {}

        async def tell(what: str) -> None:
            self.said.append(what)

        self._tell = tell

    def checks(self) -> dict[str, Check]:
        return dict(self.now)


GOOD, BAD = Check(True, "fine"), Check(False, "locked")


@pytest.fixture
async def page():
    health = Stub(store=GOOD)
    server = await Page(health, Metrics()).serve("127.0.0.1", 0)
    yield health, server.sockets[0].getsockname()[1]
    server.close()


async def ask(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        async with asyncio.timeout(10):
            return await reader.read()
    finally:
        await close(writer)


async def close(writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        writer.close()
        await writer.wait_closed()


async def test_each_check_is_named_and_one_bad_one_makes_503(page):
    health, port = page
    head, _, body = (await ask(port, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert json.loads(body) == {"status": "ok", "checks": {"store": {"ok": True, "text": "fine"}}}
    health.now["law"] = BAD
    answer = await ask(port, b"GET /health HTTP/1.1\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 503")
    assert b"locked" in answer
    health.now.clear()
    health.serving = False
    assert (await ask(port, b"GET /health HTTP/1.1\r\n\r\n")).startswith(b"HTTP/1.1 200")
    assert (await ask(port, b"GET /ready HTTP/1.1\r\n\r\n")).startswith(b"HTTP/1.1 503")
    assert (await ask(port, b"HEAD /health HTTP/1.0\r\n\r\n")).endswith(b"\r\n\r\n")
    assert b"yuanfa_updates_total" in await ask(port, b"GET /metrics HTTP/1.1\r\n\r\n")


@pytest.mark.parametrize(
    "request_",
    [b"GET\r\n\r\n", b"\r\n\r\n", b"\x16\x03\x01\x00\r\n\r\n", b"GET /health\r\n\r\n", b"POST /health HTTP/1.1\r\n\r\n",
     b"GET /../etc HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", b"\xff" * 50 + b"\r\n\r\n"],
    ids=range(8),
)  # fmt: skip
async def test_malformed_requests_get_no_page_and_leave_no_line_in_the_log(page, request_, caplog):
    with caplog.at_level(logging.DEBUG):
        try:
            answer = await ask(page[1], request_)
        except ConnectionError:
            answer = b""
        await asyncio.sleep(0.05)
    assert not answer or answer.split(b" ")[1][:1] == b"4"
    assert not [line for line in caplog.records if line.levelno >= logging.WARNING]
    assert (await ask(page[1], b"GET /health HTTP/1.1\r\n\r\n")).startswith(b"HTTP/1.1 200")


async def test_slow_clients_are_let_go_and_many_of_them_keep_no_place(page, monkeypatch):
    monkeypatch.setattr(module, "REQUEST_SECONDS", 0.5)
    idle = [await asyncio.open_connection("127.0.0.1", page[1]) for _ in range(200)]
    for _, writer in idle:
        writer.write(b"GET /hea")
    async with asyncio.timeout(10):
        for reader, _ in idle:
            with contextlib.suppress(ConnectionError):
                assert not await reader.read()
    assert (await ask(page[1], b"GET /health HTTP/1.1\r\n\r\n")).startswith(b"HTTP/1.1 200")
    for _, writer in idle:
        await close(writer)


async def test_those_who_ask_nothing_do_not_hide_the_page_from_who_asks(page):
    idle = [await asyncio.open_connection("127.0.0.1", page[1]) for _ in range(3 * module.MOST_CLIENTS)]
    for _, writer in idle:
        writer.write(b"GET /hea")
    async with asyncio.timeout(module.REQUEST_SECONDS / 2):
        assert (await ask(page[1], b"GET /health HTTP/1.1\r\n\r\n")).startswith(b"HTTP/1.1 200")
    for _, writer in idle:
        await close(writer)


async def test_operators_hear_once_that_it_turned_bad_and_once_that_it_is_over():
    health = Stub(store=GOOD)
    for check in (GOOD, BAD, GOOD, BAD, BAD, BAD, BAD, GOOD, GOOD):
        health.now["store"] = check
        await health._spread()
    assert health.said == ["⚠️ store: locked", "✅ store: fine"]


def test_systemd_hears_through_its_socket(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        module.notify_through(str(tmp_path / "notify"))
        module.notify("READY=1")
        assert listener.recv(100) == b"READY=1"
    module.notify("WATCHDOG=1")  # nobody listens any longer
    module.notify_through("")
    module.notify("READY=1")
