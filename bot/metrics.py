"""Counters for operators and a small HTTP page for health and metrics; the only user of prometheus-client."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

REQUEST_SECONDS = 5.0


@dataclass(slots=True)
class Metrics:
    """One registry per application, so that tests do not share counters."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    started: float = field(default_factory=time.monotonic)
    received: Counter = field(init=False)
    answered: Counter = field(init=False)
    failed: Counter = field(init=False)
    retried: Counter = field(init=False)
    seconds: Histogram = field(init=False)

    def __post_init__(self) -> None:
        """Register the counters."""
        name, registry = "yuanfa_", self.registry
        self.received = Counter(name + "updates", "Updates received", registry=registry)
        self.answered = Counter(name + "answers", "Answers", ["outcome"], registry=registry)
        self.failed = Counter(name + "errors", "Errors by type", ["type"], registry=registry)
        self.retried = Counter(name + "retries", "Sends tried again", ["reason"], registry=registry)
        self.seconds = Histogram(name + "answer_seconds", "Seconds to compose", registry=registry)

    def total(self, counter: Counter) -> int:
        """Sum of a counter over its labels."""
        return int(
            sum(
                sample.value
                for metric in counter.collect()
                for sample in metric.samples
                if sample.name.endswith("_total")
            )
        )


async def serve_metrics(metrics: Metrics, port: int, healthy: Callable[[], bool]) -> asyncio.Server:
    """``/health`` and ``/metrics`` on the loopback interface."""

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, ValueError, TimeoutError, asyncio.IncompleteReadError):
            async with asyncio.timeout(REQUEST_SECONDS):
                head = await reader.readuntil(b"\r\n\r\n")
                path = head.split(b" ", 2)[1].split(b"?")[0]
                status, kind, body = "404 Not Found", "text/plain", b"not found\n"
                if path == b"/metrics":
                    status, kind = "200 OK", CONTENT_TYPE_LATEST
                    body = generate_latest(metrics.registry)
                elif path in (b"/health", b"/healthz"):
                    good = healthy()
                    status = "200 OK" if good else "503 Service Unavailable"
                    body = b"ok\n" if good else b"not ready\n"
                writer.write(
                    f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
                    "Connection: close\r\n\r\n".encode()
                    + body
                )
                await writer.drain()
        writer.close()

    return await asyncio.start_server(reply, "127.0.0.1", port, limit=16_384)
