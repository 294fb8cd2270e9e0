"""How light it is: cold start, memory, milliseconds of a search, answers a second, megabytes of an image.

    python -m benchmarks.light                 # keeps its figures in results/light.json
    python -m benchmarks.light --starts 9

Needs the index that set-up builds. Times are of the processor, so that they say the same on a machine that has other work;
wall-clock times stand beside them. A start is a whole process, the median of several. The image is listed, not built: what the second stage
of the Dockerfile holds beside its base, without torch, tools of development and the weights that set-up made the model from.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.confidence.questions import FILES, load
from benchmarks.metrics import median
from benchmarks.record import ROOT, keep
from bot.service import Yuanfa, load_service
from bot.settings import Settings
from index.embedded import embedded_dir
from knowledge.fetch import LAWS, find

QUESTION = "平台不删我的照片怎么办"
THREADS = 2
ASKED = 300


def as_installed() -> dict[str, str]:
    """The environment of a start: Python keeps its bytecode, as pip leaves it and as a second start finds it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def started() -> tuple[float, float, float]:
    """One ``yuanfa ask`` from nothing: processor seconds, wall-clock seconds, megabytes at most."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", QUESTION],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        env=as_installed(),
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit("expected `yuanfa ask` to answer, found that it failed; run `yuanfa doctor`")
    return used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / 1e3


def times(work: Callable[[str], object], texts: Sequence[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of the processor and of the clock, for each text."""
    busy, passed = [], []
    for text in texts:
        cpu, wall = time.thread_time(), time.perf_counter()
        work(text)
        busy.append((time.thread_time() - cpu) * 1e3)
        passed.append((time.perf_counter() - wall) * 1e3)
    return busy, passed


def throughput(service: Yuanfa, texts: Sequence[str]) -> tuple[float, float]:
    """Different answers a second: what the cores could give by processor time, and what the clock saw."""
    cpu, wall = time.process_time(), time.perf_counter()
    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(service.ask, texts))
    busy, passed = time.process_time() - cpu, time.perf_counter() - wall
    return THREADS * len(texts) / busy, len(texts) / passed


def installed() -> Iterator[Distribution]:
    """What a plain installation holds: the project's requirements and theirs, without extras."""
    seen: set[tuple[str, frozenset[str]]] = set()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = [Requirement(line) for line in project["dependencies"]]
    while waiting:
        wanted = waiting.pop()
        key = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if key in seen:
            continue
        seen.add(key)
        try:
            found = distribution(wanted.name)
        except PackageNotFoundError:
            continue  # for another platform
        yield found
        for line in found.requires or []:
            needed = Requirement(line)
            if needed.marker is None or any(
                needed.marker.evaluate({"extra": extra}) for extra in ("", *wanted.extras)
            ):
                waiting.append(needed)


def size(paths: Sequence[Path]) -> float:
    """Megabytes of files and of all files in folders, without compiled modules."""
    files = {
        file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file()
    }
    return sum(file.stat().st_size for file in files if file.suffix != ".pyc") / 1e6


def image(data_dir: Path) -> dict[str, float]:
    """Megabytes of each part of the image beside its base."""
    packages = {
        str(one.metadata["Name"]): size([Path(str(file.locate())) for file in one.files or []])
        for one in installed()
    }
    parts = {
        "libraries": sum(packages.values()),
        "yuanfa": size([ROOT / name for name in ("bot", "index", "knowledge")]),
        "statutes": size([find(LAWS)]),
        "model": size([embedded_dir()]),
        "index": size([data_dir / "index", data_dir / "sources.bin"]),
    }
    return {**{name: round(value, 1) for name, value in parts.items()}, "all": round(sum(parts.values()), 1)}


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--asked", type=int, default=ASKED)
    options = parser.parse_args()
    settings = Settings()
    started()  # the first after a change of the sources writes bytecode
    starts = [started() for _ in range(options.starts)]
    figures: dict[str, Any] = {
        "cold_start_cpu_s": round(median([one[0] for one in starts]), 2),
        "cold_start_wall_s": round(median([one[1] for one in starts]), 2),
        "one_answer_peak_mb": round(median([one[2] for one in starts])),
    }
    service = load_service(settings.data_dir)
    texts = [question.text for name in FILES for question in load(name)][: options.asked]
    service.search(QUESTION)
    busy, passed = times(service.search, texts)
    figures |= {"search_p50_cpu_ms": round(median(busy), 2), "search_p50_wall_ms": round(median(passed), 2)}
    by_cpu, by_clock = throughput(service, texts)
    figures |= {
        "answers_per_s_by_cpu": round(by_cpu, 1),
        "answers_per_s_by_clock": round(by_clock, 1),
        "answers_peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
        "image_mb": image(settings.data_dir),
        "load_average": round(os.getloadavg()[0], 1),
    }
    for name, value in figures.items():
        print(f"{name:24s} {value}")
    print(keep("light", figures))


if __name__ == "__main__":
    main()
