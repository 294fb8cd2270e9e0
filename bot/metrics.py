"""Counters for operators; the only user of prometheus-client."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST as CONTENT_TYPE

__all__ = ["CONTENT_TYPE", "Metrics"]


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

    def page(self) -> bytes:
        """All of them as Prometheus reads them."""
        return generate_latest(self.registry)
