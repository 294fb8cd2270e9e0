"""Times the product as a user starts it: build, rebuild, first answer, answers, memory.

    python -m benchmarks.pipeline            # in a data folder of its own, vectors from the cache
    python -m benchmarks.pipeline --in-place # in YUANFA_DATA_DIR; builds nothing from scratch

Set-up must have run. A full build starts from an empty data folder, so its vectors come from the cache
that travels with the project, and what that does not hold is embedded.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.confidence.questions import Half, load
from benchmarks.metrics import median
from benchmarks.record import ROOT, keep
from bot.settings import Settings

QUESTION = "试用期最长多久"
COUNT = 100


class Run(NamedTuple):
    """One command, run to its end."""

    seconds: float
    output: str
    megabytes: int
    """Largest resident memory of the process."""


def command(data_dir: Path, *words: str, text: str = "") -> Run:
    """Run ``yuanfa`` with ``text`` as its input.

    Raises:
        SystemExit: It ended with an error, which it has written.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as written:
        given.write(text.encode())
        given.seek(0)
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            stdin=given,
            stdout=written,
            cwd=ROOT,
            env={**os.environ, "YUANFA_DATA_DIR": str(data_dir), "PYTHONIOENCODING": "utf-8"},
        )
        # Waited for by hand: the usage of all children together would be that of the largest.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(process.returncode)
        written.seek(0)
        return Run(seconds, written.read().decode(), round(usage.ru_maxrss / 1024))


def first_answer(data_dir: Path) -> float:
    """Seconds from the start of ``yuanfa chat`` to the end of its first answer."""
    return command(data_dir, "chat", text=f"{QUESTION}\n").seconds


def answers(data_dir: Path) -> dict[str, float]:
    """Median and slowest milliseconds of an answer in one process, and its largest memory."""
    lines = [
        json.dumps({"id": one.key, "question": one.text}, ensure_ascii=False)
        for one in load("in_field", Half.HELD_OUT)[:COUNT]
    ]
    run = command(data_dir, "ask", "--batch", "-", "--json", text="\n".join(lines) + "\n")
    times = [json.loads(line)["elapsed_ms"] for line in run.output.splitlines()]
    return {
        "questions": len(times),
        "ask p50 ms": round(median(times), 1),
        "ask slowest ms": round(max(times), 1),
        "ask memory MB": run.megabytes,
    }


def main() -> int:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--in-place", action="store_true")
    options = parser.parse_args()
    figures: dict[str, Any] = {}
    data_dir = Settings().data_dir if options.in_place else Path(tempfile.mkdtemp(prefix="yuanfa-"))
    try:
        if not options.in_place:
            built = command(data_dir, "index", "build")
            figures["full build s"] = round(built.seconds, 1)
            figures["full build memory MB"] = built.megabytes
            if embedded := re.search(r"(\d[\d,]*) texts embedded", built.output):
                figures["texts embedded"] = int(embedded.group(1).replace(",", ""))
        figures["rebuild of nothing s"] = round(command(data_dir, "index", "build").seconds, 1)
        figures["first answer of chat s"] = round(first_answer(data_dir), 1)
        figures |= answers(data_dir)
    finally:
        if not options.in_place:
            shutil.rmtree(data_dir, ignore_errors=True)
    for name, value in figures.items():
        print(f"{name:24s} {value}")
    if not options.in_place:
        keep("pipeline", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
