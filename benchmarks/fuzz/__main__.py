"""A million made-up inputs over find, fold, render, readers and answer: no crash, none over a second, no invalid HTML.

    python -m benchmarks.fuzz                       goes on where the last run ended, until all is done
    python -m benchmarks.fuzz --seconds 600         for ten minutes
    python -m benchmarks.fuzz --stage find          one stage
    python -m benchmarks.fuzz --stage find --only 4711    one input again, with the traceback

An input follows from its stage and number, so that every fault can be made again. What was done and what was found lies in
``fuzz.json`` of the data folder until ``--keep`` puts it into results/fuzz.json. A second is one of the processor's, of the thread.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from benchmarks.fuzz.stages import STAGES
from benchmarks.record import keep
from bot.settings import default_data_dir

SLOW = 1.0
ROUND = 200
"""Inputs of a stage before the next one has its turn."""
MOST_NAMED = 20


def load(path: Path) -> dict[str, Any]:
    """What earlier runs did."""
    state: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    for name in STAGES:
        state.setdefault(name, {"done": 0, "faults": {}, "slow": [], "slowest": 0.0, "cpu": 0.0})
    return state


def save(path: Path, state: dict[str, Any]) -> None:
    """Keep it; a kill in the middle leaves the old one."""
    fresh = path.with_suffix(".fresh")
    fresh.write_text(json.dumps(state, ensure_ascii=False, indent=1), "utf-8")
    fresh.replace(path)


def place_of(error: BaseException) -> str:
    """Kind and place of a fault, the same for all of a kind."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    told = f": {error}" if type(error).__name__ == "Wrong" else ""
    return f"{type(error).__name__}{told} at {Path(frame.filename).name}:{frame.lineno}"


def feed(name: str, number: int, record: dict[str, Any]) -> None:
    """One input."""
    began = time.thread_time()
    try:
        STAGES[name][0](number)
    except Exception as error:  # every fault is what is looked for
        kind = place_of(error)
        if kind not in record["faults"]:
            print(f"{name} {number}: {kind}", flush=True)
        record["faults"].setdefault(kind, []).append(number)
        del record["faults"][kind][MOST_NAMED:]
    took = time.thread_time() - began
    record["cpu"] += took
    record["slowest"] = max(record["slowest"], round(took, 3))
    if took > SLOW:
        print(f"{name} {number}: {took:.2f} s", flush=True)
        record["slow"] = [*record["slow"], number][:MOST_NAMED]


def main() -> int:
    """Feed, report; exit status 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stage", choices=list(STAGES))
    parser.add_argument("--only", type=int, help="this input alone, with its traceback")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--again", action="store_true", help="begin anew")
    parser.add_argument("--keep", action="store_true", help="write results/fuzz.json")
    options = parser.parse_args()
    if options.only is not None:
        STAGES[options.stage][0](options.only)
        return 0
    path = default_data_dir() / "fuzz.json"
    if options.again:
        path.unlink(missing_ok=True)
    state, end = load(path), time.monotonic() + options.seconds
    names = [options.stage] if options.stage else list(STAGES)
    for name in names:  # what is loaded once is no input's time
        STAGES[name][0](0)
    while time.monotonic() < end and (left := [n for n in names if state[n]["done"] < STAGES[n][1]]):
        # The stage that is furthest behind, so that all come to their end together.
        name = min(left, key=lambda one: state[one]["done"] / STAGES[one][1])
        record = state[name]
        for number in range(record["done"], min(record["done"] + ROUND, STAGES[name][1])):
            feed(name, number, record)
            record["done"] = number + 1
        save(path, state)
    figures = {
        name: {"inputs": state[name]["done"], "of": STAGES[name][1], "faults": state[name]["faults"],
               "over_a_second": len(state[name]["slow"]), "slowest_seconds": state[name]["slowest"]}
        for name in STAGES
    }  # fmt: skip
    total = sum(state[name]["done"] for name in STAGES)
    for name, one in figures.items():
        print(name, json.dumps(one, ensure_ascii=False))
    print(f"{total} inputs")
    if options.keep:
        keep("fuzz", {"inputs": total, "stages": figures})
    return 1 if any(state[name]["faults"] or state[name]["slow"] for name in STAGES) else 0


if __name__ == "__main__":
    sys.exit(main())
