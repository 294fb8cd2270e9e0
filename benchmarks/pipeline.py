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
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.confidence.questions import Half, load
from benchmarks.metrics import median
from benchmarks.record import ROOT, keep
from bot.settings import Settings

QUESTION = "试用期最长多久"
COUNT = 100


def command(data_dir: Path, *words: str, text: str | None = None) -> tuple[float, str]:
    """Run ``yuanfa`` and return its seconds and its output."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=text,
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "YUANFA_DATA_DIR": str(data_dir)},
        encoding="utf-8",
    )
    return time.perf_counter() - started, done.stdout


def first_answer(data_dir: Path) -> float:
    """Seconds from the start of ``yuanfa chat`` to the end of its first answer."""
    return command(data_dir, "chat", text=f"{QUESTION}\n")[0]


def answers(data_dir: Path) -> dict[str, float]:
    """Median and slowest milliseconds of an answer in one process, and its largest memory."""
    lines = [
        json.dumps({"id": one.key, "question": one.text}, ensure_ascii=False)
        for one in load("in_field", Half.HELD_OUT)[:COUNT]
    ]
    _, output = command(data_dir, "ask", "--batch", "-", "--json", text="\n".join(lines) + "\n")
    times = [json.loads(line)["elapsed_ms"] for line in output.splitlines()]
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "questions": len(times),
        "ask p50 ms": round(median(times), 1),
        "ask slowest ms": round(max(times), 1),
        "largest memory MB": round(usage.ru_maxrss / 1024),
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
            seconds, output = command(data_dir, "index", "build")
            figures["full build s"] = round(seconds, 1)
            if embedded := re.search(r"(\d[\d,]*) texts embedded", output):
                figures["texts embedded"] = int(embedded.group(1).replace(",", ""))
        figures["rebuild of nothing s"] = round(command(data_dir, "index", "build")[0], 1)
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
