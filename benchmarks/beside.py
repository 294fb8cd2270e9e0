"""The processor time of questions here beside another checkout: two processes that are asked in turns.

    python -m benchmarks.beside ../before                       # our own questions
    python -m benchmarks.beside ../before --messages FILE       # lines of {"question": …}

A machine with other work makes both slower alike, so that the ratio says what a change is worth where the milliseconds do
not. Each checkout needs its own index (``yuanfa index build`` in it); a question is asked in a thread, as the bot asks it.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from benchmarks.confidence.questions import FILES, load
from benchmarks.record import ROOT, keep

WORKER = """
import json, resource, sys, time
from concurrent.futures import ThreadPoolExecutor
from bot.service import load_service
from bot.settings import load_settings
service = load_service(load_settings().data_dir)
thread = ThreadPoolExecutor(1)
for line in sys.stdin:
    name, text = json.loads(line)
    began = time.process_time()
    thread.submit(getattr(service, name), text).result()
    print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3, flush=True)
"""
"""Uses of a checkout only what every version of it has."""
WARM = 20
"""Questions at the beginning that are not counted."""


class Checkout:
    """One version at work."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", WORKER],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.milliseconds: dict[str, list[float]] = {}
        self.megabytes = 0.0

    def asked(self, name: str, text: str) -> None:
        """Ask, and keep what it took."""
        asks, tells = self._pipes
        asks.write(json.dumps([name, text]) + "\n")
        asks.flush()
        told = tells.readline().split()
        if len(told) != 2:
            raise SystemExit(
                "expected the checkout to answer, found that it ended; run `yuanfa doctor` in it"
            )
        self.milliseconds.setdefault(name, []).append(float(told[0]) * 1e3)
        self.megabytes = float(told[1])

    def end(self) -> None:
        """Let it go."""
        self._pipes[0].close()
        self._process.wait()

    @property
    def _pipes(self) -> tuple[IO[str], IO[str]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout


def questions(messages: Path | None, count: int) -> list[str]:
    """So many, drawn with a seed: of a file, or of our own."""
    if messages is None:
        texts = [question.text for name in FILES for question in load(name)]
    else:
        texts = [json.loads(line)["question"] for line in messages.read_text("utf-8").splitlines()]
    return random.Random(0).sample(texts, min(count, len(texts)))


def compared(names: Sequence[str], here: Checkout, before: Checkout) -> dict[str, float]:
    """Milliseconds of the processor of each, and the ratio of their means."""
    figures: dict[str, float] = {}
    for name in names:
        new, old = (one.milliseconds[name][WARM:] for one in (here, before))
        figures |= {
            f"{name}_p50_ms": round(statistics.median(new), 1),
            f"{name}_p50_ms_before": round(statistics.median(old), 1),
            f"{name}_mean_ms": round(statistics.mean(new), 1),
            f"{name}_mean_ms_before": round(statistics.mean(old), 1),
            f"{name}_ratio": round(sum(new) / sum(old), 3),
        }
    return figures | {"mb": round(here.megabytes), "mb_before": round(before.megabytes)}


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("before", type=Path)
    parser.add_argument("--messages", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--calls", nargs="+", default=["search", "ask"])
    options = parser.parse_args()
    here, before = Checkout(ROOT), Checkout(options.before)
    texts = questions(options.messages, options.count + WARM)
    # Search and answer remember vectors of a question: each is asked questions of its own.
    for place, name in enumerate(options.calls):
        for text in texts[place :: len(options.calls)]:
            for one in (here, before):
                one.asked(name, text)
    figures = compared(options.calls, here, before)
    here.end()
    before.end()
    for name, value in figures.items():
        print(f"{name:24s} {value}")
    print(keep("beside", figures))


if __name__ == "__main__":
    main()
