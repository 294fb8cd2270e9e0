"""Fifty people at once in private, in groups and inline, the same on a bad network, and twenty kills.

    python -m benchmarks.telegram                 the real bot over the built index
    python -m benchmarks.telegram --stub          Telegram's side alone, answers made up
    python -m benchmarks.telegram --only crowd    one of: crowd, faults, kills
    python -m benchmarks.telegram --distinct      no question is asked twice, and none is a bare citation
    python -m benchmarks.telegram --beside ../before   the crowd here and at another checkout, in turns

Every person asks ten different questions, the next one when the last one is answered, as people do; a third of them in groups, some
inline. A question counts as lost when nothing replies to it, as twice when two messages do. Of the kills it is told apart how many questions got the sentence that
there is no answer (they were alone in work at two deaths), and how many answers came twice and one of them was taken back. The limit of 30 messages a second
that Telegram sets is lifted here: it would be all that is measured.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.confidence.questions import load
from bot.settings import default_data_dir
from bot.texts import TEXTS
from tests.end_to_end.fake_bot_api import FakeBotApi, Fault
from tests.end_to_end.process import REAL, ROOT, STUB, BotProcess

PEOPLE, QUESTIONS, KILLS = 50, 10, 20
GROUPS = (-71, -72, -73, -1_000_000_000_071, -1_000_000_000_072, -1_000_000_000_073, -1_000_000_000_074)
FAULT_SHARE = 0.05
FAULTS = (Fault("429", 1), Fault("502"), Fault("drop"), Fault("drop_after"))
PATIENCE = 60.0
MIXED = (
    "开盒犯法吗", "民法典1195", "刑法第二百五十三条之一第一款", "被人造谣了怎么办",
    "试用期最长多久", "高空抛物谁负责", "Is doxxing a crime in China?", "平台不删帖怎么办",
    "今天天气怎么样", "网络安全法四十四条", "缓刑是什么意思", "治安管理处罚法第五十条",
    "小區偷拍報警有用嗎", "民法典9999条", "收到骚扰短信找谁", "公司不给加班费怎么办",
)  # fmt: skip


@contextmanager
def bot_and_server(
    stub: bool, folder: Path, checkout: Path | None = None
) -> Iterator[tuple[FakeBotApi, BotProcess]]:
    """A fresh data folder, with the built index (of another checkout) when the answers are real."""
    if not stub:
        index = (checkout / "var" if checkout else default_data_dir()) / "index"
        if not index.is_dir():
            sys.exit(f"expected an index in {index}, found none; run `yuanfa index build`")
        (folder / "index").symlink_to(index.resolve())
    with FakeBotApi() as api:
        yield (
            api,
            BotProcess(
                api,
                folder,
                STUB if stub else REAL,
                checkout or ROOT,
                YUANFA_SENDS_PER_SECOND="1000",
            ),
        )


class Crowd:
    """People who ask and wait."""

    def __init__(
        self, api: FakeBotApi, people: int, questions: int, seed: int = 1, *, distinct: bool = False
    ) -> None:
        self.api, self.people, self.questions = api, people, questions
        self.distinct = _distinct(people * questions, seed) if distinct else []
        self.seed = seed
        self.asked: dict[tuple[int, int], float] = {}
        self.typed: list[str] = []
        self.seconds: dict[str, list[float]] = {"private": [], "groups": [], "inline": []}
        self._replied: set[tuple[int, int | None]] = set()
        self._lock = threading.Lock()

    def run(self) -> float:
        """Let everybody ask; returns the seconds it took."""
        started = time.monotonic()
        threads = [threading.Thread(target=self._person, args=(n,)) for n in range(self.people)]
        for thread in threads:
            thread.start()
        self._look(threads)
        return time.monotonic() - started

    def _look(self, threads: list[threading.Thread]) -> None:
        """Note new replies, for everybody at once: fifty who search all messages would be what is measured."""
        seen = 0
        while any(thread.is_alive() for thread in threads):
            new = self.api.sent[seen:]
            seen += len(new)
            self._replied.update((sent.chat_id, sent.reply_to) for sent in new)
            time.sleep(0.005)

    def _person(self, number: int) -> None:
        mixed = random.Random(self.seed * 1000 + number).sample(MIXED, self.questions)
        for place in range(self.questions):
            self.ask(
                number, self.distinct[number * self.questions + place] if self.distinct else mixed[place]
            )

    def ask(self, number: int, words: str) -> None:
        """Ask as this person, in private, in a group or inline, and wait for the answer."""
        person, asked = 1000 + number, time.monotonic()
        kind = "inline" if number % 5 == 4 else "groups" if number % 5 > 2 else "private"
        if kind == "inline":
            answered = self._typed(self.api.inline(words, user_id=person))
        else:
            chat = GROUPS[number % len(GROUPS)] if kind == "groups" else person
            said = f"/ask {words}" if chat < 0 else words
            key = (chat, self.api.say(chat, said, user_id=person)["message_id"])
            with self._lock:
                self.asked[key] = asked
            answered = self._written(key)
        while time.monotonic() - asked < PATIENCE:
            if answered():
                with self._lock:
                    self.seconds[kind].append(time.monotonic() - asked)
                break
            time.sleep(0.01)

    def _typed(self, query: str) -> Callable[[], object]:
        with self._lock:
            self.typed.append(query)
        return lambda: query in self.api.inline_answers

    def _written(self, key: tuple[int, int]) -> Callable[[], object]:
        return lambda: key in self._replied

    def lost_and_twice(self) -> tuple[int, int]:
        """Questions without a reply, and with more than one."""
        counts = _replies(self.api, list(self.asked)).values()
        unseen = sum(1 for query in self.typed if query not in self.api.inline_answers)
        return sum(not n for n in counts) + unseen, sum(n > 1 for n in counts)


def _distinct(count: int, seed: int) -> list[str]:
    """So many different questions of our own, in the field and out of it."""
    texts = sorted({one.text for name in ("in_field", "out_of_field") for one in load(name)})
    return random.Random(seed).sample(texts, count)


def crowd(
    stub: bool, folder: Path, *, faults: bool, distinct: bool = False, checkout: Path | None = None
) -> tuple[float, float, bool]:
    """Fifty people, ten questions each: answers a second, p95 in seconds, and whether nothing was lost or came twice."""
    with bot_and_server(stub, folder, checkout) as (api, process), process:
        dice = random.Random(7)
        if faults:
            api.fault = lambda method, data: (
                dice.choice(FAULTS) if method == "sendMessage" and dice.random() < FAULT_SHARE else None
            )
        people = Crowd(api, PEOPLE, QUESTIONS, distinct=distinct)
        before = processor_seconds(process)
        took = people.run()
        cost = processor_seconds(process) - before
        time.sleep(3 if faults else 1)
        lost, twice = people.lost_and_twice()
    seconds = [one for kind in people.seconds.values() for one in kind]
    rate = len(seconds) / took
    p95 = quantile(seconds, 95)
    kinds = ", ".join(f"{kind} {quantile(own, 95):.2f}" for kind, own in people.seconds.items())
    name = (
        f"{PEOPLE} people x {QUESTIONS}"
        + (", all different" if distinct else "")
        + (f", {FAULT_SHARE:.0%} of sends fail" if faults else "")
        + (f", {checkout.name}" if checkout else "")
    )
    print(
        f"| {name} | {rate:.1f}/s | {quantile(seconds, 50):.2f} s | {p95:.2f} s ({kinds}) | {1000 * cost / len(seconds):.0f} ms | {lost} | {twice} |",
        flush=True,
    )
    return rate, p95, not lost and not twice


def processor_seconds(process: BotProcess) -> float:
    """What the bot has used of the processors so far."""
    assert process.process is not None
    fields = Path(f"/proc/{process.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def quantile(values: list[float], percent: int) -> float:
    """So many percent of the values are not above it."""
    return statistics.quantiles(values, n=100)[percent - 1]


def beside(checkout: Path, folder: Path, rounds: int) -> bool:
    """The crowd at another checkout and here, in turns; prints how rate and p95 compare."""
    figures: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    good = True
    for number in range(2 * rounds):
        here = bool(number % 2)
        own = folder / str(number)
        own.mkdir()
        rate, p95, fine = crowd(False, own, faults=False, checkout=None if here else checkout.resolve())
        figures[here].append((rate, p95))
        good &= fine or not here
    ratios = [
        statistics.median(one[place] for one in figures[True])
        / statistics.median(one[place] for one in figures[False])
        for place in (0, 1)
    ]
    print(f"here to {checkout.name}: rate {ratios[0]:.2f}, p95 {ratios[1]:.2f} (medians of {rounds} runs)")
    return good


def kills(stub: bool, folder: Path) -> bool:
    """SIGKILL at a random moment, twenty times, while eight people ask and sends fail now and then."""
    dice = random.Random(11)
    with bot_and_server(stub, folder) as (api, process):
        api.fault = lambda method, data: (
            dice.choice(FAULTS) if method == "sendMessage" and dice.random() < FAULT_SHARE else None
        )
        process.start()
        asked: list[tuple[int, int]] = []
        for round_number in range(KILLS):
            for person in range(8):
                chat = 1000 + person
                for _ in range(2):
                    message = api.say(chat, MIXED[(round_number + person) % len(MIXED)])
                    asked.append((chat, message["message_id"]))
            time.sleep(dice.uniform(0.0, 0.8))
            process.kill()
            process.start()
            if round_number % 3 == 2:
                time.sleep(20)  # the limit of questions a minute is not what is measured
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not all(_replies(api, asked).values()):
            time.sleep(0.5)
        time.sleep(2)
        process.stop()
    replies = _replies(api, asked)
    lost, twice = sum(not n for n in replies.values()), sum(n > 1 for n in replies.values())
    sorry = {texts.gave_up for texts in TEXTS.values()}
    given_up = sum(sent.text in sorry for sent in api.sent)
    taken_back = sum(sent.deleted for sent in api.sent)
    print(
        f"| {KILLS} kills, {len(asked)} questions, {FAULT_SHARE:.0%} of sends fail; {given_up} given up with a sentence, "
        f"{taken_back} came twice for an instant | | | | | {lost} | {twice} |",
        flush=True,
    )
    return not lost and not twice


def _replies(api: FakeBotApi, asked: list[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """How many messages stand that reply to each question."""
    with api._lock:
        counts = Counter((sent.chat_id, sent.reply_to) for sent in api.sent if not sent.deleted)
    return {key: counts[key] for key in asked}


def main() -> int:
    """Run and print the table; exit status 1 when anything was lost or came twice."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stub", action="store_true", help="made-up answers: Telegram's side alone")
    parser.add_argument("--distinct", action="store_true", help="no question is asked twice")
    parser.add_argument("--only", choices=["crowd", "faults", "kills"])
    parser.add_argument("--beside", type=Path, metavar="CHECKOUT", help="the crowd there and here, in turns")
    parser.add_argument("--rounds", type=int, default=2, help="how often in turns")
    options = parser.parse_args()
    print(
        "| run | rate | p50 | p95 | processor a question | lost | twice |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    good = True
    if options.beside:
        with tempfile.TemporaryDirectory(prefix="yuanfa-bench-") as name:
            return 0 if beside(options.beside, Path(name), options.rounds) else 1
    for name in [options.only] if options.only else ["crowd", "faults", "kills"]:
        folder = Path(tempfile.mkdtemp(prefix="yuanfa-bench-"))
        try:
            if name == "kills":
                good &= kills(options.stub, folder)
            else:
                good &= crowd(options.stub, folder, faults=name == "faults", distinct=options.distinct)[2]
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
