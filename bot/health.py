"""Whether the bot does its work: checks, a small HTTP page, word to the operators, a sign of life to systemd."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import shutil
import socket
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.inbox import InOrder
from bot.metrics import CONTENT_TYPE, Metrics
from bot.receiving import Reception
from bot.state import StoreError
from bot.store import Store
from bot.supervise import Supervisor
from bot.workers import Workers

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
BEAT_SECONDS = 60.0
"""How long the last written row may be ago."""
MOST_QUEUED = 2_000
LEAST_FREE = 50 * 1024 * 1024
"""Bytes that the disk of the data folder must have left."""
LOOKS_BEFORE_WORD = 2
"""A check must be bad so often in a row before operators hear of it."""

REQUEST_SECONDS = 5.0
MOST_CLIENTS = 64
MOST_HEAD = 8_192


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be true."""

    ok: bool
    text: str


class Health:
    """Looks at everything that the bot needs, again and again."""

    def __init__(
        self,
        *,
        store: Store,
        order: InOrder,
        reception: Reception,
        workers: Workers,
        supervisor: Supervisor,
        law: Callable[[], str],
        folder: Path,
        tell: Callable[[str], Awaitable[None]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``law`` says what is wrong with the index, or nothing; ``tell`` reaches the operators."""
        self._store, self._order, self._reception = store, order, reception
        self._workers, self._supervisor, self._law = workers, supervisor, law
        self._folder, self._tell, self._clock = folder, tell, clock
        self._beat_at = clock()
        self._beat: asyncio.Task[None] | None = None
        self._bad_looks: dict[str, int] = {}
        self._told: dict[str, str] = {}
        self.serving = False
        """True between start and stop."""

    def checks(self) -> dict[str, Check]:
        """Every check by its name."""
        reception, law = self._reception, self._law()
        tasks = {name: self._supervisor.alive(name) for name in self._supervisor.names}
        down = [name for name, alive in tasks.items() if not alive]
        return {
            "receiving": Check(not reception.trouble, reception.trouble or f"{reception.age:.0f} s ago"),
            "store": self._store_check(),
            "law": Check(not law, law or "of today"),
            "queue": Check(self._order.waiting < MOST_QUEUED, f"{self._order.waiting} waiting"),
            "workers": Check(
                self._workers.lost < 2 * self._workers.count, f"{self._workers.lost} over their time"
            ),
            "tasks": Check(
                bool(tasks) and not down, f"down: {', '.join(down)}" if down else ", ".join(tasks) or "none"
            ),
        }

    def _store_check(self) -> Check:
        age = self._clock() - self._beat_at
        if self._store.trouble or age > BEAT_SECONDS:
            return Check(False, self._store.trouble or f"not written for {age:.0f} s")
        free = shutil.disk_usage(self._folder).free
        return Check(free > LEAST_FREE, f"{free // 2**20} MB free")

    def report(self, *, ready: bool) -> tuple[bool, str]:
        """Whether all is well, and a JSON object of the checks."""
        checks = self.checks()
        if ready:
            checks["serving"] = Check(self.serving, "yes" if self.serving else "starting or stopping")
        ok = all(check.ok for check in checks.values())
        body = {
            "status": "ok" if ok else "bad",
            "checks": {name: {"ok": check.ok, "text": check.text} for name, check in checks.items()},
        }
        return ok, json.dumps(body, ensure_ascii=False) + "\n"

    async def watch(self) -> None:
        """Look, write a row, tell the operators what turned bad or good, give systemd a sign; until cancelled."""
        while True:
            if self._beat is None or self._beat.done():
                self._beat = asyncio.create_task(self._write())
            await asyncio.sleep(LOOK_SECONDS)
            notify("WATCHDOG=1")
            await self._spread()

    async def _write(self) -> None:
        with contextlib.suppress(StoreError):
            await self._store.beat()
            await self._order.settle()
            self._beat_at = self._clock()

    async def _spread(self) -> None:
        for name, check in self.checks().items():
            if check.ok:
                self._bad_looks.pop(name, None)
                if self._told.pop(name, None) is not None:
                    log.info("health recovered", extra={"check": name})
                    await self._tell(f"✅ {name}: {check.text}")
                continue
            self._bad_looks[name] = self._bad_looks.get(name, 0) + 1
            if self._bad_looks[name] >= LOOKS_BEFORE_WORD and name not in self._told:
                self._told[name] = check.text
                log.error("health bad", extra={"check": name, "reason": check.text})
                await self._tell(f"⚠️ {name}: {check.text}")


class Page:
    """``/health``, ``/ready`` and ``/metrics`` over HTTP; a client may be slow or mad, and costs itself alone."""

    def __init__(self, health: Health, metrics: Metrics) -> None:
        """Show ``health`` and ``metrics``."""
        self._health, self._metrics = health, metrics
        self._clients: dict[asyncio.StreamWriter, None] = {}
        """In the order in which they came."""

    async def serve(self, listen: str, port: int) -> asyncio.Server:
        """Listen.

        Raises:
            OSError: The address cannot be opened.
        """
        return await asyncio.start_server(self._client, listen, port, limit=MOST_HEAD)

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._clients[writer] = None
        if len(self._clients) > MOST_CLIENTS:
            # Who has taken longest goes: those who open connections and ask nothing must not hide us from who asks.
            oldest = next(iter(self._clients))
            del self._clients[oldest]
            oldest.transport.abort()
        try:
            async with asyncio.timeout(REQUEST_SECONDS):
                writer.write(self._answer(await reader.readuntil(b"\r\n\r\n")))
                await writer.drain()
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            writer.transport.abort()  # gone, too slow or too long
        finally:
            self._clients.pop(writer, None)
            writer.close()

    def _answer(self, head: bytes) -> bytes:
        words = head.split(b"\r\n", 1)[0].split(b" ")
        method, path = (words[0], words[1].split(b"?")[0]) if len(words) == 3 else (b"", b"")
        status, kind, body = "404 Not Found", "text/plain; charset=utf-8", b"not found\n"
        if not words[-1].startswith(b"HTTP/"):
            status, body = "400 Bad Request", b"no HTTP\n"
        elif method not in (b"GET", b"HEAD"):
            status, body = "405 Method Not Allowed", b"GET only\n"
        elif path == b"/metrics":
            status, kind, body = "200 OK", CONTENT_TYPE, self._metrics.page()
        elif path in (b"/health", b"/healthz", b"/ready"):
            ok, text = self._health.report(ready=path == b"/ready")
            status = "200 OK" if ok else "503 Service Unavailable"
            kind, body = "application/json; charset=utf-8", text.encode()
        top = (
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
            "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
        )
        return top.encode() + (b"" if method == b"HEAD" else body)


_systemd = ""


def notify_through(address: str) -> None:
    """Where systemd listens (``NOTIFY_SOCKET``); empty where it does not."""
    global _systemd
    _systemd = address


def notify(state: str) -> None:
    """Tell systemd something, as sd_notify(3) does."""
    if not _systemd:
        return
    address = "\0" + _systemd[1:] if _systemd.startswith("@") else _systemd
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.connect(address)
        channel.sendall(state.encode())
