"""Puts each fault into a scratch copy and runs its test, which must fail: ``make mutants``.

python -m tests.mutants [--jobs 2] [words of names or files]
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.faults import ROOT, Fault, StaleFault, read_faults

COPIED = ("bot", "index", "knowledge", "benchmarks", "tests")
LINKED = ("var", ".venv")
SECONDS = 300
"""Of a processor: what turns a fault into a loop is seen by that, however busy the machine is."""
WAIT = 1800
"""After so long nothing is known of a fault, but that its test waits."""


class Fate(StrEnum):
    """What became of a fault."""

    CAUGHT = "caught"
    SURVIVES = "SURVIVES"
    BROKEN = "cannot be judged"


def make_copy(folder: Path) -> Path:
    """The sources and the tests, without what is only built from them."""
    for name in COPIED:
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "vectors.bin")
        )
    for name in LINKED:
        if (ROOT / name).exists():
            (folder / name).symlink_to((ROOT / name).resolve())
    vectors = ROOT / "index" / "data" / "vectors.bin"
    if vectors.exists():
        (folder / "index" / "data" / "vectors.bin").symlink_to(vectors)
    for name in ("pyproject.toml", "Makefile", "README.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def run(copy: Path, test: str) -> subprocess.CompletedProcess[str]:
    """The test in a process of its own; bytecode is neither written nor trusted."""
    return subprocess.run(
        [
            "sh",
            "-c",
            f'ulimit -S -t {SECONDS}; exec "$@"',
            "sh",
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "-p",
            "no:cacheprovider",
            *test.split(),
        ],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=WAIT,
        check=False,
    )


def judge(copy: Path, fault: Fault) -> tuple[Fate, str]:
    """Put the fault in, run its test, take it out again."""
    path = copy / fault.file
    whole = path.read_text(encoding="utf-8")
    try:
        path.write_text(fault.put_into(whole), encoding="utf-8")
        done = run(copy, fault.test)
    except StaleFault as error:
        return Fate.BROKEN, str(error)
    except subprocess.TimeoutExpired:
        return Fate.BROKEN, f"no end within {WAIT} s"
    finally:
        path.write_text(whole, encoding="utf-8")
    # A test that fails is what is wanted; one that cannot even begin judges nothing.
    if done.returncode == 1 and "\nFAILED " in done.stdout:
        return Fate.CAUGHT, ""
    if done.returncode == -signal.SIGXCPU:
        return Fate.CAUGHT, f"no end within {SECONDS} s of a processor"
    if done.returncode == 0:
        return Fate.SURVIVES, ""
    return Fate.BROKEN, (done.stdout + done.stderr)[-600:]


def main() -> None:
    """Judge the faults whose name, file or test holds the words given, or all."""
    parser = argparse.ArgumentParser(description="Every fault of the list must be seen by its test.")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("words", nargs="*")
    wanted = parser.parse_args()
    faults = [
        fault
        for fault in read_faults()
        if all(word in f"{fault.name} {fault.file} {fault.test}" for word in wanted.words)
    ]
    if not faults:
        sys.exit("expected words of some fault's name, file or test, found none that holds them all")
    with tempfile.TemporaryDirectory(prefix="faults-") as scratch:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(wanted.jobs):
            copies.put(make_copy(Path(scratch) / str(number)))
        left = _without_fault(copies.get(), faults, copies)

        def one(fault: Fault) -> tuple[Fate, str]:
            copy = copies.get()
            try:
                return judge(copy, fault)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(wanted.jobs) as pool:
            fates = list(zip(left, pool.map(one, left), strict=True))
    wrong = [fault.name for fault, (fate, _) in fates if fate is not Fate.CAUGHT]
    for fault, (fate, why) in fates:
        print(f"{fate.value:16} {fault.name}" + (f"\n{why}" if why else ""))
    print(f"{len(fates) - len(wrong)} of {len(fates)} faults are caught")
    if wrong:
        sys.exit(1)


def _without_fault(copy: Path, faults: Sequence[Fault], copies: SimpleQueue[Path]) -> Sequence[Fault]:
    """The faults, once all their tests were seen to pass without any."""
    tests = " ".join(dict.fromkeys(test for fault in faults for test in fault.test.split()))
    done = run(copy, f"--no-header -rs {tests}")
    copies.put(copy)
    if done.returncode or "SKIPPED" in done.stdout:
        sys.exit(
            f"expected the tests to pass without a fault, and none to be skipped, found:\n{done.stdout[-3000:]}"
        )
    return faults


if __name__ == "__main__":
    main()
