"""A new index is built beside the old one and taken into use while people ask.

    python -m benchmarks.telegram.swap
    python -m benchmarks.telegram.swap --people 10   where the machine has other work

The day of a change of law comes; another process builds its index (as ``yuanfa index build --gently`` does), and the running bot
loads it. Every person asks a question, waits for the answer, and asks the next one some seconds later: within what a person and a group may
ask. Counted are questions without an answer or with two, answers over their time limit, and how long answers took before, during the build,
and from the load on.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.soak.__main__ import Started, law_told, prepared, swap
from benchmarks.telegram.__main__ import MIXED, PEOPLE, Crowd, quantile
from bot.texts import TEXTS
from tests.end_to_end.fake_bot_api import FakeBotApi

PAUSE_SECONDS = 4.0
"""Two people of one group ask 30 times a minute then, of 40 that it may; with 3 some were told to slow down and then nothing."""
QUIET_SECONDS = 20.0
"""Before the change, and after the new index is in use."""


class Steady(Crowd):
    """People who go on asking until it is enough."""

    def __init__(self, api: FakeBotApi, people: int) -> None:
        super().__init__(api, people, len(MIXED))
        self.enough = threading.Event()

    def _person(self, number: int) -> None:
        dice = random.Random(number)
        while not self.enough.wait(dice.uniform(0.5, 1.5) * PAUSE_SECONDS):
            self.ask(number, dice.choice(MIXED))

    def count(self) -> dict[str, int]:
        """Answers so far, by kind."""
        return {kind: len(own) for kind, own in self.seconds.items()}

    def between(self, first: dict[str, int], last: dict[str, int]) -> list[float]:
        """Seconds of the answers that came between two counts."""
        return [one for kind, own in self.seconds.items() for one in own[first.get(kind, 0) : last[kind]]]


def told(name: str, seconds: list[float]) -> None:
    """One row."""
    print(
        f"| {name} | {len(seconds)} | {quantile(seconds, 50):.2f} s | {quantile(seconds, 95):.2f} s | {max(seconds):.2f} s |",
        flush=True,
    )


def measured(folder: Path, count: int) -> bool:
    """Let people ask through a change of the index; True when nothing was lost, twice or over its time."""
    day = prepared(folder)
    with FakeBotApi() as api, contextlib.closing(Started(api, folder)) as process:
        before = law_told(api, 2001)
        people = Steady(api, count)
        crowd = threading.Thread(target=people.run)
        crowd.start()
        time.sleep(QUIET_SECONDS)
        first = people.count()
        built, loaded = swap(process, day)
        second = people.count()
        after = law_told(api, 2002)
        time.sleep(QUIET_SECONDS)
        people.enough.set()
        crowd.join()
        time.sleep(2)
        lost, twice = people.lost_and_twice()
        texts = [sent.text for sent in api.sent]
        tracebacks = process.log().count("Traceback")
    told("before", people.between({}, first))
    told(f"build ({built:.0f} s) and load ({loaded:.0f} s)", people.between(first, second))
    told("after", people.between(second, people.count()))
    over = sum(text in {one.took_too_long for one in TEXTS.values()} for text in texts)
    old = sum(f"{day}起有法律变动" in text for text in texts)
    slowed = sum(
        text in {told for one in TEXTS.values() for told in (one.slow_down, one.slow_down_group)}
        for text in texts
    )
    print(
        f"lost {lost}, twice {twice}, over the limit {over}, tracebacks {tracebacks}; "
        f"told to slow down {slowed}; law changed: {before != after}; {old} answers said that the law is of before"
    )
    return not (lost or twice or over or tracebacks) and before != after and old > 0


def main() -> int:
    """Run and print; exit status 1 when anything was lost, came twice or over its time, or nothing changed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=PEOPLE)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="yuanfa-swap-"))
    try:
        print("| | answers | p50 | p95 | slowest |\n| --- | --- | --- | --- | --- |")
        return 0 if measured(folder, options.people) else 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
